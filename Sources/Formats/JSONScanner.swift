/// Walks over the bytes of a JSON text: blanks, comments, keys and single values.
///
/// The scanner stands on a byte; every read moves it behind what was read. Columns cost nothing to keep: the bytes
/// since the line's start less the continuation bytes among them.
struct JSONScanner {
  let bytes: [UInt8]
  let isJSON5: Bool
  let allowsNonFinite: Bool
  private(set) var offset = 0
  private var line = 1
  private var lineStart = 0
  private var continuationBytes = 0

  init(bytes: [UInt8], dialect: JSONDialect) {
    self.bytes = bytes
    switch dialect {
    case .json: (isJSON5, allowsNonFinite) = (false, false)
    case .json5(let allows): (isJSON5, allowsNonFinite) = (true, allows)
    }
  }

  var position: SourcePosition {
    SourcePosition(line: line, column: offset - lineStart - continuationBytes + 1)
  }

  /// The byte `distance` after the current one; nil behind the end.
  func peek(_ distance: Int = 0) -> UInt8? {
    offset + distance < bytes.count ? bytes[offset + distance] : nil
  }

  /// Moves over bytes of ASCII that are no line break.
  mutating func advance(_ count: Int = 1) {
    offset += count
  }

  /// Moves over the scalar here, which must be well-formed UTF-8, and returns it.
  mutating func advanceScalar() throws(FormatError) -> Unicode.Scalar {
    guard let (scalar, length) = UTF8Sequence.decode(bytes, at: offset) else { throw invalidUTF8() }
    let isBreak = scalar == "\n" || (scalar == "\r" && peek(1) != 0x0A) || isJSON5Break(scalar)
    offset += length
    continuationBytes += length - 1
    if isBreak { startLine() }
    return scalar
  }

  private mutating func startLine() {
    line += 1
    lineStart = offset
    continuationBytes = 0
  }

  private func isJSON5Break(_ scalar: Unicode.Scalar) -> Bool {
    isJSON5 && (scalar == "\u{2028}" || scalar == "\u{2029}")
  }

  func invalidUTF8() -> FormatError {
    let byte = peek().map { "0x" + String($0, radix: 16, uppercase: true) } ?? "nothing"
    return error("the text is not valid UTF-8: \(byte) is out of place", help: "save the file in UTF-8")
  }

  /// An error at the current place, or at `start`: the offset of a token of ASCII that this line holds.
  func error(_ message: String, at start: Int? = nil, help: String? = nil) -> FormatError {
    let column = position.column - (offset - (start ?? offset))
    return FormatError(message, at: SourcePosition(line: line, column: column), help: help)
  }

  /// What stands here, for messages.
  var found: String {
    guard offset < bytes.count else { return "the end of the text" }
    guard let (scalar, _) = UTF8Sequence.decode(bytes, at: offset) else { return "a byte that is not UTF-8" }
    let isPrintable =
      scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value) && scalar.properties.generalCategory != .format
    return isPrintable ? "'\(scalar)'" : "the character U+\(Self.hexadecimal(scalar.value))"
  }

  static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  mutating func skipByteOrderMark() throws(FormatError) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      offset = 3
      lineStart = 3
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw error("the text is in UTF-16", help: "save the file in UTF-8")
    }
  }

  /// Skips blanks and, in JSON5, comments.
  mutating func skipBlanks() throws(FormatError) {
    while let byte = peek() {
      switch byte {
      case 0x20, 0x09:
        offset += 1
      case 0x0A, 0x0D:
        offset += 1
        if byte == 0x0A || peek() != 0x0A { startLine() }
      case UInt8(ascii: "/"):
        guard try skipComment() else { return }
      case 0x0B, 0x0C, 0x80...:
        guard isJSON5, let (scalar, _) = UTF8Sequence.decode(bytes, at: offset), Self.isJSON5Blank(scalar) else {
          return
        }
        _ = try advanceScalar()
      default:
        return
      }
    }
  }

  private static func isJSON5Blank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: scalar == "\u{FEFF}" || scalar == "\u{0B}" || scalar == "\u{0C}"
    }
  }

  /// Skips a comment; false when what stands here is none.
  private mutating func skipComment() throws(FormatError) -> Bool {
    let isLineComment = peek(1) == UInt8(ascii: "/")
    guard isLineComment || peek(1) == UInt8(ascii: "*") else { return false }
    guard isJSON5 else {
      throw error("JSON has no comments", help: "remove the comment")
    }
    let start = position
    offset += 2
    let startLine = line
    while offset < bytes.count {
      if !isLineComment, peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
        offset += 2
        return true
      }
      _ = try advanceScalar()
      if isLineComment, line != startLine { return true }
    }
    if !isLineComment { throw FormatError("the comment is not closed by '*/'", at: start) }
    return true
  }

  /// Reads anything but an array or object.
  mutating func readScalar() throws(FormatError) -> JSONValue {
    guard let byte = peek() else { throw error("a value must follow, but the text ends") }
    switch byte {
    case UInt8(ascii: "\""):
      return .string(try readString())
    case UInt8(ascii: "'") where isJSON5:
      return .string(try readString())
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      return .number(try readNumber())
    default:
      return try readWord()
    }
  }

  /// Reads `true`, `false`, `null`, and the numbers that are words.
  private mutating func readWord() throws(FormatError) -> JSONValue {
    let rest = bytes[offset...].prefix(64)
    let letters = rest.prefix { UTF8Sequence.isNameByte($0) }
    let word = String(decoding: letters, as: UTF8.self)
    switch word {
    case "true", "false":
      offset += letters.count
      return .bool(word == "true")
    case "null":
      offset += letters.count
      return .null
    case "NaN", "Infinity":
      return .number(try readNumber())
    case "":
      if UTF8Sequence.decode(bytes, at: offset) == nil { throw invalidUTF8() }
      throw error("a value must follow, not \(found)")
    default:
      var help: String?
      if ["true", "false", "null"].contains(word.lowercased()) { help = "write \(word.lowercased())" }
      if word == "None" { help = "write null" }
      throw error("\(quotedText(word)) is no value", help: help ?? "texts stand in double quotes")
    }
  }

  /// Reads a key: a text or, in JSON5, a name.
  mutating func readKey() throws(FormatError) -> String {
    switch peek() {
    case UInt8(ascii: "\""):
      return try readString()
    case UInt8(ascii: "'") where isJSON5:
      return try readString()
    case UInt8(ascii: ","):
      throw error("a key must follow, not ','", help: "remove the comma")
    default:
      if isJSON5 { return try readName() }
      throw error("a key in double quotes must follow, not \(found)")
    }
  }
}
