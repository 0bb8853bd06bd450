internal import Numerics

extension Labels {
  /// All rows in a random order of which every stretch holds close to every class's share of it.
  ///
  /// A class's rows are shuffled and spread evenly over [0, 1); the order is that of their places.
  func mixedRows(from stream: RandomStream) -> [Int] {
    var stream = stream
    guard case .classes(let places, let names) = self else { return stream.shuffledRows(Array(0..<count)) }
    var spread: [(key: Double, row: Int)] = []
    for rows in Self.rowsOfClasses(places, names.count) {
      let offset = stream.uniform()
      for (index, row) in stream.shuffledRows(rows).enumerated() {
        spread.append(((Double(index) + offset) / Double(rows.count), row))
      }
    }
    return spread.sorted { ($0.key, $0.row) < ($1.key, $1.row) }.map(\.row)
  }

  /// Rows dealt to `count` folds: sizes differ by at most one, and so does each class's number of rows.
  func folds(_ count: Int, from stream: RandomStream) -> [[Int]] {
    var stream = stream
    let groups: [[Int]] =
      switch self {
      case .classes(let places, let names): Self.rowsOfClasses(places, names.count)
      case .targets: [Array(0..<self.count)]
      }
    var folds: [[Int]] = Array(repeating: [], count: count)
    for (turn, row) in groups.flatMap({ stream.shuffledRows($0) }).enumerated() { folds[turn % count].append(row) }
    return folds.map { $0.sorted() }
  }

  private static func rowsOfClasses(_ places: [Int], _ classCount: Int) -> [[Int]] {
    var rows: [[Int]] = Array(repeating: [], count: classCount)
    for (row, place) in places.enumerated() { rows[place].append(row) }
    return rows
  }
}
