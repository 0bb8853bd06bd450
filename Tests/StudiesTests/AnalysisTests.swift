import Formats
import Numerics
import Studies
import Testing

@Suite struct AnalysisTests {
  /// The records of a study by point.
  private static func records(_ text: String) async throws -> [Record] {
    try await StudyBench.withFolder { folder in
      try await StudyBench.run(text, in: folder, threads: 2)
      _ = try StudyBench.merged(text, in: folder)
      return try folder.records()
    }
  }

  @Test("the error of a gradient is what its shot noise and the machine's bias predict")
  func predictsErrors() async throws {
    let repetitions = Scale.isFull ? 1000 : 24
    let text = """
      { schema: 1, name: "q", seed: 5, data: { source: "iris", classes: ["1", "2"] }, model: { name: "zz-efficient-2" },
        analyses: [{ kind: "gradient-quality", repetitions: \(repetitions) }],
        grid: { shots: 512, backends: ["ideal", "noisy-ibm_manila"], batchSizes: 2 } }
      """
    for record in try await Self.records(text) {
      let value = record.values
      // The squared error of a repetition spreads by no more than its mean, over at least one effective component.
      let tolerance = 5 * (2 / Double(repetitions)).squareRoot()
      let ratio = try #require(value["errorOverPrediction"])
      #expect(abs(ratio - 1) < tolerance, "\(record.point.text): \(ratio)")
      let (error, predicted) = (try #require(value["error"]), try #require(value["predictedError"]))
      #expect(abs(error * error / (predicted * predicted) - 1) < tolerance, "\(record.point.text)")
      #expect(abs(try #require(value["covarianceOverPrediction"]) - 1) < 0.2, "\(record.point.text)")
      #expect(try #require(value["cosine"]) <= 1 + 1e-12)
      if record.backend == "ideal" {
        #expect(try #require(value["bias"]) < 1e-12)
      } else {
        #expect(try #require(value["bias"]) > 1e-3)
      }
    }
  }

  @Test("shot noise falls as one over the root of the shots, whatever the draws")
  func fallsWithShots() async throws {
    let text = """
      { schema: 1, name: "q", data: { source: "cosine:rows=8" }, model: { name: "simple-1" },
        analyses: [{ kind: "gradient-quality", repetitions: 2 }], grid: { shots: [100, 10000] } }
      """
    let noise = try await Self.records(text).sorted { $0.shotsRequested < $1.shotsRequested }
      .map { try #require($0.values["shotNoise"]) }
    // A loss that is quadratic in what is measured has a part that falls faster.
    #expect(abs(noise[0] / noise[1] - 10) < 0.5)
  }

  @Test("central differences of a machine without noise are biased by their step alone")
  func knowsRuleBias() async throws {
    let text = """
      { schema: 1, name: "q", data: { source: "cosine:rows=8" }, model: { name: "simple-1" },
        analyses: [{ kind: "gradient-quality", rule: "central-difference", step: 0.5, repetitions: 2 },
                   { kind: "gradient-quality", rule: "central-difference", step: 0.05, repetitions: 2 }],
        grid: { shots: 100 } }
      """
    let bias = try await Self.records(text).compactMap { $0.values["bias"] }.sorted()
    #expect(bias.count == 2)
    // The bias grows as the square of the step.
    #expect(abs(bias[1] / bias[0] - 100) < 5)
  }

  @Test("deep circuits have the gradients and overlaps of random ones", arguments: [2, 3])
  func reachesRandomCircuits(_ qubits: Int) async throws {
    let samples = Scale.isFull ? 4000 : 400
    let text = """
      { schema: 1, name: "e", seed: 2, analyses: [{ kind: "expressivity", ansatz: "strongly-entangling", samples: \(samples) }],
        grid: { qubits: [\(qubits)], depths: [24] } }
      """
    let record = try #require(try await Self.records(text).first)
    for cost in ["localVariance", "globalVariance"] {
      let (found, limit) = (try #require(record.values[cost]), try #require(record.values["haarVariance"]))
      // The fourth moment is below ten squared variances.
      #expect(abs(found / limit - 1) < 5 * (9 / Double(samples)).squareRoot(), "\(cost): \(found) against \(limit)")
      #expect(try #require(record.intervals[cost]).contains(found))
    }
    let (potential, limit) = (
      try #require(record.values["framePotential"]), try #require(record.values["haarFramePotential"])
    )
    let interval = try #require(record.intervals["framePotential"])
    #expect(abs(potential - limit) < 5 * (interval.upperBound - interval.lowerBound) / 3.92)
  }

  @Test("a global cost loses its gradients with the qubits even in shallow circuits")
  func findsPlateaus() async throws {
    let text = """
      { schema: 1, name: "e", analyses: [{ kind: "expressivity", samples: 200 }],
        grid: { qubits: [2, 6], depths: [1] } }
      """
    let records = try await Self.records(text).sorted { $0.point.number(.qubits) ?? 0 < $1.point.number(.qubits) ?? 0 }
    #expect(try #require(records[0].values["globalVariance"]) > 4 * #require(records[1].values["globalVariance"]))
    #expect(Expressivity.statements(of: records).count == 1)
  }

  @Test("shots of a noisy machine show its own distance from the ideal one, and no less than shot noise")
  func separatesNoise() async throws {
    let text = """
      { schema: 1, name: "f", data: { source: "iris" }, model: { name: "zz-efficient-2" },
        analyses: [{ kind: "simulator-fidelity", points: 3 }],
        grid: { shots: [50, 1000000], backends: ["noisy-ibm_manila"] } }
      """
    let text2 = text.replacing("source: \"iris\"", with: "source: \"iris\", classes: [\"0\", \"1\"]")
    let records = try await Self.records(text2).sorted { $0.shotsRequested < $1.shotsRequested }
    let (few, many) = (records[0].values, records[1].values)
    #expect(few["totalVariation"] == many["totalVariation"])
    #expect(abs(try #require(many["sampledTotalVariation"]) - #require(many["totalVariation"])) < 2e-3)
    #expect(try #require(few["sampledTotalVariation"]) > #require(many["sampledTotalVariation"]))
    #expect(try #require(few["hellingerFidelity"]) < 1)
    let ratio = try #require(few["shotNoiseTotalVariation"]) / #require(many["shotNoiseTotalVariation"])
    #expect(abs(ratio - (1_000_000.0 / 50).squareRoot()) < 1e-6)
  }

  @Test("every analysis has a title, a method, figures over its own axes, and keys that it writes back")
  func describesItself() throws {
    for analysis in AnalysisTable.all {
      #expect(!analysis.title.isEmpty && !analysis.method.isEmpty && !analysis.figures.isEmpty)
      for figure in analysis.figures {
        #expect(([figure.x] + figure.series).allSatisfy(analysis.axes.contains), "\(figure.id)")
      }
      var empty = try JSONReader(parsing: Array("{}".utf8)).object()
      let made = try analysis.init(reading: &empty)
      var written = try JSONReader(parsing: JSON.object(made.parameters).bytes()).object()
      let again = try analysis.init(reading: &written)
      try written.noOtherKeys()
      #expect(again.parameters == made.parameters)
    }
    let ids = AnalysisTable.all.flatMap { $0.figures.map(\.id) }
    #expect(Set(ids).count == ids.count)
  }
}
