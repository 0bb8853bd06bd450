/// The rectangle within which series are drawn, with its axes around it.
struct PlotFrame: Sendable {
  let x: AxisScale
  let y: AxisScale
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  /// How much is below the rectangle: labels and the title of the axis.
  let footHeight = 50.0

  private let hasIdentity: Bool

  /// Places the rectangle below what the canvas holds.
  init(x: AxisScale, y: AxisScale, plot: Plot, canvas: ChartCanvas) {
    self.x = x
    self.y = y
    hasIdentity = plot.hasIdentity
    let labelWidth = y.ticks.compactMap(\.label).map { ChartCanvas.width(of: $0) }.max() ?? 0
    left = min(labelWidth + 12, canvas.width / 2)
    // Half of the last label stands beyond the rectangle.
    let lastWidth = x.ticks.last?.label.map { ChartCanvas.width(of: $0) / 2 } ?? 0
    right = canvas.width - max(8, min(lastWidth, 60))
    top = canvas.height + 30
    let width = right - left
    let isWide = canvas.form == .wide
    bottom = top + (plot.isSquare ? min(width, isWide ? 560 : 320) : isWide ? 330 : 240)
  }

  /// A rectangle at a given place.
  init(x: AxisScale, y: AxisScale, left: Double, right: Double, top: Double, bottom: Double) {
    (self.x, self.y) = (x, y)
    (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    hasIdentity = false
  }

  func place(x value: Double) -> Double? { x.position(of: value).map { left + $0 * (right - left) } }
  func place(y value: Double) -> Double? { y.position(of: value).map { bottom - $0 * (bottom - top) } }
  func place(yEnd value: Double) -> Double? { y.position(ofEnd: value).map { bottom - $0 * (bottom - top) } }

  func drawAxes(x xAxis: ChartAxis, y yAxis: ChartAxis, on canvas: inout ChartCanvas) {
    canvas.text(ChartCanvas.fitted(yAxis.label, width: canvas.width), x: 0, y: top - 14, style: "axis-title")
    drawVerticalAxis(on: &canvas)
    drawHorizontalAxis(on: &canvas)
    if hasIdentity { drawIdentity(on: &canvas) }
    canvas.text(
      ChartCanvas.fitted(xAxis.label, width: right), x: right, y: bottom + 43, anchor: .end, style: "axis-title")
  }

  func drawVerticalAxis(on canvas: inout ChartCanvas, hasLabels: Bool = true) {
    var grid = PathText()
    var small = PathText()
    var lastLabel = Double.infinity
    for tick in y.ticks {
      guard let at = place(y: tick.value) else { continue }
      if let label = tick.label {
        grid.segment(left, at, right, at)
        guard hasLabels, lastLabel - at >= 14 else { continue }
        canvas.text(label, x: left - 8, y: at + 4.5, anchor: .end, style: "muted")
        lastLabel = at
      } else {
        small.segment(left, at, left + 4, at)
      }
    }
    canvas.path(grid, style: "grid")
    canvas.path(small, style: "tick")
  }

  func drawHorizontalAxis(on canvas: inout ChartCanvas, hasLabels: Bool = true) {
    var ticks = PathText { $0.segment(left, bottom, right, bottom) }
    var lastEnd = -Double.infinity
    for tick in x.ticks {
      guard let at = place(x: tick.value) else { continue }
      ticks.segment(at, bottom, at, bottom + (tick.label == nil ? 3 : 6))
      guard hasLabels, let label = tick.label else { continue }
      let half = ChartCanvas.width(of: label) / 2
      guard at - half >= lastEnd + 6 else { continue }
      canvas.text(label, x: at, y: bottom + 21, anchor: .middle, style: "muted")
      lastEnd = at + half
    }
    canvas.path(ticks, style: "tick")
  }

  /// The line on which both coordinates are equal, as far as both axes reach.
  private func drawIdentity(on canvas: inout ChartCanvas) {
    let (low, high) = (max(x.low, y.low), min(x.high, y.high))
    guard low < high, let x1 = place(x: low), let y1 = place(y: low), let x2 = place(x: high), let y2 = place(y: high)
    else { return }
    canvas.line(x1, y1, x2, y2, style: Plot.identityLook.line(hasMarkers: false))
  }
}
