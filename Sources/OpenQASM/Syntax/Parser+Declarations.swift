extension Parser {
  /// A statement that begins with a type: a declaration, or an expression that begins with a cast.
  mutating func typedStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    let type = try type()
    if token.kind == .leftParenthesis {
      height = 1
      try enter()
      let left = try indexed(try cast(to: type, start: start))
      depth -= 1
      return try expressionStatement(try operatorTail(left, 1), start: start)
    }
    let name = try name(for: "a variable")
    var children = ChildList(type)
    if token.kind == .leftBracket { throw misplacedSize(typeStart: start, name: name) }
    if accept(.equals) { children.append(try initialValue(), in: &tree) }
    try endDeclaration()
    return node(.classicalDeclaration, symbol: name.symbol, start: start, children: children)
  }

  mutating func constDeclaration() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    if token.kind == .identifier || token.kind == .input || token.kind == .output || token.kind == .array {
      throw unexpected("a scalar type after 'const'", code: .expectedType, help: "write const int[32] n = 4;")
    }
    let typeStart = token.start
    var children = ChildList(try scalarType())
    let name = try name(for: "a constant")
    if token.kind == .leftBracket { throw misplacedSize(typeStart: typeStart, name: name) }
    guard accept(.equals) else {
      throw unexpected("'=' and the constant's value", code: .malformedDeclaration)
    }
    children.append(try initialValue(), in: &tree)
    try endDeclaration()
    return node(.constDeclaration, symbol: name.symbol, start: start, children: children)
  }

  /// `input` or `output`
  mutating func interfaceDeclaration(_ kind: SyntaxKind) throws(SyntaxFailure) -> NodeID {
    let start = token.start
    let word = token.kind.spelling
    advance()
    if token.kind == .identifier || token.kind == .const {
      throw unexpected("a type after '\(word)'", code: .expectedType, help: "write \(word) float[64] x;")
    }
    let typeStart = token.start
    let type = try type()
    let name = try name(for: "a variable")
    if token.kind == .leftBracket { throw misplacedSize(typeStart: typeStart, name: name) }
    if token.kind == .equals {
      throw failure(
        .malformedDeclaration, "an \(word) is declared without a value",
        help: kind == .inputDeclaration ? "its value comes from outside the program" : "assign to it later")
    }
    try endDeclaration()
    return node(kind, symbol: name.symbol, start: start, children: ChildList(type))
  }

  /// `qubit[2] q;`
  mutating func qubitDeclaration() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let children = token.kind == .leftBracket ? ChildList(try designator()) : ChildList()
    let name = try name(for: "a qubit")
    if token.kind == .leftBracket { throw misplacedSize(typeStart: start, name: name) }
    if token.kind == .equals {
      throw failure(
        .malformedDeclaration, "a qubit has no initial value", help: "qubits begin in 0; use reset to be sure")
    }
    try endDeclaration()
    return node(.qubitDeclaration, symbol: name.symbol, start: start, children: children)
  }

  /// `qreg q[2];` or `creg c[2];`
  mutating func registerDeclaration(_ kind: SyntaxKind) throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    if token.kind == .leftBracket {
      throw failure(
        .misplacedSize, "the size of an old-style register stands behind its name",
        help: kind == .qregDeclaration ? "write qubit[2] q; or qreg q[2];" : "write bit[2] c; or creg c[2];")
    }
    let name = try name(for: "a register")
    let children = token.kind == .leftBracket ? ChildList(try designator()) : ChildList()
    try endDeclaration()
    return node(kind, symbol: name.symbol, start: start, children: children)
  }

  private mutating func endDeclaration() throws(SyntaxFailure) {
    if token.kind == .comma {
      throw failure(.malformedDeclaration, "one statement declares one name", help: "write a statement for each name")
    }
    try semicolon(after: "the declaration")
  }

  /// `qubit q[4]` for `qubit[4] q`
  private mutating func misplacedSize(typeStart: UInt32, name: Token) -> SyntaxFailure {
    let type = excerpt(from: typeStart, to: name.start).split(separator: " ").joined(separator: " ")
    let opening = token.start
    var end = Int(opening)
    while end < lexer.count, end - Int(opening) < 40, lexer.bytes[end] != UInt8(ascii: "]"), lexer.bytes[end] != 0x0A {
      end += 1
    }
    if lexer.bytes[end] == UInt8(ascii: "]") { end += 1 }
    let size = excerpt(from: opening, to: UInt32(end))
    return failure(
      .misplacedSize, "the size belongs to the type and stands before the name", from: opening, to: UInt32(end),
      help: "write \(type)\(size) \(excerpt(from: name.start, to: name.end));")
  }

  mutating func aliasDeclaration() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let name = try name(for: "an alias")
    try expect(.equals, "after the alias's name")
    let valueStart = token.start
    let first = try expression()
    var children = ChildList(first)
    while accept(.doublePlus) { children.append(try expression(), in: &tree) }
    if tree[first].nextSibling != .none {
      children = ChildList(node(.concatenation, start: valueStart, children: children))
    }
    try semicolon(after: "the alias")
    return node(.aliasDeclaration, symbol: name.symbol, start: start, children: children)
  }
}
