import Formats
import Reports
import Studies
import Testing

@Suite struct UnlearningFigureTests {
  private static func report(seeds: Int) throws -> Report {
    let text = """
      { schema: 1, name: "u", data: { source: "iris" }, model: { name: "dense-angle-4-3" },
        analyses: [{ kind: "unlearning" }], grid: { shots: 64, seeds: \(seeds) } }
      """
    let study = try Study(parsing: Array(text.utf8))
    let records = try ["retrain", "scrub"].flatMap { method in
      try (0..<seeds).map { seed in
        let members: [String: JSON] = [
          "schema": 1, "cell": .string("\(method)/\(seed)"), "study": .string(study.id), "analysis": "unlearning",
          "algorithm": 1, "seed": "0", "acquisitions": [], "shotsRequested": 64, "shotsReceived": 64,
          "kernel": "test", "backend": "ideal", "calibrationSha256": nil, "calibrationDate": nil,
          "point": [
            "seed": .integer(seed), "model": "study", "method": .string(method), "backend": "ideal", "shots": 64,
          ],
          "options": study.analyses[0].options, "status": "done", "message": nil, "interval": ["auc": [0.2, 0.6]],
          "value": [
            "aucBefore": .number(0.5 + 0.1 * Double(seed)), "auc": method == "scrub" ? 0.4 : 0.5, "aucOracle": 0.5,
          ],
        ]
        return try Record(parsing: JSON.object(members).bytes())
      }
    }
    return Report(of: study, records: records, devices: [:], parties: [], version: "0")
  }

  private static func bars(_ report: Report) throws -> BarChart {
    let figure = try #require(report.sections[0].figures.first { $0.id == "unlearning-auc" })
    guard case .bars(let chart) = figure.chart else { throw CancellationError() }
    return chart
  }

  @Test("each method is a group of bars, before, after and of the oracle, with intervals over models")
  func groups() throws {
    let chart = try Self.bars(Self.report(seeds: 3))
    #expect(chart.series == ["before", "after", "oracle"])
    #expect(chart.groups.map(\.name) == ["retrain", "scrub"])
    #expect(chart.groups.map { $0.bars.map { $0?.value ?? .nan } } == [[0.6, 0.5, 0.5], [0.6, 0.4, 0.5]])
    // Student's of 0.5, 0.6 and 0.7: 4.303 times 0.1 / 3^(1/2).
    let interval = try #require(chart.groups[0].bars[0]?.interval)
    #expect(abs(interval.lower - (0.6 - 4.303 * 0.1 / 3.0.squareRoot())) < 1e-3)
    #expect(interval.upper <= 1)
  }

  @Test("of one model the cell's own interval is drawn, and values that no record has make no figure")
  func alone() throws {
    let report = try Self.report(seeds: 1)
    #expect(try Self.bars(report).groups[1].bars[1]?.interval == ChartInterval(0.2, 0.6))
    #expect(!report.sections[0].figures.contains { $0.id == "unlearning-likelihood" })
  }
}
