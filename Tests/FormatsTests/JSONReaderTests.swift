import Formats
import Testing

@Suite struct JSONReaderTests {
  enum Shape: String, CaseIterable { case ring, line, star }

  private func reader(_ text: String) throws -> JSONReader {
    try JSONReader(parsing: Array(text.utf8))
  }

  @Test("a record is read by its keys")
  func readsRecord() throws {
    var object = try reader(
      #"{"shots": 1024, "name": "x", "on": true, "p": [0.5, 1], "seed": 18446744073709551615, "shape": "ring", "none": null}"#
    ).object()
    #expect(try object.required("shots").integer(in: 1...2000) == 1024)
    #expect(try object.required("name").string() == "x")
    #expect(try object.required("on").bool())
    #expect(try object.required("p").doubles() == [0.5, 1])
    #expect(try object.required("seed").unsigned() == .max)
    #expect(try object.required("shape").choice(of: Shape.self) == .ring)
    #expect(object.optional("none")?.isNull == true)
    #expect(object.optional("missing") == nil)
    try object.noOtherKeys()
  }

  @Test("whole numbers are whole however they are written, and exact or refused")
  func readsIntegers() throws {
    #expect(try reader("1e3").integer() == 1000)
    #expect(try reader("12.0").integer() == 12)
    #expect(try reader("-0").integer() == 0)
    #expect(try reader("-9223372036854775808").integer() == .min)
    for text in ["1.5", "1e16", "9223372036854775808", "1e300"] {
      #expect(throws: FormatError.self) { try reader(text).integer() }
    }
    #expect(throws: FormatError.self) { try reader("-1").unsigned() }
  }

  @Test("an unknown key is refused with the nearest known one")
  func suggestsKey() throws {
    var object = try reader("{\"seed\": 1,\n  \"shtos\": 2}").object()
    _ = object.optional("shots")
    _ = object.optional("seed")
    let error = try #require(throws: FormatError.self) { try object.noOtherKeys() }
    #expect(error.message == #"unknown key "shtos"; did you mean "shots"?"#)
    #expect(error.position == SourcePosition(line: 2, column: 3))
    #expect(error.help == "known keys: seed, shots")
  }

  @Test("a missing key names the one that was probably meant")
  func reportsMissingKey() throws {
    var object = try reader(#"{"a": {"shtos": 2}}"#).object()
    var inner = try object.required("a").object()
    let error = try #require(throws: FormatError.self) { try inner.required("shots") }
    #expect(error.description == #"a: the key "shots" is missing"#)
    #expect(error.help == #"it holds "shtos"; did you mean "shots"?"#)
    #expect(error.column == 7)
  }

  @Test(
    "a value of the wrong kind is refused with its path",
    arguments: [
      ("{\"counts\": [0, {\"shots\": \"x\"}]}", "counts[1].shots: must be a whole number, not a text"),
      ("{\"counts\": [0, {\"shots\": 0}]}", "counts[1].shots: must be from 1 to 9, not 0"),
      (
        "{\"counts\": [0, {\"shots\": 1.5}]}",
        "counts[1].shots: must be a whole number from -9223372036854775808 to 9223372036854775807, not 1.5"
      ),
      ("{\"counts\": [0, 7]}", "counts[1]: must be an object, not a number"),
      ("{\"counts\": null}", "counts: must be a list, not null"),
      ("[]", "must be an object, not a list"),
    ])
  func reportsPath(_ text: String, message: String) throws {
    let error = try #require(throws: FormatError.self) {
      var top = try reader(text).object()
      let elements = try top.required("counts").array()
      var record = try elements[1].object()
      _ = try record.required("shots").integer(in: 1...9)
    }
    #expect(error.description == message)
  }

  @Test("an unknown choice is refused with the nearest one")
  func suggestsChoice() throws {
    let error = try #require(throws: FormatError.self) { try reader("\"rnig\"").choice(of: Shape.self) }
    #expect(error.message == #"must be one of ring, line, star, not "rnig""#)
    #expect(error.help == #"did you mean "ring"?"#)
    #expect(throws: FormatError.self) { try reader("true").string() }
    #expect(throws: FormatError.self) { try reader("\"x\"").bool() }
    #expect(throws: FormatError.self) { try reader("[1, \"x\"]").doubles() }
  }

  @Test("objects whose keys are data keep their order")
  func readsAllMembers() throws {
    var object = try reader(#"{"b": 1, "a": 2}"#).object()
    let members = object.all()
    #expect(members.map(\.key) == ["b", "a"])
    #expect(members.map(\.value.path) == ["b", "a"])
    try object.noOtherKeys()
  }

  @Test("callers report their own rules at the place of the value")
  func reportsCallersRules() throws {
    let error = try reader("[1,\n 2]").array()[1].error("must be odd", help: "add one")
    #expect(error == FormatError("must be odd", at: SourcePosition(line: 2, column: 2), path: "[1]", help: "add one"))
  }

  @Test("messages show what is odd in a text, and not too much of it")
  func quotesTexts() throws {
    let key = "a\"\n\u{1B}\u{9B}\u{202E}" + String(repeating: "é", count: 200)
    let document: JSON = .object([key: 1])
    let error = try #require(throws: FormatError.self) { try reader(try document.text()).object().noOtherKeys() }
    #expect(error.message == #"unknown key "a\"\u000A\u001B\u009B\u202E"# + String(repeating: "é", count: 74) + "…\"")
  }

  @Test("a long list of keys is shortened")
  func shortensListings() throws {
    var object = try reader(#"{"x": 1}"#).object()
    for index in 0..<100 { _ = object.optional("key\(index)") }
    let error = try #require(throws: FormatError.self) { try object.noOtherKeys() }
    #expect(error.help?.hasSuffix("and 80 more") == true)
  }
}
