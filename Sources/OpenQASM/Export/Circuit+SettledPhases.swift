internal import Circuits

extension Circuit {
  /// The circuit with every controlled gate rewritten whose phase readers of OpenQASM disagree on.
  func withSettledPhases() throws(ExportError) -> Circuit {
    let normalization = ControlNormalization(declarations: declarations)
    let isUnsettled = { (gate: Gate) in !gate.controls.isEmpty && normalization.hasUnsettledPhase(gate.target) }
    let isInside = declarations.contains { $0.body?.steps.contains { isUnsettled($0.gate) } ?? false }
    guard isInside || gates.contains(where: isUnsettled) else { return self }
    var settled: [GateDeclaration] = []
    for declaration in declarations { settled.append(try settle(declaration, normalization)) }
    return try replacingGates(declarations: settled) { step, arena throws(ExportError) in
      try settle(step, normalization, &arena)
    }
  }

  private func settle(
    _ declaration: GateDeclaration, _ normalization: ControlNormalization
  ) throws(ExportError) -> GateDeclaration {
    guard let body = declaration.body else { return declaration }
    var result = declaration
    var settled = GateBody(expressions: body.expressions)
    for step in body.steps {
      settled.steps += try settle(step, normalization, &settled.expressions)
    }
    result.body = settled
    return result
  }

  private func settle(
    _ step: GateBody.Step, _ normalization: ControlNormalization, _ arena: inout ExpressionArena
  ) throws(ExportError) -> [GateBody.Step] {
    if let steps = normalization.steps(for: step, expressions: &arena) { return steps }
    throw ExportError(
      .gateHasNoExpansion,
      "the gate `\(name(of: step.gate))` is controlled, raised to a power, and has a phase inside that readers of "
        + "OpenQASM disagree on", help: "write the power out in the gate's body")
  }
}
