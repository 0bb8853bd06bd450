/// OpenQASM 2.0 by the grammar of its paper (arXiv 1707.03429, appendix A).
extension Parser {
  mutating func version2Statement() throws(SyntaxFailure) -> NodeID {
    if isInGateBody, token.kind != .barrier {
      throw failure(
        .unexpectedToken, "the body of a gate holds gates and barriers only, found \(found)")
    }
    switch token.kind {
    case .include: return try pathStatement()
    case .qreg: return try version2Register(.qregDeclaration)
    case .creg: return try version2Register(.cregDeclaration)
    case .gate: return try version2Gate()
    case .opaque: return try version2Opaque()
    case .if: return try version2If()
    case .barrier: return try version2Barrier()
    case .measure: return try version2Measure()
    case .reset: return try resetStatement()
    case .semicolon: throw failure(.emptyStatement, "this ';' ends nothing", help: "delete it")
    case .openqasm:
      throw failure(
        .misplacedVersion, "the version must be the first statement", help: "move it to the top of the file")
    case .leftBrace:
      throw failure(
        .version3Only, "OpenQASM 2 has no blocks", help: "begin the file with OPENQASM 3.0; to use newer constructs")
    default: throw failure(.unknownStatement, "no statement begins with \(found)")
    }
  }

  /// A gate and its qubits.
  mutating func version2GateCall() throws(SyntaxFailure) -> NodeID {
    let name = token
    let isKnown = isVersion2Name(name) || name.symbol == .u || name.symbol == .cx
    if !isKnown { throw misspelledName(name) }
    advance()
    var children = ChildList()
    if token.kind == .leftParenthesis { children.append(try argumentList(), in: &tree) }
    guard token.kind == .identifier else { throw malformedVersion2Statement(name) }
    try operands(into: &children)
    if token.kind != .semicolon, !startsLine(token), token.kind != .rightBrace, token.kind != .endOfFile {
      throw malformedVersion2Statement(name)
    }
    try semicolon(after: "the gate's qubits")
    return node(.gateCall, symbol: name.symbol, start: name.start, children: children)
  }

  /// Reports that a name and what follows are no gate call.
  private mutating func malformedVersion2Statement(_ name: Token) -> SyntaxFailure {
    if token.kind == .invalid { return SyntaxFailure() }
    if let keyword = name.symbol.keyword, keyword.bit & TokenKind.version3Keywords != 0 {
      return failure(
        .version3Only, "'\(keyword.spelling)' belongs to OpenQASM 3", from: name.start, to: name.end,
        help: version2Replacement(for: keyword) ?? "begin the file with OPENQASM 3.0; to use newer constructs")
    }
    if token.kind == .equals || token.kind.isAssignment {
      return failure(.version3Only, "OpenQASM 2 has no assignments", help: "outcomes are stored with measure q -> c;")
    }
    return token.kind == .identifier || token.kind == .arrow
      ? unexpectedAfterName(name) : unexpected("a qubit", code: .expectedOperand)
  }

  private func version2Replacement(for keyword: TokenKind) -> String? {
    switch keyword {
    case .qubit: "write qreg q[2]; or begin the file with OPENQASM 3.0;"
    case .bit: "write creg c[2]; or begin the file with OPENQASM 3.0;"
    default: nil
    }
  }

  /// `qreg q[2];`
  private mutating func version2Register(_ kind: SyntaxKind) throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    if token.kind == .leftBracket {
      throw failure(.misplacedSize, "the size of a register stands behind its name", help: "write qreg q[2];")
    }
    let name = try version2NewName("a register")
    guard token.kind == .leftBracket else {
      throw unexpected("'[' and the register's size", help: "a single qubit is a register of one: qreg q[1];")
    }
    let size = try bracketedInteger(.designator)
    if token.kind == .comma {
      throw failure(.malformedDeclaration, "one statement declares one name", help: "write a statement for each name")
    }
    try semicolon(after: "the declaration")
    return node(kind, symbol: name.symbol, start: start, children: ChildList(size))
  }

  /// `[3]`: sizes and indices are plain integers.
  private mutating func bracketedInteger(_ kind: SyntaxKind) throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    guard token.kind == .integerLiteral else {
      throw unexpected("an integer", help: "sizes and indices of OpenQASM 2 are integers such as 3")
    }
    let integer = leaf(.integerLiteral)
    try close(.rightBracket, openedAt: start, "the number")
    return node(kind, start: start, children: ChildList(integer))
  }

  mutating func version2Index(_ operand: NodeID) throws(SyntaxFailure) -> NodeID {
    if isInGateBody {
      throw failure(
        .unexpectedToken, "the qubits of a gate are single and have no index", help: "name each of them: gate g a, b")
    }
    var children = ChildList(operand)
    children.append(try bracketedInteger(.indexOperator), in: &tree)
    return node(.indexExpression, start: tree[operand].start, children: children)
  }

  private mutating func version2Gate() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let name = try version2NewName("a gate")
    var children = ChildList()
    if token.kind == .leftParenthesis { children.append(try angleList(), in: &tree) }
    children.append(try qubitList(), in: &tree)
    guard token.kind == .leftBrace else { throw unexpected("'{' to begin the body of the gate", code: .missingBody) }
    isInGateBody = true
    let body = try scope()
    isInGateBody = false
    children.append(body, in: &tree)
    return node(.gateStatement, symbol: name.symbol, start: start, children: children)
  }

  private mutating func version2Opaque() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let name = try version2NewName("a gate")
    var children = ChildList()
    if token.kind == .leftParenthesis { children.append(try angleList(), in: &tree) }
    children.append(try qubitList(), in: &tree)
    try semicolon(after: "the opaque gate")
    return node(.opaqueStatement, symbol: name.symbol, start: start, children: children)
  }

  /// `if (c == 1) gate q;`
  private mutating func version2If() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    let opening = token.start
    try expect(.leftParenthesis, "after 'if'", help: "the condition stands in parentheses: if (c == 1)")
    guard token.kind == .identifier else { throw unexpected("the name of a classical register", code: .expectedName) }
    if !isVersion2Name(token) { throw misspelledName(token) }
    let register = leaf(.identifier)
    guard accept(.doubleEquals) else {
      throw unexpected(
        "'=='", code: .malformedCondition, help: "OpenQASM 2 compares a whole register with an integer: if (c == 1)")
    }
    guard token.kind == .integerLiteral else { throw unexpected("an integer", code: .malformedCondition) }
    var comparison = ChildList(register)
    comparison.append(leaf(.integerLiteral), in: &tree)
    let condition = node(
      .binaryExpression, detail: .doubleEquals, start: tree[register].start, children: comparison)
    try close(.rightParenthesis, openedAt: opening, "the condition")
    switch token.kind {
    case .identifier, .measure, .reset: break
    default:
      throw unexpected(
        "a gate, a measurement or a reset after the condition", code: .missingBody,
        help: "OpenQASM 2 has no blocks: write 'if' before each statement")
    }
    var children = ChildList(condition)
    children.append(try statementOrScope(), in: &tree)
    return node(.ifStatement, start: start, children: children)
  }

  private mutating func version2Barrier() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    var children = ChildList()
    try operands(into: &children)
    try semicolon(after: "the barrier")
    return node(.barrierStatement, start: start, children: children)
  }

  private mutating func version2Measure() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    var children = ChildList(try measureExpression())
    try expect(.arrow, "and a classical register after the measured qubits", help: "write measure q -> c;")
    children.append(try target(), in: &tree)
    try semicolon(after: "the measurement")
    return node(.measureStatement, start: start, children: children)
  }

  /// A name in an expression: an angle, pi, or a function with its argument.
  mutating func version2Name() throws(SyntaxFailure) -> NodeID {
    let name = token
    guard isVersion2Name(name) || name.symbol == .pi || name.symbol.isVersion2Function else {
      throw misspelledName(name)
    }
    advance()
    guard name.symbol.isVersion2Function else {
      if token.kind == .leftParenthesis {
        throw failure(
          .version3Only, "OpenQASM 2 has no function '\(excerpt(from: name.start, to: name.end))'", from: name.start,
          to: name.end, help: "its functions are sin, cos, tan, exp, ln and sqrt")
      }
      return node(.identifier, symbol: name.symbol, start: name.start)
    }
    let opening = token.start
    try expect(.leftParenthesis, "after the function's name")
    let argument = try expression()
    try close(.rightParenthesis, openedAt: opening, "the argument")
    try wrap(over: 0)
    return node(.call, symbol: name.symbol, start: name.start, children: ChildList(argument))
  }

  mutating func version2DeclaredName(_ what: StaticString) throws(SyntaxFailure) -> NodeID {
    let name = try version2NewName(what)
    return node(.identifier, symbol: name.symbol, start: name.start)
  }

  private mutating func version2NewName(_ what: StaticString) throws(SyntaxFailure) -> Token {
    if token.kind == .identifier, !isVersion2Name(token) { throw misspelledName(token) }
    return try name(for: what)
  }

  /// Names of OpenQASM 2 begin with a small letter, and are none of its functions.
  mutating func isVersion2Name(_ token: Token) -> Bool {
    lexer.bytes[Int(token.start)] &- UInt8(ascii: "a") < 26
      && !(token.symbol.index >= Symbol.pi.index && token.symbol.index <= Symbol.pi.index + 6)
  }

  @inline(never)
  mutating func misspelledName(_ name: Token) -> SyntaxFailure {
    let text = excerpt(from: name.start, to: name.end)
    if name.symbol.index >= Symbol.u.index, name.symbol.index <= Symbol.pi.index + 6 {
      return failure(
        .expectedName, "'\(text)' is a word of OpenQASM 2 and cannot be a name here", from: name.start, to: name.end)
    }
    let small = text.prefix(1).lowercased() + text.dropFirst()
    return failure(
      .expectedName, "a name of OpenQASM 2 begins with a small letter, and '\(text)' does not", from: name.start,
      to: name.end, help: text.hasPrefix("_") ? nil : "write \(small)")
  }
}
