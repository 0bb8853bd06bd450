internal import Circuits

/// Code that runs while the program does, and the slots that its values are in.
extension Analyzer {
  @discardableResult
  mutating func emit(_ instruction: Instruction, at id: NodeID) -> Int {
    code.emit(instruction, at: range(id), operationCount: circuit.operations.count)
  }

  /// Where the next instruction will stand.
  mutating func nextPlace(at id: NodeID) -> Int {
    code.nextPlace(at: range(id), operationCount: circuit.operations.count)
  }

  /// Jumps and branches that lead to the next instruction.
  mutating func land(_ places: [Int], at id: NodeID) {
    let target = nextPlace(at: id)
    for place in places { code.patch(place, to: target) }
  }

  /// The slot that holds a value, which is loaded where it is not in one yet.
  mutating func slot(_ meaning: Meaning, at id: NodeID) -> Slot {
    switch meaning {
    case .runtime(let slot, _): return slot
    case .value(let value):
      let slot = code.newTemporary()
      emit(.load(slot, value), at: id)
      return slot
    case .symbolic(let angle, let type):
      if type.isInteger, case .expression(let step) = angle { return wholeNumber(step, at: id) }
      let slot = code.newTemporary()
      emit(.evaluate(slot, angle, as: meaning.type), at: id)
      return slot
    }
  }

  /// Computes an expression over inputs that are whole numbers as the program would, wrapping at each step.
  private mutating func wholeNumber(_ root: ExpressionID, at id: NodeID) -> Slot {
    var done: [ExpressionID: Meaning] = [:]
    for step in expressions.reachable(from: root) {
      done[step] = wholeStep(step, done, at: id)
    }
    return slot(done[root] ?? .value(.integer(0, width: 64)), at: id)
  }

  private mutating func wholeStep(
    _ step: ExpressionID, _ done: [ExpressionID: Meaning], at id: NodeID
  ) -> Meaning? {
    switch expressions[step] {
    case .negate(let operand):
      guard let value = done[operand] else { return nil }
      let source = slot(value, at: id)
      return result(value.type, at: id) { .unary($0, .negate, source) }
    case .binary(let operation, let left, let right):
      guard let first = done[left], let second = done[right] else { return nil }
      let type = ClassicalType.promoted(first.type, second.type)
      let sources = [first, second].map { operand in
        let source = slot(operand, at: id)
        return operand.type.holdsSame(as: type)
          ? source : slot(result(type, at: id) { .convert($0, from: source, to: type) }, at: id)
      }
      let kind: BinaryOperator = operation == .add ? .add : operation == .subtract ? .subtract : .multiply
      return result(type, at: id) { .binary($0, kind, sources[0], sources[1]) }
    default:
      var type = ClassicalType.int(nil)
      if case .parameter(let index) = expressions[step] { type = circuit.parameters[Int(index)].type }
      return result(type, at: id) { .evaluate($0, .expression(step), as: type) }
    }
  }

  /// A new temporary that an instruction fills.
  mutating func result(
    _ type: ClassicalType, at id: NodeID, _ instruction: (Slot) -> Instruction
  ) -> Meaning {
    let slot = code.newTemporary()
    emit(instruction(slot), at: id)
    return .runtime(slot, type)
  }

  /// False, with a diagnostic, in a gate's body, where nothing is left for the run to decide.
  mutating func mayRun(_ what: String, at id: NodeID) -> Bool {
    guard gateSteps != nil else { return true }
    report(
      .notConstant, "a gate's body cannot use \(what)", at: id,
      help: "give the gate an angle and pass the value where the gate is called")
    return false
  }

  private func isParameter(_ angle: Angle) -> Bool {
    guard case .expression(let id) = angle, case .parameter = expressions[id] else { return false }
    return true
  }

  // MARK: Conversions

  /// The value as a type holds it that assignment may turn it into; nil after a diagnostic.
  mutating func convertImplicitly(_ meaning: Meaning, to type: ClassicalType, at id: NodeID) -> Meaning? {
    guard type.accepts(meaning) else {
      report(
        .wrongType, "this is \(meaning.noun), where \(type.noun) is expected", at: id,
        help: conversionHelp(meaning.type, type))
      return nil
    }
    return converted(meaning, to: type, at: id)
  }

  /// The value that a cast gives; nil after a diagnostic.
  mutating func cast(_ meaning: Meaning, to type: ClassicalType, at id: NodeID) -> Meaning? {
    guard type.acceptsCast(meaning.type) || type.acceptsLiteral(meaning) else {
      report(
        .wrongType, "\(meaning.noun) cannot become \(type.noun)", at: id, help: castHelp(meaning.type, type))
      return nil
    }
    return converted(meaning, to: type, at: id)
  }

  private func conversionHelp(_ source: ClassicalType, _ type: ClassicalType) -> String? {
    switch (source, type) {
    case (.int, .bits(let width)), (.uint, .bits(let width)):
      "write a bit string such as \"\(String(repeating: "0", count: min(width, 8)))\", or a cast: "
        + "\(type.text)(uint[\(width)](...))"
    case (.bits(let first), .bits(let second)) where first != second:
      "choose as many bits with a slice: name[0:\(second - 1)]"
    default: type.acceptsCast(source) ? "write a cast: \(type.text)(...)" : nil
    }
  }

  private func castHelp(_ source: ClassicalType, _ type: ClassicalType) -> String? {
    switch (source, type) {
    case (.bits, .int), (.bits, .uint), (.bits, .angle), (.int, .bits), (.uint, .bits), (.angle, .bits), (.bits, .bits):
      "both must have the same width: choose bits with a slice such as name[0:3]"
    default: nil
    }
  }

  private mutating func converted(_ meaning: Meaning, to type: ClassicalType, at id: NodeID) -> Meaning? {
    switch meaning {
    case .value(let value):
      do {
        return .value(try value.converted(to: type))
      } catch {
        report(.overflow, error.message, at: id)
        return nil
      }
    case .symbolic(let angle, let source):
      if type.holdsExactly(source), type.isInteger || !source.isInteger || isParameter(angle) {
        return .symbolic(angle, type)
      }
    case .runtime(_, let source):
      if source.holdsSame(as: type) { return .runtime(slot(meaning, at: id), type) }
    }
    guard mayRun("the value of an input", at: id) else { return nil }
    let source = slot(meaning, at: id)
    return result(type, at: id) { .convert($0, from: source, to: type) }
  }
}

extension ClassicalType {
  /// May assignment turn the value into this type?
  func accepts(_ meaning: Meaning) -> Bool { acceptsImplicitly(meaning.type) || acceptsLiteral(meaning) }

  /// Whole numbers that are known now serve as angles, and bits of a width that only the run knows as any bits.
  func acceptsLiteral(_ meaning: Meaning) -> Bool {
    switch (self, meaning) {
    case (.angle, .value(.integer)), (.angle, .value(.unsigned)): true
    case (.angle, .symbolic): true
    case (.bits, .runtime(_, .someBits)), (.bool, .runtime(_, .someBits)): true
    case (.array(let element, let dimensions), .runtime(_, .openArray(let other, let rank))):
      element == other && dimensions.count == rank
    default: false
    }
  }

  /// Does an expression over inputs stay what it is as this type? An angle is exact as long as it is symbolic.
  func holdsExactly(_ source: ClassicalType) -> Bool {
    switch (self, source) {
    case (.float(let width), .float), (.float(let width), .angle), (.float(let width), .int),
      (.float(let width), .uint):
      width != 32
    case (.angle(let width), .float): (width ?? 64) == 64
    case (.angle(let width), .angle(let other)): (width ?? 64) >= (other ?? 64)
    default: holdsSame(as: source)
    }
  }

  /// Does a slot that holds the other type hold this one as it is?
  func holdsSame(as other: ClassicalType) -> Bool {
    switch (self, other) {
    case (.bit, .bool), (.bool, .bit), (.duration, .stretch), (.stretch, .duration): true
    case (.int(let first), .int(let second)), (.uint(let first), .uint(let second)),
      (.float(let first), .float(let second)), (.angle(let first), .angle(let second)),
      (.complex(let first), .complex(let second)):
      (first ?? 64) == (second ?? 64)
    case (.array(let first, _), .openArray(let second, _)), (.openArray(let first, _), .array(let second, _)):
      first == second
    default: self == other
    }
  }
}
