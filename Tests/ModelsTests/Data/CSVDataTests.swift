import Formats
import Models
import Numerics
import Testing

@Suite struct CSVDataTests {
  private static func read(_ text: String, _ options: DataOptions = .init()) throws -> DataSet {
    try DataSet(csv: Array(text.utf8), name: "mine", file: "mine.csv", options: options)
  }

  @Test("A table with a header is read; the label is the last column, or the one called so")
  func header() throws {
    let last = try Self.read("a,b,kind\n1,2,red\n3,4,blue\n5,6,red\n")
    #expect(last.featureNames == ["a", "b"])
    #expect(last.features.elements == [1, 2, 3, 4, 5, 6])
    #expect(last.labels == .classes([1, 0, 1], names: ["blue", "red"]))
    let named = try Self.read("label,a,b\n0,2,3\n1,4,5\n")
    #expect(named.featureNames == ["a", "b"])
    #expect(named.labels == .classes([0, 1], names: ["0", "1"]))
    let told = try Self.read("a,b,c\n1,0,3\n4,1,6\n", DataOptions(labelColumn: "b"))
    #expect(told.featureNames == ["a", "c"])
    #expect(told.features.elements == [1, 3, 4, 6])
  }

  @Test("A table without a header is read, and a column of labels is told by its number")
  func noHeader() throws {
    let set = try Self.read("1,2,x\n3,4,y\n")
    #expect(set.featureNames == ["x_0", "x_1"])
    #expect(try Self.read("x,1,2\ny,3,4\n", DataOptions(labelColumn: "1")).featureNames == ["x_0", "x_1"])
    let names = try Self.read("1,2\n3,4\n4,5\n", DataOptions(header: .present))
    #expect(names.featureNames == ["1"])
    #expect(names.rowCount == 2)
  }

  @Test(
    "Labels are classes or numbers as they look, or as told",
    arguments: [
      (["0", "1", "1", "0"], LabelKind.detected, Labels.classes([0, 1, 1, 0], names: ["0", "1"])),
      (["10", "9", "10", "9"], .detected, .classes([1, 0, 1, 0], names: ["9", "10"])),
      (["1.0", "2", "1", "2"], .detected, .classes([0, 1, 0, 1], names: ["1", "2"])),
      (["0.5", "1", "1", "0"], .detected, .targets([0.5, 1, 1, 0])),
      (["1", "2", "3", "4"], .detected, .targets([1, 2, 3, 4])),
      (["1", "2", "3", "4"], .classes, .classes([0, 1, 2, 3], names: ["1", "2", "3", "4"])),
      (["0", "1", "1", "0"], .targets, .targets([0, 1, 1, 0])),
      (["a", "1", "1", "a"], .detected, .classes([1, 0, 0, 1], names: ["1", "a"])),
    ])
  func labelKinds(labels: [String], kind: LabelKind, expected: Labels) throws {
    let text = labels.map { "7,\($0)\n" }.joined()
    #expect(try Self.read(text, DataOptions(header: .absent, labelKind: kind)).labels == expected)
  }

  @Test("Columns called as pixels make images")
  func images() throws {
    let text = "pixel_0_0,pixel_0_1,pixel_1_0,pixel_1_1,label\n1,2,3,4,0\n5,6,7,8,1\n"
    #expect(try Self.read(text).image == DataSet.ImageShape(height: 2, width: 2))
    #expect(try Self.read(text.replacing("pixel_1_1", with: "pixel_9_9")).image == nil)
    #expect(try Self.read("pixel_0_1,pixel_0_0,label\n1,2,0\n1,2,1\n").image == nil)
  }

  @Test(
    "What is wrong with a table is said with its place",
    arguments: [
      ("", nil, nil, "the table is empty"), ("a,b,label\n", nil, nil, "the table has no rows below its header"),
      ("a,label\n1,0\n,1\n", 3, 1, "the value of \"a\" is missing"),
      ("a,label\n1,0\n2,\n", 3, 3, "the value of \"label\" is missing"),
      ("a,label\n1,0\nred,1\n", 3, 1, "the value of \"a\" must be a number, not \"red\""),
      ("a,label\n1,0\n  NaN,1\n", 3, 3, "the value of \"a\" must be a finite number, not \"NaN\""),
      ("a,label\n1,0\n-inf,1\n", 3, 1, "the value of \"a\" must be a finite number, not \"-inf\""),
      ("a,label\n1,0\n2,nan\n", 3, 3, "the value of \"label\" must be a finite number, not \"nan\""),
      ("a,label\n1,0\n1e999,1\n", 3, 1, "the number is too large"),
      ("a,label\n1,0\n1,2,3\n", 3, 1, "the line has 3 fields, but line 1 has 2"),
      ("a,label\n1,4\n2,4\n", 2, 3, "every row has the label 4: two classes are needed"),
      ("a,label\n1,x\n2,x\n", 2, 3, "every row has the label x: two classes are needed"),
      ("a,label\n1,0.5\n2,x\n", 3, 3, "the label must be a number, not \"x\""),
      ("a,a\n1,2\n", 1, 3, "two columns are called \"a\""),
      ("a;b;label\n1;2;3\n", 1, 1, "the table has one column: features and a label are needed"),
      ("1,x,0\n2,3,1\n", 1, 3, "the value of \"x_1\" must be a number, not \"x\""),
    ])
  func errors(text: String, line: Int?, column: Int?, message: String) throws {
    let error = try #require(throws: DataError.self) { try Self.read(text) }
    #expect(error.message == message)
    #expect(error.position?.line == line && error.position?.column == column)
    #expect(error.file == "mine.csv")
    #expect(error.help != nil)
  }

  @Test("A column of labels that is not there is named with the nearest that is")
  func unknownLabelColumn() throws {
    let options = DataOptions(labelColumn: "kinds")
    let error = try #require(throws: DataError.self) { try Self.read("a,kind\n1,0\n2,1\n", options) }
    #expect(error.help == "did you mean \"kind\"?")
    #expect(error.description == "mine.csv: the table has no column \"kinds\" for the labels")
  }

  @Test("Damaged tables are errors or other tables, never a trap")
  func damage() throws {
    let bytes = Array("pixel_0_0,\"pixel_0_1\",label\n0.5,-1e3,a\n7,8,\"b\"\n+1,2.,b\n".utf8)
    var stream = RandomStream(seed: 5)
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<3 {
        let place = Int(stream.next() % UInt64(damaged.count))
        damaged[place] =
          stream.next() % 2 == 0 ? bytes[Int(stream.next() % UInt64(bytes.count))] : UInt8(stream.next() % 256)
      }
      guard let set = try? DataSet(csv: damaged, name: "mine", file: "mine.csv") else { continue }
      #expect(set.features.elements.allSatisfy(\.isFinite) && set.labels.count == set.rowCount)
    }
  }
}
