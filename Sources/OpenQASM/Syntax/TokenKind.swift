/// What a token is. Keywords come first, so that a keyword's raw value is also its symbol's index.
package enum TokenKind: UInt8, Sendable {
  // Keywords. There must be fewer than 64: sets of them are bit masks.
  case openqasm, include, defcalgrammar, def, cal, defcal, gate, extern, box, `let`
  case `break`, `continue`, `if`, `else`, end, `return`, `for`, `while`, `in`, `switch`, `case`, `default`, nop
  case pragma, input, output, const, readonly, mutable
  case qreg, qubit, creg, bool, bit, int, uint, float, angle, complex, array, void, duration, stretch
  case gphase, inv, pow, ctrl, negctrl, durationof, delay, reset, measure, barrier, `true`, `false`, im
  /// A keyword of OpenQASM 2 only.
  case opaque

  case identifier, hardwareQubit
  case integerLiteral, floatLiteral, imaginaryLiteral, durationLiteral, bitStringLiteral, stringLiteral

  case leftBracket, rightBracket, leftBrace, rightBrace, leftParenthesis, rightParenthesis
  case colon, semicolon, dot, comma, arrow, at
  /// `#dim`
  case dimension
  /// `#pragma`; without the number sign it is `pragma`.
  case numberSignPragma

  case equals, plusEquals, minusEquals, asteriskEquals, slashEquals, percentEquals, doubleAsteriskEquals
  case ampersandEquals, pipeEquals, caretEquals, leftShiftEquals, rightShiftEquals

  case plus, doublePlus, minus, asterisk, slash, percent
  /// `**`, and the `^` of OpenQASM 2 in a tree.
  case doubleAsterisk
  case pipe, doublePipe, ampersand, doubleAmpersand, caret, tilde, exclamation
  case doubleEquals, exclamationEquals, less, lessEquals, greater, greaterEquals, leftShift, rightShift

  case endOfFile
  /// Text that is no token; the lexer has reported it.
  case invalid
}

extension TokenKind {
  /// Every keyword, in the order of its symbol.
  package static let keywords: [TokenKind] = (0...TokenKind.opaque.rawValue).compactMap(TokenKind.init(rawValue:))

  /// The keyword's place in a set of keywords.
  var bit: UInt64 { rawValue < 64 ? 1 << UInt64(rawValue) : 0 }

  var isKeyword: Bool { rawValue <= TokenKind.opaque.rawValue }

  /// `=` or one of the compound assignments.
  package var isAssignment: Bool {
    rawValue >= TokenKind.equals.rawValue && rawValue <= TokenKind.rightShiftEquals.rawValue
  }

  static let version3Keywords = keywords.reduce(into: UInt64(0)) { $0 |= $1.bit } & ~TokenKind.opaque.bit

  static let version2Keywords: UInt64 =
    [TokenKind.openqasm, .include, .qreg, .creg, .gate, .opaque, .if, .barrier, .reset, .measure]
    .reduce(into: 0) { $0 |= $1.bit }

  /// How tightly a binary operator of OpenQASM 3 binds; 0 for what is none.
  var precedence: UInt8 {
    switch self {
    case .doublePipe: 1
    case .doubleAmpersand: 2
    case .pipe: 3
    case .caret: 4
    case .ampersand: 5
    case .doubleEquals, .exclamationEquals: 6
    case .less, .lessEquals, .greater, .greaterEquals: 7
    case .leftShift, .rightShift: 8
    case .plus, .minus: 9
    case .asterisk, .slash, .percent: 10
    case .doubleAsterisk: 12
    default: 0
    }
  }

  /// How tightly a binary operator of OpenQASM 2 binds: it has five of them, `^` among them as a power.
  var version2Precedence: UInt8 {
    switch self {
    case .plus, .minus, .asterisk, .slash: precedence
    case .caret: TokenKind.prefixPrecedence
    default: 0
    }
  }

  /// The binding of a prefix operator's operand: only a power binds tighter.
  static var prefixPrecedence: UInt8 { 12 }

  /// The keywords' cases as text, which is costly to make.
  private static let keywordNames = keywords.map { "\($0)" }

  /// The token as it is written, for kinds that have one spelling; for the others what a message calls it.
  package var spelling: String {
    switch self {
    case .openqasm: "OPENQASM"
    case .include, .defcalgrammar, .def, .cal, .defcal, .gate, .extern, .box, .let, .break, .continue, .if, .else, .end,
      .return, .for, .while, .in, .switch, .case, .default, .nop, .pragma, .input, .output, .const, .readonly, .mutable,
      .qreg, .qubit, .creg, .bool, .bit, .int, .uint, .float, .angle, .complex, .array, .void, .duration, .stretch,
      .gphase, .inv, .pow, .ctrl, .negctrl, .durationof, .delay, .reset, .measure, .barrier, .true, .false, .im,
      .opaque:
      TokenKind.keywordNames[Int(rawValue)]
    case .identifier: "a name"
    case .hardwareQubit: "a hardware qubit"
    case .integerLiteral, .floatLiteral: "a number"
    case .imaginaryLiteral: "an imaginary number"
    case .durationLiteral: "a duration"
    case .bitStringLiteral: "a bit string"
    case .stringLiteral: "a string"
    case .leftBracket: "["
    case .rightBracket: "]"
    case .leftBrace: "{"
    case .rightBrace: "}"
    case .leftParenthesis: "("
    case .rightParenthesis: ")"
    case .colon: ":"
    case .semicolon: ";"
    case .dot: "."
    case .comma: ","
    case .arrow: "->"
    case .at: "@"
    case .dimension: "#dim"
    case .numberSignPragma: "#pragma"
    case .equals: "="
    case .plusEquals: "+="
    case .minusEquals: "-="
    case .asteriskEquals: "*="
    case .slashEquals: "/="
    case .percentEquals: "%="
    case .doubleAsteriskEquals: "**="
    case .ampersandEquals: "&="
    case .pipeEquals: "|="
    case .caretEquals: "^="
    case .leftShiftEquals: "<<="
    case .rightShiftEquals: ">>="
    case .plus: "+"
    case .doublePlus: "++"
    case .minus: "-"
    case .asterisk: "*"
    case .slash: "/"
    case .percent: "%"
    case .doubleAsterisk: "**"
    case .pipe: "|"
    case .doublePipe: "||"
    case .ampersand: "&"
    case .doubleAmpersand: "&&"
    case .caret: "^"
    case .tilde: "~"
    case .exclamation: "!"
    case .doubleEquals: "=="
    case .exclamationEquals: "!="
    case .less: "<"
    case .lessEquals: "<="
    case .greater: ">"
    case .greaterEquals: ">="
    case .leftShift: "<<"
    case .rightShift: ">>"
    case .endOfFile: "the end of the file"
    case .invalid: "text that is no token"
    }
  }
}
