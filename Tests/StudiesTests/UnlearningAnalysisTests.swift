import Foundation
import Studies
import Testing

@Suite struct UnlearningAnalysisTests {
  private static func text(_ keys: String, _ grid: String) -> String {
    """
    { schema: 1, name: "u", seed: 4, data: { source: "iris", rows: 60 }, model: { name: "dense-angle-4-3" },
      training: { epochs: 2 }, analyses: [{ kind: "unlearning", attackEpochs: 2, relearnLimit: 1, \(keys) }],
      grid: { \(grid) } }
    """
  }

  private static func records(_ text: String) async throws -> [Record] {
    try await StudyBench.withFolder { folder in
      try await StudyBench.run(text, in: folder, threads: 2)
      _ = try StudyBench.merged(text, in: folder)
      return try folder.records()
    }
  }

  @Test("methods start from one model and are measured by one oracle, at which training anew is at no distance")
  func shares() async throws {
    let records = try await Self.records(
      Self.text("forget: \"class:1\"", "methods: [\"retrain\", \"gradient-ascent:basic\", \"head-edit\"], shots: 50"))
    #expect(records.count == 3)
    #expect(records.allSatisfy { $0.status == .done }, "\(records.compactMap(\.message))")
    for key in ["aucBefore", "aucOracle", "successBefore", "forgottenAccuracyBefore", "gapBefore"] {
      #expect(Set(records.map { $0.values[key] }).count == 1)
      #expect(records[0].values[key] != nil)
    }
    let oracle = try #require(records.first { $0.point.name(.method) == "retrain" }).values
    #expect(oracle["gap"] == 0 && oracle["weightDistance"] == 0 && oracle["activationDistance"] == 0)
    let edit = try #require(records.first { $0.point.name(.method) == "head-edit" }).values
    #expect(edit["forgottenAccuracy"] == 0 && edit["circuits"] == 0)
    let ascent = try #require(records.first { $0.point.name(.method) == "gradient-ascent:basic" }).values
    #expect(try #require(ascent["weightDistance"]) > 0)
    // Unseen rows of the class, and all test rows: both are there.
    #expect(oracle["allTestAuc"] != nil && oracle["auc"] == oracle["aucOracle"])
    let statements = Unlearning.statements(of: records)
    #expect(statements.count == 3)
    #expect(statements[0].label.contains("oracle"))
  }

  @Test("controls have the features of the study's model, and other shots are another reading of the same model")
  func architectures() async throws {
    let records = try await Self.records(
      Self.text(
        "forget: \"random:0.2\"", "models: [\"study\", \"classical\"], methods: \"fine-tune\", shots: [4, 400]"))
    #expect(records.count == 4)
    #expect(records.allSatisfy { $0.status == .done }, "\(records.compactMap(\.message))")
    func values(_ network: String, _ shots: Int) -> [String: Double] {
      records.first { $0.point.name(.model) == network && $0.point.number(.shots) == shots }?.values ?? [:]
    }
    // A classical net has no shots; a circuit's weights do not depend on them where gradients are exact.
    #expect(values("classical", 4)["auc"] == values("classical", 400)["auc"])
    #expect(values("study", 4)["weightDistance"] == values("study", 400)["weightDistance"])
    #expect(values("study", 4)["auc"] != values("study", 400)["auc"])
    #expect(values("classical", 4)["circuits"] == 0)
    #expect(values("classical", 4)["stateFidelity"] == nil && values("study", 4)["stateFidelity"] != nil)
  }

  @Test("gradients are measured where a study says so, and likelihoods fitted where it asks for models")
  func measured() async throws {
    let records = try await Self.records(
      Self.text(
        "forget: \"random:0.2\", gradients: \"measured\", models: 6",
        "methods: \"gradient-ascent:basic\", shots: [4, 400], backends: \"ideal\""))
    #expect(records.allSatisfy { $0.status == .done }, "\(records.compactMap(\.message))")
    #expect(records[0].values["weightDistance"] != records[1].values["weightDistance"])
    #expect(records.allSatisfy { $0.values["likelihood"] != nil && $0.values["likelihoodBefore"] != nil })
  }

  @Test(
    "what cannot be studied is refused",
    arguments: [
      ("forget: \"class:9\"", "methods: \"retrain\", shots: 8", "no class"),
      ("forget: \"rows:x\"", "methods: \"retrain\", shots: 8", "not the rows of a file"),
      ("forget: \"half\"", "methods: \"retrain\", shots: 8", "does not say"),
      ("models: 3", "methods: \"retrain\", shots: 8", "too few"),
      ("testShare: 2", "methods: \"retrain\", shots: 8", "0.01 to 0.99"),
      ("", "methods: \"scrubs\", shots: 8", "scrubs"),
      ("", "methods: \"retrain\", shots: 8, models: \"none\"", "no model"),
      ("", "methods: \"head-edit\", shots: 8", "nothing to do"),
    ])
  func refusals(keys: String, grid: String, part: String) throws {
    let error = #expect(throws: StudyError.self) {
      try StudyBench.plan(StudyBench.study(Self.text(keys, grid)))
    }
    #expect(error.map { "\($0.message) \($0.help ?? "")" }?.contains(part) == true, "\(String(describing: error))")
  }
}
