internal import Circuits

extension Analyzer {
  mutating func include(_ id: NodeID) {
    let path = String(parser.tree.text(of: parser.tree.firstChild(of: id)).dropFirst().dropLast())
    guard scopeStarts.isEmpty else {
      report(.misplacedStatement, "files are included outside of all blocks", at: id)
      return
    }
    if let library = IncludeFile.all.first(where: { $0.name == path }) {
      declare(library, at: id)
      return
    }
    guard includeStack.count <= limits.includeDepth else {
      report(.includeTooDeep, "'\(path)' is the \(includeStack.count + 1)th file inside one another", at: id)
      return
    }
    guard !includeStack.contains(where: { files[$0].path == path }) else {
      report(.includeCycle, "'\(path)' includes itself", at: id)
      return
    }
    switch includes.contents(of: path) {
    case .success(let bytes): read(SourceText(path: path, bytes: bytes))
    case .failure(.notFound):
      report(
        .includeNotFound, "there is no file '\(path)'", at: id,
        help: nearest(to: path, among: IncludeFile.all.map(\.name)).map { "did you mean \"\($0)\"?" }
          ?? "paths are relative to the program's folder")
    case .failure(.outsideFolder):
      report(
        .includeOutside, "'\(path)' is outside of the program's folder", at: id,
        help: "copy the file beside the program")
    case .failure(.unreadable(let reason)):
      report(.includeUnreadable, "'\(path)' cannot be read: \(reason)", at: id)
    }
  }

  private mutating func declare(_ library: IncludeFile, at id: NodeID) {
    guard includedLibraries.insert(library.name).inserted else { return }
    for entry in library.entries {
      let symbol = parser.symbols.intern(entry.name)
      if case .none = self[symbol] {
        declareLibraryGate(entry.gate, symbol, at: id)
        if entry.isExtra { extraLibraryGates.insert(symbol) }
      } else if !entry.isExtra {
        report(
          .declaredTwice, "\"\(library.name)\" declares '\(entry.name)', which is already \(self[symbol].noun)", at: id,
          help: "include the library first, and give the other another name")
      }
    }
  }

  /// Reads an included file in place of its statement.
  private mutating func read(_ source: SourceText) {
    files.append(source)
    includeStack.append(files.count - 1)
    var outer = Parser(
      source: source, file: files.count - 1, symbols: parser.symbols, version: parser.version)
    swap(&outer, &parser)
    analyzeFile()
    diagnostics += parser.diagnostics
    outer.symbols = parser.symbols
    parser = outer
    includeStack.removeLast()
  }
}
