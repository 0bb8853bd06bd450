import Numerics
import Testing

@Suite struct SingularValuesTests {
  private struct Results: Decodable {
    struct Decomposition: Decodable {
      let name: String
      let isGraded: Bool
      let matrix: [[Double]]
      /// To 60 digits, rounded.
      let values: [Double]
      let numpy: [Double]
    }
    struct Solution: Decodable {
      let matrix: [[Double]]
      let right: [Double]
      let rank: Int
      let solution: [Double]
    }
    let decompositions: [Decomposition]
    let solutions: [Solution]
  }

  /// How far the decomposition is from making the matrix, and both kinds of vectors from being orthonormal.
  private static func defect(_ found: SingularValues, of matrix: RealMatrix) -> Double {
    var scaled = found.rightVectors
    for row in 0..<scaled.rowCount {
      for column in 0..<scaled.columnCount { scaled[row, column] *= found.values[row] }
    }
    let identity = RealMatrix.identity(found.values.count)
    return max(
      (found.leftVectors.transposed * scaled).distance(to: matrix),
      (found.leftVectors * found.leftVectors.transposed).distance(to: identity),
      (found.rightVectors * found.rightVectors.transposed).distance(to: identity))
  }

  @Test(
    "Values and vectors make a random matrix again",
    arguments: [(1, 1), (5, 1), (1, 5), (8, 8), (30, 12), (12, 30), (40, 40)])
  func random(rowCount: Int, columnCount: Int) throws {
    let matrix = RealMatrixTests.random(rowCount, columnCount, seed: UInt64(rowCount + 100 * columnCount))
    let found = try #require(SingularValues(matrix))
    #expect(found.values.count == min(rowCount, columnCount))
    #expect(found.values == found.values.sorted(by: >))
    #expect(found.rank() == found.values.count)
    #expect(Self.defect(found, of: matrix) < 1e-13)
  }

  @Test("Values are those of exact arithmetic, small ones of scaled columns to all digits")
  func golden() throws {
    let cases = try GoldenNumbers.read(Results.self, from: "linear.json").decompositions
    #expect(cases.count == 6)
    for known in cases {
      let matrix = RealMatrix(rows: known.matrix)
      let values = try #require(SingularValues(matrix)).values
      try #require(values.count == known.values.count)
      for (index, value) in values.enumerated() {
        let scale = known.isGraded ? known.values[index] : known.values[0]
        #expect((value - known.values[index]).magnitude < 2e-14 * scale, "\(known.name): value \(index)")
        #expect((value - known.numpy[index]).magnitude < 1e-14 * known.values[0], "\(known.name): value \(index)")
      }
      #expect(try Self.defect(#require(SingularValues(matrix)), of: matrix) < 1e-14)
    }
  }

  @Test("Where columns depend on each other, the shortest of the closest solutions is found")
  func shortestSolution() throws {
    let cases = try GoldenNumbers.read(Results.self, from: "linear.json").solutions
    #expect(cases.count == 4)
    for known in cases {
      let found = try #require(SingularValues(RealMatrix(rows: known.matrix)))
      #expect(found.rank(relativeTolerance: 1e-10) == known.rank && found.rank() == known.rank)
      let solution = found.leastSquares(known.right, relativeTolerance: 1e-10)
      try #require(solution.count == known.solution.count)
      for (mine, theirs) in zip(solution, known.solution) { #expect((mine - theirs).magnitude < 1e-12) }
    }
  }

  @Test("A cut-off leaves small values out of the solution")
  func cutOff() throws {
    let found = try #require(SingularValues(RealMatrix(rows: [[2, 0], [0, 1e-6]])))
    #expect(found.leastSquares([2, 1]) == [1, 1e6])
    #expect(found.leastSquares([2, 1], relativeTolerance: 1e-5) == [1, 0])
    #expect(found.conditionNumber == 2e6)
  }

  @Test(
    "Matrices of low rank have orthonormal vectors all the same",
    arguments: [
      (RealMatrix(rowCount: 3, columnCount: 4), 0), (RealMatrix(rowCount: 4, columnCount: 4), 0),
      (RealMatrix(rows: [[1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1]]), 1),
      (RealMatrix(rows: [[0, 0, 3], [0, 0, 4], [0, 0, 0]]), 1),
      (RealMatrix(rows: [[1, 2, 3], [4, 5, 6], [7, 8, 9]]), 2),
      (RealMatrix(rowCount: 0, columnCount: 3), 0), (RealMatrix(rowCount: 3, columnCount: 0), 0),
    ])
  func lowRank(matrix: RealMatrix, rank: Int) throws {
    let found = try #require(SingularValues(matrix))
    #expect(Self.defect(found, of: matrix) < 1e-14)
    #expect(found.rank() == rank)
    #expect(found.conditionNumber > 1e15 || found.values.isEmpty)
    #expect(found.leastSquares(Array(repeating: 0, count: matrix.rowCount)).allSatisfy { $0 == 0 })
  }

  @Test("Neither huge nor tiny elements lose digits", arguments: [0x1p-1063, 1e-300, 1e-160, 1e160, 1e300])
  func scales(scale: Double) throws {
    let matrix = RealMatrix(rows: [[3, 0], [4, 5]])
    let scaled = RealMatrix(rowCount: 2, columnCount: 2, elements: matrix.elements.map { $0 * scale })
    // The values of ((3, 0), (4, 5)) are the roots of 45 and 5.
    let values = try #require(SingularValues(scaled)).values
    // Numbers as small as 2^-1063 have few digits themselves.
    let tolerance = scale.isNormal ? 1e-15 : 1e-3
    #expect(relativeError(values[0] / scale, 45.0.squareRoot()) < tolerance)
    #expect(relativeError(values[1] / scale, 5.0.squareRoot()) < tolerance)
  }

  @Test("Numbers that are not finite have no decomposition", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(number: Double) {
    for place in 0..<6 {
      var matrix = RealMatrix(rows: [[1, 2, 3], [4, 5, 6]])
      matrix.elements[place] = number
      #expect(SingularValues(matrix) == nil)
      #expect(SingularValues(matrix.transposed) == nil)
    }
    let largest = Double.greatestFiniteMagnitude
    #expect(SingularValues(RealMatrix(rows: [[largest, largest], [largest, largest]])) == nil)
  }
}
