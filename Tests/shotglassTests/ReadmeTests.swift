import ArgumentParsing
import Foundation
import Testing

@testable import shotglass

@Suite("The README tells the truth")
struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private func file(_ path: String) throws -> String {
    try String(contentsOfFile: "\(Self.root)/\(path)", encoding: .utf8)
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

  /// What stands for a command of a sentence that leaves something to the reader, or that would take long.
  private static let standIns = [
    "shotglass run qasm/zz_feature_map_2.qasm --input x_0=0.5 ...":
      "shotglass run qasm/zz_feature_map_2.qasm --input x_0=0.5 --input x_1=0.4"
      + (0..<8).map { " --input theta_\($0)=0.\($0)" }.joined(),
    "shotglass train MODEL --data DATA ... --folds 5 --repeats 5":
      "shotglass train simple-1 --data cosine:rows=20 --epochs 1 --folds 5 --repeats 5",
    "shotglass train re-uploading-4-3 --data iris -o iris.json":
      "shotglass train re-uploading-4-3 --data iris -o iris.json --epochs 1",
    "shotglass train ansatz.qasm --data iris --inputs 'x*' --weights 'theta*' --observable 'Z0, Z1, Z2'":
      "shotglass train ansatz.qasm --data iris --inputs 'x*' --weights 'theta*' --observable 'Z0, Z1, Z2' --epochs 1",
    "shotglass gradient FILE --observable 'mean(Z)' --at point.json --shots 1024":
      "shotglass gradient ansatz.qasm --observable 'mean(Z)' --at point.json --shots 1024",
    "shotglass invert complex-2 --data two-moons --row 3 --shots 1024":
      "shotglass invert complex-2 --data two-moons --row 3 --shots 1024 --starts 4",
    "shotglass study plan FILE": "shotglass study plan studies/quick.json5",
    "shotglass study run FILE": "shotglass study run studies/quick.json5 -o runs/quick",
    "shotglass study merge": "shotglass study merge runs/quick",
    "shotglass devices show NAME": "shotglass devices show ibm_manila",
    "shotglass models show NAME": "shotglass models show simple-1",
    "shotglass check --syntax-only": "shotglass check --syntax-only FILE",
  ]

  private static let ansatz = """
    OPENQASM 3.0; include "stdgates.inc";
    input float x_0; input float x_1; input float x_2; input float x_3; input float theta_0; input float theta_1;
    qubit[3] q;
    rx(x_0) q[0]; ry(x_1) q[0]; rx(x_2) q[1]; rx(x_3) q[2]; ry(theta_0) q[0]; cx q[0], q[1]; ry(theta_1) q[1];
    cx q[1], q[2];
    """
  private static let point = """
    { "x_0": 0.1, "x_1": 0.2, "x_2": 0.3, "x_3": 0.4, "theta_0": 0.5, "theta_1": 0.6 }
    """

  @Test("every command that it shows, in sessions, blocks and sentences, does what it should")
  func commands() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.ansatz, to: "ansatz.qasm")
    try folder.write(Self.point, to: "point.json")
    let readme = try file("README.md")
    let blocks = ReadmeCommands.inBlocks(of: readme)
    let sentences = ReadmeCommands.inSentences(of: readme, verbs: Application.shotglass.verbs.map(\.command.name))
    #expect(blocks.count >= 12 && sentences.count >= 30)
    var done: Set<String> = []
    for command in blocks + sentences where command.hasPrefix("shotglass ") && done.insert(command).inserted {
      var input = try file("qasm/bell.qasm")
      for part in (Self.standIns[command] ?? command).split(separator: " | ") {
        let words = ReadmeCommands.words(of: String(part)).dropFirst().filter { $0 != "<" && $0 != "in.qasm" }
        let result = await Program.run(words.map { self.place($0, in: folder) }, input: input)
        // What was tried here and found wrong, such as an unsound installation, is told with status 1.
        let isRight = result.status == .done || (words.first == "doctor" && result.status == .answerIsNo)
        #expect(isRight, "\(command): \(result.errors)")
        input = result.output
      }
    }
    #expect(Set(Self.standIns.keys).isSubset(of: sentences))
  }

  /// Where a word's file is: those of the repository there, others in a folder of the test.
  private func place(_ word: String, in folder: TemporaryFolder) -> String {
    if word == "FILE" { return "\(Self.root)/qasm/bell.qasm" }
    if ["qasm/", "studies/"].contains(where: word.hasPrefix) { return "\(Self.root)/\(word)" }
    let isOwn = word.hasPrefix("runs/") || [".json", ".html", ".qasm"].contains(where: word.hasSuffix)
    return isOwn ? "\(folder.path)/\(word)" : word
  }

  @Test("every make target that it shows is one, and does something")
  func targets() throws {
    let readme = try file("README.md")
    let commands = ReadmeCommands.inBlocks(of: readme) + ReadmeCommands.inSentences(of: readme, verbs: [])
    let parts = try #require(try file("scripts/soak").firstMatch(of: /\nparts=\((.*)\)/)).1.split(separator: " ")
    let targets = commands.filter { $0.hasPrefix("make") }
    #expect(targets.count >= 6)
    for command in Set(targets) {
      let words = command.split(separator: " ")
      if let part = words.first(where: { $0.hasPrefix("PART=") }) {
        #expect(parts.contains(part.dropFirst("PART=".count)), "\(command)")
      }
      let make = Process()
      make.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      // Says what it would do, without doing it.
      make.arguments = ["make", "--dry-run", "--directory", Self.root] + words.dropFirst().map { String($0) }
      let output = Pipe()
      (make.standardOutput, make.standardError) = (output, output)
      try make.run()
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      make.waitUntilExit()
      #expect(make.terminationStatus == 0 && text.contains { $0 == "/" }, "\(command): \(text)")
    }
  }

  @Test("every file that it names is there")
  func files() throws {
    let names = try file("README.md").matches(of: /`((scripts|studies|qasm|\.ci|backends|Sources)\/[\w.\/-]+)/).map(\.1)
    #expect(names.count > 10)
    for name in names where !name.contains("NAME") {
      #expect(FileManager.default.fileExists(atPath: "\(Self.root)/\(name)"), "\(name)")
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
