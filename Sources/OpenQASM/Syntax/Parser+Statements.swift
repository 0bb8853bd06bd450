extension Parser {
  mutating func statementOrScope() throws(SyntaxFailure) -> NodeID {
    try enter()
    let node: NodeID
    if token.kind == .identifier {
      node = isVersion2 ? try version2GateCall() : try nameStatement()
    } else if isVersion2 {
      node = try version2Statement()
    } else {
      node = try keywordStatement()
    }
    depth -= 1
    return node
  }

  /// A statement that begins with no name. Those that hold statements have a function of their own, which keeps what
  /// each level of nesting takes of the stack small.
  private mutating func keywordStatement() throws(SyntaxFailure) -> NodeID {
    switch token.kind {
    case .leftBrace: try scope()
    case .if: try ifStatement()
    case .for: try forStatement()
    case .while: try whileStatement()
    case .switch: try switchStatement()
    case .box: try boxStatement()
    default: try simpleStatement()
    }
  }

  private mutating func simpleStatement() throws(SyntaxFailure) -> NodeID {
    switch token.kind {
    case .measure: try measureStatement()
    case .gphase, .inv, .pow, .ctrl, .negctrl: try modifiedGateCall()
    case .barrier: try operandStatement(.barrierStatement, after: "the barrier")
    case .nop: try operandStatement(.nopStatement, after: "nop")
    case .delay: try delayStatement()
    case .reset: try resetStatement()
    case .bit, .int, .uint, .float, .angle, .bool, .duration, .stretch, .complex, .array: try typedStatement()
    case .const: try constDeclaration()
    case .qubit: try qubitDeclaration()
    case .qreg: try registerDeclaration(.qregDeclaration)
    case .creg: try registerDeclaration(.cregDeclaration)
    case .input: try interfaceDeclaration(.inputDeclaration)
    case .output: try interfaceDeclaration(.outputDeclaration)
    case .let: try aliasDeclaration()
    case .gate: try gateStatement()
    case .def: try defStatement()
    case .extern: try externStatement()
    case .break: try wordStatement(.breakStatement, after: "'break'")
    case .continue: try wordStatement(.continueStatement, after: "'continue'")
    case .end: try wordStatement(.endStatement, after: "'end'")
    case .return: try returnStatement()
    case .include, .defcalgrammar: try pathStatement()
    case .pragma, .numberSignPragma: try pragma()
    case .at: try annotatedStatement()
    case .cal: try calStatement()
    case .defcal: try defcalStatement()
    default: try otherStatement()
    }
  }

  /// A statement that begins with an operand of an expression, or with nothing that any begins with.
  private mutating func otherStatement() throws(SyntaxFailure) -> NodeID {
    switch token.kind {
    case .integerLiteral, .floatLiteral, .imaginaryLiteral, .true, .false, .bitStringLiteral, .durationLiteral,
      .hardwareQubit, .minus, .tilde, .exclamation, .leftParenthesis, .durationof:
      let start = token.start
      return try expressionStatement(try expression(), start: start)
    default: throw unknownStatement()
    }
  }

  private mutating func unknownStatement() -> SyntaxFailure {
    switch token.kind {
    case .semicolon: failure(.emptyStatement, "this ';' ends nothing", help: "delete it")
    case .openqasm:
      failure(.misplacedVersion, "the version must be the first statement", help: "move it to the top of the file")
    case .else: failure(.unknownStatement, "this 'else' follows no 'if'")
    case .case, .default: failure(.malformedSwitch, "\(found) stands outside of a switch")
    case .void: failure(.expectedType, "no variable has the type void")
    case .readonly, .mutable:
      failure(.unknownStatement, "\(found) belongs to the parameters of a subroutine", help: "leave it out")
    case .dimension: failure(.unknownStatement, "'#dim' belongs into the parameters of a subroutine")
    default: failure(.unknownStatement, "no statement begins with \(found)")
    }
  }

  /// A block of statements in braces.
  mutating func scope() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    openBraces += 1
    var children = ChildList()
    while token.kind != .rightBrace, token.kind != .endOfFile {
      children.append(recoveringStatement(), in: &tree)
    }
    openBraces -= 1
    if !accept(.rightBrace) { reportUnclosedScope(openedAt: start) }
    return node(.scope, start: start, children: children)
  }

  /// A block that must be in braces.
  mutating func scope(of what: StaticString) throws(SyntaxFailure) -> NodeID {
    guard token.kind == .leftBrace else {
      throw unexpected("'{' to begin the body of \(what)", code: .missingBody)
    }
    return try scope()
  }

  /// A statement that begins with a name: gate call, assignment, expression.
  private mutating func nameStatement() throws(SyntaxFailure) -> NodeID {
    let first = token
    advance()
    switch token.kind {
    case .identifier, .hardwareQubit: return try gateCall(first, ChildList())
    case .leftParenthesis: return try callStatement(first)
    default: return try operandStatement(first)
    }
  }

  /// `name(arguments)` and then operands, a designator, or the rest of an expression.
  private mutating func callStatement(_ first: Token) throws(SyntaxFailure) -> NodeID {
    let arguments = try argumentList()
    if token.kind == .identifier || token.kind == .hardwareQubit {
      return try gateCall(first, ChildList(arguments))
    }
    guard token.kind == .leftBracket else {
      return try expressionStatement(try call(first, arguments), after: first)
    }
    let argumentsHeight = height
    let index = try indexOperator()
    if isDesignator(index) {
      tree.nodes[Int(index.index)].kind = .designator
      var children = ChildList(arguments)
      children.append(index, in: &tree)
      return try gateCall(first, children)
    }
    try wrap(over: argumentsHeight + 1)
    var children = ChildList(try call(first, arguments))
    children.append(index, in: &tree)
    return try expressionStatement(node(.indexExpression, start: first.start, children: children), after: first)
  }

  /// Whether the index just read is the duration of a gate, because operands follow it.
  private mutating func isDesignator(_ index: NodeID) -> Bool {
    guard token.kind == .identifier || token.kind == .hardwareQubit else { return false }
    let inner = tree[index].firstChild
    let kind = tree[inner].kind
    return tree[inner].nextSibling == .none && kind != .rangeExpression && kind != .setExpression
  }

  /// `name[index]` or `name`, and then an assignment, operands, or the rest of an expression.
  private mutating func operandStatement(_ first: Token) throws(SyntaxFailure) -> NodeID {
    height = 1
    var left = node(.identifier, symbol: first.symbol, start: first.start)
    if token.kind == .leftBracket {
      let index = try indexOperator()
      if isDesignator(index) {
        tree.nodes[Int(index.index)].kind = .designator
        return try gateCall(first, ChildList(index))
      }
      var children = ChildList(left)
      children.append(index, in: &tree)
      try wrap(over: 1)
      left = try indexed(node(.indexExpression, start: first.start, children: children))
    }
    if token.kind.isAssignment { return try assignment(to: left, start: first.start) }
    return try expressionStatement(left, after: first)
  }

  private mutating func assignment(to target: NodeID, start: UInt32) throws(SyntaxFailure) -> NodeID {
    let detail = token.kind
    advance()
    var children = ChildList(target)
    children.append(try value(), in: &tree)
    try semicolon(after: "the assignment")
    return node(.assignment, detail: detail, start: start, children: children)
  }

  /// The rest of an expression that begins with a name.
  private mutating func expressionStatement(_ left: NodeID, after first: Token) throws(SyntaxFailure) -> NodeID {
    if token.kind != .semicolon, token.kind.precedence == 0, !startsLine(token), token.kind != .rightBrace,
      token.kind != .endOfFile
    {
      throw unexpectedAfterName(first)
    }
    return try expressionStatement(try operatorTail(left, 1), start: first.start)
  }

  mutating func expressionStatement(_ expression: NodeID, start: UInt32) throws(SyntaxFailure) -> NodeID {
    if token.kind.isAssignment {
      throw failure(
        .unexpectedToken, "only a variable or its elements can be assigned to", from: start, to: previousEnd)
    }
    try semicolon(after: "the expression")
    return node(.expressionStatement, start: start, children: ChildList(expression))
  }
}
