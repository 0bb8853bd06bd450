extension PanelChart {
  /// All panels' series under their names, each once.
  var series: [ChartSeries] { Self.merged(panels.flatMap(\.series)) }
  var bounds: [ChartSeries] { Self.merged(panels.flatMap(\.bounds)) }

  private static func merged(_ all: [ChartSeries]) -> [ChartSeries] {
    var result: [ChartSeries] = []
    for series in all {
      if let place = result.firstIndex(where: { $0.name == series.name }) {
        result[place].points += series.points
      } else {
        result.append(series)
      }
    }
    return result
  }

  /// A panel's chart, its series looking as everywhere.
  private func plot(_ panel: Panel, _ all: Plot) -> Plot {
    var plot = Plot(LineChart(x: x, y: y, series: panel.series, bounds: panel.bounds, intervalStyle: intervalStyle))
    for place in plot.layers.indices {
      let layer = plot.layers[place]
      let same = all.layers.first { $0.series.name == layer.series.name && $0.look.isBound == layer.look.isBound }
      plot.layers[place].look = same?.look ?? layer.look
    }
    return plot
  }

  func draw(on canvas: inout ChartCanvas) {
    let all = Plot(LineChart(x: x, y: y, series: series, bounds: bounds, intervalStyle: intervalStyle))
    Legend(entries: all.legendEntries).draw(on: &canvas)
    let points = all.layers.flatMap(\.series.points).filter(all.isDrawable)
    let ends = points.flatMap { [$0.y, $0.interval?.lower, $0.interval?.upper].compactMap(\.self) }
    guard let xScale = AxisScale(covering: points.map(\.x), scale: x.scale, labelCount: 4),
      let yScale = AxisScale(covering: ends, scale: y.scale, labelCount: 4), !panels.isEmpty
    else {
      canvas.noData()
      canvas.notes(all.omissions)
      return
    }
    let grid = PanelGrid(self, yScale, on: canvas)
    canvas.text(ChartCanvas.fitted(y.label, width: canvas.width), x: 0, y: grid.top - 14, style: "axis-title")
    for (index, panel) in panels.enumerated() {
      let frame = grid.frame(of: index, x: xScale, y: yScale)
      let title = ChartCanvas.fitted(panel.title, width: frame.right - frame.left)
      canvas.text(title, x: frame.left, y: frame.top - 7)
      frame.drawVerticalAxis(on: &canvas, hasLabels: index % grid.columns == 0)
      frame.drawHorizontalAxis(on: &canvas, hasLabels: index + grid.columns >= panels.count)
      let plot = plot(panel, all)
      for layer in plot.layers.reversed() {
        var drawing = SeriesDrawing(layer: layer, plot: plot, frame: frame)
        drawing.draw(on: &canvas)
      }
    }
    canvas.height = grid.bottom + 50
    canvas.text(
      ChartCanvas.fitted(x.label, width: canvas.width), x: grid.right, y: grid.bottom + 43, anchor: .end,
      style: "axis-title")
    canvas.notes(all.omissions)
  }
}

/// Where the panels stand.
private struct PanelGrid {
  let columns: Int
  let top: Double
  let left: Double
  let right: Double
  private let rows: Int
  private let height: Double

  private static let gap = 18.0
  private static let titleHeight = 34.0

  init(_ chart: PanelChart, _ scale: AxisScale, on canvas: ChartCanvas) {
    let isWide = canvas.form == .wide
    columns = isWide ? max(1, min(chart.columns, 4)) : 1
    rows = (chart.panels.count + columns - 1) / columns
    height = isWide && columns < 3 ? 240 : 180
    let labelWidth = scale.ticks.compactMap(\.label).map { ChartCanvas.width(of: $0) }.max() ?? 0
    left = min(labelWidth + 12, canvas.width / 2)
    right = canvas.width - 20
    top = canvas.height + 30
  }

  var bottom: Double { top + Double(rows) * (height + Self.titleHeight) }

  func frame(of index: Int, x: AxisScale, y: AxisScale) -> PlotFrame {
    let width = (right - left - Double(columns - 1) * Self.gap) / Double(columns)
    let start = left + Double(index % columns) * (width + Self.gap)
    let end = top + Double(index / columns + 1) * (height + Self.titleHeight)
    return PlotFrame(x: x, y: y, left: start, right: start + width, top: end - height, bottom: end)
  }
}
