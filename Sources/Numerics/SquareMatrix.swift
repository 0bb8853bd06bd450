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
    let size = left.size
    var elements = Array(repeating: Complex.zero, count: size * size)
    for row in 0..<size {
      for inner in 0..<size {
        let factor = left.elements[row * size + inner]
        for column in 0..<size { elements[row * size + column] += factor * right.elements[inner * size + column] }
      }
    }
    return SquareMatrix(size: size, elements: elements)
  }

  /// The largest magnitude of an element's difference.
  package func distance(to other: SquareMatrix) -> Double {
    zip(elements, other.elements).map { ($0 - $1).magnitude }.max() ?? 0
  }
}
