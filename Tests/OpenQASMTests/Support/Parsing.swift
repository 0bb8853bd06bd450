import OpenQASM

/// Parses a whole program for its problems.
func diagnostics(of text: String, version: LanguageVersion = .version3) -> [Diagnostic] {
  diagnostics(of: Array(text.utf8), version: version)
}

func diagnostics(of bytes: [UInt8], version: LanguageVersion = .version3) -> [Diagnostic] {
  var parser = Parser(source: SourceText(path: "test.qasm", bytes: bytes), file: 0, version: version)
  while parser.nextStatement() != nil { parser.tree.removeAll(keepingCapacity: true) }
  return parser.diagnostics
}

/// The codes of a program's problems, in the order of their places.
func codes(of text: String, version: LanguageVersion = .version3) -> [String] {
  diagnostics(of: text, version: version).sorted(by: Diagnostic.inSourceOrder).map(\.code.name)
}

/// A program's tokens as their text, comments and blanks left out.
func tokens(of text: String, isVersion2: Bool = false) -> [(kind: TokenKind, text: String)] {
  let source = SourceText(path: "test.qasm", text: text)
  var lexer = Lexer(source: source, file: 0)
  lexer.setVersion2(isVersion2)
  var symbols = SymbolTable()
  var diagnostics: [Diagnostic] = []
  var tokens: [(kind: TokenKind, text: String)] = []
  while true {
    let token = lexer.next(&symbols, &diagnostics)
    if token.kind == .endOfFile { return tokens }
    tokens.append((token.kind, String(decoding: source.bytes[Int(token.start)..<Int(token.end)], as: UTF8.self)))
  }
}
