extension TokenKind {
  /// What a token that begins with the byte is: a symbol that is this byte alone, `identifier` for a letter,
  /// `integerLiteral` for a digit, `endOfFile` for a blank, and `invalid` for what needs a closer look.
  fileprivate static func beginning(with byte: UInt8) -> TokenKind {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: .endOfFile
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): .identifier
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .integerLiteral
    case UInt8(ascii: "["): .leftBracket
    case UInt8(ascii: "]"): .rightBracket
    case UInt8(ascii: "{"): .leftBrace
    case UInt8(ascii: "}"): .rightBrace
    case UInt8(ascii: "("): .leftParenthesis
    case UInt8(ascii: ")"): .rightParenthesis
    case UInt8(ascii: ";"): .semicolon
    case UInt8(ascii: ","): .comma
    case UInt8(ascii: ":"): .colon
    case UInt8(ascii: "@"): .at
    case UInt8(ascii: "~"): .tilde
    default: .invalid
    }
  }
}

/// A copy of a file's bytes with zeros behind its end, so that scanning needs no bounds checks.
final class SourceBuffer {
  /// How many bytes can be read behind the last one; all of them are 0.
  static let padding = 16

  let bytes: UnsafePointer<UInt8>
  let count: Int
  /// What a token that begins with each of the 256 bytes is.
  let kinds: UnsafePointer<TokenKind>
  private let memory: UnsafeMutablePointer<UInt8>

  init(_ source: [UInt8]) {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: source.count + SourceBuffer.padding)
    source.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      memory.initialize(from: base, count: buffer.count)
    }
    (memory + source.count).initialize(repeating: 0, count: SourceBuffer.padding)
    let kinds = UnsafeMutablePointer<TokenKind>.allocate(capacity: 256)
    for byte in 0..<256 { (kinds + byte).initialize(to: .beginning(with: UInt8(byte))) }
    self.memory = memory
    self.kinds = UnsafePointer(kinds)
    bytes = UnsafePointer(memory)
    count = source.count
  }

  deinit {
    memory.deallocate()
    kinds.deallocate()
  }
}
