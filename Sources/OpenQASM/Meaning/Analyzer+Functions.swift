internal import Circuits

extension Analyzer {
  /// A built-in function or a subroutine in an expression.
  mutating func call(_ node: SyntaxNode, at id: NodeID) -> Meaning? {
    let function = name(node.symbol)
    switch self[node.symbol] {
    case .unsupported: return nil
    case .subroutine(let place):
      guard let result = callSubroutine(place, Array(parser.tree.children(of: id)), at: id) else { return nil }
      guard let value = result.value else {
        report(
          .wrongType, "'\(function)' gives no value", at: id,
          help: "write it as a statement of its own: \(function)(...);")
        return nil
      }
      return value
    case .external(let count): return callExternal(node, argumentCount: count, at: id)
    case .none: return callBuiltIn(function, at: id)
    case let other:
      report(.unknownName, "'\(function)' is \(other.noun), not a function", at: id)
      return nil
    }
  }

  private mutating func callExternal(_ node: SyntaxNode, argumentCount: Int, at id: NodeID) -> Meaning? {
    let function = name(node.symbol)
    let arguments = Array(parser.tree.children(of: id))
    for argument in arguments where meaning(of: argument) == nil { return nil }
    guard arguments.count == argumentCount else {
      report(
        .wrongArguments, "'\(function)' takes \(counted(argumentCount, "argument")), \(arguments.count) given", at: id)
      return nil
    }
    report(
      .externalCall, "'\(function)' is declared 'extern', and nothing outside of the program answers here", at: id,
      help: "write it as a subroutine: def \(function)(...) { ... }")
    return nil
  }

  // MARK: Built-in functions

  private mutating func callBuiltIn(_ function: String, at id: NodeID) -> Meaning? {
    if !isVersion2, function == "sizeof" { return sizeOf(Array(parser.tree.children(of: id)), at: id) }
    var arguments: [Meaning] = []
    for child in parser.tree.children(of: id) {
      guard let argument = meaning(of: child) else { return nil }
      arguments.append(argument)
    }
    guard let known = builtIn(function) else { return unknownFunction(function, at: id) }
    if let angle = symbolicResult(known, arguments) { return angle }
    guard let typing = known.typing(arguments.map(\.type)) else {
      report(
        .wrongArguments, "'\(function)' does not apply to \(list(arguments))", at: id, help: "write: \(known.usage)")
      return nil
    }
    var converted: [Meaning] = []
    for (argument, type) in zip(arguments, typing.arguments) {
      guard let value = convertImplicitly(argument, to: type, at: id) else { return nil }
      converted.append(value)
    }
    return apply(known, to: converted, typing.result, at: id)
  }

  private func list(_ arguments: [Meaning]) -> String {
    arguments.isEmpty ? "no arguments" : arguments.map(\.noun).joined(separator: " and ")
  }

  private func builtIn(_ name: String) -> BuiltInFunction? {
    guard isVersion2 else { return BuiltInFunction(rawValue: name) }
    if name == "ln" { return .log }
    return ["sin", "cos", "tan", "exp", "sqrt"].contains(name) ? BuiltInFunction(rawValue: name) : nil
  }

  /// A function of an input stays an expression.
  private mutating func symbolicResult(_ function: BuiltInFunction, _ arguments: [Meaning]) -> Meaning? {
    guard arguments.count == 1, case .symbolic(let angle, _) = arguments[0],
      let known = AngleFunction(rawValue: function.rawValue)
    else { return nil }
    return .symbolic(expressions.apply(known, to: angle), .float(nil))
  }

  private mutating func apply(
    _ function: BuiltInFunction, to arguments: [Meaning], _ type: ClassicalType, at id: NodeID
  ) -> Meaning? {
    let known = arguments.compactMap { argument in
      if case .value(let value) = argument { value } else { nil }
    }
    guard known.count == arguments.count else {
      guard mayRun("'\(function.rawValue)' of values that are not known yet", at: id) else { return nil }
      let slots = arguments.map { slot($0, at: id) }
      return rounded(result(type, at: id) { .function($0, function, slots) }, at: id)
    }
    do {
      return .value(try function.evaluate(known))
    } catch .divisionByZero {
      report(.divisionByZero, "division by zero", at: id)
    } catch {
      report(.wrongType, error.message, at: id)
    }
    return nil
  }

  private mutating func unknownFunction(_ function: String, at id: NodeID) -> Meaning? {
    let names =
      isVersion2 ? ["sin", "cos", "tan", "exp", "ln", "sqrt"] : BuiltInFunction.allCases.map(\.rawValue)
    let help =
      function == "pow"
      ? "write the power as: x ** y" : nearest(to: function, among: names).map { "did you mean '\($0)'?" }
    report(
      .unknownName, "there is no function '\(function)'", at: id,
      help: help ?? "functions: \(names.joined(separator: ", "))")
    return nil
  }

  /// `sizeof(array)` or `sizeof(array, dimension)`: a constant where the type tells.
  private mutating func sizeOf(_ arguments: [NodeID], at id: NodeID) -> Meaning? {
    guard let first = arguments.first, arguments.count <= 2 else {
      report(
        .wrongArguments, "'sizeof' takes an array, and the number of a dimension", at: id, help: "write: sizeof(a, 0)")
      return nil
    }
    guard let target = target(of: first) else { return nil }
    var dimension: Meaning = .value(.integer(0, width: 64))
    if arguments.count == 2 {
      guard let given = index(arguments[1]) else { return nil }
      dimension = given
    }
    switch target.type {
    case .array(_, let dimensions) where dimension.knownIndex != nil:
      guard let place = dimension.knownIndex, dimensions.indices.contains(place) else {
        report(
          .indexOutOfRange, "the array has \(counted(dimensions.count, "dimension"))", at: id,
          help: "dimensions are counted from 0")
        return nil
      }
      return .value(.unsigned(UInt64(dimensions[place]), width: 64))
    case .array, .openArray:
      let array = slot(read(target, at: id), at: id)
      let place = slot(dimension, at: id)
      return result(.uint(nil), at: id) { .function($0, .sizeof, [array, place]) }
    default:
      report(.wrongType, "'sizeof' of \(target.type.noun)", at: first, help: "only arrays have a size")
      return nil
    }
  }
}

extension BuiltInFunction {
  /// How a call is written, for messages.
  fileprivate var usage: String {
    switch self {
    case .mod: "mod(x, y)"
    case .rotl, .rotr: "\(rawValue)(bits, distance)"
    case .popcount: "popcount(bits)"
    case .real, .imag: "\(rawValue)(z)"
    case .sizeof: "sizeof(array)"
    default: "\(rawValue)(x)"
    }
  }
}
