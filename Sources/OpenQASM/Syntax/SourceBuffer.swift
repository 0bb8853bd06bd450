/// What a token that begins with a byte can be.
enum ByteClass {
  static let other: UInt8 = 0
  static let blank: UInt8 = 1
  static let letter: UInt8 = 2
  static let digit: UInt8 = 3
  /// From here on: the byte is a token by itself, whose kind's raw value is the rest.
  static let symbol: UInt8 = 64

  static func of(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D: blank
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit
    case UInt8(ascii: "["): symbol + TokenKind.leftBracket.rawValue
    case UInt8(ascii: "]"): symbol + TokenKind.rightBracket.rawValue
    case UInt8(ascii: "{"): symbol + TokenKind.leftBrace.rawValue
    case UInt8(ascii: "}"): symbol + TokenKind.rightBrace.rawValue
    case UInt8(ascii: "("): symbol + TokenKind.leftParenthesis.rawValue
    case UInt8(ascii: ")"): symbol + TokenKind.rightParenthesis.rawValue
    case UInt8(ascii: ";"): symbol + TokenKind.semicolon.rawValue
    case UInt8(ascii: ","): symbol + TokenKind.comma.rawValue
    case UInt8(ascii: ":"): symbol + TokenKind.colon.rawValue
    case UInt8(ascii: "@"): symbol + TokenKind.at.rawValue
    case UInt8(ascii: "~"): symbol + TokenKind.tilde.rawValue
    default: other
    }
  }
}

/// A copy of a file's bytes with zeros behind its end, so that scanning needs no bounds checks.
final class SourceBuffer {
  /// How many bytes can be read behind the last one; all of them are 0.
  static let padding = 16

  let bytes: UnsafePointer<UInt8>
  let count: Int
  /// The class of each of the 256 bytes.
  let classes: UnsafePointer<UInt8>
  private let memory: UnsafeMutablePointer<UInt8>

  init(_ source: [UInt8]) {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: source.count + SourceBuffer.padding + 256)
    source.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      memory.initialize(from: base, count: buffer.count)
    }
    (memory + source.count).initialize(repeating: 0, count: SourceBuffer.padding)
    let classes = memory + source.count + SourceBuffer.padding
    for byte in 0..<256 { (classes + byte).initialize(to: ByteClass.of(UInt8(byte))) }
    self.memory = memory
    self.classes = UnsafePointer(classes)
    bytes = UnsafePointer(memory)
    count = source.count
  }

  deinit { memory.deallocate() }
}
