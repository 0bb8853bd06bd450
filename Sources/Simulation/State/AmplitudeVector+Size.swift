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
        throw .tooMany(count, limit: max(Self.qubitLimit, qubitCount), bytesEach: 2 * MemoryLayout<Scalar>.size)
      }
      larger.real.update(from: buffer.real, count: 1 << qubitCount)
      larger.imaginary.update(from: buffer.imaginary, count: 1 << qubitCount)
      buffer = larger
    }
    qubitCount = count
  }

  /// Leaves the amplitudes in which a qubit has a value, whose squared norm is `kept`, normalised; the qubits above it
  /// move down by one.
  mutating func remove(_ qubit: Int, value: Bool, kept: Double) throws(SimulationError) {
    let count = qubitCount - 1
    let padded = 1 << max(count, Int(STATE_ROW_BITS))
    // In place, where amplitudes only move down, if the memory is this value's own and no larger than needed.
    let staysInPlace = buffer.count == padded && isKnownUniquelyReferenced(&buffer)
    guard let target = staysInPlace ? buffer : AmplitudeBuffer<Scalar>(count: padded) else {
      throw .tooMany(qubitCount, limit: count, bytesEach: 2 * MemoryLayout<Scalar>.size)
    }
    let length = 1 << qubit
    let start = value ? length : 0
    let factor = Scalar(kept > 0 ? 1 / kept.squareRoot() : 1)
    let (source, real, imaginary) = (buffer, target.real, target.imaginary)
    for run in 0..<1 << (count - qubit) {
      let (to, from) = (run * length, 2 * run * length + start)
      for index in 0..<length {
        real[to + index] = factor * source.real[from + index]
        imaginary[to + index] = factor * source.imaginary[from + index]
      }
    }
    for index in 1 << count..<max(1 << count, min(padded, 1 << qubitCount)) {
      real[index] = 0
      imaginary[index] = 0
    }
    buffer = target
    qubitCount = count
  }
}
