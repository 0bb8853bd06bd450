import Circuits

/// An angle of a layered circuit: a constant and multiples of expressions.
struct AngleSlot {
  var constant: Double
  var terms: [Term] = []
  /// The first gate that it comes from.
  let gate: String

  /// A factor times a step of the circuit's expressions.
  struct Term: Hashable {
    var expression: ExpressionID
    var factor: Double
  }

  var isConstant: Bool { terms.isEmpty }
  var isZero: Bool { terms.isEmpty && constant == 0 }

  init(constant: Double = 0, gate: String) {
    self.constant = constant
    self.gate = gate
  }

  /// Adds a factor times an angle. Sums and multiples are taken apart as far as they stay short.
  mutating func add(_ angle: Angle, times factor: Double, of arena: ExpressionArena) {
    switch angle {
    case .constant(let value): constant += factor * value
    case .expression(let id): add(id, times: factor, of: arena, depth: 0)
    }
  }

  private mutating func add(_ id: ExpressionID, times factor: Double, of arena: ExpressionArena, depth: Int) {
    guard depth < 4 else { return append(id, factor) }
    switch arena[id] {
    case .constant(let value): constant += factor * value
    case .negate(let inner): add(inner, times: -factor, of: arena, depth: depth + 1)
    case .binary(.add, let left, let right):
      add(left, times: factor, of: arena, depth: depth + 1)
      add(right, times: factor, of: arena, depth: depth + 1)
    case .binary(.subtract, let left, let right):
      add(left, times: factor, of: arena, depth: depth + 1)
      add(right, times: -factor, of: arena, depth: depth + 1)
    case .binary(.multiply, let left, let right):
      if case .constant(let value) = arena[left] {
        add(right, times: factor * value, of: arena, depth: depth + 1)
      } else if case .constant(let value) = arena[right] {
        add(left, times: factor * value, of: arena, depth: depth + 1)
      } else {
        append(id, factor)
      }
    default: append(id, factor)
    }
  }

  private mutating func append(_ id: ExpressionID, _ factor: Double) {
    if let place = terms.firstIndex(where: { $0.expression == id }) {
      terms[place].factor += factor
    } else {
      terms.append(Term(expression: id, factor: factor))
    }
  }

  /// Adds another slot.
  mutating func add(_ other: AngleSlot) {
    constant += other.constant
    for term in other.terms { append(term.expression, term.factor) }
  }
}
