internal import Circuits

extension Analyzer {
  // MARK: Measurement

  mutating func measureStatement(_ id: NodeID) {
    let measurement = parser.tree.firstChild(of: id)
    let place = parser.tree[measurement].nextSibling
    guard parser.tree[measurement].kind == .measureExpression else {
      report(
        .misplacedStatement, "only a measurement stands before '->'", at: measurement,
        help: meantKeyword(measurement) ?? "assign a subroutine's result: c = name(...);")
      return
    }
    if place == .none {
      measure(measurement, into: nil)
    } else if let target = target(of: place, isWritten: true) {
      measure(measurement, into: target)
    }
  }

  /// Measures into a target, or into nothing.
  mutating func measure(_ id: NodeID, into target: Target?) {
    guard notInGate(id, "a measurement"), let measured = qubits(of: parser.tree.firstChild(of: id)) else { return }
    guard !measured.isRunning, target == nil || target?.knownBits != nil else {
      guard let outcome = outcome(of: measured, at: id) else { return }
      if let target, let value = convertImplicitly(outcome, to: target.type, at: id) {
        write(value, to: target, at: id)
      }
      return
    }
    let bits = target?.knownBits
    guard bits == nil || bits?.count == measured.count else {
      report(
        .sizeMismatch,
        "\(counted(measured.count, "qubit")) measured into \(counted(bits?.count ?? 0, "bit"))",
        at: id, help: "both sides must have the same size")
      return
    }
    guard hasRoom(for: measured.count, at: id) else { return }
    for position in 0..<measured.count {
      circuit.measure(element(measured, position), into: bits?[position])
    }
  }

  /// The outcome of a measurement as a value; nil after a diagnostic.
  mutating func measured(_ id: NodeID) -> Meaning? {
    guard notInGate(id, "a measurement"), let operand = qubits(of: parser.tree.firstChild(of: id)) else { return nil }
    return outcome(of: operand, at: id)
  }

  private mutating func outcome(of operand: Operand, at id: NodeID) -> Meaning? {
    let qubits = qubitOperand(operand, at: id)
    let type: ClassicalType =
      operand.isScalar ? .bit : operand.isOfUnknownCount ? .someBits : .bits(operand.count)
    return result(type, at: id) { .measure(qubits, into: $0) }
  }

  // MARK: Assignment

  mutating func assign(_ id: NodeID) {
    let place = parser.tree.firstChild(of: id)
    let value = parser.tree[place].nextSibling
    guard gateSteps == nil else {
      report(.misplacedStatement, "an assignment cannot stand in a gate's body", at: id)
      return
    }
    guard let target = target(of: place, isWritten: true) else {
      _ = parser.tree[value].kind == .measureExpression ? nil : meaning(of: value)
      return
    }
    if parser.tree[value].kind == .measureExpression {
      guard parser.tree[id].detail == .equals else {
        report(.wrongType, "a measurement is assigned with '='", at: id)
        return
      }
      measure(value, into: target)
    } else if parser.tree[value].kind == .quantumCall {
      report(
        .misplacedStatement, "this is no call of a subroutine", at: value,
        help: meantKeyword(value) ?? "give all arguments in parentheses: \(name(parser.tree[value].symbol))(...)")
    } else if let meaning = assigned(value, target, at: id), let converted = fitted(meaning, target, at: value) {
      write(converted, to: target, at: id)
    }
  }

  /// The value that an assignment puts there: `x += y` is `x = x + y`.
  private mutating func assigned(_ value: NodeID, _ target: Target, at id: NodeID) -> Meaning? {
    guard let meaning = meaning(of: value) else { return nil }
    guard let operation = parser.tree[id].detail.assignedOperation else { return meaning }
    return combine(operation, read(target, at: id), meaning, at: id)
  }

  private mutating func fitted(_ meaning: Meaning, _ target: Target, at id: NodeID) -> Meaning? {
    if target.type == .someBits, case .bits = meaning.type { return meaning }
    if case .openArray(let element, _) = target.type, case .array(element, _) = meaning.type { return meaning }
    return convertImplicitly(meaning, to: target.type, at: id)
  }

  /// What to type for a word that is nearly one of the language.
  func meantKeyword(_ id: NodeID) -> String? {
    TokenKind.nearestKeyword(to: name(parser.tree[id].symbol)).map { "did you mean '\($0.spelling)'?" }
  }

  mutating func expressionStatement(_ id: NodeID) {
    let expression = parser.tree.firstChild(of: id)
    let node = parser.tree[expression]
    guard node.kind == .call else {
      if parser.tree[expression].kind == .measureExpression { return measure(expression, into: nil) }
      _ = meaning(of: expression)
      return
    }
    switch self[node.symbol] {
    case .subroutine(let place): _ = callSubroutine(place, Array(parser.tree.children(of: expression)), at: expression)
    default: _ = meaning(of: expression)
    }
  }

  // MARK: Reset, barrier, delay, box

  mutating func reset(_ id: NodeID) {
    guard notInGate(id, "a reset"), let operand = qubits(of: parser.tree.firstChild(of: id)) else { return }
    if operand.isRunning {
      let qubits = qubitOperand(operand, at: id)
      emit(.reset(qubits), at: id)
    } else if hasRoom(for: operand.count, at: id) {
      for position in 0..<operand.count { circuit.reset(element(operand, position)) }
    }
  }

  mutating func barrier(_ id: NodeID) {
    guard let chosen = operandList(parser.tree.firstChild(of: id)), gateSteps == nil else { return }
    if chosen.contains(where: \.isRunning) {
      let qubits = chosen.map { qubitOperand($0, at: id) }
      emit(.barrier(qubits), at: id)
    } else {
      let qubits = distinct(chosen)
      if hasRoom(for: 1 + qubits.count, at: id) { circuit.barrier(qubits) }
    }
  }

  mutating func delay(_ id: NodeID) {
    let designator = parser.tree.firstChild(of: id)
    guard notInGate(id, "a delay"), let length = length(designator),
      let chosen = operandList(parser.tree[designator].nextSibling)
    else { return }
    guard case .value(.duration(let duration)) = length, !chosen.contains(where: \.isRunning) else {
      let qubits = chosen.map { qubitOperand($0, at: id) }
      let time = slot(length, at: designator)
      emit(.delay(time, qubits), at: id)
      return
    }
    let qubits = distinct(chosen)
    if hasRoom(for: 1 + qubits.count, at: id) { circuit.delay(duration, qubits) }
  }

  mutating func box(_ id: NodeID) {
    guard notInGate(id, "a box") else { return }
    var child = parser.tree.firstChild(of: id)
    var length: Duration?
    if parser.tree[child].kind == .designator {
      guard let given = self.length(child) else { return }
      if case .value(.duration(let duration)) = given {
        length = duration
      } else {
        requireLength(given, at: child)
      }
      child = parser.tree[child].nextSibling
    }
    circuit.startBox(length)
    recordOrigin(of: circuit.operations.count - 1, id)
    boxDepth += 1
    analyze(child)
    boxDepth -= 1
    circuit.endBox()
    recordOrigin(of: circuit.operations.count - 1, id)
  }

  /// Stops the run where a duration is negative that only the run knows.
  private mutating func requireLength(_ length: Meaning, at id: NodeID) {
    let zero = slot(.value(.duration(Duration(0, .nanoseconds))), at: id)
    let given = slot(length, at: id)
    let isLength = slot(result(.bool, at: id) { .binary($0, .lessOrEqual, zero, given) }, at: id)
    let isRefused = emit(.branch(isLength, otherwise: 0), at: id)
    let over = emit(.jump(to: 0), at: id)
    land([isRefused], at: id)
    emit(.fail(.notDefined(operation: "a box of a negative duration")), at: id)
    land([over], at: id)
  }

  /// A duration that is not negative, known now or not.
  private mutating func length(_ designator: NodeID) -> Meaning? {
    let expression = parser.tree.firstChild(of: designator)
    guard let meaning = meaning(of: expression) else { return nil }
    guard meaning.type == .duration || meaning.type == .stretch else {
      return wrongKind(meaning, "a duration such as 100ns", at: expression)
    }
    if case .value(.duration(let duration)) = meaning, !(duration.value >= 0 && duration.value.isFinite) {
      report(
        .badSize, "a duration of \(duration.value) \(duration.unit.rawValue)", at: expression,
        help: "time does not run backwards")
      return nil
    }
    return meaning
  }

  /// The operands of a list; without any, all qubits of the program.
  private mutating func operandList(_ first: NodeID) -> [Operand]? {
    guard first != .none else {
      let count = max(qubitCount, physicalCount)
      return [Operand(start: 0, count: count, isScalar: false)]
    }
    var chosen: [Operand] = []
    var child = first
    while child != .none {
      guard let operand = qubits(of: child) else { return nil }
      chosen.append(operand)
      child = parser.tree[child].nextSibling
    }
    return chosen
  }

  /// All qubits of known operands, each once.
  private func distinct(_ operands: [Operand]) -> [Int] {
    var chosen: [Int] = []
    var seen = Set<Int>()
    for operand in operands {
      for qubit in elements(of: operand) where seen.insert(qubit).inserted { chosen.append(qubit) }
    }
    return chosen
  }

  private mutating func notInGate(_ id: NodeID, _ what: String) -> Bool {
    guard gateSteps != nil else { return true }
    report(
      .misplacedStatement, "\(what) cannot stand in a gate's body", at: id, help: "a gate is unitary: use gates only")
    return false
  }

  private mutating func hasRoom(for count: Int, at id: NodeID) -> Bool {
    guard circuit.operations.count + count <= limits.operations, circuit.operands.count + count < 1 << 31 else {
      report(.tooManyOperations, "more than \(limits.operations) operations", at: id, help: "divide the program")
      return false
    }
    return true
  }

  // MARK: Gate declarations

  mutating func declareGate(_ id: NodeID) {
    let node = parser.tree[id]
    guard isGlobal else {
      report(.misplacedStatement, "gates are declared outside of all blocks", at: id)
      return
    }
    let children = Array(parser.tree.children(of: id))
    let lists = children.filter { parser.tree[$0].kind == .identifierList }
    guard let qubitList = lists.last else { return }
    let angleNames = lists.count == 2 ? names(in: lists[0]) : []
    let qubitNames = names(in: qubitList)
    var declaration = GateDeclaration(
      name: name(node.symbol), angleNames: angleNames.map(\.text), qubitNames: qubitNames.map(\.text), body: nil)
    if node.kind == .gateStatement, let body = children.last {
      declaration.body = gateBody(body, angles: angleNames, qubits: qubitNames)
    }
    declare(declaration, node.symbol, at: id)
  }

  private func names(in list: NodeID) -> [(symbol: Symbol, text: String, id: NodeID)] {
    parser.tree.children(of: list).map { (parser.tree[$0].symbol, name(parser.tree[$0].symbol), $0) }
  }

  private mutating func gateBody(
    _ body: NodeID, angles: [(symbol: Symbol, text: String, id: NodeID)],
    qubits: [(symbol: Symbol, text: String, id: NodeID)]
  ) -> GateBody {
    openScope()
    for (index, angle) in angles.enumerated() { declare(angle.symbol, .gateAngle(index), at: angle.id) }
    for (index, qubit) in qubits.enumerated() { declare(qubit.symbol, .gateQubit(index), at: qubit.id) }
    let outer = expressions
    expressions = ExpressionArena()
    gateSteps = []
    for statement in parser.tree.children(of: body) { analyze(statement) }
    let result = GateBody(expressions: expressions, steps: gateSteps ?? [])
    gateSteps = nil
    expressions = outer
    closeScope()
    return result
  }

  /// Declares a gate; one that equals a row of the gate table is that row.
  private mutating func declare(_ declaration: GateDeclaration, _ symbol: Symbol, at id: NodeID) {
    let angleCount = declaration.angleNames.count
    if let row = StandardGate(declaration.name) ?? StandardGate(declaration.name, in: .qiskitExport),
      declaration.body != nil, row.definition.body == declaration.body,
      row.definition.angleNames.count == angleCount, row.definition.qubitCount == declaration.qubitNames.count
    {
      declareLibraryGate(row, symbol, at: id)
      return
    }
    let target = Gate.Target.declared(circuit.declarations.count)
    circuit.declarations.append(declaration)
    declareReplacing(
      symbol,
      .gate(
        GateEntity(
          target: target, angleCount: angleCount, qubitCount: declaration.qubitNames.count)), at: id)
  }

  mutating func declareLibraryGate(_ row: StandardGate, _ symbol: Symbol, at id: NodeID) {
    declareReplacing(symbol, .gate(GateEntity(row)), at: id)
  }

  /// A program may declare a gate that its library has beyond the published one.
  private mutating func declareReplacing(_ symbol: Symbol, _ entity: Entity, at id: NodeID) {
    if extraLibraryGates.remove(symbol) != nil { self[symbol] = .none }
    declare(symbol, entity, at: id)
  }
}
