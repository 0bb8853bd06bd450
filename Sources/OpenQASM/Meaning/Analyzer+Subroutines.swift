internal import Circuits

extension Analyzer {
  // MARK: Declaration

  mutating func declareSubroutine(_ id: NodeID) {
    let node = parser.tree[id]
    guard isGlobal else {
      report(.misplacedStatement, "subroutines are declared outside of all blocks", at: id)
      return
    }
    let children = Array(parser.tree.children(of: id))
    guard let list = children.first, let body = children.last else { return }
    let parameters = Array(parser.tree.children(of: list))
    var kinds: [Subroutine.Parameter] = []
    for parameter in parameters {
      guard let kind = parameterKind(parser.tree.firstChild(of: parameter)) else {
        return declare(node.symbol, .unsupported, at: id)
      }
      kinds.append(kind)
    }
    var result: ClassicalType?
    if children.count == 3 {
      guard let type = type(of: children[1]) else { return declare(node.symbol, .unsupported, at: id) }
      result = type
    }
    let subroutine = Subroutine(
      name: name(node.symbol), parameters: kinds, result: result, routine: code.addRoutine(name(node.symbol)),
      mayEnd: mayEnd(body))
    subroutines.append(subroutine)
    declare(node.symbol, .subroutine(subroutines.count - 1), at: id)
    compile(subroutine, parameters, body, at: id)
  }

  /// Does a subroutine's body hold an `end`, or call another that does?
  private func mayEnd(_ body: NodeID) -> Bool {
    var rest = [body]
    while let id = rest.popLast() {
      let node = parser.tree[id]
      if node.kind == .endStatement { return true }
      if node.kind == .call, case .subroutine(let place) = self[node.symbol], subroutines[place].mayEnd { return true }
      rest += parser.tree.children(of: id)
    }
    return false
  }

  private mutating func parameterKind(_ type: NodeID) -> Subroutine.Parameter? {
    let node = parser.tree[type]
    switch node.kind {
    case .qubitType: return qubitParameter(node.firstChild)
    case .scalarType where node.detail == .qreg: return qubitParameter(node.firstChild)
    case .arrayReferenceType:
      return arrayType(type).map { .array($0, isMutable: node.detail == .mutable) }
    default: return self.type(of: type).map { .value($0) }
    }
  }

  private mutating func qubitParameter(_ designator: NodeID) -> Subroutine.Parameter? {
    guard let size = registerSize(designator, limit: limits.qubits, what: "qubits") else { return nil }
    return .qubits(count: size ?? 1, isScalar: size == nil)
  }

  private mutating func compile(
    _ subroutine: Subroutine, _ parameters: [NodeID], _ body: NodeID, at id: NodeID
  ) {
    let over = emit(.jump(to: 0), at: id)
    let entry = nextPlace(at: id)
    code.startRoutine(subroutine.routine, entry: entry)
    openScope()
    for (parameter, kind) in zip(parameters, subroutine.parameters) { declare(parameter, kind) }
    if subroutine.mayEnd { endMark = code.newVariable() }
    let outerLoops = loops
    loops = []
    returnType = subroutine.result
    hasReturn = false
    for statement in parser.tree.children(of: body) { analyze(statement) }
    if subroutine.result != nil {
      if !hasReturn {
        report(
          .missingReturn, "'\(subroutine.name)' promises a value and never returns one", at: nameRange(id),
          help: "end it with: return ...;")
      }
      emit(.fail(.missingReturn(routine: subroutine.name)), at: id)
    } else {
      emit(.return(nil), at: id)
    }
    loops = outerLoops
    endMark = nil
    closeScope()
    code.endRoutine()
    code.addRegion(heading(id, before: body), from: entry)
    land([over], at: id)
  }

  private mutating func declare(_ parameter: NodeID, _ kind: Subroutine.Parameter) {
    let symbol = parser.tree[parameter].symbol
    let slot = code.newVariable()
    switch kind {
    case .value(let type):
      declareVariable(symbol, Variable(type: type, slot: slot, routine: code.routine), at: parameter)
    case .array(let type, let isMutable):
      let constancy: Variable.Constancy? = isMutable ? nil : .readonly
      declareVariable(
        symbol, Variable(type: type, slot: slot, routine: code.routine, constancy: constancy), at: parameter)
    case .qubits(let count, let isScalar):
      declareQubitVariable(symbol, QubitVariable(slot: slot, count: count, isScalar: isScalar), at: parameter)
    }
  }

  mutating func declareQubitVariable(_ symbol: Symbol, _ variable: QubitVariable, at id: NodeID) {
    var own = variable
    own.routine = code.routine
    qubitVariables.append(own)
    declare(symbol, .qubitVariable(qubitVariables.count - 1), at: id)
  }

  mutating func declareExternal(_ id: NodeID) {
    guard isGlobal else {
      report(.misplacedStatement, "extern functions are declared outside of all blocks", at: id)
      return
    }
    var count = 0
    for child in parser.tree.children(of: id) {
      if parser.tree[child].kind == .parameterList {
        for type in parser.tree.children(of: child) { if parameterKind(type) != nil { count += 1 } }
      } else {
        _ = type(of: child)
      }
    }
    declare(parser.tree[id].symbol, .external(argumentCount: count), at: id)
  }

  // MARK: Return

  mutating func returnStatement(_ id: NodeID) {
    guard code.routine != nil else {
      report(
        .misplacedStatement, "'return' has no subroutine around it", at: id, help: "to stop the program write: end;")
      return
    }
    hasReturn = true
    let value = parser.tree.firstChild(of: id)
    guard value != .none else {
      if let returnType {
        report(.wrongType, "'return' gives nothing, where \(returnType.noun) is promised", at: id)
      }
      closeBoxes(downTo: 0)
      emit(.return(nil), at: id)
      return
    }
    guard let returnType else {
      report(
        .wrongType, "the subroutine promises no value", at: value,
        help: "write what it returns after its parameters: -> bit")
      return
    }
    let meaning = parser.tree[value].kind == .measureExpression ? measured(value) : meaning(of: value)
    guard let meaning, let converted = convertImplicitly(meaning, to: returnType, at: value) else { return }
    let slot = slot(converted, at: value)
    closeBoxes(downTo: 0)
    emit(.return(slot), at: id)
  }

  // MARK: Calls

  /// What a call gives: nothing where the subroutine returns nothing.
  struct CallResult { var value: Meaning? }

  mutating func callSubroutine(_ place: Int, _ arguments: [NodeID], at id: NodeID) -> CallResult? {
    let subroutine = subroutines[place]
    guard mayRun("the subroutine '\(subroutine.name)'", at: id) else { return nil }
    guard arguments.count == subroutine.parameters.count else {
      report(
        .wrongArguments,
        "'\(subroutine.name)' takes \(counted(subroutine.parameters.count, "argument")), \(arguments.count) given",
        at: id)
      return nil
    }
    var slots: [Slot] = []
    var arrays: [ArrayArgument] = []
    var seen: Set<Int> = []
    for (argument, parameter) in zip(arguments, subroutine.parameters) {
      guard let slot = self.argument(argument, for: parameter, at: slots.count, &arrays, &seen) else { return nil }
      slots.append(slot)
    }
    guard areApart(arrays) else { return nil }
    let result = subroutine.result.map { ($0, code.newTemporary()) }
    let over = subroutine.mayEnd ? WriteBack(parameter: subroutine.endMark, slot: code.newTemporary()) : nil
    let writeBacks = arrays.compactMap(\.writeBack) + (over.map { [$0] } ?? [])
    emit(.call(routine: subroutine.routine, arguments: slots, result: result?.1, writeBacks: writeBacks), at: id)
    for array in arrays {
      if let back = array.writeBack { write(.runtime(back.slot, array.target.type), to: array.target, at: id) }
    }
    if let over {
      let goesOn = emit(.branch(over.slot, otherwise: 0), at: id)
      endProgram(at: id)
      land([goesOn], at: id)
    }
    return CallResult(value: result.map { .runtime($0.1, $0.0) })
  }

  private mutating func argument(
    _ id: NodeID, for parameter: Subroutine.Parameter, at position: Int, _ arrays: inout [ArrayArgument],
    _ seen: inout Set<Int>
  ) -> Slot? {
    switch parameter {
    case .value(let type):
      guard let meaning = parser.tree[id].kind == .measureExpression ? measured(id) : meaning(of: id),
        let value = convertImplicitly(meaning, to: type, at: id)
      else { return nil }
      return slot(value, at: id)
    case .array(let type, let isMutable):
      guard let array = arrayArgument(id, for: type, isMutable: isMutable, at: position) else { return nil }
      arrays.append(array)
      return slot(read(array.target, at: id), at: id)
    case .qubits(let count, let isScalar): return qubitArgument(id, count: count, isScalar: isScalar, &seen)
    }
  }

  private mutating func qubitArgument(
    _ id: NodeID, count: Int, isScalar: Bool, _ seen: inout Set<Int>
  ) -> Slot? {
    guard let operand = qubits(of: id) else { return nil }
    guard operand.count == count || operand.isOfUnknownCount, operand.isScalar == isScalar || !isScalar else {
      report(
        .sizeMismatch,
        "\(operand.isScalar ? "a single qubit" : counted(operand.count, "qubit")) for a parameter of "
          + (isScalar ? "a single qubit" : counted(count, "qubit")), at: id)
      return nil
    }
    if !operand.isRunning {
      for qubit in elements(of: operand) where !seen.insert(qubit).inserted {
        report(.repeatedQubit, "the same qubit twice in one call", at: id, help: "give each parameter its own qubits")
        return nil
      }
    }
    return qubitSlot(operand, at: id)
  }
}
