/// Bytes as text (RFC 4648).
package enum Base64 {
  package enum Alphabet: Sendable {
    /// With `+` and `/`, and padded.
    case standard
    /// With `-` and `_`, and without padding: the form of web tokens.
    case url

    fileprivate var digits: [UInt8] {
      Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
        + (self == .standard ? Array("+/".utf8) : Array("-_".utf8))
    }
  }

  package static func text(_ bytes: [UInt8], _ alphabet: Alphabet = .standard) -> String {
    let digits = alphabet.digits
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count / 3 + 1) * 4)
    var place = 0
    while place < bytes.count {
      let rest = bytes.count - place
      let word =
        Int(bytes[place]) << 16 | (rest > 1 ? Int(bytes[place + 1]) << 8 : 0) | (rest > 2 ? Int(bytes[place + 2]) : 0)
      result.append(digits[word >> 18])
      result.append(digits[word >> 12 & 63])
      if rest > 1 { result.append(digits[word >> 6 & 63]) }
      if rest > 2 { result.append(digits[word & 63]) }
      place += 3
    }
    if alphabet == .standard { while result.count % 4 != 0 { result.append(UInt8(ascii: "=")) } }
    return String(decoding: result, as: UTF8.self)
  }

  /// The bytes that a text stands for; nil where it is no such text. Bits that make no byte must be zero.
  package static func bytes(_ text: String, _ alphabet: Alphabet = .standard) -> [UInt8]? {
    var values = [UInt8](repeating: .max, count: 256)
    for (value, digit) in alphabet.digits.enumerated() { values[Int(digit)] = UInt8(value) }
    var digits = Array(text.utf8)
    if alphabet == .standard {
      guard digits.count % 4 == 0 else { return nil }
      for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
    }
    guard digits.count % 4 != 1 else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(digits.count * 3 / 4)
    var (word, bits): (UInt32, UInt32) = (0, 0)
    for digit in digits {
      let value = values[Int(digit)]
      guard value != .max else { return nil }
      word = word << 6 | UInt32(value)
      bits += 6
      guard bits >= 8 else { continue }
      bits -= 8
      result.append(UInt8(truncatingIfNeeded: word >> bits))
      word &= 1 << bits - 1
    }
    return word == 0 ? result : nil
  }
}
