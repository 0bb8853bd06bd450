extension Parser {
  /// What may stand right of `=`: an expression, a measurement or a subroutine called on qubits.
  mutating func value() throws(SyntaxFailure) -> NodeID {
    if token.kind == .measure { return try measureExpression() }
    let first = token
    let value = try expression()
    let kind = tree[value].kind
    guard token.kind == .identifier || token.kind == .hardwareQubit, first.kind == .identifier,
      kind == .identifier || kind == .call, tree[value].start == first.start
    else { return value }
    return try quantumCall(value, kind: kind)
  }

  /// `name(arguments) qubits`, of which the name and the arguments are parsed.
  private mutating func quantumCall(_ callee: NodeID, kind: SyntaxKind) throws(SyntaxFailure) -> NodeID {
    let (symbol, start) = (tree[callee].symbol, tree[callee].start)
    var children = ChildList()
    if kind == .call {
      tree.nodes[Int(callee.index)].kind = .argumentList
      tree.nodes[Int(callee.index)].symbol = .none
      children.append(callee, in: &tree)
    }
    try operands(into: &children)
    return node(.quantumCall, symbol: symbol, start: start, children: children)
  }

  /// What may initialise a variable: a value, or an array's values in braces.
  mutating func initialValue() throws(SyntaxFailure) -> NodeID {
    token.kind == .leftBrace ? try arrayLiteral() : try value()
  }

  mutating func measureExpression() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let operand = try gateOperand()
    return node(.measureExpression, start: start, children: ChildList(operand))
  }

  /// One or more operands; in OpenQASM 3 a comma may follow the last.
  mutating func operands(into children: inout ChildList) throws(SyntaxFailure) {
    children.append(try gateOperand(), in: &tree)
    while accept(.comma) {
      if token.kind != .identifier, token.kind != .hardwareQubit, !isVersion2 { return }
      children.append(try gateOperand(), in: &tree)
    }
  }

  /// The operands of a statement that can do without.
  mutating func optionalOperands(into children: inout ChildList) throws(SyntaxFailure) {
    if token.kind == .identifier || token.kind == .hardwareQubit { try operands(into: &children) }
  }

  /// A qubit or a register: `q`, `q[0]`, `$0`.
  mutating func gateOperand() throws(SyntaxFailure) -> NodeID {
    switch token.kind {
    case .identifier:
      let name = token
      if isVersion2, !isVersion2Name(name) { throw misspelledName(name) }
      advance()
      let operand = node(.identifier, symbol: name.symbol, start: name.start)
      guard token.kind == .leftBracket else { return operand }
      if let element = plainElement(operand) { return element }
      if isVersion2 { return try version2Index(operand) }
      height = 1
      return try indexed(operand)
    case .hardwareQubit where !isVersion2:
      return leaf(.hardwareQubit)
    default:
      throw missingQubit()
    }
  }

  @inline(never)
  private mutating func missingQubit() -> SyntaxFailure {
    switch token.kind {
    case .measure:
      return failure(.misplacedMeasurement, "a measurement cannot stand for a qubit")
    case .integerLiteral:
      return unexpected(
        "a qubit", code: .expectedOperand, help: "qubits are named: q[\(excerpt(from: token.start, to: token.end))]")
    default:
      if token.kind.isKeyword {
        return failure(
          .expectedOperand, "expected a qubit, found \(found), which is a word of the language and names nothing")
      }
      return unexpected("a qubit", code: .expectedOperand)
    }
  }

  /// `q[3]`, the commonest operand by far, without the detour through expressions; nil where it is another one.
  private mutating func plainElement(_ register: NodeID) -> NodeID? {
    let first = Int(token.end)
    var end = first
    while Lexer.isDigit(lexer.bytes[end]) { end &+= 1 }
    guard end > first, lexer.bytes[end] == UInt8(ascii: "]"),
      lexer.bytes[first] != UInt8(ascii: "0") || end == first + 1,
      lexer.bytes[end &+ 1] != UInt8(ascii: "["), !isInGateBody
    else { return nil }
    let (start, bracket) = (tree[register].start, token.start)
    previousEnd = UInt32(truncatingIfNeeded: end)
    let number = node(.integerLiteral, detail: .integerLiteral, start: UInt32(truncatingIfNeeded: first))
    lexer.position = end &+ 1
    previousEnd = UInt32(truncatingIfNeeded: end &+ 1)
    var children = ChildList(register)
    children.append(node(.indexOperator, start: bracket, children: ChildList(number)), in: &tree)
    let element = node(.indexExpression, start: start, children: children)
    token.end = previousEnd
    advance()
    return element
  }

  /// What a measurement is assigned to.
  mutating func target() throws(SyntaxFailure) -> NodeID {
    guard token.kind == .identifier else {
      throw unexpected(
        "the name of a bit after '->'", code: .expectedName, help: "declare the bits first: bit[2] c;")
    }
    return try gateOperand()
  }

  @inline(never)
  mutating func trailingComma() -> SyntaxFailure {
    failure(.version3Only, "OpenQASM 2 has no comma behind the last item", help: "delete the comma")
  }

  /// Reports what cannot begin a value.
  @inline(never)
  mutating func missingOperand() -> SyntaxFailure {
    switch token.kind {
    case .measure:
      return failure(
        .misplacedMeasurement, "a measurement cannot be part of an expression",
        help: "store its outcome first: bit b = measure q; then use b")
    case .leftBrace:
      return failure(
        .misplacedArray, "values in braces only initialise an array where it is declared",
        help: "write array[int[32], 2] a = {1, 2};")
    case .leftBracket:
      return unexpected("a value", code: .expectedExpression, help: "lists of values stand in braces: {1, 2}")
    case .plus:
      return unexpected("a value", code: .expectedExpression, help: "there is no '+' before a number: leave it out")
    case .stringLiteral:
      return failure(
        .expectedExpression, "\(found) is no value: only strings of the digits 0 and 1 are",
        help: "a bit string is written \"0110\"")
    case .equals:
      return unexpected("a value", code: .expectedExpression, help: "two values are compared with ==")
    default:
      if token.kind.isKeyword {
        return failure(.expectedExpression, "expected a value, found \(found), which is a word of the language")
      }
      return unexpected("a value", code: .expectedExpression)
    }
  }
}
