import Formats
import Numerics
import Reports
import Studies
import Testing

@Suite struct StudyReportTests {
  private static let study = """
    { schema: 1, name: "bands", data: { source: "cosine:rows=6" }, model: { name: "simple-1" },
      analyses: [{ kind: "gradient-quality" }], grid: { shots: [16, 64, 256], seeds: 1 } }
    """

  /// Records of a study with made-up errors: those of a model rise and fall together, and repeat with a spread.
  private static func records(_ study: Study, models: Int, repetitions: Int) throws -> [Record] {
    var stream = RandomStream(seed: 9)
    var records: [Record] = []
    for model in 0..<models {
      let size = 1 + 0.5 * stream.uniform()
      for shots in [16, 64, 256] {
        let squares = (0..<repetitions).map { _ in size * (0.8 + 0.4 * stream.uniform()) / Double(shots) }
        let mean = squares.reduce(0, +) / Double(max(1, repetitions))
        let error = repetitions > 0 ? mean.squareRoot() : size / Double(shots)
        var members: [String: JSON] = [
          "schema": 1, "cell": .string("\(model)/\(shots)"), "study": .string(study.id), "analysis": "gradient-quality",
          "algorithm": 2, "seed": "0", "acquisitions": [], "shotsRequested": .integer(shots), "kernel": "test",
          "shotsReceived": .integer(shots), "backend": "ideal", "calibrationSha256": nil, "calibrationDate": nil,
          "point": [
            "seed": .integer(model), "backend": "ideal", "shots": .integer(shots), "batchSize": 1, "defence": "none",
          ],
          "options": study.analyses[0].options, "status": "done", "message": nil, "value": ["error": .number(error)],
          "interval": ["error": [.number(0.9 * error), .number(1.1 * error)]],
        ]
        if repetitions > 1 { members["repetitions"] = ["squaredError": .array(squares.map { .number($0) })] }
        records.append(try Record(parsing: JSON.object(members).bytes()))
      }
    }
    return records
  }

  private static func figure(models: Int, repetitions: Int) throws -> (points: [ChartPoint], note: String?) {
    let study = try Study(parsing: Array(study.utf8))
    let records = try records(study, models: models, repetitions: repetitions)
    let report = Report(of: study, records: records, devices: [:], parties: [], version: "0")
    #expect(report == Report(of: study, records: records, devices: [:], parties: [], version: "0"))
    let figure = try #require(report.sections[0].figures.first)
    guard case .lines(let chart) = figure.chart else { return ([], nil) }
    return (try #require(chart.series.first).points, figure.intervalNote)
  }

  @Test("several models make a band over all points, wider than the interval of each point alone")
  func drawsModels() throws {
    let (points, note) = try Self.figure(models: 6, repetitions: 8)
    #expect(
      note == """
        Bands: 95 %, simultaneous over all points of the figure (sup-t of 1000 bootstrap resamples of logarithms). \
        Drawn with repetition: the 6 models, the same ones at every point, then the repetitions within each cell; \
        widened for so few models.
        """)
    let study = try Study(parsing: Array(Self.study.utf8))
    let records = try Self.records(study, models: 6, repetitions: 8)
    for point in points {
      let interval = try #require(point.interval)
      let errors = records.filter { $0.point.number(.shots) == Int(point.x) }.compactMap { $0.values["error"] }
      #expect(errors.count == 6 && abs(errors.reduce(0, +) / 6 - point.y) < 1e-15)
      let pointwise = try #require(
        Bootstrap(observations: 6, resamples: 1000, stream: RandomStream(seed: 1)) { places in
          places.reduce(0) { $0 + errors[$1] } / 6
        }.expandedInterval())
      #expect(interval.lower < pointwise.lowerBound && interval.upper > pointwise.upperBound)
      #expect(interval.lower > 0)
    }
  }

  @Test("of one model the repetitions within its cells are drawn, and the note says for whom that speaks")
  func drawsRepetitions() throws {
    let (points, note) = try Self.figure(models: 1, repetitions: 8)
    #expect(note?.contains("the repetitions within each cell alone; the band says nothing of other models") == true)
    #expect(points.count == 3 && points.allSatisfy { $0.interval.map { $0.lower > 0 } ?? false })
  }

  @Test("a cell that keeps no repetitions has its own interval")
  func takesOwnIntervals() throws {
    let (points, note) = try Self.figure(models: 1, repetitions: 0)
    #expect(note == "Whiskers: 95 %, each point by itself, from within its one cell.")
    for point in points {
      #expect(point.interval == ChartInterval(0.9 * point.y, 1.1 * point.y))
    }
  }

  @Test("attacks are lines, and backends and weights are the columns and rows of one figure")
  func panels() throws {
    let text = """
      { schema: 1, name: "panels", data: { source: "cosine:rows=6" }, model: { name: "simple-1" },
        analyses: [{ kind: "gradient-inversion" }], grid: { shots: [16, 64] } }
      """
    let study = try Study(parsing: Array(text.utf8))
    let lines: [(String, String)] = [("ideal", "least-squares"), ("noisy", "numerical"), ("noisy", "least-squares")]
    let places: [(Int, Int)] = [(16, 0), (64, 0), (16, 1), (64, 1), (16, 2), (64, 2)]
    var records: [Record] = []
    for weights in ["ones", "random"] {
      for (backend, attack) in lines {
        for (shots, input) in places {
          let error = Double(input + 2) / Double(shots)
          let point: JSON = [
            "seed": 0, "weights": .string(weights), "input": .integer(input), "backend": .string(backend),
            "shots": .integer(shots), "batchSize": 1, "attack": .string(attack), "defence": "none",
          ]
          let value: JSON = ["error": .number(error), "guess": 0.8]
          let members: [String: JSON] = [
            "schema": 1, "cell": .string("\(records.count)"), "study": .string(study.id),
            "analysis": "gradient-inversion",
            "algorithm": 2, "seed": "0", "acquisitions": [], "shotsRequested": 1, "kernel": "test", "shotsReceived": 1,
            "backend": .string(backend), "calibrationSha256": nil, "calibrationDate": nil,
            "point": point, "options": study.analyses[0].options, "status": "done", "message": nil,
            "value": value, "interval": [:],
          ]
          records.append(try Record(parsing: JSON.object(members).bytes()))
        }
      }
    }
    let report = Report(of: study, records: records, devices: [:], parties: [], version: "0")
    guard case .panels(let chart)? = report.sections[0].figures.first?.chart else {
      Issue.record("no panels")
      return
    }
    #expect(chart.columns == 2)
    #expect(
      chart.panels.map(\.title) == [
        "ideal, weights 1", "noisy, weights 1", "ideal, random weights", "noisy, random weights",
      ])
    #expect(chart.panels.map(\.series.count) == [1, 2, 1, 2])
    let heights: [Double] = [3.0 / 16, 3.0 / 64]
    for panel in chart.panels {
      #expect(panel.bounds.map(\.name) == ["guessing"])
      for series in panel.series {
        #expect(series.points.map(\.y) == heights)
        #expect(series.points.allSatisfy { ($0.interval?.lower ?? 0) > 0 })
      }
    }
  }

  @Test("two models show no spread that a band could rest on")
  func refusesTwo() throws {
    let (points, note) = try Self.figure(models: 2, repetitions: 0)
    #expect(note == nil && points.count == 3 && points.allSatisfy { $0.interval == nil })
  }
}
