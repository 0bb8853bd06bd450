import Foundation
import Formats
import Testing

@testable import shotglass

@Suite struct StudyVerbTests {
  private static let study = """
    { schema: 1, name: "verb", title: "A <title> & more", data: { source: "cosine:rows=6" },
      model: { name: "simple-1" },
      analyses: [{ kind: "gradient-quality", repetitions: 2 }, { kind: "simulator-fidelity", points: 2 },
                 { kind: "expressivity", samples: 20 }],
      grid: { shots: [8, 64], backends: ["ideal", "noisy-ibm_manila"], seeds: 2, qubits: [1, 2], depths: 1 } }
    """

  @Test("a study is planned, run, resumed and reported, in every format, to the same bytes each time")
  func runs() async throws {
    let folder = try TemporaryFolder()
    let place = folder.path + "/study"
    let plan = await Program.run(["study", "plan", "-"], input: Self.study)
    #expect(plan.status == .done && plan.output.contains("Who sees what:") && plan.output.contains("Nothing was run"))
    #expect(!FileManager.default.fileExists(atPath: place))
    let run = await Program.run(["study", "run", "-", "-o", place], input: Self.study)
    #expect(run.status == .done, "\(run.errors)")
    #expect(run.output.contains("Shots a circuit at which the gradient rises above its noise: "))
    let planned = await Program.run(["study", "plan", place])
    #expect(planned.output.hasSuffix("Run it: shotglass study resume \(place)\n"))
    let elsewhere = await Program.run(["study", "plan", "-", "-o", "a b"], input: Self.study)
    #expect(elsewhere.output.hasSuffix("Run it: shotglass study run - -o 'a b'\n"))
    let again = await Program.run(["study", "resume", place, "--json"])
    #expect(again.output.contains("\"evaluated\":0") && again.output.contains("\"done\":14"))
    let page = await Program.run(["report", place])
    #expect(page.status == .done && page.output.hasPrefix("<!DOCTYPE html>"))
    #expect(page.output.contains("A &lt;title&gt; &amp; more") && !page.output.contains("A <title>"))
    for id in ["gradient-error", "fidelity-variation", "plateau-global", "map-noisy-ibm-manila"] {
      #expect(page.output.contains("\(id)"), "\(id)")
    }
    #expect(await Program.run(["report", place]).output == page.output)
    let markdown = await Program.run(["report", place, "--format", "md"])
    #expect(markdown.output.hasPrefix("# ") && markdown.output.contains("manila"))
    let table = await Program.run(["report", place, "--format", "csv"]).output.split(separator: "\n")
    #expect(table.count > 40 && table[0].hasPrefix("figure,series,x,y"))
    let document = await Program.run(["report", place, "--json"])
    #expect(try JSONReader(parsing: Array(document.output.utf8)).object().reader.path == "")
    #expect(document.output.contains("\"schema\":1"))
    let written = await Program.run(["report", place, "-o", folder.path + "/page.html"])
    #expect(written.output.isEmpty)
    #expect(try String(contentsOfFile: folder.path + "/page.html", encoding: .utf8) == page.output)
  }

  @Test("shards are brought together by merge, which says what is missing")
  func merges() async throws {
    let place = try TemporaryFolder().path + "/shards"
    let half = await Program.run(["study", "run", "-", "--shard", "1/2", "-o", place], input: Self.study)
    #expect(half.status == .done && half.output.contains("missing"))
    let early = await Program.run(["study", "merge", place])
    #expect(early.status == .answerIsNo)
    #expect(early.errors.contains("missing: ") && early.errors.contains("help: run them: shotglass study resume"))
    let unready = await Program.run(["report", place])
    #expect(unready.status == .answerIsNo && unready.errors.contains("has no records yet"))
    let rest = await Program.run(["study", "run", "-", "--shard", "2/2", "-o", place], input: Self.study)
    #expect(rest.status == .done)
    #expect(await Program.run(["study", "merge", place]).status == .done)
    #expect(await Program.run(["study", "status", place, "--json"]).output.contains("\"missing\":0"))
  }

  /// Where nobody may make a folder, the administrator included.
  #if os(Linux)
    private static let sealed = "/sys"
  #else
    private static let sealed = "/System"
  #endif

  @Test(
    "mistakes say what to type instead",
    arguments: [
      (["plan"], ExitStatus.misuse, "'study plan' needs a study file"),
      (["rn", "-"], .misuse, "did you mean 'run'?"),
      (["submit", "-"], .unsupported, "'study submit' is planned"),
      (["run", "-", "--shard", "4/3"], .misuse, "--shard takes I/N"),
      (["merge", "-", "--shard", "1/3"], .misuse, "is of all shards"),
      (["run", "/nowhere/x.json5"], .misuse, "there is no file"),
      (["run", "-", "-o", "/dev/null/x"], .misuse, "cannot make the folder"),
      (["run", "-", "-o", "\(sealed)/x"], .fault, "what is recorded is not lost"),
      (["schema"], .done, "json-schema.org"),
    ])
  func explains(_ words: [String], _ status: ExitStatus, _ message: String) async {
    let result = await Program.run(["study"] + words, input: Self.study)
    #expect(result.status == status && (result.errors + result.output).contains(message), "\(result.errors)")
  }

  @Test("what a study names and is not there is told with the file that names it")
  func explainsNames() async {
    let changes = [
      ("simple-1", "simpel-1", "simple"), ("noisy-ibm_manila", "noisy-ibm_manilla", "did you mean 'noisy-ibm_manila'?"),
      ("cosine:rows=6", "cosin", "did you mean 'cosine'?"),
      ("gradient-quality", "gradient-qualitty", "did you mean \"gradient-quality\"?"),
    ]
    for (right, wrong, help) in changes {
      let result = await Program.run(["study", "plan", "-"], input: Self.study.replacing(right, with: wrong))
      #expect(result.status == .misuse && result.errors.contains(help), "\(result.errors)")
    }
  }

  @Test("a folder that is no study's is refused by report", arguments: ["/nowhere", "."])
  func refusesFolders(_ folder: String) async {
    let result = await Program.run(["report", folder])
    #expect(result.status == .misuse && result.errors.contains("is no folder of a study"), "\(result.errors)")
  }
}
