extension RealMatrix {
  /// The x for which A x is closest to b; nil where the columns of A depend on each other, or are more than the rows.
  ///
  /// Householder reflections turn one column after the other into the triangle's.
  /// - Precondition: as many numbers as rows.
  package func leastSquares(_ right: [Double]) -> [Double]? {
    guard columnCount <= rowCount else { return nil }
    var columns = (0..<columnCount).map { column in (0..<rowCount).map { self[$0, column] } }
    var target = right
    for index in columns.indices {
      let length = Self.length(columns[index][...])
      let rest = Self.length(columns[index][index...])
      guard rest > 1e-13 * length, rest.isFinite else { return nil }
      var mirror = Array(columns[index][index...])
      mirror[0] += mirror[0] < 0 ? -rest : rest
      let factor = 2 / mirror.reduce(0) { $0 + $1 * $1 }
      for later in index..<columnCount { Self.reflect(&columns[later], from: index, mirror, factor) }
      Self.reflect(&target, from: index, mirror, factor)
    }
    var solution = Array(repeating: 0.0, count: columnCount)
    for row in columns.indices.reversed() {
      var rest = target[row]
      for column in (row + 1)..<max(columnCount, row + 1) { rest -= columns[column][row] * solution[column] }
      solution[row] = rest / columns[row][row]
    }
    return solution
  }

  private static func length(_ vector: ArraySlice<Double>) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  private static func reflect(_ vector: inout [Double], from start: Int, _ mirror: [Double], _ factor: Double) {
    var product = 0.0
    for index in mirror.indices { product += mirror[index] * vector[start + index] }
    for index in mirror.indices { vector[start + index] -= factor * product * mirror[index] }
  }
}
