internal import CKernels
package import Execution

extension AmplitudeVector {
  /// Amplitudes of a block, whose both parts fill half a core's cache of the second level.
  package static var blockBits: Int { MemoryLayout<Scalar>.stride == 8 ? 14 : 15 }

  /// About so many amplitudes are worked on between two calls of `pause`.
  private static var workBetweenPauses: Int { 1 << 24 }

  /// Does gates together, in as few passes over the state as the plan for them needs; `isZero` says that all qubits
  /// are 0, and blocks have 2^blockBits amplitudes. `pause` is called between parts of the work and may end it.
  package mutating func apply(
    _ gates: [ControlledMatrix], isZero: Bool = false, blockBits: Int = Self.blockBits,
    pause: () throws(SimulationError) -> Void = {}
  ) throws(SimulationError) {
    var builder = PlanBuilder(qubitCount: qubitCount, zeros: isZero ? .max : 0)
    for gate in gates { builder.add(gate.matrix, targets: gate.targets, controls: ControlMask(gate.controls)) }
    builder.settleAll()
    let plan = StatePlan(
      builder.atoms, qubitCount: qubitCount, blockBits: blockBits, zeros: isZero ? .max : 0)
    try apply(plan, pause: pause)
  }

  /// Does a plan for as many qubits; `pause` is called between parts of the work and may end it.
  mutating func apply(
    _ plan: StatePlan, pause: () throws(SimulationError) -> Void = {}
  ) throws(SimulationError) {
    try makeUnique()
    var scratch: [AmplitudeBuffer<Scalar>] = []
    for pass in plan.passes {
      let blockBits = max(pass.localQubits.count, Int(STATE_ROW_BITS))
      let compiler = PassCompiler<Scalar>(
        pass, qubitCount: qubitCount, bits: blockBits, laneBits: kernels.laneBits)
      let work = BlockWork(self, pass, compiler.steps, blockBits: blockBits)
      while scratch.count < (work.isInPlace ? 0 : threads) {
        guard let block = AmplitudeBuffer<Scalar>(count: 1 << blockBits, isCleared: false) else {
          throw .tooMany(qubitCount, limit: qubitCount - 1, bytesEach: 2 * MemoryLayout<Scalar>.size)
        }
        scratch.append(block)
      }
      let together = max(threads, Self.workBetweenPauses >> blockBits / max(1, compiler.steps.count))
      var first = 0
      while first < work.blockCount {
        let count = min(together, work.blockCount - first)
        work.run(first..<first + count, threads: threads, scratch)
        first += count
        try pause()
      }
    }
  }
}

/// The steps of a pass on all blocks of a state.
private struct BlockWork<Scalar: AmplitudeScalar> {
  private let kernels: AmplitudeKernels<Scalar>
  private let buffer: AmplitudeBuffer<Scalar>
  private let steps: [PassStep<Scalar>]
  private let blockBits: Int
  /// Bits of an index that number the blocks.
  private let outerQubits: [Int]
  /// Where the runs of a block are, from its first amplitude on, and their length; of none, the block is one run.
  private let offsets: [Int64]
  private let length: Int

  init(_ vector: AmplitudeVector<Scalar>, _ pass: StatePlan.Pass, _ steps: [PassStep<Scalar>], blockBits: Int) {
    kernels = vector.kernels
    buffer = vector.buffer
    self.steps = steps
    self.blockBits = blockBits
    let local = pass.localQubits
    outerQubits =
      local.count < blockBits
      ? [] : (0..<vector.bits).filter { !local.contains($0) && pass.zeros & (1 << UInt64($0)) == 0 }
    let low = local.indices.prefix { local[$0] == $0 }.count
    length = 1 << low
    let high = local[low...]
    offsets =
      high.isEmpty
      ? []
      : (0..<1 << high.count).map { row in
        high.enumerated().reduce(0) { $0 | Int64(row >> $1.offset & 1) << Int64($1.element) }
      }
  }

  var blockCount: Int { 1 << outerQubits.count }
  /// Whether blocks need no memory of their own.
  var isInPlace: Bool { offsets.isEmpty }

  func run(_ blocks: Range<Int>, threads: Int, _ scratch: [AmplitudeBuffer<Scalar>]) {
    let parts = min(threads, blocks.count)
    ParallelWork.forEach(part: parts, threads: threads) { part in
      let own = blocks.lowerBound + blocks.count * part / parts..<blocks.lowerBound + blocks.count * (part + 1) / parts
      for number in own { apply(at: number, in: isInPlace ? nil : scratch[part]) }
    }
  }

  private func apply(at number: Int, in block: AmplitudeBuffer<Scalar>?) {
    let first = outerQubits.enumerated().reduce(0) { $0 | (number >> $1.offset & 1) << $1.element }
    let (real, imaginary) = (buffer.real + first, buffer.imaginary + first)
    guard let block else {
      for step in steps { step.apply(kernels, real, imaginary, bits: blockBits, index: UInt64(first)) }
      return
    }
    let (count, length) = (Int64(offsets.count), Int64(length))
    kernels.gather(real, offsets, count, length, block.real)
    kernels.gather(imaginary, offsets, count, length, block.imaginary)
    for step in steps { step.apply(kernels, block.real, block.imaginary, bits: blockBits, index: UInt64(first)) }
    kernels.scatter(block.real, offsets, count, length, real)
    kernels.scatter(block.imaginary, offsets, count, length, imaginary)
  }
}
