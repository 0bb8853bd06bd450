/// What can be known of a value that needs others which are not all known: bits stay the outcomes they are, numbers
/// over the circuit's parameters become expressions.
extension Specializer {
  private static var expressionDepthLimit: Int { 10_000 }

  mutating func knowledge(
    from instruction: Instruction
  ) throws(ProgramFault) -> (target: Slot, cell: Knowledge)? {
    switch instruction {
    case .copy(let slot, let source): return (slot, try stack.read(source))
    case .convert(let slot, let source, let type): return (slot, try converted(try stack.read(source), to: type))
    case .unary(let slot, let operation, let operand): return (slot, applied(operation, try stack.read(operand)))
    case .binary(let slot, let operation, let left, let right):
      return (slot, try combined(operation, try stack.read(left), try stack.read(right)))
    case .function(let slot, let function, let arguments):
      if function == .mod, arguments.count == 2 {
        return (slot, try combined(.remainder, try stack.read(arguments[0]), try stack.read(arguments[1])))
      }
      guard function != .sizeof else { throw .notKnown }
      guard arguments.count == 1 else { return (slot, .unknown) }
      return (slot, try applied(function, try stack.read(arguments[0])))
    case .select(let slot, let source, let path):
      let path = try Selection.resolved(path) { slot throws(ProgramFault) in try stack.known(slot) }
      return (slot, try stack.read(source).selected(path))
    case .collect(let slot, _): return (slot, .unknown)
    case .concatenate(let slot, let parts):
      var joined: [KnownBit] = []
      for part in parts {
        guard let bits = try stack.read(part).bits else { return (slot, .unknown) }
        joined += bits
      }
      return (slot, Knowledge(bits: joined))
    case .rangeCount: throw .notKnown
    default: return nil
    }
  }

  /// A conversion that might fail on a value that is not known makes the program dynamic. Only those of floats do,
  /// so that nothing unknown becomes one.
  private func converted(_ cell: Knowledge, to type: ClassicalType) throws(ProgramFault) -> Knowledge {
    let result = try cell.converted(to: type)
    guard case .unknown = result else { return result }
    switch (cell, type) {
    case (.symbolic, _), (_, .float), (_, .complex): throw .notKnown
    default: return result
    }
  }

  // MARK: Over parameters

  mutating func evaluate(_ angle: Angle, _ type: ClassicalType) throws(ProgramFault) -> Knowledge {
    if let expressionValues {
      return .known(try program.circuit.value(of: angle, values: expressionValues, as: type))
    }
    guard case .expression(let id) = angle else {
      return .known(try program.circuit.value(of: angle, values: [], as: type))
    }
    guard program.circuit.expressions.nodes.indices.contains(Int(id.index)) else {
      throw .malformed("there is no expression \(id.index)")
    }
    switch type {
    case .float(let width), .angle(let width):
      if width ?? 64 == 64 { return .symbolic(angle, type) }
    default: break
    }
    guard case .parameter(let index) = program.circuit.expressions[id], Int(index) < circuit.parameters.count
    else { throw .notKnown }
    return try converted(.symbolic(angle, circuit.parameters[Int(index)].kind.type), to: type)
  }

  private mutating func applied(_ operation: UnaryOperator, _ cell: Knowledge) -> Knowledge {
    guard operation == .negate, let term = Term(cell) else { return .unknown }
    return .symbolic(circuit.expressions.negate(term.angle), term.field.type)
  }

  private mutating func applied(_ function: BuiltInFunction, _ cell: Knowledge) throws(ProgramFault) -> Knowledge {
    guard let operation = AngleFunction(rawValue: function.rawValue), let term = Term(cell), term.field != .whole
    else { return .unknown }
    let angle = circuit.expressions.apply(operation, to: term.angle)
    return .symbolic(try checked(angle), .float(nil))
  }

  /// An operation that might fail on a value that is not known makes the program dynamic.
  private mutating func combined(
    _ operation: BinaryOperator, _ left: Knowledge, _ right: Knowledge
  ) throws(ProgramFault) -> Knowledge {
    if let first = Term(left), let second = Term(right), let combination = operation.angleOperator,
      let field = first.field.combined(combination, second.field)
    {
      if first.field == .angle, combination == .divide {
        guard let divisor = second.angle.constantValue else { throw .notKnown }
        guard divisor != 0 else { throw .divisionByZero }
        guard divisor > 0, isWithinTurn(first.angle) else { throw .notKnown }
      }
      let angle = circuit.expressions.combine(combination, first.angle, second.angle)
      return .symbolic(try checked(angle), field.type)
    }
    switch operation {
    case .divide, .remainder, .power, .shiftLeft, .shiftRight:
      guard case .known(let value) = right else { throw .notKnown }
      _ = try value.one.map { one throws(ProgramFault) in try operation.evaluate(one, value) }
      return .unknown
    default: return .unknown
    }
  }

  /// Is an angle, as an expression, surely what the run holds, which is never negative and less than a turn?
  func isWithinTurn(_ angle: Angle) -> Bool {
    var angle = angle
    while case .expression(let id) = angle {
      switch circuit.expressions[id] {
      case .parameter(let index):
        guard circuit.parameters.indices.contains(Int(index)) else { return false }
        if case .angle(.some) = circuit.parameters[Int(index)].kind { return true }
        return false
      case .binary(.divide, let left, let right):
        guard case .constant(let divisor) = circuit.expressions[right], divisor >= 1 else { return false }
        angle = .expression(left)
      default: return false
      }
    }
    return angle.constantValue.map { (0..<2 * Double.pi).contains($0) } ?? false
  }

  private func checked(_ angle: Angle) throws(ProgramFault) -> Angle {
    if case .expression(let id) = angle, circuit.expressions.depth(of: id) > Self.expressionDepthLimit {
      throw .notKnown
    }
    return angle
  }
}

/// A number that takes part in expressions over parameters, which are computed without wrapping or rounding: only
/// types of 64 bits may.
private struct Term {
  let angle: Angle
  let field: Field

  enum Field {
    case real, angle, whole

    var type: ClassicalType {
      switch self {
      case .real: .float(nil)
      case .angle: .angle(nil)
      case .whole: .int(nil)
      }
    }

    /// The kind of the result; nil where an expression would not give what the program computes.
    func combined(_ operation: AngleOperator, _ other: Field) -> Field? {
      switch (self, operation, other) {
      case (.real, _, .real): .real
      case (.angle, .add, .angle), (.angle, .subtract, .angle): .angle
      case (.angle, .multiply, .whole), (.whole, .multiply, .angle), (.angle, .divide, .whole): .angle
      case (.whole, .add, .whole), (.whole, .subtract, .whole), (.whole, .multiply, .whole): .whole
      default: nil
      }
    }
  }

  init?(_ cell: Knowledge) {
    switch cell {
    case .known(let value):
      guard var number = value.number else { return nil }
      switch value {
      case .float: field = .real
      case .angle(_, width: 64): field = .angle
      case .integer(_, width: 64): field = .whole
      case .unsigned(let steps, _):
        // Unsigned numbers meet angles only, of which as many turns less are the same.
        number = Double(Int64(bitPattern: steps))
        field = .whole
      default: return nil
      }
      angle = .constant(number)
    case .symbolic(let angle, let type):
      self.angle = angle
      guard type.bitWidth == 64 else { return nil }
      switch type {
      case .float: field = .real
      case .angle: field = .angle
      case .int: field = .whole
      default: return nil
      }
    case .bit, .bits, .unknown: return nil
    }
  }
}

extension BinaryOperator {
  fileprivate var angleOperator: AngleOperator? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .power: .power
    default: nil
    }
  }
}

extension Value {
  /// A one of the value's kind, to try whether it fails as a right operand; nil for those that never do.
  fileprivate var one: Value? {
    switch self {
    case .integer(_, let width): .integer(1, width: width)
    case .unsigned(_, let width): .unsigned(1, width: width)
    case .angle(_, let width): .angle(1, width: width)
    default: nil
    }
  }
}

extension Parameter.Kind {
  /// The type of a parameter as a value.
  fileprivate var type: ClassicalType {
    switch self {
    case .float(let width): .float(width)
    case .angle(let width): .angle(width)
    case .integer(let width): .int(width)
    case .unsigned(let width): .uint(width)
    }
  }
}

extension Knowledge {
  /// What is known of the value as one of another type, where the conversion changes nothing of what is known.
  fileprivate func converted(to type: ClassicalType) throws(ProgramFault) -> Knowledge {
    switch self {
    case .known(let value): return .known(try value.converted(to: type))
    case .symbolic(let angle, let source): return try Self.converted(angle, from: source, to: type)
    case .bit(let bit):
      guard case .bits(let string) = try Value.bool(false).converted(to: type) else {
        return type == .bit || type == .bool ? self : .unknown
      }
      return Knowledge(bits: [bit] + Array(repeating: .value(false), count: string.width - 1))
    case .bits(let bits):
      switch try Value.bits(BitString(width: bits.count)).converted(to: type) {
      case .bits: return self
      case .bool: return bits.count == 1 ? Knowledge(bit: bits[0]) : .unknown
      default: return .unknown
      }
    case .unknown: return .unknown
    }
  }

  /// An expression as another type: only one that needs no rounding and no wrapping.
  private static func converted(
    _ angle: Angle, from source: ClassicalType, to type: ClassicalType
  ) throws(ProgramFault) -> Knowledge {
    if source.isSame(as: type) { return .symbolic(angle, source) }
    _ = try source.zero.converted(to: type)
    switch (source, type) {
    case (.float, .int), (.float, .uint): throw .notKnown
    case (_, .float), (.float, .angle), (.angle, .angle), (.int, .int):
      return type.bitWidth == 64 ? .symbolic(angle, type) : .unknown
    default: return .unknown
    }
  }

  /// The chosen bits of a string; whether anything else has the elements is not known.
  fileprivate func selected(_ path: [[Selection<Int>]]) throws(ProgramFault) -> Knowledge {
    guard path.count == 1, path[0].count == 1, let bits else { throw .notKnown }
    let places = try path[0][0].places(count: bits.count)
    if case .at = path[0][0] { return Knowledge(bit: bits[places[0]]) }
    return Knowledge(bits: places.map { bits[$0] })
  }
}
