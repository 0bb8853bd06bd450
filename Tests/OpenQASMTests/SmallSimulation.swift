import Circuits
import Numerics

/// The states that small circuits of gates prepare, one gate's matrix at a time: slow and plain.
enum SmallSimulation {
  /// The final state from `|0...0>`; measurements, resets and barriers are passed over.
  static func state(of circuit: Circuit, parameters: [Double] = []) throws -> [Complex] {
    var state = Array(repeating: Complex.zero, count: 1 << circuit.qubitCount)
    state[0] = .one
    let values = circuit.expressions.values(at: parameters)
    for (index, operation) in circuit.operations.enumerated() where operation.kind == .gate {
      let angles = circuit.angles(of: index).map { circuit.expressions.value(of: $0, values: values) }
      let matrix = try circuit.matrix(of: circuit.gates[Int(operation.index)], angles: angles)
      apply(matrix, to: circuit.operands(of: index).map { Int($0) }, of: &state)
    }
    return state
  }

  private static func apply(_ matrix: SquareMatrix, to qubits: [Int], of state: inout [Complex]) {
    let offsets = (0..<matrix.size).map { row in
      qubits.enumerated().reduce(0) { $0 | (BitOrder.bit($1.offset, of: row) ? 1 << $1.element : 0) }
    }
    let mask = qubits.reduce(0) { $0 | 1 << $1 }
    for base in state.indices where base & mask == 0 {
      let old = offsets.map { state[base | $0] }
      for row in 0..<matrix.size {
        var sum = Complex.zero
        for column in 0..<matrix.size { sum += matrix.elements[row * matrix.size + column] * old[column] }
        state[base | offsets[row]] = sum
      }
    }
  }

  /// 1 for states that differ by a global phase only.
  static func fidelity(_ left: [Complex], _ right: [Complex]) -> Double {
    var overlap = Complex.zero
    for (first, second) in zip(left, right) { overlap += first.conjugate * second }
    return overlap.squaredMagnitude
  }
}
