import Foundation
import Testing

@testable import shotglass

@Suite("Unlearning on the command line") struct UnlearnVerbTests {
  /// A folder with a model of three clouds, trained for three epochs.
  private static func trained() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let result = await Program.run(
      ["train", "dense-angle-4-3"] + data + ["--epochs", "3", "-o", folder.path + "/model.json", "--quiet"])
    #expect(result.status == .done, "\(result.errors)")
    return folder
  }

  private static let data = ["--data", "iris", "--test-share", "0.4", "--seed", "5"]

  private static func unlearn(_ folder: TemporaryFolder, _ words: [String]) async -> Program.Result {
    await Program.run(
      ["unlearn", "dense-angle-4-3", "--checkpoint", folder.path + "/model.json"] + data + words)
  }

  @Test("It forgets a class, prints its price first and both comparisons, and writes a model that others read")
  func forgets() async throws {
    let folder = try await Self.trained()
    let words = ["--forget", "class:1", "--method", "gradient-ascent", "--attack-epochs", "2"]
    let result = await Self.unlearn(folder, words + ["-o", folder.path + "/less.json"])
    #expect(result.status == .done, "\(result.errors)")
    #expect(result.errors.hasPrefix("gradient-ascent needs U: "))
    for part in ["gap to oracle", "test of 1", "vs all test", "is no sign of forgetting"] {
      #expect(result.output.contains(part))
    }
    let aside = await Self.unlearn(folder, words + ["-o", "-", "--quiet"])
    #expect(aside.output == (try String(contentsOfFile: folder.path + "/less.json", encoding: .utf8)))
    #expect(aside.errors.contains("gap to oracle"))
    let again = await Program.run(
      ["gradient", "dense-angle-4-3", "--checkpoint", folder.path + "/less.json"] + Self.data)
    #expect(again.status == .done, "\(again.errors)")
    let more = await Self.unlearn(folder, words + ["--json", "--quiet"])
    #expect(more.output.contains("\"againstAllTest\"") && more.output.contains("\"schema\":1"))
    let same = await Self.unlearn(folder, words + ["--json", "--quiet"])
    #expect(same.output == more.output)
  }

  @Test("What cannot be forgotten is refused with what to type next")
  func refusals() async throws {
    let folder = try await Self.trained()
    let rows = try folder.write("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]", to: "rows.json")
    let beyond = try folder.write("3\n150\n", to: "beyond.txt")
    let single = try folder.write("0\n", to: "single.txt")
    let cases: [(words: [String], status: ExitStatus, part: String)] = [
      (["--forget", "class:7"], .misuse, "its classes: 0, 1, 2"),
      (["--forget", "rows:" + rows], .misuse, "kept for the test"),
      (["--forget", "rows:" + beyond], .misuse, "there is no row 150"),
      (["--forget", "rows:" + folder.path + "/none.txt"], .misuse, "none.txt"),
      (["--forget", "sometimes"], .misuse, "class:NAME"),
      ([], .misuse, "--forget"),
      (["--forget", "class:1", "--alpha", "3"], .misuse, "--method NAME"),
      (["--forget", "class:1", "--method", "scrub", "--alpha", "3"], .misuse, "selective-dampening"),
      (["--forget", "rows:" + single, "--method", "fine-tune", "--models", "6"], .misuse, "two rows or more"),
      (["--forget", "class:1", "--method", "scrubs"], .misuse, "did you mean 'scrub'?"),
      (["--forget", "class:1", "--method", "influence", "--shots", "10"], .unsupported, "second derivatives"),
      (["--forget", "random:0.1", "--method", "head-edit"], .unsupported, "class:NAME"),
      (["--forget", "class:1", "--method", "influence", "--rate", "0.1"], .misuse, "no rate"),
      (["--forget", "class:1", "-o", folder.path + "/all.json"], .misuse, "--method NAME"),
      (["--forget", "class:1", "--method", "sisa", "-o", folder.path + "/all.json"], .unsupported, "vote"),
    ]
    for (words, status, part) in cases {
      let result = await Self.unlearn(folder, words)
      #expect(result.status == status, "\(words): \(result.errors)")
      #expect(result.errors.contains(part), "\(words): \(result.errors)")
    }
    let moved = await Program.run(
      ["unlearn", "dense-angle-4-3", "--checkpoint", folder.path + "/model.json", "--forget", "class:1"]
        + Self.data.dropLast() + ["6"])
    #expect(moved.status == .misuse && moved.errors.contains("another seed"))
    let other = await Program.run(
      ["unlearn", "zz-efficient-4", "--checkpoint", folder.path + "/model.json", "--forget", "class:1"] + Self.data)
    #expect(other.status == .misuse)
    let nowhere = await Self.unlearn(
      folder, ["--forget", "class:1", "--method", "gradient-ascent", "-o", "/no/such/folder/x"])
    #expect(nowhere.status == .misuse && nowhere.errors.hasPrefix("error: cannot write"), "\(nowhere.errors)")
    let none = await Program.run(["unlearn", "dense-angle-4-3", "--forget", "class:1"] + Self.data)
    #expect(none.status == .misuse && none.errors.contains("train ... -o FILE"))
  }
}
