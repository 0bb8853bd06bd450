import Foundation
import Studies
import Testing

@Suite("Membership inference as a study") struct MembershipInferenceTests {
  private static let text = """
    {
      schema: 1, name: "members", seed: 3,
      data: { source: "two-moons:rows=80,noise=0.2" }, model: { name: "re-uploading-parity-2" },
      training: { epochs: 8, rate: 0.1, batchSize: 16 },
      analyses: [{ kind: "membership", members: 16, references: 8, population: 8 }],
      grid: {
        seeds: 3, models: ["study", "classical"], labelNoise: [0, 50], shots: [1, 256], attacks: ["counts", "rmia"],
      },
    }
    """

  private static func records(_ text: String = text, threads: Int = 2) async throws -> [Record] {
    try await StudyBench.withFolder { folder in
      try await StudyBench.run(text, in: folder, threads: threads)
      let (_, plan) = try StudyBench.plan(StudyBench.study(text))
      return try StudyStatus(of: plan, in: folder).records
    }
  }

  @Test("Shots and random labels raise the AUC, no attack is above its limit, and controls need no shots")
  func leaks() async throws {
    let records = try await Self.records()
    func mean(_ key: String, _ holds: (GridPoint) -> Bool) -> Double {
      let values = records.filter { $0.status == .done && holds($0.point) }.compactMap { $0.values[key] }
      return values.reduce(0, +) / Double(values.count)
    }
    func isOwn(_ point: GridPoint) -> Bool { point.name(.model) == "study" && point.name(.attack) == "counts" }
    let noisy = mean("auc") { isOwn($0) && $0.number(.labelNoise) == 50 && $0.number(.shots) == 256 }
    #expect(noisy > mean("auc") { isOwn($0) && $0.number(.labelNoise) == 50 && $0.number(.shots) == 1 })
    #expect(noisy > mean("auc") { isOwn($0) && $0.number(.labelNoise) == 0 && $0.number(.shots) == 256 })
    for shots in [1, 256] {
      #expect(
        mean("auc") { isOwn($0) && $0.number(.shots) == shots }
          <= mean("limit") { isOwn($0) && $0.number(.shots) == shots } + 0.05)
    }
    let counts = records.filter { $0.point.name(.model) == "classical" && $0.point.name(.attack) == "counts" }
    #expect(!counts.isEmpty && counts.allSatisfy { $0.status == .unsupported && $0.message?.isEmpty == false })
    let control = records.filter { $0.point.name(.model) == "classical" && $0.point.name(.attack) == "rmia" }
    #expect(control.allSatisfy { $0.status == .done && $0.shotsReceived == 0 })
  }

  @Test("Attacks on decisions are charged for each question, others for the shots of all")
  func queries() async throws {
    let text = Self.text.replacing(
      #"models: ["study", "classical"], labelNoise: [0, 50], shots: [1, 256]"#,
      with: "labelNoise: [50], shots: [4], queries: [1, 6]"
    )
    .replacing(#"["counts", "rmia"]"#, with: #"["counts", "label-noise"]"#)
    let records = try await Self.records(text)
    #expect(records.count == 12 && records.allSatisfy { $0.status == .done })
    for record in records {
      let isAsking = record.point.name(.attack) == "label-noise"
      // The population of 8 rows is asked about too where answers are judged.
      let expected = (isAsking ? 32 : 40) * 4 * (record.point.number(.queries) ?? 0)
      #expect(record.shotsReceived == expected)
      #expect((record.values["limit"] == nil) == isAsking)
    }
  }

  @Test("Records are the same for any number of threads, and the statements say what leaks")
  func statements() async throws {
    let text = Self.text.replacing(#"models: ["study", "classical"], "#, with: "")
    let records = try await Self.records(text, threads: 1)
    #expect(try await Self.records(text, threads: 3) == records)
    let labels = MembershipInference.statements(of: records).map(\.label)
    #expect(labels.contains("AUC with infinitely many shots"))
    #expect(labels.contains("Where counts has another AUC than other attacks"))
    for record in records { #expect(record.repetitions["memberScores"]?.count == 16) }
  }

  @Test(
    "What cannot be audited is refused",
    arguments: [
      ("members: 16", "members: 60", "write members: 36"), ("references: 8", "references: 7", "even"),
      ("training: { epochs: 8, rate: 0.1, batchSize: 16 },", "", "nobody trained"),
      (#"["counts", "rmia"]"#, #"["countz"]"#, "did you mean"), (#""classical""#, #""classicl""#, "no model"),
    ])
  func refusals(old: String, new: String, message: String) throws {
    let error = #expect(throws: StudyError.self) {
      try StudyBench.plan(StudyBench.study(Self.text.replacing(old, with: new)))
    }
    let said = (error?.message ?? "") + (error?.help ?? "")
    #expect(said.contains(message), "\(said)")
  }
}
