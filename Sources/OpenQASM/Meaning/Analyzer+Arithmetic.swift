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
    case (.value(let first), .value(let second)): combineKnown(token, first, second, at: id)
    case (.runtime, _), (_, .runtime): combineRunning(token, left, right, at: id)
    default: combineSymbolic(token, left, right, at: id)
    }
  }

  // MARK: Over inputs

  /// Whole numbers stay an expression, for angles of gates, where the run can still compute them as whole numbers.
  private mutating func combineSymbolic(
    _ token: TokenKind, _ left: Meaning, _ right: Meaning, at id: NodeID
  ) -> Meaning? {
    var type = token.binaryOperator?.typing(left.type, right.type)?.result ?? .float(nil)
    if type.isInteger, !(left.type.isIntegral && right.type.isIntegral) { type = .float(nil) }
    guard let operation = token.angleOperator, let first = angleOperand(left), let second = angleOperand(right),
      !type.isInteger || operation.isExact(in: type) && left.isWide && right.isWide
    else { return combineRunning(token, left, right, at: id) }
    let angle = expressions.combine(operation, first, second)
    if case .expression(let place) = angle, expressions.depth(of: place) > limits.expressionDepth {
      report(
        .tooDeep, "an expression over inputs of more than \(limits.expressionDepth) steps in a row", at: id,
        help: "divide it among several gates")
      return nil
    }
    return .symbolic(angle, type)
  }

  private func angleOperand(_ meaning: Meaning) -> Angle? {
    switch meaning {
    case .symbolic(let angle, _): angle
    case .value(let value): value.number.map { .constant($0) }
    case .runtime: nil
    }
  }

  // MARK: While the program runs

  private mutating func combineRunning(
    _ token: TokenKind, _ left: Meaning, _ right: Meaning, at id: NodeID
  ) -> Meaning? {
    guard mayRun("'\(token.spelling)' on values that are not known yet", at: id) else { return nil }
    if token == .doubleAmpersand || token == .doublePipe {
      guard let first = convertImplicitly(left, to: .bool, at: id),
        let second = convertImplicitly(right, to: .bool, at: id)
      else { return nil }
      return running(token == .doublePipe ? .or : .and, first, second, .bool, at: id)
    }
    guard let operation = token.binaryOperator, let typing = operation.typing(left.type, right.type) else {
      return notDefined(token, left, right, at: id)
    }
    if operation == .remainder, !typing.result.isInteger {
      return notDefined(token, left, right, at: id)
    }
    if operation == .shiftLeft || operation == .shiftRight, let distance = right.knownIndex, distance < 0 {
      report(.wrongType, "a shift by \(distance)", at: id, help: "shift the other way")
      return nil
    }
    if typing.right.isInteger, operation == .divide || operation == .remainder, right.knownIndex == 0 {
      report(.divisionByZero, "division by zero", at: id)
      return nil
    }
    guard isUnsignedDivision(operation, typing, by: right, at: id) else { return nil }
    guard let first = aligned(left, to: typing.left, at: id), let second = aligned(right, to: typing.right, at: id)
    else { return nil }
    return running(operation, first, second, typing.result, at: id)
  }

  private mutating func running(
    _ operation: BinaryOperator, _ left: Meaning, _ right: Meaning, _ type: ClassicalType, at id: NodeID
  ) -> Meaning? {
    let first = slot(left, at: id)
    let second = slot(right, at: id)
    return rounded(result(type, at: id) { .binary($0, operation, first, second) }, at: id)
  }

  /// What the run computed in 64 bits as its type of perhaps 32 holds it.
  mutating func rounded(_ value: Meaning, at id: NodeID) -> Meaning {
    guard value.type.isSinglePrecision else { return value }
    let wide = slot(value, at: id)
    return result(value.type, at: id) { .convert($0, from: wide, to: value.type) }
  }

  /// An operand as the operation takes it.
  private mutating func aligned(_ meaning: Meaning, to type: ClassicalType, at id: NodeID) -> Meaning? {
    if case .value(let value) = meaning {
      do {
        return .value(try value.converted(to: type))
      } catch {
        report(.overflow, error.message, at: id)
        return nil
      }
    }
    if meaning.type.holdsSame(as: type) { return meaning }
    let source = slot(meaning, at: id)
    return result(type, at: id) { .convert($0, from: source, to: type) }
  }

  /// `a && b` and `a || b`: the right side runs only where the left does not decide.
  mutating func shortCircuit(_ token: TokenKind, _ left: Meaning, _ right: NodeID, at id: NodeID) -> Meaning? {
    guard let first = convertImplicitly(left, to: .bool, at: id), mayRun("this condition", at: id) else { return nil }
    let source = slot(first, at: id)
    let decided = slot(result(.bool, at: id) { .copy($0, from: source) }, at: id)
    var asked = decided
    if token == .doublePipe { asked = slot(result(.bool, at: id) { .unary($0, .not, decided) }, at: id) }
    let branch = emit(.branch(asked, otherwise: 0), at: id)
    guard let operand = meaning(of: right), let second = convertImplicitly(operand, to: .bool, at: right) else {
      return nil
    }
    let other = slot(second, at: right)
    emit(.copy(decided, from: other), at: id)
    land([branch], at: id)
    return .runtime(decided, .bool)
  }

  /// False, with a diagnostic, where an angle is divided by a negative number: as an unsigned one that is no divisor
  /// that anybody means.
  private mutating func isUnsignedDivision(
    _ operation: BinaryOperator, _ typing: OperationTyping, by divisor: Meaning, at id: NodeID
  ) -> Bool {
    guard operation == .divide, case .angle = typing.left, typing.right.isInteger, let number = divisor.knownIndex,
      number < 0
    else { return true }
    report(
      .wrongType, "an angle divided by \(number)", at: id, help: "write: -(angle / \(number.magnitude))")
    return false
  }

  private mutating func notDefined(
    _ token: TokenKind, _ left: Meaning, _ right: Meaning, at id: NodeID
  ) -> Meaning? {
    report(
      .wrongType, "'\(token.spelling)' does not apply to \(left.noun) and \(right.noun)", at: id,
      help: token == .percent ? "for floats write: mod(x, y)" : castHint(left.type, right.type))
    return nil
  }

  private func castHint(_ left: ClassicalType, _ right: ClassicalType) -> String? {
    if case .bits(let width) = left { return "write a cast: uint[\(max(width, 1))](...)" }
    if case .bits(let width) = right { return "write a cast: uint[\(max(width, 1))](...)" }
    return nil
  }

  // MARK: Known now

  private mutating func combineKnown(_ token: TokenKind, _ left: Value, _ right: Value, at id: NodeID) -> Meaning? {
    if token == .doubleAmpersand || token == .doublePipe {
      guard ClassicalType.bool.acceptsImplicitly(left.type), ClassicalType.bool.acceptsImplicitly(right.type) else {
        return notDefined(token, .value(left), .value(right), at: id)
      }
      return .value(.bool(token == .doublePipe ? left.isTrue || right.isTrue : left.isTrue && right.isTrue))
    }
    guard let operation = token.binaryOperator else {
      report(.wrongType, "'\(token.spelling)' is no operation on numbers", at: id)
      return nil
    }
    var typing = operation.typing(left.type, right.type)
    if isVersion2, let known = operation.typing(.float(nil), .float(nil)) { typing = known }
    guard let typing, operation != .remainder || typing.result.isInteger else {
      return notDefined(token, .value(left), .value(right), at: id)
    }
    guard isUnsignedDivision(operation, typing, by: .value(right), at: id) else { return nil }
    do {
      let first = try left.converted(to: typing.left)
      let second = try right.converted(to: typing.right)
      if case .integer(let firstNumber, 64) = first, case .integer(let secondNumber, 64) = second {
        return integers(operation, firstNumber, secondNumber, at: id)
      }
      return .value(try operation.evaluate(first, second))
    } catch .divisionByZero {
      report(.divisionByZero, "division by zero", at: id)
    } catch {
      report(.wrongType, error.message, at: id)
    }
    return nil
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
    guard let value = try? operation.evaluate(.integer(first, width: 64), .integer(second, width: 64)) else {
      return nil
    }
    return .value(value)
  }
}

extension Meaning {
  /// Does an expression over inputs that takes this in still tell it? Constants in it are floats that stand for `int`.
  fileprivate var isWide: Bool {
    guard case .value(let value) = self else { return true }
    guard case .integer(let number, 64) = value else { return false }
    return Int64(exactly: Double(number)) == number
  }
}

extension AngleOperator {
  /// Does an expression that never wraps tell what the operation gives in a type of whole numbers? Of those of 64
  /// bits it does but beyond what anybody means.
  fileprivate func isExact(in type: ClassicalType) -> Bool {
    switch self {
    case .add, .multiply: type.bitWidth == 64
    case .subtract: type.isSame(as: .int(nil))
    case .divide, .power: false
    }
  }
}

extension ClassicalType {
  var isInteger: Bool {
    switch self {
    case .int, .uint: true
    default: false
    }
  }

  /// May a value of the type be a gate's angle?
  var isNumber: Bool {
    switch self {
    case .int, .uint, .float, .angle, .bool, .bit: true
    default: false
    }
  }

  /// Results of operations have to be rounded to 32 bits.
  fileprivate var isSinglePrecision: Bool { self == .float(32) || self == .complex(32) }
}

extension TokenKind {
  /// The operation of a compound assignment.
  var assignedOperation: TokenKind? {
    switch self {
    case .plusEquals: .plus
    case .minusEquals: .minus
    case .asteriskEquals: .asterisk
    case .slashEquals: .slash
    case .percentEquals: .percent
    case .doubleAsteriskEquals: .doubleAsterisk
    case .ampersandEquals: .ampersand
    case .pipeEquals: .pipe
    case .caretEquals: .caret
    case .leftShiftEquals: .leftShift
    case .rightShiftEquals: .rightShift
    default: nil
    }
  }
}
