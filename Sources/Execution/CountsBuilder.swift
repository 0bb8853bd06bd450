package import Circuits

/// Counts a stream of outcomes as they come, in memory that grows with how many differ and not with the shots.
package struct CountsBuilder: Sendable {
  private var settled: Counts
  private var words: [UInt64] = []
  private var occurrences: [Int] = []

  /// As many outcomes are sorted at once, or as many as there are settled ones.
  private static let batch = 1 << 16

  package init(layout: OutcomeLayout) { settled = Counts(layout: layout) }

  /// Adds the outcome that all bits of the circuit make.
  package mutating func add(_ bits: BitString, times: Int = 1) {
    add(packed: settled.layout.outcome(of: bits), times: times)
  }

  /// Adds an outcome that is packed as `OutcomeLayout.outcome(of:)` does.
  package mutating func add(packed outcome: [UInt64], times: Int = 1) {
    words += outcome
    occurrences.append(times)
    if occurrences.count >= max(Self.batch, settled.count) { settle() }
  }

  package mutating func counts() -> Counts {
    settle()
    return settled
  }

  private mutating func settle() {
    let batch = Counts(layout: settled.layout, words: words, occurrences: occurrences)
    settled.mergeSame(batch)
    words.removeAll(keepingCapacity: true)
    occurrences.removeAll(keepingCapacity: true)
  }
}
