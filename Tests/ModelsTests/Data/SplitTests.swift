import Formats
import Models
import Numerics
import Testing

@Suite struct SplitTests {
  private static func counts(_ rows: [Int], _ set: DataSet) -> [Int] {
    guard case .classes(let places, let names) = set.labels else { return [] }
    return names.indices.map { place in rows.count { places[$0] == place } }
  }

  @Test("Folds share all rows, and every class, to one row", arguments: [2, 3, 5, 10])
  func folds(count: Int) throws {
    let set = try ShippedData.breastCancer.load()
    let split = try Split(folds: count, of: set, seed: 7)
    #expect(split.parts.flatMap(\.rows).sorted() == Array(0..<569))
    let sizes = split.parts.map(\.rows.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    for place in 0..<2 {
      let sizes = split.parts.map { Self.counts($0.rows, set)[place] }
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }
    let (training, test) = split.fold(1)
    #expect(test == split.rows(of: "fold-1"))
    #expect(Set(training).isDisjoint(with: test) && training.count + test.count == 569)
  }

  @Test("Parts have the sizes asked for, no row in common, and their share of every class")
  func parts() throws {
    let set = try ShippedData.digits.load()
    let sizes = [("members", 500), ("non-members", 500), ("population", 300), ("reference", 400)]
    let split = try Split(parts: sizes, of: set, seed: 3)
    #expect(split.parts.map(\.name) == sizes.map(\.0) && split.parts.map(\.rows.count) == sizes.map(\.1))
    #expect(Set(split.parts.flatMap(\.rows)).count == 1700)
    let all = Self.counts(Array(0..<1797), set)
    for part in split.parts {
      for (found, total) in zip(Self.counts(part.rows, set), all) {
        let expected = Double(total * part.rows.count) / 1797
        #expect((Double(found) - expected).magnitude <= 2)
      }
    }
  }

  @Test("A seed gives one split, and another seed another")
  func seeds() throws {
    let set = try SyntheticData(.cosine, rowCount: 50).draw(from: RandomStream(seed: 1))
    let split = try Split(testShare: 0.2, of: set, seed: 4)
    #expect(split.rows(of: "test")?.count == 10 && split.rows(of: "train")?.count == 40)
    #expect(try Split(testShare: 0.2, of: set, seed: 4) == split)
    #expect(try Split(testShare: 0.2, of: set, seed: 5) != split)
  }

  @Test("Splits that cannot be are refused")
  func refuses() throws {
    let set = try ShippedData.iris.load()
    #expect(throws: DataError.self) { try Split(folds: 1, of: set, seed: 0) }
    #expect(throws: DataError.self) { try Split(folds: 151, of: set, seed: 0) }
    for share in [0, 1, -1, 0.001, .nan] {
      #expect(throws: DataError.self) { try Split(testShare: share, of: set, seed: 0) }
    }
    #expect(throws: DataError.self) { try Split(parts: [("a", 100), ("b", 51)], of: set, seed: 0) }
    #expect(throws: DataError.self) { try Split(parts: [("a", 1), ("a", 1)], of: set, seed: 0) }
    #expect(throws: DataError.self) { try Split(parts: [("a", Int.max)], of: set, seed: 0) }
  }

  private static let set = DataSet(
    name: "small", featureNames: ["a"], features: RealMatrix(rowCount: 4, columnCount: 1, elements: [1, 2, 3, 4]),
    labels: .classes([0, 1, 0, 1], names: ["x", "y"]))

  @Test("A manifest reads back as the split that it was written from")
  func json() throws {
    let split = try Split(parts: [("members", 2), ("reference", 1)], of: Self.set, seed: .max)
    #expect(try Split(reading: split.json.bytes(), file: "split.json", for: Self.set) == split)
  }

  @Test(
    "A manifest that does not fit the data, or whose parts share a row, is refused with the place",
    arguments: [
      ("\"rows\":[2]", "\"rows\":[1]", "parts[1].rows[0]: the row 1 is in the part \"a\" already"),
      ("\"rows\":[0,1]", "\"rows\":[0,0]", "parts[0].rows[1]: the row 0 is in the part \"a\" already"),
      ("\"rows\":[0,1]", "\"rows\":[1,0]", "parts[0].rows[1]: the rows of a part must rise"),
      ("\"rows\":[0,1]", "\"rows\":[0,4]", "parts[0].rows[1]: there is no row 4: the data has 4, counted from 0"),
      ("\"rows\":[0,1]", "\"rows\":[0,3]", "parts[0].hash: the rows have the hash"),
      ("\"rows\":4", "\"rows\":5", "data.hash: the split was made for other data: \"small\" with 5 rows"),
      ("\"name\":\"small\"", "\"name\":\"small\",\"x\":1", "data: unknown key \"x\""),
      ("\"name\":\"b\"", "\"name\":\"a\"", "parts: every part needs a name of its own"),
      ("\"schema\":1", "\"schema\":2", "schema: must be from 1 to 1, not 2"),
    ])
  func wrongManifests(part: String, replacement: String, message: String) throws {
    let text = try Self.manifest().replacing(part, with: replacement, maxReplacements: 1)
    let error = try #require(throws: DataError.self) {
      try Split(reading: Array(text.utf8), file: "split.json", for: Self.set)
    }
    #expect("\(error.path): \(error.message)".hasPrefix(message), "\(error)")
    #expect(error.file == "split.json")
  }

  @Test("A manifest of other data is refused")
  func otherData() throws {
    let other = Self.set.selecting(rows: [1, 0, 2, 3])
    let error = try #require(throws: DataError.self) {
      try Split(reading: Array(Self.manifest().utf8), file: "split.json", for: other)
    }
    #expect(error.message.hasPrefix("the split was made for other data"))
  }

  /// A manifest of two parts: rows 0 and 1, and row 2.
  private static func manifest() throws -> String {
    func hash(_ rows: [Int]?) -> JSON {
      let digits = String(set.contentHash(rows: rows), radix: 16)
      return .string(String(repeating: "0", count: 16 - digits.count) + digits)
    }
    let json: JSON = [
      "schema": 1, "seed": 1, "data": ["name": "small", "rows": 4, "hash": hash(nil)],
      "parts": [
        ["name": "a", "rows": [0, 1], "hash": hash([0, 1])], ["name": "b", "rows": [2], "hash": hash([2])],
      ],
    ]
    return try json.text()
  }
}
