import Numerics
import Testing

@Suite struct CholeskyFactorTests {
  @Test("Solves a system whose solution is known")
  func solves() throws {
    let factor = try #require(CholeskyFactor(RealMatrix(rows: [[4, 2, -2], [2, 10, 2], [-2, 2, 5]])))
    // The matrix times (1, -2, 3).
    for (found, expected) in zip(factor.solve([-6, -12, 9]), [1.0, -2, 3]) { #expect(abs(found - expected) < 1e-14) }
    #expect(CholeskyFactor(RealMatrix(rows: []))?.solve([]) == [])
  }

  @Test("Whitens vectors as it does columns, however many", arguments: [0, 1, 7, 8, 9, 21])
  func whitens(count: Int) throws {
    let factor = try #require(CholeskyFactor(RealMatrix(rows: [[4, 2, -2], [2, 10, 2], [-2, 2, 5]])))
    let columns = RealMatrix(
      rowCount: 3, columnCount: count, elements: (0..<3 * count).map { Double($0 * 7 % 11) - 5 })
    var vectors = columns.transposed.elements
    factor.whiten(vectors: &vectors)
    let wanted = factor.whitened(columns: columns).transposed.elements
    for (found, wanted) in zip(vectors, wanted) { #expect(abs(found - wanted) < 1e-14) }
  }

  @Test("Solves with the transposed factor vectors as it does one, however many", arguments: [0, 1, 7, 8, 9, 21])
  func solvesTransposed(count: Int) throws {
    let factor = try #require(CholeskyFactor(RealMatrix(rows: [[4, 2, -2], [2, 10, 2], [-2, 2, 5]])))
    let right = (0..<count).map { vector in (0..<3).map { Double((3 * vector + $0) * 7 % 11) - 5 } }
    var vectors = right.flatMap(\.self)
    factor.solveTransposed(vectors: &vectors)
    for (found, wanted) in zip(vectors, right.flatMap(factor.solveTransposed)) { #expect(abs(found - wanted) < 1e-14) }
  }

  @Test("Solves with the transposed factor: what is whitened then is solved")
  func solvesTransposed() throws {
    let factor = try #require(CholeskyFactor(RealMatrix(rows: [[4, 2, -2], [2, 10, 2], [-2, 2, 5]])))
    var whitened = [-6.0, -12, 9]
    factor.whiten(vectors: &whitened)
    for (found, expected) in zip(factor.solveTransposed(whitened), [1.0, -2, 3]) {
      #expect(abs(found - expected) < 1e-14)
    }
  }

  @Test("Refuses what is not positive definite, and takes it with enough on its diagonal")
  func indefinite() throws {
    let singular = RealMatrix(rows: [[1, 1], [1, 1]])
    #expect(CholeskyFactor(singular) == nil)
    #expect(CholeskyFactor(RealMatrix(rows: [[0, 0], [0, .nan]])) == nil)
    let factor = try #require(CholeskyFactor(singular, addingToDiagonal: 0.5))
    for found in factor.solve([5, 5]) { #expect(abs(found - 2) < 1e-14) }
  }

  @Test("A natural step solves with the metric, whatever its rank")
  func naturalStep() {
    var weights: [Double] = [1, 1]
    func steps(_ rate: Double, _ regularisation: Double, _ gradient: [Double], _ metric: [Double]) -> Bool {
      NaturalGradient(rate: rate, regularisation: regularisation).step(&weights, gradient: gradient, metric: metric)
    }
    #expect(steps(0.5, 0, [2, 1], [2, 0, 0, 0.25]))
    #expect(weights == [0.5, -1])
    #expect(steps(0.5, 1e-3, [1, 1], [1, 1, 1, 1]))
    #expect(abs(weights[0] - (0.5 - 0.5 / 2.001)) < 1e-12)
    // Shots can make a metric indefinite.
    #expect(steps(0.1, 1e-3, [1, 1], [1, 2, 2, 1]))
    #expect(weights.allSatisfy { $0.isFinite })
    let before = weights
    #expect(!steps(0.1, 1e-3, [1, .nan], [1, 0, 0, 1]))
    #expect(weights == before)
  }
}
