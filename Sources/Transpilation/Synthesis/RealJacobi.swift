internal import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Diagonalises a symmetric unitary 4x4 matrix by a real rotation.
///
/// Its real and imaginary part are symmetric and commute, so that plane rotations diagonalise both at once, and equal
/// eigenvalues need no care: Cardoso and Souloumiac, SIAM J. Matrix Anal. Appl. 17 (1996) 161.
struct RealJacobi {
  private var parts: [[Double]]
  /// The eigenvectors in columns, row after row.
  private(set) var vectors: [Double] = (0..<16).map { $0 % 5 == 0 ? 1 : 0 }

  private static let sweepLimit = 60

  init(_ matrix: SquareMatrix) {
    let symmetric = (0..<16).map { place -> Complex in
      let (row, column) = (place / 4, place % 4)
      return 0.5 * (matrix[row, column] + matrix[column, row])
    }
    parts = [symmetric.map(\.real), symmetric.map(\.imaginary)]
    var sweeps = 0
    while sweeps < Self.sweepLimit, sweep() > 1e-16 { sweeps += 1 }
  }

  /// Rotates in every plane once; gives the largest sine.
  private mutating func sweep() -> Double {
    var largest = 0.0
    for first in 0..<3 {
      for second in first + 1..<4 { largest = max(largest, rotate(first, second)) }
    }
    return largest
  }

  private mutating func rotate(_ first: Int, _ second: Int) -> Double {
    var (difference, mixed) = (0.0, 0.0)
    for part in parts {
      let gap = part[5 * first] - part[5 * second]
      let coupling = 2 * part[4 * first + second]
      difference += gap * gap - coupling * coupling
      mixed += 2 * gap * coupling
    }
    let angle = 0.25 * atan2(mixed, difference)
    let (cosine, sine) = (cos(angle), sin(angle))
    guard sine != 0 else { return 0 }
    for index in parts.indices {
      Self.rotateColumns(&parts[index], first, second, cosine, sine)
      for column in 0..<4 {
        let (x, y) = (parts[index][4 * first + column], parts[index][4 * second + column])
        parts[index][4 * first + column] = cosine * x + sine * y
        parts[index][4 * second + column] = cosine * y - sine * x
      }
    }
    Self.rotateColumns(&vectors, first, second, cosine, sine)
    return sine.magnitude
  }

  private static func rotateColumns(
    _ matrix: inout [Double], _ first: Int, _ second: Int, _ cosine: Double, _ sine: Double
  ) {
    for row in 0..<4 {
      let (x, y) = (matrix[4 * row + first], matrix[4 * row + second])
      matrix[4 * row + first] = cosine * x + sine * y
      matrix[4 * row + second] = cosine * y - sine * x
    }
  }
}

/// The sign of the determinant of a real 4x4 matrix, row after row.
func determinantSign(_ elements: [Double]) -> Double {
  var rows = (0..<4).map { Array(elements[4 * $0..<4 * $0 + 4]) }
  var sign = 1.0
  for column in 0..<4 {
    let pivot = (column..<4).max { rows[$0][column].magnitude < rows[$1][column].magnitude } ?? column
    if pivot != column {
      rows.swapAt(pivot, column)
      sign = -sign
    }
    if rows[column][column] < 0 { sign = -sign }
    guard rows[column][column] != 0 else { return 0 }
    for row in column + 1..<4 {
      let factor = rows[row][column] / rows[column][column]
      for place in column..<4 { rows[row][place] -= factor * rows[column][place] }
    }
  }
  return sign
}
