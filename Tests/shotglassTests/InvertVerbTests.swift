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
}
