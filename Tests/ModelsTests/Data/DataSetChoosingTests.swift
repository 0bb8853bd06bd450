import Models
import Numerics
import Testing

@Suite struct DataSetChoosingTests {
  private static let small = DataSet(
    name: "small", featureNames: ["a"],
    features: RealMatrix(rowCount: 6, columnCount: 1, elements: [0, 1, 2, 3, 4, 5]),
    labels: .classes([0, 1, 2, 0, 1, 2], names: ["x", "y", "z"]))

  @Test("Chosen classes are numbered as they are named")
  func choosing() throws {
    let set = try Self.small.choosing(classes: ["z", "x"])
    #expect(set.features.elements == [0, 2, 3, 5])
    #expect(set.labels == .classes([1, 0, 1, 0], names: ["z", "x"]))
    let digits = try ShippedData.digits.load().choosing(classes: ["3", "6"])
    #expect(digits.rowCount == 364 && digits.image != nil)
  }

  @Test(
    "Classes that make no task are refused",
    arguments: [
      (["x", "yy"], "'small' has no class \"yy\""), (["x", "x"], "the class \"x\" is chosen twice"),
      (["x"], "rows of one class are left: two are needed"), ([], "rows of one class are left: two are needed"),
    ])
  func refuses(classes: [String], message: String) throws {
    let error = try #require(throws: DataError.self) { try Self.small.choosing(classes: classes) }
    #expect(error.message == message)
  }

  @Test("Label noise changes the share asked for, and says which rows")
  func noise() throws {
    let iris = try ShippedData.iris.load()
    let (set, changed) = try iris.addingLabelNoise(share: 0.2, from: RandomStream(seed: 1))
    guard case .classes(let old, _) = iris.labels, case .classes(let new, _) = set.labels else { return }
    #expect(changed.count == 30)
    #expect(old.indices.filter { old[$0] != new[$0] } == changed)
    let some = try iris.addingLabelNoise(share: 1, to: [3, 5], from: RandomStream(seed: 1))
    #expect(some.changed == [3, 5])
    #expect(throws: DataError.self) { try iris.addingLabelNoise(share: 1.5, from: RandomStream(seed: 1)) }
    #expect(throws: DataError.self) { try iris.addingLabelNoise(share: .nan, from: RandomStream(seed: 1)) }
  }

  @Test("Drawn rows hold every class's share")
  func drawing() throws {
    let set = try ShippedData.iris.load().drawing(30, from: RandomStream(seed: 2))
    guard case .classes(let places, _) = set.labels else { return }
    for place in 0..<3 { #expect((9...11).contains(places.count { $0 == place })) }
    #expect(throws: DataError.self) { try Self.small.drawing(7, from: RandomStream(seed: 2)) }
    #expect(throws: DataError.self) { try Self.small.drawing(0, from: RandomStream(seed: 2)) }
  }

  @Test("Smaller images are means of blocks, and keep the mean of all pixels")
  func downsampling() throws {
    let pixels = DataSet(
      name: "image", featureNames: (0..<12).map { "\($0)" },
      features: RealMatrix(rowCount: 1, columnCount: 12, elements: (0..<12).map(Double.init)),
      labels: .targets([0]), image: DataSet.ImageShape(height: 3, width: 4))
    let blocks = try pixels.downsampled(to: DataSet.ImageShape(height: 3, width: 2))
    #expect(blocks.features.elements == [0.5, 2.5, 4.5, 6.5, 8.5, 10.5])
    #expect(blocks.featureNames[3] == "pixel_1_1")
    let shared = try pixels.downsampled(to: DataSet.ImageShape(height: 2, width: 3))
    let mean = shared.features.elements.reduce(0, +) / 6
    #expect((mean - 5.5).magnitude < 1e-14)
    // The first block holds row 0 and half of row 1, column 0 and a third of column 1.
    let first: Double = (1.0 / 3 + 2 + 5.0 / 6) / 2
    #expect((shared.features.elements[0] - first).magnitude < 1e-14)
    #expect(try pixels.downsampled(to: DataSet.ImageShape(height: 3, width: 4)).features == pixels.features)
    #expect(throws: DataError.self) { try pixels.downsampled(to: DataSet.ImageShape(height: 4, width: 4)) }
    #expect(throws: DataError.self) { try pixels.downsampled(to: DataSet.ImageShape(height: 0, width: 4)) }
    #expect(throws: DataError.self) { try Self.small.downsampled(to: DataSet.ImageShape(height: 1, width: 1)) }
  }

  /// The first value: FNV-1a of row and feature counts, then each row's bits and class name, computed in Python.
  @Test("The hash changes with every number, label and class name, and with the order")
  func hash() throws {
    let set = Self.small
    #expect(set.contentHash() == 689_599_572_761_826_699)
    #expect(set.contentHash() == set.contentHash(rows: Array(0..<6)))
    #expect(set.contentHash() == set.selecting(rows: Array(0..<6)).contentHash())
    var hashes: Set<UInt64> = [
      set.contentHash(), set.contentHash(rows: [1, 0, 2, 3, 4, 5]), set.contentHash(rows: [0]),
    ]
    hashes.insert(try set.choosing(classes: ["x", "z", "y"]).contentHash())
    let renamed = DataSet(
      name: "small", featureNames: ["a"], features: set.features,
      labels: .classes([0, 1, 2, 0, 1, 2], names: ["x", "y", "w"]))
    hashes.insert(renamed.contentHash())
    var moved = set.features
    moved.elements[0] = -0.0
    hashes.insert(DataSet(name: "small", featureNames: ["a"], features: moved, labels: set.labels).contentHash())
    #expect(hashes.count == 5)
  }
}
