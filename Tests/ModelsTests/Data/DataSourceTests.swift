import Formats
import Foundation
import Models
import Numerics
import Testing

@Suite struct DataSourceTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let stream = RandomStream(seed: 3)

  private static func load(_ name: String, _ options: DataOptions = .init()) throws -> DataSet {
    try DataSource(name).load(options: options, from: stream)
  }

  @Test(
    "The shipped sets are as large as they should be",
    arguments: [
      ("iris", 150, 4, 3, [50, 50, 50]), ("wine", 178, 13, 3, [59, 71, 48]), ("breast_cancer", 569, 30, 2, [212, 357]),
      ("digits", 1797, 64, 10, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]),
    ])
  func shipped(name: String, rows: Int, features: Int, classes: Int, sizes: [Int]) throws {
    let set = try Self.load(name)
    #expect(set.rowCount == rows && set.featureCount == features)
    guard case .classes(let places, let names) = set.labels else { throw DataError("no classes") }
    #expect(names == (0..<classes).map { "\($0)" })
    #expect((0..<classes).map { place in places.count { $0 == place } } == sizes)
    #expect((set.image != nil) == (name == "digits"))
  }

  @Test("The shipped files are those of the repository", arguments: ShippedData.allCases)
  func shippedBytes(set: ShippedData) throws {
    let sources = Self.folder.appendingPathComponent("../../../Sources/CResources/data/\(set.rawValue).csv")
    let isSame = try Array(Data(contentsOf: sources.standardized)) == set.bytes
    #expect(isSame)
  }

  @Test("Names with options make recipes, which print as they are read")
  func recipes() throws {
    let blobs = try DataSource("blobs:classes=4,rows=60")
    #expect(blobs == .synthetic(try SyntheticData(.blobs, rowCount: 60, classCount: 4)))
    for name in SyntheticData.Kind.allCases.map(\.rawValue) + ["two-moons:noise=0.25", "parity:features=3,rows=8"] {
      guard case .synthetic(let recipe) = try DataSource(name) else { throw DataError("no recipe: \(name)") }
      #expect(try DataSource(recipe.description) == .synthetic(recipe))
    }
    #expect(try DataSource("breast-cancer") == .shipped(.breastCancer))
    #expect(try DataSource("a/b.npy,c.npy") == .files(["a/b.npy", "c.npy"]))
  }

  @Test(
    "A name that is none is refused with the nearest",
    arguments: [
      ("iriss", "there is no data set \"iriss\"", "did you mean 'iris'?"),
      ("moons", "there is no data set \"moons\"", nil), ("", "there is no data set \"\"", nil),
      ("blob:rows=5", "there is no data set \"blob:rows=5\"", "did you mean 'blobs'?"),
      ("blobs:row=5", "'blobs' has no option \"row=5\"", "did you mean 'rows=...'?"),
      ("blobs:rows=5,rows=6", "the option 'rows' is given twice", "give it once"),
      ("blobs:rows=many", "the option 'rows' must be a number, not \"many\"", nil),
      ("blobs:rows=1", "the number of rows of 'blobs' must be from 2 to 100000, not 1", nil),
      ("two-moons:features=3", "the number of features of 'two-moons' must be 2, not 3", nil),
      ("parity:noise=1", "'parity' knows no noise", "leave it out"),
      ("cosine:noise=nan", "the noise of 'cosine' must be from 0 to 1000, not nan", nil),
    ])
  func refuses(text: String, message: String, help: String?) throws {
    let error = try #require(throws: DataError.self) { try DataSource(text) }
    #expect(error.message == message)
    if let help { #expect(error.help == help) }
  }

  @Test("Arrays of NumPy and IDX are read with their labels")
  func arrays() throws {
    let resources = Self.folder.appendingPathComponent("../../FormatsTests/Resources/arrays").standardized.path
    let images = try Self.load("\(resources)/images.idx,\(resources)/labels.idx.gz")
    #expect(images.image == DataSet.ImageShape(height: 2, width: 2))
    #expect(images.labels == .classes([0, 1, 0], names: ["4", "9"]))
    #expect(images.featureNames == ["pixel_0_0", "pixel_0_1", "pixel_1_0", "pixel_1_1"])
    let archive = try Self.load("\(resources)/packed.npz")
    #expect(archive.rowCount == 2 && archive.featureCount == 12)
    #expect(archive.features.elements[11] == 4)
    let error = try #require(throws: DataError.self) { try Self.load("\(resources)/f4.npy,\(resources)/labels.idx.gz") }
    #expect(error.message == "there are 2 examples, but 3 labels")
    let lonely = try #require(throws: DataError.self) { try Self.load("\(resources)/f4.npy") }
    #expect(lonely.message == "the file holds examples without labels")
    let missing = try #require(throws: DataError.self) { try Self.load("\(resources)/f5.npy") }
    #expect(missing.message == "the file cannot be opened: no such file or directory")
    let none = try #require(throws: DataError.self) { try Self.load(resources) }
    #expect(none.message == "the file cannot be read: is a directory")
  }

  @Test("Arrays that are no examples with labels are refused")
  func wrongArrays() {
    let examples = NumberArray(shape: [2, 2], values: [1, 2, 3, .nan])
    let good = NumberArray(shape: [2, 2], values: [1, 2, 3, 4])
    let labels = NumberArray(shape: [2], values: [0, 1])
    func message(_ examples: NumberArray, _ labels: NumberArray) -> String? {
      do {
        _ = try DataSet(examples: examples, labels: labels, name: "arrays")
        return nil
      } catch { return error.description }
    }
    #expect(message(good, labels) == nil)
    #expect(message(examples, labels) == "x[1][1]: must be a finite number, not nan")
    #expect(message(good, NumberArray(shape: [2], values: [0, .infinity])) == "y[1]: must be a finite number, not inf")
    #expect(message(good, good) == "y: the array of labels must have one axis, not the shape [2, 2]")
    #expect(
      message(good, NumberArray(shape: [2], values: [3, 3])) == "every row has the label 3: two classes are needed")
    #expect(message(labels, labels) == "x: the array of examples must have a row for each, not the shape [2]")
    #expect(message(NumberArray(shape: [0, 2], values: []), labels) == "x: there are no examples")
  }
}
