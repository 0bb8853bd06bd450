/// What a gate does, written with other gates: the body of a declaration, or a row's decomposition.
///
/// Qubits are the gate's operands by number, parameters its angles by number.
package struct GateBody: Hashable, Sendable {
  package struct Step: Sendable {
    package var gate: Gate
    package var angles: [Angle]
    package var qubits: [Int]

    package init(_ gate: Gate, angles: [Angle] = [], qubits: [Int]) {
      self.gate = gate
      self.angles = angles
      self.qubits = qubits
    }
  }

  package var expressions: ExpressionArena
  package var steps: [Step]

  package init(expressions: ExpressionArena = ExpressionArena(), steps: [Step] = []) {
    self.expressions = expressions
    self.steps = steps
  }

  /// Equal when the steps are: where an arena keeps an expression does not matter.
  package static func == (left: Self, right: Self) -> Bool {
    guard left.steps.count == right.steps.count else { return false }
    let comparison = AngleComparison(left.expressions, right.expressions)
    return zip(left.steps, right.steps).allSatisfy { first, second in
      first.gate == second.gate && first.qubits == second.qubits
        && comparison.equal(first.angles[...], second.angles[...])
    }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(steps.count)
    for step in steps { hasher.combine(step.qubits) }
  }
}

/// A gate that a program declares.
package struct GateDeclaration: Hashable, Sendable {
  package var name: String
  package var angleNames: [String]
  package var qubitNames: [String]
  /// Nil for OpenQASM 2's `opaque` gates, which can be written and drawn but not run.
  package var body: GateBody?

  package init(name: String, angleNames: [String], qubitNames: [String], body: GateBody?) {
    self.name = name
    self.angleNames = angleNames
    self.qubitNames = qubitNames
    self.body = body
  }

  /// Names of angles and operands do not matter: two declarations are equal when they do the same by the same steps.
  package static func == (left: Self, right: Self) -> Bool {
    left.name == right.name && left.angleNames.count == right.angleNames.count
      && left.qubitNames.count == right.qubitNames.count && left.body == right.body
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(qubitNames.count)
  }
}
