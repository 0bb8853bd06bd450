import ArgumentParsing
import Formats

/// `help`: pages of verbs, topics and diagnostic codes.
enum HelpVerb {
  static let name = "help"
  /// The name under which the README's table of verbs is printed.
  static let markdown = "markdown"

  static let subject = Argument.optional(
    "VERB|TOPIC|CODE", kind: .text, help: "What to explain; without it, everything in short.")

  /// The command; `names` are offered by shell completion.
  static func command(offering names: [String]) -> Command {
    let argument = Argument.optional("VERB|TOPIC|CODE", kind: .name(names), help: subject.declaration.help)
    return Command(
      name: name, summary: "Explain a verb, a topic, or the code of a diagnostic.",
      arguments: [argument.declaration],
      examples: [
        Command.Example("shotglass help run", "All about one verb, examples first."),
        Command.Example("shotglass help bit-order", "Which bit of a counted key is which."),
        Command.Example("shotglass help markdown", "The table of verbs as Markdown."),
      ])
  }

  static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    try session.print(try page(of: arguments[subject], in: session.application))
    return .done
  }

  private static func page(of subject: String?, in application: Application) throws(Failure) -> String {
    guard let subject else { return overview(of: application) }
    if subject == markdown { return application.root.markdownTable }
    if let topic = application.topics.first(where: { $0.name.lowercased() == subject.lowercased() }) {
      return topic.text
    }
    let page = HelpPage(of: [subject], in: application.root, environmentPrefix: Application.environmentPrefix)
    if let page { return page.long }
    if PlannedVerb.names.contains(subject) { throw PlannedVerb.failure(subject) }
    let known = application.verbs.map(\.command.name) + application.topics.map(\.name) + [markdown]
    throw Failure(
      .misuse, "there is no help on \(quoted(subject))",
      help: NearestMatch.find(subject, among: known).map { "did you mean 'shotglass help \($0)'?" }
        ?? "'shotglass help' lists verbs and topics")
  }

  private static func overview(of application: Application) -> String {
    let page = HelpPage(of: [], in: application.root, environmentPrefix: Application.environmentPrefix)
    let topics = application.topics.filter { !$0.isCode }.map { ["  \($0.name)", $0.summary] }
    return (page?.long ?? "") + "\nTopics, for 'shotglass help TOPIC':\n" + TextTable(rows: topics).text
  }
}
