package import Circuits

/// Reads the values of literals from their bytes, which the lexer has found well-formed.
package enum LiteralValue {
  /// The value of `12`, `0x1F`, `0b101` or `0o17`; nil where it does not fit.
  package static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64? {
    var digits = bytes
    var radix: UInt64 = 10
    if digits.first == UInt8(ascii: "0"), digits.count > 2 {
      switch digits[digits.startIndex + 1] | 0x20 {
      case UInt8(ascii: "x"): radix = 16
      case UInt8(ascii: "b"): radix = 2
      case UInt8(ascii: "o"): radix = 8
      default: break
      }
      if radix != 10 { digits = digits.dropFirst(2) }
    }
    var value: UInt64 = 0
    for byte in digits where byte != UInt8(ascii: "_") {
      let isDigit = byte <= UInt8(ascii: "9")
      let digit = UInt64(isDigit ? byte &- UInt8(ascii: "0") : (byte | 0x20) &- UInt8(ascii: "a") &+ 10)
      guard digit < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, carry) = product.addingReportingOverflow(digit)
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// The value of `1.5e-3`, correctly rounded; infinite where it does not fit, nil where the bytes are no number.
  package static func float(_ bytes: ArraySlice<UInt8>) -> Double? {
    exactFloat(bytes) ?? roundedFloat(bytes)
  }

  /// The value and the unit of `1.5 ns`.
  package static func duration(_ bytes: ArraySlice<UInt8>) -> (value: Double, unit: Duration.Unit)? {
    var number = bytes
    guard number.popLast() == UInt8(ascii: "s") || bytes.last == UInt8(ascii: "t") else { return nil }
    let unit: Duration.Unit
    switch number.last {
    case UInt8(ascii: "d") where bytes.last == UInt8(ascii: "t"): unit = .deviceTicks
    case UInt8(ascii: "n"): unit = .nanoseconds
    case UInt8(ascii: "u"): unit = .microseconds
    case UInt8(ascii: "m"): unit = .milliseconds
    case 0xB5, 0xBC:
      unit = .microseconds
      number.removeLast()
    default: unit = .seconds
    }
    if unit != .seconds { number.removeLast() }
    return float(withoutBlanks(number)).map { ($0, unit) }
  }

  /// The imaginary part of `2.5im`.
  package static func imaginary(_ bytes: ArraySlice<UInt8>) -> Double? {
    float(withoutBlanks(bytes.dropLast(2)))
  }

  private static func withoutBlanks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    while bytes.last == 0x20 || bytes.last == 0x09 { bytes.removeLast() }
    return bytes
  }

  /// The powers of ten that fit in 64 bits.
  private static let powersOfTen: [UInt64] = (0...19).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  /// The powers of ten that are doubles exactly.
  private static let exactPowers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The value of a literal of up to 19 digits and a moderate exponent: nearly all. Rounded once.
  private static func exactFloat(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard let (mantissa, exponent) = decimal(bytes) else { return nil }
    if mantissa <= 1 << 53, abs(exponent) <= 22 {
      let power = exactPowers[abs(exponent)]
      return exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
    }
    return -19...0 ~= exponent ? quotient(mantissa, powersOfTen[-exponent]) : nil
  }

  /// The digits as one whole number, and the power of ten that it is multiplied with.
  private static func decimal(_ bytes: ArraySlice<UInt8>) -> (mantissa: UInt64, exponent: Int)? {
    var mantissa: UInt64 = 0
    var exponent = 0
    var isFraction = false
    var offset = bytes.startIndex
    while offset < bytes.endIndex {
      let byte = bytes[offset]
      if byte &- UInt8(ascii: "0") < 10 {
        guard mantissa < 1_000_000_000_000_000_000 else { return nil }
        mantissa = mantissa &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
        if isFraction { exponent -= 1 }
      } else if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if byte != UInt8(ascii: "_") {
        guard let written = writtenExponent(bytes[(offset + 1)...]) else { return nil }
        exponent += written
        break
      }
      offset += 1
    }
    return (mantissa, exponent)
  }

  /// The double nearest to a quotient: 64 of its leading bits, the last one set where anything follows, round
  /// as the whole quotient would.
  private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
    guard dividend != 0 else { return 0 }
    let first = dividend.leadingZeroBitCount
    let second = divisor.leadingZeroBitCount
    // Both are shifted to fill their words; halving the dividend keeps the quotient within 64 bits.
    let high = (dividend << UInt64(first)) >> 1
    let low = (dividend << UInt64(first)) << 63
    let (bits, remainder) = (divisor << UInt64(second)).dividingFullWidth((high, low))
    let rounded = Double(bits | (remainder == 0 ? 0 : 1))
    return rounded * Double(sign: .plus, exponent: second - first - 63, significand: 1)
  }

  /// The number behind the `e`; nil where it is too large for the exact way.
  private static func writtenExponent(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    var isNegative = false
    for byte in bytes where byte != UInt8(ascii: "_") {
      if byte == UInt8(ascii: "-") {
        isNegative = true
      } else if byte != UInt8(ascii: "+") {
        guard byte &- UInt8(ascii: "0") < 10, value < 1000 else { return nil }
        value = value * 10 + Int(byte &- UInt8(ascii: "0"))
      }
    }
    return isNegative ? -value : value
  }

  private static func roundedFloat(_ bytes: ArraySlice<UInt8>) -> Double? {
    var digits = bytes.filter { $0 != UInt8(ascii: "_") }
    if digits.first == UInt8(ascii: ".") { digits.insert(UInt8(ascii: "0"), at: 0) }
    if let point = digits.firstIndex(of: UInt8(ascii: ".")), point + 1 == digits.count || digits[point + 1] > 0x39 {
      digits.insert(UInt8(ascii: "0"), at: point + 1)
    }
    return Double(String(decoding: digits, as: UTF8.self))
  }
}

extension SyntaxTree {
  /// The value of an integer literal; nil where it does not fit.
  package func integerValue(of id: NodeID) -> UInt64? { LiteralValue.integer(bytes(of: id)) }

  /// The value of an integer or real literal.
  package func floatValue(of id: NodeID) -> Double? { LiteralValue.float(bytes(of: id)) }

  package func imaginaryValue(of id: NodeID) -> Double? { LiteralValue.imaginary(bytes(of: id)) }

  package func durationValue(of id: NodeID) -> (value: Double, unit: Duration.Unit)? {
    LiteralValue.duration(bytes(of: id))
  }
}
