extension Command {
  /// The table of verbs for a README: one row a command that can be run.
  package var markdownTable: String {
    var text = "| verb | what it does |\n|--|--|\n"
    for node in tree where node.command.subcommands.isEmpty {
      let line = ([name] + node.path + node.command.arguments.map(\.synopsis)).joined(separator: " ")
      text += "| `\(Self.cell(line))` | \(Self.cell(node.command.summary)) |\n"
    }
    return text
  }

  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|")
  }
}
