internal import Circuits

/// Refuses circuits that no OpenQASM text of any dialect reads as.
struct CircuitCheck {
  private let circuit: Circuit

  init(_ circuit: Circuit) { self.circuit = circuit }

  func check() throws(ExportError) {
    try checkBoxes()
    try checkNumbers()
    try checkDeclarations()
    try checkOperands()
  }

  private func checkBoxes() throws(ExportError) {
    var open: [Int] = []
    for (index, operation) in circuit.operations.enumerated() {
      switch operation.kind {
      case .boxStart: open.append(index)
      case .boxEnd where open.popLast() == nil:
        throw ExportError(
          .circuitIsMalformed, "a box ends here that did not begin", help: "remove the end, or begin a box before it",
          operation: index)
      default: break
      }
    }
    guard let index = open.last else { return }
    throw ExportError(
      .circuitIsMalformed, "the box that begins here does not end", help: "end it, or remove its beginning",
      operation: index)
  }

  // MARK: Numbers

  private func checkNumbers() throws(ExportError) {
    let isSound =
      circuit.angles.allSatisfy(\.isNumberOrSymbol) && isFinite(circuit.expressions)
      && circuit.durations.allSatisfy(isPossible)
    guard !isSound else { return }
    for (index, operation) in circuit.operations.enumerated() {
      if let duration = circuit.duration(of: operation), !isPossible(duration) {
        throw ExportError(
          .numberIsNotFinite, "\(circuit.phrase(for: index)) lasts \(duration.value) \(duration.unit.rawValue)",
          help: "a duration is a finite number, and not negative", operation: index)
      }
      for angle in circuit.angles(of: index) where !isFinite(angle, in: circuit.expressions) {
        throw ExportError(notANumberIn: circuit.phrase(for: index), operation: index)
      }
    }
  }

  private func isPossible(_ duration: Duration) -> Bool { duration.value.isFinite && duration.value >= 0 }

  private func isFinite(_ arena: ExpressionArena) -> Bool { arena.nodes.allSatisfy(isFinite) }

  private func isFinite(_ node: ExpressionNode) -> Bool {
    if case .constant(let value) = node { value.isFinite } else { true }
  }

  private func isFinite(_ angle: Angle, in arena: ExpressionArena) -> Bool {
    switch angle {
    case .constant(let value): value.isFinite
    case .expression(let root): arena.reachable(from: root).allSatisfy { isFinite(arena[$0]) }
    }
  }

  // MARK: Declarations

  private func checkDeclarations() throws(ExportError) {
    for gate in circuit.gates {
      try checkModifiers(gate)
      if case .declared(let place) = gate.target, !circuit.declarations.indices.contains(place) {
        throw ExportError(.circuitIsMalformed, "the circuit uses a gate that it does not declare")
      }
    }
    for (place, declaration) in circuit.declarations.enumerated() {
      guard let body = declaration.body else { continue }
      for step in body.steps {
        try checkModifiers(step.gate)
        guard circuit.angleCount(of: step.gate) == step.angles.count,
          circuit.operandCount(of: step.gate) == step.qubits.count,
          step.qubits.allSatisfy(declaration.qubitNames.indices.contains)
        else {
          throw ExportError(
            .circuitIsMalformed,
            "a step of the gate `\(declaration.name)` does not have the angles and qubits that "
              + "`\(circuit.name(of: step.gate))` takes")
        }
        if case .declared(let used) = step.gate.target, used >= place || used < 0 {
          throw ExportError(
            .circuitIsMalformed,
            "the gate `\(declaration.name)` uses `\(circuit.name(of: step.gate))`, "
              + "which is not declared before it", help: "declare gates before the gates that use them")
        }
        if !step.angles.allSatisfy({ isFinite($0, in: body.expressions) }) {
          throw ExportError(
            .numberIsNotFinite, "an angle in the gate `\(declaration.name)` is infinite or not a number")
        }
      }
    }
  }

  /// Every gate has the angles and qubits that it takes.
  private func checkOperands() throws(ExportError) {
    let expected = circuit.gates.map { (circuit.angleCount(of: $0), circuit.operandCount(of: $0)) }
    let operations = circuit.operations
    for index in operations.indices where operations[index].kind == .gate {
      let (angles, operands) = expected[Int(operations[index].index)]
      let next = index + 1 < operations.count ? operations[index + 1] : nil
      let angleEnd = next.map { Int($0.angleStart) } ?? circuit.angles.count
      let operandEnd = next.map { Int($0.operandStart) } ?? circuit.operands.count
      if angleEnd - Int(operations[index].angleStart) == angles,
        operandEnd - Int(operations[index].operandStart) == operands
      {
        continue
      }
      throw ExportError(
        .circuitIsMalformed, "\(circuit.phrase(for: index)) does not have the angles and qubits that it takes",
        operation: index)
    }
  }

  private func checkModifiers(_ gate: Gate) throws(ExportError) {
    guard gate.powers.allSatisfy(\.isFinite) else {
      throw ExportError(
        .numberIsNotFinite, "a power of the gate `\(circuit.name(of: gate))` is infinite or not a number")
    }
  }
}

extension Circuit {
  /// The duration that a delay or a box states.
  func duration(of operation: Operation) -> Duration? {
    switch operation.kind {
    case .delay, .boxStart: duration(at: operation.index)
    case .gate, .measure, .reset, .barrier, .boxEnd: nil
    }
  }

  /// What a message calls an operation.
  func phrase(for index: Int) -> String {
    switch operations[index].kind {
    case .gate: "the gate `\(name(of: gates[Int(operations[index].index)]))`"
    case .measure: "the measurement"
    case .reset: "the reset"
    case .barrier: "the barrier"
    case .delay: "the delay"
    case .boxStart, .boxEnd: "the box"
    }
  }
}
