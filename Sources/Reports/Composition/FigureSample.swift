internal import Numerics
internal import Studies

/// The records behind one figure as a sample: which models and inputs the points of its lines share, and what each cell
/// measured again and again.
struct FigureSample {
  /// The records of each point, line by line.
  private let points: [[Record]]
  private let plan: FigurePlan
  /// Axes whose values are drawn and differ here, the outermost first.
  private let levels: [Axis]
  private let means: NestedMeans

  init(_ points: [[Record]], plan: FigurePlan) {
    self.points = points
    self.plan = plan
    let all = points.flatMap(\.self)
    let levels = Axis.allCases.filter { axis in
      axis.nesting != nil && axis != plan.x && !plan.series.contains(axis)
        && all.allSatisfy { $0.point.values[axis] != nil } && Set(all.map { $0.point.values[axis] }).count > 1
    }.sorted { ($0.nesting?.depth ?? 0) < ($1.nesting?.depth ?? 0) }
    self.levels = levels
    let labels = levels.map { axis in
      Dictionary(
        uniqueKeysWithValues: Set(all.compactMap { $0.point.values[axis] }).sorted().enumerated().map { ($1, $0) })
    }
    let cells = points.enumerated().flatMap { point, records in
      records.map { record in
        NestedMeans.Cell(
          point: point,
          units: zip(levels, labels).map { axis, labels in record.point.values[axis].flatMap { labels[$0] } ?? 0 },
          record: record, plan: plan)
      }
    }
    means = NestedMeans(cells, pointCount: points.count)
  }

  /// The intervals of a figure's points.
  struct Intervals {
    var ranges: [ClosedRange<Double>?]
    /// A band holds all at once, bars each its own.
    var style: LineChart.IntervalStyle
    /// How they were made.
    var note: String?

    init(ranges: [ClosedRange<Double>?], style: LineChart.IntervalStyle, note: String?) {
      (self.ranges, self.style, self.note) = (ranges, style, note)
    }

    /// Those that values of several records at once come with.
    init(_ pooled: FigurePlan.Pooled, of points: [[Record]]) {
      self.init(ranges: points.map { pooled.value($0)?.interval }, style: .bars, note: pooled.note)
    }
  }

  /// A band over all points where there is enough to draw from, else what the cells say of themselves, as bars.
  func intervals(label: String) -> Intervals {
    let stream = RandomStream(seed: 0).substream(label)
    let bands = means.band(resamples: Self.resamples, onLogarithms: plan.isLogarithmicY, stream: stream)
    if let drawing = means.drawing, bands.contains(where: { $0 != nil }) {
      return Intervals(ranges: bands, style: .band, note: note(drawing, isComplete: !bands.contains(nil)))
    }
    let own = points.map { $0.count == 1 ? $0[0].intervals[plan.y] : nil }
    let note = "Whiskers: 95 %, each point by itself, from within its one cell."
    return Intervals(ranges: own, style: .bars, note: own.contains { $0 != nil } ? note : nil)
  }

  private static let resamples = 1000

  private func note(_ drawing: NestedMeans.Drawing, isComplete: Bool) -> String {
    let drawn: String
    switch drawing {
    case .units(let level, let count):
      var parts = ["the \(count) \(plural(levels[level])), the same ones at every point"]
      for axis in levels[(level + 1)...] { parts.append("the \(plural(axis)) within each of those") }
      if hasRepetitions { parts.append("the repetitions within each cell") }
      drawn = parts.joined(separator: ", then ") + "; widened for so few \(plural(levels[level]))"
    case .repetitions:
      drawn = "the repetitions within each cell alone; the band says nothing of other models"
    }
    return "Bands: 95 %, simultaneous over all points of the figure (sup-t of \(Self.resamples) bootstrap resamples"
      + "\(plan.isLogarithmicY ? " of logarithms" : "")). Drawn with repetition: \(drawn)."
      + (isComplete ? "" : " Points of fewer than \(NestedMeans.fewestUnits) draws have no band.")
  }

  private var hasRepetitions: Bool {
    points.contains { records in records.contains { plan.repetitions(in: $0).count > 1 } }
  }

  private func plural(_ axis: Axis) -> String { axis.nesting?.plural ?? axis.title }
}

extension NestedMeans.Cell {
  fileprivate init(point: Int, units: [Int], record: Record, plan: FigurePlan) {
    let repetitions = plan.repetitions(in: record)
    guard repetitions.count > 1 else {
      self.init(point: point, units: units, repetitions: [record.values[plan.y] ?? .nan])
      return
    }
    self.init(point: point, units: units, repetitions: repetitions) { mean in
      plan.repeated.map { $0.value(mean, record) } ?? mean
    }
  }
}

extension FigurePlan {
  fileprivate func repetitions(in record: Record) -> [Double] { record.repetitions[repeated?.name ?? y] ?? [] }
}
