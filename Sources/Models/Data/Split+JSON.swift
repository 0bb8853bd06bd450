package import Formats

extension Split {
  /// The manifest:
  /// `{"schema":1,"data":{"name","rows","hash"},"seed","parts":[{"name","rows":[row,...],"hash"}]}`.
  package var json: JSON {
    [
      "schema": 1, "seed": .unsigned(seed),
      "data": ["name": .string(dataName), "rows": .integer(dataRowCount), "hash": .string(Self.text(dataHash))],
      "parts": .array(
        parts.map { part in
          [
            "name": .string(part.name), "rows": .array(part.rows.map { .integer($0) }),
            "hash": .string(Self.text(part.hash)),
          ]
        }),
    ]
  }

  /// Reads a manifest for a data set, and refuses it where the set is another, or where parts have a row in common.
  package init(reading bytes: [UInt8], file: String, for set: DataSet) throws(DataError) {
    do throws(FormatError) {
      try self.init(reading: try JSONReader(parsing: bytes), for: set)
    } catch {
      throw DataError(error, in: file)
    }
  }

  private init(reading reader: JSONReader, for set: DataSet) throws(FormatError) {
    var object = try reader.object()
    _ = try object.required("schema").integer(in: 1...1)
    let seed = try object.required("seed").unsigned()
    var data = try object.required("data").object()
    let parts = try object.required("parts")
    try object.noOtherKeys()
    let name = try data.required("name").string()
    let rowCount = try data.required("rows").integer(in: 0...Int.max)
    let hash = try data.required("hash")
    try data.noOtherKeys()
    let ownHash = set.contentHash()
    guard rowCount == set.rowCount, try hash.string() == Self.text(ownHash) else {
      throw hash.error(
        "the split was made for other data: \(quotedText(name)) with \(rowCount) rows and this hash, while "
          + "\(quotedText(set.name)) has \(set.rowCount) rows and the hash \(Self.text(ownHash))",
        help: "use the data that the split was made for, in the same order and with the same classes, or split anew")
    }
    var owners: [Int: String] = [:]
    var read: [Part] = []
    for part in try parts.array() { read.append(try Part(reading: part, of: set, owners: &owners)) }
    guard Set(read.map(\.name)).count == read.count else { throw parts.error("every part needs a name of its own") }
    self.init(dataName: name, dataRowCount: rowCount, dataHash: ownHash, seed: seed, parts: read)
  }

  /// A hash as 16 hexadecimal digits.
  fileprivate static func text(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Split.Part {
  /// Reads a part; `owners` says which part each row belongs to.
  fileprivate init(
    reading reader: JSONReader, of set: DataSet, owners: inout [Int: String]
  ) throws(FormatError) {
    var object = try reader.object()
    let name = try object.required("name").string()
    let rowsReader = try object.required("rows")
    let hashReader = try object.required("hash")
    try object.noOtherKeys()
    var rows: [Int] = []
    for element in try rowsReader.array() {
      let row = try element.integer()
      guard (0..<set.rowCount).contains(row) else {
        throw element.error("there is no row \(row): the data has \(set.rowCount), counted from 0")
      }
      if let owner = owners.updateValue(name, forKey: row) {
        throw element.error(
          "the row \(row) is in the part \(quotedText(owner)) already", help: "give every row to one part at most")
      }
      if let last = rows.last, last > row { throw element.error("the rows of a part must rise", help: "sort them") }
      rows.append(row)
    }
    let hash = set.contentHash(rows: rows)
    guard try hashReader.string() == Split.text(hash) else {
      throw hashReader.error(
        "the rows have the hash \(Split.text(hash))", help: "the rows were changed after the split: split anew")
    }
    self.init(name: name, rows: rows, hash: hash)
  }
}
