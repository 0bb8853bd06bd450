internal import Studies

extension Report {
  /// The report in GitHub's Markdown, without HTML: figures are tables.
  package var markdown: String {
    var page = MarkdownPage()
    page.write(self)
    return page.text
  }
}

/// Writes a report as Markdown: blocks with an empty line between.
private struct MarkdownPage {
  private var blocks: [String] = []
  private var figureCount = 0
  private var tableCount = 0

  var text: String { blocks.joined(separator: "\n\n") + "\n" }

  init() {}

  mutating func write(_ report: Report) {
    heading(1, report.title.isEmpty ? "Report" : report.title)
    paragraphs([report.question])
    if !report.summary.isEmpty {
      heading(2, "Main numbers")
      table(
        heads: ["Number", "Value", "Meaning"], rows: report.summary.map { [$0.label, $0.value, $0.meaning] })
    }
    for section in report.sections { write(section) }
    if !report.methods.isEmpty { heading(2, "Method") }
    paragraphs(report.methods)
    list(report.assumptions, under: "Assumptions")
    if !report.parties.isEmpty {
      heading(2, "What each party sees")
      table(heads: ["Party", "Sees"], rows: report.parties.map { [$0.name, $0.sees] })
    }
    write(report.citations)
    if !report.provenance.isEmpty {
      heading(2, "Provenance")
      table(heads: ["What", "Value"], rows: report.provenance.map { [$0.name, $0.value] })
    }
  }

  private mutating func write(_ section: Section) {
    heading(2, section.title.isEmpty ? "Section" : section.title)
    paragraphs(section.paragraphs)
    for figure in section.figures {
      figureCount += 1
      heading(3, "Figure \(figureCount). \(figure.title)")
      paragraphs([figure.caption, figure.intervalNote ?? ""])
      table(figure.chart.table)
    }
    for table in section.tables {
      tableCount += 1
      heading(3, "Table \(tableCount). \(table.title)")
      self.table(table, limit: table.rows.count)
      paragraphs([table.note ?? ""])
    }
  }

  private mutating func write(_ citations: [Citation]) {
    guard !citations.isEmpty else { return }
    heading(2, "References")
    let lines = citations.enumerated().map { index, citation in
      let address = citation.webAddress.map { " <\($0.filter { $0 != "<" && $0 != ">" })>" } ?? ""
      return "\(index + 1). \(Self.escaped(citation.text))\(address)"
    }
    blocks.append(lines.joined(separator: "\n"))
    let entries = citations.map(\.bibTeX).filter { !$0.isEmpty }
    if !entries.isEmpty { blocks.append(Self.fenced(entries.joined(separator: "\n\n"), language: "bibtex")) }
  }

  private mutating func heading(_ level: Int, _ text: String) {
    blocks.append("\(String(repeating: "#", count: level)) \(Self.escaped(text))")
  }

  private mutating func paragraphs(_ texts: [String]) {
    blocks += texts.map(Self.escaped).filter { !$0.isEmpty }
  }

  private mutating func list(_ items: [String], under title: String) {
    guard !items.isEmpty else { return }
    heading(2, title)
    blocks.append(items.map { "- \(Self.escaped($0))" }.joined(separator: "\n"))
  }

  private mutating func table(_ table: Table, limit: Int = Table.shownRowCount) {
    let rows = table.rows.prefix(limit).map { row in table.columns.indices.map { table.cell(row, $0).text } }
    self.table(
      heads: table.columns.map(\.head), rows: rows,
      isTrailing: table.columns.map { $0.alignment == .trailing })
    if table.rows.count > limit {
      blocks.append("The first \(limit) of \(table.rows.count) rows; the CSV form holds all of them.")
    }
  }

  private mutating func table(heads: [String], rows: [[String]], isTrailing: [Bool] = []) {
    guard !heads.isEmpty else { return }
    let rule = heads.indices.map { $0 < isTrailing.count && isTrailing[$0] ? "--:" : "--" }
    let cells = [heads.map(Self.escaped), rule] + rows.map { $0.map(Self.escaped) }
    blocks.append(cells.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n"))
  }

  /// A text on one line in which nothing is taken for Markdown or HTML.
  static func escaped(_ text: String) -> String {
    var result = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !result.isEmpty { result += " " }
      for scalar in word.unicodeScalars {
        if "\\`*_[]<>|&~$#".unicodeScalars.contains(scalar) { result += "\\" }
        result.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
      }
    }
    return escapedStart(result)
  }

  /// A line that does not begin as a list, a rule or a heading does.
  private static func escapedStart(_ line: String) -> String {
    guard let first = line.unicodeScalars.first else { return line }
    if "-+=".unicodeScalars.contains(first), Double(line) == nil { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let mark = line.dropFirst(digits.count).first
    guard !digits.isEmpty, mark == "." || mark == ")", line.dropFirst(digits.count + 1).first == " " else {
      return line
    }
    return "\(digits)\\\(line.dropFirst(digits.count))"
  }

  /// A block of code, between more backticks than stand in it.
  private static func fenced(_ text: String, language: String) -> String {
    var (longest, run) = (0, 0)
    for scalar in text.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\(language)\n\(text)\n\(fence)"
  }
}
