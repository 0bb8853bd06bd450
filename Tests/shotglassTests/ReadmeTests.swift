import Foundation
import Testing

@testable import shotglass

@Suite("The README tells the truth")
struct ReadmeTests {
  private func file(_ path: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  @Test("its table of verbs is the one that the program prints")
  func verbs() async throws {
    let table = await Program.run(["help", "markdown"]).output
    #expect(table.contains("| verb |"))
    #expect(try file("README.md").contains(table))
  }

  @Test("its session of the demo is what the demo prints")
  func demo() async throws {
    let readme = try file("README.md")
    let program = try file("qasm/bell.qasm")
    for words in [["check"], ["draw"], ["run", "--shots", "1000", "--seed", "1"]] {
      let result = await Program.run(words + ["-"], input: program)
      #expect(result.status == .done)
      #expect(readme.contains(result.output.replacingOccurrences(of: "<stdin>", with: "qasm/bell.qasm")), "\(words)")
    }
  }

  @Test("its example of the library is the one that is tested")
  func library() throws {
    let readme = try file("README.md")
    let test = try file("Tests/ShotglassKitTests/QuantumProgramTests.swift")
    let start = try #require(readme.range(of: "let program = try QuantumProgram("))
    let end = try #require(readme.range(of: "let counts = ", range: start.lowerBound..<readme.endIndex))
    for line in readme[start.lowerBound..<end.lowerBound].split(separator: "\n") {
      #expect(test.contains(line.trimmingCharacters(in: .whitespaces)), "\(line)")
    }
  }
}
