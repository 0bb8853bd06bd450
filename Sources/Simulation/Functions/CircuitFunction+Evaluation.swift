internal import CKernels
internal import Circuits
internal import Dispatch
internal import Execution

extension CircuitFunction {
  /// How many points there are in an array of their values.
  func pointCount(of points: [Double]) throws(SimulationError) -> Int {
    guard parameterCount > 0 else {
      guard points.isEmpty else { throw .circuit(.wrongValueCount(expected: 0, found: points.count)) }
      return 1
    }
    guard points.count.isMultiple(of: parameterCount) else {
      throw .circuit(.wrongValueCount(expected: parameterCount, found: points.count % parameterCount))
    }
    return points.count / parameterCount
  }

  /// Evaluates chunks of points, each as wide as pays, on the threads. `request` makes the request of a chunk that
  /// starts with a certain point, without what all have in common.
  func evaluate(
    _ task: LanesTask, _ compiled: CompiledProgram, _ plan: DerivativePlan?, points: [Double],
    count: Int, request: (Int) -> LanesRequest
  ) -> SimulationError? {
    guard count > 0 else { return nil }
    return points.withUnsafeBufferPointer { points in
      withoutActuallyEscaping(request) { request in
        evaluate(task, compiled, plan, ChunkWork(points: points.baseAddress, count: count, request: request))
      }
    }
  }

  private func evaluate(
    _ task: LanesTask, _ compiled: CompiledProgram, _ plan: DerivativePlan?, _ work: ChunkWork
  ) -> SimulationError? {
    let kernels = kernels
    let chunks = Chunks(count: work.count, widest: widestExponent(task, kernels), narrowest: narrowestExponent(kernels))
    let bytes = withUnsafePointer(to: compiled.program) { kernels.workspace($0, task, UInt32(chunks.widest)) }
    guard bytes < 1 << 26 || bytes <= MachineMemory.bytesAvailable / max(threadCount, 1) else {
      return .tooManyQubits(count: qubitCount, limit: qubitCount - 1, bytesAvailable: MachineMemory.bytesAvailable)
    }
    let faults = Faults(chunks.count)
    let run: @Sendable (Int, Int) -> Void = { start, step in
      workspaces.withMemory(bytes: bytes) { memory in
        var derivatives = plan?.plan ?? LanesPlan()
        var program = compiled.program
        for index in stride(from: start, to: chunks.count, by: step) {
          let chunk = chunks[index]
          var asked = work.request(chunk.start)
          asked.task = task
          asked.lane_exponent = UInt32(chunk.exponent)
          asked.point_count = UInt32(chunk.count)
          asked.points = work.points.map { $0 + chunk.start * parameterCount }
          faults[index] = kernels.evaluate(&program, &derivatives, &asked, memory)
        }
      }
    }
    let threads = min(max(threadCount, 1), chunks.count)
    if threads == 1 {
      run(0, 1)
    } else {
      DispatchQueue.concurrentPerform(iterations: threads) { run($0, threads) }
    }
    let fault = (0..<chunks.count).lazy.map { faults[$0] }.first { $0.is_found != 0 }
    return fault.map { .angleNotFinite(gate: compiled.gates[Int($0.slot)], value: $0.value) }
  }

  /// The least lanes of points: where a vector has room for more amplitudes than there are.
  private func narrowestExponent(_ kernels: lanes_kernels) -> Int {
    max(0, kernels.width.trailingZeroBitCount - qubitCount)
  }

  /// The most: fewer than a vector's lanes where the states would leave the cache.
  private func widestExponent(_ task: LanesTask, _ kernels: lanes_kernels) -> Int {
    let full = kernels.width.trailingZeroBitCount
    return max(narrowestExponent(kernels), min(full, full + 8 - qubitCount))
  }
}

/// Points in chunks of up to 2^widest, the rest in one of as many lanes as it needs.
private struct Chunks: Sendable {
  let points: Int
  let widest: Int
  let narrowest: Int

  init(count: Int, widest: Int, narrowest: Int) {
    points = count
    self.narrowest = narrowest
    var fitting = widest
    while fitting > narrowest, 1 << (fitting - 1) >= count { fitting -= 1 }
    self.widest = fitting
  }

  var count: Int { (points + (1 << widest) - 1) >> widest }

  subscript(index: Int) -> (start: Int, count: Int, exponent: Int) {
    let start = index << widest
    let count = min(points - start, 1 << widest)
    var exponent = widest
    while exponent > narrowest, 1 << (exponent - 1) >= count { exponent -= 1 }
    return (start, count, exponent)
  }
}

/// What threads share while they evaluate: the points, and `request`, which only adds offsets to pointers and thereby
/// gives each chunk its own part of the results.
private struct ChunkWork: @unchecked Sendable {
  let points: UnsafePointer<Double>?
  let count: Int
  let request: (Int) -> LanesRequest
}

/// What went wrong in each chunk, written by the thread that evaluates it.
private final class Faults: @unchecked Sendable {
  private let faults: UnsafeMutablePointer<LanesFault>

  init(_ count: Int) { faults = .allocate(capacity: count) }

  deinit { faults.deallocate() }

  subscript(chunk: Int) -> LanesFault {
    get { faults[chunk] }
    set { faults[chunk] = newValue }
  }
}
