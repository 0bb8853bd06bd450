/// Numbers of one row, each with its slopes along some directions: what forward over reverse carries through layers.
package struct TangentRow: Sendable {
  /// [number][the number itself, then its slope along each direction]
  package private(set) var elements: [Double]
  package let count: Int
  package let directionCount: Int

  package init(zeros count: Int, directionCount: Int) {
    self.init(filledWith: 0, count: count, directionCount: directionCount)
  }

  package init(filledWith value: Double, count: Int, directionCount: Int) {
    self.count = count
    self.directionCount = directionCount
    elements = Array(repeating: value, count: count * (1 + directionCount))
  }

  private var stride: Int { 1 + directionCount }

  package var values: [Double] { (0..<count).map { elements[$0 * stride] } }

  package subscript(number: Int) -> Double {
    get { elements[number * stride] }
    set { elements[number * stride] = newValue }
  }

  package subscript(number: Int, slope direction: Int) -> Double {
    get { elements[number * stride + 1 + direction] }
    set { elements[number * stride + 1 + direction] = newValue }
  }

  /// A number's slopes along all directions.
  package func slopes(of number: Int) -> ArraySlice<Double> { elements[number * stride + 1..<(number + 1) * stride] }

  func selecting(_ range: Range<Int>) -> TangentRow {
    var result = TangentRow(zeros: range.count, directionCount: directionCount)
    result.elements = Array(elements[range.lowerBound * stride..<range.upperBound * stride])
    return result
  }

  // MARK: Arithmetic

  /// Adds a constant times a number of another row.
  package mutating func add(_ factor: Double, _ other: TangentRow, _ number: Int, to place: Int) {
    let stride = stride
    elements.withUnsafeMutableBufferPointer { sums in
      other.elements.withUnsafeBufferPointer { other in
        guard let sums = sums.baseAddress, let other = other.baseAddress else { return }
        RowArithmetic.add(factor, other + number * stride, to: sums + place * stride, count: stride)
      }
    }
  }

  /// Adds a constant times the slopes of a number of another row.
  package mutating func addSlopes(_ factor: Double, _ other: TangentRow, _ number: Int, to place: Int) {
    let kept = self[place]
    add(factor, other, number, to: place)
    self[place] = kept
  }

  /// Adds the product of two numbers, times a constant, by the product rule.
  mutating func addProduct(
    _ first: TangentRow, _ firstNumber: Int, _ second: TangentRow, _ secondNumber: Int, times factor: Double = 1,
    to place: Int
  ) {
    let stride = stride
    elements.withUnsafeMutableBufferPointer { sums in
      first.elements.withUnsafeBufferPointer { first in
        second.elements.withUnsafeBufferPointer { second in
          guard let sums = sums.baseAddress, let first = first.baseAddress, let second = second.baseAddress else {
            return
          }
          let (sum, left, right) = (sums + place * stride, first + firstNumber * stride, second + secondNumber * stride)
          let (leftValue, rightValue) = (factor * left[0], factor * right[0])
          sum[0] += leftValue * right[0]
          for slope in 1..<stride { sum[slope] += leftValue * right[slope] + rightValue * left[slope] }
        }
      }
    }
  }
}
