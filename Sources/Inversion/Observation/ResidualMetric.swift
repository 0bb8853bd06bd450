package import Gradients
package import Numerics

/// Makes residuals with a certain covariance white: values without any error are left out, as those of weights are on
/// which nothing depends.
package struct ResidualMetric: Sendable {
  private let whitener: Whitener
  private let components: [Int]

  /// Nil where no value has an error, or one is not finite.
  package init?(_ covariance: Covariance) {
    let variances = (0..<covariance.count).map { covariance.variance(of: $0) }
    guard let largest = variances.max(), largest > 0, largest.isFinite else { return nil }
    components = variances.indices.filter { variances[$0] > 1e-14 * largest }
    var own = covariance.restricted(to: components)
    if let whitener = own.whitener {
      self.whitener = whitener
      return
    }
    // Values whose errors depend on each other completely: a little of their own makes the metric finite.
    for place in components.indices { own.add(variance: 1e-9 * own.variance(of: place), to: place) }
    guard let whitener = own.whitener else { return nil }
    self.whitener = whitener
  }

  /// How many values count.
  package var valueCount: Int { components.count }

  package func whitened(_ vector: [Double]) -> [Double] { whitener.whitened(components.map { vector[$0] }) }

  package func whitened(_ matrix: RealMatrix) -> RealMatrix {
    whitener.whitened(columns: matrix.selecting(rows: components))
  }
}
