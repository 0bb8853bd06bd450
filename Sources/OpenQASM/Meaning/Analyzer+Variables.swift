internal import Circuits

extension Analyzer {
  /// Is this text outside of all blocks, gates and subroutines?
  var isGlobal: Bool { scopeStarts.isEmpty && code.routine == nil && gateSteps == nil }

  mutating func declareClassical(_ id: NodeID) {
    let node = parser.tree[id]
    let initializer = parser.tree[node.firstChild].nextSibling
    let typeNode = parser.tree[node.firstChild]
    if typeNode.kind == .scalarType, typeNode.detail == .qreg || typeNode.detail == .qubit {
      report(.misplacedStatement, "qubits take no value", at: id)
      return declare(node.symbol, .unsupported, at: id)
    }
    guard mayDeclareVariables(at: id) else { return }
    if isGlobal, typeNode.kind == .scalarType, typeNode.detail == .bit || typeNode.detail == .creg {
      return declareGlobalBits(id, typeNode, initializer)
    }
    if typeNode.kind == .arrayType, !isGlobal {
      report(.misplacedStatement, "arrays are declared outside of all blocks", at: id)
      return declare(node.symbol, .unsupported, at: id)
    }
    guard let type = type(of: node.firstChild), hasRoom(for: type, at: id) else {
      return declare(node.symbol, .unsupported, at: id)
    }
    let slot = code.newVariable()
    let target = Target(base: .slot(slot), path: [], type: type)
    if initializer == .none {
      emit(.load(slot, type.zero), at: id)
    } else if parser.tree[initializer].kind == .measureExpression {
      measure(initializer, into: target)
    } else {
      initialize(target, with: initializer)
    }
    declareVariable(node.symbol, Variable(type: type, slot: slot, routine: code.routine), at: id)
  }

  mutating func declareVariable(_ symbol: Symbol, _ variable: Variable, at id: NodeID) {
    variables.append(variable)
    declare(symbol, .variable(variables.count - 1), at: id)
  }

  private mutating func mayDeclareVariables(at id: NodeID) -> Bool {
    guard gateSteps != nil else { return true }
    report(
      .misplacedStatement, "a variable cannot be declared in a gate's body", at: id,
      help: "a gate's body holds gates, constants and loops over them")
    return false
  }

  private mutating func initialize(_ target: Target, with initializer: NodeID) {
    if parser.tree[initializer].kind == .arrayLiteral {
      guard let value = arrayValue(initializer, target.type) else { return }
      write(value, to: target, at: initializer)
    } else if let meaning = meaning(of: initializer),
      let value = convertImplicitly(meaning, to: target.type, at: initializer)
    {
      write(value, to: target, at: initializer)
    }
  }

  // MARK: Registers of bits

  private mutating func declareGlobalBits(_ id: NodeID, _ type: SyntaxNode, _ initializer: NodeID) {
    let symbol = parser.tree[id].symbol
    guard let size = registerSize(type.firstChild, limit: limits.bits - circuit.bitCount, what: "bits") else {
      return declare(symbol, .unsupported, at: id)
    }
    let span = newBits(symbol, size: size, isOutput: false)
    if initializer != .none {
      let target = Target(span)
      if parser.tree[initializer].kind == .measureExpression {
        measure(initializer, into: target)
      } else {
        initialize(target, with: initializer)
      }
    }
    declare(symbol, .bits(span), at: id)
  }

  mutating func newBits(_ symbol: Symbol, size: Int?, isOutput: Bool) -> Span {
    let span = Span(start: circuit.bitCount, count: size ?? 1, isScalar: size == nil)
    circuit.bitRegisters.append(
      Register(
        name: name(symbol), start: span.start, count: span.count, isScalar: span.isScalar, isOutput: isOutput))
    return span
  }

  /// `creg c[4];`: a register of global bits, or inside of a block a variable.
  mutating func declareOldBits(_ id: NodeID) {
    let node = parser.tree[id]
    guard mayDeclareVariables(at: id) else { return }
    guard let size = registerSize(node.firstChild, limit: limits.bits - circuit.bitCount, what: "bits") else {
      return declare(node.symbol, .unsupported, at: id)
    }
    guard !isGlobal else {
      return declare(node.symbol, .bits(newBits(node.symbol, size: size, isOutput: false)), at: id)
    }
    let type: ClassicalType = size.map { .bits($0) } ?? .bit
    let slot = code.newVariable()
    emit(.load(slot, type.zero), at: id)
    declareVariable(node.symbol, Variable(type: type, slot: slot, routine: code.routine), at: id)
  }

  // MARK: Constants

  mutating func declareConstant(_ id: NodeID) {
    let node = parser.tree[id]
    let expression = parser.tree[node.firstChild].nextSibling
    guard let type = type(of: node.firstChild), let value = constantValue(expression, type) else {
      return declare(node.symbol, .unsupported, at: id)
    }
    constants.append(value)
    declare(node.symbol, .constant(constants.count - 1), at: id)
  }

  private mutating func constantValue(_ expression: NodeID, _ type: ClassicalType) -> Meaning? {
    let kind = parser.tree[expression].kind
    if kind == .arrayLiteral {
      report(.wrongType, "a constant is a single value, and this is a list", at: expression)
      return nil
    }
    guard kind != .measureExpression, kind != .quantumCall else {
      report(.notConstant, "a measurement's outcome is no constant", at: expression)
      return nil
    }
    guard let meaning = meaning(of: expression) else { return nil }
    guard case .value(let value) = meaning else {
      report(
        .notConstant, "a constant is known before the run, and this is not", at: expression,
        help: "leave 'const' out, or write the expression where it is used")
      return nil
    }
    if value.type.isFloating, !type.isFloating, type != .bool {
      guard case .angle = type else {
        report(
          .wrongType, "\(value.type.noun) as a constant \(type.text) would lose its fraction", at: expression,
          help: "write a cast: \(type.text)(...)")
        return nil
      }
    }
    return convertImplicitly(meaning, to: type, at: expression)
  }

  // MARK: Input and output

  mutating func declareInput(_ id: NodeID) {
    let node = parser.tree[id]
    let typeNode = parser.tree[node.firstChild]
    guard isGlobal else {
      report(.misplacedStatement, "inputs are declared outside of all blocks", at: id)
      return
    }
    guard let type = type(of: node.firstChild) else { return declare(node.symbol, .unsupported, at: id) }
    let hasWidth = typeNode.firstChild != .none
    let kind: Parameter.Kind? =
      switch type {
      case .float(let width): .float(width: hasWidth ? width : nil)
      case .angle(let width): .angle(width: width)
      case .int(let width): .integer(width: width)
      case .uint(let width): .unsigned(width: width)
      default: nil
      }
    if let kind {
      circuit.parameters.append(Parameter(name: name(node.symbol), kind: kind))
      return declare(node.symbol, .parameter(circuit.parameters.count - 1), at: id)
    }
    inputs.append(InputVariable(name: name(node.symbol), type: type))
    let slot = code.newVariable()
    emit(.input(slot, inputs.count - 1), at: id)
    declareVariable(node.symbol, Variable(type: type, slot: slot, routine: nil, constancy: .input), at: id)
  }

  mutating func declareOutput(_ id: NodeID) {
    let node = parser.tree[id]
    let typeNode = parser.tree[node.firstChild]
    guard isGlobal else {
      report(.misplacedStatement, "outputs are declared outside of all blocks", at: id)
      return
    }
    if typeNode.kind == .scalarType, typeNode.detail == .bit {
      guard let size = registerSize(typeNode.firstChild, limit: limits.bits - circuit.bitCount, what: "bits") else {
        return declare(node.symbol, .unsupported, at: id)
      }
      return declare(node.symbol, .bits(newBits(node.symbol, size: size, isOutput: true)), at: id)
    }
    guard let type = type(of: node.firstChild), hasRoom(for: type, at: id) else {
      return declare(node.symbol, .unsupported, at: id)
    }
    let slot = code.newVariable()
    emit(.load(slot, type.zero), at: id)
    outputs.append(OutputVariable(name: name(node.symbol), type: type, slot: slot))
    declareVariable(node.symbol, Variable(type: type, slot: slot, routine: nil), at: id)
  }
}

extension ClassicalType {
  fileprivate var isFloating: Bool {
    switch self {
    case .float, .complex: true
    default: false
    }
  }
}

extension Analyzer {
  /// The value of `{1, 2, {3}}` for an array of a type, its elements known or not; nil after a diagnostic.
  mutating func arrayValue(_ id: NodeID, _ type: ClassicalType) -> Meaning? {
    guard case .array(let element, let dimensions) = type else {
      report(.wrongType, "a list fills an array, and this is \(type.noun)", at: id)
      return nil
    }
    let children = Array(parser.tree.children(of: id))
    guard let count = dimensions.first, children.count == count else {
      report(
        .sizeMismatch, "\(counted(children.count, "element")) for \(dimensions.first ?? 0)", at: id,
        help: "a list has as many elements as the array's dimension")
      return nil
    }
    let inner: ClassicalType = dimensions.count == 1 ? element : .array(element, Array(dimensions.dropFirst()))
    var values: [Meaning] = []
    for child in children {
      let value =
        parser.tree[child].kind == .arrayLiteral
        ? arrayValue(child, inner) : meaning(of: child).flatMap { convertImplicitly($0, to: inner, at: child) }
      guard let value else { return nil }
      values.append(value)
    }
    let known = values.compactMap { if case .value(let value) = $0 { value } else { nil } }
    if known.count == values.count { return .value(.array(known)) }
    let slots = values.map { slot($0, at: id) }
    return result(type, at: id) { .collect($0, slots) }
  }
}
