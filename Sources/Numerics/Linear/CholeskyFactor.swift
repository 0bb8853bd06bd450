#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The lower triangle L of a symmetric positive definite matrix A = L L^T.
package struct CholeskyFactor: Sendable {
  private let lower: RealMatrix

  /// Reads the lower triangle of a square matrix, with a number added to its diagonal; nil where that is not positive
  /// definite to working precision.
  package init?(_ matrix: RealMatrix, addingToDiagonal shift: Double = 0) {
    guard matrix.rowCount == matrix.columnCount else { return nil }
    var lower = RealMatrix(rowCount: matrix.rowCount, columnCount: matrix.rowCount)
    guard Self.factorize(matrix, shift, into: &lower) else { return nil }
    self.lower = lower
  }

  /// Row by row; false where the matrix is not positive definite.
  private static func factorize(_ matrix: RealMatrix, _ shift: Double, into lower: inout RealMatrix) -> Bool {
    let size = matrix.rowCount
    return matrix.elements.withUnsafeBufferPointer { matrix in
      lower.elements.withUnsafeMutableBufferPointer { lower in
        for row in 0..<size {
          for column in 0...row {
            var rest = matrix[row * size + column]
            for place in 0..<column { rest -= lower[row * size + place] * lower[column * size + place] }
            if column < row {
              lower[row * size + column] = rest / lower[column * size + column]
            } else {
              let pivot = rest + shift
              guard pivot > 0, pivot.isFinite else { return false }
              lower[row * size + row] = pivot.squareRoot()
            }
          }
        }
        return true
      }
    }
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

  /// The solution x of L^T x = b: of independent b with variance 1, numbers whose covariance is the inverse of A.
  /// - Precondition: as many numbers as rows.
  package func solveTransposed(_ right: [Double]) -> [Double] {
    var solution = right
    for row in (0..<lower.rowCount).reversed() {
      solution[row] /= lower[row, row]
      for column in 0..<row { solution[column] -= lower[row, column] * solution[row] }
    }
    return solution
  }

  /// ln of the determinant of A.
  package var logarithmOfDeterminant: Double {
    (0..<lower.rowCount).reduce(0) { $0 + 2 * log(lower[$1, $1]) }
  }

  /// L^-1 times each column of a matrix: of columns with covariance A, components that are independent and of variance
  /// 1.
  /// - Precondition: as many rows as the factor.
  package func whitened(columns matrix: RealMatrix) -> RealMatrix {
    precondition(matrix.rowCount == lower.rowCount)
    var result = matrix
    let (size, width) = (lower.rowCount, matrix.columnCount)
    result.elements.withUnsafeMutableBufferPointer { elements in
      func row(_ index: Int) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: elements[(index * width)..<((index + 1) * width)])
      }
      for index in 0..<size {
        let target = row(index)
        for earlier in 0..<index { add(-lower[index, earlier], times: UnsafeBufferPointer(row(earlier)), to: target) }
        for place in target.indices { target[place] /= lower[index, index] }
      }
    }
    return result
  }

  /// The least square on L's diagonal, infinite of an empty matrix: next to the elements of A's diagonal, how far A is
  /// from being singular.
  package var leastPivot: Double { (0..<lower.rowCount).reduce(.infinity) { min($0, lower[$1, $1] * lower[$1, $1]) } }
}
