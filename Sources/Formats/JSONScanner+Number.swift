extension JSONScanner {
  /// The largest power of ten for which both it and every smaller one are exact doubles.
  static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// Reads a number. The scanner stands on a sign, digit, point, or the first letter of `Infinity` or `NaN`.
  mutating func readNumber() throws(FormatError) -> JSONNumber {
    let start = offset
    var isNegative = false
    if peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") {
      isNegative = peek() == UInt8(ascii: "-")
      if !isNegative, !isJSON5 { throw error("a number may not begin with '+'", help: "remove the '+'") }
      advance()
    }
    let number: JSONNumber
    switch (peek(), peek(1)) {
    case (UInt8(ascii: "I"), _), (UInt8(ascii: "N"), _):
      number = .real(try readNonFinite(isNegative: isNegative, start: start))
    case (UInt8(ascii: "0"), UInt8(ascii: "x")), (UInt8(ascii: "0"), UInt8(ascii: "X")):
      number = try readHexadecimal(isNegative: isNegative)
    default:
      number = try readDecimal(isNegative: isNegative, start: start)
    }
    if let next = peek(), UTF8Sequence.isNameByte(next) || next == UInt8(ascii: ".") {
      throw error("\(found) may not follow a number")
    }
    return number
  }

  private mutating func readNonFinite(isNegative: Bool, start: Int) throws(FormatError) -> Double {
    let isInfinity = bytes[offset...].starts(with: "Infinity".utf8)
    guard isInfinity || bytes[offset...].starts(with: "NaN".utf8) else {
      throw error("a digit must follow, not \(found)")
    }
    let name = (isNegative ? "-" : "") + (isInfinity ? "Infinity" : "NaN")
    guard allowsNonFinite else {
      throw error("\(name) is not accepted", at: start, help: "every number must be finite")
    }
    advance(isInfinity ? 8 : 3)
    return isInfinity ? (isNegative ? -Double.infinity : .infinity) : .nan
  }

  private mutating func readHexadecimal(isNegative: Bool) throws(FormatError) -> JSONNumber {
    guard isJSON5 else { throw error("JSON has no hexadecimal numbers", help: "write the number in decimal") }
    advance(2)
    var magnitude: UInt64 = 0
    var count = 0
    while let digit = peek().flatMap(UTF8Sequence.hexadecimalDigit) {
      guard magnitude >> 60 == 0 else { throw error("hexadecimal numbers have at most 64 bits") }
      magnitude = magnitude << 4 | UInt64(digit)
      count += 1
      advance()
    }
    guard count > 0 else { throw error("a hexadecimal digit must follow, not \(found)") }
    return Self.integer(magnitude, isNegative: isNegative) ?? .real(-Double(magnitude))
  }

  private mutating func readDecimal(isNegative: Bool, start: Int) throws(FormatError) -> JSONNumber {
    var digits = DecimalDigits()
    let isZeroFirst = peek() == UInt8(ascii: "0")
    let wholeCount = readDigits(into: &digits)
    if isZeroFirst, wholeCount > 1 {
      throw error("a number may not begin with a needless 0", at: start, help: "remove the leading zeros")
    }
    if wholeCount == 0, !(isJSON5 && peek() == UInt8(ascii: ".")) {
      throw error("a digit must follow, not \(found)")
    }
    var isWhole = true
    if peek() == UInt8(ascii: ".") {
      isWhole = false
      advance()
      let fractionCount = readDigits(into: &digits)
      digits.exponent = digits.exponent &- fractionCount
      guard fractionCount > 0 || (isJSON5 && wholeCount > 0) else {
        throw error("a digit must follow the point, not \(found)")
      }
    }
    if peek() == UInt8(ascii: "e") || peek() == UInt8(ascii: "E") {
      isWhole = false
      digits.exponent += try readExponent()
    }
    if isWhole, !digits.hasOverflowed, let integer = Self.integer(digits.significand, isNegative: isNegative) {
      return integer
    }
    return .real(try real(digits, isNegative: isNegative, start: start))
  }

  private mutating func readDigits(into digits: inout DecimalDigits) -> Int {
    let first = offset
    while let byte = peek(), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      digits.append(byte - UInt8(ascii: "0"))
      advance()
    }
    return offset - first
  }

  /// Reads the exponent; a huge one is cut to a value that still overflows or vanishes.
  private mutating func readExponent() throws(FormatError) -> Int {
    advance()
    let isNegative = peek() == UInt8(ascii: "-")
    if isNegative || peek() == UInt8(ascii: "+") { advance() }
    var exponent = DecimalDigits()
    guard readDigits(into: &exponent) > 0 else { throw error("a digit of the exponent must follow, not \(found)") }
    let magnitude = exponent.hasOverflowed ? 1_000_000_000_000 : Int(min(exponent.significand, 1_000_000_000_000))
    return isNegative ? -magnitude : magnitude
  }

  private static func integer(_ magnitude: UInt64, isNegative: Bool) -> JSONNumber? {
    guard isNegative else {
      return Int64(exactly: magnitude).map { .integer($0) } ?? .unsigned(magnitude)
    }
    if magnitude == 0 { return .real(-0.0) }
    return magnitude <= Int64.min.magnitude ? .integer(Int64(truncatingIfNeeded: 0 &- magnitude)) : nil
  }

  /// The nearest double. Few digits and a small exponent are exact in one operation (Clinger 1990, "How to read
  /// floating point numbers accurately"); the standard library rounds all others correctly.
  private func real(_ digits: DecimalDigits, isNegative: Bool, start: Int) throws(FormatError) -> Double {
    if !digits.hasOverflowed, digits.significand <= 1 << 53, abs(digits.exponent) < Self.exactPowers.count {
      let power = Self.exactPowers[abs(digits.exponent)]
      let significand = Double(digits.significand)
      let magnitude = digits.exponent < 0 ? significand / power : significand * power
      return isNegative ? -magnitude : magnitude
    }
    var token = bytes[start..<offset]
    if token.first == UInt8(ascii: "+") { token.removeFirst() }
    let text = String(decoding: token, as: UTF8.self)
    guard let value = Double(text) ?? Double(text + "0"), value.isFinite else {
      throw error("the number is too large", at: start, help: "numbers go up to 1.797e308")
    }
    return value
  }
}

/// The digits of a number as one integer, as long as they fit, and the power of ten that it is multiplied with.
private struct DecimalDigits {
  private(set) var significand: UInt64 = 0
  private(set) var hasOverflowed = false
  var exponent = 0

  mutating func append(_ digit: UInt8) {
    let (product, isTooLarge) = significand.multipliedReportingOverflow(by: 10)
    let (sum, isSumTooLarge) = product.addingReportingOverflow(UInt64(digit))
    if isTooLarge || isSumTooLarge { hasOverflowed = true } else { significand = sum }
  }
}
