internal import Circuits

extension Analyzer {
  // MARK: Qubits and bits

  mutating func declareQubits(_ id: NodeID) {
    let node = parser.tree[id]
    guard let size = registerSize(node.firstChild, limit: limits.qubits - qubitCount, what: "qubits") else {
      declare(node.symbol, .unsupported, at: id)
      return
    }
    guard gateSteps == nil, scopeStarts.isEmpty else {
      report(.misplacedStatement, "qubits are declared outside of all blocks", at: id)
      return
    }
    if physicalCount > 0 { reportMixedQubits(at: id) }
    let span = Span(start: qubitCount, count: size ?? 1, isScalar: size == nil)
    qubitRegisters.append(
      Register(name: name(node.symbol), start: span.start, count: span.count, isScalar: span.isScalar))
    declare(node.symbol, .qubits(span), at: id)
  }

  var qubitCount: Int { qubitRegisters.last.map { $0.start + $0.count } ?? 0 }

  mutating func reportMixedQubits(at id: NodeID) {
    guard !diagnostics.contains(where: { $0.code == .mixedQubits }) else { return }
    report(
      .mixedQubits, "declared qubits and physical qubits in one program", at: id,
      help: "use either 'qubit[n] q;' or '$0', '$1', ... throughout")
  }

  mutating func declareOldBits(_ id: NodeID) {
    let node = parser.tree[id]
    guard let size = registerSize(node.firstChild, limit: limits.bits - circuit.bitCount, what: "bits") else {
      declare(node.symbol, .unsupported, at: id)
      return
    }
    _ = addBits(node.symbol, size: size, isOutput: false, at: id)
  }

  mutating func addBits(_ symbol: Symbol, size: Int?, isOutput: Bool, at id: NodeID) -> Span? {
    guard scopeStarts.isEmpty else {
      report(
        .classicalLanguage, "bits declared inside a block cannot be run by this version", at: id,
        help: "declare them outside of all blocks")
      self[symbol] = .unsupported
      return nil
    }
    let span = Span(start: circuit.bitCount, count: size ?? 1, isScalar: size == nil)
    circuit.bitRegisters.append(
      Register(
        name: name(symbol), start: span.start, count: span.count, isScalar: span.isScalar, isOutput: isOutput))
    declare(symbol, .bits(span), at: id)
    return span
  }

  /// The size in a designator: `.some(nil)` without one, nil where it is wrong.
  mutating func registerSize(_ designator: NodeID, limit: Int, what: String) -> Int?? {
    guard designator != .none else { return .some(nil) }
    let expression = parser.tree.firstChild(of: designator)
    guard let size = integer(expression, what: "a register's size") else { return nil }
    guard size > 0 else {
      report(.badSize, "a register of \(size) \(what)", at: expression, help: "a register holds at least one")
      return nil
    }
    guard size <= limit else {
      report(
        .tooManyQubits, "\(size) \(what): more than Shotglass keeps (\(limit) are left)", at: expression,
        help: "declare only what the program uses")
      return nil
    }
    return .some(size)
  }

  // MARK: Classical values

  mutating func declareClassical(_ id: NodeID) {
    let node = parser.tree[id]
    let type = node.firstChild
    let initializer = parser.tree[type].nextSibling
    let typeNode = parser.tree[type]
    guard typeNode.kind == .scalarType, typeNode.detail == .bit else {
      if typeNode.kind == .scalarType, typeNode.detail == .qreg || typeNode.detail == .qubit {
        report(.misplacedStatement, "qubits take no value", at: id)
      } else {
        reportClassical("a classical variable", at: id)
      }
      self[node.symbol] = .unsupported
      return
    }
    guard let size = registerSize(typeNode.firstChild, limit: limits.bits - circuit.bitCount, what: "bits") else {
      self[node.symbol] = .unsupported
      return
    }
    guard initializer == .none || parser.tree[initializer].kind == .measureExpression else {
      reportClassical("a bit with a value at its start", at: initializer)
      self[node.symbol] = .unsupported
      return
    }
    guard let span = addBits(node.symbol, size: size, isOutput: false, at: id), initializer != .none else { return }
    measure(
      initializer, into: BitTarget(indices: Array(span.start..<(span.start + span.count)), isScalar: span.isScalar))
  }

  mutating func reportClassical(_ subject: String, at id: NodeID) {
    report(
      .classicalLanguage, "\(subject) cannot be run by this version", at: id,
      help: "constants ('const'), inputs and bits that measurements fill can be used")
  }

  mutating func declareConstant(_ id: NodeID) {
    let node = parser.tree[id]
    let type = node.firstChild
    let expression = parser.tree[type].nextSibling
    guard let meaning = meaning(of: expression), let value = convert(meaning, to: type, at: expression) else {
      declare(node.symbol, .unsupported, at: id)
      return
    }
    guard !isSymbolic(value) else {
      report(
        .notConstant, "'\(name(node.symbol))' is constant, and this depends on an input", at: expression,
        help: "write the expression where it is used")
      declare(node.symbol, .unsupported, at: id)
      return
    }
    constants.append(value)
    declare(node.symbol, .constant(constants.count - 1), at: id)
  }

  private func isSymbolic(_ meaning: Meaning) -> Bool {
    if case .symbolic = meaning { true } else { false }
  }

  // MARK: Input and output

  mutating func declareInput(_ id: NodeID) {
    let node = parser.tree[id]
    let type = parser.tree[node.firstChild]
    guard scopeStarts.isEmpty else {
      report(.misplacedStatement, "inputs are declared outside of all blocks", at: id)
      return
    }
    guard type.kind == .scalarType, let kind = parameterKind(type) else {
      if type.kind == .scalarType, [.float, .angle, .int, .uint].contains(type.detail) {
        declare(node.symbol, .unsupported, at: id)
        return
      }
      report(
        .classicalLanguage, "inputs of this type cannot be used by this version", at: id,
        help: "scalar inputs can: 'input float[64] x_0;', also angle, int and uint")
      declare(node.symbol, .unsupported, at: id)
      return
    }
    circuit.parameters.append(Parameter(name: name(node.symbol), kind: kind))
    declare(node.symbol, .parameter(circuit.parameters.count - 1), at: id)
  }

  private mutating func parameterKind(_ type: SyntaxNode) -> Parameter.Kind? {
    guard [.float, .angle, .int, .uint].contains(type.detail) else { return nil }
    var width: Int?
    if type.firstChild != .none {
      guard let size = typeWidth(type.firstChild) else { return nil }
      width = size
    }
    switch type.detail {
    case .float: return .float(width: width)
    case .angle: return .angle(width: width)
    case .int: return .integer(width: width)
    default: return .unsigned(width: width)
    }
  }

  /// The width in a type's designator, at least 1.
  mutating func typeWidth(_ designator: NodeID) -> Int? {
    let expression = parser.tree.firstChild(of: designator)
    guard let width = integer(expression, what: "a type's width") else { return nil }
    guard width > 0, width <= 1 << 20 else {
      report(.badSize, "a type \(width) bits wide", at: expression, help: "widths go from 1 to 1048576")
      return nil
    }
    return width
  }

  mutating func declareOutput(_ id: NodeID) {
    let node = parser.tree[id]
    let type = parser.tree[node.firstChild]
    guard type.kind == .scalarType, type.detail == .bit else {
      reportClassical("an output that is no bit", at: id)
      self[node.symbol] = .unsupported
      return
    }
    guard let size = registerSize(type.firstChild, limit: limits.bits - circuit.bitCount, what: "bits") else {
      self[node.symbol] = .unsupported
      return
    }
    _ = addBits(node.symbol, size: size, isOutput: true, at: id)
  }

  // MARK: Aliases

  mutating func declareAlias(_ id: NodeID) {
    let node = parser.tree[id]
    let value = node.firstChild
    let parts = parser.tree[value].kind == .concatenation ? Array(parser.tree.children(of: value)) : [value]
    var alias: Alias?
    for part in parts {
      guard let (choice, isQuantum) = elements(of: part) else {
        self[node.symbol] = .unsupported
        return
      }
      if let known = alias, known.isQuantum != isQuantum {
        report(.wrongOperand, "qubits and bits cannot share an alias", at: part)
        return
      }
      alias = Alias(
        indices: (alias?.indices ?? []) + elements(of: choice), isScalar: parts.count == 1 && choice.isScalar,
        isQuantum: isQuantum)
    }
    guard let alias else { return }
    if alias.isQuantum, Set(alias.indices).count < alias.indices.count {
      report(.repeatedQubit, "a qubit twice in one alias", at: value)
      return
    }
    aliases.append(alias)
    declare(node.symbol, .alias(aliases.count - 1), at: id)
  }
}
