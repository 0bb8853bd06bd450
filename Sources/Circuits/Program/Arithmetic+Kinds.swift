internal import Numerics

/// Operations on operands of the rarer kinds, and of two kinds.
extension BinaryOperator {
  /// An angle is a whole number of steps; beside another kind only what OpenQASM defines.
  func angular(_ left: Value, _ right: Value) throws(ProgramFault) -> Value {
    switch (self, left, right) {
    case (.divide, .angle(let first, let width), .angle(let second, let other)) where width == other:
      return try unsigned(first, second, width: width) { .unsigned($0, width: $1) }
    case (.multiply, .angle, .angle), (.remainder, .angle, .angle), (.power, .angle, .angle): break
    case (_, .angle(let first, let width), .angle(let second, let other)) where width == other && !isShift:
      return try unsigned(first, second, width: width) { .angle($0, width: $1) }
    case (.multiply, .angle(let steps, let width), .unsigned(let factor, _)),
      (.multiply, .unsigned(let factor, _), .angle(let steps, let width)),
      (.divide, .angle(let steps, let width), .unsigned(let factor, _)):
      return try unsigned(steps, factor, width: width) { .angle($0, width: $1) }
    case (.shiftLeft, .angle(let steps, let width), _), (.shiftRight, .angle(let steps, let width), _):
      return try unsigned(steps, UInt64(try Self.distance(right)), width: width) { .angle($0, width: $1) }
    default:
      if let first = left.number, let second = right.number { return try floating(first, second) }
    }
    throw undefined(left, right)
  }

  func complex(_ first: Complex, _ second: Complex) throws(ProgramFault) -> Value {
    switch self {
    case .add: return .complex(first + second)
    case .subtract: return .complex(first - second)
    case .multiply: return .complex(first * second)
    case .divide: return .complex(first / second)
    case .power: return .complex(first.raised(to: second))
    case .equal: return .bool(first == second)
    case .notEqual: return .bool(first != second)
    default: throw .notDefined(operation: "\(self) of complex")
    }
  }

  /// Durations have a unit each: seconds of any size go together, ticks of the device only with ticks.
  func timing(_ left: Value, _ right: Value) throws(ProgramFault) -> Value {
    switch (self, left, right) {
    case (.multiply, .duration(let length), _):
      if let factor = right.number { return .duration(Duration(length.value * factor, length.unit)) }
    case (.multiply, _, .duration(let length)):
      if let factor = left.number { return .duration(Duration(length.value * factor, length.unit)) }
    case (_, .duration(let first), .duration(let second)):
      guard let (first, second, unit) = Self.aligned(first, second) else { break }
      switch self {
      case .add: return .duration(Duration(first + second, unit))
      case .subtract: return .duration(Duration(first - second, unit))
      case .divide: return .float(first / second)
      default: if let truth = comparison(first, second) { return .bool(truth) }
      }
    case (.divide, .duration(let length), _):
      if let divisor = right.number { return .duration(Duration(length.value / divisor, length.unit)) }
    default: break
    }
    throw undefined(left, right)
  }

  /// The values of two durations in the finer of their units; a length of zero has any unit.
  private static func aligned(_ first: Duration, _ second: Duration) -> (Double, Double, Duration.Unit)? {
    if first.unit == second.unit { return (first.value, second.value, first.unit) }
    if second.value == 0 { return (first.value, 0, first.unit) }
    if first.value == 0 { return (0, second.value, second.unit) }
    guard let coarse = first.unit.nanoseconds, let fine = second.unit.nanoseconds else { return nil }
    return coarse >= fine
      ? (first.value * (coarse / fine), second.value, second.unit)
      : (first.value, second.value * (fine / coarse), first.unit)
  }

  /// Operands of two kinds.
  func mixed(_ left: Value, _ right: Value) throws(ProgramFault) -> Value {
    if isShift { return try shifted(left, by: Self.distance(right)) }
    switch (self, left, right) {
    case (.power, .unsigned(let base, let width), .integer(let exponent, _)):
      return .unsigned(Value.wrapped(try Self.power(base, exponent), width: width), width: width)
    case (.power, .integer(let base, let width), .unsigned(let exponent, _)):
      let result = try unsigned(UInt64(bitPattern: base), exponent, width: 64) { .unsigned($0, width: $1) }
      return try result.converted(to: .int(width))
    default:
      guard let first = left.number, let second = right.number else { throw undefined(left, right) }
      return try floating(first, second)
    }
  }

  private func shifted(_ value: Value, by places: Int) throws(ProgramFault) -> Value {
    switch value {
    case .bits(let bits): return .bits(bits.shifted(by: self == .shiftLeft ? places : -places))
    case .integer(_, let width): return try evaluate(value, .integer(Int64(places), width: width))
    case .unsigned(_, let width): return try evaluate(value, .unsigned(UInt64(places), width: width))
    default: throw .notDefined(operation: "\(self) of \(value.text)")
    }
  }

  /// The right operand of a shift.
  private static func distance(_ value: Value) throws(ProgramFault) -> Int {
    switch value {
    case .integer(let places, _):
      guard places >= 0 else { throw .shiftByNegative(Int(places)) }
      return Int(places)
    case .unsigned(let places, _): return Int(clamping: places)
    case .bool(let place): return place ? 1 : 0
    default: throw .notDefined(operation: "a shift by \(value.text)")
    }
  }

  private func undefined(_ left: Value, _ right: Value) -> ProgramFault {
    .notDefined(operation: "\(self) of \(left.text) and \(right.text)")
  }
}

extension Duration.Unit {
  /// Nil for ticks, which only a device knows.
  fileprivate var nanoseconds: Double? {
    switch self {
    case .nanoseconds: 1
    case .microseconds: 1e3
    case .milliseconds: 1e6
    case .seconds: 1e9
    case .deviceTicks: nil
    }
  }
}
