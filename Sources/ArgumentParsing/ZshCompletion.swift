extension Command {
  /// A completion script for zsh: one function a command.
  package var zshCompletion: String {
    let functions = tree.map { zshFunction($0) }.joined(separator: "\n")
    return """
      #compdef \(name)
      # zsh completion for \(name); load it with: source <(\(name) completions zsh), after compinit
      \(functions)
      if [[ "${funcstack[1]}" == "_\(name)" ]]; then
        _\(name) "$@"
      else
        compdef _\(name) \(name)
      fi

      """
  }

  private func zshFunction(_ node: CommandNode) -> String {
    let function = zshName(node)
    var specifications = node.options.flatMap { $0.zshSpecifications }
    if node.command.subcommands.isEmpty {
      specifications += node.command.arguments.enumerated().map { $1.zshSpecification(position: $0 + 1) }
      return """
        \(function)() {
          _arguments -s \(specifications.joined(separator: " \\\n    "))
        }

        """
    }
    let names = node.command.subcommands.map { Zsh.quoted("\(Zsh.escaped($0.name)):\($0.summary)") }
    let cases = node.command.subcommands.map { "        \($0.name)) \(function)_\($0.name) ;;" }
    specifications += ["'1: :->verb'", "'*:: :->rest'"]
    return """
      \(function)() {
        local curcontext="$curcontext" state line
        typeset -A opt_args
        _arguments -C -s \(specifications.joined(separator: " \\\n    "))
        case $state in
          verb)
            local -a verbs=(
              \(names.joined(separator: "\n        "))
            )
            _describe verb verbs
            ;;
          rest)
            case $line[1] in
      \(cases.joined(separator: "\n"))
            esac
            ;;
        esac
      }

      """
  }

  private func zshName(_ node: CommandNode) -> String {
    "_" + ([name] + node.path).joined(separator: "_")
  }
}

extension OptionDeclaration {
  fileprivate var zshSpecifications: [String] {
    typedNames.map { typed in
      let repeats = isRepeatable ? "*" : ""
      let excluded = !isRepeatable && typedNames.count > 1 ? "(\(typedNames.joined(separator: " ")))" : ""
      let joiner = kind == .flag ? "" : typed.hasPrefix("--") ? "=" : "+"
      let value = kind == .flag ? "" : ":\(Zsh.escaped(placeholder)):\(Zsh.action(for: kind))"
      return Zsh.quoted("\(repeats)\(excluded)\(typed)\(joiner)[\(Zsh.escaped(help))]\(value)")
    }
  }
}

extension ArgumentDeclaration {
  fileprivate func zshSpecification(position: Int) -> String {
    let place = isRepeatable ? "*" : isRequired ? "\(position)" : "\(position):"
    return Zsh.quoted("\(place):\(Zsh.escaped(name)):\(Zsh.action(for: kind))")
  }
}

private enum Zsh {
  /// A shell word in single quotes.
  static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: "'\\''"))'"
  }

  /// Text within a specification of `_arguments`.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if ":[]\\".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  static func action(for kind: ValueKind) -> String {
    switch kind {
    case .file: "_files"
    case .choice(let choices), .name(let choices): "(\(choices.joined(separator: " ")))"
    case .flag, .text, .integer, .unsigned, .number, .seconds: " "
    }
  }
}
