extension Lexer {
  /// A number, with its unit where it has one.
  mutating func number(_ diagnostics: inout [Diagnostic]) -> Token {
    let start = position
    if Lexer.isDigit(bytes[start]), bytes[start + 1] == UInt8(ascii: "]") { return token(.integerLiteral, 1) }
    if let radix = prefixRadix(at: start) { return prefixedInteger(radix, &diagnostics) }
    var end = digits(from: start)
    var kind = TokenKind.integerLiteral
    if bytes[end] == UInt8(ascii: ".") {
      kind = .floatLiteral
      end = digits(from: end + 1)
    }
    if bytes[end] | 0x20 == UInt8(ascii: "e") {
      let sign = bytes[end + 1]
      let first = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? end + 2 : end + 1
      if Lexer.isDigit(bytes[first]) {
        kind = .floatLiteral
        end = digits(from: first)
      }
    }
    if !isVersion2, mayBeginUnit(bytes[end]), let (unit, unitEnd) = unit(at: end) {
      kind = unit
      end = unitEnd
    }
    if mayBeginUnit(bytes[end]), continuesWord(at: end) {
      return malformedNumber(from: start, to: end, &diagnostics)
    }
    position = end
    if isVersion2, kind == .integerLiteral, bytes[start] == UInt8(ascii: "0"), end - start > 1 {
      report(
        .malformedNumber, "an integer of OpenQASM 2 has no leading zeros", from: start, to: end, &diagnostics,
        help: "leave the zeros out")
    }
    return Token(
      kind: kind, symbol: .none, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end))
  }

  /// The end of the digits at the offset, single underscores between them included.
  @inline(__always)
  private func digits(from offset: Int) -> Int {
    var end = offset
    while true {
      if Lexer.isDigit(bytes[end]) {
        end &+= 1
      } else if bytes[end] == UInt8(ascii: "_"), end > offset, !isVersion2, Lexer.isDigit(bytes[end + 1]) {
        end &+= 2
      } else {
        return end
      }
    }
  }

  /// Whether the byte is a blank, a letter or an underscore, or part of a letter outside ASCII.
  @inline(__always)
  private func mayBeginUnit(_ byte: UInt8) -> Bool {
    Lexer.continuesWord(byte) || byte >= 0x80 || byte == 0x20 || byte == 0x09
  }

  @inline(__always)
  private func prefixRadix(at offset: Int) -> Int? {
    guard bytes[offset] == UInt8(ascii: "0"), !isVersion2 else { return nil }
    switch bytes[offset + 1] {
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return 16
    case UInt8(ascii: "b"), UInt8(ascii: "B"): return 2
    case UInt8(ascii: "o"): return 8
    default: return nil
    }
  }

  private mutating func prefixedInteger(_ radix: Int, _ diagnostics: inout [Diagnostic]) -> Token {
    let start = position
    var end = start + 2
    while true {
      let afterUnderscore = bytes[end] == UInt8(ascii: "_") && end > start + 2 ? end + 1 : end
      guard let digit = Character(Unicode.Scalar(bytes[afterUnderscore])).hexDigitValue, digit < radix else { break }
      end = afterUnderscore + 1
    }
    if end == start + 2 || continuesWord(at: end) { return malformedNumber(from: start, to: end, &diagnostics) }
    position = end
    return Token(kind: .integerLiteral, symbol: .none, start: UInt32(start), end: UInt32(end))
  }

  /// The unit behind a number, perhaps after blanks, and where it ends.
  private func unit(at offset: Int) -> (kind: TokenKind, end: Int)? {
    var start = offset
    while bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    let second = bytes[start + 1]
    let kind: TokenKind
    let end: Int
    switch bytes[start] {
    case UInt8(ascii: "s"): (kind, end) = (.durationLiteral, start + 1)
    case UInt8(ascii: "n"), UInt8(ascii: "u"), UInt8(ascii: "m"):
      guard second == UInt8(ascii: "s") else {
        return nil
      }
      (kind, end) = (.durationLiteral, start + 2)
    case UInt8(ascii: "d") where second == UInt8(ascii: "t"): (kind, end) = (.durationLiteral, start + 2)
    case UInt8(ascii: "i") where second == UInt8(ascii: "m"): (kind, end) = (.imaginaryLiteral, start + 2)
    case 0xC2 where second == 0xB5 && bytes[start + 2] == UInt8(ascii: "s"),
      0xCE where second == 0xBC && bytes[start + 2] == UInt8(ascii: "s"):
      (kind, end) = (.durationLiteral, start + 3)
    default: return nil
    }
    return continuesWord(at: end) ? nil : (kind, end)
  }

  /// A number with a tail that belongs to no number, such as `3x`, `0b12` or `1__0`.
  mutating func malformedNumber(from start: Int, to good: Int, _ diagnostics: inout [Diagnostic]) -> Token {
    var end = good
    while continuesWord(at: end) { end += scalar(at: end)?.length ?? 1 }
    let text = text(from: start, to: end)
    position = end
    report(
      .malformedNumber, "'\(text)' is not a number", from: start, to: end, &diagnostics,
      help: malformedNumberHelp(text))
    return Token(kind: .invalid, symbol: .none, start: UInt32(start), end: UInt32(end))
  }

  private func malformedNumberHelp(_ text: String) -> String {
    let lowered = text.lowercased()
    if isVersion2 { return "OpenQASM 2 knows decimal numbers only, without units or underscores" }
    if text.hasPrefix("0O") { return "octal numbers begin with a small letter: 0o17" }
    if lowered.hasPrefix("0b") { return "binary numbers have the digits 0 and 1 only" }
    if lowered.hasPrefix("0o") { return "octal numbers have the digits 0 to 7 only" }
    if lowered.hasPrefix("0x") { return "hexadecimal numbers have the digits 0 to 9 and a to f only" }
    if text.contains("__") || text.hasSuffix("_") { return "single underscores may stand between digits: 1_000" }
    if text.hasPrefix("$") { return "a hardware qubit is '$' and a number, such as $0" }
    return "a name cannot begin with a digit; units of time are dt, ns, us, ms and s"
  }

  /// A bit string such as `"0110"`, or any other text in quotes.
  mutating func string(quote: UInt8, _ diagnostics: inout [Diagnostic]) -> Token {
    let start = position
    var end = start + 1
    var isBitString = quote == UInt8(ascii: "\"")
    var digitBefore = false
    while bytes[end] != quote {
      let byte = bytes[end]
      if byte == 0x0A || byte == 0x0D || end >= count { return unterminatedString(to: end, &diagnostics) }
      let isDigit = byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1")
      if !isDigit, !(byte == UInt8(ascii: "_") && digitBefore) { isBitString = false }
      digitBefore = isDigit
      end += 1
    }
    end += 1
    position = end
    let kind: TokenKind = isBitString && digitBefore ? .bitStringLiteral : .stringLiteral
    if end - start == 2 {
      report(.malformedString, "nothing stands between the quotes", from: start, to: end, &diagnostics)
    } else if bytes[start..<end, 0x09] {
      report(
        .malformedString, "a string cannot hold a tab", from: start, to: end, &diagnostics, help: "use blanks")
    }
    checkEncoding(from: start, to: end, &diagnostics)
    return Token(kind: kind, symbol: .none, start: UInt32(start), end: UInt32(end))
  }

  private mutating func unterminatedString(to end: Int, _ diagnostics: inout [Diagnostic]) -> Token {
    let start = position
    position = end
    report(
      .unterminatedString, "the string is not closed on its line", from: start, to: end, &diagnostics,
      help: "close it with \(bytes[start] == UInt8(ascii: "'") ? "'" : "\"")")
    return Token(kind: .invalid, symbol: .none, start: UInt32(start), end: UInt32(end))
  }

  func text(from start: Int, to end: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: bytes + start, count: end - start), as: UTF8.self)
  }
}

extension UnsafePointer<UInt8> {
  /// Whether one of the bytes in the range has the value.
  fileprivate subscript(range: Range<Int>, value: UInt8) -> Bool {
    UnsafeBufferPointer(start: self + range.lowerBound, count: range.count).contains(value)
  }
}
