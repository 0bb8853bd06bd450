/// The pairing of rows with columns whose costs have the least sum.
///
/// Rows join one after the other, each along a shortest path of exchanges (Kuhn's Hungarian method as Jonker and
/// Volgenant, Computing 38 (1987) 325, have it): time grows with the third power of the size.
package struct Assignment: Hashable, Sendable {
  /// Of each row, its column; of several pairings with the least cost, always the same one.
  package let columns: [Int]
  package let cost: Double

  /// Nil unless the matrix is square and each cost is finite, and small enough that no sum of them overflows.
  package init?(costs: RealMatrix) {
    let size = costs.rowCount
    guard size == costs.columnCount else { return nil }
    let most = Double.greatestFiniteMagnitude / Double(8 * max(1, size))
    // A cost that is no number is not below anything.
    guard costs.elements.allSatisfy({ $0.magnitude < most }) else { return nil }
    var search = Search(costs: costs)
    for row in 0..<size { search.add(row) }
    columns = search.columns
    cost = columns.enumerated().reduce(0) { $0 + costs[$1.offset, $1.element] }
  }
}

/// A pairing of the rows so far, with prices that show that none costs less: each pair's cost is the sum of its row's
/// and its column's price, and no cost is below that.
private struct Search {
  private let costs: RealMatrix
  private var rowPrices: [Double]
  private var columnPrices: [Double]
  /// Of each column, its row.
  private var rows: [Int?]

  init(costs: RealMatrix) {
    self.costs = costs
    rowPrices = Array(repeating: 0, count: costs.rowCount)
    columnPrices = rowPrices
    rows = Array(repeating: nil, count: costs.columnCount)
  }

  var columns: [Int] {
    var result = Array(repeating: 0, count: rows.count)
    for (column, row) in rows.enumerated() {
      if let row { result[row] = column }
    }
    return result
  }

  /// Pairs one more row: columns are reached in the order of their distance until one is free, then all rows on the way
  /// to it pass on their columns.
  mutating func add(_ newRow: Int) {
    let size = rows.count
    var distances = Array(repeating: Double.infinity, count: size)
    /// Of each column, the one before it on the way; nil where the way begins at the new row.
    var previous = [Int?](repeating: nil, count: size)
    var reached: [Int] = []
    var open = Array(0..<size)
    var (row, column, distance) = (newRow, Int?.none, 0.0)
    while !open.isEmpty {
      var nearest = 0
      for (place, candidate) in open.enumerated() {
        let length = distance + (costs[row, candidate] - rowPrices[row] - columnPrices[candidate])
        if length < distances[candidate] {
          distances[candidate] = length
          previous[candidate] = column
        }
        if distances[candidate] < distances[open[nearest]] { nearest = place }
      }
      let next = open.remove(at: nearest)
      distance = distances[next]
      guard let owner = rows[next] else {
        changePrices(newRow, reached, distances, distance)
        exchange(next, previous, newRow)
        return
      }
      reached.append(next)
      (row, column) = (owner, next)
    }
  }

  /// Makes the costs on the way equal to the sums of their prices again.
  private mutating func changePrices(_ newRow: Int, _ reached: [Int], _ distances: [Double], _ distance: Double) {
    rowPrices[newRow] += distance
    for column in reached {
      let change = distance - distances[column]
      columnPrices[column] -= change
      if let row = rows[column] { rowPrices[row] += change }
    }
  }

  /// Gives each column on the way to a free one the row of the column before it.
  private mutating func exchange(_ free: Int, _ previous: [Int?], _ newRow: Int) {
    var column = free
    while let before = previous[column] {
      rows[column] = rows[before]
      column = before
    }
    rows[column] = newRow
  }
}
