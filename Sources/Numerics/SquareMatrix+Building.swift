extension SquareMatrix {
  /// A matrix from its rows.
  /// - Precondition: as many columns as rows.
  package init(rows: [[Complex]]) {
    self.init(size: rows.count, elements: rows.flatMap(\.self))
  }

  package init(diagonal: [Complex]) {
    self = .identity(diagonal.count)
    for (index, value) in diagonal.enumerated() { self[index, index] = value }
  }

  /// The Kronecker product with the operands of `low` in the less significant bits.
  package static func kronecker(low: SquareMatrix, high: SquareMatrix) -> SquareMatrix {
    let size = low.size * high.size
    var result = SquareMatrix(size: size, elements: Array(repeating: .zero, count: size * size))
    for row in 0..<size {
      for column in 0..<size {
        result[row, column] =
          low[row % low.size, column % low.size] * high[row / low.size, column / low.size]
      }
    }
    return result
  }

  /// Acts as this matrix where every control bit has its polarity, and not at all elsewhere. Controls are the
  /// less significant bits of the result's indices, the first control the least.
  package func controlled(by polarities: [Bool] = [true]) -> SquareMatrix {
    var pattern = 0
    for (position, polarity) in polarities.enumerated() where polarity { pattern |= 1 << position }
    var result = SquareMatrix.identity(size << polarities.count)
    for row in 0..<size {
      for column in 0..<size {
        result[row << polarities.count | pattern, column << polarities.count | pattern] = self[row, column]
      }
    }
    return result
  }

  package static func * (factor: Complex, matrix: SquareMatrix) -> SquareMatrix {
    SquareMatrix(size: matrix.size, elements: matrix.elements.map { factor * $0 })
  }

  /// Replaces this matrix M by G M, where G acts as `gate` on some of the bits of the row index: bit i of the
  /// gate's index is bit `positions[i]` of the row.
  /// - Precondition: positions differ, and are as many as `gate` has bits.
  package mutating func apply(_ gate: SquareMatrix, at positions: [Int]) {
    let offsets = (0..<gate.size).map { index in
      positions.indices.reduce(0) { $0 | ((index >> $1) & 1) << positions[$1] }
    }
    let mask = offsets.last ?? 0
    var old = Array(repeating: Complex.zero, count: gate.size)
    for base in 0..<size where base & mask == 0 {
      for column in 0..<size {
        for index in 0..<gate.size { old[index] = elements[(base | offsets[index]) * size + column] }
        for row in 0..<gate.size {
          var sum = Complex.zero
          for index in 0..<gate.size { sum += gate.elements[row * gate.size + index] * old[index] }
          elements[(base | offsets[row]) * size + column] = sum
        }
      }
    }
  }
}
