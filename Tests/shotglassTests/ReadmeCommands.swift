/// The commands that a Markdown text shows: in sessions, in blocks, and as code in sentences. The table of verbs, which
/// says how commands are put together, is left out.
enum ReadmeCommands {
  /// Lines of blocks that are commands, without the prompt and what follows a `#`.
  static func inBlocks(of text: String) -> [String] {
    split(text).blocks.compactMap { line in
      let line = line.hasPrefix("$ ") ? line.dropFirst(2) : line[...]
      guard ["shotglass ", "make"].contains(where: line.hasPrefix) else { return nil }
      return line.split(separator: " #", maxSplits: 1)[0].split(separator: " ").joined(separator: " ")
    }
  }

  /// Code in sentences that names the program, make, or a verb with more words.
  static func inSentences(of text: String, verbs: [String]) -> [String] {
    let parts = split(text).prose.joined(separator: "\n").split(separator: "`", omittingEmptySubsequences: false)
    return parts.indices.filter { $0 % 2 == 1 }.compactMap { index in
      let words = parts[index].split { $0 == " " || $0 == "\n" }
      guard words.count > 1 || words == ["make"], let first = words.first.map({ String($0) }) else { return nil }
      let command = words.joined(separator: " ")
      if first == "shotglass" || first == "make" { return command }
      return verbs.contains(first) ? "shotglass \(command)" : nil
    }
  }

  private static func split(_ text: String) -> (blocks: [String], prose: [String]) {
    var (blocks, prose, isBlock) = ([String](), [String](), false)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map({ String($0) }) {
      if line.hasPrefix("```") {
        isBlock.toggle()
      } else if isBlock {
        blocks.append(line)
      } else if !line.hasPrefix("| `shotglass ") {
        prose.append(line)
      }
    }
    return (blocks, prose)
  }

  /// Words as a shell has them, with single quotes.
  static func words(of command: String) -> [String] {
    var words: [String] = []
    var isQuoted = false
    for (place, part) in command.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      isQuoted = place % 2 == 1
      words += isQuoted ? [String(part)] : part.split(separator: " ").map { String($0) }
    }
    return words
  }
}
