import Numerics
import Testing

@Suite struct SymmetricEigensystemTests {
  /// How far the values and vectors are from making the matrix, and the vectors from being orthonormal.
  private static func defect(_ system: SymmetricEigensystem, of matrix: RealMatrix) -> Double {
    var scaled = system.vectors
    for row in 0..<scaled.rowCount {
      for column in 0..<scaled.columnCount { scaled[row, column] *= system.values[row] }
    }
    let identity = RealMatrix.identity(matrix.rowCount)
    return max(
      (system.vectors.transposed * scaled).distance(to: matrix),
      (system.vectors * system.vectors.transposed).distance(to: identity))
  }

  @Test("Values and vectors make the matrix again", arguments: [1, 2, 3, 4, 8, 25, 40])
  func random(size: Int) throws {
    let matrix = RealMatrixTests.random(size + 2, size, seed: UInt64(size)).gram
    let system = try #require(SymmetricEigensystem(matrix))
    #expect(Self.defect(system, of: matrix) < 1e-13)
    #expect(system.values == system.values.sorted(by: >))
  }

  @Test(
    "Matrices with equal, vanishing or far apart values are no trouble",
    arguments: [
      RealMatrix(rowCount: 4, columnCount: 4), .identity(5), RealMatrix(rows: [[2, 1, 0], [1, 2, 0], [0, 0, 3]]),
      RealMatrix(rows: [[1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]]),
      RealMatrix(rows: [[1e12, 1, 0], [1, 1e-12, 1], [0, 1, -1]]),
      RealMatrix(rows: [[0, 1, 0], [1, 0, 0], [0, 0, 0]]),
      RealMatrix(rowCount: 0, columnCount: 0),
    ])
  func special(matrix: RealMatrix) throws {
    let system = try #require(SymmetricEigensystem(matrix))
    let size = matrix.elements.reduce(1) { max($0, $1.magnitude) }
    #expect(Self.defect(system, of: matrix) < 1e-14 * size)
  }

  /// The second difference matrix of size n has the eigenvalues 4 sin^2(pi k / (2 n + 2)).
  @Test("The second difference matrix has its known values")
  func secondDifferences() throws {
    let size = 30
    var matrix = RealMatrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      matrix[row, row] = 2
      if row > 0 {
        matrix[row, row - 1] = -1
        matrix[row - 1, row] = -1
      }
    }
    let values = try #require(SymmetricEigensystem(matrix)).values
    for (index, value) in values.enumerated() {
      let phase = Complex.phase(.pi * Double(size - index) / Double(size + 1))
      #expect((value - (2 - 2 * phase.real)).magnitude < 1e-14)
    }
  }

  @Test("Numbers that are not finite make no eigensystem", arguments: [Double.nan, .infinity])
  func notFinite(number: Double) {
    var matrix = RealMatrix.identity(4)
    matrix[1, 2] = number
    matrix[2, 1] = number
    #expect(SymmetricEigensystem(matrix) == nil)
  }
}
