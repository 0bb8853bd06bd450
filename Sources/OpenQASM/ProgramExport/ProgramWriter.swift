internal import Circuits

/// Writes a program of OpenQASM 3 for a dialect by changing its text: what the dialect says differently is replaced,
/// all else stays and is laid out anew.
struct ProgramWriter {
  let result: LoadResult
  let program: Program
  let dialect: Dialect
  let binding: InputBinding?
  let origins: StatementOrigins
  /// Nil where the dialect keeps all gates.
  var statements: OperationStatements?
  /// Which names hold what was measured; nil where it does not matter.
  private(set) var outcomes: OutcomeFlow?
  /// The file that is read now, and its parser.
  var file = 0
  var parser: Parser
  var edits = TextEdits()
  /// The names that blocks, loops and subroutines around the statement declare.
  var scopes: [[String: LocalName]] = []
  /// The variables outside of all blocks, but for registers of bits.
  var globalNames: [String: LocalName] = [:]
  /// The types of each subroutine's parameters, as far as they are numbers.
  var parameterTypes: [String: [String?]] = [:]
  /// What the subroutine around the statement returns, where that is a number.
  var returnType: String?
  var isInSubroutine = false
  private var files: IncludedFiles
  private var libraries: Set<String> = []
  private var hasVersion = false

  /// What a variable's name stands for.
  enum LocalName { case bit, bits, truth, number, array, other }

  init(_ result: LoadResult, _ program: Program, dialect: Dialect, binding: InputBinding?) throws(ExportError) {
    self.result = result
    self.program = program
    self.dialect = dialect
    self.binding = binding
    origins = StatementOrigins(result, program)
    files = IncludedFiles(result)
    parser = Parser(source: result.files[0], file: 0)
    guard dialect != .openQASM3 else { return }
    let circuit = binding.map { program.circuit.bound(to: $0.parameters) } ?? program.circuit
    statements = try OperationStatements(
      circuit, dialect: dialect, form: dialect == .braket ? .circuit : .statements,
      avoiding: Self.words(of: result.files))
    if dialect == .braket { outcomes = OutcomeFlow(result.files, version: result.version) }
    if let prepared = statements?.prepared {
      var names = NameCheck(dialect)
      try names.check(prepared, declaring: [])
    }
  }

  mutating func text() throws(ExportError) -> [UInt8] {
    let body = try rewrittenFile()
    let source = SourceText(
      path: result.files[0].path, bytes: (hasVersion ? [] : opening() + [UInt8(ascii: "\n")]) + body)
    guard let text = Formatter.format(source).text else {
      throw ExportError(
        .circuitIsMalformed, "the program's text in \(dialect.title) would not be readable",
        help: "export with --dialect openqasm3")
    }
    return Array(text.utf8)
  }

  /// All words of a program's text, among them its names.
  private static func words(of files: [SourceText]) -> Set<String> {
    var words: Set<String> = []
    for file in files {
      let parts = file.bytes.split { byte in
        !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) && byte != UInt8(ascii: "_") && byte < 0x80
          && !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      }
      for part in parts { words.insert(String(decoding: part, as: UTF8.self)) }
    }
    return words
  }

  // MARK: Files

  private mutating func rewrittenFile() throws(ExportError) -> [UInt8] {
    while let statement = parser.nextStatement() {
      guard dialect == .openQASM3 || parser.tree.height <= SyntaxTree.walkedHeight else {
        throw refusal("has no expressions of so many operators", at: statement, help: "divide the expression")
      }
      try write(statement)
      parser.tree.removeAll(keepingCapacity: true)
    }
    return edits.applied(to: parser.tree.source.bytes)
  }

  private mutating func include(_ id: NodeID) throws(ExportError) {
    guard let place = files.file(of: id, in: parser.tree) else {
      let isNew = libraries.insert(IncludedFiles.path(of: id, in: parser.tree)).inserted
      return isNew && dialect == .openQASM3 ? () : replace(id, with: "")
    }
    var outer = (file, edits, Parser(source: result.files[place], file: place, version: parser.version))
    (file, edits) = (place, TextEdits())
    swap(&outer.2, &parser)
    let text = try rewrittenFile()
    let isVersion2 = parser.version.major == 2
    (file, edits, parser) = outer
    guard !isVersion2 else {
      throw refusal("cannot hold a file of OpenQASM 2 in a program of OpenQASM 3", at: id, help: "rewrite the file")
    }
    replace(id, with: String(decoding: text, as: UTF8.self) + "\n")
  }

  private func opening() -> [UInt8] {
    var text = dialect.rules.opening
    if dialect == .openQASM3 { text = "OPENQASM \(result.version.major).\(result.version.minor);\n" }
    if dialect == .braket, let bits = statements?.prepared.bitRegisters.first {
      text += "bit[\(bits.count)] \(bits.name) = \"\(String(repeating: "0", count: bits.count))\";\n"
    }
    return Array(text.utf8.dropLast())
  }

  // MARK: Statements

  mutating func write(_ id: NodeID) throws(ExportError) {
    switch parser.tree[id].kind {
    case .versionStatement:
      replace(id, with: file == 0 ? String(decoding: opening(), as: UTF8.self) : "")
      if file == 0 { hasVersion = true }
    case .includeStatement: try include(id)
    case .inputDeclaration where binding != nil: writeBoundInput(id)
    default:
      switch dialect {
      case .ibm: try writeForIBM(id)
      case .braket: try writeForBraket(id)
      default: break
      }
    }
  }

  /// An input with a value is a constant; an array cannot be one.
  private mutating func writeBoundInput(_ id: NodeID) {
    let node = parser.tree[id]
    let name = parser.symbols.name(of: node.symbol)
    guard let value = binding?.text(of: name, in: program) else { return }
    let type = parser.tree[node.firstChild]
    let keepsVariable = type.kind == .arrayType || type.detail == .bit || type.detail == .creg
    if dialect == .ibm { return replace(id, with: "") }
    globalNames[name] = localName(of: node.firstChild)
    replace(id, with: "\(keepsVariable ? "" : "const ")\(parser.tree.text(of: node.firstChild)) \(name) = \(value);")
  }

  /// Replaces a statement by its operations; false where the run decides about it.
  mutating func writeOperations(_ id: NodeID) -> Bool {
    guard let text = operationText(id) else { return false }
    replace(id, with: text)
    return true
  }

  /// A statement's operations as the dialect writes them.
  mutating func operationText(_ id: NodeID) -> String? {
    guard let operations = origins.operations(of: range(id)), let text = statements?.text(of: operations) else {
      return nil
    }
    return String(decoding: text.last == UInt8(ascii: "\n") ? text.dropLast() : text[...], as: UTF8.self)
  }

  /// A block, or a statement that becomes one: a statement may turn into several.
  mutating func writeBody(_ id: NodeID, declaring names: [String: LocalName] = [:]) throws(ExportError) {
    let node = parser.tree[id]
    scopes.append(names)
    if node.kind == .scope {
      for child in parser.tree.children(of: id) { try write(child) }
    } else {
      edits.insert("{", at: Int(node.start))
      try write(id)
      edits.insert("}", at: Int(node.end))
    }
    scopes.removeLast()
  }

  // MARK: Pieces

  func range(_ id: NodeID) -> SourceRange { parser.tree.range(of: id, file: file) }

  func name(of id: NodeID) -> String { parser.symbols.name(of: parser.tree[id].symbol) }

  mutating func replace(_ id: NodeID, with text: String) {
    let node = parser.tree[id]
    var end = Int(node.end)
    // What is left out takes its line with it.
    if text.isEmpty, startsLine(Int(node.start)) {
      let bytes = parser.tree.source.bytes
      let rest = bytes[end...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }
      if rest.endIndex < bytes.count, bytes[rest.endIndex] == UInt8(ascii: "\n") { end = rest.endIndex + 1 }
    }
    edits.replace(Int(node.start)..<end, with: Array(text.utf8))
  }

  private func startsLine(_ place: Int) -> Bool {
    let bytes = parser.tree.source.bytes
    var start = place
    while start > 0, bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
    return start == 0 || bytes[start - 1] == UInt8(ascii: "\n")
  }

  func refusal(_ what: String, at id: NodeID, help: String? = nil) -> ExportError {
    ExportError(
      .statementHasNoText, "\(dialect.title) \(what)",
      help: help ?? "export with --dialect openqasm3, which keeps every statement", range: range(id))
  }
}
