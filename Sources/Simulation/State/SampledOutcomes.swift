internal import CKernels
package import Numerics

/// How often each outcome of a distribution came, in the order of the outcomes; those that never came are left out.
package struct SampledOutcomes: Hashable, Sendable {
  package private(set) var outcomes: [Int] = []
  package private(set) var occurrences: [Int] = []

  package init() {}

  /// Draws shots from a distribution in proportion to its weights; weights that are not positive get none.
  /// Of no positive weight, or where their sum is not finite, nothing is drawn.
  package init(weights: [Double], shots: Int, stream: RandomStream, threadCount: Int = 1) {
    self = MultinomialDraw(count: weights.count, shots: shots, stream: stream, threadCount: threadCount) {
      (range, block) in
      weights.withUnsafeBufferPointer { weights in
        guard let first = weights.baseAddress else { return }
        for index in range { block[index - range.lowerBound] = max(0, first[index]) }
      }
    }.outcomes()
  }

  fileprivate mutating func append(
    _ outcomes: UnsafePointer<Int64>, _ occurrences: UnsafePointer<Int64>, count: Int
  ) {
    self.outcomes.append(contentsOf: UnsafeBufferPointer(start: outcomes, count: count).lazy.map { Int($0) })
    self.occurrences.append(contentsOf: UnsafeBufferPointer(start: occurrences, count: count).lazy.map { Int($0) })
  }

  mutating func append(_ other: SampledOutcomes) {
    outcomes += other.outcomes
    occurrences += other.occurrences
  }
}

extension AmplitudeVector {
  /// Measures all qubits so many times.
  package func sample(shots: Int, stream: RandomStream) -> SampledOutcomes {
    let (kernels, buffer) = (kernels, buffer)
    return MultinomialDraw(count: 1 << qubitCount, shots: shots, stream: stream, threadCount: threads) { range, block in
      kernels.probabilities(buffer.real, buffer.imaginary, Int64(range.lowerBound), Int64(range.count), block)
    }.outcomes()
  }
}

/// A multinomial draw over a long list of weights.
///
/// The shots are shared among blocks of weights by binomial draws down a binary tree, each node with a stream of its
/// own, and each block draws its own shots one by one from its stream. So any part can be drawn alone, and the result
/// does not depend on the number of threads.
struct MultinomialDraw {
  private let count: Int
  private let shots: Int
  private let stream: RandomStream
  private let threadCount: Int
  /// Writes the weights of a range.
  private let weights: (Range<Int>, UnsafeMutablePointer<Double>) -> Void

  private static let blockLength = 1 << 12

  init(
    count: Int, shots: Int, stream: RandomStream, threadCount: Int,
    weights: @escaping (Range<Int>, UnsafeMutablePointer<Double>) -> Void
  ) {
    self.count = count
    self.shots = shots
    self.stream = stream
    self.threadCount = threadCount
    self.weights = weights
  }

  func outcomes() -> SampledOutcomes {
    let blocks = (count + Self.blockLength - 1) / Self.blockLength
    guard blocks > 0, shots > 0 else { return SampledOutcomes() }
    let sums = sums(ofBlocks: blocks)
    let total = sums.reduce(0, +)
    guard total > 0, total.isFinite else { return SampledOutcomes() }
    let shares = shares(among: sums)
    let parts = min(blocks, 8 * threadCount)
    let results = collect(parts) { part, draw in
      var result = SampledOutcomes()
      for block in blocks * part / parts..<blocks * (part + 1) / parts where shares[block] > 0 {
        draw.run(range(of: block), shares[block], stream.substream(block), weights, into: &result)
      }
      return result
    }
    var all = SampledOutcomes()
    for result in results { all.append(result) }
    return all
  }

  private func range(of block: Int) -> Range<Int> {
    block * Self.blockLength..<min(count, (block + 1) * Self.blockLength)
  }

  private func sums(ofBlocks blocks: Int) -> [Double] {
    let parts = min(blocks, 8 * threadCount)
    return collect(parts) { part, draw in
      (blocks * part / parts..<blocks * (part + 1) / parts).map { draw.sum(range(of: $0), weights) }
    }.flatMap(\.self)
  }

  /// Does parts of the work on threads, each with memory to draw in, and returns their results in order.
  private func collect<Result>(_ parts: Int, _ work: (Int, BlockDraw) -> Result) -> [Result] {
    var results: [Result?] = Array(repeating: nil, count: parts)
    results.withUnsafeMutableBufferPointer { results in
      guard let first = results.baseAddress else { return }
      ParallelWork.forEach(part: parts, threads: threadCount) { part in
        first[part] = work(part, BlockDraw(length: Self.blockLength))
      }
    }
    return results.compactMap(\.self)
  }

  /// How many shots each block gets.
  private func shares(among sums: [Double]) -> [Int] {
    let leaves = sums.count.nextPowerOfTwo
    var tree = Array(repeating: 0.0, count: 2 * leaves)
    for (index, sum) in sums.enumerated() { tree[leaves + index] = sum }
    for node in (1..<leaves).reversed() { tree[node] = tree[2 * node] + tree[2 * node + 1] }
    var shots = Array(repeating: 0, count: 2 * leaves)
    shots[1] = self.shots
    let nodes = stream.substream("blocks")
    for node in 1..<leaves where shots[node] > 0 {
      var own = nodes.substream(node)
      let right = own.binomial(shots[node], probability: tree[2 * node + 1] / tree[node])
      shots[2 * node] = shots[node] - right
      shots[2 * node + 1] = right
    }
    return Array(shots[leaves..<leaves + sums.count])
  }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int { self <= 1 ? 1 : 1 << (bitWidth - (self - 1).leadingZeroBitCount) }
}

/// Draws from a short list of weights, in memory that is used again for the next.
private final class BlockDraw {
  private let sums: UnsafeMutablePointer<Double>
  private let starts: UnsafeMutablePointer<Int32>
  private let counts: UnsafeMutablePointer<Int64>
  private let outcomes: UnsafeMutablePointer<Int64>
  private let occurrences: UnsafeMutablePointer<Int64>
  private let stepCount: Int
  private let draw = state_draw_at(KernelLevel(UInt32(InstructionLevel.current.rawValue)))

  init(length: Int) {
    stepCount = 2 * length
    sums = .allocate(capacity: length)
    starts = .allocate(capacity: stepCount + 1)
    counts = .allocate(capacity: length)
    counts.initialize(repeating: 0, count: length)
    outcomes = .allocate(capacity: length)
    occurrences = .allocate(capacity: length)
  }

  deinit {
    sums.deallocate()
    starts.deallocate()
    counts.deallocate()
    outcomes.deallocate()
    occurrences.deallocate()
  }

  func sum(_ range: Range<Int>, _ weights: (Range<Int>, UnsafeMutablePointer<Double>) -> Void) -> Double {
    weights(range, sums)
    var total = 0.0
    for index in 0..<range.count { total += sums[index] }
    return total
  }

  func run(
    _ range: Range<Int>, _ shots: Int, _ stream: RandomStream,
    _ weights: (Range<Int>, UnsafeMutablePointer<Double>) -> Void, into result: inout SampledOutcomes
  ) {
    weights(range, sums)
    var stream = stream
    var prepared = state_weights(
      count: Int64(range.count), sums: sums, step_count: Int64(stepCount), starts: starts, total: 0)
    state_weights_prepare(&prepared)
    draw(&prepared, stream.next(), Int64(shots), counts)
    let found = state_weights_collect(counts, Int64(range.count), Int64(range.lowerBound), outcomes, occurrences)
    result.append(outcomes, occurrences, count: Int(found))
  }
}
