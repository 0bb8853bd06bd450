internal import Circuits

extension Analyzer {
  // MARK: Measurement

  mutating func measureStatement(_ id: NodeID) {
    let measurement = parser.tree.firstChild(of: id)
    guard parser.tree[measurement].kind == .measureExpression else {
      reportClassical("a subroutine's result", at: measurement)
      return
    }
    let target = parser.tree[measurement].nextSibling
    if target == .none {
      measure(measurement, into: nil)
    } else if let bits = bits(of: target) {
      measure(measurement, into: bits)
    }
  }

  mutating func assign(_ id: NodeID) {
    let target = parser.tree.firstChild(of: id)
    let value = parser.tree[target].nextSibling
    guard parser.tree[value].kind == .measureExpression, parser.tree[id].detail == .equals else {
      if parser.tree[value].kind == .measureExpression {
        report(.wrongType, "a measurement is assigned with '='", at: id)
      } else {
        reportClassical("an assignment", at: id)
      }
      return
    }
    guard let bits = bits(of: target) else { return }
    measure(value, into: bits)
  }

  mutating func measure(_ id: NodeID, into target: BitTarget?) {
    guard notInGate(id, "a measurement"), let measured = qubits(of: parser.tree.firstChild(of: id)) else { return }
    guard target == nil || target?.indices.count == measured.count else {
      report(
        .sizeMismatch,
        "\(counted(measured.count, "qubit")) measured into \(counted(target?.indices.count ?? 0, "bit"))",
        at: id, help: "both sides must have the same size")
      return
    }
    guard hasRoom(for: measured.count, at: id) else { return }
    for position in 0..<measured.count {
      circuit.measure(element(measured, position), into: target?.indices[position])
    }
  }

  // MARK: Reset, barrier, delay, box

  mutating func reset(_ id: NodeID) {
    guard notInGate(id, "a reset"), let operand = qubits(of: parser.tree.firstChild(of: id)),
      hasRoom(for: operand.count, at: id)
    else { return }
    for position in 0..<operand.count { circuit.reset(element(operand, position)) }
  }

  mutating func barrier(_ id: NodeID) {
    guard let chosen = operandList(parser.tree.firstChild(of: id)), gateSteps == nil else { return }
    if hasRoom(for: 1 + chosen.count, at: id) { circuit.barrier(chosen) }
  }

  mutating func delay(_ id: NodeID) {
    let designator = parser.tree.firstChild(of: id)
    guard notInGate(id, "a delay"), let duration = duration(designator),
      let chosen = operandList(parser.tree[designator].nextSibling), hasRoom(for: 1 + chosen.count, at: id)
    else { return }
    circuit.delay(duration, chosen)
  }

  mutating func box(_ id: NodeID) {
    guard notInGate(id, "a box") else { return }
    var child = parser.tree.firstChild(of: id)
    var length: Duration?
    if parser.tree[child].kind == .designator {
      guard let given = duration(child) else { return }
      length = given
      child = parser.tree[child].nextSibling
    }
    circuit.startBox(length)
    analyze(child)
    circuit.endBox()
  }

  private mutating func duration(_ designator: NodeID) -> Duration? {
    let expression = parser.tree.firstChild(of: designator)
    guard let meaning = meaning(of: expression) else { return nil }
    guard case .duration(let duration) = meaning else {
      return wrongKind(meaning, "a duration such as 100ns", at: expression)
    }
    guard duration.value >= 0, duration.value.isFinite else {
      report(
        .badSize, "a duration of \(duration.value) \(duration.unit.rawValue)", at: expression,
        help: "time does not run backwards")
      return nil
    }
    return duration
  }

  /// All qubits of a list of operands, each once; without operands, all qubits of the program.
  private mutating func operandList(_ first: NodeID) -> [Int]? {
    guard first != .none else { return Array(0..<max(qubitCount, physicalCount)) }
    var chosen: [Int] = []
    var seen = Set<Int>()
    var child = first
    while child != .none {
      guard let operand = qubits(of: child) else { return nil }
      for qubit in elements(of: operand) where seen.insert(qubit).inserted { chosen.append(qubit) }
      child = parser.tree[child].nextSibling
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
    guard gateSteps == nil, scopeStarts.isEmpty else {
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
