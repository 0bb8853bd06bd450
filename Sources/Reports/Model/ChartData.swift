/// The values of a chart as records that all charts share: what tables and files are written from.
struct ChartData: Sendable {
  struct Record: Sendable {
    var series: String
    var x: Table.Cell
    var y: Double?
    var interval: ChartInterval?
    /// What the record is: `data`, `bound`, `bar`, `pixel`, `qubit`, `coupling`, or a broken one of the latter two.
    var kind: String
  }

  /// What the name of a record is in this chart, such as "Series" or "Image".
  var seriesTitle = "Series"
  var x: Table.Column
  var y: Table.Column
  var records: [Record]

  init(_ chart: Chart) {
    switch chart {
    case .lines(let chart): self.init(x: chart.x, y: chart.y, series: chart.series, bounds: chart.bounds)
    case .panels(let chart):
      self.init(
        x: chart.x, y: chart.y, series: chart.panels.flatMap { Self.named($0.series, in: $0) },
        bounds: chart.panels.flatMap { Self.named($0.bounds, in: $0) })
    case .scatter(let chart): self.init(x: chart.x, y: chart.y, series: chart.series, bounds: [])
    case .roc(let chart): self.init(x: ROCChart.x, y: ROCChart.y, series: chart.series, bounds: [])
    case .bars(let chart): self.init(chart)
    case .images(let chart): self.init(chart)
    case .deviceMap(let chart): self.init(chart)
    }
  }

  private init(x: ChartAxis, y: ChartAxis, series: [ChartSeries], bounds: [ChartSeries]) {
    self.x = Table.Column(x.title, unit: x.unit)
    self.y = Table.Column(y.title, unit: y.unit)
    func records(_ series: ChartSeries, kind: String) -> [Record] {
      series.points.map {
        Record(series: series.name, x: .number($0.x), y: $0.y, interval: $0.interval, kind: kind)
      }
    }
    self.records = series.flatMap { records($0, kind: "data") } + bounds.flatMap { records($0, kind: "bound") }
  }

  private static func named(_ series: [ChartSeries], in panel: PanelChart.Panel) -> [ChartSeries] {
    series.map { ChartSeries("\(panel.title): \($0.name)", $0.points, style: $0.style) }
  }

  private init(_ chart: BarChart) {
    x = Table.Column(chart.groupTitle, alignment: .leading)
    y = Table.Column(chart.valueTitle, unit: chart.unit)
    records = chart.groups.flatMap { group in
      group.bars.enumerated().map { index, bar in
        Record(
          series: chart.name(ofSeries: index), x: .text(group.name), y: bar?.value, interval: bar?.interval,
          kind: "bar")
      }
    }
  }

  private init(_ chart: ImageGrid) {
    seriesTitle = "Image"
    x = Table.Column("Pixel, from 0, row by row")
    y = Table.Column("Value")
    records = chart.images.flatMap { image in
      image.values.enumerated().map { index, value in
        Record(series: image.caption, x: .number(Double(index)), y: value, kind: "pixel")
      }
    }
  }

  private init(_ chart: DeviceMap) {
    seriesTitle = "Error of"
    x = Table.Column("Qubits", alignment: .leading)
    y = Table.Column("Error")
    records =
      chart.qubits.map {
        Record(
          series: chart.qubitTitle, x: .text($0.label), y: $0.error,
          kind: $0.isBroken ? "broken qubit" : "qubit")
      }
      + chart.couplings.map {
        Record(
          series: chart.couplingTitle, x: .text(chart.name(of: $0)), y: $0.error,
          kind: $0.isBroken ? "broken coupling" : "coupling")
      }
  }
}

extension Chart {
  /// All values that the chart shows, under the names of its axes.
  package var table: Table { ChartData(self).table }
}

extension ChartData {
  /// Columns that would be the same or empty in every row are left out.
  var table: Table {
    let hasIntervals = records.contains { $0.interval != nil }
    let hasKinds = records.contains { $0.kind != records.first?.kind }
    var columns = [Table.Column(seriesTitle, alignment: .leading), x, y]
    if hasIntervals { columns += [Table.Column("Lower", unit: y.unit), Table.Column("Upper", unit: y.unit)] }
    if hasKinds { columns.append(Table.Column("Kind", alignment: .leading)) }
    let rows = records.map { record in
      var row: [Table.Cell] = [.text(record.series), record.x, Table.Cell(record.y)]
      if hasIntervals { row += [Table.Cell(record.interval?.lower), Table.Cell(record.interval?.upper)] }
      if hasKinds { row.append(.text(record.kind)) }
      return row
    }
    return Table(title: "Data", columns: columns, rows: rows)
  }
}

extension ROCChart {
  static let x = ChartAxis("False positive rate", scale: .logarithmic)
  static let y = ChartAxis("True positive rate", scale: .logarithmic)
}

extension BarChart {
  /// The name of a series, or its number where there are more bars than names.
  func name(ofSeries index: Int) -> String { index < series.count ? series[index] : "Series \(index + 1)" }
}

extension DeviceMap {
  func name(of coupling: Coupling) -> String {
    func label(_ index: Int) -> String {
      qubits.indices.contains(index) ? qubits[index].label : "unknown qubit \(index)"
    }
    return "\(label(coupling.first))–\(label(coupling.second))"
  }
}
