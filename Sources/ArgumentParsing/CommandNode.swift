/// A command at its place in the tree.
struct CommandNode {
  /// The names typed after the program's name; empty for the program itself.
  let path: [String]
  let command: Command
  /// The options of the commands above.
  let inheritedOptions: [OptionDeclaration]

  /// All options that may be given here, the command's own first.
  var options: [OptionDeclaration] { command.options + inheritedOptions }

  /// The usage line without the program's name: `run [OPTIONS] FILE`.
  var usage: String {
    var words = path
    if !command.subcommands.isEmpty { words.append("VERB") }
    words.append("[OPTIONS]")
    words += command.arguments.map(\.synopsis)
    return words.joined(separator: " ")
  }

  /// The path as one word of a shell script: `study/plan`.
  var key: String { path.joined(separator: "/") }

  /// The path of a subcommand as one word of a shell script.
  func key(of subcommand: Command) -> String {
    (path + [subcommand.name]).joined(separator: "/")
  }

  /// Shell patterns for `KEY:WORD` when the word is an option of this command, typed here or after a subcommand.
  func patterns(of option: OptionDeclaration) -> [String] {
    option.typedNames.flatMap { name in
      if path.isEmpty { return ["*:\(name)"] }
      return command.subcommands.isEmpty ? ["\(key):\(name)"] : ["\(key):\(name)", "\(key)/*:\(name)"]
    }
  }
}

extension OptionDeclaration {
  /// All names with their dashes, the long one first.
  var typedNames: [String] { [flag] + (short.map { ["-\($0)"] } ?? []) }
}
