internal import Circuits
internal import Numerics

extension Analyzer {
  // MARK: What a statement asks of an expression

  /// A gate's angle; one that only the run knows goes to `callSlots`, under its place in `callAngles`.
  mutating func angle(_ id: NodeID) -> Angle? {
    if let constant = literalAngle(id) { return .constant(constant) }
    guard let meaning = meaning(of: id) else { return nil }
    let angle: Angle
    switch meaning {
    case .symbolic(let symbolic, _): angle = symbolic
    case .value(let value):
      guard let number = value.number else { return wrongKind(meaning, "a number, an angle in radians", at: id) }
      angle = .constant(number)
    case .runtime:
      guard meaning.type.isNumber else { return wrongKind(meaning, "a number, an angle in radians", at: id) }
      callSlots[callAngles.count] = slot(meaning, at: id)
      return .constant(0)
    }
    if let constant = angle.constantValue, !constant.isFinite {
      report(.notFinite, "the angle is \(constant)", at: id, help: "an angle must be a finite number")
      return nil
    }
    return angle
  }

  /// The hot path: a decimal number with or without a minus sign.
  func literalAngle(_ id: NodeID) -> Double? {
    let node = parser.tree[id]
    switch node.kind {
    case .floatLiteral: return floatValue(node).flatMap { $0.isFinite ? $0 : nil }
    case .unaryExpression where node.detail == .minus:
      let operand = parser.tree[node.firstChild]
      guard operand.kind == .floatLiteral else { return nil }
      return floatValue(operand).flatMap { $0.isFinite ? -$0 : nil }
    default: return nil
    }
  }

  private func floatValue(_ node: SyntaxNode) -> Double? {
    LiteralValue.float(parser.tree.source.bytes[Int(node.start)..<Int(node.end)])
  }

  /// A whole number that is known now.
  mutating func integer(_ id: NodeID, what: String) -> Int? {
    guard let meaning = meaning(of: id) else { return nil }
    if case .value(let value) = meaning {
      switch value {
      case .integer, .unsigned, .bool: if let index = value.index { return index }
      default: break
      }
    }
    return notKnown(meaning, "\(what), a whole number known before the run", at: id)
  }

  /// A number that is known now.
  mutating func number(_ id: NodeID, what: String) -> Double? {
    guard let meaning = meaning(of: id) else { return nil }
    if case .value(let value) = meaning, let number = value.number { return number }
    return notKnown(meaning, "\(what), a number known before the run", at: id)
  }

  private mutating func notKnown<Result>(_ meaning: Meaning, _ wanted: String, at id: NodeID) -> Result? {
    guard case .runtime = meaning else { return wrongKind(meaning, wanted, at: id) }
    report(
      .notConstant, "this is known only while the program runs, where \(wanted) is expected", at: id,
      help: "declare it with 'const'")
    return nil
  }

  func wrongKindMessage(_ meaning: Meaning, _ wanted: String) -> String {
    "\(meaning.noun), where \(wanted) is expected"
  }

  mutating func wrongKind<Result>(_ meaning: Meaning, _ wanted: String, at id: NodeID) -> Result? {
    report(.wrongType, "this is \(wrongKindMessage(meaning, wanted))", at: id)
    return nil
  }

  // MARK: Evaluation

  /// What an expression is worth; nil after a diagnostic.
  mutating func meaning(of id: NodeID) -> Meaning? {
    let node = parser.tree[id]
    switch node.kind {
    case .parenthesized: return meaning(of: node.firstChild)
    case .integerLiteral: return integerLiteral(id)
    case .floatLiteral: return floatLiteral(id)
    case .booleanLiteral: return .value(.bool(parser.tree.bytes(of: id).first == UInt8(ascii: "t")))
    case .bitStringLiteral: return .value(.bits(bitString(parser.tree.bytes(of: id))))
    case .imaginaryLiteral: return imaginaryLiteral(id)
    case .durationLiteral: return durationLiteral(id)
    case .identifier: return named(node.symbol, at: id)
    case .unaryExpression: return unary(node, at: id)
    case .binaryExpression: return binaryChain(id)
    case .call: return call(node, at: id)
    case .cast: return castExpression(node)
    case .indexExpression: return target(of: id).map { read($0, at: id) }
    case .durationOf: return durationOf(node.firstChild, at: id)
    case .measureExpression, .quantumCall:
      report(
        .misplacedStatement, "a measurement stands alone on the right of '='", at: id,
        help: "assign it to a bit first, and use that here")
      return nil
    case .arrayLiteral, .setExpression, .rangeExpression:
      report(.wrongType, "a list or range is no value here", at: id, help: "lists fill arrays where they are declared")
      return nil
    default:
      report(.wrongType, "this is no value", at: id)
      return nil
    }
  }

  private mutating func integerLiteral(_ id: NodeID) -> Meaning? {
    guard let value = LiteralValue.integer(parser.tree.bytes(of: id)) else {
      report(.overflow, "this number does not fit in 64 bits", at: id, help: "write it as a float, such as 1e20")
      return nil
    }
    if let signed = Int64(exactly: value) { return .value(.integer(signed, width: 64)) }
    return .value(.unsigned(value, width: 64))
  }

  private mutating func floatLiteral(_ id: NodeID) -> Meaning? {
    let node = parser.tree[id]
    guard let value = floatValue(node), value.isFinite else {
      report(.overflow, "this number is too large for a float", at: id, help: "the largest is about 1.8e308")
      return nil
    }
    return .value(.float(value))
  }

  private mutating func castExpression(_ node: SyntaxNode) -> Meaning? {
    let operand = parser.tree[node.firstChild].nextSibling
    guard let type = type(of: node.firstChild), let meaning = meaning(of: operand) else { return nil }
    return cast(meaning, to: type, at: operand)
  }

  /// `2.5im`, with blanks between the number and `im` or none.
  private mutating func imaginaryLiteral(_ id: NodeID) -> Meaning? {
    guard let value = LiteralValue.imaginary(parser.tree.bytes(of: id)), value.isFinite else {
      report(.overflow, "this number is too large for a float", at: id)
      return nil
    }
    return .value(.complex(Complex(0, value)))
  }

  private mutating func durationLiteral(_ id: NodeID) -> Meaning? {
    guard let (value, unit) = parser.tree.durationValue(of: id), value.isFinite else {
      report(.overflow, "this duration is too large", at: id)
      return nil
    }
    return .value(.duration(Duration(value, unit)))
  }

  /// The value of `"0110"`: the rightmost character is index 0.
  private func bitString(_ bytes: ArraySlice<UInt8>) -> BitString {
    let digits = bytes.reversed().filter { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") }
    return BitString(digits.map { $0 == UInt8(ascii: "1") })
  }

  func builtInConstant(_ symbol: Symbol) -> Double? {
    guard case .none = self[symbol] else { return nil }
    switch name(symbol) {
    case "pi": return Double.pi
    case "π", "tau", "τ", "euler", "ℇ":
      if isVersion2 { return nil }
      let text = name(symbol)
      return text == "π" ? Double.pi : text == "tau" || text == "τ" ? 2 * Double.pi : 2.718281828459045
    default: return nil
    }
  }

  private mutating func named(_ symbol: Symbol, at id: NodeID) -> Meaning? {
    switch self[symbol] {
    case .constant(let place): return constants[place]
    case .gateAngle(let index): return .symbolic(expressions.parameter(index), .float(nil))
    case .parameter(let index): return parameter(index, symbol, at: id)
    case .unsupported: return nil
    case .bits, .variable, .variableAlias: return namedVariable(id)
    case .alias(let place) where !aliases[place].isQuantum: return namedVariable(id)
    case .none:
      if let value = builtInConstant(symbol) { return .value(.float(value)) }
      reportUnknown(symbol, at: id, what: "no constant or input has the name") { entity in
        entity.isClassical
      }
      return nil
    case let other:
      report(.wrongType, "'\(name(symbol))' is \(other.noun), not a number", at: id)
      return nil
    }
  }

  private mutating func namedVariable(_ id: NodeID) -> Meaning? { target(of: id).map { read($0, at: id) } }

  private mutating func parameter(_ index: Int, _ symbol: Symbol, at id: NodeID) -> Meaning? {
    guard gateSteps == nil, code.routine == nil else {
      let place = gateSteps == nil ? "a subroutine" : "a gate's body"
      report(
        .notConstant, "\(place) cannot use the input '\(name(symbol))'", at: id,
        help: "pass the input where it is called")
      return nil
    }
    return .symbolic(expressions.parameter(index), circuit.parameters[index].type)
  }

  private mutating func unary(_ node: SyntaxNode, at id: NodeID) -> Meaning? {
    guard var operand = meaning(of: node.firstChild) else { return nil }
    if node.detail == .minus, operand.type == .bool || operand.type == .bit {
      guard let number = convertImplicitly(operand, to: .int(nil), at: id) else { return nil }
      operand = number
    }
    let operation: UnaryOperator = node.detail == .minus ? .negate : node.detail == .tilde ? .complement : .not
    switch (node.detail, operand) {
    case (.minus, .symbolic(let angle, let type)) where !type.isInteger || type.isSame(as: .int(nil)):
      return .symbolic(expressions.negate(angle), type)
    case (.minus, .value(.integer(.min, _))):
      report(.overflow, "the result does not fit in 64 bits", at: id)
      return nil
    case (.minus, .value(.unsigned(let value, _))) where value == UInt64(Int64.max) + 1:
      return .value(.integer(.min, width: 64))
    case (_, .value(let value)):
      if operation.resultType(of: value.type) != nil, let result = try? operation.evaluate(value) {
        return .value(result)
      }
    default:
      guard let type = operation.resultType(of: operand.type), mayRun("the value of an input", at: id) else { break }
      let source = slot(operand, at: id)
      return result(type, at: id) { .unary($0, operation, source) }
    }
    report(.wrongType, "'\(node.detail.spelling)' does not apply to \(operand.noun)", at: id)
    return nil
  }

  /// A chain such as `a + b - c`, from the left and without recursion: generated sums are long.
  private mutating func binaryChain(_ id: NodeID) -> Meaning? {
    var chain: [NodeID] = []
    var first = id
    while parser.tree[first].kind == .binaryExpression {
      chain.append(first)
      first = parser.tree[first].firstChild
    }
    guard var result = meaning(of: first) else { return nil }
    while let step = chain.popLast() {
      let right = parser.tree[parser.tree[step].firstChild].nextSibling
      let token = parser.tree[step].detail
      if token == .doubleAmpersand || token == .doublePipe, !result.isKnown {
        guard let combined = shortCircuit(token, result, right, at: step) else { return nil }
        result = combined
        continue
      }
      let place = result.decides(token) ? nextPlace(at: step) : nil
      guard let operand = meaning(of: right), let combined = combine(token, result, operand, at: step) else {
        return nil
      }
      if let place { code.remove(from: place) }
      result = place == nil ? combined : .value(.bool(token == .doublePipe))
    }
    return result
  }
}

extension Meaning {
  fileprivate var isKnown: Bool { if case .value = self { true } else { false } }

  /// Is this the known left side of `&&` or `||` that leaves the right side nothing to say? That must not run then.
  fileprivate func decides(_ token: TokenKind) -> Bool {
    guard case .value(let value) = self else { return false }
    return token == .doublePipe && value.isTrue || token == .doubleAmpersand && !value.isTrue
  }
}

extension Parameter {
  var type: ClassicalType {
    switch kind {
    case .integer(let width): .int(width)
    case .unsigned(let width): .uint(width)
    case .float(let width): .float(width)
    case .angle(let width): .angle(width)
    }
  }
}
