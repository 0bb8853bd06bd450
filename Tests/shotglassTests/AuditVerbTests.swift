import Foundation
import Testing

@testable import shotglass

@Suite("Audits of models on the command line") struct AuditVerbTests {
  private struct Found: Decodable {
    let attack: String
    let auc: Double
    let exactAuc: Double
    let shuffledAuc: Double
    let limit: Double?
    let circuits: Int
    let memberAccuracy: Double
    let scores: [[Double]]
    let truth: [[Bool]]
    let truePositiveRateAt: [String: Double]
    let smallestResolvableFalsePositiveRate: Double
  }

  private static let small = [
    "membership", "re-uploading-parity-2", "--data", "two-moons:rows=80,noise=0.2", "--label-noise", "0.3", "--members",
    "16", "--references", "8", "--targets", "3", "--epochs", "8", "--seed", "5",
  ]

  @Test("Targets are trained, asked with shots and scored; the same command prints the same bytes")
  func audit() async throws {
    let words = Self.small + ["--shots", "64", "--json"]
    let result = await Program.run(words + ["--threads", "1"])
    #expect(result.status == .done, "\(result.errors)")
    #expect(await Program.run(words + ["--threads", "2"]).output == result.output)
    let found = try JSONDecoder().decode(Found.self, from: Data(result.output.utf8))
    #expect(found.attack == "counts" && found.circuits == 3 * 32)
    #expect(found.scores.count == 3 && found.scores.allSatisfy { $0.count == 32 })
    #expect(found.truth.allSatisfy { $0.count { $0 } == 16 })
    #expect(Set(found.truePositiveRateAt.keys) == ["0.1", "0.01", "0.001"])
    #expect((found.smallestResolvableFalsePositiveRate - 1 / 48.0).magnitude < 1e-12)
    #expect(found.auc > 0.5 && found.exactAuc > 0.5 && found.limit.map { $0 > found.auc } == true)
    #expect((0.3...0.7).contains(found.shuffledAuc) && found.memberAccuracy > 0.5)
  }

  @Test("Without shots answers are exact, and text says who was asked, what was found and what is left open")
  func text() async throws {
    let result = await Program.run(Self.small + ["--attack", "lira-pooled"])
    #expect(result.status == .done, "\(result.errors)")
    for part in [
      "re-uploading-parity-2", "30 % of all labels changed", "3, each trained on 16 of 32 rows", "for exact answers",
      "area under the curve", "true positives at 0.1 % false ones", "control: members drawn at random",
      "four times in five", "fitted to all rows",
    ] { #expect(result.output.contains(part), "\(part)\n\(result.output)") }
    #expect(!result.output.contains("limit of any attack"))
  }

  @Test("Decisions alone are attacked by questions around each row; areas are listed by questions and shots")
  func labelOnly() async throws {
    struct Asked: Decodable {
      struct Place: Decodable {
        let queries: Int
        let shots: Int
      }
      let threatModel: String
      let circuits: Int
      let queries: Int
      let curve: [Place]
      let limit: Double?
    }
    let words = Self.small.map { $0 == "8" ? "4" : $0 } + ["--attack", "label-noise", "--queries", "3", "--shots", "5"]
    let result = await Program.run(words + ["--json"])
    #expect(result.status == .done, "\(result.errors)")
    let found = try JSONDecoder().decode(Asked.self, from: Data(result.output.utf8))
    #expect(found.threatModel == "label-only" && found.queries == 3 && found.circuits == 3 * 32 * 3)
    #expect(found.curve.map(\.queries) == [1, 2, 3] && found.curve.allSatisfy { $0.shots == 5 })
    #expect(found.limit == nil)
    let text = await Program.run(words)
    for part in ["each row 3 times with 5 shots", "1440 shots", "decisions alone", "area without shot noise"] {
      #expect(text.output.contains(part), "\(part)\n\(text.output)")
    }
  }

  @Test("What is of audits only is refused beside evidence, and one target has no rows to compare")
  func alone() async throws {
    for option in ["--shots", "--queries", "--members", "--data", "--epochs", "--backend"] {
      let result = await Program.run(["membership", "--evidence", "x.json", option, "5"])
      #expect(result.status == .misuse && result.errors.contains("\(option) is of audits"), "\(result.errors)")
    }
    let one = await Program.run([
      "membership", "simple-parity-2", "--data", "two-moons", "--members", "2", "--references", "2", "--targets", "1",
      "--epochs", "1",
    ])
    #expect(one.status == .done && one.output.contains("with one target there is none"), "\(one.errors)")
  }

  @Test("Shots of several queries are one sample")
  func queries() async throws {
    let many = await Program.run(Self.small + ["--shots", "8", "--queries", "4", "--json"])
    let one = await Program.run(Self.small + ["--shots", "32", "--json"])
    let found = try [many, one].map { try JSONDecoder().decode(Found.self, from: Data($0.output.utf8)) }
    #expect(found[0].scores == found[1].scores)
  }

  @Test(
    "Typical mistakes are refused with what to type instead",
    arguments: [
      (["--data", "two-moons", "--members", "500"], "at most --members 100 fits"),
      (["--data", "two-moons", "--members", "60", "--reference-rows", "own"], "at most --members 50 fits"),
      (["--data", "two-moons", "--members", "60", "--population", "190"], "at most --members 5 fits"),
      (["--data", "two-moons", "--members", "4", "--queries", "8"], "add --shots 64"),
      (["--data", "two-moons", "--members", "4", "--queries", "9", "--shots", "999999999"], "--shots 111111111"),
      (["--data", "cosine:rows=120,features=2"], "choose data with classes"),
      (["--data", "two-moons", "--references", "7"], "64"),
      ([], "--data iris"),
      (["--data", "two-moons", "--evidence", "x.json"], "attack either"),
      (["--data", "two-moons", "--attack", "counts"], "--attack lira"),
    ])
  func mistakes(words: [String], help: String) async throws {
    let result = await Program.run(
      ["membership", "simple-parity-2", "--epochs", "1", "--targets", "1", "--references", "4"].filter { word in
        !(words.contains("--references") && (word == "--references" || word == "4"))
      } + words)
    #expect(result.status != .done && result.errors.contains(help), "\(result.errors)")
  }
}
