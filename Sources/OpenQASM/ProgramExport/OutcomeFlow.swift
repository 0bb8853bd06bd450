/// The names in a program that may hold something else after each measurement.
///
/// Names count, not variables: two of one name are taken for one, which errs on the careful side.
struct OutcomeFlow {
  private(set) var names: Set<String> = []
  /// The names of each subroutine's parameters.
  private var parameters: [String: [String]] = [:]

  init(_ files: [SourceText], version: LanguageVersion) {
    var parsed: [Parser] = []
    var statements: [[NodeID]] = []
    for (file, source) in files.enumerated() {
      var parser = Parser(source: source, file: file, version: version)
      var roots: [NodeID] = []
      while let statement = parser.nextStatement() { roots.append(statement) }
      // Whoever writes the program refuses what is higher.
      guard parser.tree.height <= SyntaxTree.walkedHeight else { continue }
      parsed.append(parser)
      statements.append(roots)
    }
    var count = -1
    while count < names.count {
      count = names.count
      for (parser, roots) in zip(parsed, statements) {
        for statement in roots { follow(statement, parser, isDecided: false) }
      }
    }
  }

  /// Whether an expression may differ from outcome to outcome.
  func depends(_ id: NodeID, _ parser: Parser) -> Bool {
    let node = parser.tree[id]
    if node.kind == .measureExpression { return true }
    if node.kind == .identifier, names.contains(parser.symbols.name(of: node.symbol)) { return true }
    return parser.tree.children(of: id).contains { depends($0, parser) }
  }

  /// Follows values through a statement; `isDecided` where outcomes decide whether it takes place.
  private mutating func follow(_ id: NodeID, _ parser: Parser, isDecided: Bool) {
    let tree = parser.tree
    let node = tree[id]
    let parts = Array(tree.children(of: id))
    switch node.kind {
    case .classicalDeclaration where parts.count == 2:
      if isDecided || depends(parts[1], parser) { names.insert(parser.symbols.name(of: node.symbol)) }
    case .assignment where isDecided || depends(parts[1], parser): insert(parts[0], parser)
    case .measureStatement where parts.count == 2: insert(parts[1], parser)
    case .defStatement:
      parameters[parser.symbols.name(of: node.symbol)] = tree.children(of: parts[0]).map {
        parser.symbols.name(of: tree[$0].symbol)
      }
    case .call:
      for (name, argument) in zip(parameters[parser.symbols.name(of: node.symbol)] ?? [], parts)
      where depends(argument, parser) { names.insert(name) }
    default: break
    }
    let control: NodeID? =
      switch node.kind {
      case .ifStatement, .whileStatement, .switchStatement: parts.first
      case .forStatement: parts[2]
      default: nil
      }
    let isInside = isDecided || control.map { depends($0, parser) } ?? false
    for part in parts { follow(part, parser, isDecided: isInside) }
  }

  private mutating func insert(_ target: NodeID, _ parser: Parser) {
    var base = target
    while parser.tree[base].kind == .indexExpression { base = parser.tree.firstChild(of: base) }
    if parser.tree[base].kind == .identifier { names.insert(parser.symbols.name(of: parser.tree[base].symbol)) }
  }
}
