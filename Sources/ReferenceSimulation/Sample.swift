package import Execution

/// What shots gave.
package struct Sample: Hashable, Sendable {
  package let counts: Counts
  /// Of output variables that are no registers of bits.
  package let outputs: [OutputCounts]
  /// Each shot's outcome by its place in the counts, in the order of the shots.
  package let memory: [Int]?
}

/// How often an output variable had which value at the end of a shot.
package struct OutputCounts: Hashable, Sendable {
  package let name: String
  private var occurrences: [String: Int] = [:]

  init(_ name: String) { self.name = name }

  mutating func add(_ value: String, times: Int) { occurrences[value, default: 0] += times }

  /// The values as text, in its order.
  package var values: [(value: String, count: Int)] {
    occurrences.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
