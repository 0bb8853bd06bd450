import Foundation
import Testing

@testable import shotglass

@Suite("Membership on the command line") struct MembershipVerbTests {
  private struct Found: Decodable {
    let attack: String
    let scores: [Double]
    let calibrated: Bool
    let auc: Double?
    let truePositiveRateAt: [String: Double]?
    let smallestResolvableFalsePositiveRate: Double?
  }

  private static let evidence = """
    {"schema": 1, "labels": [0, 0, 0, 0], "shots": 64,
     "target": {"counts": [[63, 1], [48, 16], [60, 4], [40, 24]]},
     "references": [
       {"member": [true, false, true, false], "probabilities": [[0.95, 0.05], [0.7, 0.3], [0.9, 0.1], [0.6, 0.4]]},
       {"member": [false, true, false, true], "probabilities": [[0.7, 0.3], [0.9, 0.1], [0.75, 0.25], [0.9, 0.1]]},
       {"member": [true, false, true, false], "probabilities": [[0.96, 0.04], [0.72, 0.28], [0.9, 0.1], [0.6, 0.4]]},
       {"member": [false, true, false, true], "probabilities": [[0.73, 0.27], [0.92, 0.08], [0.7, 0.3], [0.88, 0.12]]}]}
    """

  private func run(_ evidence: String, _ words: [String] = [], truth: String? = nil) async throws -> Program.Result {
    let folder = try TemporaryFolder()
    var words = ["membership", "--evidence", try folder.write(evidence, to: "evidence.json")] + words
    if let truth { words += ["--score", try folder.write(truth, to: "truth.json")] }
    return await Program.run(words)
  }

  @Test("Evidence from a file is attacked by the strongest attack, and scored")
  func scores() async throws {
    let result = try await run(Self.evidence, ["--json"], truth: #"{"truth": [true, false, true, false]}"#)
    #expect(result.status == .done, "\(result.errors)")
    let found = try JSONDecoder().decode(Found.self, from: Data(result.output.utf8))
    #expect(found.attack == "counts" && found.calibrated)
    #expect(found.auc == 1 && found.smallestResolvableFalsePositiveRate == 0.5)
    #expect(found.truePositiveRateAt == ["0.1": 1, "0.01": 1, "0.001": 1])
    let text = try await run(Self.evidence, truth: #"{"truth": [true, false, true, false]}"#)
    #expect(text.output.contains("area under the curve") && text.output.contains("raw-counts, 1 x 64 shots each"))
    let plain = try await run(Self.evidence, ["--attack", "rmia", "--json"])
    let other = try JSONDecoder().decode(Found.self, from: Data(plain.output.utf8))
    #expect(other.attack == "rmia" && !other.calibrated && other.auc == nil)
  }

  @Test("Every attack has finite scores, or says what it needs")
  func everyAttack() async throws {
    for name in ["gap", "loss", "confidence", "entropy", "modified-entropy", "rmia", "rmia-offline", "counts"]
      + ["", "-offline"].flatMap({ mode in ["", "-pooled", "-delta", "-pooled-delta"].map { "lira\(mode)\($0)" } })
    {
      let result = try await run(Self.evidence, ["--attack", name, "--json"])
      #expect(result.status == .done, "\(name): \(result.errors)")
    }
  }

  @Test(
    "Typical mistakes are refused with their place and what to type instead",
    arguments: [
      (#"{"schema": 1, "target": {"counts": [[3, 4]]}, "lables": [0]}"#, nil, [], 2, #"did you mean "labels"?"#),
      (#"{"schema": 1, "target": {"counts": [[3, 4], [5]]}}"#, nil, [], 2, "evidence.json:1:45"),
      (#"{"schema": 1, "target": {"counts": [[3, 4]]}}"#, #"{"truth": [true]}"#, [], 2, "all examples are members"),
      (#"{"schema": 1, "target": {"counts": [[3, 4]]}}"#, #"{"truth": [1]}"#, [], 2, "must be true or false"),
      (#"{"schema": 1, "target": {"counts": [[3, 4]]}}"#, nil, ["--attack", "lirra"], 2, "lira"),
      (#"{"schema": 1, "target": {"counts": [[3, 4]]}}"#, nil, ["--attack", "lira"], 3, "there are none"),
      (#"{"schema": 1, "target": {"predictions": [0]}}"#, nil, [], 3, "decisions alone tell nothing"),
    ] as [(String, String?, [String], Int32, String)])
  func mistakes(evidence: String, truth: String?, words: [String], status: Int32, message: String) async throws {
    let result = try await run(evidence, words, truth: truth)
    #expect(result.status.rawValue == status, "\(result.errors)")
    #expect(result.errors.contains(message), "\(result.errors)")
    #expect(result.errors.contains("help:") || result.errors.contains("-->"))
  }

  @Test("Nothing to attack is said")
  func nothing() async {
    let result = await Program.run(["membership"])
    #expect(result.status == .misuse)
    #expect(result.errors.contains("--evidence FILE.json"))
  }
}
