internal import Circuits

/// What Amazon Braket's local simulator reads: its own gates, all bits in one register, and the classical language
/// without what that simulator lacks or takes for something else.
extension ProgramWriter {
  mutating func writeForBraket(_ id: NodeID) throws(ExportError) {
    let node = parser.tree[id]
    switch node.kind {
    case .gateStatement, .nopStatement, .pragma: replace(id, with: "")
    case .annotatedStatement:
      for child in parser.tree.children(of: id) {
        if parser.tree[child].kind == .annotation { replace(child, with: "") } else { try write(child) }
      }
    case .qubitDeclaration: break
    case .qregDeclaration: writeRegister(id)
    case .scope:
      edits.insert("if (true) ", at: Int(node.start))
      try writeBody(id)
    case .gateCall: if !writeOperations(id) { try writeRunningGate(id) }
    case .measureStatement, .assignment: if !writeOperations(id) { try writeAssignment(id) }
    case .resetStatement, .barrierStatement: if !writeOperations(id) { try checkQubits(of: id) }
    case .classicalDeclaration, .cregDeclaration, .outputDeclaration: try writeDeclaration(id)
    case .constDeclaration, .inputDeclaration:
      try checkType(node.firstChild)
      try declare(parser.symbols.name(of: node.symbol), localName(of: node.firstChild), at: id)
      if parser.tree[node.firstChild].nextSibling != .none {
        try writeExpression(parser.tree[node.firstChild].nextSibling)
      }
    case .aliasDeclaration: try checkAlias(id)
    case .expressionStatement: try writeExpression(node.firstChild)
    case .ifStatement, .whileStatement, .forStatement, .defStatement, .returnStatement: try writeControl(id)
    case .breakStatement, .continueStatement:
      throw refusal(
        "leaves a loop for all outcomes at once, so \(node.kind.statementNoun) is not written", at: id,
        help: "put the condition into the loop's own, or the rest of the body under an if")
    default: throw refusal("has no \(node.kind.statementNoun)", at: id)
    }
  }

  private mutating func writeControl(_ id: NodeID) throws(ExportError) {
    let node = parser.tree[id]
    let parts = Array(parser.tree.children(of: id))
    switch node.kind {
    case .forStatement:
      try checkType(parts[0])
      guard parser.tree[parts[0]].detail == .int || parser.tree[parts[0]].detail == .uint else {
        throw refusal("has loops with int and uint only", at: parts[0])
      }
      try writeExpression(parts[2])
      try writeBody(parts[3], declaring: [name(of: parts[1]): localName(of: parts[0])])
    case .defStatement: try writeSubroutine(id, parts)
    case .returnStatement:
      guard let value = parts.first else { throw refusal("has no `return` without a value", at: id) }
      try writeConverted(value, to: returnType)
    default:
      try writeExpression(parts[0])
      for body in parts.dropFirst() { try writeBody(body) }
    }
  }

  /// Braket runs a subroutine's statements to the end: only its last one may return.
  private mutating func writeSubroutine(_ id: NodeID, _ parts: [NodeID]) throws(ExportError) {
    var names: [String: LocalName] = [:]
    var types: [String?] = []
    for parameter in parser.tree.children(of: parts[0]) {
      let type = parser.tree.firstChild(of: parameter)
      if parser.tree[type].kind != .qubitType, parser.tree[type].detail != .qreg { try checkType(type) }
      names[name(of: parameter)] = localName(of: type)
      types.append(numberType(type))
    }
    parameterTypes[name(of: id)] = types
    if parts.count == 3 { try checkType(parts[1]) }
    returnType = parts.count == 3 ? numberType(parts[1]) : nil
    let outer = (scopes, isInSubroutine)
    (scopes, isInSubroutine) = ([names], true)
    let body = Array(parser.tree.children(of: parts[parts.count - 1]))
    for statement in body {
      if statement != body.last, parser.tree[statement].kind == .returnStatement {
        throw refusal("returns at the end of a subroutine only", at: statement)
      }
      if let inner = innerReturn(statement), parser.tree[statement].kind != .returnStatement {
        throw refusal(
          "returns at the end of a subroutine only", at: inner, help: "keep the value in a variable until the end")
      }
      try write(statement)
    }
    (scopes, isInSubroutine) = outer
  }

  private func innerReturn(_ id: NodeID) -> NodeID? {
    if parser.tree[id].kind == .returnStatement { return id }
    for child in parser.tree.children(of: id) {
      if let found = innerReturn(child) { return found }
    }
    return nil
  }

  // MARK: Declarations

  /// `qreg q[2];` as `qubit[2] q;`.
  private mutating func writeRegister(_ id: NodeID) {
    let node = parser.tree[id]
    let size = node.firstChild == .none ? "" : parser.tree.text(of: node.firstChild)
    replace(id, with: "qubit\(size) \(parser.symbols.name(of: node.symbol));")
  }

  private mutating func writeDeclaration(_ id: NodeID) throws(ExportError) {
    let node = parser.tree[id]
    let name = parser.symbols.name(of: node.symbol)
    if let register = globalBits(name), scopes.isEmpty { return try writeGlobalBits(id, register) }
    guard node.kind == .classicalDeclaration else {
      throw refusal("reports bits only", at: id, help: "leave `output` out, or write the value into bits")
    }
    try checkType(node.firstChild)
    let value = parser.tree[node.firstChild].nextSibling
    let kind = localName(of: node.firstChild)
    try declare(name, kind, at: id)
    if value != .none, parser.tree[value].kind == .measureExpression { throw localMeasurement(id) }
    if value != .none { return try writeValue(value, for: kind) }
    // A bit that was never set has no value.
    switch kind {
    case .bit: edits.insert(" = 0", at: Int(node.end) - 1)
    case .bits:
      let size = parser.tree.firstChild(of: parser.tree.firstChild(of: node.firstChild))
      guard let count = RegisterCondition.constant(size, in: parser.tree), count <= 1 << 20 else {
        throw refusal("needs the size of a register as a number", at: size)
      }
      edits.insert(" = \"\(String(repeating: "0", count: Int(count)))\"", at: Int(node.end) - 1)
    case .array: throw refusal("has no arrays without values", at: id, help: "give it a list of values")
    case .truth, .number, .other: break
    }
  }

  /// Braket's blocks have no names of their own, but for loops' and subroutines'.
  private mutating func declare(_ name: String, _ kind: LocalName, at id: NodeID) throws(ExportError) {
    let isHidden = scopes.contains { $0[name] != nil } || !isInSubroutine && globalNames[name] != nil
    let isRegister = !isInSubroutine && registerNames.contains(name)
    guard !isHidden, !isRegister else {
      throw refusal("has no blocks with names of their own", at: id, help: "give the variable another name")
    }
    if scopes.isEmpty { globalNames[name] = kind } else { scopes[scopes.count - 1][name] = kind }
  }

  /// Names of qubits and bits outside of all blocks.
  private var registerNames: Set<String> {
    var names = Set(program.circuit.bitRegisters.map(\.name))
    if case .registers(let registers) = program.circuit.qubits { names.formUnion(registers.map(\.name)) }
    return names
  }

  private func localMeasurement(_ id: NodeID) -> ExportError {
    refusal(
      "measures into its one register of bits only", at: id,
      help: "declare the bit outside of all blocks, and measure into it")
  }

  /// All registers of bits are declared at the text's start: what is left is the value.
  private mutating func writeGlobalBits(_ id: NodeID, _ register: Register) throws(ExportError) {
    let node = parser.tree[id]
    let value = node.kind == .classicalDeclaration ? parser.tree[node.firstChild].nextSibling : .none
    if let outcome = operationText(id) { return replace(id, with: outcome) }
    guard value != .none else { return replace(id, with: "") }
    if parser.tree[value].kind == .measureExpression { throw localMeasurement(id) }
    if register.isScalar {
      edits.replace(Int(node.start)..<Int(parser.tree[value].start), with: Array("\(bit(register, 0)) = ".utf8))
      return try writeExpression(value)
    }
    try writeBits(id, register, value)
  }

  /// A constant for a whole register, bit by bit.
  private mutating func writeBits(_ id: NodeID, _ register: Register, _ value: NodeID) throws(ExportError) {
    guard parser.tree[value].kind == .bitStringLiteral, !isInSubroutine else { throw wholeRegister(id) }
    let digits = parser.tree.text(of: value).filter { $0 == "0" || $0 == "1" }.reversed()
    replace(id, with: digits.enumerated().map { "\(bit(register, $0)) = \($1);" }.joined(separator: "\n"))
  }

  func wholeRegister(_ id: NodeID) -> ExportError {
    refusal(
      "has no values of whole registers: its bits are counted from the other end", at: id,
      help: "write the bits one by one, as in c[0] == 1 && c[1] == 0")
  }

  private mutating func checkAlias(_ id: NodeID) throws(ExportError) {
    let value = parser.tree.firstChild(of: id)
    let parts = parser.tree[value].kind == .concatenation ? Array(parser.tree.children(of: value)) : [value]
    for part in parts {
      guard parser.tree[part].kind == .identifier, globalBits(name(of: part)) == nil, parts.count <= 2 else {
        throw refusal("has aliases of one or two whole registers of qubits only", at: part)
      }
    }
    try declare(parser.symbols.name(of: parser.tree[id].symbol), .other, at: id)
  }

  // MARK: Assignments

  private mutating func writeAssignment(_ id: NodeID) throws(ExportError) {
    let parts = Array(parser.tree.children(of: id))
    let isStatement = parser.tree[id].kind == .measureStatement
    let (value, target) = isStatement ? (parts[0], parts.last ?? parts[0]) : (parts[1], parts[0])
    if parser.tree[value].kind == .measureExpression {
      guard !isInSubroutine else {
        throw refusal("has no measurements in subroutines", at: id, help: "measure where the subroutine is called")
      }
      guard parts.count == 2, let text = try measurementTarget(target) else { throw localMeasurement(id) }
      try checkQubits(of: value)
      return replace(id, with: "\(text) = \(parser.tree.text(of: value));")
    }
    switch parser.tree[id].detail {
    case .equals, .plusEquals, .minusEquals, .asteriskEquals, .slashEquals, .percentEquals: break
    default: throw refusal("has no bitwise operations on numbers", at: id)
    }
    if parser.tree[target].kind == .identifier, let register = globalBits(name(of: target)), !register.isScalar {
      return try writeBits(id, register, value)
    }
    try writeExpression(target)
    try writeValue(value, for: local(target) ?? .other)
  }

  /// The bit that a measurement fills; nil where that is no bit of the text's register.
  private func measurementTarget(_ id: NodeID) throws(ExportError) -> String? {
    let node = parser.tree[id]
    if node.kind == .identifier {
      guard let register = globalBits(name(of: id)), register.isScalar else { return nil }
      return bit(register, 0)
    }
    guard node.kind == .indexExpression, let register = globalBits(name(of: node.firstChild)) else { return nil }
    let entries = Array(parser.tree.children(of: parser.tree[node.firstChild].nextSibling))
    guard entries.count == 1 else { return nil }
    if let index = RegisterCondition.constant(entries[0], in: parser.tree).flatMap({ Int(exactly: $0) }) {
      return bit(register, index)
    }
    guard parser.tree[entries[0]].kind == .identifier, register.start == 0,
      outcomes?.depends(entries[0], parser) != true
    else {
      throw refusal(
        "measures into bits whose number is written out, or a single variable that counts the first register",
        at: entries[0], help: "declare this register of bits before the others, and index it with a variable")
    }
    return "\(bitName)[\(name(of: entries[0]))]"
  }

  /// What is assigned to a variable.
  private mutating func writeValue(_ id: NodeID, for kind: LocalName) throws(ExportError) {
    if kind == .bits, parser.tree[id].kind == .bitStringLiteral {
      let digits = parser.tree.text(of: id).filter { $0 == "0" || $0 == "1" }
      return replace(id, with: "\"\(String(digits.reversed()))\"")
    }
    try writeExpression(id, as: kind == .truth ? .truth : kind == .number ? .number : .value)
  }

  // MARK: Gates that the run decides about

  /// The gates of a call whose angles or qubits only the run knows: the call is expanded with the text of its
  /// arguments in place of angles, and that of its operands in place of qubits.
  private mutating func writeRunningGate(_ id: NodeID) throws(ExportError) {
    var arguments: [NodeID] = []
    var operands: [NodeID] = []
    for child in parser.tree.children(of: id) {
      switch parser.tree[child].kind {
      case .argumentList: arguments = Array(parser.tree.children(of: child))
      case .inverseModifier, .powerModifier, .controlModifier, .negatedControlModifier, .designator: break
      default: operands.append(child)
      }
    }
    let calls = origins.instructions(in: range(id)).compactMap { place in
      if case .gate(let gate, let angles, let qubits, let powers) = program.code[place], powers.isEmpty {
        (gate, angles.count, qubits)
      } else {
        nil
      }
    }
    guard calls.count == 1, let (gate, angleCount, qubits) = calls.first, angleCount == arguments.count,
      qubits.count == operands.count
    else {
      throw refusal(
        "has no controlled gate with a phase that the run decides", at: id, help: "write it with rz, ry and cx")
    }
    for part in arguments + operands { try checkGatePart(part) }
    let expanded = try expansion(of: gate, arguments, operands, at: id)
    if expanded.operations.count > 1 { try checkRepetition(qubits, arguments, at: id) }
    var writer = CircuitWriter(expanded, rules: dialect.rules)
    replace(id, with: String(decoding: writer.text(of: expanded.operations.indices), as: UTF8.self))
  }

  private func expansion(
    of gate: Gate, _ arguments: [NodeID], _ operands: [NodeID], at id: NodeID
  ) throws(ExportError) -> Circuit {
    var call = Circuit(
      qubits: .registers(
        operands.enumerated().map { place, operand in
          Register(name: parser.tree.text(of: operand), start: place, count: 1, isScalar: true)
        }),
      parameters: arguments.map { argument in
        let isPlain = parser.tree[argument].kind == .identifier || parser.tree[argument].kind == .indexExpression
        let text = parser.tree.text(of: argument)
        return Parameter(name: isPlain ? text : "(\(text))")
      }, declarations: program.circuit.declarations)
    let angles = arguments.indices.map { call.expressions.parameter($0) }
    call.append(gate, angles: angles, qubits: Array(operands.indices))
    do throws(ExportError) {
      return try Preparation(dialect).expanded(call)
    } catch {
      var error = error
      error.range = range(id)
      throw error
    }
  }

  /// Several gates in place of one act in another order where registers are mixed with single qubits, and evaluate
  /// arguments more than once.
  private func checkRepetition(
    _ qubits: [QubitOperand], _ arguments: [NodeID], at id: NodeID
  ) throws(ExportError) {
    let registers = qubits.filter { if case .register = $0 { true } else { false } }
    guard registers.isEmpty || registers.count == qubits.count else {
      throw refusal("cannot repeat this gate over a register", at: id, help: "write a loop over the register")
    }
    for argument in arguments where containsCall(argument) {
      throw refusal("would call the function more than once", at: argument, help: "keep the value in a variable first")
    }
  }

  private func containsCall(_ id: NodeID) -> Bool {
    parser.tree[id].kind == .call || parser.tree.children(of: id).contains { containsCall($0) }
  }

  /// Arguments and operands are written as they stand, so nothing in them may need another text.
  private func checkGatePart(_ id: NodeID) throws(ExportError) {
    if let outcomes, outcomes.depends(id, parser) {
      throw refusal(
        "chooses angles and qubits before it measures", at: id,
        help: "write an if for each value, with the gate in it")
    }
    var probe = self
    probe.edits = TextEdits()
    if parser.tree[id].kind == .indexExpression || parser.tree[id].kind == .identifier {
      for child in parser.tree.children(of: id) { try probe.writeExpression(child) }
    } else {
      try probe.writeExpression(id)
    }
    guard probe.edits.isEmpty else {
      throw refusal("needs this value in a variable", at: id, help: "assign it to a variable before the gate")
    }
  }

  private func checkQubits(of id: NodeID) throws(ExportError) {
    for operand in parser.tree.children(of: id) { try checkGatePart(operand) }
  }
}
