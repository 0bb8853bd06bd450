#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

extension UnaryOperator {
  package func evaluate(_ value: Value) throws(ProgramFault) -> Value {
    switch (self, value) {
    case (.negate, .integer(let number, let width)): .integer(Value.wrapped(0 &- number, width: width), width: width)
    case (.negate, .unsigned(let number, let width)): .unsigned(Value.wrapped(0 &- number, width: width), width: width)
    case (.negate, .angle(let number, let width)): .angle(Value.wrapped(0 &- number, width: width), width: width)
    case (.negate, .float(let number)): .float(-number)
    case (.negate, .complex(let number)): .complex(-number)
    case (.negate, .duration(let length)): .duration(Duration(-length.value, length.unit))
    case (.not, _): .bool(!value.isTrue)
    case (.complement, .integer(let number, let width)): .integer(~number, width: width)
    case (.complement, .unsigned(let number, let width)): .unsigned(Value.wrapped(~number, width: width), width: width)
    case (.complement, .angle(let number, let width)): .angle(Value.wrapped(~number, width: width), width: width)
    case (.complement, .bits(let bits)): .bits(~bits)
    case (.complement, .bool(let bit)): .bool(!bit)
    default: throw .notDefined(operation: "\(self) of \(value.text)")
    }
  }
}

extension BinaryOperator {
  /// The value of the operation on operands that its typing has converted.
  package func evaluate(_ left: Value, _ right: Value) throws(ProgramFault) -> Value {
    switch (left, right) {
    case (.integer(let first, let width), .integer(let second, let other)):
      return try signed(first, second, width: isShift ? width : max(width, other))
    case (.unsigned(let first, let width), .unsigned(let second, let other)):
      return try unsigned(first, second, width: isShift ? width : max(width, other)) { .unsigned($0, width: $1) }
    case (.bool(let first), .bool(let second)):
      return try logical(first, second)
    case (.bits(let first), .bits(let second)) where first.width == second.width:
      return try bitwise(first, second)
    case (.float(let first), .float(let second)): return try floating(first, second)
    case (.angle, _), (_, .angle): return try angular(left, right)
    case (.complex(let first), .complex(let second)): return try complex(first, second)
    case (.duration, _), (_, .duration): return try timing(left, right)
    default: return try mixed(left, right)
    }
  }

  // MARK: Whole numbers

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
    case .power: result = Int64(bitPattern: try Self.power(UInt64(bitPattern: first), second))
    case .and: result = first & second
    case .or: result = first | second
    case .exclusiveOr: result = first ^ second
    case .shiftLeft: result = second < Int64(width) ? first << (try Self.distance(second)) : 0
    case .shiftRight: result = first >> (try Self.distance(second))
    default: throw .notDefined(operation: "\(self) of int")
    }
    return .integer(Value.wrapped(result, width: width), width: width)
  }

  func unsigned(
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
    case .shiftLeft: result = second < UInt64(max(0, width)) ? first << second : 0
    case .shiftRight: result = second < UInt64(max(0, width)) ? first >> second : 0
    default: throw .notDefined(operation: "\(self) of uint")
    }
    return make(Value.wrapped(result, width: width), width)
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

  static func power(_ base: UInt64, _ exponent: Int64) throws(ProgramFault) -> UInt64 {
    guard exponent >= 0 else { throw .notDefined(operation: "an integer to the negative power \(exponent)") }
    return power(base, UInt64(exponent))
  }

  private static func distance(_ places: Int64) throws(ProgramFault) -> Int64 {
    guard places >= 0 else { throw .shiftByNegative(Int(places)) }
    return places
  }

  // MARK: Other kinds

  private func logical(_ first: Bool, _ second: Bool) throws(ProgramFault) -> Value {
    switch self {
    case .and: return .bool(first && second)
    case .or: return .bool(first || second)
    case .exclusiveOr, .notEqual: return .bool(first != second)
    case .equal: return .bool(first == second)
    default: return try signed(first ? 1 : 0, second ? 1 : 0, width: 64)
    }
  }

  private func bitwise(_ first: BitString, _ second: BitString) throws(ProgramFault) -> Value {
    switch self {
    case .equal: return .bool(first == second)
    case .notEqual: return .bool(first != second)
    case .less: return .bool(BitString.isLess(first, second))
    case .greater: return .bool(BitString.isLess(second, first))
    case .lessOrEqual: return .bool(!BitString.isLess(second, first))
    case .greaterOrEqual: return .bool(!BitString.isLess(first, second))
    case .and: return .bits(first.combined(with: second, &))
    case .or: return .bits(first.combined(with: second, |))
    case .exclusiveOr: return .bits(first.combined(with: second, ^))
    default: throw .notDefined(operation: "\(self) of bit strings")
    }
  }

  func floating(_ first: Double, _ second: Double) throws(ProgramFault) -> Value {
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

  /// Nil where this is no comparison.
  func comparison<Number: Comparable>(_ first: Number, _ second: Number) -> Bool? {
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
}

extension Int64 {
  /// Quotient toward zero and remainder, as C has them, wrapping on the one overflow there is.
  fileprivate func dividingFullWidth(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    (dividedReportingOverflow(by: divisor).partialValue, remainderReportingOverflow(dividingBy: divisor).partialValue)
  }
}
