/// What an operation converts its operands to, and the type of what it gives.
package struct OperationTyping: Hashable, Sendable {
  package var left: ClassicalType
  package var right: ClassicalType
  package var result: ClassicalType

  package init(_ left: ClassicalType, _ right: ClassicalType, result: ClassicalType) {
    self.left = left
    self.right = right
    self.result = result
  }

  /// Both operands and the result of one type.
  fileprivate init(_ common: ClassicalType) { self.init(common, common, result: common) }

  fileprivate init(comparing common: ClassicalType) { self.init(common, common, result: .bool) }
}

extension UnaryOperator {
  /// The type of the result; nil where the operation is not defined.
  package func resultType(of operand: ClassicalType) -> ClassicalType? {
    switch (self, operand) {
    case (.not, _): ClassicalType.bool.acceptsImplicitly(operand) ? .bool : nil
    case (.negate, .int), (.negate, .uint), (.negate, .float), (.negate, .angle), (.negate, .complex): operand
    case (.negate, .duration), (.negate, .stretch): .duration
    case (.complement, .int), (.complement, .uint), (.complement, .angle), (.complement, .bits): operand
    case (.complement, .bit), (.complement, .bool): operand
    default: nil
    }
  }
}

extension BinaryOperator {
  package var isComparison: Bool { rawValue >= BinaryOperator.equal.rawValue }
  package var isShift: Bool { self == .shiftLeft || self == .shiftRight }
  fileprivate var isBitwise: Bool { self == .and || self == .or || self == .exclusiveOr }

  /// What the operation does with operands of these types; nil where it is not defined.
  package func typing(_ left: ClassicalType, _ right: ClassicalType) -> OperationTyping? {
    if isShift { return shiftTyping(left, right) }
    return switch (left, right) {
    case (.duration, _), (.stretch, _), (_, .duration), (_, .stretch): durationTyping(left, right)
    case (.bits, _), (_, .bits): bitsTyping(left, right)
    case (.angle, _), (_, .angle): angleTyping(left, right)
    case (.complex, _), (_, .complex): complexTyping(left, right)
    default: left.isReal && right.isReal ? realTyping(left, right) : nil
    }
  }

  /// The left operand decides, the right one is any whole number.
  private func shiftTyping(_ left: ClassicalType, _ right: ClassicalType) -> OperationTyping? {
    guard right.isIntegral else { return nil }
    return switch left {
    case .bits, .angle, .int, .uint, .bit, .bool:
      OperationTyping(left.asInteger, right.asInteger, result: left.asInteger)
    default: nil
    }
  }

  /// Strings of bits of one width; compared with whole numbers they are unsigned numbers themselves.
  private func bitsTyping(_ left: ClassicalType, _ right: ClassicalType) -> OperationTyping? {
    guard isBitwise || isComparison else { return nil }
    switch (left, right) {
    case (.bits(let first), .bits(let second)) where first == second:
      return isComparison ? OperationTyping(comparing: left) : OperationTyping(left)
    case (.bits(1), .bit), (.bits(1), .bool): return typing(left, left)
    case (.bit, .bits(1)), (.bool, .bits(1)): return typing(right, right)
    case (.bits(let width), .int), (.bits(let width), .uint):
      return isComparison && width <= 64 ? typing(.uint(width), right) : nil
    case (.int, .bits(let width)), (.uint, .bits(let width)):
      return isComparison && width <= 64 ? typing(left, .uint(width)) : nil
    default: return nil
    }
  }

  /// Angles are whole numbers of steps: added among each other, multiplied by whole numbers.
  private func angleTyping(_ left: ClassicalType, _ right: ClassicalType) -> OperationTyping? {
    switch (left, right) {
    case (.angle, .angle):
      let common = left.bitWidth >= right.bitWidth ? left : right
      switch self {
      case .add, .subtract: return OperationTyping(common)
      case .divide: return OperationTyping(common, common, result: .uint(common.bitWidth))
      case .and, .or, .exclusiveOr: return left.bitWidth == right.bitWidth ? OperationTyping(common) : nil
      default: return isComparison ? OperationTyping(comparing: common) : nil
      }
    case (.angle, .float), (.float, .angle):
      guard self == .add || self == .subtract || isComparison else { return nil }
      if case .angle = left { return typing(left, left) }
      return typing(right, right)
    case (.angle, .int), (.angle, .uint):
      return self == .multiply || self == .divide ? OperationTyping(left, .uint(nil), result: left) : nil
    case (.int, .angle), (.uint, .angle):
      return self == .multiply ? OperationTyping(.uint(nil), right, result: right) : nil
    default: return nil
    }
  }

  private func durationTyping(_ left: ClassicalType, _ right: ClassicalType) -> OperationTyping? {
    let isLeft = ClassicalType.duration.acceptsImplicitly(left)
    let isRight = ClassicalType.duration.acceptsImplicitly(right)
    if isLeft, isRight {
      switch self {
      case .add, .subtract: return OperationTyping(.duration)
      case .divide: return OperationTyping(.duration, .duration, result: .float(nil))
      default: return isComparison ? OperationTyping(comparing: .duration) : nil
      }
    }
    if isLeft, right.isReal, self == .multiply || self == .divide {
      return OperationTyping(.duration, .float(nil), result: .duration)
    }
    if isRight, left.isReal, self == .multiply {
      return OperationTyping(.float(nil), .duration, result: .duration)
    }
    return nil
  }

  private func complexTyping(_ left: ClassicalType, _ right: ClassicalType) -> OperationTyping? {
    let common = ClassicalType.complex(Self.widest(left, right))
    guard common.acceptsImplicitly(left), common.acceptsImplicitly(right) else { return nil }
    return switch self {
    case .add, .subtract, .multiply, .divide, .power: OperationTyping(common)
    case .equal, .notEqual: OperationTyping(comparing: common)
    default: nil
    }
  }

  /// The width of the wider of the floating-point operands; whole numbers do not count.
  private static func widest(_ types: ClassicalType...) -> Int? {
    var widest: Int?? = .none
    for case .float(let width) in types where (width ?? 64) > (widest.map { $0 ?? 64 } ?? 0) { widest = width }
    for case .complex(let width) in types where (width ?? 64) > (widest.map { $0 ?? 64 } ?? 0) { widest = width }
    return widest ?? nil
  }

  /// Truth values, whole numbers and floats, as C99 has them.
  private func realTyping(_ left: ClassicalType, _ right: ClassicalType) -> OperationTyping? {
    if !(left.isIntegral && right.isIntegral) {
      let common = ClassicalType.float(Self.widest(left, right))
      if isComparison { return OperationTyping(comparing: common) }
      return isBitwise ? nil : OperationTyping(common)
    }
    if left.isTruth, right.isTruth, isBitwise || self == .equal || self == .notEqual {
      if isComparison { return OperationTyping(comparing: .bool) }
      return OperationTyping(left == right ? left : .bool)
    }
    let (first, second) = (left.asInteger, right.asInteger)
    let common = ClassicalType.promoted(first, second)
    switch self {
    case .power: return OperationTyping(common, second, result: common)
    case .and, .or, .exclusiveOr: return OperationTyping(left.isSizedInteger ? left : common)
    default: return isComparison ? OperationTyping(comparing: common) : OperationTyping(common)
    }
  }
}

extension ClassicalType {
  /// A truth value in arithmetic is an `int`; other types stay.
  fileprivate var asInteger: ClassicalType { isTruth ? .int(nil) : self }

  fileprivate var isTruth: Bool { self == .bit || self == .bool }

  fileprivate var isSizedInteger: Bool {
    switch self {
    case .int(.some), .uint(.some): true
    default: false
    }
  }

  /// The type that two integers of types `int` and `uint` meet in: the wider; the unsigned one if it is as wide.
  package static func promoted(_ left: ClassicalType, _ right: ClassicalType) -> ClassicalType {
    switch (left, right) {
    case (.int, .uint): right.bitWidth >= left.bitWidth ? right : left
    case (.uint, .int): left.bitWidth >= right.bitWidth ? left : right
    default: left.bitWidth >= right.bitWidth ? left : right
    }
  }
}
