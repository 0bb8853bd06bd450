extension Parser {
  /// The operands and the end of a gate call whose name and arguments are read.
  mutating func gateCall(_ name: Token, _ beforeOperands: ChildList) throws(SyntaxFailure) -> NodeID {
    var children = beforeOperands
    try operands(into: &children)
    if token.kind == .semicolon {
      advance()
      return node(.gateCall, symbol: name.symbol, start: name.start, children: children)
    }
    if token.kind == .arrow { return try callAssignment(name, children) }
    if !startsLine(token), token.kind != .rightBrace, token.kind != .endOfFile, token.kind != .invalid {
      throw malformedGateCall(name, children)
    }
    try semicolon(after: "the gate's qubits")
    return node(.gateCall, symbol: name.symbol, start: name.start, children: children)
  }

  /// `name(arguments) qubits -> target;`
  private mutating func callAssignment(_ name: Token, _ parts: ChildList) throws(SyntaxFailure) -> NodeID {
    let call = node(.quantumCall, symbol: name.symbol, start: name.start, children: parts)
    return try measurement(call, start: name.start)
  }

  private mutating func malformedGateCall(_ name: Token, _ parts: ChildList) -> SyntaxFailure {
    let word = excerpt(from: name.start, to: name.end)
    if name.symbol.keyword != .opaque, TokenKind.nearestKeyword(to: word) == nil {
      if token.kind.isAssignment {
        return failure(
          .expectedType, "'\(word)' is no type", from: name.start, to: name.end,
          help: "the types are bit, int, uint, float, angle, bool, duration, stretch, complex and array")
      }
      return unexpected("';' after the gate's qubits", code: .missingSemicolon)
    }
    return unexpectedAfterName(name)
  }

  /// A gate call that begins with modifiers, or the phase gate, which can do without operands.
  mutating func modifiedGateCall() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    var children = ChildList()
    while token.kind == .inv || token.kind == .pow || token.kind == .ctrl || token.kind == .negctrl {
      children.append(try modifier(), in: &tree)
    }
    guard token.kind == .identifier || token.kind == .gphase else {
      throw unexpected("the name of a gate", code: .expectedName)
    }
    let name = Token(kind: token.kind, symbol: token.symbol, start: start, end: token.end)
    advance()
    if token.kind == .leftParenthesis { children.append(try argumentList(), in: &tree) }
    if token.kind == .leftBracket { children.append(try designator(), in: &tree) }
    if name.kind == .identifier { return try gateCall(name, children) }
    if token.kind == .at {
      throw failure(
        .malformedModifier, "'gphase' is a gate and no modifier", help: "write it last: ctrl @ gphase(pi) q;")
    }
    try optionalOperands(into: &children)
    try semicolon(after: "the phase")
    return node(.gateCall, symbol: name.symbol, start: start, children: children)
  }

  private mutating func modifier() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    let kind: SyntaxKind =
      switch token.kind {
      case .inv: .inverseModifier
      case .pow: .powerModifier
      case .ctrl: .controlModifier
      default: .negatedControlModifier
      }
    advance()
    var children = ChildList()
    if kind != .inverseModifier, token.kind == .leftParenthesis {
      let opening = token.start
      advance()
      children.append(try expression(), in: &tree)
      try close(.rightParenthesis, openedAt: opening, "the modifier")
    } else if kind == .powerModifier {
      throw unexpected("'(' after 'pow'", code: .malformedModifier, help: "write pow(2) @ and the gate")
    }
    guard token.kind == .at else {
      throw unexpected("'@' after the modifier", code: .malformedModifier)
    }
    if lexer.continuesWord(at: Int(token.end)), !Lexer.isDigit(lexer.bytes[Int(token.end)]) {
      throw failure(
        .malformedModifier, "'@' and a name without a blank between them begin an annotation",
        help: "put a blank behind the '@'")
    }
    advance()
    return node(kind, start: start, children: children)
  }

  mutating func measureStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    return try measurement(try measureExpression(), start: start)
  }

  /// The target of a measurement, where it has one, and the end of the statement.
  private mutating func measurement(_ source: NodeID, start: UInt32) throws(SyntaxFailure) -> NodeID {
    var children = ChildList(source)
    if accept(.arrow) { children.append(try target(), in: &tree) }
    if token.kind == .comma {
      throw unexpected(
        "';' after the measurement", code: .missingSemicolon,
        help: "measure a whole register, or write one statement for each qubit")
    }
    try semicolon(after: "the measurement")
    return node(.measureStatement, start: start, children: children)
  }

  mutating func resetStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let operand = try gateOperand()
    if token.kind == .comma {
      throw unexpected(
        "';' after the reset", code: .missingSemicolon,
        help: "reset a whole register, or write one statement for each qubit")
    }
    try semicolon(after: "the reset")
    return node(.resetStatement, start: start, children: ChildList(operand))
  }

  /// A word and any number of operands.
  mutating func operandStatement(_ kind: SyntaxKind, after what: StaticString) throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    var children = ChildList()
    try optionalOperands(into: &children)
    try semicolon(after: what)
    return node(kind, start: start, children: children)
  }

  mutating func delayStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    guard token.kind == .leftBracket else {
      throw unexpected("'[' and a duration after 'delay'", help: "write delay[100ns] q;")
    }
    var children = ChildList(try designator())
    try optionalOperands(into: &children)
    try semicolon(after: "the delay")
    return node(.delayStatement, start: start, children: children)
  }

  mutating func boxStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    var children = ChildList()
    if token.kind == .leftBracket { children.append(try designator(), in: &tree) }
    children.append(try scope(of: "the box"), in: &tree)
    return node(.boxStatement, start: start, children: children)
  }
}
