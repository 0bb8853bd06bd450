extension Figure {
  /// The chart as a file of its own, readable on light and on dark screens.
  package var svg: String {
    var canvas = ChartCanvas(.wide, width: chart.width)
    chart.draw(on: &canvas)
    let margin = 20.0
    var markup = Markup()
    let size = (canvas.width + 2 * margin, canvas.height + 2 * margin)
    markup.element("svg", rootAttributes(id: "chart", style: "chart", origin: -margin, size: size)) { markup in
      describe(id: "chart", in: &markup)
      markup.style(Theme.standaloneRules)
      markup.empty(
        "rect",
        [
          "class": "paper", "x": NumberText.coordinate(-margin), "y": NumberText.coordinate(-margin),
          "width": NumberText.coordinate(size.0), "height": NumberText.coordinate(size.1),
        ])
      markup.append(canvas.markup)
    }
    return markup.text
  }

  /// The chart within a page that declares the colours and holds the rules.
  func inlineSVG(_ form: ChartCanvas.Form, id: String) -> Markup {
    var canvas = ChartCanvas(form, width: chart.width)
    chart.draw(on: &canvas)
    let style = form == .wide ? "chart wide" : "chart narrow"
    var markup = Markup()
    markup.element(
      "svg", rootAttributes(id: id, style: style, origin: 0, size: (canvas.width, canvas.height))
    ) { markup in
      describe(id: id, in: &markup)
      markup.append(canvas.markup)
    }
    return markup
  }

  private func rootAttributes(
    id: String, style: String, origin: Double, size: (width: Double, height: Double)
  ) -> Markup.Attributes {
    let (width, height) = (NumberText.coordinate(size.width), NumberText.coordinate(size.height))
    let corner = NumberText.coordinate(origin)
    return [
      "xmlns": "http://www.w3.org/2000/svg", "class": style, "role": "img",
      "viewBox": "\(corner) \(corner) \(width) \(height)", "width": width, "height": height,
      "aria-labelledby": "\(id)-title", "aria-describedby": "\(id)-desc",
    ]
  }

  private func describe(id: String, in markup: inout Markup) {
    markup.element("title", ["id": "\(id)-title"], title)
    markup.element("desc", ["id": "\(id)-desc"], [caption, chart.words].filter { !$0.isEmpty }.joined(separator: " "))
  }
}

extension Chart {
  /// How wide the chart is where there is room.
  var width: Double {
    switch self {
    case .roc: 600
    case .scatter(let chart): chart.showsIdentity ? 600 : 860
    case .lines, .panels, .bars, .images, .deviceMap: 860
    }
  }

  func draw(on canvas: inout ChartCanvas) {
    switch self {
    case .lines(let chart): Plot(chart).draw(on: &canvas)
    case .panels(let chart): chart.draw(on: &canvas)
    case .scatter(let chart): Plot(chart).draw(on: &canvas)
    case .roc(let chart): Plot(chart).draw(on: &canvas)
    case .images(let chart): chart.draw(on: &canvas)
    case .bars(let chart): chart.draw(on: &canvas)
    case .deviceMap(let chart): chart.draw(on: &canvas)
    }
  }

  /// What kind of chart it is, for files.
  var kind: String {
    switch self {
    case .lines: "lines"
    case .panels: "panels"
    case .scatter: "scatter"
    case .roc: "roc"
    case .images: "images"
    case .bars: "bars"
    case .deviceMap: "deviceMap"
    }
  }

  /// What the chart holds, in words, for those who cannot see it.
  var words: String {
    switch self {
    case .lines(let chart): Self.words("Line chart", chart.x, chart.y, chart.series, chart.bounds)
    case .panels(let chart):
      Self.words("\(chart.panels.count) line charts", chart.x, chart.y, chart.series, chart.bounds)
    case .scatter(let chart): Self.words("Scatter chart", chart.x, chart.y, chart.series, [])
    case .roc(let chart): Self.words("ROC curves", ROCChart.x, ROCChart.y, chart.series, [])
    case .images(let chart): "Images: \(Self.listing(chart.images.map(\.caption)))"
    case .bars(let chart):
      "Bar chart of \(chart.valueTitle) by \(chart.groupTitle): \(Self.listing(chart.groups.map(\.name)))"
    case .deviceMap(let chart):
      "Map of \(chart.qubits.count) qubits and \(chart.couplings.count) couplings, coloured by \(chart.qubitTitle) "
        + "and \(chart.couplingTitle)."
    }
  }

  private static func words(
    _ kind: String, _ x: ChartAxis, _ y: ChartAxis, _ series: [ChartSeries], _ bounds: [ChartSeries]
  ) -> String {
    let points = (series + bounds).flatMap(\.points)
    var text = "\(kind) of \(y.label)\(range(points.map(\.y))) over \(x.label)\(range(points.map(\.x))): "
    text += listing(series.map(\.name))
    if !bounds.isEmpty { text += " Bounds: \(listing(bounds.map(\.name)))" }
    return text
  }

  private static func range(_ values: [Double]) -> String {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return "" }
    return " from \(NumberText.rounded(low)) to \(NumberText.rounded(high))"
  }

  /// The first names, and how many more there are.
  private static func listing(_ names: [String]) -> String {
    let longestListed = 12
    guard !names.isEmpty else { return "no data." }
    let listed = names.prefix(longestListed).joined(separator: ", ")
    return names.count > longestListed ? "\(listed) and \(names.count - longestListed) more." : "\(listed)."
  }
}
