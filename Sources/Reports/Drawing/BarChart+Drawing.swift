extension BarChart {
  private static let barHeight = 14.0
  private static let barGap = 6.0
  private static let groupGap = 18.0
  /// Room for the number after a bar.
  private static let numberWidth = 70.0

  /// What cannot be seen, in words.
  private var omissions: [String] {
    let count = groups.flatMap(\.bars).compactMap(\.self).count { !$0.value.isFinite }
    guard count > 0 else { return [] }
    return [count == 1 ? "1 bar is no finite number and is left out." : "\(count) bars are no finite numbers."]
  }

  /// Bars lie, so that names of any length stand beside them, and above them on narrow canvases.
  func draw(on canvas: inout ChartCanvas) {
    let bars = groups.flatMap(\.bars).compactMap(\.self).filter(\.value.isFinite)
    let ends = bars.flatMap { [$0.value, $0.interval?.lower, $0.interval?.upper].compactMap(\.self) }
    guard !bars.isEmpty,
      let scale = AxisScale(covering: [0] + ends, scale: .linear, labelCount: canvas.form == .wide ? 7 : 3)
    else {
      canvas.noData()
      canvas.notes(omissions)
      return
    }
    let seriesCount = groups.map(\.bars.count).max() ?? 0
    Legend(
      entries: (0..<seriesCount).map {
        Legend.Entry(
          name: name(ofSeries: $0), look: SeriesLook(index: $0, isBound: false), hasLine: false, hasMarkers: true,
          hasBar: true)
      }
    ).draw(on: &canvas)
    let layout = BarLayout(scale: scale, groups: groups, canvas: canvas)
    let heights = groups.map { layout.height(of: $0) }
    let top = canvas.height + 6
    layout.drawGrid(from: top, to: top + heights.reduce(0, +), on: &canvas)
    var y = top
    for (group, height) in zip(groups, heights) {
      layout.draw(group, at: y, on: &canvas)
      y += height
    }
    let title = ChartAxis(valueTitle, unit: unit).label
    canvas.text(
      ChartCanvas.fitted(title, width: canvas.width), x: layout.right, y: y + 43, anchor: .end, style: "axis-title")
    canvas.height = y + 50
    canvas.notes(omissions)
  }

  /// Where bars and names stand.
  private struct BarLayout {
    let scale: AxisScale
    let nameWidth: Double
    let left: Double
    let right: Double

    init(scale: AxisScale, groups: [Group], canvas: ChartCanvas) {
      self.scale = scale
      let longest = groups.map { ChartCanvas.width(of: $0.name) }.max() ?? 0
      nameWidth = canvas.form == .wide ? min(longest, canvas.width * 0.35) : 0
      left = nameWidth > 0 ? nameWidth + 16 : 8
      right = canvas.width - BarChart.numberWidth
    }

    /// Names stand above their bars where there is no room beside them.
    private var nameHeight: Double { nameWidth > 0 ? 0 : ChartCanvas.lineHeight }

    func height(of group: Group) -> Double {
      let bars = Double(max(group.bars.count, 1))
      return nameHeight + bars * (BarChart.barHeight + BarChart.barGap) - BarChart.barGap + BarChart.groupGap
    }

    private func place(_ value: Double) -> Double { left + (scale.position(of: value) ?? 0) * (right - left) }

    func drawGrid(from top: Double, to bottom: Double, on canvas: inout ChartCanvas) {
      var grid = PathText()
      var lastEnd = -Double.infinity
      for tick in scale.ticks {
        let at = place(tick.value)
        grid.segment(at, top, at, bottom)
        guard let label = tick.label else { continue }
        let half = ChartCanvas.width(of: label) / 2
        guard at - half >= lastEnd + 6 else { continue }
        canvas.text(label, x: at, y: bottom + 19, anchor: .middle, style: "muted")
        lastEnd = at + half
      }
      canvas.path(grid, style: "grid")
      canvas.line(place(0), top, place(0), bottom, style: "tick")
    }

    func draw(_ group: Group, at top: Double, on canvas: inout ChartCanvas) {
      let step = BarChart.barHeight + BarChart.barGap
      var y = top + BarChart.groupGap / 2 + nameHeight
      let middle = y + (Double(max(group.bars.count, 1)) * step - BarChart.barGap) / 2
      if nameWidth > 0 {
        let name = ChartCanvas.fitted(group.name, width: nameWidth + 4)
        canvas.text(name, x: left - 14, y: middle + 4.5, anchor: .end)
      } else {
        canvas.text(ChartCanvas.fitted(group.name, width: canvas.width - left), x: left + 6, y: y - 6, style: "backed")
      }
      for (index, bar) in group.bars.enumerated() {
        if let bar, bar.value.isFinite {
          draw(bar, SeriesLook(index: index, isBound: false), at: y, on: &canvas)
        }
        y += step
      }
    }

    private func draw(_ bar: Bar, _ look: SeriesLook, at top: Double, on canvas: inout ChartCanvas) {
      let (zero, end) = (place(0), place(bar.value))
      let middle = top + BarChart.barHeight / 2
      canvas.rectangle(
        x: min(zero, end), y: top, width: abs(end - zero), height: BarChart.barHeight, style: "bar \(look.colour)")
      var reach = max(zero, end)
      if let interval = bar.interval, let low = scale.position(ofEnd: interval.lower),
        let high = scale.position(ofEnd: interval.upper)
      {
        let (x1, x2) = (left + low * (right - left), left + high * (right - left))
        var path = PathText { $0.segment(x1, middle, x2, middle) }
        for x in [x1, x2] { path.segment(x, middle - 4, x, middle + 4) }
        canvas.path(path, style: "whisker strong")
        reach = max(reach, x2)
      }
      canvas.path(PathText { $0.shape(look.marker(), atX: end, y: middle) }, style: "mark haloed \(look.colour)")
      canvas.text(NumberText.rounded(bar.value), x: reach + 10, y: middle + 4.5, style: "muted backed")
    }
  }
}
