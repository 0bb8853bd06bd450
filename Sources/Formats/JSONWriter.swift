extension JSON {
  /// The canonical text: keys sorted by Unicode scalars, shortest decimals, no blanks when compact, two blanks a level
  /// and a line an element when `isPretty`. No newline at the end.
  package func text(isPretty: Bool = false) throws(FormatError) -> String {
    String(decoding: try bytes(isPretty: isPretty), as: UTF8.self)
  }

  /// The canonical text in UTF-8.
  package func bytes(isPretty: Bool = false) throws(FormatError) -> [UInt8] {
    try bytes(isPretty ? .pretty : .compact)
  }

  /// The text that RFC 8785 asks for, so that other programs find the same hash: keys in the order of their UTF-16
  /// units, numbers as ECMAScript prints them.
  package func bytesForHashing() throws(FormatError) -> [UInt8] { try bytes(.hashing) }

  private func bytes(_ form: JSONWriter.Form) throws(FormatError) -> [UInt8] {
    var writer = JSONWriter(form)
    try writer.write(self, depth: 0)
    return writer.bytes
  }
}

private struct JSONWriter {
  enum Form { case compact, pretty, hashing }

  let form: Form
  private(set) var bytes: [UInt8] = []

  init(_ form: Form) { self.form = form }

  mutating func write(_ value: JSON, depth: Int) throws(FormatError) {
    switch value {
    case .null: append("null")
    case .bool(let value): append(value ? "true" : "false")
    case .integer(let value): append(String(value))
    case .unsigned(let value): append(String(value))
    case .number(let value): try write(value)
    case .string(let value): write(value)
    case .array(let elements): try write(elements, depth: depth)
    case .object(let members): try write(members, depth: depth)
    }
  }

  private mutating func write(_ value: Double) throws(FormatError) {
    guard value.isFinite else {
      throw FormatError("\(value) cannot be written as JSON", help: "only finite numbers can be written")
    }
    let text = form == .hashing ? value.scriptText : "\(value)"
    append(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }

  private mutating func write(_ elements: [JSON], depth: Int) throws(FormatError) {
    bytes.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine(depth: depth + 1)
      do { try write(element, depth: depth + 1) } catch { throw error.within(index: index) }
    }
    if !elements.isEmpty { breakLine(depth: depth) }
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func write(_ members: [String: JSON], depth: Int) throws(FormatError) {
    bytes.append(UInt8(ascii: "{"))
    let sorted = members.sorted {
      form == .hashing
        ? $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    for (index, member) in sorted.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine(depth: depth + 1)
      write(member.key)
      append(form == .pretty ? ": " : ":")
      do { try write(member.value, depth: depth + 1) } catch { throw error.within(key: member.key) }
    }
    if !members.isEmpty { breakLine(depth: depth) }
    bytes.append(UInt8(ascii: "}"))
  }

  mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case 0x08: append("\\b")
      case 0x09: append("\\t")
      case 0x0A: append("\\n")
      case 0x0C: append("\\f")
      case 0x0D: append("\\r")
      case 0..<0x20: append(byte < 0x10 ? "\\u000\(String(byte, radix: 16))" : "\\u00\(String(byte, radix: 16))")
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func breakLine(depth: Int) {
    guard form == .pretty else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
  }
}

extension Double {
  /// The shortest decimal as ECMAScript prints it: an exponent from 1e21 on and below 1e-6 only.
  fileprivate var scriptText: String {
    guard self != 0 else { return "0" }
    let parts = "\(magnitude)".split(separator: "e")
    let decimal = parts[0].split(separator: ".")
    let whole = decimal[0] == "0" ? "" : String(decimal[0])
    let fraction = decimal.count > 1 && decimal[1] != "0" ? String(decimal[1]) : ""
    let zeros = whole.isEmpty ? fraction.prefix { $0 == "0" }.count : 0
    var digits = (whole + fraction).dropFirst(zeros)
    // The number is 0.DIGITS times ten to this power.
    let point = whole.count - zeros + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.last == "0" { digits.removeLast() }
    let sign = self < 0 ? "-" : ""
    switch point {
    case digits.count...21: return sign + digits + String(repeating: "0", count: point - digits.count)
    case 1...21: return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    case -5...0: return sign + "0." + String(repeating: "0", count: -point) + digits
    default:
      let rest = digits.dropFirst()
      return sign + digits.prefix(1) + (rest.isEmpty ? "" : "." + rest) + (point > 0 ? "e+" : "e-")
        + String((point - 1).magnitude)
    }
  }
}
