extension Command {
  /// A completion script for fish 3 and later.
  package var fishCompletion: String {
    """
    # fish completion for \(name); load it with: \(name) completions fish | source
    function __\(name)_path
      set -l path ""
      set -l skips_next 0
      set -l words (commandline -opc)
      for word in $words[2..-1]
        if test $skips_next = 1
          set skips_next 0
          continue
        end
        switch "$path:$word"
    \(fishWordCases)
        end
      end
      echo "$path"
    end
    complete -c \(name) -f
    \(fishCompletions)

    """
  }

  private var fishWordCases: String {
    let options = tree.flatMap { node in
      node.command.options.filter { $0.kind != .flag }.flatMap { node.patterns(of: $0) }
    }
    var cases = ["      case \(options.map { Fish.quoted($0) }.joined(separator: " "))", "        set skips_next 1"]
    for node in tree {
      for subcommand in node.command.subcommands {
        cases.append("      case \(node.key):\(subcommand.name)")
        cases.append("        set path \(node.key(of: subcommand))")
      }
    }
    return cases.joined(separator: "\n")
  }

  private var fishCompletions: String {
    tree.flatMap { node -> [String] in
      let start = "complete -c \(name) -n 'test (__\(name)_path) = \"\(node.key)\"'"
      let subcommands = node.command.subcommands.map { "\(start) -a \($0.name) -d \(Fish.quoted($0.summary))" }
      let arguments = node.command.arguments.compactMap { argument in
        Fish.values(of: argument.kind).map { "\(start) \($0)" }
      }
      let options = node.options.map { "\(start) \(Fish.option($0))" }
      return subcommands + arguments + options
    }.joined(separator: "\n")
  }
}

private enum Fish {
  static func quoted(_ text: String) -> String {
    "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
  }

  /// The part of a `complete` command that offers the values of a kind; nil when nothing can be offered.
  static func values(of kind: ValueKind) -> String? {
    switch kind {
    case .file: "-F"
    case .choice(let choices), .name(let choices): "-a \(quoted(choices.joined(separator: " ")))"
    case .flag, .text, .integer, .unsigned, .number, .seconds: nil
    }
  }

  static func option(_ option: OptionDeclaration) -> String {
    var text = "-l \(option.name)"
    if let short = option.short { text += " -s \(short)" }
    if option.kind == .file { text += " -r" } else if option.kind != .flag { text += " -x" }
    if let values = values(of: option.kind) { text += " \(values)" }
    return "\(text) -d \(quoted(option.help))"
  }
}
