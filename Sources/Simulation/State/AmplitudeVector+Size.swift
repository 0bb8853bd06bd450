internal import CKernels
internal import Circuits
internal import Execution

/// Qubits that come and go.
extension AmplitudeVector {
  /// Adds qubits that are 0, above all others.
  mutating func grow(to count: Int) throws(SimulationError) {
    guard count > qubitCount else { return }
    let bits = max(count, Int(STATE_ROW_BITS))
    if bits > self.bits {
      guard Self.isPossible(qubitCount: count), let larger = AmplitudeBuffer<Scalar>(count: 1 << bits) else {
        throw .tooMany(count, limit: max(Self.qubitLimit, qubitCount))
      }
      larger.real.update(from: buffer.real, count: 1 << qubitCount)
      larger.imaginary.update(from: buffer.imaginary, count: 1 << qubitCount)
      buffer = larger
    }
    qubitCount = count
  }

  /// Leaves the amplitudes in which a qubit has a value, normalised; the qubits above it move down by one.
  mutating func remove(_ qubit: Int, value: Bool) throws(SimulationError) {
    let kept = probability(of: ControlMask([(qubit, value)]))
    let count = qubitCount - 1
    guard let smaller = AmplitudeBuffer<Scalar>(count: 1 << max(count, Int(STATE_ROW_BITS))) else {
      throw .tooMany(qubitCount, limit: count)
    }
    let length = 1 << qubit
    let start = value ? length : 0
    if length < Int(STATE_ROW) {
      for index in 0..<1 << count {
        let place = (index & -length) << 1 | index & (length - 1) | start
        smaller.real[index] = buffer.real[place]
        smaller.imaginary[index] = buffer.imaginary[place]
      }
    } else {
      for run in 0..<1 << (count - qubit) {
        (smaller.real + run * length).update(from: buffer.real + (2 * run * length + start), count: length)
        (smaller.imaginary + run * length).update(from: buffer.imaginary + (2 * run * length + start), count: length)
      }
    }
    buffer = smaller
    qubitCount = count
    if kept > 0 { try scale(by: 1 / kept.squareRoot()) }
  }
}
