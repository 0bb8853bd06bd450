/// A dense matrix of real numbers, row after row.
package struct RealMatrix: Hashable, Sendable {
  package let rowCount: Int
  package let columnCount: Int
  /// The element in row i and column j stands at i * columnCount + j.
  package var elements: [Double]

  /// - Precondition: as many elements as rows times columns.
  package init(rowCount: Int, columnCount: Int, elements: [Double]) {
    precondition(elements.count == rowCount * columnCount)
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// A matrix of zeros.
  package init(rowCount: Int, columnCount: Int) {
    self.init(
      rowCount: rowCount, columnCount: columnCount, elements: Array(repeating: 0, count: rowCount * columnCount))
  }

  /// A matrix from its rows.
  /// - Precondition: all rows are equally long.
  package init(rows: [[Double]]) {
    self.init(rowCount: rows.count, columnCount: rows.first?.count ?? 0, elements: rows.flatMap(\.self))
  }

  package static func identity(_ size: Int) -> RealMatrix {
    var result = RealMatrix(rowCount: size, columnCount: size)
    for index in 0..<size { result[index, index] = 1 }
    return result
  }

  package subscript(row: Int, column: Int) -> Double {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  /// The elements of a row.
  package func row(_ index: Int) -> ArraySlice<Double> {
    elements[(index * columnCount)..<((index + 1) * columnCount)]
  }

  /// The rows of these numbers, in their order; a row may be taken again.
  package func selecting(rows: [Int]) -> RealMatrix {
    var selected: [Double] = []
    selected.reserveCapacity(rows.count * columnCount)
    for index in rows { selected.append(contentsOf: row(index)) }
    return RealMatrix(rowCount: rows.count, columnCount: columnCount, elements: selected)
  }

  package var transposed: RealMatrix {
    var result = RealMatrix(rowCount: columnCount, columnCount: rowCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount { result.elements[column * rowCount + row] = elements[row * columnCount + column] }
    }
    return result
  }

  /// The largest magnitude of an element's difference.
  package func distance(to other: RealMatrix) -> Double {
    zip(elements, other.elements).map { ($0 - $1).magnitude }.max() ?? 0
  }
}
