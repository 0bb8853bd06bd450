import Formats
import Testing

@Suite struct JSONTextTests {
  @Test(
    "texts that RFC 8259 allows are read and written back canonically",
    arguments: [
      ("{}", "{}"), ("[]", "[]"), (" [ ] ", "[]"), ("null", "null"), ("true", "true"), ("false", "false"),
      ("0", "0"), ("-0", "-0"), ("-0.0", "-0"), ("0.0", "0"), ("1", "1"), ("-1", "-1"), ("1.5", "1.5"), ("1e3", "1000"),
      ("1E+3", "1000"), ("1e-3", "0.001"), ("0e1", "0"), ("0e999999", "0"), ("1.0", "1"), ("123.456e-2", "1.23456"),
      ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
      ("18446744073709551615", "18446744073709551615"), ("18446744073709551616", "1.8446744073709552e+19"),
      ("-9223372036854775809", "-9.223372036854776e+18"), ("1e-400", "0"), ("-1e-400", "-0"),
      ("1.7976931348623157e308", "1.7976931348623157e+308"), ("5e-324", "5e-324"),
      ("0.1", "0.1"), ("0.30000000000000004", "0.30000000000000004"), ("9007199254740993.0", "9007199254740992"),
      ("123456789012345678901234567890", "1.2345678901234568e+29"), ("1e23", "1e+23"), ("8.5e22", "8.5e+22"),
      ("2.2250738585072011e-308", "2.225073858507201e-308"),
      (#""""#, #""""#), (#""a""#, #""a""#), (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\b\f\n\r\t""#),
      (#""\u0041\u00e9\u20AC\uD83D\uDE00""#, #""Aé€😀""#), (#""\u0000\u001f""#, #""\u0000\u001f""#),
      ("\"é€😀\u{7F}\u{2028}\u{FFFE}\"", "\"é€😀\u{7F}\u{2028}\u{FFFE}\""),
      ("[1, [2, [3]], {\"a\": []}]", #"[1,[2,[3]],{"a":[]}]"#), ("\t\r\n{\"b\" : 1 , \"a\" : 2}\n", #"{"a":2,"b":1}"#),
      (#"{"":0}"#, #"{"":0}"#), ("\u{FEFF}{}", "{}"), (#"{"a":{"a":1}}"#, #"{"a":{"a":1}}"#),
    ])
  func accepts(_ text: String, canonical: String) throws {
    #expect(try JSON(JSONNode(parsing: text)).text() == canonical)
  }

  @Test(
    "texts that RFC 8259 forbids are refused with the place and the reason",
    arguments: [
      ("", 1, 1, "the document is empty"), ("  \n ", 2, 2, "the document is empty"),
      ("[", 1, 2, "a value must follow, but the text ends"),
      ("[1", 1, 3, "the text ends within the list that begins in line 1, column 1"),
      ("[1,", 1, 4, "a value must follow, but the text ends"), ("[1,]", 1, 3, "a comma may not end the list"),
      ("[,1]", 1, 2, "a value must follow, not ','"), ("[1,,2]", 1, 4, "a value must follow, not ','"),
      ("[1 2]", 1, 4, "',' or ']' must follow in the list, not '2'"),
      ("[1}", 1, 3, "',' or ']' must follow in the list, not '}'"), ("]", 1, 1, "a value must follow, not ']'"),
      ("[1]]", 1, 4, "nothing may follow the document, but ']' does"),
      ("1 2", 1, 3, "nothing may follow the document, but '2' does"),
      ("{", 1, 2, "the text ends within the object that begins in line 1, column 1"),
      ("{\"a\"", 1, 5, "':' must follow the key, not the end of the text"),
      ("{\"a\" 1}", 1, 6, "':' must follow the key, not '1'"), ("{\"a\":}", 1, 6, "a value must follow, not '}'"),
      ("{\"a\":1,}", 1, 7, "a comma may not end the object"), ("{,}", 1, 2, "a key must follow, not ','"),
      ("{a:1}", 1, 2, "a key in double quotes must follow, not 'a'"),
      ("{'a':1}", 1, 2, "a key in double quotes must follow, not '''"),
      ("{1:1}", 1, 2, "a key in double quotes must follow, not '1'"),
      ("{\"a\":1,\n \"a\":2}", 2, 2, "the key \"a\" is given twice"), ("['a']", 1, 2, "a value must follow, not '''"),
      ("tru", 1, 1, "\"tru\" is no value"), ("True", 1, 1, "\"True\" is no value"),
      ("nul", 1, 1, "\"nul\" is no value"),
      ("truely", 1, 1, "\"truely\" is no value"), ("NaN", 1, 1, "NaN is not accepted"),
      ("[NaN]", 1, 2, "NaN is not accepted"), ("Infinity", 1, 1, "Infinity is not accepted"),
      ("-Infinity", 1, 1, "-Infinity is not accepted"), ("nan", 1, 1, "\"nan\" is no value"),
      ("01", 1, 1, "a number may not begin with a needless 0"),
      ("-01", 1, 1, "a number may not begin with a needless 0"),
      ("00", 1, 1, "a number may not begin with a needless 0"),
      ("-", 1, 2, "a digit must follow, not the end of the text"),
      ("+1", 1, 1, "a number may not begin with '+'"), ("--1", 1, 2, "a digit must follow, not '-'"),
      (".5", 1, 1, "a digit must follow, not '.'"),
      ("1.", 1, 3, "a digit must follow the point, not the end of the text"),
      ("1.e1", 1, 3, "a digit must follow the point, not 'e'"),
      ("1e", 1, 3, "a digit of the exponent must follow, not the end of the text"),
      ("1e+", 1, 4, "a digit of the exponent must follow, not the end of the text"),
      ("1.2.3", 1, 4, "'.' may not follow a number"), ("1a", 1, 2, "'a' may not follow a number"),
      ("0x10", 1, 1, "JSON has no hexadecimal numbers"), ("1e400", 1, 1, "the number is too large"),
      ("-1e99999999999999999999", 1, 1, "the number is too large"), ("1_000", 1, 2, "'_' may not follow a number"),
      ("\"a", 1, 1, "the text is not closed by \""), ("\"a\nb\"", 1, 1, "the text is not closed in its line"),
      ("\"a\tb\"", 1, 3, "the character U+0009 may not stand in a text"),
      ("\"\u{0}\"", 1, 2, "the character U+0000 may not stand in a text"),
      (#""\x41""#, 1, 2, "the escape is not known"),
      (#""\'""#, 1, 2, "the escape is not known"), (#""\u12""#, 1, 2, "\\u needs four hexadecimal digits"),
      (#""\u+123""#, 1, 2, "\\u needs four hexadecimal digits"), ("\"\\", 1, 2, "the text ends within an escape"),
      (#""\uD800""#, 1, 2, "\\uD800 is half of a surrogate pair without the other half"),
      (#""ab\uDC00\uD800""#, 1, 4, "\\uDC00 is half of a surrogate pair without the other half"),
      (#""\uD800\u0041""#, 1, 2, "\\uD800 is half of a surrogate pair without the other half"),
      ("// x\n1", 1, 1, "JSON has no comments"), ("[1/* x */]", 1, 3, "JSON has no comments"),
      ("{}\u{A0}", 1, 3, "nothing may follow the document, but '\u{A0}' does"),
      ("[\u{FEFF}]", 1, 2, "a value must follow, not the character U+FEFF"),
      ("é", 1, 1, "a value must follow, not 'é'"),
      ("\"é\" \"é\"", 1, 5, "nothing may follow the document, but '\"' does"),
      ("[\"😀é\",\n \"€\", x]", 2, 7, "\"x\" is no value"),
      ("[1,\r\n2,\r3,\n\r4 5]", 5, 3, "',' or ']' must follow in the list, not '5'"),
    ] as [(String, Int, Int, String)])
  func refuses(_ text: String, line: Int, column: Int, message: String) throws {
    let error = try #require(throws: FormatError.self) { try JSONNode(parsing: text) }
    #expect(error.message == message)
    #expect(error.line == line)
    #expect(error.column == column)
  }

  @Test(
    "bytes that are not UTF-8 are refused where they stand",
    arguments: [
      ([0x22, 0xFF, 0x22], 2), ([0x22, 0x61, 0xC3, 0x22], 3), ([0x22, 0xC0, 0xAF, 0x22], 2),
      ([0x22, 0xED, 0xA0, 0x80, 0x22], 2), ([0x22, 0xE0, 0x80, 0x80, 0x22], 2),
      ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 2), ([0x22, 0xC3, 0xA9, 0x80, 0x22], 3), ([0x80], 1),
      ([0x22, 0xE2, 0x82], 2),
      ([0x22, 0x5C, 0xFF], 2), ([0xFF, 0xFE, 0x7B, 0x00], 1),
    ] as [([UInt8], Int)])
  func refusesInvalidUTF8(_ bytes: [UInt8], column: Int) throws {
    for dialect in [JSONDialect.json, .json5()] {
      let error = try #require(throws: FormatError.self) { try JSONNode(parsing: bytes, dialect: dialect) }
      #expect(error.line == 1)
      #expect(error.column == column || (bytes[1...].first == 0x5C && error.column == 3), "\(error)")
    }
  }

  @Test("nesting is read up to its limit and refused beyond, without a crash")
  func limitsNesting() throws {
    let limit = JSONNode.nestingLimit
    let deepest = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    _ = try JSONNode(parsing: deepest)
    for opening in ["[", "{\"a\":"] {
      let bomb = String(repeating: opening, count: 100_000)
      let error = try #require(throws: FormatError.self) { try JSONNode(parsing: bomb) }
      #expect(error.message == "lists and objects are nested more than 256 deep")
    }
  }

  @Test("errors name the way to the value")
  func namesThePath() throws {
    let text = #"{"counts": [1, {"a b": {"x": 01}}]}"#
    let error = try #require(throws: FormatError.self) { try JSONNode(parsing: text) }
    #expect(error.path == #"counts[1]["a b"].x"#)
    #expect(error.description == #"counts[1]["a b"].x: a number may not begin with a needless 0"#)
  }

  @Test("a duplicate key is found among many, and names its first place")
  func findsLateDuplicates() throws {
    let members = (0..<1000).map { "\"k\($0)\": \($0)" } + ["\"k7\": 0"]
    let text = "{\n" + members.joined(separator: ",\n") + "}"
    let error = try #require(throws: FormatError.self) { try JSONNode(parsing: text) }
    #expect(error.line == 1002)
    #expect(error.help == "it was first given in line 9, column 1")
  }

  @Test("every value and key knows where it begins")
  func knowsPositions() throws {
    let node = try JSONNode(parsing: "{\n  \"é\": [true,\n    \"x\"]\n}")
    guard case .object(let members) = node.value, case .array(let elements) = members[0].node.value else {
      Issue.record("the document is an object with a list")
      return
    }
    #expect(node.position == SourcePosition(line: 1, column: 1))
    #expect(members[0].keyPosition == SourcePosition(line: 2, column: 3))
    #expect(members[0].node.position == SourcePosition(line: 2, column: 8))
    #expect(elements[1].position == SourcePosition(line: 3, column: 5))
  }
}
