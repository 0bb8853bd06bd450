package import Numerics

/// The directions of greatest variance, and coordinates along them.
package struct PrincipalComponents: Hashable, Sendable {
  package let means: [Double]
  /// A row a direction, of length 1. Of each, the entry of largest magnitude is positive, so that the sign of no
  /// coordinate is left to chance.
  package let directions: RealMatrix
  /// The variance along each direction, estimated from the rows (divided by their number less one).
  package let variances: [Double]
  /// The variance of all features together.
  package let totalVariance: Double

  init(means: [Double], directions: RealMatrix, variances: [Double], totalVariance: Double) {
    self.means = means
    self.directions = directions
    self.variances = variances
    self.totalVariance = totalVariance
  }

  /// - Precondition: at least one row.
  init(_ count: Int, of rows: RealMatrix) throws(DataError) {
    let most = min(rows.columnCount, rows.rowCount - 1)
    guard count >= 1, count <= most else {
      throw DataError(
        "\(rows.rowCount) rows of \(rows.columnCount) features have no \(count) principal components",
        help: most < 1
          ? "use at least two rows"
          : "ask for at most \(most)"
            + (count <= rows.columnCount ? ", or fit them to \(count + 1) rows or more" : ""))
    }
    let means = rows.columnMeans
    var centered = rows
    for place in centered.elements.indices { centered.elements[place] -= means[place % rows.columnCount] }
    var covariance = centered.gram
    for place in covariance.elements.indices { covariance.elements[place] /= Double(rows.rowCount - 1) }
    guard covariance.elements.allSatisfy(\.isFinite), let system = SymmetricEigensystem(covariance) else {
      throw DataError("the features are too large for principal components", help: "standardise them first")
    }
    var directions = system.vectors.selecting(rows: Array(0..<count))
    for row in 0..<count {
      let direction = directions.row(row)
      let largest = direction.reduce(0) { max($0, $1.magnitude) }
      // The first of entries that are equal to rounding.
      guard let pivot = direction.first(where: { $0.magnitude >= largest * (1 - 1e-9) }), pivot < 0 else { continue }
      for place in direction.indices { directions.elements[place].negate() }
    }
    self.init(
      means: means, directions: directions, variances: system.values.prefix(count).map { max(0, $0) },
      totalVariance: (0..<rows.columnCount).reduce(0) { $0 + covariance[$1, $1] })
  }

  func apply(_ rows: RealMatrix) -> RealMatrix {
    var centered = rows
    for place in centered.elements.indices { centered.elements[place] -= means[place % means.count] }
    return centered * directions.transposed
  }
}
