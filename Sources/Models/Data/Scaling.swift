internal import Numerics

/// Each feature less its origin, times its factor, plus a shift; kept within a range where there is one.
package struct Scaling: Hashable, Sendable {
  package let origins: [Double]
  package let factors: [Double]
  package let shift: Double
  package let range: ClosedRange<Double>?

  /// - Precondition: as many factors as origins.
  init(origins: [Double], factors: [Double], shift: Double = 0, range: ClosedRange<Double>? = nil) {
    precondition(factors.count == origins.count)
    self.origins = origins
    self.factors = factors
    self.shift = shift
    self.range = range
  }

  /// From each feature's least and greatest value to the ends of a range. A feature with one value goes to the lower
  /// end, whatever it is in other rows.
  init(_ rows: RealMatrix, to range: ClosedRange<Double>, clips: Bool) throws(DataError) {
    let width = range.upperBound - range.lowerBound
    guard width > 0, width.isFinite else {
      throw DataError("the range \(range.lowerBound) to \(range.upperBound) has no width", help: "use 0 to pi")
    }
    var least = Array(rows.row(0))
    var greatest = least
    for row in 0..<rows.rowCount {
      for (column, value) in rows.row(row).enumerated() {
        least[column] = min(least[column], value)
        greatest[column] = max(greatest[column], value)
      }
    }
    let factors = zip(least, greatest).map { low, high in
      high > low ? (high - low).isFinite ? width / (high - low) : .nan : 0
    }
    self.init(origins: least, factors: factors, shift: range.lowerBound, range: clips ? range : nil)
    try checkFinite()
  }

  /// To the mean 0 and the variance 1 (over the rows, not estimated from them). A feature with one value becomes 0.
  init(standardizing rows: RealMatrix) throws(DataError) {
    let means = rows.columnMeans
    var squares = Array(repeating: 0.0, count: rows.columnCount)
    for row in 0..<rows.rowCount {
      for (column, value) in rows.row(row).enumerated() {
        squares[column] += (value - means[column]) * (value - means[column])
      }
    }
    let factors = zip(squares, means).map { square, mean in
      let deviation = (square / Double(rows.rowCount)).squareRoot()
      guard deviation.isFinite else { return Double.nan }
      // What rounding leaves of a constant is no variance.
      return deviation > 1e-14 * mean.magnitude ? 1 / deviation : 0
    }
    self.init(origins: means, factors: factors)
    try checkFinite()
  }

  init(featureCount: Int, divisor: Double) throws(DataError) {
    guard divisor.isNormal, (1 / divisor).isNormal else {
      throw DataError("features cannot be divided by \(divisor)", help: "divide pixels by 255")
    }
    self.init(
      origins: Array(repeating: 0, count: featureCount), factors: Array(repeating: 1 / divisor, count: featureCount))
  }

  private func checkFinite() throws(DataError) {
    guard let place = factors.indices.first(where: { !(factors[$0].isFinite && origins[$0].isFinite) })
    else { return }
    throw DataError("the values of feature \(place) are too far apart, or too close", help: "remove the feature")
  }

  func apply(_ rows: RealMatrix) -> RealMatrix {
    var result = rows
    let count = factors.count
    for place in result.elements.indices {
      let column = place % count
      var value = (result.elements[place] - origins[column]) * factors[column] + shift
      if let range { value = min(max(value, range.lowerBound), range.upperBound) }
      result.elements[place] = value
    }
    return result
  }
}

extension RealMatrix {
  /// The mean of each column.
  /// - Precondition: at least one row.
  var columnMeans: [Double] {
    var sums = Array(repeating: 0.0, count: columnCount)
    for row in 0..<rowCount {
      for (column, value) in self.row(row).enumerated() { sums[column] += value }
    }
    return sums.map { $0 / Double(rowCount) }
  }
}
