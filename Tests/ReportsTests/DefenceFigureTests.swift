import Formats
import Reports
import Studies
import Testing

@Suite struct DefenceFigureTests {
  private static func records(_ study: Study, _ defences: [(name: String, cost: Double, error: Double)]) throws
    -> [Record]
  {
    try defences.flatMap { defence in
      try (0..<2).map { input in
        let members: [String: JSON] = [
          "schema": 1, "cell": .string("\(defence.name)/\(input)"), "study": .string(study.id),
          "analysis": "gradient-inversion", "algorithm": 1, "seed": "0", "acquisitions": [], "shotsRequested": 64,
          "shotsReceived": 64, "kernel": "test", "backend": "ideal", "calibrationSha256": nil, "calibrationDate": nil,
          "point": [
            "seed": 0, "weights": "study", "input": .integer(input), "backend": "ideal", "shots": 64, "batchSize": 1,
            "attack": "least-squares", "defence": .string(defence.name),
          ],
          "options": study.analyses[0].options, "status": "done", "message": nil, "interval": [:],
          "value": [
            "misalignment": .number(defence.cost * (input == 0 ? 0.5 : 1.5)), "error": .number(defence.error),
            "guess": 0.8,
          ],
        ]
        return try Record(parsing: JSON.object(members).bytes())
      }
    }
  }

  private static func report(_ defences: [(name: String, cost: Double, error: Double)]) throws -> Report {
    let text = """
      { schema: 1, name: "d", data: { source: "cosine:rows=6" }, model: { name: "simple-1" },
        analyses: [{ kind: "gradient-inversion" }], grid: { shots: 64, inputs: 2 } }
      """
    let study = try Study(parsing: Array(text.utf8))
    return Report(of: study, records: try records(study, defences), devices: [:], parties: [], version: "0")
  }

  @Test("each defence is a point at what it costs, those of a kind on one line, and empty figures are left out")
  func costs() throws {
    let report = try Self.report([
      ("none", 0.01, 0.001), ("clip:1+gaussian:0.1", 0.3, 0.2), ("clip:1+gaussian:0.05", 0.1, 0.04),
    ])
    #expect(report.sections[0].figures.map(\.id) == ["inversion-defence"])
    guard case .lines(let chart) = try #require(report.sections[0].figures.first).chart else { return }
    #expect(chart.series.map(\.name) == ["clip+gaussian", "none"])
    let points = chart.series[0].points
    #expect(points.map(\.y) == [0.04, 0.2])
    #expect(zip(points, [0.1, 0.3]).allSatisfy { abs($0.x - $1) < 1e-15 })
    #expect(chart.bounds.map(\.name) == ["guessing"])
    #expect(chart.intervalStyle == .bars)
  }

  @Test("of one defence there is nothing to compare")
  func alone() throws {
    let report = try Self.report([("none", 0.01, 0.001)])
    #expect(!report.sections[0].figures.contains { $0.id == "inversion-defence" })
    #expect(report.sections[0].figures.contains { $0.id == "inversion-error" })
  }
}
