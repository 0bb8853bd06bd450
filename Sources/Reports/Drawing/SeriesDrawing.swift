/// Draws one series within a frame.
struct SeriesDrawing {
  /// A point in places of the drawing.
  private struct Place {
    var x: Double
    var y: Double
    var interval: (lower: Double, upper: Double)?
  }

  let layer: Plot.Layer
  let plot: Plot
  let frame: PlotFrame
  /// Whether fewer points were drawn than the series has.
  private(set) var isThinned = false

  init(layer: Plot.Layer, plot: Plot, frame: PlotFrame) {
    self.layer = layer
    self.plot = plot
    self.frame = frame
  }

  mutating func draw(on canvas: inout ChartCanvas) {
    let runs = runs
    let count = runs.reduce(0) { $0 + $1.count }
    let (hasLine, hasMarkers) = (layer.series.style != .markers, layer.hasMarkers)
    let isBanded = plot.intervalStyle == .band && hasLine
    var shown: [[Place]] = []
    for run in runs { shown.append(hasLine ? thinned(run) : run) }
    for run in shown where hasLine && run.count > 1 {
      if isBanded { drawBand(run, on: &canvas) }
      canvas.path(PathText { $0.polyline(run.map { ($0.x, $0.y) }) }, style: layer.look.line(hasMarkers: hasMarkers))
    }
    // A line or a band of one point would not be seen.
    let singles = runs.filter { $0.count == 1 }.flatMap(\.self)
    var marked = hasMarkers ? runs.flatMap(\.self) : singles
    if marked.count > Self.mostMarkers { marked = distinct(marked) }
    drawBars(isBanded ? singles : hasMarkers ? marked : shown.flatMap(\.self), on: &canvas)
    let marker = layer.look.marker(isSmall: count > Self.mostLargeMarkers)
    canvas.path(
      PathText { for place in marked { $0.shape(marker, atX: place.x, y: place.y) } },
      style: "mark \(layer.look.colour)")
  }

  private static let mostMarkers = 1000
  private static let mostLargeMarkers = 300

  /// The points in stretches without gaps.
  private var runs: [[Place]] {
    var runs: [[Place]] = [[]]
    for point in layer.series.points {
      if let x = frame.place(x: point.x), let y = frame.place(y: point.y) {
        var place = Place(x: x, y: y)
        if let interval = point.interval, let lower = frame.place(yEnd: interval.lower),
          let upper = frame.place(yEnd: interval.upper)
        {
          place.interval = (lower, upper)
        }
        runs[runs.count - 1].append(place)
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }

  /// Of all points that follow each other within a unit's width: the first, the lowest, the highest and the last.
  private mutating func thinned(_ run: [Place]) -> [Place] {
    guard Double(run.count) > 4 * (frame.right - frame.left) else { return run }
    isThinned = true
    var result: [Place] = []
    var start = 0
    while start < run.count {
      var end = start + 1
      while end < run.count, run[end].x.rounded() == run[start].x.rounded() { end += 1 }
      let column = start..<end
      let low = column.min { run[$0].y < run[$1].y } ?? start
      let high = column.max { run[$0].y < run[$1].y } ?? start
      for index in Set([start, low, high, end - 1]).sorted() { result.append(run[index]) }
      start = end
    }
    return result
  }

  /// One point of all that would be drawn at the same place.
  private mutating func distinct(_ places: [Place]) -> [Place] {
    var seen: Set<SIMD2<Double>> = []
    let result = places.filter { seen.insert(SIMD2($0.x.rounded(), $0.y.rounded())).inserted }
    isThinned = isThinned || result.count < places.count
    return result
  }

  /// The space between the ends of the intervals, interrupted where a point has none.
  private func drawBand(_ run: [Place], on canvas: inout ChartCanvas) {
    var path = PathText()
    for stretch in run.split(whereSeparator: { $0.interval == nil }) where stretch.count > 1 {
      let upper = stretch.map { ($0.x, $0.interval?.upper ?? $0.y) }
      let lower = stretch.reversed().map { ($0.x, $0.interval?.lower ?? $0.y) }
      path.polyline(upper + lower)
      path.close()
    }
    canvas.path(path, style: "band \(layer.look.colour)")
  }

  private func drawBars(_ places: [Place], on canvas: inout ChartCanvas) {
    var path = PathText()
    for place in places {
      guard let interval = place.interval else { continue }
      path.segment(place.x, interval.lower, place.x, interval.upper)
      guard places.count <= Self.mostLargeMarkers else { continue }
      for end in [interval.lower, interval.upper] { path.shape("m-3 0h6", atX: place.x, y: end) }
    }
    canvas.path(path, style: "whisker \(layer.look.colour)")
  }
}
