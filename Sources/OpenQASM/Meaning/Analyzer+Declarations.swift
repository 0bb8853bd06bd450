internal import Circuits

extension Analyzer {
  // MARK: Qubits and bits

  mutating func declareQubits(_ id: NodeID) {
    let node = parser.tree[id]
    guard let size = registerSize(node.firstChild, limit: limits.qubits - qubitCount, what: "qubits") else {
      declare(node.symbol, .unsupported, at: id)
      return
    }
    guard isGlobal else {
      report(.misplacedStatement, "qubits are declared outside of all blocks", at: id)
      return
    }
    if physicalCount > 0 { reportMixedQubits(at: id) }
    let span = Span(start: qubitCount, count: size ?? 1, isScalar: size == nil)
    qubitRegisters.append(
      Register(name: name(node.symbol), start: span.start, count: span.count, isScalar: span.isScalar))
    declare(node.symbol, .qubits(span), at: id)
  }

  var qubitCount: Int { qubitRegisters.last.map { $0.start + $0.count } ?? 0 }

  mutating func reportMixedQubits(at id: NodeID) {
    guard !diagnostics.contains(where: { $0.code == .mixedQubits }) else { return }
    report(
      .mixedQubits, "declared qubits and physical qubits in one program", at: id,
      help: "use either 'qubit[n] q;' or '$0', '$1', ... throughout")
  }

  /// The size in a designator: `.some(nil)` without one, nil where it is wrong.
  mutating func registerSize(_ designator: NodeID, limit: Int, what: String) -> Int?? {
    guard designator != .none else { return .some(nil) }
    let expression = parser.tree.firstChild(of: designator)
    guard let size = integer(expression, what: "a register's size") else { return nil }
    guard size > 0 else {
      report(.badSize, "a register of \(size) \(what)", at: expression, help: "a register holds at least one")
      return nil
    }
    guard size <= limit else {
      report(
        .tooManyQubits, "\(size) \(what): more than Shotglass keeps (\(limit) are left)", at: expression,
        help: "declare only what the program uses")
      return nil
    }
    return .some(size)
  }

  // MARK: Aliases

  mutating func declareAlias(_ id: NodeID) {
    let node = parser.tree[id]
    let value = node.firstChild
    let parts = parser.tree[value].kind == .concatenation ? Array(parser.tree.children(of: value)) : [value]
    if parts.allSatisfy({ isClassical($0) }) { return declareClassicalAlias(id, parts) }
    var operands: [Operand] = []
    for part in parts {
      guard let operand = qubits(of: part) else { return declare(node.symbol, .unsupported, at: id) }
      operands.append(operand)
    }
    let isScalar = operands.count == 1 && operands[0].isScalar
    if operands.contains(where: \.isRunning) { return declareRunningAlias(id, operands, isScalar: isScalar) }
    let alias = Alias(indices: operands.flatMap { elements(of: $0) }, isScalar: isScalar, isQuantum: true)
    guard Set(alias.indices).count == alias.indices.count else {
      report(.repeatedQubit, "a qubit twice in one alias", at: value)
      return
    }
    aliases.append(alias)
    declare(node.symbol, .alias(aliases.count - 1), at: id)
  }

  /// Does an alias's part name classical values?
  private func isClassical(_ id: NodeID) -> Bool {
    var base = id
    while parser.tree[base].kind == .indexExpression || parser.tree[base].kind == .parenthesized {
      base = parser.tree.firstChild(of: base)
    }
    guard parser.tree[base].kind == .identifier else { return false }
    switch self[parser.tree[base].symbol] {
    case .alias(let place): return !aliases[place].isQuantum
    case .bits, .variable, .variableAlias, .constant: return true
    default: return false
    }
  }

  /// Qubits that are chosen when the alias is declared.
  private mutating func declareRunningAlias(_ id: NodeID, _ operands: [Operand], isScalar: Bool) {
    let kept = code.newVariable()
    let slots = operands.map { qubitSlot($0, at: id) }
    emit(slots.count == 1 ? .copy(kept, from: slots[0]) : .concatenate(kept, slots), at: id)
    let count = operands.contains { $0.isOfUnknownCount } ? nil : operands.reduce(0) { $0 + $1.count }
    declareQubitVariable(parser.tree[id].symbol, QubitVariable(slot: kept, count: count, isScalar: isScalar), at: id)
  }

  /// A name for a part of a variable's bits; the part is chosen here.
  private mutating func declareVariableAlias(_ id: NodeID, _ targets: [Target]) {
    let symbol = parser.tree[id].symbol
    guard targets.count == 1, let target = targets.first else {
      report(
        .aliasOfVariable, "an alias that joins bits of variables", at: parser.tree.firstChild(of: id),
        help: "copy them: bit[n] name = ...;")
      return declare(symbol, .unsupported, at: id)
    }
    code.keepTemporaries()
    variableAliases.append((target, code.routine))
    declare(symbol, .variableAlias(variableAliases.count - 1), at: id)
  }

  /// A name for bits of registers or of a variable.
  private mutating func declareClassicalAlias(_ id: NodeID, _ parts: [NodeID]) {
    let symbol = parser.tree[id].symbol
    var targets: [Target] = []
    for part in parts {
      guard let target = target(of: part) else { return declare(symbol, .unsupported, at: id) }
      targets.append(target)
    }
    let value = parser.tree.firstChild(of: id)
    if let number = targets.first(where: { !$0.type.isBits }) {
      report(.wrongOperand, "an alias of \(number.type.noun)", at: value, help: "only bits and qubits have aliases")
      return declare(symbol, .unsupported, at: id)
    }
    let bits = targets.compactMap(\.knownBits)
    guard bits.count == targets.count else { return declareVariableAlias(id, targets) }
    guard Set(bits.joined()).count == bits.reduce(0, { $0 + $1.count }) else {
      report(.repeatedQubit, "a bit twice in one alias", at: value, help: "a register is joined with others only")
      return declare(symbol, .unsupported, at: id)
    }
    let isScalar = targets.count == 1 && targets[0].type == .bit
    aliases.append(Alias(indices: bits.flatMap { $0 }, isScalar: isScalar, isQuantum: false))
    declare(symbol, .alias(aliases.count - 1), at: id)
  }
}

extension ClassicalType {
  fileprivate var isBits: Bool {
    switch self {
    case .bit, .bits: true
    default: false
    }
  }
}
