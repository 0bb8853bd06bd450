import Foundation
import Models
import Testing

@testable import shotglass

@Suite("Models and training on the command line") struct ModelsVerbTests {
  @Test("Every model is listed, and shown with its origin and layers, as text and as JSON")
  func shows() async throws {
    let list = await Program.run(["models"])
    #expect(list.output.split(separator: "\n").count == Zoo.all.count + 1)
    for model in Zoo.all.prefix(3) {
      let page = await Program.run(["models", "show", model.name])
      #expect(page.status == .done && page.output.contains(model.origin))
      let json = await Program.run(["models", "show", model.name, "--json"])
      #expect(json.output.contains(#""features":\#(model.featureCount)"#))
    }
  }

  @Test("A model's name stands for its circuit: exported as its file, drawn, differentiated")
  func circuits() async throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("qasm/models")
    let file = try String(contentsOf: folder.appendingPathComponent("zz-efficient-2.qasm"), encoding: .utf8)
    #expect(await Program.run(["export", "zz-efficient-2"]).output == file)
    #expect(await Program.run(["draw", "zz-efficient-2"]).output.contains("q[1]"))
    let temporary = try TemporaryFolder()
    let names = ["x_0", "x_1"] + (0..<16).map { "theta_\($0)" }
    let point = "{" + names.map { "\"\($0)\": 1" }.joined(separator: ", ") + "}"
    try Data(point.utf8).write(to: URL(fileURLWithPath: temporary.path + "/point.json"))
    let words = ["gradient", "zz-efficient-2", "--at", temporary.path + "/point.json", "--json"]
    let gradient = await Program.run(words)
    #expect(
      gradient.status == .done && gradient.output.contains("\"theta_15\"") && !gradient.output.contains("\"x_0\""))
    let own = await Program.run(words + ["--with-respect-to", "x*"])
    #expect(own.output.contains("\"x_0\""))
  }

  @Test("Training says how good the model is, and goes on from its checkpoint with the same bits")
  func trains() async throws {
    let folder = try TemporaryFolder()
    func run(_ more: [String]) async -> Program.Result {
      await Program.run(
        ["train", "re-uploading-4-3", "--data", "iris", "--seed", "3", "--json", "--quiet"] + more)
    }
    let whole = await run(["--epochs", "4", "-o", folder.path + "/whole.json"])
    #expect(whole.status == .done, "\(whole.errors)")
    #expect(whole.output.contains("\"accuracyInterval\""))
    _ = await run(["--epochs", "2", "-o", folder.path + "/half.json"])
    let resumed = await run(
      ["--epochs", "4", "--resume", folder.path + "/half.json", "-o", folder.path + "/resumed.json"])
    #expect(resumed.output == whole.output)
    let files = try ["whole", "resumed"].map {
      try Data(contentsOf: URL(fileURLWithPath: "\(folder.path)/\($0).json"))
    }
    #expect(files[0] == files[1])
    let other = await run(["--epochs", "4", "--test-share", "0.3", "--resume", folder.path + "/half.json"])
    #expect(other.status == .misuse && other.errors.contains("other data"))
    for (words, message) in [
      (["--loss", "hinge"], "made with --loss cross-entropy, and this is --loss hinge"),
      (["--batch", "16"], "made with --batch 32, and this is --batch 16"),
      (["--patience", "5"], "made with no --patience, and this is --patience 5"),
      (["--rate", "0.5"], "made with --rate 0.05, and this is --rate 0.5"),
      (["--optimiser", "natural"], "made with --optimiser adam, and this is --optimiser natural"),
      (["--seed", "4"], "made with --seed 3, and this is --seed 4"),
    ] {
      let other = await Program.run(
        ["train", "re-uploading-4-3", "--data", "iris", "--resume", folder.path + "/half.json"]
          + (words[0] == "--seed" ? [] : ["--seed", "3"]) + words)
      #expect(other.status == .misuse && other.errors.contains(message), "\(other.errors)")
      #expect(other.errors.contains(" --> \(folder.path)/half.json"))
    }
  }

  @Test("A checkpoint goes to standard output where -o says so, and the summary to standard error")
  func printsCheckpoint() async throws {
    let folder = try TemporaryFolder()
    let words = ["train", "simple-1", "--data", "cosine", "--epochs", "2", "--quiet"]
    let result = await Program.run(words + ["-o", "-"])
    #expect(result.status == .done && result.errors.contains("mean squared error"), "\(result.errors)")
    _ = await Program.run(words + ["-o", folder.path + "/c.json"])
    #expect(try String(contentsOfFile: folder.path + "/c.json", encoding: .utf8) == result.output)
  }

  @Test("A checkpoint that cannot be written is told before the first epoch")
  func checksPlace() async throws {
    let result = await Program.run(
      ["train", "simple-1", "--data", "cosine", "--epochs", "2", "-o", "/no/such/folder/c.json"])
    #expect(result.status == .misuse && result.errors.hasPrefix("error: cannot write '/no/such/folder/c.json'"))
  }

  @Test("Data comes from standard input too, and sets are called as help calls them")
  func readsData() async throws {
    let rows = (0..<20).map { "0.\($0 + 10),\($0 % 2)\n" }.joined()
    let words = ["train", "simple-1", "--epochs", "1", "--loss", "mse", "--quiet", "--data"]
    let result = await Program.run(words + ["-"], input: "x_0,label\n" + rows)
    #expect(result.status == .done && result.output.contains("on <stdin>"), "\(result.errors)")
    let wrong = await Program.run(words + ["brest-cancer"])
    #expect(wrong.errors.contains("did you mean 'breast-cancer'?"), "\(wrong.errors)")
  }

  @Test("Training goes by shifted circuits with shots, with a machine's noise, and by iCANS, which logs its shots")
  func trainsMeasured() async throws {
    let words = ["train", "simple-1", "--data", "cosine", "--epochs", "3", "--batch", "16", "--quiet"]
    let twin = await Program.run(words + ["--backend", "noisy-ibm_manila", "--shots", "64"])
    #expect(twin.status == .done && twin.output.contains("3 epochs, ended by epochs"), "\(twin.errors)")
    let frugal = await Program.run(words + ["--optimiser", "icans", "--shots", "8", "--most-shots", "64"])
    #expect(frugal.status == .done && frugal.output.contains("shots in"), "\(frugal.errors)")
    let wrong = await Program.run(words + ["--optimiser", "icans", "--shots", "80", "--most-shots", "64"])
    #expect(wrong.status == .misuse && wrong.errors.contains("--most-shots 80"))
  }

  @Test("A file with inputs is a model, by the names that say which are features and which weights")
  func trainsFile() async throws {
    let program = """
      OPENQASM 3.0;
      include "stdgates.inc";
      input float[64] data;
      input float[64] w_0;
      input float[64] w_1;
      qubit q;
      rx(data) q;
      rz(w_0) q;
      ry(w_1) q;
      """
    let words = ["train", "-", "--data", "cosine", "--epochs", "2", "--observable", "Z0"]
    let result = await Program.run(words + ["--inputs", "data", "--weights", "w*", "--quiet"], input: program)
    #expect(result.status == .done && result.output.contains("R2"), "\(result.errors)")
    let unnamed = await Program.run(words, input: program)
    #expect(unnamed.status == .misuse && unnamed.errors.contains("--inputs 'x*'"))
  }

  @Test("Cross-validation tests every row once, with the same bytes on any number of threads")
  func crossValidates() async {
    let words = ["train", "simple-1", "--data", "cosine", "--epochs", "3", "--folds", "3", "--repeats", "2", "--quiet"]
    let one = await Program.run(words + ["--threads", "1"])
    #expect(one.status == .done && one.output.contains("2 repeats of 3 folds"), "\(one.errors)")
    #expect(await Program.run(words + ["--threads", "3"]).output == one.output)
  }

  @Test(
    "Mistakes are told with what to type instead",
    arguments: [
      (["models", "show", "zz-eficient-2"], "did you mean 'zz-efficient-2'?"),
      (["models", "zz-efficient-2"], "shotglass models show zz-efficient-2"),
      (["models", "show"], "'shotglass models' lists them"),
      (["train", "re-uploading-4-3"], "--data iris"),
      (["train", "re-uploading-4-3", "--data", "irs"], "did you mean 'iris'?"),
      (["train", "re-uploading-4-3", "--data", "iris", "--prepare", "pca"], "standardize"),
      (["train", "re-uploading-4-2", "--data", "iris"], "classes"),
      (["train", "re-uploading-4-3", "--data", "no/such.csv"], "no/such.csv"),
      (["draw", "zz-eficient-2"], "did you mean the model 'zz-efficient-2'?"),
    ])
  func refusals(words: [String], help: String) async {
    let result = await Program.run(words)
    #expect(result.status == .misuse, "\(result.errors)")
    #expect(result.errors.contains(help), "\(result.errors)")
    #expect(result.output.isEmpty)
  }
}
