internal import Circuits
internal import Numerics

/// Computes angles while a program runs. Numbers become angles of 64 bits first, so that numbers of all kinds add up;
/// that forgets whole turns, see `forgetsWholeTurns`.
struct SlotArithmetic {
  let arena: ExpressionArena
  let parameters: [Slot]
  let gate: String
  var code: [Instruction] = []
  var nextSlot: Int
  private var known: [Int: Slot] = [:]

  private static let type = ClassicalType.angle(64)

  init(arena: ExpressionArena, parameters: [Slot], gate: String, firstSlot: Int) {
    self.arena = arena
    self.parameters = parameters
    self.gate = gate
    nextSlot = firstSlot
  }

  private mutating func newSlot() -> Slot {
    nextSlot += 1
    return .global(nextSlot - 1)
  }

  mutating func slot(of angle: Angle) throws(TranspilationError) -> Slot {
    let linear = LinearAngle(angle, in: arena)
    let sum = newSlot()
    guard !linear.isConstant else {
      code.append(.load(sum, .float(linear.constant)))
      return sum
    }
    code.append(.load(sum, .angle(Value.quantised(linear.principal, width: 64), width: 64)))
    for term in linear.terms {
      guard case .parameter(let index) = arena[term.expression] else { throw .computedAngle(gate: gate) }
      let value = try scaled(converted(Int(index)), by: term.factor.magnitude)
      code.append(.binary(sum, term.factor > 0 ? .add : .subtract, sum, value))
    }
    return sum
  }

  /// A whole multiple, or a whole part.
  private mutating func scaled(_ slot: Slot, by factor: Double) throws(TranspilationError) -> Slot {
    guard factor != 1 else { return slot }
    let isPart = factor < 1
    let whole = isPart ? 1 / factor : factor
    guard whole == whole.rounded(), whole < 1e6 else { throw .computedAngle(gate: gate) }
    let (number, result) = (newSlot(), newSlot())
    code.append(.load(number, .unsigned(UInt64(whole), width: 64)))
    code.append(.binary(result, isPart ? .divide : .multiply, slot, number))
    return result
  }

  private mutating func converted(_ parameter: Int) -> Slot {
    if let slot = known[parameter] { return slot }
    let slot = newSlot()
    code.append(.convert(slot, from: parameters[parameter], to: Self.type))
    known[parameter] = slot
    return slot
  }
}

extension Circuit {
  /// Whether a whole turn more on any of a gate's angles changes no more than the global phase. Large gates count as
  /// if it did more.
  func forgetsWholeTurns(_ gate: Gate) -> Bool {
    guard let count = angleCount(of: gate), let qubits = operandCount(of: gate), qubits <= 6 else { return false }
    let angles = (0..<count).map { 0.7 + 0.31 * Double($0) }
    guard let matrix = try? matrix(of: gate, angles: angles) else { return false }
    return (0..<count).allSatisfy { index in
      var further = angles
      further[index] += 2 * Double.pi
      guard let other = try? self.matrix(of: gate, angles: further) else { return false }
      return matrix.distanceUpToPhase(to: other) < 1e-9
    }
  }
}
