/// What stands between two tokens: blanks, line breaks and comments.
struct Trivia {
  struct Comment {
    var start: Int
    /// Behind the comment's last character; blanks at the end of a line comment are not part of it.
    var end: Int
    var isBlock: Bool
    /// How many line breaks stand before it, since the last token or comment.
    var lineBreaks: Int
  }

  private let bytes: UnsafePointer<UInt8>
  private var offset: Int
  private let end: Int
  /// How many line breaks stand behind the last comment: all of them, once there is no comment left.
  private(set) var lineBreaks = 0
  /// Whether the last comment was a block comment.
  private(set) var lastWasBlock = false
  /// Whether the last comment began its line.
  private(set) var lastWasOwnLine = false

  init(_ bytes: UnsafePointer<UInt8>, from start: Int, to end: Int) {
    self.bytes = bytes
    offset = start
    self.end = end
  }

  mutating func nextComment() -> Comment? {
    lineBreaks = 0
    while offset < end {
      switch bytes[offset] {
      case UInt8(ascii: "\n"): lineBreaks += 1
      case UInt8(ascii: "\r"):
        if offset + 1 >= end || bytes[offset + 1] != UInt8(ascii: "\n") { lineBreaks += 1 }
      case UInt8(ascii: "/"): return comment()
      default: break
      }
      offset += 1
    }
    return nil
  }

  private mutating func comment() -> Comment {
    let start = offset
    let isBlock = offset + 1 < end && bytes[offset + 1] == UInt8(ascii: "*")
    var last = offset + 2
    if isBlock {
      while last + 1 < end, !(bytes[last] == UInt8(ascii: "*") && bytes[last + 1] == UInt8(ascii: "/")) { last += 1 }
      last = min(last + 2, end)
    } else {
      while last < end, bytes[last] != UInt8(ascii: "\n"), bytes[last] != UInt8(ascii: "\r") { last += 1 }
    }
    offset = last
    while !isBlock, last > start, bytes[last - 1] == 0x20 || bytes[last - 1] == 0x09 { last -= 1 }
    lastWasBlock = isBlock
    lastWasOwnLine = lineBreaks > 0 || start == 0
    return Comment(start: start, end: last, isBlock: isBlock, lineBreaks: lineBreaks)
  }
}
