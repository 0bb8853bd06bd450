/// Reads the tokens of a program that parses and writes them again, with the comments between them.
struct TokenLayout {
  private let isVersion2: Bool
  private let regions: [Formatter.Region]
  private var nextRegion = 0
  private var lexer: Lexer
  private var symbols = SymbolTable()
  private var diagnostics: [Diagnostic] = []
  private var lines: LineWriter
  private var level = 0
  private var previous = TokenKind.endOfFile
  private var previousEnd = 0
  /// Whether the last token was a prefix operator.
  private var isAfterPrefix = false
  /// A comma that is written once it is known to be followed by another item.
  private var hasPendingComma = false
  /// Whether the last token ended a statement or a line of its own, or opened or closed a block.
  private var endedLine = true
  /// For each brace that is open, whether it holds values.
  private var braces: [Bool] = []
  private var calibrationEnd: Int?

  init(source: SourceText, isVersion2: Bool, regions: [Formatter.Region]) {
    self.isVersion2 = isVersion2
    self.regions = regions
    lexer = Lexer(source: source, file: 0)
    lexer.setVersion2(isVersion2)
    lines = LineWriter(capacity: source.bytes.count + source.bytes.count / 8 + 64)
    previousEnd = lexer.position
  }

  mutating func text() -> String {
    while true {
      let token = lexer.next(&symbols, &diagnostics)
      if token.kind == .endOfFile { break }
      write(token)
    }
    hasPendingComma = false
    var trivia = Trivia(lexer.bytes, from: previousEnd, to: lexer.count)
    while let comment = trivia.nextComment() { write(comment, beginsBlock: false) }
    lines.endLine()
    return String(decoding: lines.bytes, as: UTF8.self)
  }

  private mutating func write(_ token: Token) {
    let start = Int(token.start)
    let region = region(at: start)
    let isList = region?.kind == .list
    if hasPendingComma { writeComma(before: token.kind, isList: isList) }
    let closesBlock = token.kind == .rightBrace && braces.last == false
    let opensBlock = token.kind == .leftBrace && !isList
    let beginsBlock = previous == .leftBrace && endedLine
    var trivia = Trivia(lexer.bytes, from: previousEnd, to: start)
    var hasComment = false
    while let comment = trivia.nextComment() {
      write(comment, beginsBlock: beginsBlock && !hasComment)
      hasComment = true
    }
    if closesBlock { level -= 1 }
    let needsLine = endedLine && !staysOnLine(token.kind, isEmptyBlock: beginsBlock && closesBlock && !hasComment)
    if needsLine {
      let isLed = hasComment && trivia.lastWasBlock && trivia.lastWasOwnLine && trivia.lineBreaks == 0
      if isLed, !closesBlock {
        lines.blank()
      } else {
        lines.beginLine(
          level: level, blankBefore: trivia.lineBreaks > 1 && !closesBlock && (!beginsBlock || hasComment))
      }
    } else if lines.mustBreak || token.kind == .identifier && previous.isNumber && !hasComment {
      lines.beginLine(level: endedLine ? level : level + 1, blankBefore: false)
    } else if hasComment || needsBlank(before: token.kind, isList: isList) {
      lines.blank()
    }
    if closesBlock { _ = braces.popLast() }
    emit(token, region: region, opensBlock: opensBlock, closesBlock: closesBlock)
  }

  /// Whether the token goes on the line that the last one would have ended.
  private func staysOnLine(_ kind: TokenKind, isEmptyBlock: Bool) -> Bool {
    if isEmptyBlock { return true }
    guard previous == .rightBrace else { return false }
    return kind == .else || kind == .rightParenthesis
  }

  /// Writes the token itself and remembers what it means for the next one.
  private mutating func emit(_ token: Token, region: Formatter.Region?, opensBlock: Bool, closesBlock: Bool) {
    var end = Int(token.end)
    isAfterPrefix = isPrefix(token.kind)
    endedLine = token.kind == .semicolon || opensBlock || closesBlock
    if token.kind == .leftBrace, let calibrationEnd {
      end = calibrationEnd
      self.calibrationEnd = nil
      write(from: Int(token.start), to: end, kind: .rightBrace)
      return
    }
    switch region?.kind {
    case .line:
      write(from: Int(token.start), to: region?.end ?? end, kind: .semicolon)
      return
    case .calibration: calibrationEnd = region?.end
    case .list, nil: break
    }
    if token.kind == .leftBrace { braces.append(!opensBlock) }
    if token.kind == .rightBrace, !closesBlock { _ = braces.popLast() }
    if opensBlock { level += 1 }
    previousEnd = end
    if token.kind == .comma {
      hasPendingComma = true
    } else {
      lines.append(lexer.bytes, from: Int(token.start), to: end)
      previous = token.kind
    }
  }

  /// Writes text as it is; the line ends behind it as after a token of the kind.
  private mutating func write(from start: Int, to end: Int, kind: TokenKind) {
    lines.append(lexer.bytes, from: start, to: end)
    lexer.position = end
    previous = kind
    previousEnd = end
    endedLine = true
  }

  /// The region that begins at the offset, if any.
  private mutating func region(at offset: Int) -> Formatter.Region? {
    while nextRegion < regions.count, regions[nextRegion].start < offset { nextRegion += 1 }
    guard nextRegion < regions.count, regions[nextRegion].start == offset else { return nil }
    return regions[nextRegion]
  }

  private mutating func writeComma(before kind: TokenKind, isList: Bool) {
    hasPendingComma = false
    switch kind {
    case .rightParenthesis, .rightBracket, .rightBrace, .semicolon, .arrow: return
    case .leftBrace where !isList: return
    default: previous = .comma
    }
    if lines.mustBreak { lines.beginLine(level: level + 1, blankBefore: false) }
    lines.append(UInt8(ascii: ","))
  }

  private mutating func write(_ comment: Trivia.Comment, beginsBlock: Bool) {
    if comment.lineBreaks == 0, !lines.isEmpty, !lines.mustBreak {
      lines.blank()
    } else {
      lines.beginLine(
        level: endedLine ? level : level + 1, blankBefore: endedLine && comment.lineBreaks > 1 && !beginsBlock)
    }
    lines.append(lexer.bytes, from: comment.start, to: comment.end)
    if !comment.isBlock { lines.mustBreak = true }
  }

  private func isPrefix(_ kind: TokenKind) -> Bool {
    switch kind {
    case .tilde, .exclamation: true
    case .minus, .plus: endedLine || !previous.endsOperand
    default: false
    }
  }

  /// Whether a blank stands between the last token and this one on the same line.
  private func needsBlank(before kind: TokenKind, isList: Bool) -> Bool {
    switch previous {
    case .leftParenthesis, .leftBracket, .colon: return false
    case .leftBrace: return false
    case .comma: return true
    case .doubleAsterisk: return false
    case .caret where isVersion2: return false
    default: break
    }
    if isAfterPrefix { return false }
    switch kind {
    case .rightParenthesis, .rightBracket, .comma, .semicolon, .colon, .doubleAsterisk: return false
    case .rightBrace: return false
    case .caret: return !isVersion2
    case .leftParenthesis, .leftBracket: return !previous.takesBracket
    default: return true
    }
  }
}

extension TokenKind {
  /// Whether an operand can end with the token, so that a minus behind it is a binary one.
  fileprivate var endsOperand: Bool {
    switch self {
    case .identifier, .hardwareQubit, .integerLiteral, .floatLiteral, .imaginaryLiteral, .durationLiteral,
      .bitStringLiteral, .stringLiteral, .true, .false, .rightParenthesis, .rightBracket, .rightBrace:
      true
    default: false
    }
  }

  /// Whether a name behind the token, on the same line, could be read as its unit.
  fileprivate var isNumber: Bool { self == .integerLiteral || self == .floatLiteral }

  /// Whether an opening parenthesis or bracket stands directly behind the token.
  fileprivate var takesBracket: Bool {
    switch self {
    case .bit, .int, .uint, .float, .angle, .bool, .duration, .stretch, .complex, .array, .qubit, .creg, .qreg, .pow,
      .ctrl, .negctrl, .gphase, .durationof, .delay, .box:
      true
    default: endsOperand
    }
  }
}
