import Numerics
import Testing

@Suite struct AssignmentTests {
  /// The least cost of all pairings.
  private static func leastCost(_ costs: RealMatrix, row: Int = 0, taken: Set<Int> = []) -> Double {
    guard row < costs.rowCount else { return 0 }
    return (0..<costs.columnCount).filter { !taken.contains($0) }.map { column in
      costs[row, column] + leastCost(costs, row: row + 1, taken: taken.union([column]))
    }.min() ?? 0
  }

  private static func isPairing(_ assignment: Assignment, size: Int) -> Bool {
    assignment.columns.sorted() == Array(0..<size)
  }

  @Test("No pairing costs less", arguments: 0...6)
  func bruteForce(size: Int) throws {
    for seed in 0..<30 {
      let costs = RealMatrixTests.random(size, size, seed: UInt64(seed))
      let found = try #require(Assignment(costs: costs))
      #expect(Self.isPairing(found, size: size))
      #expect((found.cost - Self.leastCost(costs)).magnitude < 1e-13)
      #expect(found.cost == found.columns.enumerated().reduce(0) { $0 + costs[$1.offset, $1.element] })
    }
  }

  @Test("Nor of seven rows, or where many pairings cost the same", arguments: [1, 2, 3, 8])
  func ties(levels: Int) throws {
    for seed in 0..<6 {
      var costs = RealMatrixTests.random(7 - seed % 2, 7 - seed % 2, seed: UInt64(seed))
      costs.elements = costs.elements.map { ($0 * Double(levels)).rounded() }
      let found = try #require(Assignment(costs: costs))
      #expect(Self.isPairing(found, size: costs.rowCount))
      #expect(found.cost == Self.leastCost(costs))
      #expect(found == Assignment(costs: costs))
    }
  }

  @Test("A shuffled order is found again among many rows")
  func shuffled() throws {
    var stream = RandomStream(seed: 4)
    let points = (0..<60).map { _ in (stream.uniform(), stream.uniform()) }
    let order = Array(0..<60).shuffled(using: &stream)
    var costs = RealMatrix(rowCount: 60, columnCount: 60)
    for row in 0..<60 {
      for column in 0..<60 {
        let (width, height) = (points[row].0 - points[order[column]].0, points[row].1 - points[order[column]].1)
        costs[row, column] = width * width + height * height
      }
    }
    let found = try #require(Assignment(costs: costs))
    #expect(found.cost == 0 && found.columns.map { order[$0] } == Array(0..<60))
  }

  /// scipy.optimize.linear_sum_assignment([[4, 1, 3], [2, 0, 5], [3, 2, 2]]): columns 1, 0, 2 at a cost of 5.
  @Test("A known case has its known columns")
  func known() throws {
    let found = try #require(Assignment(costs: RealMatrix(rows: [[4, 1, 3], [2, 0, 5], [3, 2, 2]])))
    #expect(found.columns == [1, 0, 2] && found.cost == 5)
  }

  @Test("Costs that are not finite are refused, as are huge ones, and matrices that are not square")
  func refused() {
    for number in [Double.infinity, -.infinity, .nan, .greatestFiniteMagnitude, -.greatestFiniteMagnitude] {
      #expect(Assignment(costs: RealMatrix(rows: [[1, 2], [number, 3]])) == nil)
    }
    #expect(Assignment(costs: RealMatrix(rowCount: 2, columnCount: 3)) == nil)
    #expect(Assignment(costs: RealMatrix(rows: [[1e305, -1e305], [-1e305, 1e305]]))?.columns == [1, 0])
  }
}
