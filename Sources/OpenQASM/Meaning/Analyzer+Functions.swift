internal import Circuits

extension Analyzer {
  // MARK: Functions

  mutating func call(_ node: SyntaxNode, at id: NodeID) -> Meaning? {
    var arguments: [Meaning] = []
    for child in parser.tree.children(of: id) {
      guard let argument = meaning(of: child) else { return nil }
      arguments.append(argument)
    }
    let function = name(node.symbol)
    switch (self[node.symbol], angleFunction(function)) {
    case (.unsupported, _): return nil
    case (.none, let known?):
      guard arguments.count == 1 else {
        report(.wrongAngleCount, "'\(function)' takes 1 argument, \(arguments.count) given", at: id)
        return nil
      }
      return apply(known, to: arguments[0], at: id)
    case (.none, nil): return otherFunction(function, arguments, at: id)
    case (let other, _):
      report(.unknownName, "'\(function)' is \(other.noun), not a function", at: id)
      return nil
    }
  }

  private func angleFunction(_ name: String) -> AngleFunction? {
    if isVersion2 {
      if name == "ln" { return .log }
      return ["sin", "cos", "tan", "exp", "sqrt"].contains(name) ? AngleFunction(rawValue: name) : nil
    }
    return AngleFunction(rawValue: name)
  }

  private mutating func apply(_ function: AngleFunction, to argument: Meaning, at id: NodeID) -> Meaning? {
    switch argument {
    case .symbolic(let angle, _): return .symbolic(expressions.apply(function, to: angle), isInteger: false)
    case .value(let value):
      guard let number = value.number else { return wrongKind(argument, "a number", at: id) }
      let result = function.evaluate(number)
      guard result.isFinite else {
        report(.notFinite, "\(function.rawValue)(\(number)) is \(result)", at: id)
        return nil
      }
      return .value(.float(result))
    case .duration: return wrongKind(argument, "a number", at: id)
    }
  }

  private mutating func otherFunction(_ function: String, _ arguments: [Meaning], at id: NodeID) -> Meaning? {
    switch (isVersion2 ? "" : function, arguments.count) {
    case ("pow", 2): return combine(.doubleAsterisk, arguments[0], arguments[1], at: id)
    case ("mod", 2): return combine(.percent, arguments[0], arguments[1], at: id)
    case ("floor", 1), ("ceiling", 1):
      guard case .value(let value) = arguments[0], let number = value.number else { break }
      return .value(.float(number.rounded(function == "floor" ? .down : .up)))
    case ("popcount", 1):
      guard case .value(.bits(let bits)) = arguments[0] else { break }
      return .value(.unsigned(UInt64(bits.words.reduce(0) { $0 + $1.nonzeroBitCount }), width: 64))
    case ("rotl", _), ("rotr", _), ("real", _), ("imag", _), ("sizeof", _): break
    case ("pow", _), ("mod", _), ("floor", _), ("ceiling", _), ("popcount", _):
      report(.wrongAngleCount, "'\(function)' takes another number of arguments", at: id)
      return nil
    default:
      let names = isVersion2 ? ["sin", "cos", "tan", "exp", "ln", "sqrt"] : AngleFunction.allCases.map(\.rawValue)
      report(
        .unknownName, "there is no function '\(function)'", at: id,
        help: nearest(to: function, among: names).map { "did you mean '\($0)'?" }
          ?? "functions: \(names.joined(separator: ", "))")
      return nil
    }
    reportClassical("'\(function)' here", at: id)
    return nil
  }

  // MARK: Conversions

  /// The value as a constant of a declared type holds it.
  mutating func convert(_ meaning: Meaning, to type: NodeID, at id: NodeID) -> Meaning? {
    let node = parser.tree[type]
    guard node.kind == .scalarType else {
      reportClassical("a constant of this type", at: type)
      return nil
    }
    var width: Int?
    if node.firstChild != .none {
      guard let given = typeWidth(node.firstChild) else { return nil }
      width = given
    }
    switch (node.detail, meaning) {
    case (.duration, .duration): return meaning
    case (.float, .symbolic(let angle, _)), (.angle, .symbolic(let angle, _)):
      return .symbolic(angle, isInteger: false)
    case (_, .value(let value)):
      if let converted = converted(value, to: node.detail, width: width, at: id) { return converted }
    case (_, .symbolic):
      reportClassical("this conversion of an input", at: id)
      return nil
    default: break
    }
    if diagnostics.last?.range != range(id) {
      report(.wrongType, "\(meaning.noun) cannot become \(parser.tree.text(of: type))", at: id)
    }
    return nil
  }

  private mutating func converted(_ value: Value, to type: TokenKind, width: Int?, at id: NodeID) -> Meaning? {
    switch type {
    case .bool: return .value(.bool(value.isTrue))
    case .float:
      guard let number = value.number else { return nil }
      return .value(.float(width == 32 ? Double(Float(number)) : number))
    case .angle:
      if case .bits(let bits) = value { return bits.unsignedValue.map { .value(.angle($0, width: bits.width)) } }
      return value.number.flatMap { quantised($0, width: width) }
    case .int:
      guard let number = wholeNumber(value, at: id) else { return nil }
      return .value(.integer(Value.wrapped(number, width: min(width ?? 64, 64)), width: min(width ?? 64, 64)))
    case .uint:
      let width = min(width ?? 64, 64)
      if case .unsigned(let number, _) = value {
        return .value(.unsigned(Value.wrapped(number, width: width), width: width))
      }
      guard let number = wholeNumber(value, at: id) else { return nil }
      return .value(.unsigned(Value.wrapped(UInt64(bitPattern: number), width: width), width: width))
    case .bit:
      if case .bits(let bits) = value, bits.width == width ?? 1 { return .value(value) }
      return width == nil ? .value(.bits(BitString([value.isTrue]))) : nil
    default: return nil
    }
  }

  private mutating func wholeNumber(_ value: Value, at id: NodeID) -> Int64? {
    switch value {
    case .integer(let number, _): return number
    case .unsigned(let number, _): return Int64(bitPattern: number)
    case .bool(let truth): return truth ? 1 : 0
    case .bits(let bits): return bits.unsignedValue.map { Int64(bitPattern: $0) }
    case .angle, .complex, .duration, .array, .qubits: return nil
    case .float(let number):
      guard let whole = Int64(exactly: number.rounded(.towardZero)) else {
        report(.overflow, "\(number) does not fit in 64 bits", at: id)
        return nil
      }
      return whole
    }
  }

  /// The nearest multiple of a turn over 2^width; without a width the number itself.
  private func quantised(_ number: Double, width: Int?) -> Meaning? {
    guard number.isFinite else { return nil }
    guard let width, width <= 52 else { return .value(.float(number)) }
    return .value(.angle(Value.quantised(number, width: width), width: width))
  }
}
