/// The help of one command as text.
package struct HelpPage: Sendable {
  private let root: Command
  private let node: CommandNode
  private let environmentPrefix: String

  /// The page of the command that `path` leads to; nil when there is no such command.
  package init?(of path: [String], in root: Command, environmentPrefix: String) {
    guard let node = root.tree.first(where: { $0.path == path }) else { return nil }
    self.root = root
    self.node = node
    self.environmentPrefix = environmentPrefix
  }

  /// What `-h` prints: usage and one explanation a row.
  package var short: String {
    var text = "\(node.command.summary)\n\nUsage: \(root.name) \(node.usage)\n"
    text += rows(isLong: false)
    text += "\nMore, with examples: \(([root.name, "help"] + node.path).joined(separator: " "))\n"
    return text
  }

  /// What `help VERB` prints: examples first, then everything there is to say.
  package var long: String {
    var text = "\(([root.name] + node.path).joined(separator: " ")): \(node.command.summary)\n"
    if !node.command.examples.isEmpty {
      text += "\nExamples:\n"
      for example in node.command.examples {
        text += "  \(example.line)\n" + TextLayout.wrap(example.explanation, indent: 6)
      }
    }
    text += "\nUsage: \(root.name) \(node.usage)\n"
    if !node.command.description.isEmpty {
      text += "\n" + TextLayout.wrap(node.command.description, indent: 0)
    }
    text += rows(isLong: true)
    let exitCodes = node.command.exitCodes
    if !exitCodes.isEmpty {
      text += "\nExit codes:\n" + TextLayout.definitions(exitCodes.map { (String($0.code), $0.meaning) })
    }
    return text
  }

  private func rows(isLong: Bool) -> String {
    var text = ""
    if !node.command.subcommands.isEmpty {
      text += "\nVerbs:\n" + TextLayout.definitions(node.command.subcommands.map { ($0.name, $0.summary) })
    }
    if !node.command.arguments.isEmpty {
      text += "\nArguments:\n"
      text += TextLayout.definitions(node.command.arguments.map { ($0.synopsis, $0.explanation) })
    }
    text += optionRows(node.command.options, title: "Options", isLong: isLong)
    text += optionRows(node.inheritedOptions, title: "Options of every verb", isLong: isLong)
    return text
  }

  private func optionRows(_ options: [OptionDeclaration], title: String, isLong: Bool) -> String {
    guard !options.isEmpty else { return "" }
    let rows = options.map { option in
      (option.synopsis, isLong ? option.explanation(environmentPrefix: environmentPrefix) : option.explanation)
    }
    return "\n\(title):\n" + TextLayout.definitions(rows)
  }
}

extension ArgumentDeclaration {
  /// The help with the choices, if the kind has some.
  var explanation: String {
    guard case .choice(let choices) = kind else { return help }
    return "\(help) One of: \(choices.joined(separator: ", "))."
  }
}

extension OptionDeclaration {
  /// The help with choices and default.
  var explanation: String {
    var text = help
    if case .choice(let choices) = kind { text += " One of: \(choices.joined(separator: ", "))." }
    if kind != .flag, !defaultWords.isEmpty { text += " Default: \(defaultWords.joined(separator: ", "))." }
    if isRepeatable { text += " May be repeated." }
    return text
  }

  /// The help with all that there is to know.
  func explanation(environmentPrefix: String) -> String {
    var text = explanation
    switch kind {
    case .integer, .unsigned, .number, .seconds: text += " Takes \(kind.expectation)."
    case .flag, .text, .file, .choice, .name: break
    }
    if readsEnvironment { text += " Environment: \(environmentVariable(prefix: environmentPrefix))." }
    return text
  }
}
