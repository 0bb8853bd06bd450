extension RealMatrix {
  /// - Precondition: `right` has as many rows as `left` has columns.
  package static func * (left: RealMatrix, right: RealMatrix) -> RealMatrix {
    precondition(left.columnCount == right.rowCount)
    var result = RealMatrix(rowCount: left.rowCount, columnCount: right.columnCount)
    let (innerCount, width) = (left.columnCount, right.columnCount)
    result.elements.withUnsafeMutableBufferPointer { output in
      left.elements.withUnsafeBufferPointer { left in
        right.elements.withUnsafeBufferPointer { right in
          for row in 0..<result.rowCount {
            let target = UnsafeMutableBufferPointer(rebasing: output[(row * width)..<((row + 1) * width)])
            for inner in 0..<innerCount {
              let source = UnsafeBufferPointer(rebasing: right[(inner * width)..<((inner + 1) * width)])
              add(left[row * innerCount + inner], times: source, to: target)
            }
          }
        }
      }
    }
    return result
  }

  /// - Precondition: as many numbers as columns.
  package func times(_ vector: [Double]) -> [Double] {
    precondition(vector.count == columnCount)
    return (0..<rowCount).map { index in
      var sum = 0.0
      for (left, right) in zip(row(index), vector) { sum += left * right }
      return sum
    }
  }

  /// The transpose times a vector.
  /// - Precondition: as many numbers as rows.
  package func transposedProduct(_ vector: [Double]) -> [Double] {
    precondition(vector.count == rowCount)
    var result = Array(repeating: 0.0, count: columnCount)
    result.withUnsafeMutableBufferPointer { output in
      elements.withUnsafeBufferPointer { elements in
        for (row, factor) in vector.enumerated() {
          let source = UnsafeBufferPointer(rebasing: elements[(row * columnCount)..<((row + 1) * columnCount)])
          add(factor, times: source, to: output)
        }
      }
    }
    return result
  }

  /// The products of all pairs of columns: the transpose times this matrix.
  package var gram: RealMatrix {
    var result = RealMatrix(rowCount: columnCount, columnCount: columnCount)
    let size = columnCount
    result.elements.withUnsafeMutableBufferPointer { output in
      elements.withUnsafeBufferPointer { elements in
        for row in 0..<rowCount {
          for first in 0..<size {
            let factor = elements[row * size + first]
            guard factor != 0 else { continue }
            add(
              factor, times: UnsafeBufferPointer(rebasing: elements[(row * size + first)..<((row + 1) * size)]),
              to: UnsafeMutableBufferPointer(rebasing: output[(first * size + first)..<((first + 1) * size)]))
          }
        }
        for row in 0..<size {
          for column in 0..<row { output[row * size + column] = output[column * size + row] }
        }
      }
    }
    return result
  }
}

/// Adds a multiple of some numbers to others: the inner loop of everything dense.
@inline(__always)
func add(
  _ factor: Double, times source: UnsafeBufferPointer<Double>, to target: UnsafeMutableBufferPointer<Double>
) {
  guard let from = source.baseAddress, let to = target.baseAddress else { return }
  var index = 0
  while index < target.count {
    to[index] += factor * from[index]
    index += 1
  }
}
