import Numerics
import Testing

@testable import Circuits

@Suite("Classical values")
struct ValueTests {
  @Test(
    "integers wrap at their width",
    arguments: [(127 as Int64, 8, -128 as Int64), (-128, 8, 127), (Int64.max, 64, .min)])
  func wrapping(_ value: Int64, width: Int, expected: Int64) throws {
    let step: Int64 = expected < 0 ? 1 : -1
    let result = try BinaryOperator.add.evaluate(.integer(value, width: width), .integer(step, width: width))
    #expect(result == .integer(expected, width: width))
  }

  @Test("no operation on extreme values traps", arguments: BinaryOperator.allCases)
  func extremes(_ operation: BinaryOperator) {
    let numbers: [Int64] = [.min, -1, 0, 1, 63, 64, 100_000, .max]
    var values: [Value] = [
      .bool(true), .float(.nan), .float(.infinity), .complex(Complex(.nan, 0)), .duration(Duration(1, .deviceTicks)),
      .duration(Duration(.infinity, .seconds)), .array([]), .qubits([]), .bits(BitString(width: 0)),
      .bits(BitString(UInt64.max, width: 64)), .bits(BitString(width: 100)),
    ]
    for number in numbers {
      for width in [-1, 0, 1, 8, 64, 100] {
        values.append(.integer(number, width: width))
        values.append(.unsigned(UInt64(bitPattern: number), width: width))
      }
      values.append(.angle(UInt64(bitPattern: number), width: 64))
    }
    for first in values {
      for second in values { _ = try? operation.evaluate(first, second) }
      for function in BuiltInFunction.allCases {
        _ = try? function.evaluate([first])
        _ = try? function.evaluate([first, .integer(.min, width: 64)])
      }
      for type in [
        ClassicalType.int(0), .uint(8), .angle(100), .angle(1), .bits(0), .bits(8), .float(32), .complex(nil),
      ] {
        _ = try? first.converted(to: type)
      }
      _ = try? UnaryOperator.negate.evaluate(first)
      _ = first.text
    }
    #expect(throws: ProgramFault.divisionByZero) {
      try BinaryOperator.remainder.evaluate(.integer(1, width: 8), .integer(0, width: 8))
    }
  }

  @Test(
    "arithmetic of whole numbers",
    arguments: [
      (.divide, -7, 2, -3), (.remainder, -7, 2, -1), (.divide, .min, -1, .min), (.remainder, .min, -1, 0),
      (.power, 3, 4, 81), (.power, -2, 63, .min), (.power, 2, 64, 0), (.power, 0, 0, 1), (.shiftLeft, 1, 63, .min),
      (.shiftLeft, 1, 100_000, 0), (.shiftRight, -8, 1, -4), (.shiftRight, -8, 100_000, -1), (.and, -1, 6, 6),
      (.exclusiveOr, -1, 6, -7),
    ] as [(BinaryOperator, Int64, Int64, Int64)])
  func wholeNumbers(_ operation: BinaryOperator, _ first: Int64, _ second: Int64, result: Int64) throws {
    #expect(
      try operation.evaluate(.integer(first, width: 64), .integer(second, width: 64)) == .integer(result, width: 64))
  }

  @Test("what has no value is a fault that says so")
  func faults() {
    let two = Value.integer(2, width: 64)
    let negative = Value.integer(-3, width: 64)
    #expect(throws: ProgramFault.shiftByNegative(-3)) { try BinaryOperator.shiftLeft.evaluate(two, negative) }
    #expect(throws: ProgramFault.shiftByNegative(-3)) {
      try BinaryOperator.shiftRight.evaluate(.bits(BitString(width: 4)), negative)
    }
    #expect(throws: ProgramFault.notDefined(operation: "an integer to the negative power -3")) {
      try BinaryOperator.power.evaluate(.unsigned(2, width: 8), negative)
    }
    #expect(throws: ProgramFault.notRepresentable("nan as int")) { try Value.float(.nan).converted(to: .int(nil)) }
    #expect(throws: ProgramFault.notRepresentable("300.0 as uint[8]")) { try Value.float(300).converted(to: .uint(8)) }
    #expect(throws: ProgramFault.notRepresentable("inf as angle[8]")) {
      try Value.float(.infinity).converted(to: .angle(8))
    }
    #expect(throws: ProgramFault.sizeMismatch(expected: 4, found: 8)) {
      try Value.unsigned(1, width: 8).converted(to: .bits(4))
    }
  }

  @Test(
    "conversions keep what the new type can hold",
    arguments: [
      (.float(2.9), .int(8), .integer(2, width: 8)), (.float(-0.5), .uint(8), .unsigned(0, width: 8)),
      (.integer(300, width: 64), .uint(8), .unsigned(44, width: 8)),
      (.unsigned(200, width: 8), .int(8), .integer(-56, width: 8)),
      (.unsigned(200, width: 8), .int(nil), .integer(200, width: 64)),
      (.float(0.1), .float(32), .float(Double(Float(0.1)))), (.float(-0.0), .bool, .bool(false)),
      (.float(.nan), .bool, .bool(true)), (.bool(true), .bits(3), .bits(BitString([true, false, false]))),
      (.bits(BitString([true, true])), .int(2), .integer(-1, width: 2)),
      (.bits(BitString([true, true])), .int(nil), .integer(3, width: 64)),
      (.integer(-1, width: 2), .bits(2), .bits(BitString([true, true]))),
      (.angle(1, width: 2), .angle(4), .angle(4, width: 4)), (.angle(6, width: 4), .angle(2), .angle(2, width: 2)),
      (.angle(2, width: 4), .angle(2), .angle(0, width: 2)), (.angle(15, width: 4), .angle(2), .angle(0, width: 2)),
      (.float(1.5), .complex(nil), .complex(Complex(1.5))),
    ] as [(Value, ClassicalType, Value)])
  func conversions(_ value: Value, type: ClassicalType, result: Value) throws {
    #expect(try value.converted(to: type) == result)
  }

  @Test("an angle is quantised to the nearest step of its turn, of two the even one")
  func angles() {
    #expect(Value.quantised(Double.pi / 2, width: 4) == 4)
    #expect(Value.quantised(-Double.pi / 2, width: 4) == 12)
    #expect(Value.quantised(2 * Double.pi - 1e-9, width: 4) == 0)
    #expect(Value.quantised(.infinity, width: 4) == 0)
    #expect(Value.quantised(2 * Double.pi * (127.0 / 512), width: 8) == 64)
    #expect(Value.quantised(2 * Double.pi * (129.0 / 512), width: 8) == 64)
    #expect(Value.quantised(-1e-30, width: 64) == 0)
    #expect(Value.quantised(Double.pi, width: 64) == 1 << 63)
    #expect(Value.angle(4, width: 4).number == Double.pi / 2)
  }

  @Test("an angle's radians give back its steps", arguments: [1, 4, 20, 32, 52])
  func exactAngles(_ width: Int) {
    var stream = RandomStream(seed: 11).substream("angles/\(width)")
    for _ in 0..<200 {
      let steps = Value.wrapped(UInt64.random(in: 0...UInt64.max, using: &stream), width: width)
      #expect(Value.quantised(Value.angle(steps, width: width).number ?? 0, width: width) == steps)
    }
  }

  @Test("arithmetic of angles is that of their steps")
  func angleArithmetic() throws {
    func angle(_ steps: UInt64) -> Value { .angle(steps, width: 4) }
    #expect(try BinaryOperator.subtract.evaluate(angle(1), angle(7)) == angle(10))
    #expect(try BinaryOperator.divide.evaluate(angle(10), angle(3)) == .unsigned(3, width: 4))
    #expect(try BinaryOperator.multiply.evaluate(.unsigned(2, width: 64), angle(10)) == angle(4))
    #expect(try BinaryOperator.divide.evaluate(angle(7), .unsigned(2, width: 64)) == angle(3))
    #expect(try BinaryOperator.shiftLeft.evaluate(angle(9), .integer(2, width: 64)) == angle(4))
    #expect(try UnaryOperator.negate.evaluate(angle(2)) == angle(14))
    #expect(throws: ProgramFault.divisionByZero) { try BinaryOperator.divide.evaluate(angle(1), angle(0)) }
  }

  @Test("durations of different units go together, ticks only with ticks")
  func durations() throws {
    func duration(_ value: Double, _ unit: Duration.Unit) -> Value { .duration(Duration(value, unit)) }
    #expect(
      try BinaryOperator.add.evaluate(duration(1, .microseconds), duration(5, .nanoseconds))
        == duration(1005, .nanoseconds))
    #expect(try BinaryOperator.divide.evaluate(duration(500, .nanoseconds), duration(1, .seconds)) == .float(5e-7))
    #expect(try BinaryOperator.multiply.evaluate(.float(2), duration(3, .deviceTicks)) == duration(6, .deviceTicks))
    #expect(try BinaryOperator.less.evaluate(duration(999, .nanoseconds), duration(1, .microseconds)) == .bool(true))
    #expect(throws: ProgramFault.self) {
      try BinaryOperator.add.evaluate(duration(1, .seconds), duration(1, .deviceTicks))
    }
  }

  @Test("complex arithmetic gives the specification's examples")
  func complexNumbers() throws {
    let (a, b) = (Value.complex(Complex(10, 5)), Value.complex(Complex(-2, -7)))
    #expect(try BinaryOperator.multiply.evaluate(a, b) == .complex(Complex(15, -80)))
    guard case .complex(let quotient) = try BinaryOperator.divide.evaluate(a, b),
      case .complex(let power) = try BinaryOperator.power.evaluate(a, b),
      case .complex(let root) = try BuiltInFunction.sqrt.evaluate([.complex(Complex(-4, 0))])
    else {
      Issue.record("complex operations give complex numbers")
      return
    }
    #expect((quotient - Complex(-55.0 / 53, 60.0 / 53)).magnitude < 1e-15)
    #expect((power - Complex(0.10694695640729072, 0.17536481119721312)).magnitude < 1e-15)
    #expect(root == Complex(0, 2))
  }

  @Test(
    "values print as results show them",
    arguments: [
      (.integer(-5, width: 8), "-5"), (.float(0.1), "0.1"), (.bool(true), "true"),
      (.bits(BitString([true, false, false])), "001"), (.angle(4, width: 4), "1.5707963267948966"),
      (.complex(Complex(1, -2.5)), "1.0-2.5im"), (.duration(Duration(100, .nanoseconds)), "100ns"),
      (.array([.array([.bool(true)]), .array([.bool(false)])]), "{{true}, {false}}"),
    ] as [(Value, String)])
  func texts(_ value: Value, text: String) { #expect(value.text == text) }

  @Test("bit strings of any width print with the highest index leftmost")
  func bitStrings() throws {
    var bits = BitString(width: 156)
    bits[0] = true
    bits[155] = true
    #expect(bits.description == "1" + String(repeating: "0", count: 154) + "1")
    #expect(bits.slice(150..<156).unsignedValue == 32)
    #expect(bits.unsignedValue == nil)
    #expect((~bits).countOfOnes == 154)
    #expect(bits.shifted(by: 1).countOfOnes == 1)
    #expect(bits.shifted(by: -155).unsignedValue == 1)
    #expect(bits.rotated(by: 1).unsignedValue == 3)
    let parts: [Value] = [.bool(true), .bits(BitString([false, true]))]
    #expect(try Value.concatenated(parts).text == "101")
    #expect(BitString.isLess(BitString(5, width: 70), bits.slice(86..<156)))
  }

  @Test("the specification's rotations and counts")
  func rotations() throws {
    let bits = Value.bits(BitString(0b1000_1111, width: 8))
    let two = Value.integer(2, width: 64)
    #expect(try BuiltInFunction.rotl.evaluate([bits, two]) == .bits(BitString(0b0011_1110, width: 8)))
    #expect(try BuiltInFunction.rotr.evaluate([bits, .integer(-2, width: 64)]).text == "00111110")
    #expect(
      try BuiltInFunction.rotl.evaluate([.unsigned(37, width: 6), .integer(3, width: 64)]) == .unsigned(44, width: 6))
    #expect(try BuiltInFunction.popcount.evaluate([.unsigned(37, width: 6)]) == .unsigned(3, width: 64))
    let table = Value.array([.array([two, two, two]), .array([two, two, two])])
    #expect(try BuiltInFunction.sizeof.evaluate([table]) == .unsigned(2, width: 64))
    #expect(try BuiltInFunction.sizeof.evaluate([table, .integer(1, width: 64)]) == .unsigned(3, width: 64))
    #expect(throws: ProgramFault.indexOutOfRange(index: 2, count: 2)) {
      try BuiltInFunction.sizeof.evaluate([table, two])
    }
  }
}
