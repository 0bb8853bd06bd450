internal import Studies

extension Report {
  /// The report as one page that needs no network, no script and no other file.
  package var html: String {
    var page = HTMLPage(report: self)
    return page.text()
  }
}

/// Writes a report as a page.
private struct HTMLPage {
  /// A part of the page that the list of contents names.
  private struct Chapter {
    let id: String
    let title: String
    let content: (inout HTMLPage, inout Markup) -> Void
  }

  let report: Report
  private var names = Names()
  private var figureCount = 0
  private var tableCount = 0

  init(report: Report) { self.report = report }

  /// Nothing may be loaded, run or sent; the style sheet of the page itself is all there is.
  private static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

  mutating func text() -> String {
    var markup = Markup()
    let chapters = chapters()
    markup.element("html", ["lang": "en"]) { markup in
      writeHead(in: &markup)
      markup.element("body") { markup in
        markup.element("a", ["class": "skip", "href": "#content"], "Skip to the report")
        writeHeader(in: &markup)
        writeContents(chapters, in: &markup)
        markup.element("main", ["id": "content", "tabindex": "-1"]) { markup in
          for chapter in chapters { write(chapter, in: &markup) }
        }
        markup.element("footer") { markup in
          markup.element(
            "p", [:], "Written by Shotglass. This page holds all its data, and loads nothing from the network.")
        }
      }
    }
    return "<!DOCTYPE html>\n" + markup.text
  }

  private func writeHead(in markup: inout Markup) {
    markup.element("head") { markup in
      markup.empty("meta", ["charset": "utf-8"])
      markup.empty("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy])
      markup.empty("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
      markup.empty("meta", ["name": "color-scheme", "content": "light dark"])
      markup.empty("meta", ["name": "description", "content": report.question])
      markup.empty("link", ["rel": "icon", "href": "data:,"])
      markup.element("title", [:], report.title.isEmpty ? "Report" : report.title)
      markup.style(PageStyle.rules)
    }
  }

  private func writeHeader(in markup: inout Markup) {
    markup.element("header") { markup in
      markup.element("p", ["class": "kicker"], "Shotglass report")
      markup.element("h1", [:], report.title.isEmpty ? "Report" : report.title)
      if !report.question.isEmpty { markup.element("p", ["class": "question"], report.question) }
    }
  }

  private func writeContents(_ chapters: [Chapter], in markup: inout Markup) {
    guard !chapters.isEmpty else { return }
    markup.element("nav", ["aria-labelledby": "contents"]) { markup in
      markup.element("h2", ["id": "contents"], "Contents")
      markup.element("ol") { markup in
        for chapter in chapters {
          markup.element("li") { $0.element("a", ["href": "#\(chapter.id)"], chapter.title) }
        }
      }
    }
  }

  private mutating func write(_ chapter: Chapter, in markup: inout Markup) {
    // A closure cannot hold on to the page itself while it changes.
    var page = self
    markup.element("section", ["aria-labelledby": chapter.id]) { markup in
      markup.element("h2", ["id": chapter.id], chapter.title)
      chapter.content(&page, &markup)
    }
    self = page
  }
}

extension HTMLPage {
  /// All chapters that have something to say, in their order.
  private mutating func chapters() -> [Chapter] {
    var chapters: [Chapter] = []
    func add(
      _ title: String, id: String, when hasContent: Bool,
      _ content: @escaping (inout HTMLPage, inout Markup) -> Void
    ) {
      if hasContent { chapters.append(Chapter(id: id, title: title, content: content)) }
    }
    add("Main numbers", id: "numbers", when: !report.summary.isEmpty) { $0.writeSummary(in: &$1) }
    for section in report.sections {
      let id = names.name(for: section.id, prefix: "section")
      add(section.title.isEmpty ? "Section" : section.title, id: id, when: true) { $0.write(section, in: &$1) }
    }
    add("Method", id: "method", when: !report.methods.isEmpty) { $0.write($0.report.methods, in: &$1) }
    add("Assumptions", id: "assumptions", when: !report.assumptions.isEmpty) { page, markup in
      markup.element("ul") { markup in
        for assumption in page.report.assumptions { markup.element("li", [:], assumption) }
      }
    }
    add("What each party sees", id: "parties", when: !report.parties.isEmpty) { page, markup in
      let rows = page.report.parties.map { ($0.name, $0.sees) }
      page.writeFacts(rows, heads: ("Party", "Sees"), label: "parties", in: &markup)
    }
    add("References", id: "references", when: !report.citations.isEmpty) { $0.writeReferences(in: &$1) }
    add("Provenance", id: "provenance", when: !report.provenance.isEmpty) { page, markup in
      let rows = page.report.provenance.map { ($0.name, $0.value) }
      page.writeFacts(rows, heads: ("What", "Value"), label: "provenance", in: &markup)
    }
    return chapters
  }

  private func writeSummary(in markup: inout Markup) {
    markup.element("dl", ["class": "summary"]) { markup in
      for statement in report.summary {
        markup.element("div") { markup in
          markup.element("dt", [:], statement.label)
          markup.element("dd", ["class": "value"], statement.value)
          if !statement.meaning.isEmpty { markup.element("dd", [:], statement.meaning) }
        }
      }
    }
  }

  private func write(_ paragraphs: [String], in markup: inout Markup) {
    for paragraph in paragraphs { markup.element("p", [:], paragraph) }
  }

  private mutating func write(_ section: Section, in markup: inout Markup) {
    write(section.paragraphs, in: &markup)
    for figure in section.figures {
      figureCount += 1
      let id = names.name(for: figure.id, prefix: "figure")
      HTMLFigure(figure: figure, number: figureCount, id: id).write(in: &markup)
    }
    for table in section.tables {
      tableCount += 1
      let id = names.name(for: table.title, prefix: "table")
      markup.element("div", ["class": "table"]) { markup in
        markup.element("p", ["class": "label"], "Table \(tableCount)")
        if !table.title.isEmpty { markup.element("h3", [:], table.title) }
        HTMLTable(table: table, name: "Table \(tableCount)", rowLimit: nil).write(id: id, in: &markup)
        if let note = table.note { markup.element("p", ["class": "note"], note) }
      }
    }
  }

  /// A table of names and what belongs to them.
  private func writeFacts(
    _ rows: [(name: String, value: String)], heads: (String, String), label: String, in markup: inout Markup
  ) {
    HTMLTable.writeRegion(label: "Table of \(label)", in: &markup) { markup in
      markup.element("table", ["class": "facts"]) { markup in
        markup.element("thead") { markup in
          markup.element("tr") { markup in
            for head in [heads.0, heads.1] { markup.element("th", ["scope": "col"], head) }
          }
        }
        markup.element("tbody") { markup in
          for row in rows {
            markup.element("tr") { markup in
              markup.element("th", ["scope": "row"], row.name)
              markup.element("td", [:], row.value)
            }
          }
        }
      }
    }
  }

  private func writeReferences(in markup: inout Markup) {
    markup.element("ol", ["class": "references"]) { markup in
      for (index, citation) in report.citations.enumerated() {
        markup.element("li") { markup in
          markup.append(citation.text)
          if let address = citation.webAddress {
            markup.append(" ")
            markup.element("a", ["href": address, "rel": "noreferrer"], address)
          } else if let address = citation.address {
            markup.append(" \(address)")
          }
          guard !citation.bibTeX.isEmpty else { return }
          markup.element("details") { markup in
            markup.element("summary") { markup in
              markup.append("BibTeX")
              markup.element("span", ["class": "hidden"], " of reference \(index + 1)")
            }
            markup.element("pre", [:], citation.bibTeX)
          }
        }
      }
    }
    let entries = report.citations.map(\.bibTeX).filter { !$0.isEmpty }
    guard !entries.isEmpty else { return }
    markup.element("p", ["class": "files"]) { markup in
      let address = DataAddress.text(entries.joined(separator: "\n\n") + "\n", type: "application/x-bibtex")
      markup.element("a", ["download": "references.bib", "href": address], "Download all as BibTeX")
    }
  }
}
