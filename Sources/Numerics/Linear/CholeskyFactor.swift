/// The lower triangle L of a symmetric positive definite matrix A = L L^T.
package struct CholeskyFactor: Sendable {
  private let lower: RealMatrix

  /// Reads the lower triangle of a square matrix, with a number added to its diagonal; nil where that is not positive
  /// definite to working precision.
  package init?(_ matrix: RealMatrix, addingToDiagonal shift: Double = 0) {
    guard matrix.rowCount == matrix.columnCount else { return nil }
    let size = matrix.rowCount
    var lower = RealMatrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      for column in 0...row {
        var rest = matrix[row, column]
        for (left, right) in zip(lower.row(row).prefix(column), lower.row(column).prefix(column)) {
          rest -= left * right
        }
        if column < row {
          lower[row, column] = rest / lower[column, column]
        } else {
          let pivot = rest + shift
          guard pivot > 0, pivot.isFinite else { return nil }
          lower[row, row] = pivot.squareRoot()
        }
      }
    }
    self.lower = lower
  }

  /// The solution x of A x = b.
  /// - Precondition: as many numbers as rows.
  package func solve(_ right: [Double]) -> [Double] {
    var solution = right
    for row in 0..<lower.rowCount {
      for column in 0..<row { solution[row] -= lower[row, column] * solution[column] }
      solution[row] /= lower[row, row]
    }
    for row in (0..<lower.rowCount).reversed() {
      solution[row] /= lower[row, row]
      for column in 0..<row { solution[column] -= lower[row, column] * solution[row] }
    }
    return solution
  }
}
