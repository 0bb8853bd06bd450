import Formats
import Reports
import Studies
import Testing

@Suite struct FileTests {
  @Test("the Markdown is as recorded")
  func markdownGolden() throws {
    try Golden.expect(SampleReport.report.markdown, equals: "report.md")
  }

  @Test("the CSV is as recorded")
  func csvGolden() throws {
    try Golden.expect(SampleReport.report.csv, equals: "report.csv")
  }

  @Test("the JSON is as recorded, of schema 1")
  func jsonGolden() throws {
    let text = try SampleReport.report.json.text(isPretty: true)
    try Golden.expect(text + "\n", equals: "report.json")
    var object = try JSONReader(parsing: Array(text.utf8)).object()
    #expect(try object.required("schema").integer(in: 1...1) == 1)
  }

  private static func report(_ charts: [Chart], tables: [Table] = []) -> Report {
    let figures = charts.map { Figure(id: "f", title: "t", caption: "c", chart: $0) }
    return Report(title: "t", question: "q", sections: [Section(id: "s", title: "s", figures: figures, tables: tables)])
  }

  private static func records(_ text: String) throws -> [[String]] {
    var reader = try CSVReader(Array(text.utf8))
    var records: [[String]] = []
    while let fields = try reader.next() { records.append(try fields.map { try reader.text(of: $0) }) }
    return records
  }

  @Test("every value of the charts is read back from the CSV to the bit")
  func csvRoundTrips() throws {
    var state: UInt64 = 5
    let points = (0..<500).map { _ in
      let numbers = (0..<4).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(bitPattern: state)
      }
      return ChartPoint(numbers[0], numbers[1], ChartInterval(numbers[2], numbers[3]))
    }
    let chart = Chart.lines(LineChart(x: ChartAxis("x"), y: ChartAxis("y"), series: [ChartSeries("s", points)]))
    let records = try Self.records(Self.report([chart]).csv).dropFirst()
    #expect(records.count == points.count)
    for (record, point) in zip(records, points) {
      let expected = [point.x, point.y, point.interval?.lower, point.interval?.upper].map { $0.flatMap(finite) }
      #expect(record[2...5].map { Double($0).flatMap(finite) } == expected)
    }
  }

  private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }

  @Test(
    "texts are quoted where they must be, and no spreadsheet runs them",
    arguments: [
      ("plain", "plain"), ("a,b", "a,b"), ("a \"b\"", "a \"b\""), ("a\nb", "a\nb"), (" blank ", " blank "),
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@sum", "'@sum"), ("\t=1", "'\t=1"),
      ("=\"a\",\n", "'=\"a\",\n"), ("e\u{301}\",", "e\u{301}\","),
    ])
  func csvGuards(_ name: String, _ expected: String) throws {
    let bars = BarChart(
      groupTitle: "g", valueTitle: "v", series: [name], groups: [BarChart.Group(name, [BarChart.Bar(-1)])])
    let records = try Self.records(Self.report([.bars(bars)]).csv)
    #expect(records.last == ["f", expected, expected, "-1", "", "", "bar"])
  }

  @Test("tables give their numbers to the CSV, each with its row and column")
  func csvHoldsTables() throws {
    let table = Table(
      title: "T", columns: [Table.Column("who"), Table.Column("share", unit: "%"), Table.Column("b")],
      rows: [[.text("A"), .number(12.5), .text("x")], [.text("B"), .missing], [.text("C"), .number(1), .number(2)]])
    #expect(
      try Self.records(Self.report([], tables: [table]).csv).dropFirst() == [
        ["T", "A", "share (%)", "12.5", "", "", "cell"], ["T", "C", "share (%)", "1", "", "", "cell"],
        ["T", "C", "b", "2", "", "", "cell"],
      ])
  }

  @Test("what is no number is null in JSON, a dash in pages, and never NaN")
  func numbersAreFinite() throws {
    let table = Table(title: "T", columns: [Table.Column("a")], rows: [[.number(.nan)], [.number(.infinity)]])
    let points = [ChartPoint(.nan, .infinity, ChartInterval(.nan, -.infinity))]
    let chart = Chart.lines(LineChart(x: ChartAxis("x"), y: ChartAxis("y"), series: [ChartSeries("s", points)]))
    let report = Self.report([chart], tables: [table])
    let json = try report.json.text()
    #expect(json.contains(#""rows":[[null],[null]]"#))
    #expect(json.contains(#""rows":[["s",null,null,null,null]]"#))
    for text in [report.html, report.markdown, report.csv, json] { #expect(!text.lowercased().contains(">nan")) }
    #expect(report.csv.contains("f,s,,inf,,-inf,data\n"))
    #expect(!report.csv.contains("nan") && !report.markdown.contains("nan"))
  }

  @Test(
    "no text is taken for Markdown or HTML",
    arguments: [
      ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"), ("a|b", "a\\|b"),
      ("*a* _b_", "\\*a\\* \\_b\\_"),
      ("# a", "\\# a"), ("- a", "\\- a"), ("1. a", "1\\. a"), ("&lt;", "\\&lt;"), ("a\n\n# b", "a \\# b"),
      ("[a](javascript:b)", "\\[a\\](javascript:b)"), ("$x$", "\\$x\\$"), ("-0.5", "-0.5"), ("1.5", "1.5"),
    ])
  func markdownEscapes(_ text: String, _ expected: String) {
    let report = Report(title: "t", question: text, parties: [Party(name: text, sees: "all")])
    let lines = report.markdown.split(separator: "\n").map { String($0) }
    #expect(lines[1] == expected)
    #expect(lines.last == "| \(expected) | all |")
  }

  @Test("every row of a Markdown table has as many cells as its head")
  func markdownTablesAreRegular() {
    var count: Int?
    for line in SampleReport.report.markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        count = nil
        continue
      }
      let cells = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect(count == nil || count == cells, "\(line)")
      count = cells
    }
  }

  @Test("BibTeX stands in a block that it cannot close")
  func markdownFences() {
    let report = Report(
      title: "t", question: "q", citations: [Citation(text: "c", bibTeX: "a\n````\n# b")])
    #expect(report.markdown.hasSuffix("`````bibtex\na\n````\n# b\n`````\n"))
  }
}
