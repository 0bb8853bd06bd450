import Foundation
import Testing

@testable import shotglass

@Suite("Inverting circuits on the command line") struct InvertVerbTests {
  private struct Found: Decodable {
    struct Identifiability: Decodable {
      let rank: Int
      let unknowns: Int
      let distinctSolutions: Int
    }
    let recovered: [[Double]]?
    let truth: [[Double]]
    let solutions: [[[Double]]]
    let certified: Bool
    let identifiability: Identifiability
  }

  private static func found(_ words: [String]) async throws -> (status: ExitStatus, found: Found, text: String) {
    let json = await Program.run(["invert"] + words + ["--json"])
    let text = await Program.run(["invert"] + words)
    #expect(json.status == text.status, "\(text.errors)")
    return (json.status, try JSONDecoder().decode(Found.self, from: Data(json.output.utf8)), text.output)
  }

  @Test("A row of data is rebuilt from its exact gradient, certified, and shown beside the truth")
  func row() async throws {
    let (status, found, text) = try await Self.found(["complex-2", "--data", "two-moons", "--row", "3"])
    let recovered = try #require(found.recovered)
    #expect(status == .done && found.certified && found.solutions == [recovered])
    for (own, other) in zip(recovered[0], found.truth[0]) { #expect((own - other).magnitude < 1e-12) }
    #expect(text.contains("input  recovered") && text.contains("certified: the only inputs that match"), "\(text)")
  }

  @Test(
    "What the gradient can tell at all is the first that is said, for every attack",
    arguments: ["least-squares", "snapshot", "numerical", "dlg", "cosine", "guess"])
  func announces(attack: String) async {
    let words = ["invert", "complex-2", "--data", "two-moons", "--attack", attack]
    let line =
      "The gradient has 14 values that depend on the inputs, of rank 8; 2 numbers are unknown; batches of up to 3 can be "
      + "told apart.\n"
    let text = await Program.run(words)
    #expect(text.output.hasPrefix(line), "\(text.output)\n\(text.errors)")
    let document = await Program.run(words + ["--json"])
    #expect(document.errors.contains(line) && document.output.contains(#""largestBatch":3,"rank":8,"unknowns":2"#))
  }

  @Test("More rows than the gradient has rank are not recovered; two batches that match are shown, and the exit is 1")
  func family() async throws {
    let (status, found, text) = try await Self.found(["simple-2", "--data", "two-moons", "--row", "0..2"])
    #expect(status == .answerIsNo && found.recovered == nil && !found.certified)
    #expect(found.identifiability.unknowns > found.identifiability.rank)
    #expect(found.solutions.count == 2 && found.solutions[0] != found.solutions[1])
    #expect(found.identifiability.distinctSolutions >= 2)
    for part in ["one match", "another", "truth", "x_1[2]", "such as these two"] {
      #expect(text.contains(part), "\(part)\n\(text)")
    }
    let shots = await Program.run(["invert", "simple-2", "--data", "two-moons", "--row", "0..9", "--shots", "64"])
    #expect(shots.status == .answerIsNo)
    #expect(shots.output.contains("cannot be recovered, because the values fix at most 4 of 20 directions"))
  }

  @Test("Counts of every circuit are attacked in place of a gradient, each row by itself, and with nothing else")
  func counts() async throws {
    let folder = try TemporaryFolder()
    let program = try folder.write(
      "OPENQASM 3.0;\ninclude \"stdgates.inc\";\ninput float x_0;\ninput float theta;\nqubit q;\nrx(x_0) q;\nry(theta) q;",
      to: "model.qasm")
    func row(_ input: Double) -> String {
      let circuits = [0, Double.pi / 2, -Double.pi / 2].map { shift in
        let zeros = Int((500_000 * (1 + cos(input) * cos(0.3 + shift))).rounded())
        return #"{"shift": {"theta": \#(shift)}, "counts": {"0": \#(zeros), "1": \#(1_000_000 - zeros)}}"#
      }
      return "[\(circuits.joined(separator: ", "))]"
    }
    let evidence = #"{"schema": 1, "weights": {"theta": 0.3}, "counts": [\#(row(1)), \#(row(2))]}"#
    let words = ["invert", program, "--evidence", "-"]
    let text = await Program.run(words, input: evidence)
    #expect(text.status == .done && text.output.hasPrefix("The counts of a row have 6 values"), "\(text.errors)")
    #expect(text.output.contains("certified: the only inputs that explain the counts; whoever sees"), "\(text.output)")
    struct Recovered: Decodable {
      let attack: String
      let recovered: [[Double]]
    }
    let json = await Program.run(words + ["--json"], input: evidence)
    let found = try JSONDecoder().decode(Recovered.self, from: Data(json.output.utf8))
    #expect(found.attack == "raw-counts")
    for (own, truth) in zip(found.recovered, [1.0, 2]) { #expect((own[0] - truth).magnitude < 0.005) }
    let other = await Program.run(words + ["--attack", "numerical"], input: evidence)
    #expect(other.status == .misuse && other.errors.contains("the evidence holds counts"), "\(other.errors)")
  }
}
