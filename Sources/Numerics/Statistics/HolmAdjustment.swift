/// P-values of several tests, raised so that a level holds for all of them together, however they depend on each other:
/// Holm, Scand. J. Stat. 6 (1979) 65.
package struct HolmAdjustment: Hashable, Sendable {
  /// In the order of the tests. What is no probability has NaN, and counts as a test.
  package let pValues: [Double]

  package init(_ pValues: [Double]) {
    let proper = pValues.indices.filter { (0...1).contains(pValues[$0]) }
    var adjusted = Array(repeating: Double.nan, count: pValues.count)
    var greatest = 0.0
    for (rank, place) in proper.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
      greatest = max(greatest, min(1, Double(pValues.count - rank) * pValues[place]))
      adjusted[place] = greatest
    }
    self.pValues = adjusted
  }

  /// The places of the tests that reject, with a probability of at most `level` that any does so wrongly.
  package func rejected(level: Double = 0.05) -> [Int] { pValues.indices.filter { pValues[$0] <= level } }
}
