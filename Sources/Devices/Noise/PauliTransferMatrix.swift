package import Numerics

/// A channel as a real matrix on the coefficients of Pauli strings: element (i, j) is Tr(P_i E(P_j)) / 2^k.
///
/// A string's index has a digit to the base 4 for every qubit, the first operand's least significant, and the digits
/// 0, 1, 2, 3 are I, X, Y, Z.
package struct PauliTransferMatrix: Hashable, Sendable {
  package let qubitCount: Int
  /// Row after row.
  package var elements: [Double]

  /// 4 to the power of `qubitCount`.
  package var size: Int { 1 << (2 * qubitCount) }

  package static func identity(qubitCount: Int) -> PauliTransferMatrix {
    PauliTransferMatrix(diagonal: Array(repeating: 1, count: 1 << (2 * qubitCount)), qubitCount: qubitCount)
  }

  /// - Precondition: 4^k numbers.
  package init(diagonal: [Double], qubitCount: Int) {
    self.qubitCount = qubitCount
    elements = Array(repeating: 0, count: diagonal.count * diagonal.count)
    for (index, value) in diagonal.enumerated() { self[index, index] = value }
  }

  /// The channel with these Kraus operators, first operand least significant.
  /// - Precondition: every operator has the size 2^k.
  package init(krausOperators: [SquareMatrix], qubitCount: Int) {
    self.init(diagonal: Array(repeating: 0, count: 1 << (2 * qubitCount)), qubitCount: qubitCount)
    let strings = (0..<size).map { PauliIndex($0, qubitCount: qubitCount) }
    let scale = 1 / Double(1 << qubitCount)
    for operation in krausOperators {
      let adjoint = operation.adjoint
      for (column, input) in strings.enumerated() {
        let image = operation * input.times(adjoint)
        for (row, output) in strings.enumerated() { self[row, column] += scale * output.trace(with: image).real }
      }
    }
  }

  package subscript(row: Int, column: Int) -> Double {
    get { elements[row * size + column] }
    set { elements[row * size + column] = newValue }
  }

  /// The right channel first, then the left.
  package static func * (left: PauliTransferMatrix, right: PauliTransferMatrix) -> PauliTransferMatrix {
    var result = PauliTransferMatrix(diagonal: Array(repeating: 0, count: left.size), qubitCount: left.qubitCount)
    for row in 0..<left.size {
      for inner in 0..<left.size where left[row, inner] != 0 {
        let factor = left[row, inner]
        for column in 0..<left.size { result[row, column] += factor * right[inner, column] }
      }
    }
    return result
  }

  /// Both at once, on different qubits: the operands of `low` come first.
  package static func kronecker(low: PauliTransferMatrix, high: PauliTransferMatrix) -> PauliTransferMatrix {
    let qubitCount = low.qubitCount + high.qubitCount
    var result = PauliTransferMatrix(diagonal: Array(repeating: 0, count: low.size * high.size), qubitCount: qubitCount)
    for row in 0..<result.size {
      for column in 0..<result.size {
        result[row, column] = low[row % low.size, column % low.size] * high[row / low.size, column / low.size]
      }
    }
    return result
  }

  package var trace: Double { (0..<size).reduce(0) { $0 + self[$1, $1] } }

  /// The mean over all pure states of their overlap with what the channel makes of them: (d F + 1) / (d + 1) with
  /// the entanglement fidelity F = trace / d^2 (Nielsen, Phys. Lett. A 303 (2002) 249, equation 3).
  package var averageFidelity: Double { Self.averageFidelity(trace: trace, qubitCount: qubitCount) }

  /// The same from the trace alone, which of a product of channels on different qubits is the product of the traces.
  package static func averageFidelity(trace: Double, qubitCount: Int) -> Double {
    let dimension = Double(1 << qubitCount)
    return (trace / dimension + 1) / (dimension + 1)
  }
}

/// A string of Pauli matrices as masks: it takes basis state b to i^(number of Y) (-1)^(bits of b under `signs`)
/// times b with the bits of `flips` turned over.
private struct PauliIndex {
  let flips: Int
  let signs: Int
  let factor: Complex

  /// The string at an index of the transfer matrix.
  init(_ index: Int, qubitCount: Int) {
    var (flips, signs, countOfY) = (0, 0, 0)
    for qubit in 0..<qubitCount {
      let digit = (index >> (2 * qubit)) & 3
      if digit == 1 || digit == 2 { flips |= 1 << qubit }
      if digit >= 2 { signs |= 1 << qubit }
      if digit == 2 { countOfY += 1 }
    }
    self.flips = flips
    self.signs = signs
    factor = [.one, .i, -Complex.one, -Complex.i][countOfY % 4]
  }

  /// The element in the column `column`, which stands in the row `column ^ flips`.
  private func element(inColumn column: Int) -> Complex {
    (column & signs).nonzeroBitCount.isMultiple(of: 2) ? factor : -factor
  }

  /// The string times a matrix.
  func times(_ matrix: SquareMatrix) -> SquareMatrix {
    var result = matrix
    for row in 0..<matrix.size {
      let value = element(inColumn: row)
      for column in 0..<matrix.size { result[row ^ flips, column] = value * matrix[row, column] }
    }
    return result
  }

  /// The trace of the string times a matrix.
  func trace(with matrix: SquareMatrix) -> Complex {
    (0..<matrix.size).reduce(Complex.zero) { $0 + element(inColumn: $1) * matrix[$1, $1 ^ flips] }
  }
}

extension SquareMatrix {
  /// The matrix of a string of Pauli matrices on `qubitCount` qubits, by its index in a transfer matrix.
  static func pauli(at index: Int, qubitCount: Int) -> SquareMatrix {
    PauliIndex(index, qubitCount: qubitCount).times(.identity(1 << qubitCount))
  }
}
