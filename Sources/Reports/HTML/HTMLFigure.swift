/// One figure of a page: the chart, its words, its data, and both as files.
struct HTMLFigure: Sendable {
  let figure: Figure
  let number: Int
  let id: String

  private var name: String { "figure \(number)" }

  func write(in markup: inout Markup) {
    let data = ChartData(figure.chart)
    markup.element("div", ["class": "figure", "id": id]) { markup in
      markup.element("p", ["class": "label"], "Figure \(number)")
      markup.element("h3", [:], figure.title)
      markup.element("figure") { markup in
        // One for desks and paper, one for phones: the style sheet shows one of them.
        markup.append(figure.inlineSVG(.wide, id: "\(id)-wide"))
        markup.append(figure.inlineSVG(.narrow, id: "\(id)-narrow"))
        writeCaption(in: &markup)
      }
      writeFiles(data, in: &markup)
      writeData(data, in: &markup)
    }
  }

  private func writeCaption(in markup: inout Markup) {
    guard !figure.caption.isEmpty || figure.intervalNote != nil else { return }
    markup.element("figcaption") { markup in
      if !figure.caption.isEmpty { markup.element("p", [:], figure.caption) }
      if let note = figure.intervalNote { markup.element("p", ["class": "note"], note) }
    }
  }

  private func writeFiles(_ data: ChartData, in markup: inout Markup) {
    let csv = TidyTable.text([TidyTable.Source(figure: figure.id, data: data)])
    markup.element("p", ["class": "files"]) { markup in
      writeLink("Download SVG", file: "\(id).svg", DataAddress.text(figure.svg, type: "image/svg+xml"), in: &markup)
      markup.append(" ")
      writeLink("Download CSV", file: "\(id).csv", DataAddress.text(csv, type: "text/csv"), in: &markup)
    }
  }

  private func writeLink(_ words: String, file: String, _ address: String, in markup: inout Markup) {
    markup.element("a", ["download": file, "href": address]) { markup in
      markup.append(words)
      markup.element("span", ["class": "hidden"], " of \(name)")
    }
  }

  private func writeData(_ data: ChartData, in markup: inout Markup) {
    let table = data.table
    markup.element("details") { markup in
      markup.element("summary") { markup in
        markup.append("Data table")
        markup.element("span", ["class": "hidden"], " of \(name)")
        markup.append(table.rows.count == 1 ? ", 1 row" : ", \(table.rows.count) rows")
      }
      HTMLTable(table: table, name: "Data of \(name)", rowLimit: Table.shownRowCount).write(
        id: "\(id)-data", in: &markup)
      if table.rows.count > Table.shownRowCount {
        let words = "The first \(Table.shownRowCount) of \(table.rows.count) rows; the CSV file holds all of them."
        markup.element("p", ["class": "note"], words)
      }
    }
  }
}

/// A table of a page, in a region of its own that scrolls where the table is too wide.
struct HTMLTable: Sendable {
  let table: Table
  /// What readers of the screen hear the region called.
  let name: String
  /// How many rows are shown; all when nil.
  let rowLimit: Int?

  /// A region that can be scrolled with the keyboard.
  static func writeRegion(label: String, in markup: inout Markup, content: (inout Markup) -> Void) {
    let attributes: Markup.Attributes = ["class": "scroll", "role": "region", "aria-label": label, "tabindex": "0"]
    markup.element("div", attributes, content: content)
  }

  func write(id: String, in markup: inout Markup) {
    Self.writeRegion(label: name, in: &markup) { markup in
      markup.element("table", ["id": id]) { markup in
        markup.element("thead") { markup in
          markup.element("tr") { markup in
            for column in table.columns {
              markup.element("th", ["scope": "col", "class": style(column)], column.head)
            }
          }
        }
        markup.element("tbody") { markup in
          for row in table.rows.prefix(rowLimit ?? table.rows.count) { write(row, in: &markup) }
        }
      }
    }
  }

  private func style(_ column: Table.Column) -> String? { column.alignment == .trailing ? "number" : nil }

  private func write(_ row: [Table.Cell], in markup: inout Markup) {
    markup.element("tr") { markup in
      for (index, column) in table.columns.enumerated() {
        let text = table.cell(row, index).text
        // A dash says that nothing is missing from the page itself.
        markup.element("td", ["class": style(column)], text.isEmpty ? "–" : text)
      }
    }
  }
}
