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
    let patterns = tree.flatMap { node in
      node.options.filter { $0.kind != .flag }.flatMap { option in
        option.typedNames.map { Bash.quoted("\(node.key):\($0)") }
      }
    }
    return patterns.joined(separator: " | \\\n      ")
  }

  private var pathCases: String {
    tree.filter { !$0.path.isEmpty }.map { node in
      let parent = node.path.dropLast().joined(separator: " ")
      return "      \(Bash.quoted("\(parent):\(node.command.name)"))) path=\(Bash.quoted(node.key)) ;;"
    }.joined(separator: "\n")
  }

  private var valueCases: String {
    let cases = tree.flatMap { node in
      node.options.compactMap { option -> String? in
        guard let reply = Bash.reply(for: option.kind) else { return nil }
        let patterns = option.typedNames.map { Bash.quoted("\(node.key):\($0)") }.joined(separator: " | ")
        return "      \(patterns)) \(reply) ;;"
      }
    }
    return cases.joined(separator: "\n")
  }

  private var optionCases: String {
    tree.map { node in
      "      \(Bash.quoted(node.key))) \(Bash.reply(words: node.options.flatMap(\.typedNames))) ;;"
    }.joined(separator: "\n")
  }

  private var argumentCases: String {
    tree.flatMap { node -> [String] in
      if !node.command.subcommands.isEmpty {
        return ["    \(Bash.quoted("\(node.key):0"))) \(Bash.reply(words: node.command.subcommands.map(\.name))) ;;"]
      }
      return node.command.arguments.enumerated().compactMap { position, argument in
        guard let reply = Bash.reply(for: argument.kind) else { return nil }
        let pattern = argument.isRepeatable ? "\(Bash.quoted("\(node.key):"))*" : Bash.quoted("\(node.key):\(position)")
        return "    \(pattern)) \(reply) ;;"
      }
    }.joined(separator: "\n")
  }
}

extension CommandNode {
  /// The path as one word of a shell script.
  var key: String { path.joined(separator: " ") }
}

extension OptionDeclaration {
  /// All names with their dashes, the long one first.
  var typedNames: [String] { [flag] + (short.map { ["-\($0)"] } ?? []) }
}

private enum Bash {
  static func quoted(_ text: String) -> String {
    "\"\(text)\""
  }

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
