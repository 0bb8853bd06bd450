extension Parser {
  /// An expression whose operators bind at least as tightly as `minimum`.
  mutating func expression(_ minimum: UInt8 = 1) throws(SyntaxFailure) -> NodeID {
    try enter()
    let left = try operatorTail(try operand(), minimum)
    depth -= 1
    return left
  }

  /// Reads on after a left operand, whose height is in `height`.
  mutating func operatorTail(_ first: NodeID, _ minimum: UInt8) throws(SyntaxFailure) -> NodeID {
    var left = first
    while true {
      let precedence = isVersion2 ? token.kind.version2Precedence : token.kind.precedence
      guard precedence >= minimum, precedence > 0 else { return left }
      let isPower = precedence == TokenKind.prefixPrecedence
      let detail = isPower ? TokenKind.doubleAsterisk : token.kind
      let leftHeight = height
      advance()
      let right = try expression(isPower ? precedence : precedence + 1)
      // A long sum leans to the left, and is walked along its left side without recursion: it adds no height.
      height = max(leftHeight, height + 1)
      if depth + height > Parser.nestingLimit { throw tooDeep() }
      var children = ChildList(left)
      children.append(right, in: &tree)
      left = node(.binaryExpression, detail: detail, start: tree[left].start, children: children)
    }
  }

  /// Makes `height` that of a node above the last expression and one of another height.
  mutating func wrap(over other: Int) throws(SyntaxFailure) {
    height = max(height, other) + 1
    if depth + height > Parser.nestingLimit { throw tooDeep() }
  }

  /// One operand: a literal, a name, a call, a bracket or a prefix operator and its operand; then its indices.
  private mutating func operand() throws(SyntaxFailure) -> NodeID {
    height = 1
    switch token.kind {
    case .integerLiteral: return try indexed(leaf(.integerLiteral))
    case .floatLiteral: return try indexed(leaf(.floatLiteral))
    case .identifier: return try nameOrCall()
    case .minus: return try prefix()
    case .leftParenthesis: return try indexed(try parenthesized())
    default:
      if !isVersion2 { return try otherOperand() }
      guard accept(.plus) else { throw missingOperand() }
      return try expression(TokenKind.prefixPrecedence)
    }
  }

  private mutating func otherOperand() throws(SyntaxFailure) -> NodeID {
    switch token.kind {
    case .imaginaryLiteral: return try indexed(leaf(.imaginaryLiteral))
    case .true, .false: return try indexed(leaf(.booleanLiteral))
    case .bitStringLiteral: return try indexed(leaf(.bitStringLiteral))
    case .durationLiteral: return try indexed(leaf(.durationLiteral))
    case .hardwareQubit: return try indexed(leaf(.hardwareQubit))
    case .tilde, .exclamation: return try prefix()
    case .durationof: return try indexed(try durationOf())
    case .pow: return try nameOrCall()
    case .bit, .int, .uint, .float, .angle, .bool, .duration, .stretch, .complex, .array:
      let start = token.start
      let type = try type()
      return try indexed(try cast(to: type, start: start))
    default: throw missingOperand()
    }
  }

  private mutating func prefix() throws(SyntaxFailure) -> NodeID {
    let (start, detail) = (token.start, token.kind)
    advance()
    let operand = try expression(TokenKind.prefixPrecedence)
    try wrap(over: 0)
    return node(.unaryExpression, detail: detail, start: start, children: ChildList(operand))
  }

  private mutating func parenthesized() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let inner = try expression()
    try wrap(over: 0)
    try close(.rightParenthesis, openedAt: start, "the expression")
    return node(.parenthesized, start: start, children: ChildList(inner))
  }

  /// The value of a cast, in parentheses.
  mutating func cast(to type: NodeID, start: UInt32) throws(SyntaxFailure) -> NodeID {
    let opening = token.start
    try expect(.leftParenthesis, "after the type of a cast", help: "a cast is written int[8](value)")
    var children = ChildList(type)
    children.append(try expression(), in: &tree)
    try wrap(over: 0)
    try close(.rightParenthesis, openedAt: opening, "the cast")
    return node(.cast, start: start, children: children)
  }

  private mutating func durationOf() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let opening = token.start
    try expect(.leftParenthesis, "after 'durationof'", help: "write durationof({ ... })")
    guard token.kind == .leftBrace else {
      throw unexpected("a block in braces", code: .missingBody, help: "write durationof({ ... })")
    }
    let body = try scope()
    try close(.rightParenthesis, openedAt: opening, "durationof")
    height = 1
    return node(.durationOf, start: start, children: ChildList(body))
  }

  private mutating func nameOrCall() throws(SyntaxFailure) -> NodeID {
    let name = token
    if isVersion2 { return try version2Name() }
    advance()
    let node: NodeID
    if token.kind == .leftParenthesis {
      node = try call(name, try argumentList())
    } else if name.kind == .identifier {
      node = self.node(.identifier, symbol: name.symbol, start: name.start)
    } else {
      throw powerWithoutArguments()
    }
    return try indexed(node)
  }

  @inline(never)
  private mutating func powerWithoutArguments() -> SyntaxFailure {
    unexpected("'(' after 'pow'", help: "write pow(base, exponent)")
  }

  /// Makes a call of a list of arguments.
  mutating func call(_ name: Token, _ arguments: NodeID) throws(SyntaxFailure) -> NodeID {
    try wrap(over: 0)
    tree.nodes[Int(arguments.index)].kind = .call
    tree.nodes[Int(arguments.index)].symbol = name.symbol
    tree.nodes[Int(arguments.index)].start = name.start
    return arguments
  }

  /// `(a, b)`: leaves the height of the highest argument in `height`.
  mutating func argumentList() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    var children = ChildList()
    var highest = 0
    while token.kind != .rightParenthesis {
      children.append(try expression(), in: &tree)
      highest = max(highest, height)
      guard accept(.comma) else { break }
      if isVersion2, token.kind == .rightParenthesis { throw trailingComma() }
    }
    height = highest
    try close(.rightParenthesis, openedAt: start, "the arguments")
    return node(.argumentList, start: start, children: children)
  }

  /// `a, b` with a comma allowed behind the last.
  mutating func expressionList(endsBefore end: TokenKind) throws(SyntaxFailure) -> ChildList {
    var children = ChildList()
    repeat { children.append(try expression(), in: &tree) } while accept(.comma) && token.kind != end
    return children
  }

  /// The indices behind an operand.
  mutating func indexed(_ first: NodeID) throws(SyntaxFailure) -> NodeID {
    token.kind == .leftBracket && !isVersion2 ? try indices(of: first) : first
  }

  private mutating func indices(of first: NodeID) throws(SyntaxFailure) -> NodeID {
    var left = first
    while token.kind == .leftBracket { left = try index(left) }
    return left
  }

  /// `left[...]`
  mutating func index(_ left: NodeID) throws(SyntaxFailure) -> NodeID {
    let leftHeight = height
    let index = try indexOperator()
    try wrap(over: leftHeight)
    var children = ChildList(left)
    children.append(index, in: &tree)
    return node(.indexExpression, start: tree[left].start, children: children)
  }

  /// `[1]`, `[0:2, 3]` or `[{0, 2}]`
  mutating func indexOperator() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    var children = ChildList()
    var highest = 0
    if token.kind == .leftBrace {
      children.append(try setExpression(), in: &tree)
      highest = height
    } else {
      repeat {
        children.append(try expressionOrRange(), in: &tree)
        highest = max(highest, height)
      } while accept(.comma) && token.kind != .rightBracket
    }
    try close(.rightBracket, openedAt: start, "the index")
    height = highest + 1
    return node(.indexOperator, start: start, children: children)
  }

  /// An expression, or a range that may lack any of its parts.
  mutating func expressionOrRange() throws(SyntaxFailure) -> NodeID {
    height = 0
    let start = token.start
    let first = token.kind == .colon ? omitted(at: token.start) : try expression()
    return token.kind == .colon ? try range(from: first, start: start) : first
  }

  private mutating func range(from first: NodeID, start: UInt32) throws(SyntaxFailure) -> NodeID {
    var children = ChildList(first)
    var highest = height
    advance()
    height = 0
    let endsHere = token.kind == .colon || token.kind == .rightBracket || token.kind == .comma
    children.append(endsHere ? omitted(at: previousEnd) : try expression(), in: &tree)
    highest = max(highest, height)
    if accept(.colon) {
      children.append(try expression(), in: &tree)
      highest = max(highest, height)
    }
    if token.kind == .colon { throw tooManyParts() }
    height = highest
    try wrap(over: 0)
    return node(.rangeExpression, start: start, children: children)
  }

  @inline(never)
  private mutating func tooManyParts() -> SyntaxFailure {
    failure(.malformedRange, "a range has at most three parts", help: "write first:step:last")
  }

  /// A part of a range that is left out: a node without width, within the range.
  private mutating func omitted(at offset: UInt32) -> NodeID {
    let end = previousEnd
    previousEnd = offset
    let omitted = node(.omitted, start: offset)
    previousEnd = end
    return omitted
  }

  /// `{1, 2}`
  mutating func setExpression() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    openBraces += 1
    var children = ChildList()
    var highest = 0
    repeat {
      children.append(try expression(), in: &tree)
      highest = max(highest, height)
    } while accept(.comma) && token.kind != .rightBrace
    try close(.rightBrace, openedAt: start, "the set")
    openBraces -= 1
    height = highest
    try wrap(over: 0)
    return node(.setExpression, start: start, children: children)
  }

  /// `{1, {2, 3}}`
  mutating func arrayLiteral() throws(SyntaxFailure) -> NodeID {
    try enter()
    let start = token.start
    advance()
    openBraces += 1
    var children = ChildList()
    while token.kind != .rightBrace {
      children.append(token.kind == .leftBrace ? try arrayLiteral() : try expression(), in: &tree)
      guard accept(.comma) else { break }
    }
    try close(.rightBrace, openedAt: start, "the array")
    openBraces -= 1
    depth -= 1
    return node(.arrayLiteral, start: start, children: children)
  }
}
