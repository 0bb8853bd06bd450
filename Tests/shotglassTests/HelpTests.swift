import ArgumentParsing
import Formats
import Foundation
import Membership
import Studies
import Testing

@testable import shotglass

@Suite struct HelpTests {
  private static let verbs = Application.shotglass.root.subcommands.map(\.name)

  @Test("the help of every verb looks as it did", arguments: verbs)
  func matchesGolden(_ verb: String) async throws {
    let short = await Program.run([verb, "-h"])
    let long = await Program.run(["help", verb])
    #expect(short.status == .done && long.status == .done)
    #expect(short.errors.isEmpty && long.errors.isEmpty)
    try Golden.expect(short.output, equals: "help/\(verb).short.txt")
    try Golden.expect(long.output, equals: "help/\(verb).long.txt")
  }

  @Test("overview, table, manual and completions look as they did")
  func matchesGoldenOfWhole() async throws {
    let commands: [(words: [String], file: String)] = [
      (["help"], "help.txt"), (["--help"], "help.short.txt"), (["help", "markdown"], "verbs.md"),
      (["man"], "shotglass.1"),
      (["completions", "bash"], "shotglass.bash"), (["completions", "zsh"], "shotglass.zsh"),
      (["completions", "fish"], "shotglass.fish"),
    ]
    for command in commands {
      let result = await Program.run(command.words)
      #expect(result.status == .done)
      try Golden.expect(result.output, equals: command.file)
    }
  }

  @Test(
    "every topic has a page of lines that fit a terminal",
    arguments: ["exit-codes", "environment", "backends", "formats", "bit-order", "device-files"])
  func printsTopics(_ topic: String) async throws {
    let result = await Program.run(["help", topic])
    #expect(result.status == .done)
    for line in result.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    try Golden.expect(result.output, equals: "topics/\(topic).txt")
  }

  @Test("the code of a diagnostic is explained, in whatever case, and not listed among the topics")
  func explainsCodes() async throws {
    let code = HelpTopic(name: "E0123", summary: "A name is not declared.", text: "Declare it.\n", isCode: true)
    let application = Application(verbs: [], topics: [.bitOrder, code])
    #expect(await Program.run(["help", "e0123"], application: application).output == "Declare it.\n")
    let overview = await Program.run(["help"], application: application).output
    #expect(overview.contains("bit-order"))
    #expect(!overview.contains("E0123"))
    let typo = await Program.run(["help", "E0132"], application: application)
    #expect(typo.errors.contains("did you mean 'shotglass help E0123'?"))
  }

  @Test("every example in the help is a command line that parses")
  func parsesExamples() throws {
    let parser = ArgumentParser(Application.shotglass.root, environmentPrefix: Application.environmentPrefix)
    let commands = [Application.shotglass.root] + Application.shotglass.root.subcommands
    for example in commands.flatMap(\.examples) where !example.line.contains("<(") {
      let line = example.line.prefix { !"|>".contains($0) }
      let words = line.split(separator: " ").dropFirst().map { String($0) }
      #expect(throws: Never.self, "\(example.line)") { try parser.parse(words, environment: [:]) }
    }
  }

  @Test(
    "with --json texts come as a document",
    arguments: [["help"], ["man"], ["completions", "zsh"], ["-h"], ["--version"]])
  func printsJSON(_ words: [String]) async throws {
    let plain = await Program.run(words)
    let wrapped = await Program.run(words + ["--json"])
    var object = try JSONReader(parsing: Array(wrapped.output.utf8)).object()
    #expect(try object.required("schema").integer() == 1)
    #expect(try object.required("text").string() == plain.output)
    try object.noOtherKeys()
    #expect(plain.output.hasSuffix("\n"))
  }

  @Test("the documents in 'help formats' have the shape of the real ones")
  func documentsFormats() async throws {
    let folder = try TemporaryFolder()
    let point = folder.path + "/point.json"
    try Data(#"{"t": 1}"#.utf8).write(to: URL(fileURLWithPath: point))
    let other = try folder.write(#"{"t": 2}"#, to: "other.json")
    let evidence = try folder.write(
      """
      {"schema": 1, "labels": [0, 1], "target": {"counts": [[9, 1], [4, 6]]},
       "references": [{"member": [true, false], "probabilities": [[0.9, 0.1], [0.2, 0.8]]},
                      {"member": [false, true], "probabilities": [[0.6, 0.4], [0.3, 0.7]]}]}
      """, to: "evidence.json")
    let truth = try folder.write(#"{"truth": [true, false]}"#, to: "truth.json")
    let forgetting = ["dense-angle-4-3", "--data", "iris", "--checkpoint", folder.path + "/model.json"]
    _ = await Program.run(
      ["train", "dense-angle-4-3", "--data", "iris", "--epochs", "1", "-o", folder.path + "/model.json"])
    let real = [
      await Program.run(["doctor", "--json"], environment: ["HOME": folder.path]),
      await Program.run(["run", "x", "--show-config", "--json"], environment: ["SHOTGLASS_SHOTS": "1000"]),
      await Program.run(["--version", "--json"]),
      await Program.run(["format", "-", "--check", "--json"], input: Self.turn),
      await Program.run(["run", "-", "--amplitudes", "--json", "--input", "t=1"], input: Self.turn),
      await Program.run(["devices", "--json"], environment: ["SHOTGLASS_HOME": folder.path]),
      await Program.run(["devices", "show", "ibm_manila", "--json"]),
      await Program.run(
        ["gradient", "-", "--observable", "Z0", "--at", point, "--shots", "9", "--json"],
        input: Self.turn),
      await Program.run(
        ["gradient", "-", "--observable", "Z0", "--at", point, "--json"]
          + ["--shots", "9", "--backend", "emulated-trapped_ion"],
        input: Self.turn),
      await Program.run([
        "gradient", "simple-2", "--data", "two-moons", "--rows", "0..3", "--local-steps", "2", "--shots", "9", "--json",
      ]),
      await Program.run(["models", "--json"]),
      await Program.run(["train", "dense-angle-4-3", "--data", "iris", "--epochs", "1", "--json"]),
      await Program.run(
        ["train", "simple-2", "--data", "cosine:rows=10,features=2"] + "--optimiser icans --epochs 1 --json".words),
      await Program.run([
        "train", "dense-angle-4-3", "--data", "iris", "--epochs", "1", "--dp-noise", "1", "--dp-delta", "1e-3",
        "--json",
      ]),
      await Program.run(["train", "dense-angle-4-3", "--data", "iris", "--epochs", "1", "--folds", "2", "--json"]),
      await Program.run([
        "invert", "complex-2", "--data", "two-moons", "--row", "3", "--shots", "1024", "--starts", "8", "--json",
      ]),
      await Program.run(["membership", "--evidence", evidence, "--score", truth, "--json"]),
      await Program.run(
        ["membership", "dense-angle-4-3", "--data", "iris", "--attack", "label-noise", "--queries", "4", "--json"]
          + "--epochs 1 --references 4 --targets 2 --shots 16".words),
      await Program.run(
        ["unlearn"] + forgetting
          + ["--forget", "class:2", "--method", "gradient-ascent", "--epochs", "1", "--attack-epochs", "1", "--json"]),
      await Program.run(
        ["accountant"] + "training --rate 0.1 --steps 9 --noise 2 --delta 1e-3 --orders 2,8 --json".words),
      await Program.run(["accountant"] + "quantization --mechanism rqm:1 --steps 3 --delta 1e-3 --json".words),
      await Program.run(["accountant"] + "shots --probabilities 0.8,0.75 --shots 64 --delta 1e-5 --json".words),
      await Program.run(["accountant"] + "readout --depolarize 0.2 --shots 16 --delta 1e-5 --json".words),
      await Program.run(["accountant"] + "radius --probabilities 0.8,0.1 --qubits 2 --json".words),
      await Program.run(["accountant", "distance", "-", "--at", point, "--and", other, "--json"], input: Self.turn),
      await Program.run(["study", "plan", "-", "--json"], input: Self.study),
      await Program.run(["study", "run", "-", "-o", folder.path + "/study", "--json"], input: Self.study),
    ]
    let records = try String(contentsOfFile: folder.path + "/study/records.jsonl", encoding: .utf8)
    let jobs = try await JobsVerbTests.documents()
    let report = await Program.run(["report", folder.path + "/study", "--format", "json"])
    let announcement = JSON.object(
      EmulateVerb.announcement(of: "http://127.0.0.1:1", [("IONQ_API_KEY", "FAKE")]).merging(["schema": 1]) { $1 })
    let documents =
      real.map(\.output) + [String(records.prefix { $0 != "\n" }), report.output] + jobs
      + [try announcement.text()]
    #expect(FormatExample.all.count == documents.count)
    for (example, text) in zip(FormatExample.all, documents) {
      let document = JSON(try JSONNode(parsing: text))
      #expect(Self.shape(of: document) == Self.shape(of: example.document), "\(example.command)")
    }
  }

  @Test("the membership evidence of the help is what it says")
  func documentsMembership() throws {
    let reader = try JSONReader(parsing: Array(HelpTopic.membershipExample.utf8))
    let evidence = try MembershipEvidence(reading: reader)
    #expect(evidence.labels == [0, 1] && evidence.references.count == 1 && evidence.population?.labels == [1])
    #expect(HelpTopic.membershipEvidence.text.split(separator: "\n").allSatisfy { $0.count <= 88 })
    for name in MembershipAttackName.allCases where !name.rawValue.contains("-") {
      #expect(HelpTopic.membershipEvidence.text.contains(name.rawValue))
    }
  }

  private static let turn = "OPENQASM 3.0;\ninput float[64] t;\nqubit q;\nU(t, 0, 0) q;"

  private static let study = """
    { schema: 1, name: "s", data: { source: "cosine:rows=4" }, model: { name: "simple-1" },
      analyses: [{ kind: "gradient-quality", repetitions: 2 }], grid: { shots: 8 } }
    """

  @Test("the study file of the help is one")
  func documentsStudies() throws {
    let study = try Study(parsing: Array(HelpTopic.studyExample.utf8))
    #expect(study.analyses.count == AnalysisTable.all.count)
  }

  /// The paths of all members, whatever their values; elements of lists count as one.
  private static func shape(of document: JSON, path: String = "") -> Set<String> {
    switch document {
    case .object(let members):
      members.reduce(into: []) { $0.formUnion(shape(of: $1.value, path: "\(path).\($1.key)")) }
    case .array(let elements):
      elements.reduce(into: []) { $0.formUnion(shape(of: $1, path: path + "[]")) }
    default: [path]
    }
  }
}

extension String {
  fileprivate var words: [String] { split(separator: " ").map(String.init) }
}
