/// One command and all that is known of it: parsing, help, shell completions, the manual page and the README's table
/// are all made from this value.
///
/// A command with `subcommands` takes one of them as its first argument and has no arguments of its own. The options of
/// a command hold for its subcommands too, and may stand before or after the subcommand's name.
package struct Command: Sendable {
  /// A command line that works, and what it does.
  package struct Example: Sendable, Equatable {
    package let line: String
    package let explanation: String

    package init(_ line: String, _ explanation: String) {
      self.line = line
      self.explanation = explanation
    }
  }

  /// What a status means to the caller.
  package struct ExitCode: Sendable, Equatable {
    package let code: Int
    package let meaning: String

    package init(_ code: Int, _ meaning: String) {
      self.code = code
      self.meaning = meaning
    }
  }

  package let name: String
  /// One sentence.
  package let summary: String
  /// Paragraphs separated by an empty line; lines that begin with a blank are kept as they are.
  package let description: String
  package let arguments: [ArgumentDeclaration]
  package let options: [OptionDeclaration]
  package let examples: [Example]
  package let exitCodes: [ExitCode]
  package let subcommands: [Command]

  package init(
    name: String, summary: String, description: String = "", arguments: [ArgumentDeclaration] = [],
    options: [OptionDeclaration] = [], examples: [Example] = [], exitCodes: [ExitCode] = [],
    subcommands: [Command] = []
  ) {
    self.name = name
    self.summary = summary
    self.description = description
    self.arguments = arguments
    self.options = options
    self.examples = examples
    self.exitCodes = exitCodes
    self.subcommands = subcommands
  }

  /// The subcommand with this name.
  package func subcommand(_ name: String) -> Command? {
    subcommands.first { $0.name == name }
  }

  /// Every command of the tree with the names that lead to it, this one first (with an empty path), parents before
  /// children.
  var tree: [CommandNode] {
    var nodes = [CommandNode(path: [], command: self, inheritedOptions: [])]
    var next = 0
    while next < nodes.count {
      let node = nodes[next]
      nodes += node.command.subcommands.map {
        CommandNode(path: node.path + [$0.name], command: $0, inheritedOptions: node.options)
      }
      next += 1
    }
    return nodes
  }
}
