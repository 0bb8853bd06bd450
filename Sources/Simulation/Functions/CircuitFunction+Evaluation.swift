internal import CKernels
internal import Circuits
internal import Dispatch
internal import Execution

extension CircuitFunction {
  /// Evaluates chunks of points, each as wide as pays, on the threads. `fill` completes the request of a chunk that
  /// starts with a certain point by where its own part of the results is.
  func evaluate(
    _ task: LanesTask, _ compiled: CompiledProgram, _ plan: DerivativePlan?, points: CircuitPoints, count: Int,
    fill: (inout LanesRequest, Int) -> Void
  ) -> SimulationError? {
    guard count > 0 else { return nil }
    let (qubitCount, workspaces) = (compilation.qubitCount, compilation.workspaces)
    let width = compiled.kernels.pointee.width.trailingZeroBitCount
    let chunks = Chunks(count: count, widest: widestExponent(task, width), narrowest: max(0, width - qubitCount))
    let bytes = compiled.kernels.pointee.workspace(compiled.program, task, UInt32(chunks.widest))
    guard bytes < 1 << 26 || bytes <= MachineMemory.bytesAvailable / max(threadCount, 1) else {
      return .tooMany(qubitCount, limit: qubitCount - 1)
    }
    let threads = min(max(threadCount, 1), chunks.count)
    let variation = points.shared.map { Variation($0, of: compiled, isRepeated: chunks.count > threads) }
    let stride = points.stride(parameterCount)
    return points.values.withUnsafeBufferPointer { values in
      func run(_ first: Int) -> LanesFault {
        workspaces.withMemory(bytes: bytes) { memory in
          var fault = LanesFault()
          var request = LanesRequest()
          for index in Swift.stride(from: first, to: chunks.count, by: threads) {
            let chunk = chunks[index]
            variation?.set(&request, isContinued: index > first && request.lane_exponent == chunk.exponent)
            request.task = task
            request.lane_exponent = UInt32(chunk.exponent)
            request.point_count = UInt32(chunk.count)
            request.points = values.baseAddress.map { $0 + chunk.start * stride }
            fill(&request, chunk.start)
            fault = compiled.kernels.pointee.evaluate(compiled.program, plan?.plan, &request, memory)
            if fault.is_found != 0 { break }
          }
          return fault
        }
      }
      let fault = threads == 1 ? run(0) : withoutActuallyEscaping(run) { Self.concurrently($0, threads: threads) }
      guard fault.is_found != 0 else { return nil }
      return .angleNotFinite(gate: compiled.gates[Int(fault.slot)], value: fault.value)
    }
  }

  /// Runs something once on each thread, and returns the first thread's fault.
  private static func concurrently(_ run: @escaping (Int) -> LanesFault, threads: Int) -> LanesFault {
    let work = ThreadWork(run: run, count: threads)
    DispatchQueue.concurrentPerform(iterations: threads) { work.run($0) }
    return work.firstFault
  }

  /// How many lanes hold points at most: fewer than a vector has where the states would leave the cache.
  private func widestExponent(_ task: LanesTask, _ width: Int) -> Int {
    max(0, width - qubitCount, min(width, width + 7 - qubitCount))
  }
}

/// What a request says of points that share parameters.
private final class Variation {
  private let arrays = CArrays()
  private let base: UnsafePointer<Double>
  private let varied: UnsafePointer<UInt32>
  private let count: Int
  private let parts: VaryingParts?

  /// `isRepeated` where a thread evaluates more than one chunk.
  init(_ shared: CircuitPoints.Shared, of compiled: CompiledProgram, isRepeated: Bool) {
    base = arrays.copy(shared.base)
    varied = arrays.copy(shared.varying)
    count = shared.varying.count
    parts = isRepeated ? compiled.varyingParts(shared.varying) : nil
  }

  func set(_ request: inout LanesRequest, isContinued: Bool) {
    request.base = base
    request.varied = varied
    request.varied_count = UInt32(count)
    request.varied_nodes = parts?.nodes
    request.varied_slots = parts?.slots
    request.is_continued = isContinued && parts != nil ? 1 : 0
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

/// What threads do, each with results and a fault of its own.
private final class ThreadWork: @unchecked Sendable {
  private let work: (Int) -> LanesFault
  private let faults: UnsafeMutableBufferPointer<LanesFault>

  init(run: @escaping (Int) -> LanesFault, count: Int) {
    work = run
    faults = .allocate(capacity: count)
    faults.initialize(repeating: LanesFault())
  }

  deinit { faults.deallocate() }

  func run(_ thread: Int) { faults[thread] = work(thread) }

  var firstFault: LanesFault { faults.first { $0.is_found != 0 } ?? LanesFault() }
}
