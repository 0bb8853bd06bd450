/// Series over two axes, ready to be drawn: what line charts, clouds of points and ROC curves have in common.
struct Plot: Sendable {
  struct Layer: Sendable {
    var series: ChartSeries
    var look: SeriesLook

    /// On a line of very many points no single one could be told from its neighbours.
    var hasMarkers: Bool {
      series.style == .markers || (series.style == .both && series.points.count <= Self.mostMarkersOnLine)
    }

    private static let mostMarkersOnLine = 60
  }

  var x: ChartAxis
  var y: ChartAxis
  var layers: [Layer]
  var intervalStyle = LineChart.IntervalStyle.band
  /// Values that the axes cover beside those of the series.
  var covered: [Double] = []
  var isSquare = false
  var hasIdentity = false
  var notes: [String] = []

  init(_ chart: LineChart) {
    (x, y, intervalStyle) = (chart.x, chart.y, chart.intervalStyle)
    layers = Self.layers(chart.series, bounds: chart.bounds)
  }

  init(_ chart: ScatterChart) {
    (x, y) = (chart.x, chart.y)
    layers = Self.layers(
      chart.series.map {
        var series = $0
        series.style = .markers
        return series
      }, bounds: [])
    // The line is straight only when both axes have the same scale.
    hasIdentity = chart.showsIdentity && x.scale == y.scale
    isSquare = hasIdentity
    // Both axes show the same range, so that the line is the diagonal.
    if hasIdentity {
      covered = chart.series.flatMap(\.points).filter(isDrawable).flatMap {
        [$0.x, $0.y, $0.interval?.lower, $0.interval?.upper].compactMap(\.self)
      }
    }
    intervalStyle = .bars
  }

  init(_ chart: ROCChart) {
    (x, y) = (ROCChart.x, ROCChart.y)
    let least = chart.smallestRate > 0 && chart.smallestRate < 0.5 ? chart.smallestRate : 1e-4
    var isClipped = false
    let series = chart.series.map { series in
      var shown = series
      shown.points = series.points.map { point in
        if point.x < least || point.y < least { isClipped = true }
        return ChartPoint(max(point.x, least), max(point.y, least), point.interval)
      }
      return shown
    }
    layers = Self.layers(series, bounds: [])
    covered = [least, 1]
    (isSquare, hasIdentity) = (true, true)
    if isClipped { notes = ["Rates under \(NumberText.rounded(least)) are drawn on the edge."] }
  }

  private static func layers(_ series: [ChartSeries], bounds: [ChartSeries]) -> [Layer] {
    series.enumerated().map { Layer(series: $1, look: SeriesLook(index: $0, isBound: false)) }
      + bounds.enumerated().map { index, series in
        var bound = series
        bound.style = .line
        return Layer(series: bound, look: SeriesLook(index: index, isBound: true))
      }
  }

  func isDrawable(_ point: ChartPoint) -> Bool {
    AxisScale.isDrawable(point.x, x.scale) && AxisScale.isDrawable(point.y, y.scale)
  }

  /// What cannot be seen, in words.
  var omissions: [String] {
    let points = layers.flatMap(\.series.points)
    let infinite = points.count { !$0.x.isFinite || !$0.y.isFinite }
    let negative = points.count { $0.x.isFinite && $0.y.isFinite && !isDrawable($0) }
    var words: [String] = []
    if negative > 0 {
      words.append(
        negative == 1
          ? "1 point at or below zero has no place on a logarithmic axis and is left out."
          : "\(negative) points at or below zero have no place on a logarithmic axis and are left out.")
    }
    if infinite > 0 {
      words.append(
        infinite == 1
          ? "1 point is no finite number and is left out."
          : "\(infinite) points are no finite numbers and are left out.")
    }
    return words
  }

  func draw(on canvas: inout ChartCanvas) {
    Legend(entries: legendEntries).draw(on: &canvas)
    let points = layers.flatMap(\.series.points).filter(isDrawable)
    let isWide = canvas.form == .wide
    guard
      let xScale = AxisScale(
        covering: points.map(\.x) + covered, scale: x.scale, labelCount: isSquare ? 5 : isWide ? 8 : 4),
      let yScale = AxisScale(
        covering: points.flatMap { [$0.y, $0.interval?.lower, $0.interval?.upper].compactMap(\.self) } + covered,
        scale: y.scale, labelCount: isSquare ? 5 : 6),
      !points.isEmpty
    else {
      canvas.noData()
      canvas.notes(omissions)
      return
    }
    let frame = PlotFrame(x: xScale, y: yScale, plot: self, canvas: canvas)
    frame.drawAxes(x: x, y: y, on: &canvas)
    var isThinned = false
    for layer in layers.reversed() {
      var drawing = SeriesDrawing(layer: layer, plot: self, frame: frame)
      drawing.draw(on: &canvas)
      isThinned = isThinned || drawing.isThinned
    }
    canvas.height = frame.bottom + frame.footHeight
    canvas.notes(
      notes + omissions
        + (isThinned ? ["Drawn with fewer points than were measured; the extremes are all there."] : []))
  }

  var legendEntries: [Legend.Entry] {
    layers.map {
      Legend.Entry(
        name: $0.series.name, look: $0.look, hasLine: $0.series.style != .markers,
        hasMarkers: $0.hasMarkers)
    }
      + (hasIdentity
        ? [Legend.Entry(name: identityName, look: Self.identityLook, hasLine: true, hasMarkers: false)] : [])
  }

  static let identityLook = SeriesLook(index: 1, isBound: true)

  private var identityName: String { x == ROCChart.x && y == ROCChart.y ? "Guessing" : "Equal" }
}
