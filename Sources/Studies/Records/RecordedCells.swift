internal import Formats

/// What all parts of a study say, cell by cell.
package struct RecordedCells: Sendable {
  private struct Entry {
    var record: Record
    var file: String
  }

  private var final: [String: Entry] = [:]
  private var failures: [String: [Entry]] = [:]
  /// Lines that are no records, such as one that a crash cut off: their cells are run again.
  package private(set) var damaged: [String] = []

  /// A cell that failed is tried so often, and then left.
  static let mostTries = 3

  package init() {}

  /// Adds the lines of a part.
  mutating func add(_ bytes: [UInt8], of file: String) throws(StudyError) {
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      guard let record = try? Record(parsing: line) else {
        damaged.append("\(file):\(number + 1)")
        continue
      }
      try add(Entry(record: record, file: file))
    }
  }

  private mutating func add(_ entry: Entry) throws(StudyError) {
    let cell = entry.record.cell
    guard entry.record.status != .failed else { return failures[cell, default: []].append(entry) }
    guard let other = final[cell] else { return final[cell] = entry }
    guard other.record == entry.record else {
      throw StudyError(
        .misuse, "two records of the cell \(cell.prefix(12)) differ", place: "\(other.file) and \(entry.file)",
        help: "were they made by different versions or machines? remove the one that you do not trust")
    }
  }

  /// Whether there is nothing more to do for a cell.
  package func isSettled(_ cell: String) -> Bool {
    final[cell] != nil || failures[cell]?.count ?? 0 >= Self.mostTries
  }

  /// What stands for a cell: its result, or its last failure; nil where it was never run to its end.
  package func record(of cell: String) -> Record? { final[cell]?.record ?? failures[cell]?.last?.record }
}
