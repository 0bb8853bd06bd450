internal import CKernels
package import Execution
package import Numerics

extension state_place {
  init(bits: Int, targets: [Int], controls: ControlMask) {
    self.init()
    self.bits = Int32(bits)
    target_count = Int32(targets.count)
    withUnsafeMutableBytes(of: &self.targets) { bytes in
      let places = bytes.assumingMemoryBound(to: Int32.self)
      for (index, target) in zip(places.indices, targets) { places[index] = Int32(target) }
    }
    control_mask = controls.mask
    control_values = controls.values
    part = 0
    parts = 1
  }
}

/// Gates one at a time, each a pass over the whole state. Operands are the caller's promise: different qubits of this
/// state, a matrix of the size that they ask for.
extension AmplitudeVector {
  /// The most targets of a dense gate.
  package static var targetLimit: Int { Int(STATE_TARGETS) }

  /// Multiplies with a matrix, row after row, whose least significant bit is the first of up to five targets.
  package mutating func apply(
    matrix: [Complex], targets: [Int], controls: ControlMask = ControlMask()
  ) throws(SimulationError) {
    try makeUnique()
    if isSmall, targets.count == 1 { return applySmall(matrix, target: targets[0], controls: controls) }
    let (kernels, buffer) = (kernels, buffer)
    forEachPart(targets, controls) { place in
      matrix.withUnsafeBytes { bytes in
        guard let numbers = bytes.assumingMemoryBound(to: Double.self).baseAddress else { return }
        kernels.dense(buffer.real, buffer.imaginary, &place, numbers)
      }
    }
  }

  /// Exchanges the values 0 and 1 of a qubit.
  package mutating func flip(_ target: Int, controls: ControlMask = ControlMask()) throws(SimulationError) {
    try makeUnique()
    let (kernels, buffer) = (kernels, buffer)
    forEachPart([target], controls) { kernels.flip(buffer.real, buffer.imaginary, &$0) }
  }

  /// Exchanges two qubits.
  package mutating func swap(
    _ first: Int, _ second: Int, controls: ControlMask = ControlMask()
  ) throws(SimulationError) {
    try makeUnique()
    let (kernels, buffer) = (kernels, buffer)
    forEachPart([first, second], controls) { kernels.swap(buffer.real, buffer.imaginary, &$0) }
  }

  /// Multiplies each amplitude with one of the factors: the qubits' values are the number of its place, the first
  /// qubit least significant.
  package mutating func apply(diagonal factors: [Complex], qubits: [Int]) throws(SimulationError) {
    try makeUnique()
    let table = DiagonalTable<Scalar>(factors, positions: qubits)
    let (kernels, buffer, bits, threads) = (kernels, buffer, bits, threads)
    ParallelWork.forEach(part: threads, threads: threads) { part in
      table.withFactors { factors in
        kernels.diagonal(buffer.real, buffer.imaginary, Int32(bits), factors, Int32(part), Int32(threads))
      }
    }
  }

  /// Multiplies all amplitudes with a real number.
  package mutating func scale(by factor: Double) throws(SimulationError) {
    try makeUnique()
    let (kernels, buffer, threads) = (kernels, buffer, threads)
    let count = buffer.count / threads / Int(STATE_ROW) * Int(STATE_ROW)
    ParallelWork.forEach(part: threads, threads: threads) { part in
      let length = Int64(part == threads - 1 ? buffer.count - part * count : count)
      kernels.scale(buffer.real + part * count, length, factor)
      kernels.scale(buffer.imaginary + part * count, length, factor)
    }
  }

  /// Leaves the amplitudes in which a qubit has a value, as they are or, with `normalises`, to the norm 1.
  package mutating func project(_ qubit: Int, onto value: Bool, normalises: Bool = true) throws(SimulationError) {
    let kept = normalises ? probability(of: ControlMask([(qubit, value)])).squareRoot() : 1
    let factor = Complex(kept > 0 ? 1 / kept : 0)
    try apply(diagonal: value ? [.zero, factor] : [factor, .zero], qubits: [qubit])
  }

  private func forEachPart(_ targets: [Int], _ controls: ControlMask, _ work: (inout state_place) -> Void) {
    let place = state_place(bits: bits, targets: targets, controls: controls)
    let threads = threads
    ParallelWork.forEach(part: threads, threads: threads) { part in
      var own = place
      own.part = Int32(part)
      own.parts = Int32(threads)
      work(&own)
    }
  }
}
