/// Rows of cells under heads.
package struct Table: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable { case leading, trailing }

    package var title: String
    package var unit: String?
    package var alignment: Alignment

    package init(_ title: String, unit: String? = nil, alignment: Alignment = .trailing) {
      self.title = title
      self.unit = unit
      self.alignment = alignment
    }

    /// The title with the unit.
    var head: String { unit.map { "\(title) (\($0))" } ?? title }
  }

  package enum Cell: Hashable, Sendable {
    /// A number, shown with as many digits as it takes to read it back; not a number is shown as missing.
    case number(Double)
    case text(String)
    case missing

    init(_ number: Double?) { self = number.map { .number($0) } ?? .missing }

    /// The cell for readers; empty where nothing is known.
    var text: String {
      switch self {
      case .number(let value): NumberText.display(value)
      case .text(let text): text
      case .missing: ""
      }
    }
  }

  package var title: String
  package var columns: [Column]
  /// Cells beyond the columns are not shown, and those that a row lacks are missing.
  package var rows: [[Cell]]
  package var note: String?

  package init(title: String, columns: [Column], rows: [[Cell]], note: String? = nil) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.note = note
  }

  /// How many rows of a chart's data a page shows; files hold all of them.
  static let shownRowCount = 200

  /// The cell of a row under a column.
  func cell(_ row: [Cell], _ column: Int) -> Cell { column < row.count ? row[column] : .missing }
}
