extension Command {
  /// A completion script for bash 3.2 and later that needs no other package.
  package var bashCompletion: String {
    """
    # bash completion for \(name); load it with: source <(\(name) completions bash)
    _\(name)() {
      local current="${COMP_WORDS[COMP_CWORD]}" path="" pending="" word="" index=0 count=0 IFS=$'\\n'
      for ((index = 1; index < COMP_CWORD; index++)); do
        word="${COMP_WORDS[index]}"
        if [[ -n $pending ]]; then
          [[ $word == "=" ]] || pending=""
          continue
        fi
        case "$path:$word" in
          \(valuePatterns)) pending="$path:$word" ;;
          *:-?*) ;;
    \(pathCases)
          *) count=$((count + 1)) ;;
        esac
      done
      [[ $current == "=" ]] && current=""
      COMPREPLY=()
      if [[ -n $pending ]]; then
        case "$pending" in
    \(valueCases)
        esac
        return
      fi
      if [[ $current == -* ]]; then
        case "$path" in
    \(optionCases)
        esac
        return
      fi
      case "$path:$count" in
    \(argumentCases)
      esac
    }
    complete -F _\(name) \(name)

    """
  }

  /// Patterns of `path:word` after which a value follows.
  private var valuePatterns: String {
    tree.flatMap { node in
      node.command.options.filter { $0.kind != .flag }.flatMap { node.patterns(of: $0) }
    }.joined(separator: " | \\\n      ")
  }

  private var pathCases: String {
    tree.flatMap { node in
      node.command.subcommands.map { "      \(node.key):\($0.name)) path=\(node.key(of: $0)) ;;" }
    }.joined(separator: "\n")
  }

  private var valueCases: String {
    tree.flatMap { node in
      node.command.options.compactMap { option in
        Bash.reply(for: option.kind).map { "      \(node.patterns(of: option).joined(separator: " | "))) \($0) ;;" }
      }
    }.joined(separator: "\n")
  }

  private var optionCases: String {
    tree.map { node in
      "      \(node.key.isEmpty ? "\"\"" : node.key)) \(Bash.reply(words: node.options.flatMap(\.typedNames))) ;;"
    }.joined(separator: "\n")
  }

  private var argumentCases: String {
    tree.flatMap { node -> [String] in
      if !node.command.subcommands.isEmpty {
        return ["    \(node.key):0) \(Bash.reply(words: node.command.subcommands.map(\.name))) ;;"]
      }
      return node.command.arguments.enumerated().compactMap { position, argument in
        let count = argument.isRepeatable ? "*" : "\(position)"
        return Bash.reply(for: argument.kind).map { "    \(node.key):\(count)) \($0) ;;" }
      }
    }.joined(separator: "\n")
  }
}

private enum Bash {
  /// The command that offers the values of a kind; nil when nothing can be offered.
  static func reply(for kind: ValueKind) -> String? {
    switch kind {
    case .file: "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$current\"))"
    case .choice(let choices), .name(let choices): reply(words: choices)
    case .flag, .text, .integer, .unsigned, .number, .seconds: nil
    }
  }

  static func reply(words: [String]) -> String {
    "COMPREPLY=($(compgen -W $'\(words.joined(separator: "\\n"))' -- \"$current\"))"
  }
}
