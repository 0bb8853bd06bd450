internal import Circuits

/// Rewrites controlled gates whose phase readers of OpenQASM disagree on.
///
/// The phase of `U` is `exp(iθ/2)` by the specification and 1 in older readers, and some forget `gphase` in the body
/// of a controlled gate. Both are invisible until the gate is controlled. So a controlled `U` becomes `cu`, whose
/// phase is an angle of its own, and a controlled gate with a `U` or `gphase` inside becomes its controlled steps.
struct ControlledPhases {
  private let circuit: Circuit
  private let rules: DialectRules
  /// Whether a declaration's body has a phase that readers may take differently.
  private var declarationsWithPhase: [Bool] = []
  private var rowsWithPhase: Set<StandardGate> = []

  init(_ circuit: Circuit, rules: DialectRules) {
    self.circuit = circuit
    self.rules = rules
    // Bodies use earlier rows and earlier declarations only.
    for row in StandardGate.all where !rules.isProvided(row) {
      if let body = row.definition.body, body.steps.contains(where: { hasPhase($0.gate) }) { rowsWithPhase.insert(row) }
    }
    for declaration in circuit.declarations {
      declarationsWithPhase.append(declaration.body?.steps.contains { hasPhase($0.gate) } ?? false)
    }
  }

  private func hasPhase(_ gate: Gate) -> Bool {
    switch gate.target {
    case .standard(let row):
      rowsWithPhase.contains(row) || (gate.controls.isEmpty && ["U", "gphase"].contains(row.name))
    case .declared(let place): declarationsWithPhase.indices.contains(place) && declarationsWithPhase[place]
    }
  }

  private func isAmbiguous(_ gate: Gate) -> Bool {
    guard !gate.controls.isEmpty else { return false }
    if case .standard(let row) = gate.target, row.name == "gphase" { return false }
    return hasPhase(Gate(gate.target))
  }

  /// The circuit with every ambiguous gate rewritten; the circuit itself where there is none.
  func rewritten() throws(ExportError) -> Circuit {
    let isAmbiguous = circuit.gates.map(isAmbiguous)
    let isInside = circuit.declarations.contains { $0.body?.steps.contains { self.isAmbiguous($0.gate) } ?? false }
    guard isInside || isAmbiguous.contains(true) else { return circuit }
    var declarations: [GateDeclaration] = []
    for declaration in circuit.declarations { declarations.append(try rewritten(declaration)) }
    return try circuit.replacingGates(declarations: declarations) { gate, angles, qubits, arena throws(ExportError) in
      var steps: [GateBody.Step] = []
      try append(GateBody.Step(gate, angles: angles, qubits: qubits), arena: &arena, to: &steps)
      return steps
    }
  }

  private func rewritten(_ declaration: GateDeclaration) throws(ExportError) -> GateDeclaration {
    guard let body = declaration.body else { return declaration }
    var result = declaration
    var arena = body.expressions
    var steps: [GateBody.Step] = []
    for step in body.steps { try append(step, arena: &arena, to: &steps) }
    result.body = GateBody(expressions: arena, steps: steps)
    return result
  }

  // MARK: One gate

  private func append(
    _ step: GateBody.Step, arena: inout ExpressionArena, to steps: inout [GateBody.Step]
  ) throws(ExportError) {
    guard isAmbiguous(step.gate) else { return steps.append(step) }
    if step.gate.row?.name == "U" {
      appendControlledU(step, arena: &arena, to: &steps)
    } else {
      for inner in try controlledSteps(of: step, arena: &arena) { try append(inner, arena: &arena, to: &steps) }
    }
  }

  /// The control next to the target becomes that of `cu`; if it is negative, between two `x`.
  private func appendControlledU(
    _ step: GateBody.Step, arena: inout ExpressionArena, to steps: inout [GateBody.Step]
  ) {
    guard let row = StandardGate("cu"), let flip = StandardGate("x"), let half = step.angles.first,
      let isPositive = step.gate.controls.last
    else { return steps.append(step) }
    let phase = arena.combine(.divide, half, .constant(2))
    let gate = Gate(.standard(row), powers: step.gate.powers, controls: step.gate.controls.dropLast())
    let controlled = GateBody.Step(gate, angles: step.angles + [phase], qubits: step.qubits)
    let flipped = GateBody.Step(Gate(flip), qubits: [step.qubits[step.gate.controls.count - 1]])
    steps.append(contentsOf: isPositive ? [controlled] : [flipped, controlled, flipped])
  }

  /// A controlled gate's body, each step under the gate's controls.
  private func controlledSteps(
    of step: GateBody.Step, arena: inout ExpressionArena
  ) throws(ExportError) -> [GateBody.Step] {
    let body: GateBody? =
      switch step.gate.target {
      case .standard(let row): row.definition.body
      case .declared(let place): circuit.declarations[place].body
      }
    guard let body, let powered = powered(body.steps, step.gate.powers) else {
      throw ExportError(
        .gateHasNoExpansion,
        "the gate `\(circuit.name(of: step.gate))` is controlled and raised to the power "
          + "\(step.gate.powers), and has a phase that readers of OpenQASM disagree on",
        help: "write the power out in the gate's body")
    }
    let controlCount = step.gate.controls.count
    let (controls, targets) = (step.qubits.prefix(controlCount), Array(step.qubits.dropFirst(controlCount)))
    return powered.map { inner in
      let angles = inner.angles.map {
        arena.substitute($0, of: body.expressions, parameters: step.angles)
      }
      var gate = inner.gate
      gate.controls = step.gate.controls + gate.controls
      return Self.withoutGlobalPhase(
        GateBody.Step(gate, angles: angles, qubits: controls + inner.qubits.map { targets[$0] }))
    }.flatMap { $0 }
  }

  /// A controlled `gphase` is `p` on its last control.
  private static func withoutGlobalPhase(_ step: GateBody.Step) -> [GateBody.Step] {
    guard step.gate.row?.name == "gphase", let row = StandardGate("p"), let flip = StandardGate("x"),
      let isPositive = step.gate.controls.last, let last = step.qubits.last
    else { return [step] }
    let gate = Gate(.standard(row), powers: step.gate.powers, controls: step.gate.controls.dropLast())
    let phase = GateBody.Step(gate, angles: step.angles, qubits: step.qubits)
    let flipped = GateBody.Step(Gate(flip), qubits: [last])
    return isPositive ? [phase] : [flipped, phase, flipped]
  }

  /// The steps of a power: repeated, or undone, for whole exponents; a single step takes any.
  private func powered(_ steps: [GateBody.Step], _ powers: [Double]) -> [GateBody.Step]? {
    if let only = steps.first, steps.count == 1 {
      var step = only
      step.gate.powers += powers
      return [step]
    }
    var count = 1
    for power in powers {
      guard let whole = Int(exactly: power), whole.magnitude <= Self.limit else { return nil }
      count *= whole
      guard count.magnitude <= Self.limit else { return nil }
    }
    guard count < 0 else { return Array(repeatElement(steps, count: count).joined()) }
    let inverse = steps.reversed().map { step in
      var step = step
      step.gate.powers.append(-1)
      return step
    }
    return Array(repeatElement(inverse, count: -count).joined())
  }

  /// The highest power that is written out.
  private static let limit = 1000
}
