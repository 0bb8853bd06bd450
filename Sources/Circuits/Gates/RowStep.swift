/// A step of a row's body, by names: rows cannot refer to the table they stand in.
struct RowStep: Sendable {
  let row: String
  let angles: [RowAngle]
  let qubits: [Int]
  let controls: Int

  init(_ row: String, _ angles: RowAngle..., on qubits: Int..., controls: Int = 0) {
    self.row = row
    self.angles = angles
    self.qubits = qubits
    self.controls = controls
  }
}

/// An angle of such a step.
indirect enum RowAngle: Sendable, ExpressibleByFloatLiteral {
  case constant(Double)
  /// An angle of the row, by number.
  case own(Int)
  case negated(RowAngle)
  case combined(AngleOperator, RowAngle, RowAngle)

  static let first = RowAngle.own(0)
  static let second = RowAngle.own(1)
  static let third = RowAngle.own(2)
  static let fourth = RowAngle.own(3)
  /// A number of half turns.
  static func pi(_ factor: Double) -> RowAngle { .constant(factor * Double.pi) }

  init(floatLiteral value: Double) { self = .constant(value) }

  static prefix func - (angle: RowAngle) -> RowAngle { .negated(angle) }
  static func + (left: RowAngle, right: RowAngle) -> RowAngle { .combined(.add, left, right) }
  static func - (left: RowAngle, right: RowAngle) -> RowAngle { .combined(.subtract, left, right) }
  static func * (left: RowAngle, right: RowAngle) -> RowAngle { .combined(.multiply, left, right) }
  static func / (left: RowAngle, right: RowAngle) -> RowAngle { .combined(.divide, left, right) }

  func angle(in arena: inout ExpressionArena) -> Angle {
    switch self {
    case .constant(let value): .constant(value)
    case .own(let index): arena.parameter(index)
    case .negated(let inner): arena.negate(inner.angle(in: &arena))
    case .combined(let operation, let left, let right):
      arena.combine(operation, left.angle(in: &arena), right.angle(in: &arena))
    }
  }
}

extension GateBody {
  /// The body that steps by name describe; steps that name no row are left out, which the table's tests refuse.
  init(of steps: [RowStep]) {
    self.init()
    for step in steps {
      guard let row = StandardGate(step.row) else { continue }
      let gate = Gate(.standard(row), controls: Array(repeating: true, count: step.controls))
      self.steps.append(Step(gate, angles: step.angles.map { $0.angle(in: &expressions) }, qubits: step.qubits))
    }
  }
}
