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

  @Test("the commands of its sessions do what they should")
  func commands() async throws {
    let folder = try TemporaryFolder()
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let commands = try file("README.md").split(separator: "\n").filter { $0.hasPrefix("$ shotglass ") }
    #expect(commands.count >= 8)
    for command in commands {
      let words = command.dropFirst("$ shotglass ".count).split(separator: " ").map { word in
        if ["qasm/", "studies/"].contains(where: word.hasPrefix) { return "\(root)/\(word)" }
        return word.hasPrefix("runs/") ? "\(folder.path)/\(word)" : String(word)
      }
      let result = await Program.run(words)
      #expect(result.status == .done, "\(command): \(result.errors)")
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
