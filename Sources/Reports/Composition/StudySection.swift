internal import Formats
internal import Numerics
internal import Studies

/// What a report says of one analysis.
struct StudySection {
  private let analysis: any Analysis
  private let records: [Record]
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

  /// A figure for each choice of the axes that neither run along it nor tell its lines apart.
  private func figures(_ plan: FigurePlan) -> [Figure] {
    let varied = plan.series.filter { axis in Set(records.map { $0.point.values[axis] }).count > 1 }
    let (lines, panels) = (Array(varied.prefix(1)), Array(varied.dropFirst()))
    return groups(of: records, by: panels).map { values, records in
      let suffix = Self.text(values, panels)
      return Figure(
        id: ([plan.id] + values.map(\.description)).joined(separator: "-"),
        title: plan.title + (suffix.isEmpty ? "" : ", \(suffix)"), caption: plan.caption,
        chart: .lines(chart(plan, records, lines)), intervalNote: note)
    }
  }

  private var note: String {
    let models = Set(records.compactMap { $0.point.number(.seed) }).count
    return models > 1
      ? "95 % intervals of the mean over \(models) models, by bootstrap." : "95 % intervals from within the cell."
  }

  private func chart(_ plan: FigurePlan, _ records: [Record], _ lines: [Axis]) -> LineChart {
    var series: [ChartSeries] = []
    var bounds: [ChartSeries] = []
    for (values, own) in groups(of: records, by: lines) {
      let name = Self.text(values, lines)
      let found = points(plan.y, over: plan.x, of: own, id: plan.id + name)
      if !found.isEmpty { series.append(ChartSeries(name.isEmpty ? plan.yTitle : name, found)) }
      for bound in plan.bounds {
        let limits = points(bound.value, over: plan.x, of: own, id: "").map { ChartPoint($0.x, $0.y) }
        guard !limits.isEmpty, !bounds.contains(where: { $0.points == limits }) else { continue }
        bounds.append(ChartSeries(name.isEmpty ? bound.title : "\(bound.title), \(name)", limits, style: .line))
      }
    }
    // A limit that all lines share bears its own name alone.
    for bound in plan.bounds {
      let own = bounds.indices.filter { bounds[$0].name.hasPrefix(bound.title) }
      if own.count == 1 { bounds[own[0]].name = bound.title }
    }
    return LineChart(
      x: ChartAxis(plan.x.title, scale: plan.isLogarithmicX ? .logarithmic : .linear),
      y: ChartAxis(plan.yTitle, scale: plan.isLogarithmicY ? .logarithmic : .linear), series: series, bounds: bounds)
  }

  /// Means over all that is not told apart, with their intervals.
  private func points(_ key: String, over axis: Axis, of records: [Record], id: String) -> [ChartPoint] {
    groups(of: records, by: [axis]).compactMap { values, own in
      guard case .number(let x)? = values.first else { return nil }
      let found = own.filter { $0.values[key] != nil }
      let numbers = found.compactMap { $0.values[key] }
      guard !numbers.isEmpty else { return nil }
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      let interval = numbers.count > 1 ? Self.interval(numbers, "\(id)/\(x)") : found[0].intervals[key]
      return ChartPoint(Double(x), mean, interval.map { ChartInterval($0.lowerBound, $0.upperBound) })
    }
  }

  /// Of the mean over models.
  private static func interval(_ numbers: [Double], _ label: String) -> ClosedRange<Double>? {
    Bootstrap(
      observations: numbers.count, resamples: 1000, stream: RandomStream(seed: 0).substream(label)
    ) { places in
      places.reduce(0) { $0 + numbers[$1] } / Double(places.count)
    }.expandedInterval()
  }

  /// Records with the same values of some axes, in the order of those.
  private func groups(of records: [Record], by axes: [Axis]) -> [([AxisValue], [Record])] {
    Dictionary(grouping: records) { record in axes.compactMap { record.point.values[$0] } }
      .sorted { left, right in
        for (first, second) in zip(left.key, right.key) where first != second { return first < second }
        return left.key.count < right.key.count
      }
      .map { ($0.key, $0.value) }
  }

  private static func text(_ values: [AxisValue], _ axes: [Axis]) -> String {
    zip(axes, values).map { axis, value in
      switch value {
      case .name(let name): name
      case .number(let number): "\(axis.title) \(number)"
      }
    }.joined(separator: ", ")
  }
}
