import Formats
import Testing

@Suite struct JSON5Tests {
  @Test(
    "texts that JSON5 allows are read",
    arguments: [
      ("// a\n[1, /* b\n */ 2,] // end", "[1,2]"), ("/**/1/***/", "1"),
      ("{a: 1, $b_2: 2, 'c': 3, \"d\": 4,}", #"{"$b_2":2,"a":1,"c":3,"d":4}"#),
      ("{été: 1, \\u0061b: 2}", #"{"ab":2,"été":1}"#), ("{null: 1, Infinity: 2}", #"{"Infinity":2,"null":1}"#),
      ("'it\\'s \"x\"'", #""it's \"x\"""#), (#""\x41\v\0\a\é""#, #""A\u000b\u0000aé""#),
      ("'a\\\nb\\\r\nc\\\u{2028}d'", #""abcd""#),
      ("'\u{2028}\t'", "\"\u{2028}\\t\""), ("0x1F", "31"), ("-0XfF", "-255"),
      ("0xFFFFFFFFFFFFFFFF", "18446744073709551615"),
      ("+1", "1"), ("+.5", "0.5"), ("5.", "5"), ("5.e2", "500"), ("-.5e1", "-5"),
      ("[\u{A0}\u{FEFF}\u{2003}1\u{0B}\u{0C}]", "[1]"),
      ("+123456789012345678901.", "1.2345678901234568e+20"), ("[]// no newline", "[]"),
    ])
  func accepts(_ text: String, canonical: String) throws {
    #expect(try JSON(JSONNode(parsing: text, dialect: .json5())).text() == canonical)
  }

  @Test(
    "texts that JSON5 forbids are refused with place and reason",
    arguments: [
      ("[1,,]", 1, 4, "a value must follow, not ','"), ("{,}", 1, 2, "a key must follow, not ','"),
      ("/* x", 1, 1, "the comment is not closed by '*/'"), ("/", 1, 1, "a value must follow, not '/'"),
      ("{1a: 1}", 1, 2, "a key must follow, not '1'"), ("{a-b: 1}", 1, 3, "':' must follow the key, not '-'"),
      ("{a: 1, a: 2}", 1, 8, "the key \"a\" is given twice"),
      ("{'a': 1, \\u0061: 2}", 1, 10, "the key \"a\" is given twice"),
      ("010", 1, 1, "a number may not begin with a needless 0"),
      ("0x", 1, 3, "a hexadecimal digit must follow, not the end of the text"),
      ("0x1ffffffffffffffff", 1, 19, "hexadecimal numbers have at most 64 bits"),
      (".", 1, 2, "a digit must follow the point, not the end of the text"),
      ("NaN", 1, 1, "NaN is not accepted"), ("-Infinity", 1, 1, "-Infinity is not accepted"),
      ("+NaN", 1, 1, "NaN is not accepted"),
      ("'\\1'", 1, 2, "a digit may not be escaped"), ("'\\01'", 1, 2, "a digit may not be escaped"),
      ("'\\xg0'", 1, 2, "\\x needs two hexadecimal digits"), ("'a\nb'", 1, 1, "the text is not closed in its line"),
      ("abc", 1, 1, "\"abc\" is no value"), ("{\\x61: 1}", 1, 2, "only \\u may be escaped in a name"),
      ("{a\\u002d: 1}", 1, 3, "\\u002D may not stand in a name"),
      ("// a\u{2028}]", 2, 1, "a value must follow, not ']'"),
    ])
  func refuses(_ text: String, line: Int, column: Int, message: String) throws {
    let error = try #require(throws: FormatError.self) { try JSONNode(parsing: text, dialect: .json5()) }
    #expect(error.message == message)
    #expect(error.line == line)
    #expect(error.column == column)
  }

  @Test("numbers that are not finite are read when asked for")
  func readsNonFinite() throws {
    let dialect = JSONDialect.json5(allowsNonFinite: true)
    let values = try JSONReader(parsing: Array("[Infinity, -Infinity, +Infinity, NaN, -NaN]".utf8), dialect: dialect)
      .doubles()
    #expect(values.prefix(3) == [.infinity, -.infinity, .infinity])
    #expect(values.suffix(2).allSatisfy { $0.isNaN })
  }
}
