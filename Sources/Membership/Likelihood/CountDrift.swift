internal import Numerics

/// Whether the probabilities of outcomes drifted between queries of the same example, and how much.
///
/// Of binomial counts Pearson's statistic of each example's queries has the mean (J - 1) (K - 1); with drift rho it has
/// sum (1 - n_j / n) (1 + rho (n_j - 1)) (K - 1): Williams, Appl. Stat. 31 (1982) 144. Solved for rho over all examples
/// together.
package struct CountDrift: Hashable, Sendable {
  /// How outcomes of one query go together: their variance is 1 + (n - 1) rho times that of independent shots.
  package let correlation: Double
  /// How probable so large a statistic is without drift.
  package let pValue: Double

  /// From this p-value on drift is taken as seen.
  package static let significance = 0.01

  package var isSeen: Bool { pValue < Self.significance && correlation > 0 }

  /// Nil where no example has two queries and two outcomes that came.
  package init?(_ jobs: [[[Int]]]) {
    var (statistic, expected, slope, freedom) = (0.0, 0.0, 0.0, 0.0)
    for queries in jobs where queries.count > 1 {
      let sums = queries.map { Double($0.reduce(0, +)) }
      let total = sums.reduce(0, +)
      let outcomes = queries[0].indices.map { place in queries.reduce(0.0) { $0 + Double($1[place]) } }
      let present = outcomes.indices.filter { outcomes[$0] > 0 }
      guard present.count > 1, total > 1 else { continue }
      let degrees = Double(present.count - 1)
      for (query, own) in zip(queries, sums) {
        for place in present {
          let mean = own * outcomes[place] / total
          statistic += (Double(query[place]) - mean) * (Double(query[place]) - mean) / mean
        }
        // The exact mean, where totals are held.
        expected += degrees * (1 - own / total) * total / (total - 1)
        slope += degrees * (1 - own / total) * (own - 1)
      }
      freedom += degrees * Double(queries.count - 1)
    }
    guard freedom > 0, slope > 0, statistic.isFinite else { return nil }
    correlation = min(0.999, max(0, (statistic - expected) / slope))
    pValue = ChiSquaredDistribution(degreesOfFreedom: freedom).survival(statistic)
  }
}
