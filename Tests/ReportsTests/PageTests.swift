import Reports
import Studies
import Testing

@Suite struct PageTests {
  private static let page = PageReader(SampleReport.report.html)

  @Test("the page is as recorded, and the same when it is written again")
  func golden() throws {
    let text = SampleReport.report.html
    #expect(text == SampleReport.report.html)
    try Golden.expect(text, equals: "report.html")
  }

  @Test("the page is well formed, names things once, and its links lead somewhere")
  func isWellFormed() {
    #expect(Self.page.fault == nil)
    let names = Self.page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(names).count == names.count)
    let known = Set(names)
    for link in Self.page.elements.compactMap({ $0.attributes["href"] }) where link.hasPrefix("#") {
      #expect(known.contains(String(link.dropFirst())), "\(link)")
    }
    for name in ["aria-labelledby", "aria-describedby"] {
      #expect(Self.page.elements.compactMap { $0.attributes[name] }.allSatisfy(known.contains))
    }
  }

  @Test("the page has one first heading, no level is left out, and the landmarks are there")
  func isOrdered() {
    let levels = Self.page.elements.compactMap { element in
      element.name.count == 2 && element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
    }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
    for (before, after) in zip(levels, levels.dropFirst()) { #expect(after <= before + 1) }
    for name in ["header", "nav", "main", "footer"] { #expect(Self.page.elements(name).count == 1, "\(name)") }
    #expect(Self.page.elements.first?.attributes["lang"] == "en")
  }

  @Test("the page runs nothing, loads nothing, and says so to the browser")
  func isSelfContained() throws {
    #expect(Self.page.elements("script").isEmpty)
    let policy = Self.page.elements("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
    #expect(policy?.attributes["content"]?.hasPrefix("default-src 'none';") == true)
    let style = try #require(Self.page.elements("style").first?.text)
    #expect(!style.contains("url(") && !style.contains("@import"))
    for element in Self.page.elements {
      #expect(element.attributes["src"] == nil)
      #expect(!element.attributes.keys.contains { $0.hasPrefix("on") })
      if element.name != "a", let address = element.attributes["href"] { #expect(address.hasPrefix("data:")) }
    }
  }

  @Test("regions that scroll can be reached with the keyboard and have names of their own")
  func regionsAreNamed() {
    let regions = Self.page.elements.filter { $0.attributes["role"] == "region" }
    #expect(regions.count == SampleReport.figures.count + 3)
    #expect(regions.allSatisfy { $0.attributes["tabindex"] == "0" })
    #expect(Set(regions.compactMap { $0.attributes["aria-label"] }).count == regions.count)
  }

  @Test("a page's files hold the figures and their data", arguments: SampleReport.figures)
  func filesAreComplete(_ figure: Figure) throws {
    let links = Self.page.elements("a").filter { $0.attributes["download"]?.hasPrefix("figure-\(figure.id).") == true }
    #expect(links.map { $0.attributes["download"] } == ["figure-\(figure.id).svg", "figure-\(figure.id).csv"])
    let files = try links.map { try #require(PageReader.decoded($0.attributes["href"] ?? "")) }
    #expect(files[0] == figure.svg)
    #expect(files[1].split(separator: "\n").count == figure.chart.table.rows.count + 1)
    #expect(SampleReport.report.csv.contains(files[1].drop { $0 != "\n" }))
  }

  /// A report with a text in every place that takes one.
  private static func report(saying text: String) -> Report {
    let axis = ChartAxis(text, unit: text)
    let points = [ChartPoint(1, 2), ChartPoint(2, 3)]
    let charts: [Chart] = [
      .lines(LineChart(x: axis, y: axis, series: [ChartSeries(text, points)], bounds: [ChartSeries(text, points)])),
      .scatter(ScatterChart(x: axis, y: axis, series: [ChartSeries(text, points), ChartSeries(text, points)])),
      .roc(ROCChart(series: [ChartSeries(text, points)])),
      .bars(
        BarChart(
          groupTitle: text, valueTitle: text, unit: text, series: [text, text],
          groups: [BarChart.Group(text, [BarChart.Bar(1), BarChart.Bar(2)])])),
      .images(ImageGrid(images: [ImageGrid.Image(caption: text, width: 1, values: [0.5])])),
      .deviceMap(
        DeviceMap(
          qubits: [DeviceMap.Qubit(text, x: 0, y: 0, error: 1)], couplings: [], qubitTitle: text,
          couplingTitle: text)),
    ]
    let table = Table(
      title: text, columns: [Table.Column(text, unit: text)], rows: [[.text(text)], [.missing]], note: text)
    return Report(
      title: text, question: text, summary: [Statement(label: text, value: text, meaning: text)],
      sections: [
        Section(
          id: text, title: text, paragraphs: [text],
          figures: charts.map { Figure(id: text, title: text, caption: text, chart: $0, intervalNote: text) },
          tables: [table])
      ], methods: [text], assumptions: [text],
      citations: [
        Citation(text: text, address: text, bibTeX: text),
        Citation(text: text, address: "https://example.org/\(text.filter { $0 != " " })", bibTeX: text),
      ],
      provenance: [Provenance(name: text, value: text)], parties: [Party(name: text, sees: text)])
  }

  @Test(
    "no text is taken for markup",
    arguments: [
      "<script>alert(\"&'\")</script>", "</style><img src=x onerror=alert(1)>", "\" onload=\"alert(1)\" x='", "]]>",
      "&lt;b&gt;", "javascript:alert(1)", "\u{0}\u{8}\u{1B}[31m\u{FFFE}\r\n\u{85}", "", "  ", "مرحبا 👩🏽‍🔬 é",
    ])
  func escapes(_ text: String) throws {
    let report = Self.report(saying: text)
    let page = PageReader(report.html)
    #expect(page.fault == nil)
    #expect(page.elements("script").isEmpty && page.elements("img").isEmpty)
    #expect(!page.elements.contains { $0.attributes.keys.contains { $0.hasPrefix("on") } })
    #expect(!page.elements("a").contains { $0.attributes["href"]?.hasPrefix("javascript") == true })
    if text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value < 0xFFFE && $0.value != 0x85 }), !text.isEmpty {
      #expect(page.elements("h1").first?.text == text)
      #expect(page.elements("td").contains { $0.text == text })
      #expect(page.elements("desc").first?.text.hasPrefix(text) == true)
    }
    for figure in report.sections.flatMap(\.figures) { #expect(PageReader(figure.svg).fault == nil) }
  }

  @Test("a page of 10,000 points is under 5 MB, shows the first 200 rows and holds all")
  func staysSmall() throws {
    let figures = (0..<10).map { figure in
      let points = (0..<1000).map { index in
        let value = Double((index * 7919 + figure * 104_729) % 10_007) / 10_007
        return ChartPoint(Double(index) / 3, value, ChartInterval(value / 3, value * 1.7))
      }
      let style: ChartSeries.Style = figure % 2 == 0 ? .both : .markers
      let chart = LineChart(
        x: ChartAxis("x"), y: ChartAxis("y", scale: .logarithmic), series: [ChartSeries("s", points, style: style)])
      return Figure(id: "many", title: "Many", caption: "Many points.", chart: .lines(chart))
    }
    let text = Report(title: "t", question: "q", sections: [Section(id: "s", title: "s", figures: figures)]).html
    #expect(text.utf8.count < 5_000_000)
    let page = PageReader(text)
    #expect(page.fault == nil)
    #expect(page.elements("tr").count == 10 * 201)
    let files = page.elements("a").filter { $0.attributes["download"]?.hasSuffix(".csv") == true }
    #expect(Set(files.compactMap { $0.attributes["download"] }).count == 10)
    for file in files {
      let content = try #require(PageReader.decoded(file.attributes["href"] ?? ""))
      #expect(content.split(separator: "\n").count == 1001)
    }
  }

  @Test("an empty report is a page too")
  func empty() {
    let report = Report(title: "", question: "", sections: [Section(id: "", title: ""), Section(id: "", title: "")])
    #expect(PageReader(report.html).fault == nil)
    #expect(report.markdown == "# Report\n\n## Section\n\n## Section\n")
    #expect(report.csv == "figure,series,x,y,lower,upper,kind\n")
  }
}
