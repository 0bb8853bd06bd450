package import Gradients
package import Numerics

/// Makes residuals with a certain covariance white. Left out are values without any error, as those of weights are on
/// which nothing depends, and values whose errors follow from those of others, which tell nothing more.
package struct ResidualMetric: Sendable {
  private let whitener: Whitener
  private let components: [Int]

  /// Nil where no value has an error, or one is not finite.
  package init?(_ covariance: Covariance) {
    let variances = (0..<covariance.count).map { covariance.variance(of: $0) }
    guard let largest = variances.max(), largest > 0, largest.isFinite else { return nil }
    let noisy = variances.indices.filter { variances[$0] > 1e-26 * largest }
    if let whitener = covariance.restricted(to: noisy).whitener {
      (self.whitener, components) = (whitener, noisy)
      return
    }
    let independent = Self.independent(of: covariance.restricted(to: noisy)).map { noisy[$0] }
    guard let whitener = covariance.restricted(to: independent).whitener else { return nil }
    (self.whitener, components) = (whitener, independent)
  }

  /// Components of which each has a millionth of its variance or more that the others do not explain: Cholesky's
  /// decomposition of the correlations with the largest pivot first.
  private static func independent(of covariance: Covariance) -> [Int] {
    let size = covariance.count
    let scales = (0..<size).map { 1 / covariance.variance(of: $0).squareRoot() }
    var rest = covariance.matrix
    for row in 0..<size {
      for column in 0..<size { rest[row * size + column] *= scales[row] * scales[column] }
    }
    var chosen: [Int] = []
    for _ in 0..<size {
      let pivot = (0..<size).max { rest[$0 * size + $0] < rest[$1 * size + $1] } ?? 0
      let left = rest[pivot * size + pivot]
      guard left > 1e-6 else { break }
      chosen.append(pivot)
      let line = (0..<size).map { rest[pivot * size + $0] }
      for row in 0..<size {
        for column in 0..<size { rest[row * size + column] -= line[row] * line[column] / left }
      }
      rest[pivot * size + pivot] = -1
    }
    return chosen.sorted()
  }

  /// How many values count.
  package var valueCount: Int { components.count }

  /// Of the covariance of those that count.
  var logarithmOfDeterminant: Double { whitener.logarithmOfDeterminant }

  package func whitened(_ vector: [Double]) -> [Double] { whitener.whitened(components.map { vector[$0] }) }

  package func whitened(_ matrix: RealMatrix) -> RealMatrix {
    whitener.whitened(columns: matrix.selecting(rows: components))
  }
}
