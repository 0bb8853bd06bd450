/// A statement cannot be read; what is wrong has been reported.
struct SyntaxFailure: Error {}

/// Reads one file, statement by statement, into the nodes of a tree.
///
/// Between two statements the caller may empty the tree, so that a file of any length needs little memory. A
/// statement that does not parse is reported and skipped, so that one pass finds all of a file's problems.
package struct Parser {
  /// After so many problems the rest of a file is not read.
  package static let diagnosticLimit = 100
  /// How deep statements and expressions may nest, together: no tree is higher but along the left side of
  /// a chain of operators, so that all else can be walked recursively.
  package static let nestingLimit = 256

  package var tree: SyntaxTree
  package var symbols: SymbolTable
  package internal(set) var diagnostics: [Diagnostic] = []
  /// What the file's first statement says; until that is read, and without one, what the parser was made with.
  package internal(set) var version: LanguageVersion {
    didSet { isVersion2 = version.major == 2 }
  }

  private(set) var isVersion2: Bool
  let file: Int
  var lexer: Lexer
  /// The token to be read next.
  var token = Token(kind: .endOfFile, symbol: .none, start: 0, end: 0)
  /// The end of the last token read.
  var previousEnd: UInt32 = 0
  /// How many constructs are open around the token.
  var depth = 0
  /// The height of the expression parsed last.
  var height = 0
  /// How many braces were opened and not yet closed.
  var openBraces = 0
  /// In the body of a gate of OpenQASM 2.
  var isInGateBody = false
  private var isFirstStatement = true
  private var reportedUnclosedScope = false
  private var lastReported: UInt32?

  /// A parser of one file; an included file gets the table of names and the version of what includes it.
  package init(
    source: SourceText, file: Int, symbols: SymbolTable = SymbolTable(), version: LanguageVersion = .version3
  ) {
    let isTooLarge = source.bytes.count > Int(Int32.max)
    let source = isTooLarge ? SourceText(path: source.path, bytes: []) : source
    self.file = file
    self.symbols = symbols
    self.version = version
    isVersion2 = version.major == 2
    tree = SyntaxTree(source: source)
    lexer = Lexer(source: source, file: file)
    lexer.setVersion2(version.major == 2)
    if isTooLarge {
      lexer.report(
        .fileTooLarge, "the file has 2 GiB or more", from: 0, to: 0, &diagnostics,
        help: "split the program, or write what repeats as a loop")
    }
    advance()
    previousEnd = 0
  }

  /// Parses the next statement, or block in braces, and appends its nodes; nil at the end of the file.
  package mutating func nextStatement() -> NodeID? {
    if isFirstStatement {
      isFirstStatement = false
      if token.kind == .openqasm { return versionStatement() }
    }
    while token.kind == .rightBrace {
      report(.strayBracket, "this '}' closes nothing", help: "delete it, or look for a missing '{'")
      advance()
    }
    return token.kind == .endOfFile ? nil : recoveringStatement()
  }

  /// A statement, or where none parses a malformed one, after which parsing can go on.
  mutating func recoveringStatement() -> NodeID {
    let start = token.start
    let nodes = tree.nodes.count
    let (depth, openBraces) = (depth, openBraces)
    do {
      return try statementOrScope()
    } catch {
      self.depth = depth
      skipStatement(from: start, openBraces: self.openBraces - openBraces)
      self.openBraces = openBraces
      tree.nodes.removeLast(tree.nodes.count - nodes)
      return node(.malformed, start: start)
    }
  }

  /// Skips to behind the semicolon or the block that ends the statement, or to a line that begins another one.
  private mutating func skipStatement(from start: UInt32, openBraces: Int) {
    var depth = openBraces
    while token.kind != .endOfFile {
      switch token.kind {
      case .leftBrace:
        depth += 1
      case .rightBrace:
        if depth == 0 { return }
        depth -= 1
        if depth == 0 {
          advance()
          if continuesStatement(token.kind) { continue }
          _ = accept(.semicolon)
          return
        }
      case .semicolon where depth == 0:
        return advance()
      case .invalid:
        // An unclosed string hides the semicolon: the next line begins anew.
        advance()
        if depth == 0, startsLine(token) { return }
        continue
      default:
        if depth == 0, token.start > start, token.kind.beginsStatement, startsLine(token) { return }
      }
      advance()
    }
  }

  /// Whether a statement goes on with the token behind a closing brace.
  private mutating func continuesStatement(_ kind: TokenKind) -> Bool {
    switch kind {
    case .else, .rightBracket, .rightParenthesis, .comma: true
    default: kind.precedence > 0 && kind != .minus
    }
  }

  mutating func advance() {
    previousEnd = token.end
    token = lexer.next(&symbols, &diagnostics)
  }

  /// Consumes the token if it is of the kind.
  mutating func accept(_ kind: TokenKind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  /// Goes one level deeper; whoever calls this lowers `depth` again when done.
  mutating func enter() throws(SyntaxFailure) {
    depth += 1
    if depth > Parser.nestingLimit { throw tooDeep() }
  }

  func tooDeepMessage() -> String { "nested more than \(Parser.nestingLimit) deep" }

  /// Appends a node that ends with the last token read.
  mutating func node(
    _ kind: SyntaxKind, detail: TokenKind = .endOfFile, symbol: Symbol = .none, start: UInt32,
    children: ChildList = ChildList()
  ) -> NodeID {
    let id = NodeID(index: UInt32(truncatingIfNeeded: tree.nodes.count))
    tree.nodes.append(
      SyntaxNode(
        kind: kind, detail: detail, symbol: symbol, start: start, end: max(start, previousEnd),
        firstChild: children.first, nextSibling: .none))
    return id
  }

  /// Consumes the token as a node without children.
  mutating func leaf(_ kind: SyntaxKind) -> NodeID {
    let leaf = token
    advance()
    return node(kind, detail: leaf.kind, symbol: leaf.symbol, start: leaf.start)
  }

  /// Reports a problem, unless one was just reported at the same place, perhaps by the lexer.
  mutating func report(_ code: DiagnosticCode, _ message: String, from start: UInt32, to end: UInt32, help: String?) {
    guard lastReported != start, diagnostics.last?.range.start != Int(start) else { return }
    lastReported = start
    lexer.report(code, message, from: Int(start), to: Int(end), &diagnostics, help: help)
  }

  /// Reports, once, that the file ends inside a block.
  mutating func reportUnclosedScope(openedAt start: UInt32) {
    guard !reportedUnclosedScope else { return }
    reportedUnclosedScope = true
    report(
      .unclosedBracket, "this '{' is never closed", from: start, to: start + 1,
      help: "close it with '}' before the file ends")
  }
}
