internal import CKernels
internal import Dispatch
import Execution

/// How maps are applied: with which kernels, on how many threads, and until when.
struct KernelRun: @unchecked Sendable {
  let kernels: UnsafePointer<density_kernels>
  let threads: Int
  let deadline: ContinuousClock.Instant?

  /// About so many numbers are worked on between two looks at the clock, and are worth a thread.
  private static let chunk: Int64 = 1 << 18
  /// Sums over a vector are made of at most so many parts, whatever the number of threads.
  private static let sumParts: Int64 = 16

  init(level: InstructionLevel, threads: Int, deadline: ContinuousClock.Instant?) {
    kernels = density_kernels_at(KernelLevel(rawValue: UInt32(level.rawValue)))
    self.threads = threads
    self.deadline = deadline
  }

  /// The same on one thread.
  var alone: KernelRun { KernelRun(self, threads: 1) }

  private init(_ other: KernelRun, threads: Int) {
    kernels = other.kernels
    deadline = other.deadline
    self.threads = threads
  }

  var isOver: Bool { deadline.map { ContinuousClock.now >= $0 } ?? false }

  func checkTime() throws(SimulationError) {
    if isOver { throw .timeLimit(shotsDone: 0) }
  }

  /// Applies a map to a vector of 2^bits numbers.
  func apply(
    _ map: IndexMap, from source: NumberStorage, to target: NumberStorage, bits: Int
  ) throws(SimulationError) {
    guard map.columnOffsets.count <= Int(density_columns_limit) else {
      return try applySlowly(map, from: source, to: target, bits: bits)
    }
    let others = Int64(1) << Int64(bits - map.inMask.nonzeroBitCount)
    let part = max(8, Self.chunk / Int64(max(map.columnOffsets.count, map.rowOffsets.count)))
    map.withKernelMap { map in
      let work = KernelWork(run: self, map: map, source: source.base, target: target.base)
      work.split(others, part: part) { work, first, last, _ in
        work.run.kernels.pointee.apply(work.target, work.source, work.map, first, last)
      }
    }
    if others > part { try checkTime() }
  }

  /// A map with more columns than the kernels take.
  private func applySlowly(
    _ map: IndexMap, from source: NumberStorage, to target: NumberStorage, bits: Int
  ) throws(SimulationError) {
    var (input, output): (Int64, Int64) = (0, 0)
    var old = Array(repeating: 0.0, count: map.columnOffsets.count)
    for _ in 0..<1 << (bits - map.inMask.nonzeroBitCount) {
      try checkTime()
      for (place, offset) in map.columnOffsets.enumerated() { old[place] = source.base[Int(input | offset)] }
      for (row, offset) in map.rowOffsets.enumerated() {
        var sum = 0.0
        for column in old.indices { sum += map.matrix[row * old.count + column] * old[column] }
        target.base[Int(output | offset)] = sum
      }
      input = ((input | map.inMask) + 1) & ~map.inMask
      output = ((output | map.outMask) + 1) & ~map.outMask
    }
  }

  /// The sums over all other bits of the products of `left` at the map's rows and `right` at its columns, row after
  /// row; the map's matrix does not matter.
  func correlation(
    _ map: IndexMap, _ left: NumberStorage, _ right: NumberStorage, bits: Int
  ) throws(SimulationError) -> [Double] {
    let others = Int64(1) << Int64(bits - map.inMask.nonzeroBitCount)
    let size = map.rowOffsets.count * map.columnOffsets.count
    let part = max(64, (others + Self.sumParts - 1) / Self.sumParts)
    let parts = Int((others + part - 1) / part)
    var sums = Array(repeating: 0.0, count: parts * size)
    sums.withUnsafeMutableBufferPointer { sums in
      guard let base = sums.baseAddress else { return }
      map.withKernelMap { map in
        let work = KernelWork(run: self, map: map, source: left.base, target: right.base, sums: base)
        work.split(others, part: part) { work, first, last, index in
          guard let sums = work.sums else { return }
          work.run.kernels.pointee.correlate(sums + index * size, work.source, work.target, work.map, first, last)
        }
      }
    }
    if others > Self.chunk { try checkTime() }
    return (0..<size).map { place in (0..<parts).reduce(0) { $0 + sums[$1 * size + place] } }
  }
}

/// What the threads of one pass over a vector share: they write to different parts of it.
private struct KernelWork: @unchecked Sendable {
  let run: KernelRun
  let map: UnsafePointer<density_map>
  let source: UnsafeMutablePointer<Double>
  let target: UnsafeMutablePointer<Double>
  var sums: UnsafeMutablePointer<Double>?

  /// Does the work in parts of equal size, in order or on several threads, until the time is over.
  func split(_ count: Int64, part: Int64, _ body: @Sendable (KernelWork, Int64, Int64, Int) -> Void) {
    let parts = Int((count + part - 1) / part)
    guard parts > 1 else { return body(self, 0, count, 0) }
    let threads = min(run.threads, parts)
    guard threads > 1 else { return share(0, of: 1, count, part, body) }
    DispatchQueue.concurrentPerform(iterations: threads) { share($0, of: threads, count, part, body) }
  }

  private func share(
    _ first: Int, of step: Int, _ count: Int64, _ part: Int64, _ body: (KernelWork, Int64, Int64, Int) -> Void
  ) {
    let parts = Int((count + part - 1) / part)
    for index in stride(from: first, to: parts, by: step) where !run.isOver {
      body(self, Int64(index) * part, min(count, Int64(index + 1) * part), index)
    }
  }
}
