/// A small dense complex matrix, row after row.
package struct SquareMatrix: Hashable, Sendable {
  package let size: Int
  package var elements: [Complex]

  /// - Precondition: `elements` holds `size * size` numbers.
  package init(size: Int, elements: [Complex]) {
    precondition(elements.count == size * size)
    self.size = size
    self.elements = elements
  }

  package static func identity(_ size: Int) -> SquareMatrix {
    var result = SquareMatrix(size: size, elements: Array(repeating: .zero, count: size * size))
    for index in 0..<size { result[index, index] = .one }
    return result
  }

  package subscript(row: Int, column: Int) -> Complex {
    get { elements[row * size + column] }
    set { elements[row * size + column] = newValue }
  }

  /// The conjugate transpose.
  package var adjoint: SquareMatrix {
    var result = self
    for row in 0..<size {
      for column in 0..<size { result[row, column] = self[column, row].conjugate }
    }
    return result
  }

  package static func * (left: SquareMatrix, right: SquareMatrix) -> SquareMatrix {
    var result = SquareMatrix(size: left.size, elements: Array(repeating: .zero, count: left.elements.count))
    for row in 0..<left.size {
      for inner in 0..<left.size {
        let factor = left[row, inner]
        for column in 0..<left.size { result[row, column] += factor * right[inner, column] }
      }
    }
    return result
  }

  /// The largest magnitude of an element's difference.
  package func distance(to other: SquareMatrix) -> Double {
    zip(elements, other.elements).map { ($0 - $1).magnitude }.max() ?? 0
  }
}
