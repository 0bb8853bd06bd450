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
    return scopes.last { $0[name] != nil }?[name] ?? globalNames[name]
  }

  func localName(of type: NodeID) -> LocalName {
    let node = parser.tree[type]
    switch node.kind {
    case .arrayType, .arrayReferenceType: return .array
    case .scalarType: break
    default: return .other
    }
    switch node.detail {
    case .bit, .creg: return node.firstChild == .none ? .bit : .bits
    case .bool: return .truth
    case .int, .uint, .float: return .number
    default: return .other
    }
  }

  /// The type's text where a number is converted to it; nil for all other types.
  func numberType(_ id: NodeID) -> String? {
    localName(of: id) == .number ? parser.tree.text(of: id) : nil
  }

  // MARK: Types

  func checkType(_ id: NodeID) throws(ExportError) {
    let node = parser.tree[id]
    switch node.kind {
    case .scalarType:
      switch node.detail {
      case .bit, .creg, .int, .uint, .float, .bool: return
      default: break
      }
    case .arrayType, .arrayReferenceType:
      let last = Array(parser.tree.children(of: id)).last ?? id
      if parser.tree[last].kind != .dimensionCount, node.detail != .readonly,
        localName(of: node.firstChild) == .number
      {
        return
      }
    default: break
    }
    throw refusal(
      "has no type \(parser.tree.text(of: id))", at: id,
      help: "use int, uint, float, bool or bit, or arrays of numbers of stated size")
  }

  // MARK: Expressions

  /// What an operator takes: a measured bit is a number there, and must become what is needed.
  enum Use { case value, truth, number }

  /// Checks an expression, and replaces what has another text.
  mutating func writeExpression(_ id: NodeID, as use: Use = .value) throws(ExportError) {
    let node = parser.tree[id]
    switch node.kind {
    case .identifier: try writeName(id, as: use)
    case .indexExpression: try writeElement(id, as: use)
    case .unaryExpression:
      guard node.detail != .tilde else { throw refusal("has no bitwise operations on numbers", at: id) }
      try writeExpression(node.firstChild, as: node.detail == .exclamation ? .truth : .number)
    case .binaryExpression: try writeBinary(id)
    case .parenthesized: try writeExpression(node.firstChild, as: use)
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

  private mutating func writeName(_ id: NodeID, as use: Use) throws(ExportError) {
    var text = name(of: id)
    var isBit = false
    if let register = globalBits(text) {
      guard register.isScalar else { throw wholeRegister(id) }
      (text, isBit) = (bit(register, 0), true)
    } else {
      switch local(id) {
      case .bit: isBit = true
      case .bits: throw wholeRegister(id)
      case .number where use == .truth: text = "(\(text) != 0)"
      default: break
      }
    }
    switch use {
    case .truth where isBit: text = "(\(text) == 1)"
    case .number where isBit: text = "int(\(text))"
    default: break
    }
    if text != name(of: id) { replace(id, with: text) }
  }

  private mutating func writeElement(_ id: NodeID, as use: Use) throws(ExportError) {
    let node = parser.tree[id]
    let base = node.firstChild
    let entries = Array(parser.tree.children(of: parser.tree[base].nextSibling))
    let isName = parser.tree[base].kind == .identifier
    let register = isName ? globalBits(name(of: base)) : nil
    let isBit = register != nil || local(base) == .bits
    guard isBit || local(base) == .array || isName && local(base) == nil || local(base) == .other else {
      throw refusal("counts the bits of a number from the other end", at: id, help: "calculate with % 2 and / 2")
    }
    if isBit || local(base) == .array,
      entries.contains(where: { [.rangeExpression, .setExpression].contains(parser.tree[$0].kind) })
    {
      throw isBit ? wholeRegister(id) : refusal("has single elements of arrays only", at: id, help: "write a loop")
    }
    if isBit, use != .value { edits.insert(use == .truth ? "(" : "int(", at: Int(node.start)) }
    if let register {
      replace(base, with: bitName)
      try writeIndex(entries[0], register)
    } else {
      for entry in entries { try writeExpression(entry) }
    }
    if isBit, use != .value { edits.insert(use == .truth ? " == 1)" : ")", at: Int(node.end)) }
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
      try writeExpression(first, as: .truth)
      return try writeExpression(second, as: .truth)
    case .ampersand, .pipe, .caret:
      guard isTruth(first), isTruth(second) else { throw refusal("has no bitwise operations on numbers", at: id) }
      try writeExpression(first, as: .truth)
      return try writeExpression(second, as: .truth)
    case .leftShift, .rightShift: throw refusal("has no shifts", at: id, help: "multiply or divide by a power of two")
    case .plus, .minus, .asterisk, .slash, .percent, .doubleAsterisk:
      try writeExpression(first, as: .number)
      return try writeExpression(second, as: .number)
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
    "arccos", "arcsin", "arctan", "ceiling", "cos", "exp", "floor", "log", "popcount", "pow", "sin", "sqrt",
    "tan",
  ]

  private mutating func writeCall(_ id: NodeID) throws(ExportError) {
    let name = name(of: id)
    guard Self.functions.contains(name) || program.routines.contains(where: { $0.name == name }) else {
      throw refusal("has no function \(name)", at: id)
    }
    let types = parameterTypes[name] ?? []
    for (place, argument) in parser.tree.children(of: id).enumerated() {
      if isSlice(argument) {
        throw refusal("gives subroutines single qubits and whole registers only", at: argument)
      }
      try writeConverted(argument, to: place < types.count ? types[place] : nil)
    }
  }

  private func isSlice(_ id: NodeID) -> Bool {
    guard parser.tree[id].kind == .indexExpression else { return false }
    let list = parser.tree[parser.tree.firstChild(of: id)].nextSibling
    return parser.tree.children(of: list).contains {
      [.rangeExpression, .setExpression].contains(parser.tree[$0].kind)
    }
  }

  /// A number for a parameter or as a result: Braket converts neither by itself.
  mutating func writeConverted(_ id: NodeID, to type: String?) throws(ExportError) {
    guard let type else { return try writeExpression(id) }
    edits.insert("\(type)(", at: Int(parser.tree[id].start))
    try writeExpression(id)
    edits.insert(")", at: Int(parser.tree[id].end))
  }
}
