#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How numbers are written.
package enum NumberText {
  /// The shortest decimal that reads back as the same double; `inf` where it is infinite, empty where it is none.
  package static func exact(_ value: Double) -> String {
    guard !value.isNaN, value != 0 else { return value.isNaN ? "" : "0" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The exact number for readers.
  static func display(_ value: Double) -> String {
    value.isInfinite ? (value < 0 ? "−∞" : "∞") : exact(value)
  }

  /// A place in a drawing, with at most two decimals.
  package static func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
    let (whole, rest) = abs(hundredths).quotientAndRemainder(dividingBy: 100)
    var text = hundredths < 0 ? "-\(whole)" : "\(whole)"
    if rest > 0 { text += rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)" }
    return text
  }

  /// A number with three digits, for labels within charts.
  package static func rounded(_ value: Double) -> String {
    guard value.isFinite, abs(value) > 1e-290 else { return abs(value) <= 1e-290 ? "0" : display(value) }
    let exponent = Int(floor(log10(abs(value)))) - 2
    let digits = exponent < 0 ? value * pow(10, Double(-exponent)) : value / pow(10, Double(exponent))
    guard digits.isFinite else { return display(value) }
    let number = Decimal(digits: Int(digits.rounded()), exponent: exponent)
    return number.text(isScientific: !number.isShort)
  }

  /// A number of a few digits with a power of ten, exactly.
  struct Decimal: Hashable, Sendable {
    var digits: Int
    var exponent: Int

    /// The digits without the zeros at their end.
    init(digits: Int, exponent: Int) {
      (self.digits, self.exponent) = (digits, digits == 0 ? 0 : exponent)
      while self.digits != 0, self.digits % 10 == 0 {
        self.digits /= 10
        self.exponent += 1
      }
    }

    var value: Double {
      exponent < 0 ? Double(digits) / pow(10, Double(-exponent)) : Double(digits) * pow(10, Double(exponent))
    }

    /// The power of ten of the first digit.
    private var magnitude: Int { String(digits.magnitude).count - 1 + exponent }

    /// Whether the number is easily read without a power of ten.
    var isShort: Bool { digits == 0 || (-3...5).contains(magnitude) }

    /// The number with a power of ten, or without.
    func text(isScientific: Bool) -> String {
      let sign = digits < 0 ? "−" : ""
      guard digits != 0, isScientific else { return sign + plainText }
      let figures = String(digits.magnitude)
      let power = "10\(Self.superscript(magnitude))"
      if figures == "1" { return sign + power }
      let rest = figures.dropFirst()
      return "\(sign)\(figures.prefix(1))\(rest.isEmpty ? "" : ".\(rest)")×\(power)"
    }

    private var plainText: String {
      let figures = String(digits.magnitude)
      guard exponent < 0 else { return Self.grouped(figures + String(repeating: "0", count: min(exponent, 320))) }
      let padded = String(repeating: "0", count: min(max(0, 1 - exponent - figures.count), 320)) + figures
      return "\(Self.grouped(String(padded.dropLast(-exponent)))).\(padded.suffix(-exponent))"
    }

    /// Whole numbers of five digits and more with a comma at each thousand.
    private static func grouped(_ figures: String) -> String {
      guard figures.count > 4 else { return figures }
      var result = ""
      for (index, figure) in figures.enumerated() {
        if index > 0, (figures.count - index) % 3 == 0 { result += "," }
        result.append(figure)
      }
      return result
    }

    private static func superscript(_ number: Int) -> String {
      let figures = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
      let digits = String(number.magnitude).compactMap { $0.wholeNumberValue.map { figures[$0] } }
      return (number < 0 ? "⁻" : "") + String(digits)
    }
  }
}
