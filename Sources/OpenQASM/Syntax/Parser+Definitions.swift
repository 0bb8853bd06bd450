extension Parser {
  /// `gate name(angles) qubits { ... }`
  mutating func gateStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let name = try name(for: "a gate")
    var children = ChildList()
    if token.kind == .leftParenthesis { children.append(try angleList(), in: &tree) }
    children.append(try qubitList(), in: &tree)
    children.append(try scope(of: "the gate"), in: &tree)
    return node(.gateStatement, symbol: name.symbol, start: start, children: children)
  }

  /// The names of a gate's angles, in parentheses.
  mutating func angleList() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    var children = ChildList()
    while token.kind != .rightParenthesis {
      children.append(try declaredName("an angle"), in: &tree)
      guard accept(.comma) else { break }
      if isVersion2, token.kind == .rightParenthesis { throw trailingComma() }
    }
    try close(.rightParenthesis, openedAt: start, "the gate's angles")
    return node(.identifierList, start: start, children: children)
  }

  /// The names of a gate's qubits.
  mutating func qubitList() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    var children = ChildList()
    repeat {
      if !children.isEmpty, token.kind == .leftBrace, !isVersion2 { break }
      children.append(try declaredName("a qubit"), in: &tree)
    } while accept(.comma)
    if token.kind == .leftBracket {
      throw failure(.misplacedSize, "the qubits of a gate are single and have no size", help: "name each qubit")
    }
    return node(.identifierList, start: start, children: children)
  }

  private mutating func declaredName(_ what: StaticString) throws(SyntaxFailure) -> NodeID {
    if isVersion2 { return try version2DeclaredName(what) }
    if token.kind == .qubit || token.kind == .angle || token.kind == .float {
      throw failure(
        .expectedName, "the angles and qubits of a gate are declared without types", help: "leave \(found) out")
    }
    let name = try name(for: what)
    return node(.identifier, symbol: name.symbol, start: name.start)
  }

  /// `def name(parameters) -> type { ... }`
  mutating func defStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let name = try name(for: "a subroutine")
    var children = ChildList(try parameterList(isExtern: false))
    if token.kind == .arrow { children.append(try returnType(), in: &tree) }
    children.append(try scope(of: "the subroutine"), in: &tree)
    return node(.defStatement, symbol: name.symbol, start: start, children: children)
  }

  /// `extern name(types) -> type;`
  mutating func externStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let name = try name(for: "an extern function")
    var children = ChildList(try parameterList(isExtern: true))
    if token.kind == .arrow { children.append(try returnType(), in: &tree) }
    try semicolon(after: "the extern function")
    return node(.externStatement, symbol: name.symbol, start: start, children: children)
  }

  private mutating func parameterList(isExtern: Bool) throws(SyntaxFailure) -> NodeID {
    let start = token.start
    try expect(.leftParenthesis, "after the name", help: "a subroutine without parameters has empty ones: ()")
    var children = ChildList()
    while token.kind != .rightParenthesis {
      children.append(isExtern ? try externParameter() : try parameter(), in: &tree)
      guard accept(.comma) else { break }
    }
    try close(.rightParenthesis, openedAt: start, "the parameters")
    return node(.parameterList, start: start, children: children)
  }

  mutating func returnType() throws(SyntaxFailure) -> NodeID {
    advance()
    return try scalarType()
  }

  /// A type and a name.
  mutating func parameter() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    if token.kind == .creg || token.kind == .qreg { return try registerParameter() }
    let type = try parameterType()
    let name = try name(for: "a parameter")
    if token.kind == .leftBracket {
      throw failure(
        .misplacedSize, "the size belongs to the type and stands before the name", help: "write qubit[2] q or bit[2] c")
    }
    return node(.parameter, symbol: name.symbol, start: start, children: ChildList(type))
  }

  private mutating func parameterType() throws(SyntaxFailure) -> NodeID {
    switch token.kind {
    case .qubit:
      let start = token.start
      advance()
      let children = token.kind == .leftBracket ? ChildList(try designator()) : ChildList()
      return node(.qubitType, start: start, children: children)
    case .readonly, .mutable:
      return try arrayReferenceType()
    case .array:
      throw failure(
        .expectedType, "an array parameter says whether it may be changed",
        help: "write readonly array[...] or mutable array[...]")
    default:
      return try scalarType()
    }
  }

  /// `creg c[2]`: as a type with its size, which stands behind the name.
  private mutating func registerParameter() throws(SyntaxFailure) -> NodeID {
    let (start, detail) = (token.start, token.kind)
    advance()
    let name = try name(for: "a parameter")
    let size = token.kind == .leftBracket ? ChildList(try designator()) : ChildList()
    let type = node(.scalarType, detail: detail, start: start, children: size)
    return node(.parameter, symbol: name.symbol, start: start, children: ChildList(type))
  }

  private mutating func externParameter() throws(SyntaxFailure) -> NodeID {
    switch token.kind {
    case .creg:
      let start = token.start
      advance()
      let size = token.kind == .leftBracket ? ChildList(try designator()) : ChildList()
      return node(.scalarType, detail: .creg, start: start, children: size)
    case .qubit, .qreg:
      throw failure(.expectedType, "an extern function takes no qubits")
    default:
      let type = try parameterType()
      if token.kind == .identifier {
        throw failure(
          .unexpectedToken, "the parameters of an extern function have types and no names", help: "leave \(found) out")
      }
      return type
    }
  }
}
