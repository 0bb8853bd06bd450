internal import Circuits

extension Analyzer {
  mutating func gateCall(_ id: NodeID) {
    let node = parser.tree[id]
    if plainCall(node) { return }
    guard let gate = calledGate(node, at: id) else { return }
    var child = node.firstChild
    modifiers.removeAll(keepingCapacity: true)
    callAngles.removeAll(keepingCapacity: true)
    if !callSlots.isEmpty { callSlots.removeAll() }
    operands.removeAll(keepingCapacity: true)
    var isUnderstood = true
    while child != .none {
      let part = parser.tree[child]
      switch part.kind {
      case .inverseModifier: modifiers.append(.power(-1))
      case .powerModifier, .controlModifier, .negatedControlModifier:
        isUnderstood = modifier(part, at: child) && isUnderstood
      case .argumentList: isUnderstood = angles(in: part) && isUnderstood
      case .designator:
        report(.wrongAngleCount, "a gate takes no duration", at: child, help: "write a delay or a box around it")
        isUnderstood = false
      default:
        if let operand = qubits(of: child) { operands.append(operand) } else { isUnderstood = false }
      }
      child = part.nextSibling
    }
    guard isUnderstood, checkAngleCount(gate, node, at: id), let modified = modifiedGate(gate, node.symbol, at: id)
    else { return }
    let count = gate.qubitCount + (modified.gate?.controls.count ?? 0)
    guard operands.count == count else {
      report(
        .wrongQubitCount,
        "'\(name(node.symbol))' acts on \(counted(count, "qubit")) here, \(operands.count) given", at: id,
        help: count > 0 ? "give \(counted(count, "qubit")), separated by commas" : nil)
      return
    }
    if !callSlots.isEmpty || operands.contains(where: \.isRunning) || modifiers.contains(where: \.isRunning) {
      return emitRunning(modified.gate ?? Gate(gate.target), at: id)
    }
    broadcast(modified, at: id)
  }

  /// The place of an unmodified gate among those that the circuit uses, looked up at its first call.
  mutating func place(of gate: GateEntity, _ symbol: Symbol) -> UInt32 {
    if gate.place != Operation.noIndex { return gate.place }
    var used = gate
    used.place = circuit.intern(Gate(gate.target))
    self[symbol] = .gate(used)
    return used.place
  }

  private mutating func calledGate(_ node: SyntaxNode, at id: NodeID) -> GateEntity? {
    switch self[node.symbol] {
    case .gate(let gate): return gate
    case .unsupported: return nil
    case .calibration:
      report(
        .calibratedGate, "only a calibration says what '\(name(node.symbol))' does", at: id,
        help: "declare it too, for all but the device: gate \(name(node.symbol)) ... { ... }")
      return nil
    case .subroutine:
      report(
        .unknownName, "'\(name(node.symbol))' is a subroutine, not a gate", at: id,
        help: "give its arguments in parentheses: \(name(node.symbol))(...);")
      return nil
    case .none:
      reportUnknown(
        node.symbol, at: id, what: "there is no gate", help: missingGateHelp(name(node.symbol))
      ) { entity in
        if case .gate = entity { true } else { false }
      }
      return nil
    case let other:
      report(.unknownName, "'\(name(node.symbol))' is \(other.noun), not a gate", at: id)
      return nil
    }
  }

  /// What to type for a gate that exists, but not under this name or not without an include.
  private func missingGateHelp(_ name: String) -> String? {
    let library = IncludeFile.usual(isVersion2: isVersion2)
    let isIncluded = includedLibraries.contains(library.name)
    if library.gate(named: name) != nil, !isIncluded { return "'\(name)' is declared by: include \"\(library.name)\";" }
    guard let row = StandardGate(anyName: name) else { return nil }
    if row.name != name, library.gate(named: row.name) != nil {
      return "OpenQASM's name for it is '\(row.name)'\(isIncluded ? "" : ", declared by: include \"\(library.name)\";")"
    }
    return "'\(name)' is in no library of OpenQASM: declare it first; see: shotglass help gates"
  }

  // MARK: Modifiers

  private mutating func modifier(_ part: SyntaxNode, at id: NodeID) -> Bool {
    switch part.kind {
    case .powerModifier:
      guard let meaning = meaning(of: part.firstChild) else { return false }
      if case .value = meaning {
      } else if gateSteps == nil, meaning.type.isNumber {
        modifiers.append(.runningPower(slot(meaning, at: part.firstChild)))
        return true
      }
      guard let exponent = number(part.firstChild, what: "an exponent") else { return false }
      guard exponent.isFinite, abs(exponent) <= 1e9 else {
        report(.badSize, "an exponent of \(exponent)", at: part.firstChild, help: "exponents go to 1e9")
        return false
      }
      modifiers.append(.power(exponent))
    default:
      var count = 1
      if part.firstChild != .none {
        guard let given = integer(part.firstChild, what: "the number of controls") else { return false }
        guard given > 0, given <= 1024 else {
          report(.badSize, "\(given) controls", at: part.firstChild, help: "a gate has 1 to 1024 controls")
          return false
        }
        count = given
      }
      modifiers.append(.controls(count: count, polarity: part.kind == .controlModifier))
    }
    return true
  }

  /// The gate under the modifiers that were read.
  private mutating func modifiedGate(_ entity: GateEntity, _ symbol: Symbol, at id: NodeID) -> CalledGate? {
    guard !modifiers.isEmpty else {
      guard gateSteps == nil else { return CalledGate(gate: Gate(entity.target), place: Operation.noIndex) }
      return CalledGate(gate: nil, place: place(of: entity, symbol))
    }
    var gate = Gate(entity.target)
    for modifier in modifiers.reversed() {
      switch modifier {
      case .power(let exponent): gate = gate.raised(to: exponent)
      case .runningPower: break
      case .controls(let count, let polarity):
        gate = gate.controlled(by: Array(repeating: polarity, count: count))
      }
    }
    if gate.powers.contains(where: { $0 != $0.rounded() }),
      callAngles.contains(where: { $0.constantValue == nil })
    {
      report(
        .symbolicPower, "a fractional power of a gate whose angle is not known yet", at: id,
        help: "write the power into the angle, or give the angle a number")
      return nil
    }
    return CalledGate(gate: gate, place: Operation.noIndex)
  }

  // MARK: Angles

  private mutating func angles(in list: SyntaxNode) -> Bool {
    var child = list.firstChild
    var isUnderstood = true
    while child != .none {
      if let angle = angle(child) { callAngles.append(angle) } else { isUnderstood = false }
      child = parser.tree[child].nextSibling
    }
    return isUnderstood
  }

  private mutating func checkAngleCount(_ gate: GateEntity, _ node: SyntaxNode, at id: NodeID) -> Bool {
    guard callAngles.count != gate.angleCount else { return true }
    report(
      .wrongAngleCount,
      "'\(name(node.symbol))' takes \(counted(gate.angleCount, "angle")), \(callAngles.count) given", at: id,
      help: angleHelp(gate, name: name(node.symbol)))
    return false
  }

  private func angleHelp(_ gate: GateEntity, name: String) -> String? {
    if gate.angleCount == 0 { return "write: \(name) without parentheses" }
    guard case .standard(let row) = gate.target else { return nil }
    return "write: \(name)(\(row.definition.angleNames.joined(separator: ", ")))"
  }

  func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  // MARK: Broadcasting

  /// How often the call is repeated over its registers: nil where they differ, after a diagnostic.
  mutating func repetitions(at id: NodeID) -> Int? {
    var size: Int?
    for operand in operands where !operand.isScalar && !operand.isOfUnknownCount {
      if let size, size != operand.count {
        report(
          .sizeMismatch, "registers of \(size) and \(operand.count) qubits in one gate call", at: id,
          help: "registers must have the same size; single qubits are repeated")
        return nil
      }
      size = operand.count
    }
    return size ?? 1
  }

  /// Appends the call once for each element of its registers.
  private mutating func broadcast(_ called: CalledGate, at id: NodeID) {
    guard let repetitions = repetitions(at: id) else { return }
    guard circuit.operations.count + repetitions <= limits.operations else {
      report(.tooManyOperations, "more than \(limits.operations) operations", at: id, help: "divide the program")
      return
    }
    for position in 0..<repetitions {
      guard areDistinct(at: position) else {
        report(
          .repeatedQubit, "the same qubit twice in one gate call", at: id, help: "a gate's qubits must be different")
        return
      }
      guard emit(called, position: position, at: id) else { return }
    }
  }

  private func areDistinct(at position: Int) -> Bool {
    switch operands.count {
    case 0, 1: return true
    case 2: return element(operands[0], position) != element(operands[1], position)
    case 3...16:
      for first in operands.indices {
        for second in 0..<first where element(operands[first], position) == element(operands[second], position) {
          return false
        }
      }
      return true
    default: return Set(operands.map { element($0, position) }).count == operands.count
    }
  }

  /// Appends one gate to the circuit, or to the body of the gate being declared.
  private mutating func emit(_ called: CalledGate, position: Int, at id: NodeID) -> Bool {
    guard let gate = called.gate else {
      circuit.begin(.gate, index: called.place)
      for angle in callAngles { circuit.push(angle: angle) }
      for operand in operands { circuit.push(operand: UInt32(element(operand, position))) }
      return true
    }
    let step = GateBody.Step(gate, angles: callAngles, qubits: operands.map { element($0, position) })
    let normalization = ControlNormalization(declarations: circuit.declarations)
    guard let steps = normalization.steps(for: step, expressions: &expressions) else {
      report(
        .symbolicPower, "a fractional or very large power of a declared gate under a control", at: id,
        help: "declare the power as a gate of its own")
      return false
    }
    guard gateSteps == nil else {
      gateSteps?.append(contentsOf: steps)
      return true
    }
    for step in steps { circuit.append(step.gate, angles: step.angles, qubits: step.qubits) }
    return true
  }
}

/// A gate as a call names it.
private struct CalledGate {
  /// Nil where `place` says it all: the gate of a circuit, without modifiers.
  var gate: Gate?
  var place: UInt32
}
