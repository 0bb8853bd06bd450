import Formats
import Testing

@Suite struct JSONWriterTests {
  @Test("keys are sorted by their scalars and numbers are shortest")
  func writesCompact() throws {
    let document: JSON = ["b": 1, "a": [0.1, 1.0, -0.0, 1e21, 1e-7], "é": nil, "Z": true, "z": "q\"\u{1}\u{1F}/"]
    #expect(
      try document.text() == #"{"Z":true,"a":[0.1,1,-0,1e+21,1e-07],"b":1,"z":"q\"\u0001\u001f/","é":null}"#)
  }

  @Test("the pretty text is indented by two blanks")
  func writesPretty() throws {
    let document: JSON = ["a": [1, [:], []], "b": ["c": "d"]]
    let expected = """
      {
        "a": [
          1,
          {},
          []
        ],
        "b": {
          "c": "d"
        }
      }
      """
    #expect(try document.text(isPretty: true) == expected)
  }

  @Test("numbers that JSON cannot hold are refused with their path", arguments: [Double.nan, .infinity, -.infinity])
  func refusesNonFinite(_ value: Double) throws {
    let document: JSON = ["a": [0, ["b": .number(value)]]]
    let error = try #require(throws: FormatError.self) { try document.text() }
    #expect(error.path == "a[1].b")
    #expect(error.message == "\(value) cannot be written as JSON")
  }

  @Test("optional values become null")
  func writesOptionals() throws {
    let document: JSON = .array([
      JSON(Int?.none), JSON("x"), JSON(2.5), JSON(UInt64?(7).map { Int($0) }), .unsigned(.max),
    ])
    #expect(try document.text() == #"[null,"x",2.5,7,18446744073709551615]"#)
  }

  @Test("random documents survive writing and reading", arguments: UInt64(1)...300)
  func roundTrips(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let document = random.document(depth: 0)
    for isPretty in [false, true] {
      let text = try document.text(isPretty: isPretty)
      #expect(try JSON(JSONNode(parsing: text)).text(isPretty: isPretty) == text)
      #expect(try JSON(JSONNode(parsing: text, dialect: .json5())).text(isPretty: isPretty) == text)
    }
  }

  @Test("random doubles survive to the bit")
  func roundTripsDoubles() throws {
    var random = SplitMix(state: 42)
    let values = (0..<20_000).map { _ in Double(bitPattern: random.next()) }.filter(\.isFinite)
    let text = try JSON.array(values.map { .number($0) }).text()
    let read = try JSONReader(parsing: Array(text.utf8)).doubles()
    #expect(read.map(\.bitPattern) == values.map(\.bitPattern))
    let decimals = (0..<20_000).map { _ in
      "\(random.next() % 1_000_000_000_000).\(random.next() % 100_000)e\(Int(random.next() % 30) - 15)"
    }
    for text in decimals {
      let expected = try #require(Double(text))
      #expect(try JSONReader(parsing: Array(text.utf8)).double() == expected)
    }
  }

  @Test("damaged documents are read or refused, never worse", arguments: UInt64(1)...200)
  func survivesDamage(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var bytes = try random.document(depth: 0).bytes()
    for _ in 0...(random.next() % 4) where !bytes.isEmpty {
      let place = Int(random.next() % UInt64(bytes.count))
      if random.next() % 3 == 0 {
        bytes.remove(at: place)
      } else {
        bytes[place] = UInt8(truncatingIfNeeded: random.next())
      }
    }
    for dialect in [JSONDialect.json, .json5(allowsNonFinite: true)] {
      do {
        _ = try JSONNode(parsing: bytes, dialect: dialect)
      } catch {
        #expect(error.line != nil && !error.message.isEmpty)
      }
    }
  }

  @Test("time grows in step with the size of the text")
  func readsBigTexts() throws {
    let row = #"{"name":"qubit é","values":[0.12345678901234567,1024,-3.5e-9,true,null]},"#
    #if DEBUG
      let (count, limit) = (28_000, Duration.seconds(12))
    #else
      let (count, limit) = (140_000, Duration.seconds(1))
    #endif
    let text = "[" + String(repeating: row, count: count) + "0]"
    let start = ContinuousClock.now
    let reader = try JSONReader(parsing: Array(text.utf8))
    let duration = start.duration(to: .now)
    #expect(try reader.array().count == count + 1)
    #expect(duration < limit, "\(text.utf8.count) bytes took \(duration)")
    print("JSON: \(text.utf8.count) bytes in \(duration)")
  }
}

/// A small random generator (Steele, Lea, Flood 2014: SplitMix64), so that documents depend on the seed alone.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func document(depth: Int) -> JSON {
    switch next() % (depth < 5 ? 8 : 6) {
    case 0: return .null
    case 1: return .bool(next() % 2 == 0)
    case 2: return .integer(Int(truncatingIfNeeded: next()))
    case 3: return .unsigned(next())
    case 4:
      let value = Double(bitPattern: next())
      return .number(value.isFinite ? value : 0.5)
    case 5: return .string(text())
    case 6: return .array((0..<(next() % 6)).map { _ in document(depth: depth + 1) })
    default:
      let members = (0..<(next() % 20)).map { _ in (text(), document(depth: depth + 1)) }
      return .object(Dictionary(members) { first, _ in first })
    }
  }

  private mutating func text() -> String {
    var text = ""
    for _ in 0..<(next() % 8) {
      let ranges: [UInt64] = [0x20, 0x7F, 0x800, 0x10000, 0x110000]
      let value = next() % ranges[Int(next() % 5)]
      if let scalar = Unicode.Scalar(UInt32(value)) { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}
