extension JSONScanner {
  /// Reads a text in quotes.
  mutating func readString() throws(FormatError) -> String {
    let start = position
    let quote = bytes[offset]
    advance()
    let contentStart = offset
    while let byte = peek(), byte != quote, byte != UInt8(ascii: "\\"), byte >= 0x20, byte < 0x80 { advance() }
    if peek() == quote {
      let text = String(decoding: bytes[contentStart..<offset], as: UTF8.self)
      advance()
      return text
    }
    var content = Array(bytes[contentStart..<offset])
    while let byte = peek() {
      switch byte {
      case quote:
        advance()
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        try readEscape(into: &content)
      case 0x0A, 0x0D:
        throw FormatError(
          "the text is not closed in its line", at: start, help: "write a line break within a text as \\n")
      case 0..<0x20 where !isJSON5:
        throw error("\(found) may not stand in a text", help: "write it as \\u\(Self.hexadecimal(UInt32(byte)))")
      case 0..<0x80:
        content.append(byte)
        advance()
      default:
        let before = offset
        _ = try advanceScalar()
        content += bytes[before..<offset]
      }
    }
    throw FormatError("the text is not closed by \(Character(Unicode.Scalar(quote)))", at: start)
  }

  private mutating func readEscape(into content: inout [UInt8]) throws(FormatError) {
    guard let letter = peek(1) else { throw error("the text ends within an escape") }
    if letter == UInt8(ascii: "u") {
      let scalar = try readUnicodeEscape()
      content += Array(String(Character(scalar)).utf8)
      return
    }
    let simple: UInt8? =
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
      case UInt8(ascii: "b"): 0x08
      case UInt8(ascii: "f"): 0x0C
      case UInt8(ascii: "n"): 0x0A
      case UInt8(ascii: "r"): 0x0D
      case UInt8(ascii: "t"): 0x09
      default: nil
      }
    if let simple {
      content.append(simple)
      advance(2)
    } else if isJSON5 {
      try readJSON5Escape(letter, into: &content)
    } else {
      throw error("the escape is not known", help: "write a backslash itself as \\\\")
    }
  }

  private mutating func readJSON5Escape(_ letter: UInt8, into content: inout [UInt8]) throws(FormatError) {
    switch letter {
    case UInt8(ascii: "x"):
      guard let high = peek(2).flatMap(UTF8Sequence.hexadecimalDigit),
        let low = peek(3).flatMap(UTF8Sequence.hexadecimalDigit)
      else { throw error("\\x needs two hexadecimal digits") }
      content += Array(String(Character(Unicode.Scalar(high << 4 | low))).utf8)
      advance(4)
    case UInt8(ascii: "v"):
      content.append(0x0B)
      advance(2)
    case UInt8(ascii: "0") where !(peek(2).map { (0x30...0x39).contains($0) } ?? false):
      content.append(0)
      advance(2)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      throw error("a digit may not be escaped")
    case 0x0D where peek(2) == 0x0A:
      advance()
      _ = try advanceScalar()
      _ = try advanceScalar()
    default:
      advance()
      let before = offset
      let scalar = try advanceScalar()
      let isBreak = "\n\r\u{2028}\u{2029}".unicodeScalars.contains(scalar)
      if !isBreak { content += bytes[before..<offset] }
    }
  }

  /// Reads `\uXXXX`, or two of them that are a pair of surrogates.
  private mutating func readUnicodeEscape() throws(FormatError) -> Unicode.Scalar {
    let first = try readCodeUnit(at: 0)
    if let scalar = Unicode.Scalar(first) {
      advance(6)
      return scalar
    }
    if first < 0xDC00, peek(6) == UInt8(ascii: "\\"), peek(7) == UInt8(ascii: "u") {
      let second = try readCodeUnit(at: 6)
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
      {
        advance(12)
        return scalar
      }
    }
    throw error("\\u\(Self.hexadecimal(UInt32(first))) is half of a surrogate pair without the other half")
  }

  private func readCodeUnit(at distance: Int) throws(FormatError) -> UInt16 {
    var value: UInt16 = 0
    for place in 2..<6 {
      guard let digit = peek(distance + place).flatMap(UTF8Sequence.hexadecimalDigit) else {
        throw error("\\u needs four hexadecimal digits")
      }
      value = value << 4 | UInt16(digit)
    }
    return value
  }

  /// Reads an unquoted key: a name as ECMAScript 5.1 defines them.
  mutating func readName() throws(FormatError) -> String {
    var name = ""
    while let byte = peek() {
      let start = self
      let isEscaped = byte == UInt8(ascii: "\\")
      if isEscaped {
        guard peek(1) == UInt8(ascii: "u") else { throw error("only \\u may be escaped in a name") }
      }
      let scalar = isEscaped ? try readUnicodeEscape() : try advanceScalar()
      guard Self.isName(scalar, isFirst: name.isEmpty) else {
        guard !isEscaped else { throw start.error("\\u\(Self.hexadecimal(scalar.value)) may not stand in a name") }
        self = start
        break
      }
      name.unicodeScalars.append(scalar)
    }
    if name.isEmpty { throw error("a key must follow, not \(found)") }
    return name
  }

  private static func isName(_ scalar: Unicode.Scalar, isFirst: Bool) -> Bool {
    if scalar == "$" || scalar == "_" { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber:
      return true
    case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation:
      return !isFirst
    default:
      return !isFirst && (scalar == "\u{200C}" || scalar == "\u{200D}")
    }
  }
}
