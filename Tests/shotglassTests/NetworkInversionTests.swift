import Foundation
import Testing

@testable import shotglass

@Suite("Inverting nets on the command line") struct NetworkInversionTests {
  private struct Gradient: Decodable {
    let names: [String]
    let gradient: [Double]
  }

  private struct Found: Decodable {
    let recovered: [[Double]]
    let truth: [[Double]]?
    let certified: Bool
    let message: String
  }

  private static let model = "complex-2-classical"
  /// Of its 17 weights.
  private static let weights =
    "{"
    + ((0..<8).map { "\"dense.0.weight_\($0 / 2)_\($0 % 2)\"" } + (0..<4).map { "\"dense.0.bias_\($0)\"" }
    + (0..<4).map { "\"dense.2.weight_0_\($0)\"" } + ["\"dense.2.bias_0\""])
    .enumerated().map { "\($1): \(0.3 - 0.07 * Double($0))" }.joined(separator: ", ") + "}"

  @Test("A gradient from data and the same from an evidence file give the row, its label unknown")
  func evidence() async throws {
    let folder = try TemporaryFolder()
    let point = try folder.write(Self.weights, to: "point.json")
    let data = ["--data", "two-moons", "--seed", "1", "--at", point, "--json"]
    let own = await Program.run(["invert", Self.model, "--row", "3"] + data)
    #expect(own.status == .done, "\(own.errors)")
    let truth = try #require(try JSONDecoder().decode(Found.self, from: Data(own.output.utf8)).truth)
    let printed = await Program.run(["gradient", Self.model, "--rows", "3"] + data)
    let gradient = try JSONDecoder().decode(Gradient.self, from: Data(printed.output.utf8))
    let values = zip(gradient.names, gradient.gradient).map { "\"\($0)\": \($1)" }.joined(separator: ", ")
    let file = try folder.write(
      """
      {"schema": 1, "labels": null, "weights": \(Self.weights), "gradient": {\(values)}, "inputRange": [-1, 1]}
      """, to: "evidence.json")
    for attack in ["least-squares", "analytic"] {
      let result = await Program.run(["invert", Self.model, "--evidence", file, "--attack", attack, "--json"])
      #expect(result.status == .done, "\(result.errors)")
      let found = try JSONDecoder().decode(Found.self, from: Data(result.output.utf8))
      #expect(found.certified, "\(found.message)")
      #expect(zip(found.recovered.joined(), truth.joined()).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    }
  }

  @Test("What cannot be attacked is refused with what to type instead")
  func refusals() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      {"schema": 1, "observable": "Z0", "weights": \(Self.weights), "gradient": {"dense.0.bias_0": 1}}
      """, to: "evidence.json")
    let head = await Program.run(["invert", Self.model, "--evidence", file])
    #expect(head.status == .misuse)
    #expect(head.errors.contains("leave out"))
    let loss = await Program.run(["invert", "basic-qnn-reduced", "--data", "digits"])
    #expect(loss.status == .unsupported)
    #expect(loss.errors.contains("--loss mse"))
    let attack = await Program.run(
      ["invert", "complex-2", "--data", "two-moons", "--attack", "analytic"])
    #expect(attack.status == .unsupported)
    #expect(attack.errors.contains("--attack least-squares"))
    let both = await Program.run(
      ["invert", "complex-2", "--data", "two-moons", "--malicious", "--at", file])
    #expect(both.status == .misuse)
    #expect(both.errors.contains("--malicious chooses the weights"))
    let chosen = await Program.run(["invert", "complex-2", "--evidence", file, "--malicious"])
    #expect(chosen.status == .misuse)
    #expect(chosen.errors.contains("--malicious says how"))
    let front = await Program.run(["invert", Self.model, "--data", "two-moons", "--malicious"])
    #expect(front.status == .unsupported)
    #expect(front.errors.contains("begin with a circuit"))
  }

  @Test("The snapshot gives a row without a start, at weights that a dishonest server chose too")
  func snapshot() async throws {
    for words in [[], ["--malicious"]] {
      let result = await Program.run(
        ["invert", "simple-1", "--data", "cosine:features=1", "--row", "3", "--attack", "snapshot", "--json"] + words)
      #expect(result.status == .done, "\(result.errors)")
      let found = try JSONDecoder().decode(Found.self, from: Data(result.output.utf8))
      #expect(found.certified, "\(found.message)")
      #expect(result.errors.contains("the server chose weights") == !words.isEmpty)
    }
  }
}
