import OpenQASM

/// Trees as text for comparison: `(kind name operator children...)`, and leaves as they are written.
struct TreeText {
  private var parser: Parser

  /// Each statement of a program in a line; problems follow as their codes.
  static func of(_ text: String, version: LanguageVersion = .version3) -> String {
    var tree = TreeText(parser: Parser(source: SourceText(path: "test.qasm", text: text), file: 0, version: version))
    var lines: [String] = []
    while let statement = tree.parser.nextStatement() { lines.append(tree.text(of: statement)) }
    return (lines + tree.parser.diagnostics.map { "! \($0.code.name)" }).joined(separator: "\n")
  }

  private func text(of id: NodeID) -> String {
    let node = parser.tree[id]
    switch node.kind {
    case .identifier, .integerLiteral, .floatLiteral, .imaginaryLiteral, .booleanLiteral, .bitStringLiteral,
      .durationLiteral, .stringLiteral, .hardwareQubit, .annotation, .remainingLine:
      return parser.tree.text(of: id)
    case .omitted:
      return "_"
    case .scalarType where node.firstChild == .none:
      return node.detail.spelling
    default:
      break
    }
    var parts = ["\(node.kind)"]
    if node.symbol != .none { parts.append(parser.symbols.name(of: node.symbol)) }
    if node.detail != .endOfFile { parts.append(node.detail.spelling) }
    for child in parser.tree.children(of: id) { parts.append(text(of: child)) }
    return "(\(parts.joined(separator: " ")))"
  }
}
