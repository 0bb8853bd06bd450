internal import Circuits

/// A program whose only control is `if (register == constant)` around operations: all that OpenQASM 2 can say.
struct ConditionedProgram {
  /// Operations that take place where a register has a value.
  struct Condition {
    var operations: Range<Int>
    var condition: RegisterCondition
    /// The whole statement.
    var range: SourceRange
  }

  let circuit: Circuit
  /// In order, none inside another.
  private(set) var conditions: [Condition] = []

  private let result: LoadResult
  private let dialect: Dialect
  private let origins: StatementOrigins
  private var files: IncludedFiles

  init(_ result: LoadResult, _ program: Program, dialect: Dialect, binding: InputBinding?) throws(ExportError) {
    self.result = result
    self.dialect = dialect
    circuit = binding.map { program.circuit.bound(to: $0.parameters) } ?? program.circuit
    origins = StatementOrigins(result, program)
    files = IncludedFiles(result)
    try read(file: 0, version: .version3)
  }

  // MARK: Reading

  private mutating func read(file: Int, version: LanguageVersion) throws(ExportError) {
    var parser = Parser(source: result.files[file], file: file, version: version)
    while let statement = parser.nextStatement() {
      try read(statement, parser, file: file)
      parser.tree.removeAll(keepingCapacity: true)
    }
  }

  private mutating func read(_ id: NodeID, _ parser: Parser, file: Int) throws(ExportError) {
    let tree = parser.tree
    switch tree[id].kind {
    case .includeStatement:
      if let inner = files.file(of: id, in: tree) { try read(file: inner, version: parser.version) }
    case .scope, .annotatedStatement: for child in tree.children(of: id) { try read(child, parser, file: file) }
    case .ifStatement: try readCondition(id, parser, file: file)
    case .constDeclaration where isRegister(id, parser), .aliasDeclaration where isRegister(id, parser):
      throw refusal(
        "has no blocks with names of their own", at: tree.range(of: id, file: file), help: "give it another name")
    default:
      let range = tree.range(of: id, file: file)
      guard origins.instructions(in: range).isEmpty else {
        throw refusal("has no \(tree[id].kind.statementNoun)", at: range)
      }
    }
  }

  /// Does a declaration hide a register of bits? Conditions name those.
  private func isRegister(_ id: NodeID, _ parser: Parser) -> Bool {
    let name = parser.symbols.name(of: parser.tree[id].symbol)
    return circuit.bitRegisters.contains { $0.name == name }
  }

  private mutating func readCondition(_ id: NodeID, _ parser: Parser, file: Int) throws(ExportError) {
    let tree = parser.tree
    let range = tree.range(of: id, file: file)
    let parts = Array(tree.children(of: id))
    guard parts.count == 2 else { throw refusal("has no `else`", at: tree.range(of: parts[2], file: file)) }
    guard
      let condition = RegisterCondition(
        parts[0], in: tree, symbols: parser.symbols, registers: circuit.bitRegisters)
    else {
      throw refusal(
        "compares whole registers with numbers only", at: tree.range(of: parts[0], file: file),
        help: "write if (c == 1), where c is a register of bits, or export with --dialect openqasm3")
    }
    var operations: Range<Int>?
    let body = tree[parts[1]].kind == .scope ? Array(tree.children(of: parts[1])) : [parts[1]]
    for statement in body {
      let place = tree.range(of: statement, file: file)
      guard origins.instructions(in: place).isEmpty else {
        throw refusal("has no \(tree[statement].kind.statementNoun) under a condition", at: place)
      }
      guard let own = origins.operations(of: place) else { continue }
      if dialect == .openQASM2, circuit.operations[own.lowerBound].kind == .barrier {
        throw refusal("has no barrier under a condition", at: place, help: "move it out of the block")
      }
      operations = (operations?.lowerBound ?? own.lowerBound)..<own.upperBound
    }
    guard let operations else { return }
    conditions.append(Condition(operations: operations, condition: condition, range: range))
  }

  private func refusal(_ what: String, at range: SourceRange, help: String? = nil) -> ExportError {
    ExportError(
      .statementHasNoText, "\(dialect.title) \(what)",
      help: help ?? "export with --dialect openqasm3, which keeps every statement", range: range)
  }

  // MARK: Writing

  func text() throws(ExportError) -> [UInt8] {
    var rules = dialect.rules
    rules.initializesBits = dialect == .braket
    var statements = try OperationStatements(
      circuit, dialect: dialect, form: dialect == .braket ? .circuit : .conditions, rules: rules)
    var names = NameCheck(dialect)
    try names.check(statements.prepared, declaring: statements.writer.rowsToDeclare())
    var output = statements.declarations()
    var next = 0
    for condition in conditions {
      output += statements.text(of: next..<condition.operations.lowerBound)
      try write(condition, &statements, to: &output)
      next = condition.operations.upperBound
    }
    output += statements.text(of: next..<circuit.operations.count)
    guard dialect != .openQASM2,
      let text = Formatter.format(SourceText(path: result.files[0].path, bytes: output)).text
    else { return output }
    return Array(text.utf8)
  }

  private func write(
    _ condition: Condition, _ statements: inout OperationStatements, to output: inout [UInt8]
  ) throws(ExportError) {
    // What never holds is left out: readers shorten the number to the register.
    guard dialect == .openQASM3 || condition.condition.isPossible else { return }
    let lines = statements.text(of: condition.operations)
      .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
    guard !lines.isEmpty else { return }
    let (register, value) = (condition.condition.register, condition.condition.value)
    if dialect == .openQASM2 {
      try checkOrder(condition, lineCount: lines.count)
      for line in lines {
        output.write("if (\(register.name) == \(value)) ")
        output += line
        output.append(UInt8(ascii: "\n"))
      }
      return
    }
    var test = "\(register.name) == \(value)"

    if dialect == .braket, let merged = statements.prepared.bitRegisters.first {
      let start = statements.prepared.bitRegisters.count == 1 ? register.start : 0
      test = condition.condition.text { "\(merged.name)[\(start + $0)]" }
    }
    output.write("if (\(test)) {\n")
    for line in lines {
      output.write("  ")
      output += line
      output.append(UInt8(ascii: "\n"))
    }
    output.write("}\n")
  }

  /// Each operation asks anew in OpenQASM 2, so none but the last may change the answer.
  private func checkOrder(_ condition: Condition, lineCount: Int) throws(ExportError) {
    guard lineCount > 1 else { return }
    let bits = condition.condition.register.range
    let changes = condition.operations.dropLast().contains { index in
      let operation = circuit.operations[index]
      return operation.kind == .measure
        && circuit.operands(of: index).last.map { $0 != Operation.noBit && bits.contains(Int($0)) } ?? false
    }
    guard changes else { return }
    throw refusal(
      "asks again before each operation, and this block changes what it asks for", at: condition.range,
      help: "measure into another register, or last in the block")
  }
}

extension SyntaxKind {
  /// What messages call a statement.
  var statementNoun: String {
    switch self {
    case .ifStatement: "`if` inside of an `if`"
    case .forStatement: "`for`"
    case .whileStatement: "`while`"
    case .switchStatement: "`switch`"
    case .breakStatement: "`break`"
    case .continueStatement: "`continue`"
    case .endStatement: "`end`"
    case .returnStatement: "`return`"
    case .defStatement: "subroutines"
    case .externStatement: "extern functions"
    case .assignment, .expressionStatement: "calculations"
    case .classicalDeclaration, .constDeclaration, .cregDeclaration: "variables with values"
    case .inputDeclaration: "inputs"
    case .outputDeclaration: "outputs but bits"
    case .aliasDeclaration: "aliases that the run chooses"
    case .gateCall: "gates whose angles or qubits the run chooses"
    case .measureStatement, .resetStatement: "measurements and resets of qubits that the run chooses"
    case .barrierStatement, .delayStatement: "waits that the run chooses"
    case .calStatement, .defcalStatement, .calibrationGrammarStatement: "calibrations"
    case .boxStatement: "boxes"
    case .scope: "blocks"
    default: "such a statement"
    }
  }
}
