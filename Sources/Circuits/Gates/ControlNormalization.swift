/// Rewrites controlled gates whose phase readers of OpenQASM disagree on into ones that all read alike.
///
/// The specification's `U` carries a phase that older readers leave out. It shows only under a control, so a
/// controlled `U` becomes `cu`, a controlled `gphase` becomes `p`, and a controlled declared gate that holds
/// either becomes its steps, each controlled.
package struct ControlNormalization: Sendable {
  package let declarations: [GateDeclaration]

  package init(declarations: [GateDeclaration]) {
    self.declarations = declarations
  }

  /// The most steps that repeating a declared gate may give.
  private static let stepLimit = 10_000

  /// What stands for a step: itself, where nothing is in doubt.
  ///
  /// Nil where there is no such form: a fractional power of a declared gate under a control, or too many steps.
  package func steps(
    for step: GateBody.Step, expressions: inout ExpressionArena
  ) -> [GateBody.Step]? {
    guard !step.gate.controls.isEmpty, hasUnsettledPhase(step.gate.target) else { return [step] }
    switch step.gate.target {
    case .standard(let gate) where gate == .gphase:
      return controlled(step, by: .p, angles: step.angles)
    case .standard:
      let half = expressions.combine(.divide, step.angles[0], .constant(2))
      return controlled(step, by: .cu, angles: step.angles + [half])
    case .declared(let index):
      return controlledBody(declarations[index], step, &expressions)
    }
  }

  /// Does a phase of this gate show only under a control?
  package func hasUnsettledPhase(_ target: Gate.Target) -> Bool {
    switch target {
    case .standard(let gate): gate == .gphase || gate == .U
    case .declared(let index):
      declarations[index].body?.steps.contains { step in
        step.gate.controls.isEmpty && hasUnsettledPhase(step.gate.target)
      } ?? false
    }
  }

  /// The step with another gate that takes over the innermost control, which is made positive by `x` around it.
  private func controlled(_ step: GateBody.Step, by gate: StandardGate, angles: [Angle]) -> [GateBody.Step] {
    let inner = step.gate.controls.count - 1
    let rewritten = GateBody.Step(
      Gate(.standard(gate), powers: step.gate.powers, controls: Array(step.gate.controls.dropLast())),
      angles: angles, qubits: step.qubits)
    if step.gate.controls[inner] { return [rewritten] }
    let flip = GateBody.Step(Gate(.x), qubits: [step.qubits[inner]])
    return [flip, rewritten, flip]
  }

  private func controlledBody(
    _ declaration: GateDeclaration, _ step: GateBody.Step, _ expressions: inout ExpressionArena
  ) -> [GateBody.Step]? {
    guard let body = declaration.body, let repetitions = wholePower(step.gate.powers),
      abs(repetitions) * body.steps.count <= Self.stepLimit
    else { return nil }
    let controlCount = step.gate.controls.count
    var once: [GateBody.Step] = []
    for inner in repetitions < 0 ? body.steps.reversed() : body.steps {
      let gate = Gate(
        inner.gate.target, powers: inner.gate.powers, controls: step.gate.controls + inner.gate.controls)
      let angles = inner.angles.map {
        expressions.substitute($0, of: body.expressions, parameters: step.angles)
      }
      let qubits = step.qubits.prefix(controlCount) + inner.qubits.map { step.qubits[controlCount + $0] }
      let moved = GateBody.Step(
        repetitions < 0 ? gate.raised(to: -1) : gate, angles: angles, qubits: Array(qubits))
      guard let settled = steps(for: moved, expressions: &expressions) else { return nil }
      once += settled
    }
    guard abs(repetitions) * once.count <= Self.stepLimit else { return nil }
    return Array(repeatElement(once, count: abs(repetitions)).joined())
  }

  /// The product of powers, where it is a small whole number.
  private func wholePower(_ powers: [Double]) -> Int? {
    let product = powers.reduce(1, *)
    guard powers.allSatisfy({ $0 == $0.rounded() }), abs(product) <= Double(Self.stepLimit) else { return nil }
    return Int(product)
  }
}

extension Gate {
  /// This gate under one more `pow`, outside those it has.
  ///
  /// Exponents merge where that is exact: a whole number outside multiplies; a fraction outside takes the
  /// principal branch of what is inside, which forgets how that was reached.
  package func raised(to exponent: Double) -> Gate {
    var result = self
    if exponent == exponent.rounded(), let inner = powers.last {
      result.powers[powers.count - 1] = exponent * inner
    } else {
      result.powers.append(exponent)
    }
    if result.powers.last == 1 { result.powers.removeLast() }
    return result
  }

  /// This gate under more controls, outermost first.
  package func controlled(by polarities: [Bool]) -> Gate {
    Gate(target, powers: powers, controls: polarities + controls)
  }
}
