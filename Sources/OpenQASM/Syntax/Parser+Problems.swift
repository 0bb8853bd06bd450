internal import Formats

extension Parser {
  /// Reports a problem at the token.
  mutating func report(_ code: DiagnosticCode, _ message: String, help: String? = nil) {
    report(code, message, from: token.start, to: token.end, help: help)
  }

  /// Reports a problem at the token, to be thrown. Text that is no token has been reported already.
  @inline(never)
  mutating func failure(_ code: DiagnosticCode, _ message: String, help: String? = nil) -> SyntaxFailure {
    if token.kind != .invalid { report(code, message, help: help) }
    return SyntaxFailure()
  }

  @inline(never)
  mutating func failure(
    _ code: DiagnosticCode, _ message: String, from start: UInt32, to end: UInt32, help: String? = nil
  ) -> SyntaxFailure {
    if token.kind != .invalid { report(code, message, from: start, to: end, help: help) }
    return SyntaxFailure()
  }

  @inline(never)
  mutating func tooDeep() -> SyntaxFailure {
    failure(
      .nestingTooDeep, tooDeepMessage(), help: "give a part of it its own variable or subroutine")
  }

  /// Reports that something else was expected than the token.
  @inline(never)
  mutating func unexpected(
    _ expected: String, code: DiagnosticCode = .unexpectedToken, help: String? = nil
  ) -> SyntaxFailure {
    failure(code, "expected \(expected), found \(found)", help: help)
  }

  mutating func expect(_ kind: TokenKind, _ place: StaticString, help: String? = nil) throws(SyntaxFailure) {
    if accept(kind) { return }
    throw unexpected("'\(kind.spelling)' \(place)", help: help)
  }

  /// Consumes a closing bracket.
  mutating func close(_ kind: TokenKind, openedAt start: UInt32, _ what: StaticString) throws(SyntaxFailure) {
    if accept(kind) { return }
    switch token.kind {
    case .semicolon, .endOfFile, .leftBrace, .rightBrace:
      let bracket = lexer.text(from: Int(start), to: Int(start) + 1)
      throw failure(
        .unclosedBracket, "this '\(bracket)' is not closed", from: start, to: start + 1,
        help: "close \(what) with '\(kind.spelling)'")
    default:
      throw unexpected("'\(kind.spelling)' to close \(what)")
    }
  }

  /// Consumes the semicolon that ends a statement. One missing at the end of a line is reported and assumed.
  mutating func semicolon(after what: StaticString) throws(SyntaxFailure) {
    if token.kind == .semicolon { return advance() }
    try missingSemicolon(after: what)
  }

  @inline(never)
  private mutating func missingSemicolon(after what: StaticString) throws(SyntaxFailure) {
    if token.kind == .invalid { throw SyntaxFailure() }
    guard token.kind == .rightBrace || token.kind == .endOfFile || startsLine(token) else {
      throw unexpected("';' after \(what)", code: .missingSemicolon)
    }
    report(
      .missingSemicolon, "expected ';' after \(what)", from: previousEnd, to: previousEnd, help: nil)
  }

  /// The token as a message names it.
  var found: String {
    if token.kind == .endOfFile { return token.kind.spelling }
    return "'\(excerpt(from: token.start, to: token.end))'"
  }

  /// A piece of the file's text, shortened where it is long.
  func excerpt(from start: UInt32, to end: UInt32) -> String {
    let limit = 40
    guard end - start > UInt32(limit) else { return lexer.text(from: Int(start), to: Int(end)) }
    return lexer.text(from: Int(start), to: Int(start) + limit).unicodeScalars.dropLast().map(String.init).joined()
      + "..."
  }

  /// Whether only blanks stand before the token on its line.
  mutating func startsLine(_ token: Token) -> Bool {
    var offset = Int(token.start)
    while offset > Int(previousEnd) {
      offset -= 1
      let byte = lexer.bytes[offset]
      if byte == 0x0A || byte == 0x0D { return true }
      if byte != 0x20 && byte != 0x09 { return false }
    }
    return offset == 0
  }

  /// A name that is being declared; a word of the language cannot be one.
  mutating func name(for what: StaticString) throws(SyntaxFailure) -> Token {
    if token.kind == .identifier {
      let name = token
      advance()
      return name
    }
    if token.kind.isKeyword {
      throw failure(
        .expectedName, "\(found) is a word of the language and cannot name \(what)",
        help: "choose another name, such as \(excerpt(from: token.start, to: token.end))_1")
    }
    throw unexpected("a name for \(what)", code: .expectedName)
  }

  /// Reports that a statement that begins with a name cannot go on with the token.
  @inline(never)
  mutating func unexpectedAfterName(_ first: Token) -> SyntaxFailure {
    if token.kind == .invalid { return SyntaxFailure() }
    let word = excerpt(from: first.start, to: first.end)
    if first.symbol.keyword == .opaque {
      return failure(
        .version2Only, "'opaque' belongs to OpenQASM 2", from: first.start, to: first.end,
        help: "declare a calibrated gate with defcal, or begin the file with OPENQASM 2.0;")
    }
    if token.kind == .at {
      return failure(
        .malformedModifier, "'\(word)' is no gate modifier", from: first.start, to: first.end,
        help: "the modifiers are inv @, pow(k) @, ctrl @ and negctrl @")
    }
    if let keyword = TokenKind.nearestKeyword(to: word) {
      return failure(
        .unknownStatement, "no statement begins with '\(word)'", from: first.start, to: first.end,
        help: "did you mean '\(keyword.spelling)'?")
    }
    return unexpected("';' or an operator after '\(word)'")
  }
}

extension TokenKind {
  /// Words that begin a statement, where recovery may stop.
  var beginsStatement: Bool {
    switch self {
    case .openqasm, .include, .defcalgrammar, .def, .cal, .defcal, .gate, .extern, .box, .let, .break, .continue, .if,
      .end, .return, .for, .while, .switch, .nop, .pragma, .numberSignPragma, .input, .output, .const, .qreg, .qubit,
      .creg, .bool, .bit, .int, .uint, .float, .angle, .complex, .array, .duration, .stretch, .gphase, .inv, .pow,
      .ctrl, .negctrl, .delay, .reset, .measure, .barrier, .opaque, .at:
      true
    default: false
    }
  }

  /// The keyword that a word was probably meant to be: one edit away, or two for long words.
  package static func nearestKeyword(to word: String) -> TokenKind? {
    let word = Array(word.unicodeScalars.prefix(17))
    guard word.count >= 2, word.count <= 16 else { return nil }
    let limit = word.count >= 5 ? 2 : 1
    var best: (kind: TokenKind, distance: Int)?
    for (keyword, spelling) in guesses where abs(spelling.count - word.count) <= limit {
      let distance = NearestMatch.editDistance(word, spelling)
      if distance > 0, distance <= limit, distance < best?.distance ?? .max { best = (keyword, distance) }
    }
    return best?.kind
  }

  /// Keywords that a word may be meant to be.
  private static let guesses: [(keyword: TokenKind, spelling: [Unicode.Scalar])] =
    keywords.filter { ![.im, .in, .opaque].contains($0) }.map { ($0, Array($0.spelling.unicodeScalars)) }
}
