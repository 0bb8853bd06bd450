import ArgumentParsing
import Formats
import Studies

/// `study`: a question as a file, planned, run, resumed and brought together.
enum StudyVerb {
  private enum Action: String, CaseIterable { case plan, run, resume, status, merge, schema }

  private static let actions = Action.allCases.map(\.rawValue)

  static let action = Argument.required(
    "ACTION", kind: .name(actions),
    help: "plan: what it takes, spending nothing; run, or resume: do what is left; status: how far it is; merge: bring "
      + "the shards' records together; schema: the JSON Schema of a study file.")
  static let file = Argument.optional(
    "FILE", help: "A study file, - for standard input, or the folder of an earlier run.")
  static let shard = Option.text(
    "shard", placeholder: "I/N", help: "Only this part of N equal parts; 'merge' brings them together.")
  static let folder = Option.text(
    "output", short: "o", placeholder: "DIR", help: "The study's folder; runs/NAME-HASH unless given.")

  static let verb = Verb(
    command: Command(
      name: "study", summary: "Plan and run a study: a question, a grid, and its records.",
      description: """
        A study file names a model, data, analyses and a grid, as in studies/shot-budget.json5. Each cell of the grid is \
        recorded as soon as it is done, so that a run that was interrupted or killed goes on where it stopped; the same \
        file gives the same records, for any number of threads and shards. 'shotglass help study-files' says more.
        """,
      arguments: [action.declaration, file.declaration],
      options: [shard.declaration, folder.declaration, ModelOptions.threads.declaration] + RemoteOptions.declarations,
      examples: [
        Command.Example("shotglass study plan studies/shot-budget.json5", "Cells, circuits, shots, and who sees what."),
        Command.Example("shotglass study run studies/shot-budget.json5", "Run it; the same again goes on."),
        Command.Example("shotglass study run studies/shot-budget.json5 --shard 1/3 -o shared", "A third of it."),
        Command.Example("shotglass study merge shared", "Bring three thirds together."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let word = arguments[action]
    guard let action = Action(rawValue: word) else { throw unknown(word) }
    guard action != .schema else {
      try session.print(String(decoding: StudySchema.bytes, as: UTF8.self))
      return .done
    }
    guard let path = arguments[file] else {
      throw Failure(
        .misuse, "'study \(word)' needs a study file", help: "shotglass study \(word) studies/shot-budget.json5")
    }
    if let text = arguments[shard], action != .run, action != .resume {
      throw Failure(.misuse, "'study \(word)' is of all shards, but --shard \(text) is given", help: "leave it out")
    }
    let part = try shard(arguments[shard])
    let runs = action == .run || action == .resume
    let job = try StudyJob(path, folder: arguments[folder], opensRemote: runs, arguments, in: session)
    switch action {
    case .plan:
      let presentation = StudyPlanPresentation(job: job)
      try session.wantsJSON ? session.print(presentation.json) : session.print(presentation.text)
      return .done
    case .run, .resume:
      try job.askConsent(part, isGiven: arguments[RemoteOptions.yes], in: session)
      return try await job.run(part, threadCount: ModelOptions.threadCount(arguments), in: session)
    case .status: return try job.status(in: session)
    case .merge: return try job.merge(in: session)
    case .schema: return .done
    }
  }

  private static func shard(_ text: String?) throws(Failure) -> Shard {
    guard let text else { return .whole }
    guard let shard = Shard(text) else {
      throw Failure(
        .misuse, "--shard takes I/N with I from 1 to N, not \(quoted(text))", help: "the second of three is 2/3")
    }
    return shard
  }

  private static func unknown(_ word: String) -> Failure {
    if word == "submit" {
      return Failure(
        .unsupported, "'study submit' is planned, but not yet in this version (\(Version.text))",
        help: "'shotglass study run FILE --shard I/N' runs one of N parts")
    }
    let match = NearestMatch.find(word, among: actions)
    return Failure(
      .misuse, "ACTION takes one of \(actions.joined(separator: ", ")), not \(quoted(word))",
      help: match.map { "did you mean '\($0)'?" } ?? "shotglass study run \(word)")
  }
}
