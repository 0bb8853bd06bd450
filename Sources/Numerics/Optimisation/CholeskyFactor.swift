/// The lower triangle L with L L^T = a symmetric positive definite matrix.
package struct CholeskyFactor: Sendable {
  package let size: Int
  /// Row after row, zero above the diagonal.
  private var lower: [Double]

  /// Factors a matrix given row after row, of which the lower triangle is read, with a number added to its diagonal;
  /// nil where that is not positive definite to working precision.
  /// - Precondition: `size * size` numbers.
  package init?(_ matrix: [Double], size: Int, addingToDiagonal shift: Double = 0) {
    precondition(matrix.count == size * size)
    self.size = size
    lower = Array(repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        var rest = matrix[row * size + column]
        for inner in 0..<column { rest -= lower[row * size + inner] * lower[column * size + inner] }
        if column < row {
          lower[row * size + column] = rest / lower[column * size + column]
        } else {
          let pivot = rest + shift
          guard pivot > 0, pivot.isFinite else { return nil }
          lower[row * size + row] = pivot.squareRoot()
        }
      }
    }
  }

  /// x with L L^T x = the right side.
  package func solve(_ rightSide: [Double]) -> [Double] {
    var result = rightSide
    for row in 0..<size {
      for column in 0..<row { result[row] -= lower[row * size + column] * result[column] }
      result[row] /= lower[row * size + row]
    }
    for row in (0..<size).reversed() {
      for below in (row + 1)..<max(size, row + 1) { result[row] -= lower[below * size + row] * result[below] }
      result[row] /= lower[row * size + row]
    }
    return result
  }
}
