internal import Circuits

extension Analyzer {
  /// The qubits that an operand names; nil after a diagnostic.
  mutating func qubits(of id: NodeID) -> Operand? {
    let node = parser.tree[id]
    if node.kind == .hardwareQubit { return physicalQubit(node, at: id) }
    guard let (operand, isQuantum) = elements(of: id) else { return nil }
    guard isQuantum else {
      report(
        .wrongOperand, "'\(parser.tree.text(of: id))' is no qubit", at: id,
        help: "declare qubits with: qubit[n] \(parser.tree.text(of: id).prefix { $0 != "[" });")
      return nil
    }
    return operand
  }

  private mutating func physicalQubit(_ node: SyntaxNode, at id: NodeID) -> Operand? {
    if gateSteps != nil {
      report(.wrongOperand, "a gate's body cannot name physical qubits", at: id, help: "use the gate's own operands")
      return nil
    }
    let number = Int(node.symbol.index)
    guard number < limits.qubits else {
      report(
        .tooManyQubits, "there is no physical qubit this high", at: id, help: "numbers go to $\(limits.qubits - 1)")
      return nil
    }
    if !qubitRegisters.isEmpty {
      reportMixedQubits(at: id)
      return nil
    }
    physicalCount = max(physicalCount, number + 1)
    return Operand(single: number)
  }

  /// The qubits or bits of a name with or without an index.
  mutating func elements(of id: NodeID) -> (Operand, isQuantum: Bool)? {
    let node = parser.tree[id]
    switch node.kind {
    case .identifier: return named(node.symbol, at: id)
    case .hardwareQubit: return physicalQubit(node, at: id).map { ($0, true) }
    case .parenthesized: return elements(of: node.firstChild)
    case .indexExpression:
      let base = node.firstChild
      guard let (operand, isQuantum) = elements(of: base) else { return nil }
      let index = parser.tree[base].nextSibling
      guard !operand.isScalar else {
        report(
          .wrongOperand,
          "'\(parser.tree.text(of: base))' is a single \(isQuantum ? "qubit" : "bit") and has no elements",
          at: id, help: "write: \(parser.tree.text(of: base))")
        return nil
      }
      return select(from: operand, by: index, named: base, at: id).map { ($0, isQuantum) }
    default:
      report(.wrongOperand, "a qubit or a bit is expected here", at: id)
      return nil
    }
  }

  private mutating func named(_ symbol: Symbol, at id: NodeID) -> (Operand, isQuantum: Bool)? {
    switch self[symbol] {
    case .qubits(let span):
      if gateSteps != nil {
        report(
          .wrongOperand, "a gate's body cannot use '\(name(symbol))'", at: id,
          help: "a gate acts on its own operands only: add one to its list")
        return nil
      }
      guard isVisible(symbol, routine: nil, at: id) else { return nil }
      return (Operand(start: span.start, count: span.count, isScalar: span.isScalar), true)
    case .gateQubit(let index): return (Operand(single: index), true)
    case .qubitVariable(let place):
      let variable = qubitVariables[place]
      return (operand(variable.slot, count: variable.count, isScalar: variable.isScalar), true)
    case .bits(let span): return (Operand(start: span.start, count: span.count, isScalar: span.isScalar), false)
    case .alias(let place):
      let alias = aliases[place]
      guard gateSteps != nil || isVisible(symbol, routine: nil, at: id) else { return nil }
      return (operand(alias.indices, isScalar: alias.isScalar), alias.isQuantum)
    case .unsupported: return nil
    case .none:
      reportUnknown(symbol, at: id, what: "no qubit or bit has the name") { entity in
        switch entity {
        case .qubits, .bits, .alias, .gateQubit, .qubitVariable: true
        default: false
        }
      }
      return nil
    case let other:
      report(.wrongOperand, "'\(name(symbol))' is \(other.noun), not a qubit or a bit", at: id)
      return nil
    }
  }

  /// The elements that brackets choose from an operand.
  private mutating func select(
    from operand: Operand, by brackets: NodeID, named base: NodeID, at id: NodeID
  ) -> Operand? {
    let entry = parser.tree.firstChild(of: brackets)
    if !operand.isRunning, parser.tree[entry].kind == .integerLiteral, parser.tree[entry].nextSibling == .none,
      let index = parser.tree.integerValue(of: entry), index < UInt64(operand.count)
    {
      return Operand(single: element(operand, Int(index)))
    }
    guard let choices = choices(brackets) else { return nil }
    guard choices.count == 1, let choice = choices.first else {
      report(.wrongOperand, "a register has one index", at: brackets, help: "write one number, range or set")
      return nil
    }
    if !operand.isOfUnknownCount, let positions = positions(choice, count: operand.count, of: base, at: entry) {
      guard !positions.isEmpty else { return nil }
      if !operand.isRunning { return selected(operand, positions, isScalar: choice.isSingle) }
      return running(operand, choices, count: positions.count, at: id)
    }
    return running(operand, choices, count: choice.isSingle ? 1 : nil, at: id)
  }

  private mutating func selected(_ operand: Operand, _ positions: [Int], isScalar: Bool) -> Operand {
    isScalar
      ? Operand(single: element(operand, positions[0])) : self.operand(positions.map { element(operand, $0) })
  }

  private mutating func running(_ operand: Operand, _ choices: [Choice], count: Int?, at id: NodeID) -> Operand? {
    guard mayRun("an index that only the run knows", at: id) else { return nil }
    let source = qubitSlot(operand, at: id)
    let path = [selectors(choices, at: id)]
    let chosen = code.newTemporary()
    emit(.select(chosen, from: source, path), at: id)
    return self.operand(chosen, count: count, isScalar: choices[0].isSingle)
  }

  /// An unknown name, with the nearest one of the right kind.
  mutating func reportUnknown(
    _ symbol: Symbol, at id: NodeID, what: String, help: String? = nil, among isCandidate: (Entity) -> Bool
  ) {
    let unknown = name(symbol)
    var help = help
    if help == nil {
      let names = entities.indices.filter { isCandidate(entities[$0]) }.map { name(Symbol(index: UInt32($0))) }
      help =
        nearest(to: unknown, among: names).map { "did you mean '\($0)'?" }
        ?? (parser.tree[id].kind == .gateCall ? meantKeyword(id) : nil)
    }
    report(.unknownName, "\(what) '\(unknown)'", at: id, help: help)
  }
}
