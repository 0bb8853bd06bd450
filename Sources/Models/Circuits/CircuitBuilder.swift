package import Circuits

/// Writes a model's circuit gate by gate: features are its inputs `x_0`, `x_1`, ..., and weights are declared as they
/// are asked for: `theta_0`, `theta_1`, ...
package struct CircuitBuilder {
  package private(set) var circuit: Circuit
  /// The features in their order.
  package let features: [Angle]
  package private(set) var weightCount = 0

  package init(qubits: Int, featureCount: Int) {
    self.init(qubits: qubits, features: (0..<max(featureCount, 0)).map { "x_\($0)" })
  }

  /// With names for the features.
  package init(qubits: Int, features names: [String]) {
    circuit = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: max(qubits, 0))]),
      parameters: names.map { Parameter(name: $0, role: .input) })
    var arena = ExpressionArena()
    features = names.indices.map { arena.parameter($0) }
    circuit.expressions = arena
  }

  package var qubitCount: Int { circuit.qubitCount }
  package var qubits: Range<Int> { 0..<qubitCount }

  // MARK: Angles

  /// The next weight.
  package mutating func weight() -> Angle {
    circuit.parameters.append(Parameter(name: "theta_\(weightCount)", role: .weight))
    weightCount += 1
    return circuit.expressions.parameter(circuit.parameters.count - 1)
  }

  /// A multiple of an angle; the angle as it is where the factor is 1.
  package mutating func multiple(_ factor: Double, _ angle: Angle) -> Angle {
    factor == 1 ? angle : combine(.multiply, .constant(factor), angle)
  }

  package mutating func combine(_ operation: AngleOperator, _ left: Angle, _ right: Angle) -> Angle {
    circuit.expressions.combine(operation, left, right)
  }

  package mutating func apply(_ function: AngleFunction, to angle: Angle) -> Angle {
    circuit.expressions.apply(function, to: angle)
  }

  // MARK: Gates

  package mutating func append(_ gate: StandardGate, _ angles: Angle..., on qubits: Int...) {
    circuit.append(Gate(gate), angles: angles, qubits: qubits)
  }

  /// A gate with a weight of its own for each of its angles.
  package mutating func appendTrainable(_ gate: StandardGate, on qubits: Int...) {
    let angles = gate.definition.angleNames.map { _ in weight() }
    circuit.append(Gate(gate), angles: angles, qubits: qubits)
  }

  /// What undoes the gates that `body` appends.
  package mutating func appendInverse(_ body: (inout CircuitBuilder) -> Void) {
    let start = circuit.operations.count
    body(&self)
    let steps = (start..<circuit.operations.count).map { index in
      (
        gate: circuit.gates[Int(circuit.operations[index].index)], angles: Array(circuit.angles(of: index)),
        qubits: circuit.operands(of: index).map { Int($0) }
      )
    }
    circuit.removeOperations(from: start)
    for step in steps.reversed() {
      if case .standard(let row) = step.gate.target, !step.gate.isModified,
        let inverse = row.inverse(angles: step.angles, in: &circuit.expressions)
      {
        circuit.append(Gate(inverse.gate), angles: inverse.angles, qubits: step.qubits)
      } else {
        var inverse = step.gate
        inverse.powers.append(-1)
        circuit.append(inverse, angles: step.angles, qubits: step.qubits)
      }
    }
  }
}
