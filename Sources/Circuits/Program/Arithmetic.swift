#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What a running program may do wrong. `instruction` is the place in its code.
package enum ProgramFault: Error, Hashable, Sendable {
  case divisionByZero
  case indexOutOfRange(index: Int, count: Int)
  case notDefined(operation: String)
  case tooDeep(limit: Int)
  case tooManySteps(limit: Int)
}

extension UnaryOperator {
  package func evaluate(_ value: Value) throws(ProgramFault) -> Value {
    switch (self, value) {
    case (.negate, .integer(let number, let width)): .integer(Value.wrapped(0 &- number, width: width), width: width)
    case (.negate, .unsigned(let number, let width)): .unsigned(Value.wrapped(0 &- number, width: width), width: width)
    case (.negate, .angle(let number, let width)): .angle(Value.wrapped(0 &- number, width: width), width: width)
    case (.negate, .float(let number)): .float(-number)
    case (.not, _): .bool(!value.isTrue)
    case (.complement, .unsigned(let number, let width)): .unsigned(Value.wrapped(~number, width: width), width: width)
    case (.complement, .angle(let number, let width)): .angle(Value.wrapped(~number, width: width), width: width)
    case (.complement, .bits(let bits)): .bits(BitString((0..<bits.width).map { !bits[$0] }))
    default: throw .notDefined(operation: "\(self)")
    }
  }
}

extension BinaryOperator {
  package func evaluate(_ left: Value, _ right: Value) throws(ProgramFault) -> Value {
    switch (left, right) {
    case (.integer(let first, let width), .integer(let second, let other)):
      return try signed(first, second, width: max(width, other))
    case (.unsigned(let first, let width), .unsigned(let second, let other)):
      return try unsigned(first, second, width: max(width, other)) { .unsigned($0, width: $1) }
    case (.angle(let first, let width), .angle(let second, let other)) where width == other:
      return try unsigned(first, second, width: width) { .angle($0, width: $1) }
    case (.bool(let first), .bool(let second)):
      return try logical(first, second)
    case (.bits(let first), .bits(let second)) where first.width == second.width:
      return try bitwise(first, second)
    default:
      guard let first = left.number, let second = right.number else { throw .notDefined(operation: "\(self)") }
      return try floating(first, second)
    }
  }

  private func signed(_ first: Int64, _ second: Int64, width: Int) throws(ProgramFault) -> Value {
    if let truth = comparison(first, second) { return .bool(truth) }
    let result: Int64
    switch self {
    case .add: result = first &+ second
    case .subtract: result = first &- second
    case .multiply: result = first &* second
    case .divide, .remainder:
      guard second != 0 else { throw .divisionByZero }
      let parts = first.dividingFullWidth(by: second)
      result = self == .divide ? parts.quotient : parts.remainder
    case .power:
      guard second >= 0 else { throw .notDefined(operation: "an integer to a negative power") }
      result = Int64(bitPattern: Self.power(UInt64(bitPattern: first), UInt64(second)))
    default: throw .notDefined(operation: "\(self) of int")
    }
    return .integer(Value.wrapped(result, width: width), width: width)
  }

  private func unsigned(
    _ first: UInt64, _ second: UInt64, width: Int, make: (UInt64, Int) -> Value
  ) throws(ProgramFault) -> Value {
    if let truth = comparison(first, second) { return .bool(truth) }
    let result: UInt64
    switch self {
    case .add: result = first &+ second
    case .subtract: result = first &- second
    case .multiply: result = first &* second
    case .divide, .remainder:
      guard second != 0 else { throw .divisionByZero }
      result = self == .divide ? first / second : first % second
    case .power: result = Self.power(first, second)
    case .and: result = first & second
    case .or: result = first | second
    case .exclusiveOr: result = first ^ second
    case .shiftLeft: result = second < UInt64(width) ? first << second : 0
    case .shiftRight: result = second < UInt64(width) ? first >> second : 0
    default: throw .notDefined(operation: "\(self) of uint")
    }
    return make(Value.wrapped(result, width: width), width)
  }

  private func floating(_ first: Double, _ second: Double) throws(ProgramFault) -> Value {
    if let truth = comparison(first, second) { return .bool(truth) }
    switch self {
    case .add: return .float(first + second)
    case .subtract: return .float(first - second)
    case .multiply: return .float(first * second)
    case .divide: return .float(first / second)
    case .remainder: return .float(fmod(first, second))
    case .power: return .float(pow(first, second))
    default: throw .notDefined(operation: "\(self) of float")
    }
  }

  private func logical(_ first: Bool, _ second: Bool) throws(ProgramFault) -> Value {
    switch self {
    case .and: return .bool(first && second)
    case .or: return .bool(first || second)
    case .exclusiveOr, .notEqual: return .bool(first != second)
    case .equal: return .bool(first == second)
    default: throw .notDefined(operation: "\(self) of bool")
    }
  }

  private func bitwise(_ first: BitString, _ second: BitString) throws(ProgramFault) -> Value {
    switch self {
    case .equal: return .bool(first == second)
    case .notEqual: return .bool(first != second)
    case .and: return .bits(BitString((0..<first.width).map { first[$0] && second[$0] }))
    case .or: return .bits(BitString((0..<first.width).map { first[$0] || second[$0] }))
    case .exclusiveOr: return .bits(BitString((0..<first.width).map { first[$0] != second[$0] }))
    default: throw .notDefined(operation: "\(self) of bit strings")
    }
  }

  /// Nil where this is no comparison.
  private func comparison<Number: Comparable>(_ first: Number, _ second: Number) -> Bool? {
    switch self {
    case .equal: first == second
    case .notEqual: first != second
    case .less: first < second
    case .lessOrEqual: first <= second
    case .greater: first > second
    case .greaterOrEqual: first >= second
    default: nil
    }
  }

  /// By repeated squaring, wrapping.
  private static func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, square, rest) = (UInt64(1), base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result &* square }
      square = square &* square
      rest >>= 1
    }
    return result
  }
}

extension Int64 {
  /// Quotient toward zero and remainder, as C has them, wrapping on the one overflow there is.
  fileprivate func dividingFullWidth(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    (dividedReportingOverflow(by: divisor).partialValue, remainderReportingOverflow(dividingBy: divisor).partialValue)
  }
}
