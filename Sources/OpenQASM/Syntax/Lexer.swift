/// One word, number or symbol of a file.
package struct Token: Sendable {
  package var kind: TokenKind
  /// The name of a word, also of a keyword; the number of a hardware qubit.
  package var symbol: Symbol
  package var start: UInt32
  package var end: UInt32
}

/// Splits a file into tokens, one at a time, and reports text that is none.
package struct Lexer {
  private let buffer: SourceBuffer
  let bytes: UnsafePointer<UInt8>
  private let kinds: UnsafePointer<TokenKind>
  let count: Int
  let file: Int
  var position = 0
  /// Which keywords are keywords in the file's version.
  private(set) var keywords = TokenKind.version3Keywords
  private(set) var isVersion2 = false
  /// A file in another encoding is reported once, not at each of its letters.
  var reportedEncoding = false

  package init(source: SourceText, file: Int) {
    buffer = SourceBuffer(source.bytes)
    bytes = buffer.bytes
    kinds = buffer.kinds
    count = buffer.count
    self.file = file
    if count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
  }

  package mutating func setVersion2(_ isVersion2: Bool) {
    self.isVersion2 = isVersion2
    keywords = isVersion2 ? TokenKind.version2Keywords : TokenKind.version3Keywords
  }

  /// The next token; at the end of the file, `endOfFile` again and again.
  package mutating func next(_ symbols: inout SymbolTable, _ diagnostics: inout [Diagnostic]) -> Token {
    while true {
      var start = position
      var kind = kinds[Int(bytes[start])]
      while kind == .endOfFile {
        start &+= 1
        kind = kinds[Int(bytes[start])]
      }
      position = start
      switch kind {
      case .identifier: return word(&symbols)
      case .integerLiteral: return number(&diagnostics)
      case .invalid:
        if bytes[start] == UInt8(ascii: "/"), skipComment(&diagnostics) { continue }
        return other(&symbols, &diagnostics)
      default: return token(kind, 1)
      }
    }
  }

  /// A token that begins with none of the usual bytes.
  @inline(never)
  private mutating func other(_ symbols: inout SymbolTable, _ diagnostics: inout [Diagnostic]) -> Token {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "."):
      return Lexer.isDigit(bytes[position + 1]) ? number(&diagnostics) : token(.dot, 1)
    case UInt8(ascii: "$"), UInt8(ascii: "#"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      return special(byte, &diagnostics)
    case 0 where position >= count:
      return Token(kind: .endOfFile, symbol: .none, start: UInt32(count), end: UInt32(count))
    case 0x80...0xFF:
      return unicodeWord(&symbols, &diagnostics)
    default:
      let token = operatorToken(byte)
      return token.kind == .invalid ? invalidCharacters(&diagnostics) : token
    }
  }

  @inline(__always)
  mutating func token(_ kind: TokenKind, _ length: Int) -> Token {
    let start = position
    position = start &+ length
    return Token(
      kind: kind, symbol: .none, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: position))
  }

  /// A name or a keyword that begins with an ASCII letter or an underscore.
  @inline(__always)
  private mutating func word(_ symbols: inout SymbolTable) -> Token {
    let start = position
    var end = start + 1
    while Lexer.continuesWord(bytes[end]) { end &+= 1 }
    if bytes[end] >= 0x80 { end = endOfUnicodeWord(from: end) }
    return word(from: start, to: end, &symbols)
  }

  @inline(__always)
  private mutating func word(from start: Int, to end: Int, _ symbols: inout SymbolTable) -> Token {
    let symbol = symbols.intern(bytes + start, count: end &- start)
    position = end
    var kind = TokenKind.identifier
    if symbol.index < 64, keywords & (1 &<< UInt64(symbol.index)) != 0 { kind = symbol.keyword ?? .identifier }
    return Token(
      kind: kind, symbol: symbol, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end))
  }

  private mutating func unicodeWord(_ symbols: inout SymbolTable, _ diagnostics: inout [Diagnostic]) -> Token {
    let start = position
    guard !isVersion2 else { return invalidCharacters(&diagnostics) }
    let end = endOfUnicodeWord(from: start)
    return end == start ? invalidCharacters(&diagnostics) : word(from: start, to: end, &symbols)
  }

  /// The end of a name that goes on at `offset`, perhaps with letters outside ASCII.
  private func endOfUnicodeWord(from offset: Int) -> Int {
    var end = offset
    while !isVersion2 {
      if Lexer.continuesWord(bytes[end]) {
        end += 1
      } else if let (scalar, length) = scalar(at: end), bytes[end] >= 0x80, Lexer.isLetter(scalar) {
        end += length
      } else {
        break
      }
    }
    return end
  }

  private mutating func special(_ byte: UInt8, _ diagnostics: inout [Diagnostic]) -> Token {
    switch byte {
    case UInt8(ascii: "$"):
      return Lexer.isDigit(bytes[position + 1]) ? hardwareQubit(&diagnostics) : invalidCharacters(&diagnostics)
    case UInt8(ascii: "#"):
      if matches("#dim", at: position), !continuesWord(at: position + 4) { return token(.dimension, 4) }
      if matches("#pragma", at: position) { return token(.numberSignPragma, 7) }
      return invalidCharacters(&diagnostics)
    default:
      return string(quote: byte, &diagnostics)
    }
  }

  private mutating func hardwareQubit(_ diagnostics: inout [Diagnostic]) -> Token {
    let start = position
    var end = start + 1
    var number: UInt32 = 0
    while Lexer.isDigit(bytes[end]) {
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt32(bytes[end] - UInt8(ascii: "0")))
      number = overflow || carry || number == .max ? .max : sum
      end += 1
    }
    if continuesWord(at: end) { return malformedNumber(from: start, to: end, &diagnostics) }
    position = end
    return Token(kind: .hardwareQubit, symbol: Symbol(index: number), start: UInt32(start), end: UInt32(end))
  }

  func matches(_ text: StaticString, at offset: Int) -> Bool {
    for index in 0..<text.utf8CodeUnitCount where bytes[offset + index] != text.utf8Start[index] { return false }
    return true
  }

  /// Whether a name would go on with what stands at the offset.
  func continuesWord(at offset: Int) -> Bool {
    if Lexer.continuesWord(bytes[offset]) { return true }
    guard bytes[offset] >= 0x80, let (scalar, _) = scalar(at: offset) else { return false }
    return Lexer.isLetter(scalar)
  }

  @inline(__always)
  static func continuesWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// The letters that a name may hold outside ASCII: the general categories that the grammar lists.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: true
    default: false
    }
  }
}
