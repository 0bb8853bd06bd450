internal import Circuits

extension TokenKind {
  /// The operation on classical values that this token writes.
  var binaryOperator: BinaryOperator? {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .asterisk: .multiply
    case .slash: .divide
    case .percent: .remainder
    case .doubleAsterisk: .power
    case .ampersand, .doubleAmpersand: .and
    case .pipe, .doublePipe: .or
    case .caret: .exclusiveOr
    case .leftShift: .shiftLeft
    case .rightShift: .shiftRight
    case .doubleEquals: .equal
    case .exclamationEquals: .notEqual
    case .less: .less
    case .lessEquals: .lessOrEqual
    case .greater: .greater
    case .greaterEquals: .greaterOrEqual
    default: nil
    }
  }

  /// The same on angles that are not known yet.
  fileprivate var angleOperator: AngleOperator? {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .asterisk: .multiply
    case .slash: .divide
    case .doubleAsterisk: .power
    default: nil
    }
  }
}

extension Analyzer {
  mutating func combine(_ token: TokenKind, _ left: Meaning, _ right: Meaning, at id: NodeID) -> Meaning? {
    switch (left, right) {
    case (.value(let first), .value(let second)): return combine(token, first, second, at: id)
    case (.duration, _), (_, .duration): return combineDurations(token, left, right, at: id)
    default: return combineSymbolic(token, left, right, at: id)
    }
  }

  // MARK: Over inputs

  private mutating func combineSymbolic(
    _ token: TokenKind, _ left: Meaning, _ right: Meaning, at id: NodeID
  ) -> Meaning? {
    guard let operation = token.angleOperator else {
      reportClassical("'\(token.spelling)' on an input", at: id)
      return nil
    }
    guard let first = operand(left), let second = operand(right) else {
      return wrongKind(operand(left) == nil ? left : right, "a number", at: id)
    }
    let isInteger = first.isInteger && second.isInteger
    if isInteger, operation == .divide || operation == .power {
      reportClassical("a division or power of two integers that depends on an input", at: id)
      return nil
    }
    let angle = expressions.combine(operation, first.angle, second.angle)
    if case .expression(let place) = angle, expressions.depth(of: place) > limits.expressionDepth {
      report(
        .tooDeep, "an expression over inputs of more than \(limits.expressionDepth) steps in a row", at: id,
        help: "divide it among several gates")
      return nil
    }
    return .symbolic(angle, isInteger: isInteger)
  }

  private func operand(_ meaning: Meaning) -> (angle: Angle, isInteger: Bool)? {
    switch meaning {
    case .symbolic(let angle, let isInteger): (angle, isInteger)
    case .value(let value): value.number.map { (.constant($0), value.index != nil) }
    case .duration: nil
    }
  }

  // MARK: Known now

  private mutating func combine(_ token: TokenKind, _ left: Value, _ right: Value, at id: NodeID) -> Meaning? {
    guard let operation = token.binaryOperator else {
      report(.wrongType, "'\(token.spelling)' is no operation on numbers", at: id)
      return nil
    }
    var (first, second) = (left, right)
    if token == .doubleAmpersand || token == .doublePipe {
      (first, second) = (.bool(left.isTrue), .bool(right.isTrue))
    } else if isVersion2, let firstNumber = left.number, let secondNumber = right.number {
      (first, second) = (.float(firstNumber), .float(secondNumber))
    } else {
      (first, second) = aligned(operation, left, right)
    }
    if case .integer(let firstNumber, _) = first, case .integer(let secondNumber, _) = second {
      return integers(operation, firstNumber, secondNumber, at: id)
    }
    do {
      return .value(try operation.evaluate(first, second))
    } catch .divisionByZero {
      report(.divisionByZero, "division by zero", at: id)
    } catch {
      report(
        .wrongType,
        "'\(token.spelling)' does not apply to \(Meaning.value(left).noun) and \(Meaning.value(right).noun)", at: id)
    }
    return nil
  }

  /// Brings integers of both signs, truth values and shifts to one kind, as C99 does.
  private func aligned(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> (Value, Value) {
    switch (left, right) {
    case (.integer(let first, let width), .unsigned(let second, let other)):
      if let fitting = Int64(exactly: second) { return (left, .integer(fitting, width: max(width, other))) }
      return (.unsigned(UInt64(bitPattern: first), width: 64), right)
    case (.unsigned(let first, let width), .integer(let second, let other)):
      if operation == .shiftLeft || operation == .shiftRight, second >= 0 {
        return (left, .unsigned(UInt64(second), width: width))
      }
      if let fitting = Int64(exactly: first) { return (.integer(fitting, width: max(width, other)), right) }
      return (left, .unsigned(UInt64(bitPattern: second), width: 64))
    case (.bool(let first), .integer(_, let width)): return (.integer(first ? 1 : 0, width: width), right)
    case (.integer(_, let width), .bool(let second)): return (left, .integer(second ? 1 : 0, width: width))
    default: return (left, right)
    }
  }

  /// Constants are not machine integers: what does not fit is an error, not a wrap.
  private mutating func integers(
    _ operation: BinaryOperator, _ first: Int64, _ second: Int64, at id: NodeID
  ) -> Meaning? {
    let (value, overflow): (Int64, Bool)
    switch operation {
    case .add: (value, overflow) = first.addingReportingOverflow(second)
    case .subtract: (value, overflow) = first.subtractingReportingOverflow(second)
    case .multiply: (value, overflow) = first.multipliedReportingOverflow(by: second)
    case .power: return integerPower(first, second, at: id)
    case .divide:
      guard second != 0 else {
        report(.divisionByZero, "division by zero", at: id)
        return nil
      }
      (value, overflow) = first.dividedReportingOverflow(by: second)
      if !overflow, first % second != 0 {
        report(
          .integerDivision, "\(first)/\(second) of two integers is \(value)", at: id,
          help: "for a fraction write one as a float: \(first).0/\(second)")
      }
    case .and, .or, .exclusiveOr, .shiftLeft, .shiftRight: return integerBits(operation, first, second, at: id)
    default:
      let width = 64
      do {
        return .value(try operation.evaluate(.integer(first, width: width), .integer(second, width: width)))
      } catch {
        report(.divisionByZero, "division by zero", at: id)
        return nil
      }
    }
    guard !overflow else {
      report(.overflow, "the result does not fit in 64 bits", at: id, help: "use floats for large numbers")
      return nil
    }
    return .value(.integer(value, width: 64))
  }

  private mutating func integerPower(_ base: Int64, _ exponent: Int64, at id: NodeID) -> Meaning? {
    guard exponent >= 0 else {
      report(
        .wrongType, "an integer to a negative power", at: id, help: "for a fraction write a float: \(base).0")
      return nil
    }
    var result: Int64 = 1
    if base == 0 || base == 1 || base == -1 {
      result = exponent == 0 ? 1 : base == -1 && exponent % 2 == 0 ? 1 : base
      return .value(.integer(result, width: 64))
    }
    for _ in 0..<min(exponent, 64) {
      let (product, overflow) = result.multipliedReportingOverflow(by: base)
      guard !overflow else {
        report(.overflow, "the result does not fit in 64 bits", at: id, help: "use floats for large numbers")
        return nil
      }
      result = product
    }
    return .value(.integer(result, width: 64))
  }

  private mutating func integerBits(
    _ operation: BinaryOperator, _ first: Int64, _ second: Int64, at id: NodeID
  ) -> Meaning? {
    if operation == .shiftLeft || operation == .shiftRight, second < 0 {
      report(.wrongType, "a shift by \(second)", at: id, help: "shift the other way")
      return nil
    }
    let bits = try? operation.evaluate(
      .unsigned(UInt64(bitPattern: first), width: 64), .unsigned(UInt64(bitPattern: second), width: 64))
    guard case .unsigned(let value, _) = bits else { return nil }
    return .value(.integer(Int64(bitPattern: value), width: 64))
  }

  // MARK: Durations

  private mutating func combineDurations(
    _ token: TokenKind, _ left: Meaning, _ right: Meaning, at id: NodeID
  ) -> Meaning? {
    switch (token, left, right) {
    case (.plus, .duration(let first), .duration(let second)) where first.unit == second.unit:
      return .duration(Duration(first.value + second.value, first.unit))
    case (.minus, .duration(let first), .duration(let second)) where first.unit == second.unit:
      return .duration(Duration(first.value - second.value, first.unit))
    case (.asterisk, .duration(let duration), .value(let value)),
      (.asterisk, .value(let value), .duration(let duration)):
      if let factor = value.number { return .duration(Duration(duration.value * factor, duration.unit)) }
    case (.slash, .duration(let duration), .value(let value)):
      if let divisor = value.number, divisor != 0 {
        return .duration(Duration(duration.value / divisor, duration.unit))
      }
    default: break
    }
    reportClassical("this operation on durations", at: id)
    return nil
  }
}
