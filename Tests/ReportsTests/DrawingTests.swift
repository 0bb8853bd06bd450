import Foundation
import Reports
import Testing

@Suite struct DrawingTests {
  @Test("drawings are as recorded", arguments: SampleReport.figures)
  func golden(_ figure: Figure) throws {
    try Golden.expect(figure.svg, equals: "\(figure.id).svg")
  }

  @Test("a drawing is well formed, named, described and of its own style", arguments: SampleReport.figures)
  func isComplete(_ figure: Figure) throws {
    let page = PageReader(figure.svg)
    #expect(page.fault == nil)
    let root = try #require(page.elements.first)
    #expect(root.attributes["role"] == "img")
    #expect(root.attributes["viewBox"] != nil)
    #expect(page.elements("title").first?.text == figure.title)
    #expect(page.elements("desc").first?.text.hasPrefix(figure.caption) == true)
    let style = try #require(page.elements("style").first?.text)
    #expect(style.contains("prefers-color-scheme:dark"))
    #expect(!style.contains("var("), "programs beside browsers know no variables")
  }

  private static let axis = ChartAxis("value")
  private static let decades = ChartAxis("value", scale: .logarithmic)

  private static func lines(_ points: [ChartPoint], _ axis: ChartAxis = decades) -> Chart {
    .lines(LineChart(x: axis, y: axis, series: [ChartSeries("a", points)]))
  }

  private static let awkward: [Double] = [
    0, 1, -1, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    .leastNonzeroMagnitude, 1e-300, 1e300,
  ]

  private static let awkwardPoints = awkward.flatMap { x in
    awkward.map { ChartPoint(x, $0, ChartInterval(-x, .nan)) }
      + awkward.map { ChartPoint(x, $0, ChartInterval($0, .infinity)) }
  }

  private static let awkwardCharts: [Chart] = [
    lines([]), lines([ChartPoint(1, 1)]), lines([ChartPoint(1, 1), ChartPoint(1, 1)]), lines(awkwardPoints),
    lines(awkwardPoints, axis), lines([ChartPoint(.nan, 1)]), lines([ChartPoint(-1, 1)]),
    .panels(PanelChart(x: axis, y: decades, panels: [], columns: 0)),
    .panels(
      PanelChart(
        x: axis, y: decades,
        panels: [.init("a", series: [ChartSeries("b", awkwardPoints)]), .init("", series: []), .init("c", series: [])],
        columns: -1)),
    .scatter(
      ScatterChart(x: axis, y: decades, series: [ChartSeries("a", awkwardPoints)], showsIdentity: true)),
    .scatter(ScatterChart(x: axis, y: axis, series: [])),
    .roc(ROCChart(series: [ChartSeries("a", awkwardPoints)], smallestRate: .nan)),
    .roc(ROCChart(series: [], smallestRate: 0)),
    .bars(BarChart(groupTitle: "g", valueTitle: "v", series: [], groups: [])),
    .bars(
      BarChart(
        groupTitle: "g", valueTitle: "v", series: ["a"],
        groups: [BarChart.Group("", [nil]), BarChart.Group("x", awkward.map { BarChart.Bar($0) })])),
    .images(ImageGrid(images: [])),
    .images(
      ImageGrid(
        images: [-1, 0, 1, 3, 100, .max].map { ImageGrid.Image(caption: "i", width: $0, values: awkward) },
        columns: -3, black: .nan, white: .infinity)),
    .deviceMap(DeviceMap(qubits: [], couplings: [DeviceMap.Coupling(0, 9, error: 1)])),
    .deviceMap(
      DeviceMap(
        qubits: awkward.map { DeviceMap.Qubit("q", x: $0, y: $0, error: $0) },
        couplings: awkward.enumerated().map { DeviceMap.Coupling($0, $0 - 1, error: $1, isBroken: $0 % 2 == 0) })),
    .deviceMap(DeviceMap(qubits: [DeviceMap.Qubit("q", x: 5, y: 5, error: nil)], couplings: [])),
  ]

  @Test("whatever the numbers are, something well formed is drawn", arguments: awkwardCharts.indices)
  func survives(_ index: Int) {
    let figure = Figure(id: "f", title: "t", caption: "c", chart: Self.awkwardCharts[index])
    let page = PageReader(figure.svg)
    #expect(page.fault == nil)
    for attribute in page.elements.flatMap(\.attributes) {
      #expect(!["nan", "inf"].contains { attribute.value.lowercased().contains($0) }, "\(attribute)")
    }
    #expect(page.elements("text").count + page.elements("path").count > 0)
    #expect(!figure.svg.contains("NaN"))
  }

  @Test("what a chart leaves out, it says")
  func saysOmissions() {
    let points = [ChartPoint(1, 1), ChartPoint(2, 0), ChartPoint(3, -1), ChartPoint(4, .nan), ChartPoint(5, 5)]
    let text = Figure(id: "f", title: "t", caption: "", chart: Self.lines(points)).svg
    #expect(text.contains("2 points at or below zero have no place on a logarithmic axis"))
    #expect(text.contains("1 point is no finite number"))
    #expect(Figure(id: "f", title: "t", caption: "", chart: Self.lines([])).svg.contains(">No data<"))
  }

  @Test("series are told apart without colours", arguments: ChartSeries.Style.all)
  func lookDiffers(_ style: ChartSeries.Style) {
    let series = (0..<5).map { ChartSeries("\($0)", [ChartPoint(1, 1), ChartPoint(2, 2)], style: style) }
    let chart = Chart.lines(LineChart(x: Self.axis, y: Self.axis, series: series))
    let page = PageReader(Figure(id: "f", title: "t", caption: "", chart: chart).svg)
    let looks = page.elements("path").compactMap { element -> String? in
      guard let style = element.attributes["class"], let path = element.attributes["d"] else { return nil }
      if style.hasPrefix("mark") { return path.firstIndex(of: "m").map { String(path[$0...].prefix(9)) } }
      let dashes = style.split(separator: " ").last.map { String($0) }
      return style.hasPrefix("line") && dashes?.hasPrefix("d") == true ? dashes : nil
    }
    #expect(Set(looks).count >= 5)
  }

  @Test("a long series is thinned, and keeps its extremes")
  func thins() {
    var points = (0..<20_000).map { ChartPoint(Double($0), Double($0 % 7)) }
    points[5_001].y = 1000
    points[17_001].y = -500
    let text = Figure(id: "f", title: "t", caption: "", chart: Self.lines(points, Self.axis)).svg
    #expect(text.utf8.count < 100_000)
    #expect(text.contains("fewer points than were measured"))
    let path = PageReader(text).elements("path").first { $0.attributes["class"]?.hasPrefix("line") == true }
    let heights = path?.attributes["d"]?.split { "ML".contains($0) }.compactMap {
      $0.split(separator: " ").last.flatMap { Double($0) }
    }
    let ordered = (heights ?? []).sorted()
    #expect(ordered.count > 1000)
    #expect(ordered[1] - ordered[0] > 50, "the peak stands alone")
    #expect((ordered.last ?? 0) - ordered[ordered.count - 2] > 50, "so does the pit")
  }

  @Test("every chart's table holds every value", arguments: SampleReport.figures)
  func tableIsComplete(_ figure: Figure) {
    let numbers = Set(figure.chart.table.rows.flatMap(\.self))
    let values: [Double]
    switch figure.chart {
    case .lines(let chart):
      values = (chart.series + chart.bounds).flatMap(\.points).flatMap { [$0.x, $0.y] + $0.ends }
    case .panels(let chart):
      let all = chart.panels.flatMap { $0.series + $0.bounds }
      values = all.flatMap(\.points).flatMap { [$0.x, $0.y] + $0.ends }
    case .scatter(let chart): values = chart.series.flatMap(\.points).flatMap { [$0.x, $0.y] + $0.ends }
    case .roc(let chart): values = chart.series.flatMap(\.points).flatMap { [$0.x, $0.y] + $0.ends }
    case .bars(let chart): values = chart.groups.flatMap(\.bars).compactMap(\.self).map(\.value)
    case .images(let chart): values = chart.images.flatMap(\.values)
    case .deviceMap(let chart): values = (chart.qubits.map(\.error) + chart.couplings.map(\.error)).compactMap(\.self)
    }
    #expect(!values.isEmpty)
    #expect(values.allSatisfy { numbers.contains(.number($0)) })
    #expect(figure.chart.table.rows.allSatisfy { $0.count == figure.chart.table.columns.count })
  }

  @Test("text has a contrast of 4.5, marks of 3, on light and on dark paper")
  func contrasts() throws {
    let colours = Dictionary(uniqueKeysWithValues: Theme.colours.map { ($0.name, $0) })
    func contrast(_ front: String, _ back: String, _ scheme: (Theme.Colour) -> String) throws -> Double {
      let lights = try [front, back].map { luminance(scheme(try #require(colours[$0]))) }.sorted()
      return (lights[1] + 0.05) / (lights[0] + 0.05)
    }
    for scheme in [\Theme.Colour.light, \Theme.Colour.dark] {
      for (front, back) in [("ink", "paper"), ("muted", "paper"), ("accent", "paper"), ("ink", "wash")] {
        #expect(try contrast(front, back) { $0[keyPath: scheme] } >= 4.5, "\(front) on \(back)")
      }
      for name in (0..<7).map({ "c\($0)" }) + ["broken"] {
        #expect(try contrast(name, "paper") { $0[keyPath: scheme] } >= 3, "\(name)")
      }
      for step in 0..<9 {
        #expect(try contrast("f\(step)", "e\(step)") { $0[keyPath: scheme] } >= 4.5, "step \(step)")
      }
    }
  }

  /// The relative luminance of sRGB.
  private func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16, value >> 8 & 255, value & 255].map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}

extension ChartSeries.Style {
  static let all: [Self] = [.line, .markers, .both]
}

extension ChartPoint {
  fileprivate var ends: [Double] { interval.map { [$0.lower, $0.upper] } ?? [] }
}
