import Foundation
import Testing

@testable import shotglass

/// Every program of the language corpus does at each stage what its header says.
@Suite struct LanguageTests {
  private static let shots = 1000

  private struct Problem: Decodable {
    let severity: String
    let code: String
    let line: Int
  }

  private func problems(of program: LanguageProgram) async throws -> [Problem] {
    struct Document: Decodable {
      struct File: Decodable { let diagnostics: [Problem] }
      let files: [File]
    }
    let result = await Program.run(["check", "--json", program.path])
    return try JSONDecoder().decode(Document.self, from: Data(result.output.utf8)).files.flatMap(\.diagnostics)
  }

  @Test("each program is checked as its header says", arguments: LanguageProgram.all)
  func check(_ program: LanguageProgram) async throws {
    let problems = try await problems(of: program).filter { $0.severity != "warning" }
    let malformed = problems.filter { $0.code < "Q200" }
    #expect(Set(malformed.map(\.line)) == program.lines("parse"))
    guard program["parse"] == "ok" else { return }
    let expected = try #require(program["check"], "a header needs '// check: ...'")
    let severity = expected.hasPrefix("unsupported") ? "unsupported" : "error"
    #expect(Set(problems.filter { $0.severity == severity }.map(\.line)) == program.lines("check"))
    #expect(problems.allSatisfy { $0.severity == severity })
  }

  @Test("each program runs as its header says", arguments: LanguageProgram.all.filter { $0["run"] != nil })
  func run(_ program: LanguageProgram) async throws {
    let inputs = program.inputs.flatMap { ["--input", $0] }
    let result = await Program.run(
      ["run", program.path, "--json", "--shots", "\(Self.shots)", "--seed", "1", "--max-steps", "500000"] + inputs)
    if let line = program.faultLine {
      #expect(result.status == .misuse)
      #expect(result.errors.contains(".qasm:\(line):"), "\(result.errors)")
      return
    }
    #expect(result.errors.isEmpty || result.errors.contains("warning"), "\(result.errors)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let counts = try #require(document["counts"] as? [String: Int])
    compare(counts, with: try #require(program.distribution))
    guard let outputs = program.outputs else { return }
    let found = try #require(document["outputs"] as? [String: [String: Int]])
    #expect(Set(found.keys) == Set(outputs.keys))
    for (name, distribution) in outputs { compare(found[name] ?? [:], with: distribution) }
  }

  /// Equal within five standard deviations of shot noise, and for certain outcomes exactly.
  private func compare(_ counts: [String: Int], with distribution: [String: Double]) {
    for key in Set(counts.keys).union(distribution.keys) {
      let probability = distribution[key] ?? 0
      let deviation = (Double(Self.shots) * probability * max(0, 1 - probability)).squareRoot()
      let difference = abs(Double(counts[key] ?? 0) - Double(Self.shots) * probability)
      #expect(difference <= 5 * deviation + 1e-6 * Double(Self.shots), "\(key): \(counts) for \(distribution)")
    }
  }

  @Test("the programs that the page of readings names are there")
  func readings() throws {
    let page = LanguageProgram.folder.appending(path: "../../../../qasm/READINGS.md")
    let text = try String(contentsOf: page.standardizedFileURL, encoding: .utf8)
    let names = text.matches(of: /`([a-z0-9-]+\/[a-z][a-z0-9-]+)`/).map { String($0.1) }
    #expect(names.count >= 100)
    for name in names {
      let file = LanguageProgram.folder.appending(path: name + ".qasm")
      #expect(FileManager.default.fileExists(atPath: file.path), "\(name)")
    }
  }

  @Test("the corpus is as large as promised, and of both kinds")
  func size() {
    #expect(LanguageProgram.all.count >= 300)
    #expect(LanguageProgram.all.count { $0.distribution != nil } >= 200)
    #expect(LanguageProgram.all.count { $0["parse"] != "ok" || $0["check"] != "ok" || $0.faultLine != nil } >= 80)
  }
}
