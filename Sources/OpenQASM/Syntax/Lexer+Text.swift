extension Lexer {
  /// Skips the comment at the position; false where the slash there begins none.
  mutating func skipComment(_ diagnostics: inout [Diagnostic]) -> Bool {
    let start = position
    switch bytes[start + 1] {
    case UInt8(ascii: "/"):
      position = endOfLine(from: start)
      checkEncoding(from: start, to: position, &diagnostics)
      return true
    case UInt8(ascii: "*"):
      skipBlockComment(&diagnostics)
      return true
    default:
      return false
    }
  }

  private mutating func skipBlockComment(_ diagnostics: inout [Diagnostic]) {
    let start = position
    var end = start + 2
    while end < count, !(bytes[end] == UInt8(ascii: "*") && bytes[end + 1] == UInt8(ascii: "/")) { end += 1 }
    let isClosed = end < count
    position = isClosed ? end + 2 : count
    if isVersion2 {
      report(
        .blockComment, "OpenQASM 2 has no block comments", from: start, to: position, &diagnostics,
        help: "begin each line of the comment with //")
    } else if !isClosed {
      report(
        .unterminatedComment, "the comment is never closed", from: start, to: start + 2, &diagnostics,
        help: "end it with */")
    }
    checkEncoding(from: start, to: position, &diagnostics)
  }

  /// The offset of the line break at or after `offset`, or of the end of the file.
  func endOfLine(from offset: Int) -> Int {
    var end = offset
    while end < count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return end
  }

  /// Reports the first byte in the range that is no UTF-8.
  mutating func checkEncoding(from start: Int, to end: Int, _ diagnostics: inout [Diagnostic]) {
    var offset = start
    while offset < end {
      if bytes[offset] < 0x80 {
        offset += 1
      } else if let (_, length) = scalar(at: offset) {
        offset += length
      } else {
        return reportEncoding(at: offset, &diagnostics)
      }
    }
  }

  private mutating func reportEncoding(at offset: Int, _ diagnostics: inout [Diagnostic]) {
    guard !reportedEncoding else { return }
    reportedEncoding = true
    report(
      .notUTF8, "the file is not UTF-8 text: byte 0x\(Lexer.hexadecimal(UInt32(bytes[offset]), 2)) stands here",
      from: offset, to: offset + 1, &diagnostics, help: "save the file in the encoding UTF-8")
  }

  /// A run of characters that begin no token, as one token and one problem.
  mutating func invalidCharacters(_ diagnostics: inout [Diagnostic]) -> Token {
    let start = position
    var end = start
    while end < count {
      guard let (scalar, length) = scalar(at: end) else {
        reportEncoding(at: end, &diagnostics)
        end += 1
        continue
      }
      guard end == start || beginsNoToken(scalar) else { break }
      end += length
    }
    position = end
    if let (scalar, length) = scalar(at: start) {
      report(
        .invalidCharacter, "\(describe(scalar)) has no place here", from: start, to: start + length, &diagnostics,
        help: Lexer.replacement(for: scalar))
    }
    return Token(kind: .invalid, symbol: .none, start: UInt32(start), end: UInt32(end))
  }

  private func beginsNoToken(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return scalar.value < 0x20 && ![0x09, 0x0A, 0x0D].contains(scalar.value) || scalar == "?" || scalar == "\\"
        || scalar == "`" || scalar.value == 0x7F
    }
    return isVersion2 || !Lexer.isLetter(scalar)
  }

  private func describe(_ scalar: Unicode.Scalar) -> String {
    switch scalar.properties.generalCategory {
    case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      "the character U+\(Lexer.hexadecimal(scalar.value, 4))"
    default: "'\(scalar)'"
    }
  }

  private static func hexadecimal(_ value: UInt32, _ width: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// What to type instead of a character that word processors and other languages use.
  private static func replacement(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}": "use straight quotes: \" or '"
    case "\u{2013}", "\u{2014}", "\u{2212}": "use the minus of the keyboard: -"
    case "\u{D7}", "\u{B7}", "\u{22C5}": "multiply with *"
    case "\u{2192}": "write ->"
    case "\u{A0}", "\u{2009}", "\u{202F}", "\u{3000}", "\u{2003}": "use an ordinary blank"
    case "\u{FEFF}", "\u{200B}", "\u{200C}", "\u{200D}": "this invisible character can be deleted"
    case "#": "comments begin with //"
    case "$": "a hardware qubit is '$' and a number, such as $0"
    default: nil
    }
  }

  /// The character at the offset and its length in bytes; nil where the bytes are no UTF-8.
  func scalar(at offset: Int) -> (value: Unicode.Scalar, length: Int)? {
    let first = UInt32(bytes[offset])
    if first < 0x80 { return (Unicode.Scalar(UInt8(first)), 1) }
    let length: Int
    var value: UInt32
    let least: UInt32
    switch first {
    case 0xC2...0xDF: (length, value, least) = (2, first & 0x1F, 0x80)
    case 0xE0...0xEF: (length, value, least) = (3, first & 0x0F, 0x800)
    case 0xF0...0xF4: (length, value, least) = (4, first & 0x07, 0x10000)
    default: return nil
    }
    for index in 1..<length {
      let byte = UInt32(bytes[offset + index])
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | byte & 0x3F
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
    return (scalar, length)
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, from start: Int, to end: Int, _ diagnostics: inout [Diagnostic],
    help: String? = nil
  ) {
    let range = SourceRange(file: file, start: start, end: end)
    if diagnostics.count < Parser.diagnosticLimit {
      diagnostics.append(Diagnostic(code, message, at: range, help: help))
    } else {
      stop(at: start, &diagnostics)
    }
  }

  /// Reports that there are too many problems, and lets the file end here.
  mutating func stop(at offset: Int, _ diagnostics: inout [Diagnostic]) {
    position = count
    guard diagnostics.last?.code != .tooManyProblems else { return }
    let range = SourceRange(file: file, start: offset, end: offset)
    diagnostics.append(
      Diagnostic(
        .tooManyProblems, "more than \(Parser.diagnosticLimit) problems: the rest of the file is not read", at: range,
        help: "mend the first ones and check again"))
  }
}
