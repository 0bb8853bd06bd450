internal import Gradients
package import Numerics

/// The linear least squares problem around a candidate, in the metric of the residuals and free of fitted labels.
package struct NormalSystem: Sendable {
  /// Squared length of the residual.
  package let cost: Double
  /// J^T J of the inputs.
  package let matrix: RealMatrix
  /// J^T r.
  package let right: [Double]

  package init(_ prediction: Prediction, target: [Double], metric: ResidualMetric?) {
    var residual = zip(target, prediction.values).map { $0 - $1 }
    var jacobian = prediction.jacobian
    var byLabels = prediction.byLabels
    if let metric {
      residual = metric.whitened(residual)
      jacobian = metric.whitened(jacobian)
      if byLabels.columnCount > 0 { byLabels = metric.whitened(byLabels) }
    }
    if byLabels.columnCount > 0 { jacobian = Self.projected(jacobian, awayFrom: byLabels) }
    cost = residual.reduce(0) { $0 + $1 * $1 }
    matrix = jacobian.gram
    right = jacobian.transposedProduct(residual)
  }

  /// The greatest cosine between the residual and a column of the Jacobian.
  package var alignment: Double {
    guard cost > 0 else { return 0 }
    return right.indices.reduce(0) { greatest, column in
      let length = matrix[column, column]
      return length > 0 ? max(greatest, right[column].magnitude / (length * cost).squareRoot()) : greatest
    }
  }

  /// The damped step; none where no damping makes the system solvable.
  package func step(damping: Double) -> [Double] {
    let size = matrix.rowCount
    let greatest = (0..<size).reduce(0) { max($0, matrix[$1, $1]) }
    guard greatest > 0, greatest.isFinite else { return Array(repeating: 0, count: size) }
    var damping = damping
    for _ in 0..<40 {
      var damped = matrix
      for place in 0..<size { damped[place, place] += damping * max(matrix[place, place], 1e-12 * greatest) }
      if let factor = CholeskyFactor(damped) { return factor.solve(right) }
      damping = max(4 * damping, 1e-15)
    }
    return Array(repeating: 0, count: size)
  }

  /// Columns less what others explain of them.
  private static func projected(_ columns: RealMatrix, awayFrom others: RealMatrix) -> RealMatrix {
    guard let values = SingularValues(others) else { return columns }
    let basis = (0..<values.rank()).map { values.leftVectors.row($0) }
    var result = columns
    for vector in basis {
      for column in 0..<columns.columnCount {
        let product = vector.enumerated().reduce(0) { $0 + $1.element * result[$1.offset, column] }
        for (line, element) in vector.enumerated() { result[line, column] -= product * element }
      }
    }
    return result
  }
}
