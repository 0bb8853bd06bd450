import Testing

@testable import shotglass

@Suite("Options that change nothing") struct IdleOptionTests {
  private static let bell = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[2] q;\nh q[0];\ncx q[0], q[1];"
  private static let train = ["train", "simple-1", "--data", "cosine:rows=20", "--epochs", "1"]

  @Test(
    "What was typed in vain is said, and the result is there",
    arguments: [
      (train + ["--repeats", "3"], ["--repeats"]),
      (train + ["--most-shots", "64", "--rule", "spsa", "--step", "0.2"], ["--most-shots", "--rule", "--step"]),
      (train + ["--shots", "8", "--step", "0.2"], ["--step"]),
      (train + ["--folds", "2", "--patience", "3"], ["--patience"]),
      (train + ["--folds", "2", "--repeats", "2"], []),
      (train + ["--shots", "8", "--rule", "central-difference", "--step", "0.2"], []),
      (["run", "-", "--amplitudes", "--shots", "7", "--memory"], ["--memory", "--shots"]),
      (["run", "-", "--method", "trajectories"], ["--method"]),
      (["run", "-", "--backend", "noisy-ibm_manila", "--precision", "single"], ["--precision"]),
      (["run", "-", "--backend", "noisy-ibm_manila", "--method", "trajectories", "--memory"], []),
      (
        ["gradient", "simple-1", "--data", "cosine:rows=20", "--step", "0.2", "--directions", "3"]
          + ["--allocation", "variance", "--learning-rate", "1", "--test-share", "0.5"],
        ["--allocation", "--directions", "--learning-rate", "--step", "--test-share"]
      ),
      (["gradient", "simple-1", "--data", "cosine:rows=20", "--rule", "spsa", "--shots", "8", "--step", "0.2"], []),
      (["invert", "complex-2", "--data", "two-moons", "--attack", "snapshot", "--starts", "9"], ["--starts"]),
      (["invert", "simple-1", "--data", "cosine:rows=20", "--starts", "9"], []),
      (["accountant", "shots", "--probabilities", "0.8,0.7", "--delta", "1e-5", "--rows", "9"], ["--rows"]),
      (["accountant", "training", "--rate", "0.1", "--steps", "9", "--noise", "1", "--delta", "1e-5"], []),
    ])
  func warnings(words: [String], options: [String]) async {
    let result = await Program.run(words, input: Self.bell)
    #expect(result.status == .done && !result.output.isEmpty, "\(result.errors)")
    let warnings = result.errors.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
    let said = warnings.map { String($0.split(separator: " ")[1]) }
    #expect(said.sorted() == options, "\(result.errors)")
    let quiet = await Program.run(words + ["--quiet"], input: Self.bell)
    #expect(quiet.output == result.output && !quiet.errors.contains("warning"))
  }

  @Test("A variable of the environment, which is of other commands too, is not warned of")
  func environment() async {
    let result = await Program.run(Self.train, environment: ["SHOTGLASS_REPEATS": "3"])
    #expect(result.status == .done && !result.errors.contains("--repeats"), "\(result.errors)")
  }

  @Test("A checkpoint of a cross-validation is refused before anything is trained", arguments: ["-o", "--resume"])
  func folds(option: String) async {
    let result = await Program.run(Self.train + ["--folds", "2", option, "x.json"])
    #expect(result.status == .misuse && result.output.isEmpty)
    #expect(result.errors.contains("\(option) x.json is of one training"), "\(result.errors)")
  }
}
