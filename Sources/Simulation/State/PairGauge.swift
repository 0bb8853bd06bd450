internal import Numerics

/// Makes dense gates on two qubits cheaper.
///
/// What a gate on one qubit does right after one pair gate may as well be done right before the next one. So each pair
/// gate with others behind it gets factors on its left that leave only the ends of its first column, both real, and
/// those others get their inverses on their right. Where these are real, they stay so.
enum PairGauge {
  static func simplify(_ atoms: inout [PlanAtom]) {
    let following = followers(of: atoms)
    for place in atoms.indices {
      guard let matrix = pairMatrix(atoms[place]), let next = following[place],
        let (low, high) = factors(of: (0..<4).map { matrix[4 * $0] }),
        isReal(low + high) || !isReal(pairMatrix(atoms[next.low])) && !isReal(pairMatrix(atoms[next.high]))
      else { continue }
      atoms[place].action = .dense(hollow(product(kronecker(low, high), matrix)))
      let qubits = atoms[place].qubits
      multiply(&atoms[next.low], by: adjoint(low), on: qubits[0])
      multiply(&atoms[next.high], by: adjoint(high), on: qubits[1])
    }
  }

  private static func pairMatrix(_ atom: PlanAtom) -> [Complex]? {
    guard case .dense(let matrix) = atom.action, atom.qubits.count == 2, atom.controls.mask == 0 else { return nil }
    return matrix
  }

  private static func isReal(_ matrix: [Complex]?) -> Bool { matrix?.allSatisfy { $0.imaginary == 0 } ?? false }

  /// For each pair gate the places of the next atoms on its qubits, where these are pair gates too.
  private static func followers(of atoms: [PlanAtom]) -> [(low: Int, high: Int)?] {
    var next: [Int?] = Array(repeating: nil, count: UInt64.bitWidth)
    var result: [(low: Int, high: Int)?] = Array(repeating: nil, count: atoms.count)
    for place in atoms.indices.reversed() {
      let isPair = pairMatrix(atoms[place]) != nil
      if isPair, let low = next[atoms[place].qubits[0]], let high = next[atoms[place].qubits[1]] {
        result[place] = (low, high)
      }
      for qubit in atoms[place].qubits + atoms[place].controls.qubits { next[qubit] = isPair ? place : nil }
    }
    return result
  }

  /// Unitary factors of the lower and the upper qubit that take a column to one that has its ends only, which are real:
  /// the singular value decomposition of the column as a matrix, upper qubit by lower. A column of zeros has none.
  private static func factors(of column: [Complex]) -> (low: [Complex], high: [Complex])? {
    let p = column[0].squaredMagnitude + column[2].squaredMagnitude
    let r = column[1].squaredMagnitude + column[3].squaredMagnitude
    let q = column[0].conjugate * column[1] + column[2].conjugate * column[3]
    let half = (p - r) / 2
    let root = (half * half + q.squaredMagnitude).squareRoot()
    // Of the two ways to write the larger singular value's vector, the one that does not cancel.
    let first = unit(half > 0 ? (Complex(root + half), q.conjugate) : (q, Complex(root - half))) ?? (.one, .zero)
    let second = (-first.1.conjugate, first.0.conjugate)
    let image = (column[0] * first.0 + column[1] * first.1, column[2] * first.0 + column[3] * first.1)
    let other = (column[0] * second.0 + column[1] * second.1, column[2] * second.0 + column[3] * second.1)
    guard let left = unit(image) else { return nil }
    // The upper qubit's second vector is orthogonal to the first, with the phase that makes its value real.
    let value = -(left.1 * other.0) + left.0 * other.1
    let phase = value.magnitude > 0 ? (1 / value.magnitude) * value.conjugate : .one
    return (
      [first.0, first.1, second.0, second.1],
      [left.0.conjugate, left.1.conjugate, -(phase * left.1), phase * left.0]
    )
  }

  private static func unit(_ vector: (Complex, Complex)) -> (Complex, Complex)? {
    let length = (vector.0.squaredMagnitude + vector.1.squaredMagnitude).squareRoot()
    guard length > 0x1p-400 else { return nil }
    return ((1 / length) * vector.0, (1 / length) * vector.1)
  }

  /// Puts the first column's zeros, which rounding has left small, to 0.
  private static func hollow(_ matrix: [Complex]) -> [Complex] {
    var result = matrix
    result[0] = Complex(matrix[0].real)
    result[4] = .zero
    result[8] = .zero
    result[12] = Complex(matrix[12].real)
    return result
  }

  // MARK: Matrices

  /// Multiplies a pair gate with one on one of its qubits that comes before it.
  private static func multiply(_ atom: inout PlanAtom, by factor: [Complex], on qubit: Int) {
    guard case .dense(let matrix) = atom.action else { return }
    let identity: [Complex] = [.one, .zero, .zero, .one]
    let spread = atom.qubits[0] == qubit ? kronecker(factor, identity) : kronecker(identity, factor)
    atom.action = .dense(product(matrix, spread))
  }

  private static func kronecker(_ low: [Complex], _ high: [Complex]) -> [Complex] {
    (0..<16).map { index in
      let (row, column) = (index / 4, index % 4)
      return high[2 * (row / 2) + column / 2] * low[2 * (row % 2) + column % 2]
    }
  }

  private static func product(_ left: [Complex], _ right: [Complex]) -> [Complex] {
    (SquareMatrix(size: 4, elements: left) * SquareMatrix(size: 4, elements: right)).elements
  }

  private static func adjoint(_ matrix: [Complex]) -> [Complex] {
    [matrix[0].conjugate, matrix[2].conjugate, matrix[1].conjugate, matrix[3].conjugate]
  }
}
