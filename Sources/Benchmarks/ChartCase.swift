internal import FoundationEssentials
internal import Reports

/// A line chart of what was timed, drawn as reports draw theirs.
struct ChartCase {
  private let figure: Figure
  private let path: String

  /// Each row of `points` is the line of a name: x and y of its points, one after the other; y in decades.
  init(_ arguments: RaceArguments) throws {
    let names = try arguments.texts("names")
    let points = try arguments.rows("points")
    guard names.count == points.count else {
      throw BenchmarkError("\(names.count) names for \(points.count) lines")
    }
    let series = zip(names, points).map { name, row in
      ChartSeries(name, stride(from: 0, to: row.count - 1, by: 2).map { ChartPoint(row[$0], row[$0 + 1]) })
    }
    let chart = LineChart(
      x: ChartAxis(try arguments.text("xTitle")), y: ChartAxis(try arguments.text("yTitle"), scale: .logarithmic),
      series: series)
    figure = Figure(
      id: "bench", title: try arguments.text("title"), caption: try arguments.text("caption"), chart: .lines(chart))
    path = try arguments.text("path")
  }

  /// How many bytes the file has.
  func draw() throws -> () throws -> [Double] {
    { [figure, path] in
      let bytes = Array(figure.svg.utf8)
      guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
        throw BenchmarkError("cannot write \(path)")
      }
      return [Double(bytes.count)]
    }
  }
}
