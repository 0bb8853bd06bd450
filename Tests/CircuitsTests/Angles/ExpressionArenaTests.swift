import Circuits
import Numerics
import Testing

/// A random expression over three parameters: kept apart from any arena, so that it can be written into several.
private indirect enum RandomExpression {
  case constant(Double)
  case parameter(Int)
  case negate(RandomExpression)
  case function(AngleFunction, RandomExpression)
  case binary(AngleOperator, RandomExpression, RandomExpression)

  init(_ stream: inout RandomStream, depth: Int) {
    guard depth > 0 else {
      self =
        Bool.random(using: &stream)
        ? .constant(4 * stream.uniform() - 2) : .parameter(Int.random(in: 0..<3, using: &stream))
      return
    }
    switch Int.random(in: 0..<8, using: &stream) {
    case 0: self = .negate(RandomExpression(&stream, depth: depth - 1))
    case 1, 2:
      let function = AngleFunction.allCases[Int.random(in: 0..<AngleFunction.allCases.count, using: &stream)]
      self = .function(function, RandomExpression(&stream, depth: depth - 1))
    default:
      let operation = AngleOperator.allCases[Int.random(in: 0..<AngleOperator.allCases.count, using: &stream)]
      let left = RandomExpression(&stream, depth: depth - 1)
      let right = RandomExpression(&stream, depth: depth - 1)
      // A power has a derivative where its base is positive or its exponent a whole number.
      switch (operation, Bool.random(using: &stream)) {
      case (.power, false): self = .binary(.power, left, .constant(Double(Int.random(in: -2...3, using: &stream))))
      case (.power, true): self = .binary(.power, .function(.exp, left), right)
      default: self = .binary(operation, left, right)
      }
    }
  }

  /// Interns the right operand first where `reversed`, which changes every place but no meaning.
  func angle(in arena: inout ExpressionArena, reversed: Bool) -> Angle {
    switch self {
    case .constant(let value): return .constant(value)
    case .parameter(let index): return arena.parameter(index)
    case .negate(let inner): return arena.negate(inner.angle(in: &arena, reversed: reversed))
    case .function(let function, let inner):
      return arena.apply(function, to: inner.angle(in: &arena, reversed: reversed))
    case .binary(let operation, let left, let right):
      if reversed {
        let second = right.angle(in: &arena, reversed: reversed)
        return arena.combine(operation, left.angle(in: &arena, reversed: reversed), second)
      }
      let first = left.angle(in: &arena, reversed: reversed)
      return arena.combine(operation, first, right.angle(in: &arena, reversed: reversed))
    }
  }

  /// The value by direct recursion.
  func value(at point: [Double]) -> Double {
    switch self {
    case .constant(let value): value
    case .parameter(let index): point[index]
    case .negate(let inner): -inner.value(at: point)
    case .function(let function, let inner): function.evaluate(inner.value(at: point))
    case .binary(let operation, let left, let right):
      operation.evaluate(left.value(at: point), right.value(at: point))
    }
  }
}

@Suite struct ExpressionArenaTests {
  private static func expressions(_ count: Int, label: String) -> [RandomExpression] {
    (0..<count).map { number in
      var stream = RandomStream(seed: 31).substream(label).substream(number)
      return RandomExpression(&stream, depth: 1 + number % 4)
    }
  }

  static let point = [0.4137, -0.8263, 1.291]

  private static func gradient(_ angle: Angle, _ arena: ExpressionArena) -> [Double] {
    guard case .expression(let id) = angle else { return [0, 0, 0] }
    return arena.gradient(of: id, values: arena.values(at: point), parameterCount: 3)
  }

  @Test("Values equal direct evaluation, and gradients equal finite differences")
  func valuesAndGradients() {
    var (compared, singular) = (0, 0)
    for expression in Self.expressions(2000, label: "gradients") {
      var arena = ExpressionArena()
      let angle = expression.angle(in: &arena, reversed: false)
      let value = arena.value(of: angle, values: arena.values(at: Self.point))
      let direct = expression.value(at: Self.point)
      #expect(value == direct || value.isNaN && direct.isNaN)
      let gradient = Self.gradient(angle, arena)
      for index in 0..<3 {
        let difference = { (step: Double) in
          var up = Self.point
          var down = Self.point
          up[index] += step
          down[index] -= step
          return (expression.value(at: up) - expression.value(at: down)) / (2 * step)
        }
        // Richardson's extrapolation; where two steps disagree the expression is too steep to judge by.
        let (coarse, fine) = (difference(2e-4), difference(1e-4))
        let expected = (4 * fine - coarse) / 3
        guard expected.isFinite, direct.magnitude < 1e3, (coarse - fine).magnitude < 1e-5 * max(1, fine.magnitude)
        else { continue }
        // Singular steps that cancel, like arccos(y / y), have no derivative of their own.
        guard gradient[index].isFinite else {
          singular += 1
          continue
        }
        compared += 1
        #expect(abs(gradient[index] - expected) < 1e-6 * max(1, expected.magnitude), "\(expression)")
      }
    }
    #expect(compared > 3000 && singular < 20)
  }

  /// What is not a number equals nothing, itself included.
  private func holdsNotANumber(_ angle: Angle, _ arena: ExpressionArena) -> Bool {
    guard case .expression(let root) = angle else { return angle.constantValue?.isNaN ?? false }
    return arena.reachable(from: root).contains { id in
      if case .constant(let value) = arena[id] { value.isNaN } else { false }
    }
  }

  @Test("Angles compare by what was written, in whatever order it was interned")
  func comparison() {
    let expressions = Self.expressions(300, label: "comparison")
    var first = ExpressionArena()
    var second = ExpressionArena()
    let firsts = expressions.map { $0.angle(in: &first, reversed: false) }
    let seconds = expressions.reversed().map { $0.angle(in: &second, reversed: true) }.reversed()
    let comparison = AngleComparison(first, second)
    var compared = 0
    for (left, right) in zip(firsts, seconds) where !holdsNotANumber(left, first) {
      compared += 1
      #expect(comparison.equal(left, right))
    }
    #expect(compared > 200)
    #expect(!comparison.equal(first.parameter(0), second.parameter(1)))
  }

  @Test("An expression with other operands or another order of operands is another expression")
  func difference() {
    var first = ExpressionArena()
    var second = ExpressionArena()
    let (x, y) = (first.parameter(0), first.parameter(1))
    let (u, v) = (second.parameter(0), second.parameter(1))
    let sum = first.combine(.add, x, y)
    let others = [
      second.combine(.add, v, u), second.combine(.subtract, u, v), second.combine(.add, u, u), second.negate(u),
      second.combine(.add, u, .constant(0)), second.apply(.sin, to: u),
    ]
    let same = second.combine(.add, u, v)
    let comparison = AngleComparison(first, second)
    for other in others { #expect(!comparison.equal(sum, other)) }
    #expect(comparison.equal(sum, same))
  }

  @Test("Steps are stored once, and constants are combined at once")
  func interning() {
    var arena = ExpressionArena()
    let x = arena.parameter(0)
    let square = arena.combine(.multiply, x, x)
    #expect(arena.combine(.multiply, x, x) == square)
    #expect(arena.nodes.count == 2)
    #expect(arena.combine(.divide, .constant(1), .constant(4)) == .constant(0.25))
    #expect(arena.negate(.constant(3)) == .constant(-3))
    #expect(arena.nodes.count == 2)
  }

  @Test("Substitution puts angles of another arena in place of parameters")
  func substitution() {
    for expression in Self.expressions(300, label: "substitution") {
      var inner = ExpressionArena()
      let angle = expression.angle(in: &inner, reversed: false)
      var outer = ExpressionArena()
      let replacements = [
        outer.combine(.multiply, .constant(0.5), outer.parameter(1)), .constant(0.3), outer.parameter(0),
      ]
      let replaced = outer.substitute(angle, of: inner, parameters: replacements)
      let values = outer.values(at: [0.9, 0.2])
      let expected = expression.value(at: [0.1, 0.3, 0.9])
      let value = outer.value(of: replaced, values: values)
      #expect(abs(value - expected) <= 1e-12 * max(1, expected.magnitude) || value.isNaN == expected.isNaN)
    }
  }
}
