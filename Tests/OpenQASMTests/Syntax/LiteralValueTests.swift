import Circuits
import Foundation
import OpenQASM
import Testing

@Suite struct LiteralValueTests {
  private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }

  @Test(
    "integers of all bases",
    arguments: [
      ("0", 0), ("12", 12), ("1_000", 1000), ("007", 7), ("0x1F", 31), ("0XfF", 255), ("0b101", 5), ("0B1_1", 3),
      ("0o17", 15), ("18446744073709551615", UInt64.max), ("0xFFFFFFFFFFFFFFFF", UInt64.max),
    ] as [(String, UInt64)])
  func integers(_ text: String, _ value: UInt64) {
    #expect(LiteralValue.integer(bytes(text)) == value)
  }

  @Test(
    "integers that do not fit have no value",
    arguments: ["18446744073709551616", "99999999999999999999999", "0x1FFFFFFFFFFFFFFFF"])
  func overflow(_ text: String) {
    #expect(LiteralValue.integer(bytes(text)) == nil)
  }

  @Test(
    "reals are rounded as the C library rounds them",
    arguments: [
      "0.0", "1.5", ".5", "1.", "1e3", "1E-3", "1.e2", "1.2345678901234", "3.141592653589793", "9007199254740993.0",
      "0.1", "2.2250738585072014e-308", "4.9e-324", "1.7976931348623157e308", "1e400", "1e-400",
      "123456789012345678901",
      "8.41e21", "9.5367431640625e-7", "0.30000000000000004", "2.718281828459045235360287", "1e22", "1e23", "5e-23",
      "18014398509481985.0", "0.000000000000000000000000000001",
    ])
  func reals(_ text: String) throws {
    #expect(LiteralValue.float(bytes(text)) == strtod(text, nil))
  }

  @Test("random reals are rounded as the C library rounds them")
  func randomReals() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let digits = String(generator.next() >> UInt64.random(in: 0...60))
      let point = digits.index(digits.startIndex, offsetBy: Int.random(in: 1...digits.count))
      let text = "\(digits[..<point]).\(digits[point...])e\(Int.random(in: -40...40))"
      #expect(LiteralValue.float(bytes(text)) == strtod(text, nil), "\(text)")
    }
  }

  @Test("underscores count for nothing")
  func underscores() {
    #expect(LiteralValue.float(bytes("1_0.0_1e1_0")) == 10.01e10)
    #expect(LiteralValue.float(bytes("1_2345678901234567890.5")) == 12345678901234567890.5)
  }

  @Test("durations split into value and unit, in both spellings of the micro sign")
  func durations() throws {
    let cases: [(String, Double, Double?)] = [
      ("5ns", 5, 1e-9), ("1.5 us", 1.5, 1e-6), ("2µs", 2, 1e-6), ("2 μs", 2, 1e-6), ("3ms", 3, 1e-3), ("4s", 4, 1),
      ("7 dt", 7, nil), ("1e3\ts", 1000, 1),
    ]
    for (text, value, seconds) in cases {
      let duration = try #require(LiteralValue.duration(bytes(text)), "\(text)")
      #expect(duration.value == value, "\(text)")
      #expect(Circuits.Duration(1, duration.unit).inSeconds == seconds, "\(text)")
    }
    #expect(LiteralValue.duration(bytes("5")) == nil)
  }

  @Test("imaginary numbers")
  func imaginary() {
    #expect(LiteralValue.imaginary(bytes("2.5im")) == 2.5)
    #expect(LiteralValue.imaginary(bytes("3 im")) == 3)
  }
}
