import ArgumentParsing
import Circuits
import Formats
import Models

/// `models`: the models that come with the tool, and what one of them is made of.
enum ModelsVerb {
  private enum Action: String, CaseIterable { case list, show }

  private static let actions = Action.allCases.map(\.rawValue)

  static let action = Argument.optional(
    "ACTION", kind: .name(actions), help: "list: all models, as without it; show: one model.")
  static let name = Argument.optional("NAME", kind: .name(Zoo.all.map(\.name)), help: "The model to show.")

  static let verb = Verb(
    command: Command(
      name: "models", summary: "List the models, or show what one is made of.",
      description: """
        Most models exist for any number of features (zz-efficient-5) and classes (re-uploading-4-3). Each has controls: \
        NAME-classical, a net with as many weights; NAME-frozen, its circuits' weights at random and not trained; \
        NAME-linear, a dense layer in their place.
        """,
      arguments: [action.declaration, name.declaration],
      examples: [
        Command.Example("shotglass models", "Every model at its usual sizes."),
        Command.Example("shotglass models show zz-efficient-4", "Origin, layers, read-out and symmetries of one."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let word = arguments[action] ?? Action.list.rawValue
    switch Action(rawValue: word) {
    case .list:
      if let name = arguments[name] {
        throw Failure(
          .misuse, "'models list' takes no name, but \(quoted(name)) is given", help: "shotglass models show \(name)")
      }
      try list(in: session)
    case .show:
      guard let name = arguments[name] else {
        throw Failure(.misuse, "'models show' needs the name of a model", help: "'shotglass models' lists them")
      }
      let presentation = ModelPresentation(try model(name))
      try session.wantsJSON ? session.print(presentation.json) : session.print(presentation.page)
    case nil:
      let help = Zoo.model(named: word) == nil ? nil : "shotglass models show \(word)"
      throw Failure(
        .misuse, "'models' does not know the action \(quoted(word))",
        help: help ?? NearestMatch.find(word, among: actions).map { "did you mean '\($0)'?" }
          ?? "use \(actions.joined(separator: " or "))")
    }
    return .done
  }

  /// A model of the zoo, or the nearest name.
  static func model(_ name: String) throws(Failure) -> Model {
    if let model = Zoo.model(named: name) { return model }
    let isKernel = Zoo.kernels.contains { $0.name == name }
    let match = NearestMatch.find(name, among: Zoo.all.map(\.name)).map { "did you mean '\($0)'?" }
    throw Failure(
      isKernel ? .unsupported : .misuse,
      isKernel ? "\(quoted(name)) is a kernel without weights" : "there is no model \(quoted(name))",
      help: isKernel ? "'shotglass export \(name)' writes its circuit" : match ?? "'shotglass models' lists them")
  }

  private static func list(in session: Session) throws {
    let models = Zoo.all.map { ModelPresentation($0) }
    if session.wantsJSON {
      try session.print(["models": .array(models.map { .object($0.json) })])
    } else {
      try session.print(TextTable(rows: [ModelPresentation.listHeads] + models.map(\.listRow)).text)
    }
  }
}
