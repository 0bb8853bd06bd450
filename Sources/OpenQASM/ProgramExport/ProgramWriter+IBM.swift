internal import Circuits

/// What IBM's service runs: physical qubits in its gates, and `if`, loops and `switch` that ask for bits.
extension ProgramWriter {
  mutating func writeForIBM(_ id: NodeID) throws(ExportError) {
    let kind = parser.tree[id].kind
    switch kind {
    case .constDeclaration where isRegister(name(of: id)), .aliasDeclaration where isRegister(name(of: id)):
      throw refusal("has no blocks with names of their own", at: id, help: "give it another name")
    case .qubitDeclaration, .qregDeclaration, .gateStatement, .constDeclaration, .aliasDeclaration, .inputDeclaration,
      .nopStatement, .pragma:
      guard origins.instructions(in: range(id)).isEmpty else { throw refusal("has no \(kind.statementNoun)", at: id) }
      replace(id, with: "")
    case .annotatedStatement:
      for child in parser.tree.children(of: id) {
        if parser.tree[child].kind == .annotation { replace(child, with: "") } else { try write(child) }
      }
    case .classicalDeclaration, .cregDeclaration, .outputDeclaration: try declareForIBM(id)
    case .ifStatement, .whileStatement: try writeConditionalForIBM(id)
    case .switchStatement: try writeSwitchForIBM(id)
    case .forStatement: try writeLoopForIBM(id)
    case .gateCall, .measureStatement, .assignment, .resetStatement, .barrierStatement, .delayStatement:
      if !writeOperations(id) { throw refusal("has no \(noun(of: id))", at: id) }
    case .boxStatement: throw refusal("has no boxes", at: id, help: "remove the box and keep what is in it")
    default: throw refusal("has no \(kind.statementNoun)", at: id)
    }
  }

  private func noun(of id: NodeID) -> String {
    let parts = Array(parser.tree.children(of: id))
    let isMeasurement = parts.last.map { parser.tree[$0].kind == .measureExpression } ?? false
    return (isMeasurement ? SyntaxKind.measureStatement : parser.tree[id].kind).statementNoun
  }

  /// Bits outside of all blocks, which may be filled by a measurement.
  private mutating func declareForIBM(_ id: NodeID) throws(ExportError) {
    let name = parser.symbols.name(of: parser.tree[id].symbol)
    guard scopes.isEmpty, let register = program.circuit.bitRegisters.first(where: { $0.name == name }) else {
      throw refusal("has no variables but bits outside of all blocks", at: id)
    }
    let outcome = operationText(id)
    guard outcome != nil || origins.instructions(in: range(id)).isEmpty else {
      throw refusal("has no \(parser.tree[id].kind.statementNoun)", at: id, help: "a bit starts as 0")
    }
    replace(id, with: "bit\(register.isScalar ? "" : "[\(register.count)]") \(name);\(outcome.map { "\n\($0)" } ?? "")")
  }

  private mutating func writeConditionalForIBM(_ id: NodeID) throws(ExportError) {
    let parts = Array(parser.tree.children(of: id))
    try checkCondition(parts[0])
    for body in parts.dropFirst() { try writeBody(body) }
  }

  private mutating func writeSwitchForIBM(_ id: NodeID) throws(ExportError) {
    let parts = Array(parser.tree.children(of: id))
    try checkCondition(parts[0])
    for part in parts.dropFirst() {
      for child in parser.tree.children(of: part) {
        if parser.tree[child].kind == .scope { try writeBody(child) } else { try checkNumbers(child) }
      }
    }
  }

  private mutating func writeLoopForIBM(_ id: NodeID) throws(ExportError) {
    let parts = Array(parser.tree.children(of: id))
    guard parser.tree[parts[2]].kind == .rangeExpression || parser.tree[parts[2]].kind == .setExpression else {
      throw refusal("has loops over ranges and sets of numbers only", at: parts[2])
    }
    try checkNumbers(parts[2])
    try writeBody(parts[3])
  }

  /// Literals, and lists and ranges of them.
  private func checkNumbers(_ id: NodeID) throws(ExportError) {
    let node = parser.tree[id]
    switch node.kind {
    case .integerLiteral, .omitted: break
    case .rangeExpression, .setExpression, .expressionList, .parenthesized:
      for child in parser.tree.children(of: id) { try checkNumbers(child) }
    case .unaryExpression where node.detail == .minus: try checkNumbers(node.firstChild)
    default: throw refusal("needs a number that is written out here", at: id, help: "write an integer such as 3")
    }
  }

  /// Bits, registers and literals, compared and combined.
  private func checkCondition(_ id: NodeID) throws(ExportError) {
    let node = parser.tree[id]
    switch node.kind {
    case .integerLiteral, .booleanLiteral, .bitStringLiteral: return
    case .identifier where isRegister(id): return
    case .indexExpression where isRegister(node.firstChild):
      let entries = Array(parser.tree.children(of: parser.tree[node.firstChild].nextSibling))
      if entries.count == 1, parser.tree[entries[0]].kind == .integerLiteral { return }
    case .parenthesized: return try checkCondition(node.firstChild)
    case .unaryExpression where node.detail == .exclamation || node.detail == .tilde:
      return try checkCondition(node.firstChild)
    case .binaryExpression:
      switch node.detail {
      case .doubleEquals, .exclamationEquals, .less, .lessEquals, .greater, .greaterEquals, .doubleAmpersand,
        .doublePipe, .ampersand, .pipe, .caret:
        try checkSize(id)
        for child in parser.tree.children(of: id) { try checkCondition(child) }
        return
      default: break
      }
    default: break
    }
    throw refusal(
      "has conditions on bits and registers of bits only", at: id,
      help: "compare a bit or a register with a number, as in c[0] == 1")
  }

  /// Refuses a register beside a number that it cannot hold: Qiskit shortens the number to the register.
  private func checkSize(_ id: NodeID) throws(ExportError) {
    let first = parser.tree[id].firstChild
    let second = parser.tree[first].nextSibling
    for (name, other) in [(first, second), (second, first)] where isRegister(name) {
      let register = program.circuit.bitRegisters.first { $0.name == self.name(of: name) }
      guard let register, let value = RegisterCondition.constant(other, in: parser.tree),
        !RegisterCondition(register: register, value: value).isPossible
      else { continue }
      throw refusal(
        "compares a register with numbers that it can hold only", at: other,
        help: "leave the comparison out: it has the same answer in every run")
    }
  }

  private func isRegister(_ id: NodeID) -> Bool {
    parser.tree[id].kind == .identifier && isRegister(name(of: id))
  }

  private func isRegister(_ name: String) -> Bool {
    program.circuit.bitRegisters.contains { $0.name == name }
  }
}
