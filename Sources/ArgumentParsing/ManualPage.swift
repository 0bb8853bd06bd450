extension Command {
  /// The manual page of the whole program in the roff language, section 1.
  package func manualPage(version: String, environmentPrefix: String) -> String {
    var page = ".TH \(Roff.quoted(name.uppercased())) 1 \"\" \(Roff.quoted("\(name) \(version)"))\n"
    page += ".SH NAME\n\(Roff.escaped(name)) \\- \(Roff.escaped(summary))\n"
    page += ".SH SYNOPSIS\n.B \(Roff.escaped(name))\n\(Roff.escaped("VERB [OPTIONS] [ARGUMENTS]"))\n"
    if !description.isEmpty { page += ".SH DESCRIPTION\n" + Roff.paragraphs(description) }
    page += ".SH VERBS\n"
    for node in tree where !node.path.isEmpty { page += node.manualSection }
    page += ".SH OPTIONS OF EVERY VERB\n" + Roff.definitions(options.map { ($0.synopsis, $0.explanation) })
    page += ".SH EXIT STATUS\n" + Roff.definitions(exitCodes.map { (String($0.code), $0.meaning) })
    page += ".SH ENVIRONMENT\n" + Roff.definitions(environmentRows(prefix: environmentPrefix))
    page += ".SH EXAMPLES\n" + Roff.definitions(examples.map { ($0.line, $0.explanation) })
    return page
  }

  /// One row a variable, sorted by name, with the options that it stands for.
  private func environmentRows(prefix: String) -> [(term: String, explanation: String)] {
    var verbs: [String: [String]] = [:]
    for node in tree {
      for option in node.command.options where option.readsEnvironment {
        let owner = node.path.isEmpty ? "every verb" : node.path.joined(separator: " ")
        verbs[option.environmentVariable(prefix: prefix), default: []].append("\(option.flag) of \(owner)")
      }
    }
    return verbs.sorted { $0.key < $1.key }.map { ($0.key, "Stands for \($0.value.joined(separator: ", ")).") }
  }
}

extension CommandNode {
  fileprivate var manualSection: String {
    var section = ".SS \(Roff.quoted(usage))\n\(Roff.escaped(command.summary))\n"
    if !command.description.isEmpty { section += ".PP\n" + Roff.paragraphs(command.description) }
    section += Roff.definitions(
      command.arguments.map { ($0.synopsis, $0.explanation) } + command.options.map { ($0.synopsis, $0.explanation) })
    for example in command.examples {
      section += ".PP\n\(Roff.escaped(example.explanation))\n.PP\n.RS\n.nf\n\(Roff.escaped(example.line))\n.fi\n.RE\n"
    }
    return section
  }
}

/// The few constructs of the roff language that the page needs.
private enum Roff {
  /// Signs that roff would print as typographic ones, or obey.
  private static let replacements: [Character: String] = [
    "\\": "\\e", "-": "\\-", "'": "\\(aq", "\"": "\\(dq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti",
  ]

  /// Text that roff prints as it is: no escapes, no requests, typewriter hyphens.
  static func escaped(_ text: String) -> String {
    var body = text.hasPrefix(".") ? "\\&" : ""
    for character in text { body += replacements[character] ?? String(character) }
    return body
  }

  /// One argument of a request.
  static func quoted(_ text: String) -> String {
    "\"\(escaped(text))\""
  }

  static func paragraphs(_ text: String) -> String {
    var result = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        result += ".PP\n"
      } else if line.hasPrefix(" ") {
        result += ".br\n\\&\(escaped(String(line)))\n.br\n"
      } else {
        result += escaped(String(line)) + "\n"
      }
    }
    return result
  }

  static func definitions(_ rows: [(term: String, explanation: String)]) -> String {
    rows.map { ".TP\n.B \(quoted($0.term))\n\(escaped($0.explanation))\n" }.joined()
  }
}
