#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

package import Numerics

/// A matrix W with W S W^T = 1 for a covariance S, so that W^T W is its inverse: it makes components with that noise
/// independent, each of variance 1.
package struct Whitener: Sendable {
  /// The logarithm of the covariance's determinant.
  package let logarithmOfDeterminant: Double
  /// What the components are multiplied by first.
  private let scales: [Double]
  private let form: Form

  private enum Form {
    /// W = (1 - sum of weight u u^T) times the scales, each row u of length 1 and at right angles to the others.
    case lowRank(directions: RealMatrix, weights: [Double])
    /// W = L^-1 times the scales, with L L^T the matrix of correlations.
    case dense(CholeskyFactor)
  }

  /// Nil where the covariance is singular to working precision, or not finite.
  init?(_ covariance: Covariance) {
    let variances = covariance.diagonal.indices.map(covariance.variance)
    guard variances.allSatisfy({ $0.isNormal && $0 > 0 }) else { return nil }
    // Where a component has hardly any noise of its own, the sum over few directions would lose digits.
    let hasOwnNoise = zip(covariance.diagonal, variances).allSatisfy { $0 >= 1e-6 * $1 && $0.isNormal }
    if hasOwnNoise, 2 * covariance.vectors.count <= covariance.count {
      self.init(lowRank: covariance)
    } else {
      self.init(dense: covariance, variances)
    }
  }

  /// With S = D + U U^T and the singular values s and left vectors u of D^-1/2 U, D^-1/2 S D^-1/2 is 1 + sum of s^2 u
  /// u^T, and its inverse root 1 - sum of (1 - 1 / sqrt(1 + s^2)) u u^T.
  private init?(lowRank covariance: Covariance) {
    let scales = covariance.diagonal.map { 1 / $0.squareRoot() }
    let scaled = covariance.vectors.flatMap { zip($0, scales).map { $0 * $1 } }
    let rows = RealMatrix(rowCount: covariance.vectors.count, columnCount: covariance.count, elements: scaled)
    guard let found = SingularValues(rows) else { return nil }
    let squares = found.values.map { $0 * $0 }
    self.scales = scales
    logarithmOfDeterminant = covariance.diagonal.reduce(0) { $0 + log($1) } + squares.reduce(0) { $0 + log1p($1) }
    form = .lowRank(directions: found.rightVectors, weights: squares.map { 1 - 1 / (1 + $0).squareRoot() })
  }

  private init?(dense covariance: Covariance, _ variances: [Double]) {
    let scales = variances.map { 1 / $0.squareRoot() }
    let size = covariance.count
    var correlations = RealMatrix(rowCount: size, columnCount: size, elements: covariance.matrix)
    for row in 0..<size {
      for column in 0..<size { correlations[row, column] *= scales[row] * scales[column] }
    }
    // A pivot of correlations is the part of a component's variance that those before it do not explain.
    guard let factor = CholeskyFactor(correlations), factor.leastPivot > 1e-14 * Double(size) else { return nil }
    self.scales = scales
    logarithmOfDeterminant = variances.reduce(0) { $0 + log($1) } + factor.logarithmOfDeterminant
    form = .dense(factor)
  }

  /// How many components there are.
  package var count: Int { scales.count }

  /// W times a vector.
  /// - Precondition: as many numbers as components.
  package func whitened(_ vector: [Double]) -> [Double] {
    whitened(columns: RealMatrix(rowCount: vector.count, columnCount: 1, elements: vector)).elements
  }

  /// W times a matrix: each column is whitened.
  /// - Precondition: as many rows as components.
  package func whitened(columns matrix: RealMatrix) -> RealMatrix {
    precondition(matrix.rowCount == count)
    var result = matrix
    for (row, scale) in scales.enumerated() {
      for place in (row * matrix.columnCount)..<((row + 1) * matrix.columnCount) { result.elements[place] *= scale }
    }
    switch form {
    case .dense(let factor): return factor.whitened(columns: result)
    case .lowRank(let directions, let weights):
      var parts = directions * result
      for (row, weight) in weights.enumerated() {
        for column in 0..<parts.columnCount { parts[row, column] *= weight }
      }
      let change = directions.transposed * parts
      for place in result.elements.indices { result.elements[place] -= change.elements[place] }
      return result
    }
  }

  /// v^T S^-1 v, the squared length of the whitened vector.
  /// - Precondition: as many numbers as components.
  package func quadraticForm(_ vector: [Double]) -> Double { whitened(vector).reduce(0) { $0 + $1 * $1 } }
}
