internal import Formats
internal import Models

/// What evidence files say of a client whatever its model is.
struct MessageReading {
  let batchSize: Int
  let rounds: [RoundReading]
  let backend: String
  /// Absent where labels are unknown.
  let labels: JSONReader?
  private let range: JSONReader?
  private let whole: JSONReader

  /// Rows that are sought together, and the inputs of all of them, at most.
  private static let mostRows = 512
  private static let mostUnknowns = 512

  /// Takes the keys that are left, and refuses others.
  init(_ object: inout JSONObjectReader) throws(FormatError) {
    whole = object.reader
    batchSize = try object.optional("batchSize")?.integer(in: 1...Self.mostRows) ?? 1
    labels = object.present("labels")
    range = object.present("inputRange")
    backend = try object.present("backend")?.string() ?? "ideal"
    rounds = try RoundReading.all(&object)
    try object.noOtherKeys()
  }

  /// The object, whose schema is one that this version reads.
  static func object(_ reader: JSONReader) throws(FormatError) -> JSONObjectReader {
    var object = try reader.object()
    guard try object.required("schema").integer() == 1 else { throw reader.error("this version reads schema 1") }
    return object
  }

  /// Each label as `read` takes it; nil where they are unknown.
  func labels(
    _ read: (JSONReader) throws(FormatError) -> [Double]
  ) throws(FormatError) -> [[Double]]? {
    guard let labels else { return nil }
    let entries = try labels.array()
    guard entries.count == batchSize else {
      throw labels.error("there must be \(batchSize) labels, one a row, not \(entries.count)")
    }
    return try entries.map { (entry) throws(FormatError) in
      guard !entry.isNull else {
        throw entry.error(
          "labels are known of all rows or of none", help: "write \"labels\": null where they are unknown")
      }
      return try read(entry)
    }
  }

  /// A class as the loss takes it: 1 for its own, 0 for the others.
  static func oneOf(_ count: Int, _ reader: JSONReader) throws(FormatError) -> [Double] {
    let label = try reader.integer(in: 0...count - 1)
    return (0..<count).map { $0 == label ? 1 : 0 }
  }

  /// Where each of a row's inputs lies.
  func ranges(count: Int) throws(FormatError) -> [ClosedRange<Double>] {
    guard batchSize * count <= Self.mostUnknowns else {
      throw whole.error("\(batchSize) rows of \(count) inputs are more than \(Self.mostUnknowns) unknowns")
    }
    return try Self.ranges(range, count: count)
  }

  /// One range for all of a row's inputs, or one each; [0, pi] where none is given.
  static func ranges(_ range: JSONReader?, count: Int) throws(FormatError) -> [ClosedRange<Double>] {
    guard let range else { return (0..<count).map { _ in 0...Double.pi } }
    let entries = try range.array()
    if let first = entries.first, (try? first.array()) != nil {
      guard entries.count == count else {
        throw range.error("there must be one range for all inputs, or \(count), one each, not \(entries.count)")
      }
      return try entries.map { (entry) throws(FormatError) in try Self.range(entry) }
    }
    let all = try Self.range(range)
    return (0..<count).map { _ in all }
  }

  private static func range(_ reader: JSONReader) throws(FormatError) -> ClosedRange<Double> {
    let ends = try reader.doubles()
    guard ends.count == 2, ends[0] < ends[1], (ends[1] - ends[0]).isFinite else {
      throw reader.error("must be a pair [least, greatest] of a finite width, such as [0, 3.14]")
    }
    return ends[0]...ends[1]
  }
}
