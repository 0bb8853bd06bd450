extension Parser {
  mutating func ifStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    var children = ChildList(try condition(of: "if"))
    children.append(try body(of: "'if'"), in: &tree)
    if accept(.else) { children.append(try body(of: "'else'"), in: &tree) }
    return node(.ifStatement, start: start, children: children)
  }

  mutating func whileStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    var children = ChildList(try condition(of: "while"))
    children.append(try body(of: "'while'"), in: &tree)
    return node(.whileStatement, start: start, children: children)
  }

  /// An expression in parentheses.
  private mutating func condition(of word: String) throws(SyntaxFailure) -> NodeID {
    guard token.kind == .leftParenthesis else {
      throw unexpected(
        "'(' after '\(word)'", code: .malformedCondition, help: "the condition stands in parentheses: \(word) (c == 1)")
    }
    let opening = token.start
    advance()
    if token.kind == .rightParenthesis {
      throw failure(.malformedCondition, "a value is missing between the parentheses")
    }
    let condition = try expression()
    if token.kind.isAssignment {
      throw failure(
        .malformedCondition, "an assignment cannot be a condition",
        help: token.kind == .equals ? "two values are compared with ==" : nil)
    }
    try close(.rightParenthesis, openedAt: opening, "the condition")
    return condition
  }

  /// A block in braces, or a single statement.
  private mutating func body(of what: String) throws(SyntaxFailure) -> NodeID {
    switch token.kind {
    case .semicolon, .endOfFile, .rightBrace, .else:
      throw unexpected(
        "a statement or a block as the body of \(what)", code: .missingBody, help: "an empty block is written {}")
    default:
      return try statementOrScope()
    }
  }

  mutating func forStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    if token.kind == .identifier || token.kind == .leftParenthesis { throw foreignLoop() }
    var children = try loopHeader()
    children.append(try body(of: "'for'"), in: &tree)
    return node(.forStatement, start: start, children: children)
  }

  /// The type and the name of a loop's variable, and what the loop goes over.
  private mutating func loopHeader() throws(SyntaxFailure) -> ChildList {
    var children = ChildList(try scalarType())
    let name = try name(for: "the loop's variable")
    let end = previousEnd
    previousEnd = name.end
    children.append(node(.identifier, symbol: name.symbol, start: name.start), in: &tree)
    previousEnd = end
    try expect(.in, "after the loop's variable", help: "write for int i in [0:3] { ... }")
    children.append(try loopValues(), in: &tree)
    return children
  }

  /// Reports a loop without a type, or `for (int i = 0; ...)`, of which the header is skipped.
  private mutating func foreignLoop() -> SyntaxFailure {
    if token.kind == .identifier {
      return failure(
        .expectedType, "the variable of a loop needs a type",
        help: "write for int \(excerpt(from: token.start, to: token.end)) in ...")
    }
    let failure = unexpected("a type after 'for'", code: .expectedType, help: "write for int i in [0:3] { ... }")
    while token.kind != .leftBrace, token.kind != .rightBrace, token.kind != .endOfFile, !startsLine(token) {
      advance()
    }
    return failure
  }

  /// What a loop goes over.
  private mutating func loopValues() throws(SyntaxFailure) -> NodeID {
    switch token.kind {
    case .leftBrace:
      return try setExpression()
    case .leftBracket:
      let opening = token.start
      advance()
      let range = try expressionOrRange()
      guard tree[range].kind == .rangeExpression else {
        throw failure(
          .malformedRange, "a range in brackets needs a ':'", from: opening, to: previousEnd,
          help: "write [0:3] for a range, or {0, 1, 2} for single values")
      }
      try close(.rightBracket, openedAt: opening, "the range")
      return range
    default:
      let values = try expression()
      if token.kind == .colon {
        throw failure(.malformedRange, "the range of a loop stands in brackets", help: "write for int i in [0:3]")
      }
      return values
    }
  }

  mutating func switchStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    var children = ChildList(try condition(of: "switch"))
    let opening = token.start
    try expect(.leftBrace, "to begin the cases")
    openBraces += 1
    while token.kind != .rightBrace, token.kind != .endOfFile {
      children.append(try switchCase(), in: &tree)
    }
    openBraces -= 1
    if !accept(.rightBrace) { reportUnclosedScope(openedAt: opening) }
    return node(.switchStatement, start: start, children: children)
  }

  private mutating func switchCase() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    var children = ChildList()
    let kind: SyntaxKind
    if accept(.case) {
      kind = .switchCase
      let values = token.start
      let list = try expressionList(endsBefore: .leftBrace)
      children.append(node(.expressionList, start: values, children: list), in: &tree)
    } else if accept(.default) {
      kind = .switchDefault
    } else {
      throw malformedCase(isCase: false)
    }
    guard token.kind == .leftBrace else { throw malformedCase(isCase: true) }
    children.append(try scope(), in: &tree)
    return node(kind, start: start, children: children)
  }

  @inline(never)
  private mutating func malformedCase(isCase: Bool) -> SyntaxFailure {
    guard isCase else {
      return unexpected(
        "'case' or 'default'", code: .malformedSwitch, help: "write case 0 { ... } or default { ... }")
    }
    let help = token.kind == .colon ? "leave the ':' out and put the statements in braces" : nil
    return unexpected("'{' after the case", code: .malformedSwitch, help: help)
  }

  mutating func wordStatement(_ kind: SyntaxKind, after what: StaticString) throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    try semicolon(after: what)
    return node(kind, start: start)
  }

  mutating func returnStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let endsHere = token.kind == .semicolon || token.kind == .rightBrace
    let children = endsHere ? ChildList() : ChildList(try value())
    try semicolon(after: "'return'")
    return node(.returnStatement, start: start, children: children)
  }
}
