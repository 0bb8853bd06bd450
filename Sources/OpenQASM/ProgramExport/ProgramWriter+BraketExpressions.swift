internal import Circuits

/// Expressions as Braket's local simulator evaluates them: measured bits are numbers, not truth values, and registers
/// have no value as a whole.
extension ProgramWriter {
  // MARK: Names

  /// The register of bits that all others are part of.
  var bitName: String { statements?.prepared.bitRegisters.first?.name ?? "b" }

  /// The register of bits outside of all blocks with a name; nil where the name means something else here.
  func globalBits(_ name: String) -> Register? {
    guard !isInSubroutine, !scopes.contains(where: { $0[name] != nil }) else { return nil }
    return program.circuit.bitRegisters.first { $0.name == name }
  }

  func bit(_ register: Register, _ index: Int) -> String { "\(bitName)[\(register.start &+ index)]" }

  func local(_ id: NodeID) -> LocalName? {
    guard parser.tree[id].kind == .identifier else { return nil }
    let name = name(of: id)
    return scopes.last { $0[name] != nil }?[name]
  }

  func localName(of type: NodeID) -> LocalName {
    let node = parser.tree[type]
    guard node.kind == .scalarType, node.detail == .bit || node.detail == .creg else { return .other }
    return node.firstChild == .none ? .bit : .bits
  }

  // MARK: Types

  func checkType(_ id: NodeID) throws(ExportError) {
    let node = parser.tree[id]
    switch node.kind {
    case .scalarType:
      switch node.detail {
      case .bit, .creg, .int, .uint, .float, .bool: return
      case .angle where node.firstChild == .none: return
      default: break
      }
    case .arrayType:
      return try checkType(node.firstChild)
    case .arrayReferenceType:
      let last = Array(parser.tree.children(of: id)).last ?? id
      if parser.tree[last].kind != .dimensionCount { return try checkType(node.firstChild) }
    default: break
    }
    throw refusal(
      "has no type \(parser.tree.text(of: id))", at: id,
      help: "use int, uint, float, bool or bit, or arrays of stated size")
  }

  // MARK: Expressions

  /// Checks an expression, and replaces what has another text; `asTruth` where its operator takes truth values only.
  mutating func writeExpression(_ id: NodeID, asTruth: Bool = false) throws(ExportError) {
    let node = parser.tree[id]
    switch node.kind {
    case .identifier: try writeName(id, asTruth: asTruth)
    case .indexExpression: try writeElement(id, asTruth: asTruth)
    case .unaryExpression:
      guard node.detail != .tilde else { throw refusal("has no bitwise operations on numbers", at: id) }
      try writeExpression(node.firstChild, asTruth: node.detail == .exclamation)
    case .binaryExpression: try writeBinary(id)
    case .parenthesized: try writeExpression(node.firstChild, asTruth: asTruth)
    case .cast:
      try checkType(node.firstChild)
      try writeExpression(parser.tree[node.firstChild].nextSibling)
    case .call: try writeCall(id)
    case .integerLiteral, .floatLiteral, .booleanLiteral, .hardwareQubit, .omitted: break
    case .rangeExpression, .setExpression, .arrayLiteral, .indexOperator, .expressionList:
      for child in parser.tree.children(of: id) { try writeExpression(child) }
    case .bitStringLiteral: throw wholeRegister(id)
    case .measureExpression:
      throw refusal("measures in statements of their own only", at: id, help: "measure into a bit first")
    default: throw refusal("has no value like this", at: id)
    }
  }

  private mutating func writeName(_ id: NodeID, asTruth: Bool) throws(ExportError) {
    if let register = globalBits(name(of: id)) {
      guard register.isScalar else { throw wholeRegister(id) }
      replace(id, with: asTruth ? "(\(bit(register, 0)) == 1)" : bit(register, 0))
    } else {
      switch local(id) {
      case .bit where asTruth: replace(id, with: "(\(name(of: id)) == 1)")
      case .bits: throw wholeRegister(id)
      case .bit, .other, nil: break
      }
    }
  }

  private mutating func writeElement(_ id: NodeID, asTruth: Bool) throws(ExportError) {
    let node = parser.tree[id]
    let base = node.firstChild
    let list = parser.tree[base].nextSibling
    let entries = Array(parser.tree.children(of: list))
    let register = parser.tree[base].kind == .identifier ? globalBits(name(of: base)) : nil
    let isBit = register != nil || local(base) == .bits
    if isBit, entries.count != 1 || [.rangeExpression, .setExpression].contains(parser.tree[entries[0]].kind) {
      throw wholeRegister(id)
    }
    if asTruth, isBit { edits.insert("(", at: Int(node.start)) }
    if let register {
      replace(base, with: bitName)
      try writeIndex(entries[0], register)
    } else {
      if !isBit, parser.tree[base].kind != .identifier { try writeExpression(base) }
      for entry in entries { try writeExpression(entry) }
    }
    if asTruth, isBit { edits.insert(" == 1)", at: Int(node.end)) }
  }

  /// An index of a register as one of the register that it is part of.
  private mutating func writeIndex(_ id: NodeID, _ register: Register) throws(ExportError) {
    if let index = RegisterCondition.constant(id, in: parser.tree), index < 1 << 32 {
      return replace(id, with: "\(register.start + Int(index))")
    }
    let node = parser.tree[id]
    if node.kind == .unaryExpression, node.detail == .minus,
      let back = RegisterCondition.constant(node.firstChild, in: parser.tree), back <= register.count
    {
      return replace(id, with: "\(register.start + register.count - Int(back))")
    }
    if register.start > 0 { edits.insert("\(register.start) + (", at: Int(node.start)) }
    try writeExpression(id)
    if register.start > 0 { edits.insert(")", at: Int(node.end)) }
  }

  private mutating func writeBinary(_ id: NodeID) throws(ExportError) {
    let node = parser.tree[id]
    let first = node.firstChild
    let second = parser.tree[first].nextSibling
    switch node.detail {
    case .doubleEquals, .exclamationEquals:
      if writeComparison(id, first, second) { return }
    case .doubleAmpersand, .doublePipe:
      try writeExpression(first, asTruth: true)
      return try writeExpression(second, asTruth: true)
    case .ampersand, .pipe, .caret:
      guard isTruth(first), isTruth(second) else { throw refusal("has no bitwise operations on numbers", at: id) }
      try writeExpression(first, asTruth: true)
      return try writeExpression(second, asTruth: true)
    case .leftShift, .rightShift: throw refusal("has no shifts", at: id, help: "multiply or divide by a power of two")
    default: break
    }
    try writeExpression(first)
    try writeExpression(second)
  }

  /// A whole register and a constant, compared bit by bit; false for other comparisons.
  private mutating func writeComparison(_ id: NodeID, _ first: NodeID, _ second: NodeID) -> Bool {
    let operands = [(first, second), (second, first)]
    for (name, other) in operands {
      guard parser.tree[name].kind == .identifier, let register = globalBits(self.name(of: name)), !register.isScalar,
        let value = RegisterCondition.constant(other, in: parser.tree)
      else { continue }
      let bits = RegisterCondition(register: register, value: value).text { bit(register, $0) }
      replace(id, with: parser.tree[id].detail == .doubleEquals ? "(\(bits))" : "!(\(bits))")
      return true
    }
    return false
  }

  /// Is this a bit or a truth value by its form?
  private func isTruth(_ id: NodeID) -> Bool {
    let node = parser.tree[id]
    switch node.kind {
    case .parenthesized: return isTruth(node.firstChild)
    case .booleanLiteral: return true
    case .identifier: return globalBits(name(of: id))?.isScalar ?? (local(id) == .bit)
    case .indexExpression:
      return parser.tree[node.firstChild].kind == .identifier
        && (globalBits(name(of: node.firstChild)) != nil || local(node.firstChild) == .bits)
    case .unaryExpression: return node.detail == .exclamation
    case .binaryExpression:
      switch node.detail {
      case .doubleAmpersand, .doublePipe, .doubleEquals, .exclamationEquals, .less, .lessEquals, .greater,
        .greaterEquals:
        return true
      case .ampersand, .pipe, .caret:
        return isTruth(node.firstChild) && isTruth(parser.tree[node.firstChild].nextSibling)
      default: return false
      }
    default: return false
    }
  }

  /// Functions that mean the same there.
  private static let functions: Set<String> = [
    "arccos", "arcsin", "arctan", "ceiling", "cos", "exp", "floor", "log", "mod", "popcount", "pow", "sin", "sizeof",
    "sqrt", "tan",
  ]

  private mutating func writeCall(_ id: NodeID) throws(ExportError) {
    let name = name(of: id)
    guard Self.functions.contains(name) || program.routines.contains(where: { $0.name == name }) else {
      throw refusal("has no function \(name)", at: id)
    }
    for argument in parser.tree.children(of: id) {
      if isSlice(argument) {
        throw refusal("gives subroutines single qubits and whole registers only", at: argument)
      }
      try writeExpression(argument)
    }
  }

  private func isSlice(_ id: NodeID) -> Bool {
    guard parser.tree[id].kind == .indexExpression else { return false }
    let list = parser.tree[parser.tree.firstChild(of: id)].nextSibling
    return parser.tree.children(of: list).contains {
      [.rangeExpression, .setExpression].contains(parser.tree[$0].kind)
    }
  }
}
