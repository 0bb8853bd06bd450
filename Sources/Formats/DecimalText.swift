/// Decimal numbers in texts that are not JSON: signs, leading zeros and bare points are as people write them.
enum DecimalText {
  private static let zero = UInt8(ascii: "0")

  /// The nearest double of `[+-] digits [. digits] [e [+-] digits]`, with digits before the point, behind it or both;
  /// infinite where it is too large, and nil where the text is anything else.
  static func parse(_ bytes: [UInt8], in range: Range<Int>) -> Double? {
    var place = range.lowerBound
    let isNegative = place < range.upperBound && bytes[place] == UInt8(ascii: "-")
    if isNegative || (place < range.upperBound && bytes[place] == UInt8(ascii: "+")) { place += 1 }
    let first = place
    var significand: UInt64 = 0
    var isExact = true
    var digitCount = 0
    var point: Int?
    while place < range.upperBound {
      let digit = bytes[place] &- zero
      if digit < 10 {
        digitCount += 1
        if significand < 1 << 53 { significand = significand * 10 + UInt64(digit) } else { isExact = false }
      } else if bytes[place] == UInt8(ascii: "."), point == nil {
        point = place
      } else {
        break
      }
      place += 1
    }
    guard digitCount > 0, let given = exponent(bytes, in: place..<range.upperBound) else { return nil }
    let power = given - (point.map { place - $0 - 1 } ?? 0)
    let magnitude: Double
    if isExact, significand <= 1 << 53, abs(power) < JSONScanner.exactPowers.count {
      let factor = JSONScanner.exactPowers[abs(power)]
      magnitude = power < 0 ? Double(significand) / factor : Double(significand) * factor
    } else {
      let digits = bytes[first..<place].filter { $0 != UInt8(ascii: ".") }
      magnitude = Double("\(String(decoding: digits, as: UTF8.self))e\(power)") ?? .infinity
    }
    return isNegative ? -magnitude : magnitude
  }

  /// The exponent that fills the range, 0 for an empty one, and nil for anything else; cut to a size at which every
  /// number has overflowed or vanished.
  private static func exponent(_ bytes: [UInt8], in range: Range<Int>) -> Int? {
    guard let letter = range.first else { return 0 }
    guard bytes[letter] == UInt8(ascii: "e") || bytes[letter] == UInt8(ascii: "E") else { return nil }
    var digits = bytes[(letter + 1)..<range.upperBound]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    guard !digits.isEmpty else { return nil }
    var value = 0
    for byte in digits {
      guard byte &- zero < 10 else { return nil }
      value = min(value * 10 + Int(byte &- zero), 1_000_000_000)
    }
    return isNegative ? -value : value
  }
}
