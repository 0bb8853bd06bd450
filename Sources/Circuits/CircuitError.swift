/// What can be wrong with a circuit, or with what is asked of it.
package enum CircuitError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooManyOperands(gate: String, count: Int, limit: Int)
  case wrongAngleCount(gate: String, expected: Int, found: Int)
  case wrongOperandCount(gate: String, expected: Int, found: Int)
  /// A gate points outside of the circuit's declarations.
  case missingDeclaration(String)
  /// The gate is `opaque`: declared without a body.
  case noBody(gate: String)
  /// A power that is not a finite number.
  case invalidPower(gate: String, exponent: Double)
  /// A fractional power of a gate too large to be diagonalised.
  case powerTooLarge(gate: String, exponent: Double, qubitCount: Int, limit: Int)
  /// A fractional power of a gate whose angles are not numbers.
  case symbolicPower(gate: String, exponent: Double)
  /// The gate cannot be written with the allowed gates.
  case notExpressible(gate: String, allowed: [String])
  case tooManySteps(limit: Int)
  /// Declared gates that contain each other through too many levels.
  case nestedTooDeeply(gate: String, limit: Int)
  case wrongValueCount(expected: Int, found: Int)

  /// What is wrong, and where there is one the way out.
  package var message: String {
    switch self {
    case .tooManyOperands(let gate, let count, let limit):
      "gate \(gate) acts on \(count) qubits; its matrix is computed for up to \(limit)"
    case .wrongAngleCount(let gate, let expected, let found):
      "gate \(gate) takes \(expected) angles, not \(found)"
    case .wrongOperandCount(let gate, let expected, let found):
      "gate \(gate) acts on \(expected) qubits, not \(found)"
    case .missingDeclaration(let gate):
      "the circuit does not declare gate \(gate)"
    case .noBody(let gate):
      "gate \(gate) is opaque: give it a body to run or rewrite it"
    case .invalidPower(let gate, let exponent):
      "gate \(gate) cannot be raised to the power \(exponent)"
    case .powerTooLarge(let gate, let exponent, let qubitCount, let limit):
      "gate \(gate) acts on \(qubitCount) qubits; its power \(exponent) is computed for up to \(limit)"
    case .symbolicPower(let gate, let exponent):
      "the power \(exponent) of gate \(gate) needs angles that are numbers: bind the parameters first"
    case .notExpressible(let gate, let allowed):
      "gate \(gate) cannot be written with \(allowed.joined(separator: ", "))"
    case .tooManySteps(let limit):
      "the circuit would grow beyond \(limit) steps"
    case .nestedTooDeeply(let gate, let limit):
      "gate \(gate) contains declared gates within each other through more than \(limit) levels"
    case .wrongValueCount(let expected, let found):
      "the circuit has \(expected) parameters, but \(found) values were given"
    }
  }

  package var description: String { message }
}
