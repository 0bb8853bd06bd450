internal import Numerics

/// Which rows of a data set serve for what: named parts without a common row, bound to the set by a hash of its
/// content.
package struct Split: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    package let name: String
    /// Rows of the set, rising.
    package let rows: [Int]
    /// The hash of the rows' content.
    package let hash: UInt64
  }

  package let dataName: String
  package let dataRowCount: Int
  package let dataHash: UInt64
  package let seed: UInt64
  package let parts: [Part]

  init(dataName: String, dataRowCount: Int, dataHash: UInt64, seed: UInt64, parts: [Part]) {
    self.dataName = dataName
    self.dataRowCount = dataRowCount
    self.dataHash = dataHash
    self.seed = seed
    self.parts = parts
  }

  /// The rows of a part; nil where no part has the name.
  package func rows(of name: String) -> [Int]? { parts.first { $0.name == name }?.rows }

  /// A fold's rows for testing, and all other parts' rows for training.
  /// - Precondition: the number of a part.
  package func fold(_ index: Int) -> (training: [Int], test: [Int]) {
    let training = parts.indices.filter { $0 != index }.flatMap { parts[$0].rows }
    return (training.sorted(), parts[index].rows)
  }
}

extension Split {
  /// Folds `fold-0`, `fold-1` and so on of a cross-validation: sizes and numbers of each class differ by at most one.
  package init(folds count: Int, of set: DataSet, seed: UInt64) throws(DataError) {
    guard count >= 2, count <= set.rowCount else {
      throw DataError(
        "'\(set.name)' has \(set.rowCount) rows: they make no \(count) folds",
        help: "use from 2 folds to \(set.rowCount)")
    }
    let folds = set.labels.folds(count, from: RandomStream(seed: seed).substream("split"))
    self.init(of: set, seed: seed, parts: folds.enumerated().map { ("fold-\($0)", $1) })
  }

  /// The parts `train` and `test`, each with its share of every class.
  package init(testShare: Double, of set: DataSet, seed: UInt64) throws(DataError) {
    guard testShare > 0, testShare < 1 else {
      throw DataError("the share of test rows must lie between 0 and 1, not \(testShare)", help: "use 0.2")
    }
    let count = Int((testShare * Double(set.rowCount)).rounded())
    try self.init(parts: [("train", set.rowCount - count), ("test", count)], of: set, seed: seed)
  }

  /// Parts of given sizes, each with its share of every class to one or two rows, such as `members`, `non-members`,
  /// `population` and `reference`; rows that are left belong to none.
  package init(
    parts sizes: [(name: String, count: Int)], of set: DataSet, seed: UInt64
  ) throws(DataError) {
    var rest = set.labels.mixedRows(from: RandomStream(seed: seed).substream("split"))[...]
    var parts: [(name: String, rows: [Int])] = []
    for (name, count) in sizes {
      guard !name.isEmpty, !parts.contains(where: { $0.name == name }) else {
        throw DataError("every part needs a name of its own, not \"\(name)\"")
      }
      guard count >= 1 else { throw DataError("the part '\(name)' has no rows", help: "give it at least 1") }
      guard count <= rest.count else {
        throw DataError(
          "'\(set.name)' has \(set.rowCount) rows: for the part '\(name)' \(rest.count) are left, not \(count)",
          help: "make the parts smaller")
      }
      parts.append((name, rest.prefix(count).sorted()))
      rest = rest.dropFirst(count)
    }
    self.init(of: set, seed: seed, parts: parts)
  }

  private init(of set: DataSet, seed: UInt64, parts: [(name: String, rows: [Int])]) {
    self.init(
      dataName: set.name, dataRowCount: set.rowCount, dataHash: set.contentHash(), seed: seed,
      parts: parts.map { Part(name: $0.name, rows: $0.rows, hash: set.contentHash(rows: $0.rows)) })
  }
}
