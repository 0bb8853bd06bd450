import Numerics
import Testing

@Suite struct RealMatrixTests {
  static func random(_ rowCount: Int, _ columnCount: Int, seed: UInt64) -> RealMatrix {
    var stream = RandomStream(seed: seed)
    return RealMatrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: (0..<rowCount * columnCount).map { _ in 2 * stream.uniform() - 1 })
  }

  @Test("Products agree with each other and with what is known")
  func products() {
    let left = RealMatrix(rows: [[1, 2, 3], [4, 5, 6]])
    let right = RealMatrix(rows: [[1, 0], [0, 1], [2, -1]])
    #expect(left * right == RealMatrix(rows: [[7, -1], [16, -1]]))
    #expect(left.times([1, 0, -1]) == [-2, -2])
    #expect(left.transposedProduct([2, -1]) == left.transposed.times([2, -1]))
    #expect(left.transposed == RealMatrix(rows: [[1, 4], [2, 5], [3, 6]]))
    #expect(left.gram == RealMatrix(rows: [[17, 22, 27], [22, 29, 36], [27, 36, 45]]))
    #expect(left.selecting(rows: [1, 1, 0]) == RealMatrix(rows: [[4, 5, 6], [4, 5, 6], [1, 2, 3]]))
    let matrix = Self.random(9, 5, seed: 1)
    #expect(matrix.gram.distance(to: matrix.transposed * matrix) < 1e-14)
    #expect((RealMatrix.identity(9) * matrix) == matrix)
    #expect(
      (RealMatrix(rowCount: 2, columnCount: 0) * RealMatrix(rowCount: 0, columnCount: 2)).elements == [0, 0, 0, 0])
  }

  @Test("A positive definite system is solved, any other is none", arguments: [1, 2, 7, 20])
  func cholesky(size: Int) throws {
    let matrix = Self.random(size + 3, size, seed: 2).gram
    let solution = (0..<size).map { Double($0) - 1.5 }
    let found = try #require(CholeskyFactor(matrix)).solve(matrix.times(solution))
    for (left, right) in zip(found, solution) { #expect((left - right).magnitude < 1e-9) }
    var negative = matrix
    negative[size - 1, size - 1] = -1
    #expect(CholeskyFactor(negative) == nil)
    var broken = matrix
    broken[0, 0] = .nan
    #expect(CholeskyFactor(broken) == nil)
  }

  @Test("The least squares solution leaves a rest at right angles to all columns")
  func leastSquares() throws {
    let matrix = Self.random(12, 4, seed: 3)
    let right = Self.random(12, 1, seed: 4).elements
    let solution = try #require(matrix.leastSquares(right))
    let rest = zip(matrix.times(solution), right).map { $0 - $1 }
    #expect(matrix.transposed.times(rest).allSatisfy { $0.magnitude < 1e-14 })
  }

  /// numpy.linalg.lstsq([[1, 1], [1, 2], [1, 3], [1, 4]], [6, 5, 7, 10]): 3.5, 1.4.
  @Test("A line through four points has the known coefficients")
  func line() throws {
    let matrix = RealMatrix(rows: [[1, 1], [1, 2], [1, 3], [1, 4]])
    let solution = try #require(matrix.leastSquares([6, 5, 7, 10]))
    #expect((solution[0] - 3.5).magnitude < 1e-14 && (solution[1] - 1.4).magnitude < 1e-14)
  }

  @Test("Columns that depend on each other have no least squares solution")
  func dependentColumns() {
    #expect(RealMatrix(rows: [[1, 2], [2, 4], [3, 6]]).leastSquares([1, 1, 1]) == nil)
    #expect(RealMatrix(rows: [[1, 2]]).leastSquares([1]) == nil)
    #expect(RealMatrix(rows: [[0], [0]]).leastSquares([1, 1]) == nil)
  }
}
