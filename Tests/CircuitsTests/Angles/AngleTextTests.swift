import Circuits
import Testing

@Suite struct AngleTextTests {
  private static let x = Expected.parameter(0)
  private static let y = Expected.parameter(1)

  /// An expression before it is interned, to write the tables of tests with.
  indirect enum Expected: Sendable {
    case constant(Double)
    case parameter(Int)
    case negate(Expected)
    case function(AngleFunction, Expected)
    case binary(AngleOperator, Expected, Expected)

    func angle(in arena: inout ExpressionArena) -> Angle {
      switch self {
      case .constant(let value): .constant(value)
      case .parameter(let index): arena.parameter(index)
      case .negate(let inner):
        {
          let operand = inner.angle(in: &arena)
          return arena.negate(operand)
        }()
      case .function(let function, let inner):
        {
          let operand = inner.angle(in: &arena)
          return arena.apply(function, to: operand)
        }()
      case .binary(let operation, let left, let right):
        {
          let first = left.angle(in: &arena)
          let second = right.angle(in: &arena)
          return arena.combine(operation, first, second)
        }()
      }
    }
  }

  @Test(
    "Constants are fractions of pi where the bits agree, else shortest decimals",
    arguments: [
      (0, "0"), (-0.0, "-0.0"), (1, "1"), (-7, "-7"), (123, "123"), (0.5, "0.5"), (1e-5, "1e-05"),
      (.pi, "pi"), (-.pi, "-pi"), (2 * .pi, "2*pi"), (.pi / 2, "pi/2"), (3 * .pi / 4, "3*pi/4"),
      (-5 * .pi / 3, "-5*pi/3"), (.pi / 64, "pi/64"), (64 * .pi, "64*pi"), (.pi / 5, "pi/5"),
      (Double.pi.nextUp, "3.1415926535897936"), (65 * .pi, "204.20352248333654"), (1e300, "1e+300"),
      (.leastNonzeroMagnitude, "5e-324"), (123456789012345, "123456789012345"), (1e22, "1e+22"),
      (0.1 + 0.2, "0.30000000000000004"),
      (.infinity, "inf"),
    ] as [(Double, String)])
  func constants(value: Double, text: String) {
    let writer = AngleText(arena: ExpressionArena(), parameterNames: [])
    #expect(writer.text(.constant(value)) == text)
  }

  @Test(
    "Expressions have the fewest parentheses",
    arguments: [
      (.binary(.multiply, .constant(2), .binary(.subtract, .constant(.pi), x)), "2*(pi - x_0)"),
      (.binary(.divide, x, .constant(2 * .pi)), "x_0/(2*pi)"),
      (.binary(.multiply, .constant(2 * .pi), x), "2*pi*x_0"),
      (.binary(.add, x, .binary(.add, y, x)), "x_0 + (y + x_0)"),
      (.binary(.add, .binary(.add, x, y), x), "x_0 + y + x_0"),
      (.binary(.multiply, x, .binary(.multiply, y, x)), "x_0*(y*x_0)"),
      (.binary(.multiply, .constant(2), .binary(.multiply, .constant(3), x)), "2*(3*x_0)"),
      (.binary(.power, .constant(-2), x), "(-2)**x_0"),
      (.binary(.power, x, .constant(-2)), "x_0**-2"),
      (.binary(.power, x, .constant(.pi / 2)), "x_0**(pi/2)"),
      (.binary(.power, .binary(.power, x, y), x), "(x_0**y)**x_0"),
      (.binary(.power, x, .binary(.power, y, x)), "x_0**y**x_0"),
      (.negate(.binary(.power, x, .constant(2))), "-x_0**2"),
      (.binary(.power, .negate(x), .constant(2)), "(-x_0)**2"),
      (.negate(.binary(.power, .constant(2), x)), "-2**x_0"),
      (.negate(.binary(.multiply, .constant(2), x)), "-(2*x_0)"),
      (.binary(.multiply, .constant(-2), x), "-2*x_0"),
      (.binary(.subtract, x, .constant(-2)), "x_0 - -2"),
      (.binary(.multiply, x, .constant(-2)), "x_0*-2"),
      (.binary(.multiply, x, .constant(-2 * .pi)), "x_0*(-2*pi)"),
      (.binary(.add, x, .constant(-2 * .pi)), "x_0 + -2*pi"),
      (.function(.arccos, .binary(.divide, x, y)), "arccos(x_0/y)"),
      (
        .binary(.multiply, .binary(.subtract, .constant(.pi), x), .binary(.subtract, .constant(.pi), y)),
        "(pi - x_0)*(pi - y)"
      ),
    ] as [(Expected, String)])
  func expressions(expected: Expected, text: String) {
    var arena = ExpressionArena()
    let angle = expected.angle(in: &arena)
    #expect(AngleText(arena: arena, parameterNames: ["x_0", "y"]).text(angle) == text)
  }

  @Test("Reading the text of a random expression gives the same expression", arguments: 0..<20)
  func roundTrip(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    for _ in 0..<200 {
      var arena = ExpressionArena()
      let angle = Self.randomExpression(depth: 6, random: &random).angle(in: &arena)
      let text = AngleText(arena: arena, parameterNames: ["x_0", "y"]).text(angle)
      guard !text.contains("nan") else { continue }
      var reader = AngleReader(text, arena: arena)
      let read = try reader.read()
      #expect(Self.same(read, angle), "\(text)")
      #expect(reader.arena.nodes.count == arena.nodes.count, "\(text)")
    }
  }

  @Test("A sum of a hundred thousand terms is written")
  func deepExpression() {
    var arena = ExpressionArena()
    let x = arena.parameter(0)
    let sum = (0..<100_000).reduce(x) { sum, _ in arena.combine(.add, sum, x) }
    let text = AngleText(arena: arena, parameterNames: ["x"]).text(sum)
    #expect(text.utf8.count == 1 + 4 * 100_000)
  }

  private static func same(_ left: Angle, _ right: Angle) -> Bool {
    if let first = left.constantValue, let second = right.constantValue {
      return first.bitPattern == second.bitPattern
    }
    return left == right
  }

  private static func randomExpression(depth: Int, random: inout SplitMix) -> Expected {
    switch depth == 0 ? random.next() % 3 : random.next() % 10 {
    case 0: .parameter(Int(random.next() % 2))
    case 1: .constant(Double(Int(random.next() % 9) - 4))
    case 2:
      [
        .constant(.pi * Double(Int(random.next() % 20) - 10) / 8), .constant(Double(random.next()) / 3e19),
        .constant(-1e-9 * Double(random.next() % 1000)),
      ][Int(random.next() % 3)]
    case 3: .negate(randomExpression(depth: depth - 1, random: &random))
    case 4:
      .function(
        [.sin, .sqrt, .exp, .arctan][Int(random.next() % 4)],
        .binary(.add, x, randomExpression(depth: depth - 1, random: &random)))
    case let choice:
      .binary(
        AngleOperator(rawValue: UInt8(choice) - 5) ?? .add, randomExpression(depth: depth - 1, random: &random),
        randomExpression(depth: depth - 1, random: &random))
    }
  }
}

/// A small random generator for tests.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Reads expressions by OpenQASM's precedence: what the writer is judged by.
private struct AngleReader {
  struct Failure: Error { let rest: String }

  private var rest: Substring
  var arena: ExpressionArena

  init(_ text: String, arena: ExpressionArena) {
    rest = text[...]
    self.arena = arena
  }

  mutating func read() throws -> Angle {
    let angle = try sum(0)
    guard rest.isEmpty else { throw Failure(rest: String(rest)) }
    return angle
  }

  /// Binary operators from a level up: 0 sums, 1 products, 2 powers.
  private mutating func sum(_ level: Int) throws -> Angle {
    var left = try prefix()
    while let (operation, operationLevel, length) = nextOperator(), operationLevel >= level {
      rest = rest.dropFirst(length)
      let right = try sum(operation == .power ? 2 : operationLevel + 1)
      left = arena.combine(operation, left, right)
    }
    return left
  }

  private mutating func nextOperator() -> (AngleOperator, Int, Int)? {
    rest = rest.drop { $0 == " " }
    if rest.hasPrefix("**") { return (.power, 2, 2) }
    switch rest.first {
    case "+": return (.add, 0, 1)
    case "-": return (.subtract, 0, 1)
    case "*": return (.multiply, 1, 1)
    case "/": return (.divide, 1, 1)
    default: return nil
    }
  }

  private mutating func prefix() throws -> Angle {
    rest = rest.drop { $0 == " " }
    if take("-") {
      let operand = try sum(2)
      return arena.negate(operand)
    }
    if take("(") {
      let inner = try sum(0)
      guard take(")") else { throw Failure(rest: String(rest)) }
      return inner
    }
    let word = rest.prefix { $0.isLetter || $0 == "_" || $0.isNumber || $0 == "." }
    if let first = word.first, first.isNumber { return number() }
    rest = rest.dropFirst(word.count)
    if let function = AngleFunction(rawValue: String(word)), rest.first == "(" {
      let operand = try prefix()
      return arena.apply(function, to: operand)
    }
    switch word {
    case "pi": return .constant(.pi)
    case "x_0": return arena.parameter(0)
    case "y": return arena.parameter(1)
    case "inf": return .constant(.infinity)
    default: throw Failure(rest: String(rest))
    }
  }

  private mutating func number() -> Angle {
    var digits = rest.prefix { $0.isNumber || $0 == "." }
    if let sign = rest.dropFirst(digits.count).first, sign == "e" {
      let exponent = rest.dropFirst(digits.count + 1).prefix { $0.isNumber || "+-".contains($0) }
      digits = rest[..<exponent.endIndex]
    }
    rest = rest.dropFirst(digits.count)
    return .constant(Double(digits) ?? .nan)
  }

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }
}
