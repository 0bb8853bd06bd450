/// Prints programs in the canonical layout: one statement a line, two blanks a level, all comments kept.
package enum Formatter {
  /// The program's canonical text; nil, and what is wrong with it, where it does not parse.
  package static func format(_ source: SourceText) -> (text: String?, diagnostics: [Diagnostic]) {
    var parser = Parser(source: source, file: 0)
    var regions: [Region] = []
    while parser.nextStatement() != nil {
      collectRegions(parser.tree, into: &regions)
      parser.tree.removeAll(keepingCapacity: true)
    }
    let diagnostics = parser.diagnostics
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    var layout = TokenLayout(source: source, isVersion2: parser.version.major == 2, regions: regions)
    return (layout.text(), diagnostics)
  }

  /// A part of the file that its tokens alone do not explain.
  struct Region {
    enum Kind {
      /// Text to the end of a line: a pragma or an annotation.
      case line
      /// A statement whose text in braces is kept as it is.
      case calibration
      /// Values in braces, as against a block of statements.
      case list
    }

    var kind: Kind
    var start: Int
    var end: Int
  }

  private static func collectRegions(_ tree: SyntaxTree, into regions: inout [Region]) {
    let first = regions.count
    for node in tree.nodes {
      let kind: Region.Kind
      switch node.kind {
      case .pragma, .annotation: kind = .line
      case .calStatement, .defcalStatement: kind = .calibration
      case .setExpression, .arrayLiteral: kind = .list
      default: continue
      }
      regions.append(Region(kind: kind, start: Int(node.start), end: Int(node.end)))
    }
    if regions.count - first > 1 { regions[first...].sort { $0.start < $1.start } }
  }
}
