import Formats
import Testing

@Suite struct CSVReaderTests {
  private static func records(_ text: String) throws -> [[String]] {
    var reader = try CSVReader(Array(text.utf8))
    var records: [[String]] = []
    while let fields = try reader.next() { records.append(try fields.map { try reader.text(of: $0) }) }
    return records
  }

  @Test(
    "Records are read as RFC 4180 says, and with any line end",
    arguments: [
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
      ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]), ("\u{FEFF}a,b\n", [["a", "b"]]), ("", []), ("\n\r\n\n", []),
      ("\n a ,\tb b \n\n,\n", [["a", "b b"], ["", ""]]), ("\"a,\"\"b\"\"\r\nc\",\"\"\n", [["a,\"b\"\r\nc", ""]]),
      ("\" a \",ü\n", [[" a ", "ü"]]), ("x\n\"\"", [["x"], [""]]),
    ])
  func reads(text: String, records: [[String]]) throws {
    #expect(try Self.records(text) == records)
  }

  @Test(
    "What is no table is refused with line and column",
    arguments: [
      ("a,b\n1\n", 2, 1, "the line has 1 field, but line 1 has 2"),
      ("a,b\n\n1,2,3\n", 3, 1, "the line has 3 fields, but line 1 has 2"),
      ("ü,\"b\n1,2\n", 1, 3, "the double quote is not closed"),
      ("a,b\"c\n", 1, 4, "a double quote stands within a field"),
      ("\"a\nb\"c,d\n", 2, 3, "a comma or the line's end must follow the closing quote"),
      ("a,\0\n", 1, 3, "the byte 0 is no text"),
    ])
  func refuses(text: String, line: Int, column: Int, message: String) throws {
    let error = try #require(throws: FormatError.self) { try Self.records(text) }
    #expect(error.message == message)
    #expect(error.position == SourcePosition(line: line, column: column))
  }

  @Test("Texts that are not UTF-8 are refused where they stand")
  func invalidText() throws {
    var reader = try CSVReader(Array("a,".utf8) + [0xFF, 0x0A])
    let fields = try #require(try reader.next())
    let error = try #require(throws: FormatError.self) { try reader.text(of: fields[1]) }
    #expect(error.column == 3)
    #expect(throws: FormatError.self) { try CSVReader([0xFF, 0xFE, 0x61, 0]) }
  }

  @Test(
    "Numbers are the nearest doubles, and nothing but decimal numbers are numbers",
    arguments: [
      ("1", 1), ("-2.5", -2.5), ("+.5", 0.5), ("7.", 7), ("007", 7), ("1e3", 1000), ("1E-3", 0.001), ("-0", -0.0),
      ("0.1", 0.1), ("123456789012345678901234567890", 1.2345678901234568e29),
      ("9007199254740993", 9_007_199_254_740_992),
      ("0.000000000000000000000000000012345678901234567890", 1.234567890123456789e-29),
      ("5e-324", .leastNonzeroMagnitude), ("2.2250738585072014e-308", 2.2250738585072014e-308),
      ("1e999999999999999999999", .infinity), ("-1e400", -.infinity), ("1e-99999999999999999999", 0),
      ("", nil), (".", nil), ("-", nil), ("e5", nil), ("1e", nil), ("1e+", nil), ("1.2.3", nil), ("nan", nil),
      ("inf", nil),
      ("0x10", nil), ("1 2", nil), ("1_000", nil), ("١", nil),
    ] as [(String, Double?)])
  func numbers(text: String, number: Double?) throws {
    var reader = try CSVReader(Array("\(text),x".utf8))
    let fields = try #require(try reader.next())
    #expect(reader.number(of: fields[0])?.bitPattern == number?.bitPattern)
  }
}
