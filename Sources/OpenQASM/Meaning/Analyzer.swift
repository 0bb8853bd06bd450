internal import Circuits

/// Turns syntax into a circuit, statement by statement, and says everything that is wrong on the way.
///
/// One pass: OpenQASM declares names before use, so a statement's tree is dropped once it is understood, and
/// ten million gates need no more memory than their circuit.
struct Analyzer {
  var parser: Parser
  var circuit = Circuit(qubits: .registers([]))
  var diagnostics: [Diagnostic] = []
  var origins = OperationOrigins()
  var files: [SourceText]
  let includes: Includes
  let limits: LoadLimits

  /// The file that is read now, and those that include it.
  var includeStack: [Int] = [0]
  var includedLibraries: Set<String> = []
  /// Names that a library declares beyond what was published, and that a program may declare itself.
  var extraLibraryGates: Set<Symbol> = []
  /// Gates that are there without an include, whose names a program may give to anything else.
  var dialectGates: Set<Symbol> = []

  /// What each symbol stands for, by the symbol's number.
  var entities: [Entity] = []
  /// What to restore when a scope ends: symbols declared in it, what they stood for outside, and where that is in here.
  var hidden: [(symbol: Symbol, entity: Entity, place: Int?)] = []
  /// The place in `hidden` of each symbol that a scope around the statement declares, for the innermost of them.
  var hiddenPlaces: [Symbol: Int] = [:]
  var scopeStarts: [Int] = []
  /// The code builder's mark of each scope.
  var scopeMarks: [Int] = []

  var qubitRegisters: [Register] = []
  var physicalCount = 0
  var constants: [Meaning] = []
  var aliases: [Alias] = []
  var variables: [Variable] = []
  /// How many elements the arrays have that the program declares.
  var elementCount = 0
  var qubitVariables: [QubitVariable] = []
  /// Parts of variables that have names of their own, and the routine that each is in.
  var variableAliases: [(target: Target, routine: Int?)] = []
  var subroutines: [Subroutine] = []
  /// Inputs and outputs that are no parameters and no registers of the circuit.
  var inputs: [InputVariable] = []
  var outputs: [OutputVariable] = []
  var code = CodeBuilder()
  /// The loops around the statement, of the subroutine that it is in.
  var loops: [Loop] = []
  /// What the subroutine being declared returns, and whether it has a statement that does.
  var returnType: ClassicalType?
  var hasReturn = false
  /// Where the subroutine being declared notes that the program is over; nil where it does not end it.
  var endMark: Slot?
  /// How many boxes are open around the statement, in the subroutine that it is in.
  var boxDepth = 0
  /// Where angle expressions go: the circuit's arena, or that of the gate being declared.
  var expressions = ExpressionArena()
  /// The steps of the gate being declared; nil outside of one.
  var gateSteps: [GateBody.Step]?
  /// Operands of the gate call under way, kept to save allocations.
  var operands: [Operand] = []
  /// Elements of the statement's operands that do not stand one after the other.
  var elementLists: [Int] = []
  var callAngles: [Angle] = []
  /// Slots of those angles of the call that only the run knows, by their place among its angles.
  var callSlots: [Int: Slot] = [:]
  var modifiers: [Modifier] = []

  init(source: SourceText, includes: Includes, limits: LoadLimits) {
    parser = Parser(source: source, file: 0)
    files = [source]
    circuit.reserve(operations: source.bytes.count / 24)
    self.includes = includes
    self.limits = limits
  }

  var file: Int { includeStack[includeStack.count - 1] }
  var isVersion2: Bool { parser.version.major == 2 }

  // MARK: Statements

  /// How many nodes of finished statements may pile up: few enough to stay in the first cache.
  private static let keptNodes = 1024

  /// Reads the current file to its end.
  mutating func analyzeFile() {
    while let statement = parser.nextStatement() {
      analyze(statement)
      if parser.tree.nodes.count > Self.keptNodes { parser.tree.removeAll(keepingCapacity: true) }
      if !elementLists.isEmpty { elementLists.removeAll(keepingCapacity: true) }
      if diagnostics.count >= limits.diagnostics || isFull { break }
    }
  }

  /// The circuit has reached the size that the limits allow; reported once.
  private var isFull: Bool { diagnostics.last?.code == .tooManyOperations }

  /// Understands a statement, and keeps which operations came from it.
  mutating func analyze(_ id: NodeID) {
    let firstOperation = circuit.operations.count
    understand(id)
    code.endStatement()
    if circuit.operations.count > firstOperation, !parser.tree[id].kind.holdsStatements {
      recordOrigin(of: firstOperation, id)
    }
  }

  /// Keeps which statement an operation and those after it came from.
  mutating func recordOrigin(of firstOperation: Int, _ id: NodeID) {
    let node = parser.tree[id]
    origins.record(firstOperation: firstOperation, start: node.start, end: node.end, file: file)
  }

  private mutating func understand(_ id: NodeID) {
    switch parser.tree[id].kind {
    case .gateCall: gateCall(id)
    case .measureStatement: measureStatement(id)
    case .resetStatement: reset(id)
    case .barrierStatement: barrier(id)
    case .delayStatement: delay(id)
    case .boxStatement: box(id)
    case .scope: scope(id)
    case .annotatedStatement: annotated(id)
    case .pragma: pragma(id)
    case .qubitDeclaration, .qregDeclaration: declareQubits(id)
    case .cregDeclaration: declareOldBits(id)
    case .classicalDeclaration: declareClassical(id)
    case .constDeclaration: declareConstant(id)
    case .inputDeclaration: declareInput(id)
    case .outputDeclaration: declareOutput(id)
    case .aliasDeclaration: declareAlias(id)
    case .gateStatement, .opaqueStatement: declareGate(id)
    case .defStatement: declareSubroutine(id)
    case .externStatement: declareExternal(id)
    case .includeStatement: include(id)
    case .assignment: assign(id)
    case .expressionStatement: expressionStatement(id)
    case .ifStatement: ifStatement(id)
    case .forStatement: forStatement(id)
    case .whileStatement: whileStatement(id)
    case .switchStatement: switchStatement(id)
    case .breakStatement: leaveLoop(id, isBreak: true)
    case .continueStatement: leaveLoop(id, isBreak: false)
    case .returnStatement: returnStatement(id)
    case .endStatement: endStatement(id)
    case .versionStatement: if isVersion2 { self[.cx] = .gate(GateEntity(.cx)) }
    case .nopStatement: for operand in parser.tree.children(of: id) { _ = qubits(of: operand) }
    case .defcalStatement, .calibrationGrammarStatement: calibration(id)
    default: break
    }
  }

  private mutating func scope(_ id: NodeID) {
    openScope()
    for statement in parser.tree.children(of: id) { analyze(statement) }
    closeScope()
  }

  private mutating func annotated(_ id: NodeID) {
    for child in parser.tree.children(of: id) {
      if parser.tree[child].kind == .annotation {
        remark(.annotation, String(parser.tree.text(of: child).dropFirst()))
      } else {
        analyze(child)
      }
    }
  }

  /// A calibration of a name that no gate has yet declares one that only a device knows.
  private mutating func calibration(_ id: NodeID) {
    guard isGlobal else {
      report(.misplacedStatement, "calibrations of gates are defined outside of all blocks", at: id)
      return
    }
    let symbol = parser.tree[id].symbol
    guard parser.tree[id].kind == .defcalStatement, symbol != .none else { return }
    switch self[symbol] {
    case .none: declare(symbol, .calibration, at: id)
    case .gate, .calibration, .unsupported: break
    case let other:
      report(
        .declaredTwice, "'\(name(symbol))' is already \(other.noun), and no gate", at: id,
        help: "only gates, measure, reset and delay are calibrated")
    }
  }

  private mutating func pragma(_ id: NodeID) {
    let line = parser.tree.firstChild(of: id)
    remark(.pragma, line == .none ? "" : parser.tree.text(of: line))
  }

  private mutating func remark(_ kind: Remark.Kind, _ text: String) {
    var kept = Substring(text)
    while let last = kept.last, last.isWhitespace { kept.removeLast() }
    circuit.remarks.append(Remark(kind, text: String(kept), operation: circuit.operations.count))
  }

  // MARK: Names

  subscript(symbol: Symbol) -> Entity {
    get { Int(symbol.index) < entities.count ? entities[Int(symbol.index)] : .none }
    set {
      while entities.count <= Int(symbol.index) { entities.append(.none) }
      entities[Int(symbol.index)] = newValue
    }
  }

  func name(_ symbol: Symbol) -> String { parser.symbols.name(of: symbol) }

  mutating func openScope() {
    scopeStarts.append(hidden.count)
    scopeMarks.append(code.scopeMark)
  }

  mutating func closeScope() {
    guard let start = scopeStarts.popLast(), let mark = scopeMarks.popLast() else { return }
    code.endScope(mark)
    while hidden.count > start {
      let (symbol, entity, place) = hidden.removeLast()
      self[symbol] = entity
      hiddenPlaces[symbol] = place
    }
  }

  /// Gives a name its meaning in the innermost scope; a name that this scope has already is an error.
  mutating func declare(_ symbol: Symbol, _ entity: Entity, at id: NodeID) {
    let isInnermost = scopeStarts.last.map { start in hiddenPlaces[symbol].map { $0 >= start } ?? false } ?? true
    if case .none = self[symbol] {
      if builtInConstant(symbol) != nil {
        report(
          .reservedName, "'\(name(symbol))' is a constant of the language", at: nameRange(id),
          help: "give it another name")
        return
      }
    } else if isInnermost, !scopeStarts.isEmpty || dialectGates.remove(symbol) == nil {
      report(
        .declaredTwice, "'\(name(symbol))' is already \(self[symbol].noun)", at: nameRange(id),
        help: "give one of the two another name")
      return
    }
    if !scopeStarts.isEmpty {
      hidden.append((symbol, self[symbol], hiddenPlaces.updateValue(hidden.count, forKey: symbol)))
    }
    self[symbol] = entity
  }

  // MARK: Diagnostics

  func range(_ id: NodeID) -> SourceRange { parser.tree.range(of: id, file: file) }

  /// The statement's first line, where its name stands.
  func nameRange(_ id: NodeID) -> SourceRange { range(id) }

  mutating func report(_ code: DiagnosticCode, _ message: String, at range: SourceRange, help: String? = nil) {
    guard diagnostics.count < limits.diagnostics else { return }
    diagnostics.append(Diagnostic(code, message, at: range, help: help))
  }

  mutating func report(_ code: DiagnosticCode, _ message: String, at id: NodeID, help: String? = nil) {
    report(code, message, at: range(id), help: help)
  }
}

extension SyntaxKind {
  /// Statements inside keep their own places.
  fileprivate var holdsStatements: Bool {
    switch self {
    case .scope, .boxStatement, .ifStatement, .forStatement, .whileStatement, .switchStatement, .defStatement,
      .annotatedStatement, .includeStatement:
      true
    default: false
    }
  }
}
