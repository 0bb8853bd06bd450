import ArgumentParsing
import Foundation
import Testing

@Suite struct CompletionTests {
  @Test("the scripts look as they did")
  func matchesGolden() throws {
    try Golden.expect(Coffee.command.bashCompletion, equals: "coffee.bash")
    try Golden.expect(Coffee.command.zshCompletion, equals: "coffee.zsh")
    try Golden.expect(Coffee.command.fishCompletion, equals: "coffee.fish")
  }

  /// Command lines to complete at their end, and some of what must and must not be offered.
  private static let cases: [(words: [String], offered: [String], absent: [String])] = [
    ([""], ["brew", "shop"], ["--loud", "list"]), (["b"], ["brew"], ["shop"]), (["--l"], ["--loud"], ["--cups"]),
    (["--loud", ""], ["brew", "shop"], []), (["brew", "--c"], ["--cups"], ["--loud", "--brand"]),
    (["brew", "x", "--br"], ["--brand"], []),
    (["brew", "--size", ""], ["small", "medium", "large"], ["brew", "--cups"]),
    (["brew", "--size", "la"], ["large"], ["small"]), (["brew", "--cups", "3", "--size", "s"], ["small"], ["large"]),
    (["brew", "--note", "shop", "--si"], ["--size"], []), (["shop", ""], ["list", "cup"], ["brew"]),
    (["shop", "--brand", "x", ""], ["list", "cup"], ["brew"]), (["shop", "cup", ""], ["small", "large"], ["list"]),
    (["shop", "list", "--br"], ["--brand"], ["--cups"]),
  ]

  @Test(
    "bash offers what fits", .enabled(if: Shell.isInstalled("bash"), "bash is not installed"), arguments: cases.indices)
  func completesInBash(_ index: Int) throws {
    let (words, offered, absent) = Self.cases[index]
    let line = (["coffee"] + words).map { "'\($0)'" }.joined(separator: " ")
    let script = """
      COMP_WORDS=(\(line)); COMP_CWORD=\(words.count); _coffee; printf '%s\\n' "${COMPREPLY[@]}"
      """
    try expect(try Shell.run("bash", ["--norc"], input: Coffee.command.bashCompletion + script), offered, absent)
  }

  @Test(
    "bash splits at equal signs and still offers values",
    .enabled(if: Shell.isInstalled("bash"), "bash is not installed"))
  func completesAttachedValuesInBash() throws {
    for (words, offered) in [
      ("brew --size = la", "large"), ("brew --size =", "small"), ("--loud brew --size = la", "large"),
    ] {
      let count = words.split(separator: " ").count
      let script = """
        COMP_WORDS=(coffee \(words)); COMP_CWORD=\(count); _coffee; printf '%s\\n' "${COMPREPLY[@]}"
        """
      try expect(try Shell.run("bash", ["--norc"], input: Coffee.command.bashCompletion + script), [offered], ["brew"])
    }
  }

  @Test(
    "fish offers what fits", .enabled(if: Shell.isInstalled("fish"), "fish is not installed"), arguments: cases.indices)
  func completesInFish(_ index: Int) throws {
    let (words, offered, absent) = Self.cases[index]
    let line = (["coffee"] + words).joined(separator: " ")
    let result = try Shell.withFile(Coffee.command.fishCompletion) {
      try Shell.run("fish", ["--no-config", "-c", "source \($0); complete -C '\(line)'"])
    }
    let names = result.text.split(separator: "\n").map { String($0.split(separator: "\t")[0]) }
    try expect((names.joined(separator: "\n"), result.status), offered, absent)
  }

  /// In a pseudo terminal with waiting, so only where all the time there is may be taken.
  @Test(
    "zsh offers what fits", .enabled(if: Shell.isInstalled("zsh"), "zsh is not installed"),
    .enabled(if: ProcessInfo.processInfo.environment["SHOTGLASS_SCALE"] == "full", "only with SHOTGLASS_SCALE=full"))
  func completesInZsh() throws {
    let lines = Self.cases.map { (["coffee"] + $0.words).joined(separator: " ") }
    let capture = try #require(Golden.path(of: "capture.zsh"))
    let result = try Shell.withFile(Coffee.command.zshCompletion) { file in
      try Shell.run("zsh", ["-f", capture, file] + lines)
    }
    let replies = result.text.components(separatedBy: "=== end").dropFirst()
    try #require(replies.count == Self.cases.count + 1, "\(result.text)")
    for (reply, (_, offered, absent)) in zip(replies, Self.cases) {
      try expect((reply, result.status), offered, absent)
    }
  }

  private func expect(
    _ result: (text: String, status: Int32), _ offered: [String], _ absent: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let lines = result.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    for word in offered { #expect(lines.contains(word), "\(result.text)", sourceLocation: sourceLocation) }
    for word in absent { #expect(!lines.contains(word), "\(result.text)", sourceLocation: sourceLocation) }
  }
}
