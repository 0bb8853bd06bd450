/// What shots gave.
package struct Sample: Hashable, Sendable {
  package let counts: Counts
  /// Of output variables that are no registers of bits.
  package let outputs: [OutputCounts]
  /// Each shot's outcome by its place in the counts, in the order of the shots.
  package let memory: [Int]?

  package init(counts: Counts, outputs: [OutputCounts] = [], memory: [Int]? = nil) {
    self.counts = counts
    self.outputs = outputs
    self.memory = memory
  }
}

/// How often an output variable had which value at the end of a shot.
package struct OutputCounts: Hashable, Sendable {
  package let name: String
  private var occurrences: [String: Int] = [:]

  package init(_ name: String) { self.name = name }

  package mutating func add(_ value: String, times: Int) { occurrences[value, default: 0] += times }

  /// The values as text, in its order.
  package var values: [(value: String, count: Int)] {
    occurrences.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
