/// The thin singular value decomposition of a real matrix of any shape, A = sum of value u v^T.
package struct SingularValues: Sendable {
  /// As many as the lesser of rows and columns, the largest first.
  package let values: [Double]
  /// Row i is the left vector u of value i; rows have length 1 and stand at right angles, those of values that are 0
  /// too.
  package let leftVectors: RealMatrix
  /// Row i is the right vector v of value i, likewise.
  package let rightVectors: RealMatrix

  /// Nil where an element is not finite, or a value too large for a number.
  ///
  /// One-sided Jacobi: rotations turn pairs of columns until all stand at right angles (Hestenes, J. SIAM 6 (1958) 51;
  /// de Rijk, SIAM J. Sci. Stat. Comput. 10 (1989) 359). Scaling columns costs it no accuracy, so of a matrix with
  /// columns of very different lengths, small values are as accurate as large ones. Columns shorter than 1e-145 of the
  /// largest element count as zeros.
  package init?(_ matrix: RealMatrix) {
    let isWide = matrix.columnCount > matrix.rowCount
    guard var columns = RotatedColumns(of: isWide ? matrix.transposed : matrix), columns.orthogonalize() else {
      return nil
    }
    let result = columns.result
    guard result.values.allSatisfy(\.isFinite) else { return nil }
    values = result.values
    leftVectors = isWide ? result.right : result.left
    rightVectors = isWide ? result.left : result.right
  }

  /// How many values are above a share of the largest; by default, the share that rounding accounts for.
  package func rank(relativeTolerance: Double? = nil) -> Int {
    guard let largest = values.first else { return 0 }
    let cutOff = (relativeTolerance ?? roundingTolerance) * largest
    return values.count { $0 > cutOff }
  }

  /// The largest value over the smallest: infinite where that is 0, and 1 of an empty matrix.
  package var conditionNumber: Double {
    guard let largest = values.first, let smallest = values.last else { return 1 }
    return smallest > 0 ? largest / smallest : .infinity
  }

  /// The shortest x of those for which A x is closest to b, with values up to a share of the largest taken as 0.
  /// - Precondition: as many numbers as rows.
  package func leastSquares(_ right: [Double], relativeTolerance: Double? = nil) -> [Double] {
    precondition(right.count == leftVectors.columnCount)
    var solution = Array(repeating: 0.0, count: rightVectors.columnCount)
    for index in 0..<rank(relativeTolerance: relativeTolerance) {
      var product = 0.0
      for (left, number) in zip(leftVectors.row(index), right) { product += left * number }
      let factor = product / values[index]
      for (place, number) in zip(solution.indices, rightVectors.row(index)) { solution[place] += factor * number }
    }
    return solution
  }

  /// The larger of rows and columns, in units of rounding.
  private var roundingTolerance: Double {
    Double(max(leftVectors.columnCount, rightVectors.columnCount)) * Double.ulpOfOne
  }
}

/// The columns of a matrix that is not wide, each followed by the column of the rotations made so far.
private struct RotatedColumns {
  private let height: Int
  private let count: Int
  /// The power of two that the matrix was divided by, so that no square leaves the range of numbers.
  private let scale: Double
  /// Column after column: `height` elements of the matrix, then `count` of the rotations.
  private var elements: [Double]

  private var stride: Int { height + count }

  /// Squared lengths below this count as 0: products with them may have lost digits.
  private static let leastSquare = 1e-290

  init?(of matrix: RealMatrix) {
    height = matrix.rowCount
    count = matrix.columnCount
    guard matrix.elements.allSatisfy(\.isFinite) else { return nil }
    let largest = matrix.elements.reduce(0) { max($0, $1.magnitude) }
    scale = largest > 0 ? Double(sign: .plus, exponent: max(-1022, Int(largest.exponent)), significand: 1) : 1
    elements = Array(repeating: 0, count: count * (height + count))
    for column in 0..<count {
      let start = column * stride
      for row in 0..<height { elements[start + row] = matrix[row, column] / scale }
      elements[start + height + column] = 1
    }
  }

  /// Rotates pairs of columns in sweeps until a sweep finds all at right angles; false where none does.
  mutating func orthogonalize() -> Bool {
    let mostSweeps = 60
    let (height, count, stride) = (height, count, stride)
    // What the rounding of a product of two unit columns may leave.
    let tolerance = Double(max(height, 1)).squareRoot() * Double.ulpOfOne
    return elements.withUnsafeMutableBufferPointer { elements in
      guard let base = elements.baseAddress else { return true }
      for _ in 0..<mostSweeps {
        var isDone = true
        for first in 0..<count {
          Self.bringLongest(of: first..<count, in: base, height, stride)
          for second in (first + 1)..<max(count, first + 1) {
            let (left, right) = (base + first * stride, base + second * stride)
            let products = Self.products(left, right, count: height)
            guard min(products.left, products.right) > Self.leastSquare,
              products.mixed.magnitude > tolerance * products.left.squareRoot() * products.right.squareRoot()
            else { continue }
            isDone = false
            Self.rotate(left, right, by: Self.tangent(products), count: stride)
          }
        }
        if isDone { return true }
      }
      return false
    }
  }

  /// Swaps the longest of these columns to their beginning: rotations then keep the values in order.
  private static func bringLongest(
    of columns: Range<Int>, in base: UnsafeMutablePointer<Double>, _ height: Int, _ stride: Int
  ) {
    func square(_ column: Int) -> Double {
      let column = base + column * stride
      return products(column, column, count: height).left
    }
    var (longest, most) = (columns.lowerBound, -1.0)
    for column in columns {
      let square = square(column)
      if square > most { (longest, most) = (column, square) }
    }
    guard longest != columns.lowerBound else { return }
    for place in 0..<stride {
      swap(&base[columns.lowerBound * stride + place], &base[longest * stride + place])
    }
  }

  private struct Products {
    var left = 0.0
    var right = 0.0
    var mixed = 0.0
  }

  /// The products of two columns with themselves and each other, each in four sums that do not wait for one another.
  @inline(__always)
  private static func products(
    _ left: UnsafeMutablePointer<Double>, _ right: UnsafeMutablePointer<Double>, count: Int
  ) -> Products {
    var (leftSums, rightSums, mixedSums) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
    var index = 0
    while index + 4 <= count {
      let first = SIMD4(left[index], left[index + 1], left[index + 2], left[index + 3])
      let second = SIMD4(right[index], right[index + 1], right[index + 2], right[index + 3])
      leftSums += first * first
      rightSums += second * second
      mixedSums += first * second
      index += 4
    }
    var result = Products(left: leftSums.sum(), right: rightSums.sum(), mixed: mixedSums.sum())
    while index < count {
      result.left += left[index] * left[index]
      result.right += right[index] * right[index]
      result.mixed += left[index] * right[index]
      index += 1
    }
    return result
  }

  /// The tangent of the lesser angle by which two columns stand at right angles.
  private static func tangent(_ products: Products) -> Double {
    let cotangent = (products.right - products.left) / (2 * products.mixed)
    // Beyond 1e8 the square is all that the root would see, and might be too large.
    guard cotangent.magnitude < 1e8 else { return 0.5 / cotangent }
    let tangent = 1 / (cotangent.magnitude + (1 + cotangent * cotangent).squareRoot())
    return cotangent < 0 ? -tangent : tangent
  }

  @inline(__always)
  private static func rotate(
    _ left: UnsafeMutablePointer<Double>, _ right: UnsafeMutablePointer<Double>, by tangent: Double, count: Int
  ) {
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = cosine * tangent
    var index = 0
    while index < count {
      let (first, second) = (left[index], right[index])
      left[index] = cosine * first - sine * second
      right[index] = sine * first + cosine * second
      index += 1
    }
  }

  // MARK: What the columns say

  /// The columns' lengths, their directions and the rotations, the longest first.
  var result: (values: [Double], left: RealMatrix, right: RealMatrix) {
    // Rounding stretches a column and its rotations alike.
    let stretches = (0..<count).map { length(of: $0, from: height, count: count) }
    let lengths = (0..<count).map { column in
      let length = length(of: column, from: 0, count: height)
      return length * length > Self.leastSquare ? length / stretches[column] : 0
    }
    let order = lengths.indices.sorted { (lengths[$0], $1) > (lengths[$1], $0) }
    var left = RealMatrix(rowCount: count, columnCount: height)
    var right = RealMatrix(rowCount: count, columnCount: count)
    for (row, column) in order.enumerated() {
      let start = column * stride
      for place in 0..<count { right[row, place] = elements[start + height + place] / stretches[column] }
      guard lengths[column] > 0 else { continue }
      for place in 0..<height { left[row, place] = elements[start + place] / (lengths[column] * stretches[column]) }
    }
    Self.complete(&left, from: lengths.count { $0 > 0 })
    return (order.map { lengths[$0] * scale }, left, right)
  }

  private func length(of column: Int, from place: Int, count: Int) -> Double {
    let start = column * stride + place
    return elements[start..<(start + count)].reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Gives the rows from a number on lengths 1 and right angles to all before them: each begins as the unit vector
  /// that is farthest from those.
  private static func complete(_ rows: inout RealMatrix, from first: Int) {
    let width = rows.columnCount
    var covered = (0..<width).map { place in (0..<first).reduce(0) { $0 + rows[$1, place] * rows[$1, place] } }
    for row in first..<max(first, rows.rowCount) {
      var vector = Array(repeating: 0.0, count: width)
      vector[covered.indices.min { covered[$0] < covered[$1] } ?? 0] = 1
      // The second time takes away what rounding left.
      for _ in 0..<2 {
        for other in 0..<row {
          let product = zip(rows.row(other), vector).reduce(0) { $0 + $1.0 * $1.1 }
          for place in 0..<width { vector[place] -= product * rows[other, place] }
        }
      }
      let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for place in 0..<width {
        rows[row, place] = vector[place] / length
        covered[place] += rows[row, place] * rows[row, place]
      }
    }
  }
}
