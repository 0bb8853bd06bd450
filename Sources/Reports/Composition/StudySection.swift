internal import Formats
internal import Numerics
internal import Studies

/// What a report says of one analysis.
struct StudySection {
  private let analysis: any Analysis
  let records: [Record]
  private let kind: any Analysis.Type

  init(_ analysis: any Analysis, records: [Record]) {
    self.analysis = analysis
    self.records = records
    kind = type(of: analysis)
  }

  var section: Section {
    let settings = analysis.parameters.sorted { $0.key < $1.key }.map { key, value in
      "\(key) \(((try? value.text()) ?? "").replacing("\"", with: ""))"
    }
    return Section(
      id: kind.kind, title: kind.title,
      paragraphs: ["\(records.count) cells" + (settings.isEmpty ? "." : ": \(settings.joined(separator: ", ")).")],
      figures: records.isEmpty ? [] : kind.figures.flatMap(figures))
  }

  /// A figure for each choice of the axes that neither run along it, nor tell its lines or panels apart.
  private func figures(_ plan: FigurePlan) -> [Figure] {
    if let curve = plan.curve { return curveFigures(plan, curve) }
    guard plan.bars.isEmpty else { return barFigures(plan) }
    let varied = plan.series.filter { count(of: $0) > 1 }
    if let x = plan.measuredX {
      let own = records.filter { $0.values[x.value] != nil && $0.values[plan.y] != nil }
      guard Set(own.map { $0.point.values[plan.x] }).count > 1 else { return [] }
    } else if count(of: plan.x) == 1, kind.figures.contains(where: { $0.measuredX != nil && count(of: $0.x) > 1 }) {
      // Another figure shows what varies.
      return []
    }
    let ownLines = plan.measuredX == nil ? 1 : 0
    let lines = Array(varied.prefix(ownLines))
    let panels = plan.hasPanels ? Array(varied.dropFirst(ownLines).prefix(2)) : []
    let others = Array(varied.dropFirst(ownLines + panels.count))
    return groups(of: records, by: others).map { values, records in
      let suffix = Self.text(values, others)
      let id = ([plan.id] + values.map(\.description)).joined(separator: "-")
      let (chart, note) = chart(plan, records, lines, panels, id: id)
      return Figure(
        id: id, title: plan.title + (suffix.isEmpty ? "" : ", \(suffix)"), caption: plan.caption, chart: chart,
        intervalNote: note)
    }
  }

  func count(of axis: Axis) -> Int { Set(records.map { $0.point.values[axis] }).count }

  /// Records of lines under their names, each with its points.
  private struct Lines {
    var title = ""
    var groups: [(name: String, records: [Record])]
    var places: [[Place]]
  }

  private func lines(_ plan: FigurePlan, _ records: [Record], _ axes: [Axis], title: String = "") -> Lines {
    let groups =
      plan.measuredX == nil
      ? groups(of: records, by: axes).map { (name: Self.text($0, axes), records: $1) }
      : families(of: records, along: plan.x)
    return Lines(
      title: title, groups: groups, places: groups.map { points(of: plan, $0.records, having: plan.y) })
  }

  /// The lines with their limits, in one panel or several, and how their intervals were made.
  private func chart(
    _ plan: FigurePlan, _ records: [Record], _ lines: [Axis], _ panels: [Axis], id: String
  ) -> (Chart, note: String?) {
    let columns = panels.first.map { axis in Set(records.compactMap { $0.point.values[axis] }).count } ?? 1
    // The first axis of the panels runs along rows.
    let order = Array(panels.reversed())
    let all = groups(of: records, by: order).map { values, own in
      self.lines(plan, own, lines, title: Self.text(values.reversed(), panels))
    }
    let points = all.flatMap { $0.places.flatMap { $0.map(\.records) } }
    let intervals =
      plan.pooled.map { FigureSample.Intervals($0, of: points) }
      ?? FigureSample(points, plan: plan).intervals(label: id)
    var rest = intervals.ranges[...]
    let found = all.map { panel($0, plan, &rest) }
    let x = ChartAxis(plan.measuredX?.title ?? plan.x.title, scale: plan.isLogarithmicX ? .logarithmic : .linear)
    let y = ChartAxis(plan.yTitle, scale: plan.isLogarithmicY ? .logarithmic : .linear)
    guard panels.isEmpty, let only = found.first else {
      let chart = PanelChart(x: x, y: y, panels: found, columns: columns, intervalStyle: intervals.style)
      return (.panels(chart), intervals.note)
    }
    let chart = LineChart(
      x: x, y: y, series: only.series, bounds: only.bounds,
      intervalStyle: plan.measuredX == nil ? intervals.style : .bars)
    guard plan.measuredX != nil else { return (.lines(chart), intervals.note) }
    return (.lines(chart), intervals.note?.replacing("Bands:", with: "Whiskers:"))
  }

  /// Takes as many intervals as there are points.
  private func panel(
    _ lines: Lines, _ plan: FigurePlan, _ intervals: inout ArraySlice<ClosedRange<Double>?>
  ) -> PanelChart.Panel {
    var series: [ChartSeries] = []
    var bounds: [ChartSeries] = []
    let all = lines.groups.flatMap(\.records)
    for (group, places) in zip(lines.groups, lines.places) {
      let found = zip(places, intervals).map { place, interval in
        let interval = plan.range.map { range in interval?.clamped(to: range) } ?? interval
        return ChartPoint(place.x, place.value(of: plan), interval.map { ChartInterval($0.lowerBound, $0.upperBound) })
      }
      intervals = intervals.dropFirst(places.count)
      if !found.isEmpty { series.append(ChartSeries(group.name.isEmpty ? plan.yTitle : group.name, found)) }
      for bound in plan.bounds {
        let limits = points(of: plan, plan.measuredX == nil ? group.records : all, having: bound.value).map {
          ChartPoint($0.x, $0.mean(bound.value))
        }
        guard !limits.isEmpty, !bounds.contains(where: { Self.areSame($0.points, limits) }) else { continue }
        let name = group.name.isEmpty ? bound.title : "\(bound.title), \(group.name)"
        bounds.append(ChartSeries(name, limits, style: .line))
      }
    }
    // A limit that all lines share bears its own name alone.
    for bound in plan.bounds {
      let own = bounds.indices.filter { bounds[$0].name.hasPrefix(bound.title) }
      if own.count == 1 { bounds[own[0]].name = bound.title }
    }
    return PanelChart.Panel(lines.title, series: series, bounds: bounds)
  }

  /// Whether limits are one but for the order in which their means were summed up.
  private static func areSame(_ first: [ChartPoint], _ second: [ChartPoint]) -> Bool {
    first.count == second.count
      && zip(first, second).allSatisfy { $0.x == $1.x && ($0.y - $1.y).magnitude <= 1e-9 * $1.y.magnitude }
  }

  /// Records that a point of a line is the mean of: all that is not told apart.
  private struct Place {
    let x: Double
    let records: [Record]

    func value(of plan: FigurePlan) -> Double {
      plan.pooled.map { $0.value(records)?.value ?? .nan } ?? mean(plan.y)
    }

    func mean(_ key: String) -> Double {
      records.reduce(0) { $0 + ($1.values[key] ?? .nan) } / Double(records.count)
    }
  }

  private func points(of plan: FigurePlan, _ records: [Record], having key: String) -> [Place] {
    let found = groups(of: records.filter { $0.values[key] != nil }, by: [plan.x]).compactMap { values, own in
      if let x = plan.measuredX {
        let own = own.filter { $0.values[x.value] != nil }
        return own.isEmpty ? nil : Place(x: Place(x: 0, records: own).mean(x.value), records: own)
      }
      guard case .number(let x)? = values.first else { return nil }
      return Place(x: Double(x), records: own)
    }
    return plan.measuredX == nil ? found : found.sorted { $0.x < $1.x }
  }

  /// Records by the kind of their value on an axis.
  private func families(of records: [Record], along axis: Axis) -> [(name: String, records: [Record])] {
    Dictionary(grouping: records) { $0.point.values[axis]?.family ?? "" }.sorted { $0.key < $1.key }
      .map { (name: $0.key, records: $0.value) }
  }

  /// Records with the same values of some axes, in the order of those.
  func groups(of records: [Record], by axes: [Axis]) -> [([AxisValue], [Record])] {
    Dictionary(grouping: records) { record in axes.compactMap { record.point.values[$0] } }
      .sorted { left, right in
        for (first, second) in zip(left.key, right.key) where first != second { return first < second }
        return left.key.count < right.key.count
      }
      .map { ($0.key, $0.value) }
  }

  // MARK: Curves

  /// A figure for each choice of the axes but the first of the lines and the one along the figure.
  private func curveFigures(_ plan: FigurePlan, _ curve: FigurePlan.Curve) -> [Figure] {
    let values = Set(records.compactMap { $0.point.values[plan.x] }).sorted()
    guard !values.isEmpty, let lines = plan.series.first else { return [] }
    let middle = values[values.count / 2]
    let own = records.filter { $0.point.values[plan.x] == middle && $0.repetitions[curve.negatives] != nil }
    let others = plan.series.dropFirst().filter { count(of: $0) > 1 }
    return groups(of: own, by: Array(others)).map { values, records in
      let shown = groups(of: records, by: [lines]).compactMap { value, records in
        Self.series(Self.text(value, [lines]), curve, records)
      }
      let title = Self.text(values + [middle], others + [plan.x])
      return Figure(
        id: ([plan.id] + values.map(\.description)).joined(separator: "-"), title: "\(plan.title), \(title)",
        caption: plan.caption,
        chart: .roc(
          ROCChart(series: shown.map(\.series), smallestRate: shown.map(\.smallestRate).min() ?? 1e-4)))
    }
  }

  /// Rates at each threshold, of all records together; thinned to what a figure can show.
  private static func series(
    _ name: String, _ curve: FigurePlan.Curve, _ records: [Record]
  ) -> (series: ChartSeries, smallestRate: Double)? {
    let positives = records.flatMap { $0.repetitions[curve.positives] ?? [] }
    let negatives = records.flatMap { $0.repetitions[curve.negatives] ?? [] }
    guard let found = OperatingCurve(positives: positives, negatives: negatives) else { return nil }
    var points: [ChartPoint] = []
    for point in found.points {
      let next = ChartPoint(found.falsePositiveRate(point), found.truePositiveRate(point))
      // Of points less than a hundredth of a decade apart one is enough.
      if let last = points.last, points.count > 1, next.x < 1, next.x < 1.025 * last.x { continue }
      points.append(next)
    }
    return (ChartSeries(name, points, style: .line), 1 / Double(negatives.count))
  }

  /// Names that say little outside a study file.
  private static let words: [Axis: [String: String]] = [
    .weights: ["study": "study weights", "random": "random weights", "ones": "weights 1"],
    .attack: ["numerical": "numerical (arXiv:2504.12806)"],
    .encoding: [
      "tower-5": "one input times 5^k", "tower-3": "one input times 3^k", "parallel": "one input on every qubit",
      "single": "an input a qubit",
    ],
    .model: [
      "study": "the study's model", "classical": "a classical net of its size", "frozen": "its circuit constant",
      "linear": "a dense layer for its circuit",
    ],
  ]

  static func text(_ values: [AxisValue], _ axes: [Axis]) -> String {
    zip(axes, values).map { axis, value in
      switch value {
      case .name(let name): words[axis]?[name] ?? name
      case .number(let number): "\(axis.title) \(number)"
      }
    }.joined(separator: ", ")
  }
}
