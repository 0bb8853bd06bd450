internal import Circuits

/// Gate calls whose angles or qubits only the run knows.
extension Analyzer {
  mutating func emitRunning(_ gate: Gate, at id: NodeID) {
    guard repetitions(at: id) != nil else { return }
    var powers: [Slot] = []
    for case .runningPower(let slot) in modifiers.reversed() { powers.append(slot) }
    var angleSlots: [Slot] = []
    for (place, angle) in callAngles.enumerated() {
      angleSlots.append(callSlots[place] ?? slot(of: angle, at: id))
    }
    // The rewriting below sees the angles as the parameters of an arena of its own.
    var own = ExpressionArena()
    let symbols = angleSlots.indices.map { own.parameter($0) }
    let step = GateBody.Step(gate, angles: symbols, qubits: Array(operands.indices))
    let normalization = ControlNormalization(declarations: circuit.declarations)
    if !powers.isEmpty, !gate.controls.isEmpty, normalization.hasUnsettledPhase(gate.target) {
      report(
        .symbolicPower, "a power that only the run knows, of a gate with a phase of its own under a control", at: id,
        help: "declare the power as a gate of its own")
      return
    }
    guard let steps = normalization.steps(for: step, expressions: &own) else {
      report(
        .symbolicPower, "a fractional or very large power of a declared gate under a control", at: id,
        help: "declare the power as a gate of its own")
      return
    }
    let qubits = operands.map { qubitOperand($0, at: id) }
    for step in steps {
      let angles = step.angles.map { slot(of: $0, in: own, parameters: angleSlots, at: id) }
      emit(.gate(step.gate, angles: angles, qubits: step.qubits.map { qubits[$0] }, powers: powers), at: id)
    }
  }

  private mutating func slot(of angle: Angle, at id: NodeID) -> Slot {
    switch angle {
    case .constant(let value): slot(.value(.float(value)), at: id)
    case .expression: slot(.symbolic(angle, .float(nil)), at: id)
    }
  }

  /// Compiles an expression whose parameters are in slots.
  private mutating func slot(
    of angle: Angle, in arena: ExpressionArena, parameters: [Slot], at id: NodeID
  ) -> Slot {
    guard case .expression(let root) = angle else { return slot(of: angle, at: id) }
    if case .parameter(let index) = arena[root] { return parameters[Int(index)] }
    var done: [ExpressionID: Slot] = [:]
    for step in arena.reachable(from: root) {
      let target = code.newTemporary()
      switch arena[step] {
      case .constant(let value): emit(.load(target, .float(value)), at: id)
      case .parameter(let index):
        emit(.convert(target, from: parameters[Int(index)], to: .float(nil)), at: id)
      case .negate(let inner): emit(.unary(target, .negate, done[inner] ?? target), at: id)
      case .binary(let operation, let left, let right):
        emit(.binary(target, operation.onValues, done[left] ?? target, done[right] ?? target), at: id)
      case .function(let function, let inner):
        guard let known = BuiltInFunction(rawValue: function.rawValue) else { break }
        emit(.function(target, known, [done[inner] ?? target]), at: id)
      }
      done[step] = target
    }
    return done[root] ?? slot(of: angle, at: id)
  }
}

extension AngleOperator {
  /// The same on values.
  fileprivate var onValues: BinaryOperator {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .power: .power
    }
  }
}
