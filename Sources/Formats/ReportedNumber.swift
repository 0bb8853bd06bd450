/// Numbers as sentences have them.
package enum ReportedNumber {
  /// Each name's number: `37 (ideal), 52 (noisy-ibm_manila)`; of one name the number alone.
  package static func list(_ numbers: [String: Double]) -> String {
    guard numbers.count > 1 else { return numbers.first.map { text($0.value) } ?? "" }
    return numbers.sorted { $0.key < $1.key }.map { "\(text($0.value)) (\($0.key))" }.joined(separator: ", ")
  }

  /// Three digits that count, thousands apart: `37.2`, `1,200`, `0.00421`, `3.1e7`.
  package static func text(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    // Such as 4.21e-03, rounded by the decimal digits themselves.
    let parts = value.magnitude.scientific
    let sign = value < 0 ? "-" : ""
    guard (-4..<7).contains(parts.exponent) else {
      let digits = parts.digits.dropTrailingZeros
      let fraction = digits.dropFirst()
      return "\(sign)\(digits.prefix(1))\(fraction.isEmpty ? "" : ".\(fraction)")e\(parts.exponent)"
    }
    guard parts.exponent >= 0 else {
      return sign + "0." + String(repeating: "0", count: -parts.exponent - 1) + parts.digits.dropTrailingZeros
    }
    guard parts.exponent < 2 else {
      return sign + grouped(parts.digits + String(repeating: "0", count: parts.exponent - 2))
    }
    let fraction = String(parts.digits.dropFirst(parts.exponent + 1)).dropTrailingZeros
    return sign + parts.digits.prefix(parts.exponent + 1) + (fraction.isEmpty ? "" : "." + fraction)
  }

  private static func grouped(_ digits: String) -> String {
    var rest = digits[...]
    var groups: [Substring] = []
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([rest] + groups).joined(separator: ",")
  }
}

extension Double {
  /// Three decimal digits, and the exponent of the first.
  fileprivate var scientific: (digits: String, exponent: Int) {
    let text = "\(self)".split(separator: "e")
    let decimal = text[0].split(separator: ".")
    let all = decimal.joined().drop { $0 == "0" }
    let leading = decimal[0] == "0" ? decimal[1].prefix { $0 == "0" }.count + 1 : 1 - decimal[0].count
    let exponent = (text.count > 1 ? Int(text[1]) ?? 0 : 0) - leading
    let shown = all.prefix(3) + String(repeating: "0", count: max(0, 3 - all.count))
    guard let number = Int(shown), let next = all.dropFirst(3).first, next >= "5" else {
      return (String(shown), exponent)
    }
    return number == 999 ? ("100", exponent + 1) : ("\(number + 1)", exponent)
  }
}

extension StringProtocol {
  fileprivate var dropTrailingZeros: String {
    var text = String(self)
    while text.last == "0" { text.removeLast() }
    return text
  }
}
