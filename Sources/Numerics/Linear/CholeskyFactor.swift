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
    let size = lower.rowCount
    precondition(right.count == size)
    var solution = right
    solution.withUnsafeMutableBufferPointer { solution in
      lower.elements.withUnsafeBufferPointer { lower in
        for row in (0..<size).reversed() {
          solution[row] /= lower[row * size + row]
          let known = solution[row]
          for column in 0..<row { solution[column] -= lower[row * size + column] * known }
        }
      }
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

  /// L^-1 times each of some vectors that stand one after the other.
  /// - Precondition: whole vectors, with as many numbers as rows.
  package func whiten(vectors numbers: inout [Double]) {
    let size = lower.rowCount
    inTiles(of: &numbers) { tile, lower, inverses in
      for row in 0..<size {
        var rest = tile[row]
        for earlier in 0..<row { rest -= lower[row * size + earlier] * tile[earlier] }
        tile[row] = rest * inverses[row]
      }
    }
  }

  /// (L^T)^-1 times each of some vectors that stand one after the other.
  /// - Precondition: whole vectors, with as many numbers as rows.
  package func solveTransposed(vectors numbers: inout [Double]) {
    let size = lower.rowCount
    inTiles(of: &numbers) { tile, lower, inverses in
      for row in (0..<size).reversed() {
        let known = tile[row] * inverses[row]
        tile[row] = known
        for column in 0..<row { tile[column] -= lower[row * size + column] * known }
      }
    }
  }

  /// Changes vectors eight at a time, [place][vector], given L and the inverses of its diagonal.
  @inline(__always)
  private func inTiles(
    of numbers: inout [Double],
    _ change: (UnsafeMutableBufferPointer<SIMD8<Double>>, UnsafeBufferPointer<Double>, [Double]) -> Void
  ) {
    let size = lower.rowCount
    precondition(size > 0 && numbers.count.isMultiple(of: size))
    let inverses = (0..<size).map { 1 / lower[$0, $0] }
    withUnsafeTemporaryAllocation(of: SIMD8<Double>.self, capacity: size) { tile in
      numbers.withUnsafeMutableBufferPointer { numbers in
        lower.elements.withUnsafeBufferPointer { lower in
          for first in stride(from: 0, to: numbers.count, by: 8 * size) {
            let count = min(8, (numbers.count - first) / size)
            for row in 0..<size {
              for lane in 0..<8 { tile[row][lane] = numbers[first + min(lane, count - 1) * size + row] }
            }
            change(tile, lower, inverses)
            for row in 0..<size { for lane in 0..<count { numbers[first + lane * size + row] = tile[row][lane] } }
          }
        }
      }
    }
  }

  /// The least square on L's diagonal, infinite of an empty matrix: next to the elements of A's diagonal, how far A is
  /// from being singular.
  package var leastPivot: Double { (0..<lower.rowCount).reduce(.infinity) { min($0, lower[$1, $1] * lower[$1, $1]) } }
}
