package import Numerics

extension Circuit {
  /// The matrix of a gate at given angles, its first operand least significant: the target's matrix, then the
  /// powers in order, then the controls.
  package func matrix(of gate: Gate, angles: [Double]) throws(CircuitError) -> SquareMatrix {
    var evaluation = MatrixEvaluation(circuit: self)
    return try evaluation.matrix(of: gate, angles: angles, depth: 0)
  }
}

/// Multiplies out the gates that a gate is declared with, each only once.
private struct MatrixEvaluation {
  struct Key: Hashable {
    let gate: Gate
    let angles: [Double]
  }

  static let qubitLimit = 10
  static let powerQubitLimit = 6
  static let depthLimit = 500

  let circuit: Circuit
  var known: [Key: SquareMatrix] = [:]

  mutating func matrix(of gate: Gate, angles: [Double], depth: Int) throws(CircuitError) -> SquareMatrix {
    let key = Key(gate: gate, angles: angles)
    if let matrix = known[key] { return matrix }
    let name = circuit.name(of: gate)
    guard let count = circuit.operandCount(of: gate), let angleCount = circuit.angleCount(of: gate) else {
      throw .missingDeclaration(name)
    }
    guard count <= Self.qubitLimit else {
      throw .tooManyOperands(gate: name, count: count, limit: Self.qubitLimit)
    }
    guard angles.count == angleCount else {
      throw .wrongAngleCount(gate: name, expected: angleCount, found: angles.count)
    }
    var matrix = try target(of: gate, angles: angles, qubitCount: count - gate.controls.count, depth: depth)
    for exponent in gate.powers { matrix = try power(of: matrix, exponent, name: name) }
    if !gate.controls.isEmpty { matrix = matrix.controlled(by: gate.controls) }
    known[key] = matrix
    return matrix
  }

  private func power(of matrix: SquareMatrix, _ exponent: Double, name: String) throws(CircuitError) -> SquareMatrix {
    guard exponent.isFinite else { throw .invalidPower(gate: name, exponent: exponent) }
    let qubitCount = matrix.size.trailingZeroBitCount
    guard exponent == exponent.rounded() || qubitCount <= Self.powerQubitLimit else {
      throw .powerTooLarge(
        gate: name, exponent: exponent, qubitCount: qubitCount, limit: Self.powerQubitLimit)
    }
    return matrix.power(exponent)
  }

  private mutating func target(
    of gate: Gate, angles: [Double], qubitCount: Int, depth: Int
  ) throws(CircuitError) -> SquareMatrix {
    let place: Int
    switch gate.target {
    case .standard(let row): return row.definition.matrix(angles)
    case .declared(let declared): place = declared
    }
    let declaration = circuit.declarations[place]
    guard let body = declaration.body else { throw .noBody(gate: declaration.name) }
    guard depth < Self.depthLimit else {
      throw .nestedTooDeeply(gate: declaration.name, limit: Self.depthLimit)
    }
    let values = body.expressions.values(at: angles)
    var result = SquareMatrix.identity(1 << qubitCount)
    for step in body.steps {
      let stepMatrix = try matrix(
        of: step.gate, angles: step.angles.map { body.expressions.value(of: $0, values: values) }, depth: depth + 1)
      guard step.qubits.count == stepMatrix.size.trailingZeroBitCount,
        Set(step.qubits).count == step.qubits.count, step.qubits.allSatisfy((0..<qubitCount).contains)
      else {
        throw .wrongOperandCount(
          gate: circuit.name(of: step.gate), expected: stepMatrix.size.trailingZeroBitCount,
          found: Set(step.qubits).count)
      }
      result.apply(stepMatrix, at: step.qubits)
    }
    return result
  }
}
