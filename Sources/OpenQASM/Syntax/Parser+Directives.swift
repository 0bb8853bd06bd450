extension Parser {
  /// `OPENQASM 3.1;`, which is the first statement where there is one.
  mutating func versionStatement() -> NodeID {
    let start = token.start
    let text = versionText()
    var isKnown = true
    switch text {
    case "2.0"?: version = .version2
    case "3"?, "3.0"?: version = .version3
    default: isKnown = readOtherVersion(text)
    }
    tree.version = text
    lexer.setVersion2(version.major == 2)
    advance()
    if isKnown {
      do {
        try semicolon(after: "the version")
        return node(.versionStatement, start: start)
      } catch {}
    }
    while token.kind != .semicolon, token.kind != .endOfFile, !startsLine(token) { advance() }
    _ = accept(.semicolon)
    return node(.malformed, start: start)
  }

  /// The digits behind the word OPENQASM, which become the token.
  private mutating func versionText() -> String? {
    var start = Int(token.end)
    while [0x20, 0x09, 0x0A, 0x0D].contains(lexer.bytes[start]) { start += 1 }
    var end = start
    while Lexer.isDigit(lexer.bytes[end]) { end += 1 }
    if end > start, lexer.bytes[end] == UInt8(ascii: "."), Lexer.isDigit(lexer.bytes[end + 1]) {
      end += 1
      while Lexer.isDigit(lexer.bytes[end]) { end += 1 }
    }
    let isEnd = end > start && lexer.bytes[end] != UInt8(ascii: ".") && !lexer.continuesWord(at: end)
    if !isEnd {
      while end < lexer.count, lexer.bytes[end] > 0x20, lexer.bytes[end] != UInt8(ascii: ";") { end += 1 }
    }
    token.start = UInt32(start)
    token.end = UInt32(end)
    token.kind = isEnd ? .floatLiteral : end == lexer.count ? .endOfFile : .identifier
    lexer.position = end
    return isEnd ? lexer.text(from: start, to: end) : nil
  }

  /// Takes the version that is meant; whether it is one.
  private mutating func readOtherVersion(_ text: String?) -> Bool {
    guard let text else {
      _ = unexpected("a version after 'OPENQASM'", code: .unknownVersion, help: "write OPENQASM 3.0;")
      return false
    }
    let parts = text.split(separator: ".").map { Int($0) }
    if parts.first == 3, let minor = parts.last ?? nil {
      version = LanguageVersion(major: 3, minor: minor)
      return true
    }
    if parts.first == 2 { version = .version2 }
    report(
      .unknownVersion, "there is no OpenQASM \(text)",
      help: parts.first == 2 ? "write OPENQASM 2.0;" : "write OPENQASM 3.0; or OPENQASM 2.0;")
    return false
  }

  /// `include "path";` or `defcalgrammar "name";`
  mutating func pathStatement() throws(SyntaxFailure) -> NodeID {
    let (start, word) = (token.start, token.kind)
    advance()
    guard token.kind == .stringLiteral || token.kind == .bitStringLiteral else {
      let example = word == .include ? "include \"stdgates.inc\";" : "defcalgrammar \"openpulse\";"
      throw unexpected("a name in quotes after '\(word.spelling)'", code: .malformedDirective, help: "write \(example)")
    }
    if isVersion2, lexer.bytes[Int(token.start)] == UInt8(ascii: "'") {
      report(.version3Only, "OpenQASM 2 has double quotes only", help: "write include \"qelib1.inc\";")
    }
    let path = leaf(.stringLiteral)
    if word == .include {
      try semicolon(after: "the include")
      return node(.includeStatement, start: start, children: ChildList(path))
    }
    try semicolon(after: "the calibration grammar")
    return node(.calibrationGrammarStatement, start: start, children: ChildList(path))
  }

  /// `pragma text`, to the end of the line.
  mutating func pragma() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    let content = remainingLine()
    guard content.start < content.end else {
      throw failure(
        .malformedDirective, "a pragma needs text on its line", from: start, to: previousEnd,
        help: "write what it is for: pragma braket verbatim")
    }
    let line = node(.remainingLine, start: content.start)
    return node(.pragma, start: start, children: ChildList(line))
  }

  /// Reads to the end of the line, and then the next token. The range has no blanks at its ends.
  private mutating func remainingLine() -> (start: UInt32, end: UInt32) {
    var start = Int(token.end)
    while lexer.bytes[start] == 0x20 || lexer.bytes[start] == 0x09 { start += 1 }
    let lineEnd = lexer.endOfLine(from: start)
    var end = lineEnd
    while end > start, lexer.bytes[end - 1] == 0x20 || lexer.bytes[end - 1] == 0x09 { end -= 1 }
    lexer.position = lineEnd
    lexer.checkEncoding(from: start, to: end, &diagnostics)
    if end > start { token.end = UInt32(end) }
    advance()
    return (UInt32(start), UInt32(end))
  }

  /// Annotations, one a line, and the statement that they belong to.
  mutating func annotatedStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    var children = ChildList()
    while token.kind == .at {
      let annotation = token.start
      let first = Int(token.end)
      guard lexer.continuesWord(at: first), !Lexer.isDigit(lexer.bytes[first]) else {
        throw failure(
          .misplacedAnnotation, "'@' begins an annotation only where a name follows it directly",
          help: "write @name and the text that belongs to it")
      }
      _ = remainingLine()
      children.append(node(.annotation, start: annotation), in: &tree)
    }
    switch token.kind {
    case .endOfFile, .rightBrace, .leftBrace, .pragma, .numberSignPragma:
      throw failure(
        .misplacedAnnotation, "an annotation belongs to a statement, and none follows", from: start, to: previousEnd)
    default:
      children.append(try statementOrScope(), in: &tree)
      return node(.annotatedStatement, start: start, children: children)
    }
  }

  /// `cal { ... }`
  mutating func calStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    advance()
    try calibrationBlock()
    return node(.calStatement, start: start)
  }

  /// `defcal name(arguments) qubits -> type { ... }`: checked, and kept as text only.
  mutating func defcalStatement() throws(SyntaxFailure) -> NodeID {
    let start = token.start
    let nodes = tree.nodes.count
    advance()
    let symbol = token.kind == .identifier ? token.symbol : nil
    switch token.kind {
    case .identifier, .measure, .reset, .delay: advance()
    default: throw unexpected("what is calibrated: a gate, measure, reset or delay", code: .malformedCalibration)
    }
    if token.kind == .leftParenthesis { try calibrationArguments() }
    repeat {
      if token.kind != .identifier, token.kind != .hardwareQubit {
        throw unexpected("a qubit", code: .malformedCalibration, help: "write defcal x $0 { ... }")
      }
      advance()
    } while accept(.comma) && token.kind != .leftBrace && token.kind != .arrow
    if token.kind == .arrow { _ = try returnType() }
    try calibrationBlock()
    tree.nodes.removeLast(tree.nodes.count - nodes)
    guard let symbol else { return node(.defcalStatement, start: start) }
    return node(.defcalStatement, symbol: symbol, start: start)
  }

  /// Values or typed names, in parentheses.
  private mutating func calibrationArguments() throws(SyntaxFailure) {
    let opening = token.start
    advance()
    while token.kind != .rightParenthesis {
      let start = token.start
      switch token.kind {
      case .qubit, .qreg, .creg, .readonly, .mutable:
        _ = try parameter()
      case .bit, .int, .uint, .float, .angle, .bool, .duration, .stretch, .complex, .array:
        let type = try type()
        if !accept(.identifier) {
          height = 1
          _ = try operatorTail(try indexed(try cast(to: type, start: start)), 1)
        }
      default:
        _ = try expression()
      }
      guard accept(.comma) else { break }
    }
    try close(.rightParenthesis, openedAt: opening, "the arguments")
  }

  /// Text in balanced braces, whatever it means.
  private mutating func calibrationBlock() throws(SyntaxFailure) {
    guard token.kind == .leftBrace else {
      throw unexpected("'{' to begin the calibration", code: .malformedCalibration)
    }
    var open = 1
    var end = Int(token.end)
    while open > 0, end < lexer.count {
      if lexer.bytes[end] == UInt8(ascii: "{") { open += 1 }
      if lexer.bytes[end] == UInt8(ascii: "}") { open -= 1 }
      end += 1
    }
    lexer.checkEncoding(from: Int(token.end), to: end, &diagnostics)
    if open > 0 { reportUnclosedScope(openedAt: token.start) }
    lexer.position = end
    token.end = UInt32(end)
    advance()
  }
}
