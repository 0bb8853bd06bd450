/// The values of charts and tables as one long table in CSV (RFC 4180, lines end with LF): a record a value.
///
/// Texts that a spreadsheet would run as a formula begin with an apostrophe.
enum TidyTable {
  struct Source: Sendable {
    var figure: String
    var data: ChartData
  }

  static let heads = ["figure", "series", "x", "y", "lower", "upper", "kind"]

  static func text(_ sources: [Source]) -> String {
    var text = heads.joined(separator: ",") + "\n"
    for source in sources {
      let figure = field(source.figure)
      for record in source.data.records {
        let fields = [
          figure, field(record.series), field(record.x), number(record.y), number(record.interval?.lower),
          number(record.interval?.upper), record.kind,
        ]
        text += fields.joined(separator: ",") + "\n"
      }
    }
    return text
  }

  private static func number(_ value: Double?) -> String { value.map { NumberText.exact($0) } ?? "" }

  static func field(_ cell: Table.Cell) -> String {
    switch cell {
    case .number(let value): number(value)
    case .text(let text): field(text)
    case .missing: ""
    }
  }

  /// A text as a field: guarded, and in quotes where it needs them.
  static func field(_ text: String) -> String {
    var text = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
    if let first = text.unicodeScalars.first, "=+-@\t\r\n".unicodeScalars.contains(first) { text = "'" + text }
    let needsQuotes =
      text.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) } || text.first?.isWhitespace == true
      || text.last?.isWhitespace == true
    guard needsQuotes else { return text }
    let doubled = text.unicodeScalars.reduce(into: "") { result, scalar in
      result.unicodeScalars.append(scalar)
      if scalar == "\"" { result.unicodeScalars.append(scalar) }
    }
    return "\"\(doubled)\""
  }
}

extension Report {
  /// All values of all charts, and all numbers of all tables, as one long table in CSV.
  ///
  /// A number of a table has the table's title as figure, the first cell of its row as series, the head of its column
  /// as x, and is of kind `cell`.
  package var csv: String {
    TidyTable.text(
      sections.flatMap { section in
        section.figures.map { TidyTable.Source(figure: $0.id, data: ChartData($0.chart)) }
          + section.tables.map { TidyTable.Source(figure: $0.title, data: ChartData($0)) }
      })
  }
}

extension ChartData {
  /// The numbers of a table.
  fileprivate init(_ table: Table) {
    x = Table.Column("Column", alignment: .leading)
    y = Table.Column("Value")
    records = table.rows.flatMap { row in
      table.columns.indices.compactMap { index in
        guard case .number(let value) = table.cell(row, index) else { return nil }
        return Record(
          series: table.cell(row, 0).text, x: .text(table.columns[index].head), y: value, interval: nil, kind: "cell")
      }
    }
  }
}
