import OpenQASM
import Testing

@Suite struct LexerTests {
  private func kinds(_ text: String, isVersion2: Bool = false) -> [TokenKind] {
    tokens(of: text, isVersion2: isVersion2).map(\.kind)
  }

  @Test("each keyword is its own token", arguments: TokenKind.keywords)
  func keyword(_ keyword: TokenKind) {
    #expect(kinds(keyword.spelling) == [keyword == .opaque ? .identifier : keyword])
    #expect(kinds(keyword.spelling + "_") == [.identifier])
  }

  @Test(
    "each symbol is the longest that fits",
    arguments: [
      ("= == ===", [.equals, .doubleEquals, .doubleEquals, .equals]),
      ("+ ++ += +++", [.plus, .doublePlus, .plusEquals, .doublePlus, .plus]),
      ("- -> -= -->", [.minus, .arrow, .minusEquals, .minus, .arrow]),
      ("* ** *= **=", [.asterisk, .doubleAsterisk, .asteriskEquals, .doubleAsteriskEquals]),
      ("/ /= % %=", [.slash, .slashEquals, .percent, .percentEquals]),
      ("& && &= | || |=", [.ampersand, .doubleAmpersand, .ampersandEquals, .pipe, .doublePipe, .pipeEquals]),
      ("^ ^= ~ ! !=", [.caret, .caretEquals, .tilde, .exclamation, .exclamationEquals]),
      ("< <= << <<=", [.less, .lessEquals, .leftShift, .leftShiftEquals]),
      ("> >= >> >>=", [.greater, .greaterEquals, .rightShift, .rightShiftEquals]),
      ("()[]{}", [.leftParenthesis, .rightParenthesis, .leftBracket, .rightBracket, .leftBrace, .rightBrace]),
      (": ; , . @", [.colon, .semicolon, .comma, .dot, .at]),
      ("#dim #pragma", [.dimension, .numberSignPragma]),
    ] as [(String, [TokenKind])])
  func symbols(_ text: String, _ expected: [TokenKind]) {
    #expect(kinds(text) == expected)
  }

  @Test(
    "numbers know their kind and unit",
    arguments: [
      ("0 12 1_000 007 0x1F 0Xff 0b10 0B1 0o17", .integerLiteral),
      ("1. .5 1.5 1e3 1E-3 1.e+3 .5e1_0 1_0.0_1", .floatLiteral),
      ("2im 2.5im 1e3im", .imaginaryLiteral),
      ("5ns 5us 5µs 5μs 5ms 5s 5dt 1.5ns 1e3s", .durationLiteral),
      ("$0 $12 $99999999999", .hardwareQubit),
      ("\"0\" \"01\" \"0_1\"", .bitStringLiteral),
      ("\"a\" 'b' \"0__1\" \"_0\" \"0_\" '01'", .stringLiteral),
    ] as [(String, TokenKind)])
  func literals(_ text: String, _ kind: TokenKind) {
    let tokens = tokens(of: text)
    #expect(tokens.map(\.text) == text.split(separator: " ").map(String.init))
    #expect(tokens.allSatisfy { $0.kind == kind })
  }

  @Test("a unit may stand behind blanks, but only a whole word is one")
  func unitsBehindBlanks() {
    #expect(kinds("5 ns") == [.durationLiteral])
    #expect(kinds("5 \t im") == [.imaginaryLiteral])
    #expect(kinds("5\nns") == [.integerLiteral, .identifier])
    #expect(kinds("5 steps") == [.integerLiteral, .identifier])
    #expect(kinds("5 nsx") == [.integerLiteral, .identifier])
  }

  @Test("names hold letters of all alphabets", arguments: ["a", "_", "_1", "Ünïcode", "变量", "π", "ℇ", "ⅷ", "ǅ", "aʰ"])
  func names(_ name: String) {
    #expect(kinds(name) == [.identifier])
    #expect(diagnostics(of: "\(name) = 1;").isEmpty)
  }

  @Test(
    "other characters are reported once a run", arguments: ["€", "😀😀", "\u{301}", "?", "\\", "`", "\u{7}", "\0", "²"])
  func invalidCharacters(_ text: String) {
    #expect(codes(of: "x \(text) q;") == ["Q001"])
  }

  @Test("comments and blanks are skipped")
  func comments() {
    #expect(kinds("a // b\nc /* d \n ** / */ e /**/ f //") == [.identifier, .identifier, .identifier, .identifier])
    #expect(kinds("// a\rb\r\n\t c") == [.identifier, .identifier])
    #expect(codes(of: "x q; /* never") == ["Q003"])
    #expect(codes(of: "x q; /*/") == ["Q003"])
  }

  @Test("OpenQASM 2 has fewer keywords and plainer numbers")
  func version2() {
    #expect(kinds("qubit for opaque if", isVersion2: true) == [.identifier, .identifier, .opaque, .if])
    #expect(kinds("1.5 .5 1. 1e3 12", isVersion2: true).last == .integerLiteral)
    for number in ["1_0", "0x1", "5ns", "2im", "007"] {
      #expect(codes(of: "rz(\(number)) q;", version: .version2) == ["Q005"], "\(number)")
    }
  }

  @Test("a byte order mark is skipped at the start only")
  func byteOrderMark() {
    #expect(diagnostics(of: [0xEF, 0xBB, 0xBF] + Array("x q;".utf8)).isEmpty)
    #expect(codes(of: "x \u{FEFF}q;") == ["Q001"])
  }

  @Test("text in another encoding is reported once, wherever it stands")
  func encoding() {
    let latin = Array("// caf".utf8) + [0xE9, 0x0A] + Array("x q; // ".utf8) + [0xFF, 0xFE, 0x0A]
    #expect(diagnostics(of: latin).map(\.code.name) == ["Q002"])
    #expect(diagnostics(of: [0x78, 0x20, 0xC3, 0x28, 0x3B]).map(\.code.name).contains("Q002"))
    #expect(diagnostics(of: [0xC3]).map(\.code.name) == ["Q002"])
    #expect(diagnostics(of: Array("#pragma ".utf8) + [0x80]).map(\.code.name) == ["Q002"])
    #expect(diagnostics(of: Array("cal { ".utf8) + [0xF5, 0x7D]).map(\.code.name) == ["Q002"])
  }

  @Test("the end of the file is a token that never ends")
  func endOfFile() {
    #expect(tokens(of: "").isEmpty)
    #expect(tokens(of: " \n\t// c").isEmpty)
    #expect(diagnostics(of: "").isEmpty)
  }
}
