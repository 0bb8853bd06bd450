internal import Numerics
internal import Studies

extension StudySection {
  /// A figure of bars for each choice of the axes that tell figures apart: a group for each value of the plan's axis, in
  /// it a bar for each of its values, the mean over models.
  func barFigures(_ plan: FigurePlan) -> [Figure] {
    let varied = plan.series.filter { count(of: $0) > 1 }
    let known = records.filter { record in plan.bars.contains { record.values[$0.value] != nil } }
    return groups(of: known, by: varied).map { values, records in
      let suffix = Self.text(values, varied)
      let groups = self.groups(of: records, by: [plan.x]).map { name, own in
        BarChart.Group(Self.text(name, [plan.x]), plan.bars.map { bar(own, $0.value, plan) })
      }
      let chart = BarChart(
        groupTitle: plan.x.title, valueTitle: plan.yTitle, series: plan.bars.map(\.title), groups: groups)
      let hasIntervals = groups.contains { $0.bars.contains { $0?.interval != nil } }
      return Figure(
        id: ([plan.id] + values.map(\.description)).joined(separator: "-"),
        title: plan.title + (suffix.isEmpty ? "" : ", \(suffix)"), caption: plan.caption, chart: .bars(chart),
        intervalNote: hasIntervals ? "Whiskers: 95 %, each bar by itself, Student's over models." : nil)
    }
  }

  private func bar(_ records: [Record], _ key: String, _ plan: FigurePlan) -> BarChart.Bar? {
    let models = groups(of: records.filter { $0.values[key] != nil }, by: [.seed])
    let means = models.map { RunningMean($0.1.compactMap { $0.values[key] }).mean }
    guard !means.isEmpty else { return nil }
    let mean = RunningMean(means)
    let own = records.count == 1 ? records[0].intervals[key] : nil
    let interval = (mean.interval() ?? own).map { interval in
      let clamped = plan.range.map { interval.clamped(to: $0) } ?? interval
      return ChartInterval(clamped.lowerBound, clamped.upperBound)
    }
    return BarChart.Bar(mean.mean, interval)
  }
}
