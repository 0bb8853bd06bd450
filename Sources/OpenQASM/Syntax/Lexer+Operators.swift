extension Lexer {
  /// The operator at the position, the longest that fits; `invalid`, and nothing consumed, where there is none.
  mutating func operatorToken(_ first: UInt8) -> Token {
    let second = bytes[position + 1]
    let equals = second == UInt8(ascii: "=")
    switch first {
    case UInt8(ascii: "="): return equals ? token(.doubleEquals, 2) : token(.equals, 1)
    case UInt8(ascii: "+"):
      if second == first { return token(.doublePlus, 2) }
      return equals ? token(.plusEquals, 2) : token(.plus, 1)
    case UInt8(ascii: "-"):
      if second == UInt8(ascii: ">") { return token(.arrow, 2) }
      return equals ? token(.minusEquals, 2) : token(.minus, 1)
    case UInt8(ascii: "*"):
      if second == first { return withEquals(.doubleAsterisk, .doubleAsteriskEquals) }
      return equals ? token(.asteriskEquals, 2) : token(.asterisk, 1)
    case UInt8(ascii: "/"): return equals ? token(.slashEquals, 2) : token(.slash, 1)
    case UInt8(ascii: "%"): return equals ? token(.percentEquals, 2) : token(.percent, 1)
    case UInt8(ascii: "|"):
      if second == first { return token(.doublePipe, 2) }
      return equals ? token(.pipeEquals, 2) : token(.pipe, 1)
    case UInt8(ascii: "&"):
      if second == first { return token(.doubleAmpersand, 2) }
      return equals ? token(.ampersandEquals, 2) : token(.ampersand, 1)
    case UInt8(ascii: "^"): return equals ? token(.caretEquals, 2) : token(.caret, 1)
    case UInt8(ascii: "!"): return equals ? token(.exclamationEquals, 2) : token(.exclamation, 1)
    case UInt8(ascii: "<"):
      if second == first { return withEquals(.leftShift, .leftShiftEquals) }
      return equals ? token(.lessEquals, 2) : token(.less, 1)
    case UInt8(ascii: ">"):
      if second == first { return withEquals(.rightShift, .rightShiftEquals) }
      return equals ? token(.greaterEquals, 2) : token(.greater, 1)
    default: return token(.invalid, 0)
    }
  }

  /// An operator of two bytes, or its assignment of three.
  private mutating func withEquals(_ plain: TokenKind, _ assignment: TokenKind) -> Token {
    bytes[position + 2] == UInt8(ascii: "=") ? token(assignment, 3) : token(plain, 2)
  }
}
