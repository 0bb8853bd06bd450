internal import Circuits

/// A sum of expressions with factors, and a number: what angles of successive turns about Z add up to.
///
/// Equal expressions add up or cancel; what an expression is made of is looked into only as far as sums and factors go.
struct LinearAngle {
  var constant: Double
  private(set) var terms: [(expression: ExpressionID, factor: Double)] = []

  /// Expressions are taken apart so deep.
  private static let depthLimit = 16

  init(_ constant: Double = 0) { self.constant = constant }

  init(_ angle: Angle, in arena: ExpressionArena) {
    constant = 0
    add(angle, factor: 1, in: arena, depth: 0)
  }

  var isConstant: Bool { terms.isEmpty }

  static func += (left: inout LinearAngle, right: LinearAngle) {
    left.constant += right.constant
    for term in right.terms { left.add(term.expression, term.factor) }
  }

  static func + (left: LinearAngle, right: LinearAngle) -> LinearAngle {
    var result = left
    result += right
    return result
  }

  static func * (factor: Double, angle: LinearAngle) -> LinearAngle {
    var result = angle
    result.constant *= factor
    for index in result.terms.indices { result.terms[index].factor *= factor }
    return result
  }

  static prefix func - (angle: LinearAngle) -> LinearAngle { -1 * angle }

  /// Whether a turn by it does nothing but change the global phase.
  var isWholeTurn: Bool { isConstant && principal.magnitude < 1e-12 }

  /// The constant in (-pi, pi].
  var principal: Double {
    let rest = constant.remainder(dividingBy: 2 * Double.pi)
    return rest <= -Double.pi ? rest + 2 * Double.pi : rest
  }

  /// The angle of a turn whose global phase does not matter.
  func angle(in arena: inout ExpressionArena) -> Angle {
    let rest = principal.magnitude < 1e-12 ? 0 : principal
    var sum: Angle?
    for term in terms {
      let leaf = Angle.expression(term.expression)
      let scaled =
        switch term.factor {
        case 1: leaf
        case -1: arena.negate(leaf)
        default: arena.combine(.multiply, .constant(term.factor), leaf)
        }
      sum = sum.map { arena.combine(.add, $0, scaled) } ?? scaled
    }
    guard let sum else { return .constant(rest) }
    return rest == 0 ? sum : arena.combine(.add, sum, .constant(rest))
  }

  private mutating func add(_ expression: ExpressionID, _ factor: Double) {
    guard let place = terms.firstIndex(where: { $0.expression == expression }) else {
      return terms.append((expression, factor))
    }
    terms[place].factor += factor
    if terms[place].factor == 0 { terms.remove(at: place) }
  }

  private mutating func add(_ angle: Angle, factor: Double, in arena: ExpressionArena, depth: Int) {
    guard case .expression(let id) = angle else {
      constant += factor * (angle.constantValue ?? 0)
      return
    }
    guard depth < Self.depthLimit else { return add(id, factor) }
    func value(_ id: ExpressionID) -> Double? {
      switch arena[id] {
      case .constant(let value): value.isFinite ? value : nil
      case .negate(let inner): if case .constant(let value) = arena[inner] { -value } else { nil }
      default: nil
      }
    }
    switch arena[id] {
    case .constant(let value) where value.isFinite: constant += factor * value
    case .negate(let inner): add(.expression(inner), factor: -factor, in: arena, depth: depth + 1)
    case .binary(.add, let left, let right):
      add(.expression(left), factor: factor, in: arena, depth: depth + 1)
      add(.expression(right), factor: factor, in: arena, depth: depth + 1)
    case .binary(.subtract, let left, let right):
      add(.expression(left), factor: factor, in: arena, depth: depth + 1)
      add(.expression(right), factor: -factor, in: arena, depth: depth + 1)
    case .binary(.multiply, let left, let right):
      if let scale = value(left) {
        add(.expression(right), factor: factor * scale, in: arena, depth: depth + 1)
      } else if let scale = value(right) {
        add(.expression(left), factor: factor * scale, in: arena, depth: depth + 1)
      } else {
        add(id, factor)
      }
    case .binary(.divide, let left, let right):
      guard let scale = value(right), scale != 0 else { return add(id, factor) }
      add(.expression(left), factor: factor / scale, in: arena, depth: depth + 1)
    default: add(id, factor)
    }
  }
}
