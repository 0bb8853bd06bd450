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

  /// The bits that an operand names; nil after a diagnostic.
  mutating func bits(of id: NodeID) -> BitTarget? {
    guard let (operand, isQuantum) = elements(of: id) else { return nil }
    guard !isQuantum else {
      report(
        .wrongOperand, "'\(parser.tree.text(of: id))' is no bit", at: id,
        help: "outcomes go into bits, declared with: bit[n] c;")
      return nil
    }
    return BitTarget(indices: elements(of: operand), isScalar: operand.isScalar)
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
      return select(from: operand, by: index, named: base).map { ($0, isQuantum) }
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
      return (Operand(start: span.start, count: span.count, isScalar: span.isScalar), true)
    case .gateQubit(let index): return (Operand(single: index), true)
    case .bits(let span): return (Operand(start: span.start, count: span.count, isScalar: span.isScalar), false)
    case .alias(let place):
      let alias = aliases[place]
      return (operand(alias.indices, isScalar: alias.isScalar), alias.isQuantum)
    case .unsupported: return nil
    case .none:
      reportUnknown(symbol, at: id, what: "no qubit or bit has the name") { entity in
        switch entity {
        case .qubits, .bits, .alias, .gateQubit: true
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
  private mutating func select(from operand: Operand, by indexOperator: NodeID, named base: NodeID) -> Operand? {
    let entry = parser.tree.firstChild(of: indexOperator)
    guard entry != .none, parser.tree[entry].nextSibling == .none else {
      report(.wrongOperand, "a register has one index", at: indexOperator, help: "write one number, range or set")
      return nil
    }
    switch parser.tree[entry].kind {
    case .rangeExpression:
      guard let chosen = positions(inRange: entry, count: operand.count) else { return nil }
      return self.operand(chosen.map { element(operand, $0) })
    case .setExpression:
      var chosen: [Int] = []
      for index in parser.tree.children(of: entry) {
        guard let position = position(index, count: operand.count, in: base) else { return nil }
        chosen.append(element(operand, position))
      }
      return self.operand(chosen)
    default:
      return position(entry, count: operand.count, in: base).map { Operand(single: element(operand, $0)) }
    }
  }

  /// One index; negative ones count from the end.
  private mutating func position(_ id: NodeID, count: Int, in base: NodeID) -> Int? {
    if parser.tree[id].kind == .integerLiteral, let index = parser.tree.integerValue(of: id), index < UInt64(count) {
      return Int(index)
    }
    guard let index = integer(id, what: "an index") else { return nil }
    let position = index < 0 ? index + count : index
    guard position >= 0, position < count else {
      report(
        .indexOutOfRange, "index \(index) is outside of '\(parser.tree.text(of: base))', which has \(count)", at: id,
        help: count == 1 ? "the only index is 0" : "indices go from 0 to \(count - 1)")
      return nil
    }
    return position
  }

  /// The positions of `first:last` or `first:step:last`, both ends included.
  private mutating func positions(inRange id: NodeID, count: Int) -> [Int]? {
    let parts = Array(parser.tree.children(of: id))
    guard let step = parts.count == 3 ? bound(parts[1], default: 1, count: nil) : 1 else { return nil }
    guard step != 0 else {
      report(.badSize, "a range with step 0", at: id)
      return nil
    }
    guard let first = bound(parts[0], default: step > 0 ? 0 : count - 1, count: count),
      let last = bound(parts[parts.count - 1], default: step > 0 ? count - 1 : 0, count: count)
    else { return nil }
    let positions = Array(stride(from: first, through: last, by: step))
    guard !positions.isEmpty else {
      report(.badSize, "the range chooses nothing", at: id, help: "both ends are included: [0:2] is three elements")
      return nil
    }
    return positions
  }

  private mutating func bound(_ id: NodeID, default fallback: Int, count: Int?) -> Int? {
    if parser.tree[id].kind == .omitted { return fallback }
    guard let value = integer(id, what: "a range's end") else { return nil }
    guard let count else { return value }
    let position = value < 0 ? value + count : value
    guard position >= 0, position < count else {
      report(
        .indexOutOfRange, "index \(value) is outside of a register of \(count)", at: id,
        help: "indices go from 0 to \(count - 1)")
      return nil
    }
    return position
  }

  /// An unknown name, with the nearest one of the right kind.
  mutating func reportUnknown(
    _ symbol: Symbol, at id: NodeID, what: String, help: String? = nil, among isCandidate: (Entity) -> Bool
  ) {
    let unknown = name(symbol)
    var help = help
    if help == nil {
      let names = entities.indices.filter { isCandidate(entities[$0]) }.map { name(Symbol(index: UInt32($0))) }
      help = nearest(to: unknown, among: names).map { "did you mean '\($0)'?" }
    }
    report(.unknownName, "\(what) '\(unknown)'", at: id, help: help)
  }
}
