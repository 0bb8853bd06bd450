/// The functions that every program may call, under the names that OpenQASM gives them.
package enum BuiltInFunction: String, CaseIterable, Sendable {
  case arccos, arcsin, arctan, ceiling, cos, exp, floor, log, mod, popcount, rotl, rotr, sin, sqrt, tan
  case real, imag, sizeof

  /// The types that the arguments are converted to and the type of the result, of the first form of the function
  /// that takes them; nil where there is none. A float is never taken for a whole number here.
  package func typing(_ arguments: [ClassicalType]) -> (arguments: [ClassicalType], result: ClassicalType)? {
    guard let first = arguments.first else { return nil }
    switch (arguments.count, self) {
    case (1, .arccos), (1, .arcsin), (1, .arctan), (1, .ceiling), (1, .floor), (1, .log):
      return first.isReal ? ([.float(nil)], .float(nil)) : nil
    case (1, .cos), (1, .sin), (1, .tan):
      if case .angle = first { return ([first], .float(nil)) }
      return first.isReal ? ([.float(nil)], .float(nil)) : nil
    case (1, .exp), (1, .sqrt):
      if case .complex = first { return ([first], first) }
      return first.isReal ? ([.float(nil)], .float(nil)) : nil
    case (1, .real), (1, .imag):
      if case .complex(let width) = first { return ([first], .float(width)) }
      return first.isReal ? ([.complex(nil)], .float(nil)) : nil
    case (1, .popcount): return Self.pattern(first).map { ([$0], .uint(nil)) }
    case (2, .rotl), (2, .rotr):
      guard let pattern = Self.pattern(first), arguments[1].isIntegral else { return nil }
      return ([pattern, .int(nil)], pattern)
    case (2, .mod):
      guard first.isReal, arguments[1].isReal, let typing = BinaryOperator.remainder.typing(first, arguments[1])
      else { return nil }
      return ([typing.left, typing.right], typing.result)
    case (1, .sizeof): return first.isArray ? ([first], .uint(nil)) : nil
    case (2, .sizeof): return first.isArray && arguments[1].isIntegral ? ([first, .int(nil)], .uint(nil)) : nil
    default: return nil
    }
  }

  /// What counts and rotates: bits, also those of an unsigned number.
  private static func pattern(_ type: ClassicalType) -> ClassicalType? {
    switch type {
    case .bits, .uint: type
    case .bit: .bits(1)
    default: nil
    }
  }
}

extension ClassicalType {
  fileprivate var isArray: Bool {
    switch self {
    case .array, .openArray: true
    default: false
    }
  }
}
