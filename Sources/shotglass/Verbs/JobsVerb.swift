import ArgumentParsing
import Catalogue
import CloudBackends
import Devices
import Execution
import Formats
import Journals

/// `jobs`: what was submitted to machines in clouds, from the journal.
enum JobsVerb {
  private enum Action: String, CaseIterable { case list, show, wait, result, cancel }

  private static let actions = Action.allCases.map(\.rawValue)

  static let action = Argument.optional(
    "ACTION", kind: .name(actions),
    help: """
      list: all jobs, as without it; show: one job, asked for anew; wait: until it has ended; result: its counts; \
      cancel: ask for its end.
      """)
  static let id = Argument.optional("ID", kind: .text, help: "The job, by its id or the beginning of it.")

  static let verb = Verb(
    command: Command(
      name: "jobs", summary: "List, follow and cancel jobs on machines in clouds.",
      description: """
        Jobs are remembered in a journal, from before they are submitted on, and are followed from any process. Only \
        'list' asks nobody.
        """,
      arguments: [action.declaration, id.declaration], options: [],
      examples: [
        Command.Example("shotglass jobs", "Every job, with what it cost or may cost."),
        Command.Example("shotglass jobs wait 3f9a", "Wait for a job, whichever process submitted it."),
        Command.Example("shotglass jobs result 3f9a --json", "Its counts, without running anything."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let word = arguments[action] ?? Action.list.rawValue
    guard let action = Action(rawValue: word) else {
      throw Failure(
        .misuse, "ACTION takes one of \(actions.joined(separator: ", ")), not \(quoted(word))",
        help: NearestMatch.find(word, among: actions).map { "did you mean '\($0)'?" } ?? "shotglass jobs show \(word)")
    }
    guard action != .list else {
      guard arguments[id] == nil else {
        throw Failure(.misuse, "'jobs list' takes no id", help: "shotglass jobs show \(arguments[id] ?? "")")
      }
      return try list(in: session)
    }
    guard let text = arguments[id], !text.isEmpty else {
      throw Failure(.misuse, "'jobs \(word)' needs the id of a job", help: "'shotglass jobs' lists them")
    }
    let record = try record(text, in: session)
    do {
      return try await act(action, on: record, in: session)
    } catch let failure as RemoteFailure { throw Failure(failure) }
  }

  private static func act(_ action: Action, on record: JobRecord, in session: Session) async throws -> ExitStatus {
    let cloud = try backend(of: record, in: session)
    let id = record.intent.id
    switch action {
    case .list: return .done
    case .show: try show(await cloud.refreshed(id), in: session)
    case .wait: try show(await cloud.settled(id), in: session)
    case .cancel: try show(await cloud.cancelled(id), in: session)
    case .result:
      // A result that was cut on its way is asked for again.
      if (try? cloud.results(of: id)) == nil { _ = try await cloud.refreshed(id) }
      try print(try cloud.results(of: id), of: id, in: session)
    }
    return .done
  }

  // MARK: Printing

  private static func list(in session: Session) throws -> ExitStatus {
    let (jobs, skipped) = try records(in: session)
    let presentations = jobs.all.map { JobPresentation($0) }
    if skipped > 0 {
      let what = skipped == 1 ? "1 torn line of the journal was" : "\(skipped) torn lines of the journal were"
      session.note("\(what) passed over")
    }
    if session.wantsJSON {
      let ledger = SpendLedger(jobs)
      try session.print([
        "jobs": .array(presentations.map(\.json)), "skippedLines": .integer(skipped), "shots": .integer(ledger.shots),
        "costs": .object(ledger.costs.mapValues { .number($0) }),
      ])
    } else {
      try session.print(TextTable(rows: [JobPresentation.listHeads] + presentations.map(\.listRow)).text)
    }
    return .done
  }

  private static func show(_ record: JobRecord, in session: Session) throws {
    let presentation = JobPresentation(record)
    if session.wantsJSON { try session.print(["job": presentation.json]) } else { try session.print(presentation.page) }
  }

  private static func print(
    _ results: [(entry: Int, result: CloudResult)], of id: String, in session: Session
  ) throws {
    if session.wantsJSON {
      let rows = results.map { ["circuit": .integer($0.entry), "result": $0.result.json] as JSON }
      return try session.print(["id": .string(id), "results": .array(rows)])
    }
    let texts = results.map { "circuit \($0.entry + 1)\n\($0.result.text)" }
    try session.print(texts.joined())
  }

  // MARK: Journal

  private static func records(in session: Session) throws -> (jobs: JobRecords, skippedLines: Int) {
    guard let folder = CloudFactory.journalFolder(environment: session.environment) else {
      throw Failure(.misuse, "there is no folder for the journal of jobs", help: "set HOME or SHOTGLASS_HOME")
    }
    guard StoredFile.exists("\(folder)/journal") else { return (JobRecords(), 0) }
    do { return try Journal(folder: folder, now: UTCTime.now).records() } catch {
      throw Failure(.fault, error.message, help: error.help)
    }
  }

  private static func record(_ text: String, in session: Session) throws -> JobRecord {
    let jobs = try records(in: session).jobs
    if let record = jobs[text] { return record }
    let matches = jobs.all.filter { $0.intent.id.hasPrefix(text) }
    guard let record = matches.first, matches.count == 1 else {
      let what = matches.isEmpty ? "there is no job" : "more than one job begins with"
      throw Failure(.misuse, "\(what) \(quoted(text))", help: "'shotglass jobs' lists them")
    }
    return record
  }

  private static func backend(of record: JobRecord, in session: Session) throws -> CloudBackend {
    let identity = record.intent.identity
    guard let provider = CloudProviderName(rawValue: identity.provider) else {
      throw Failure(.unsupported, "the provider \(quoted(identity.provider)) is unknown", help: "update shotglass")
    }
    let device: Device
    do { device = try BackendCatalogue(devices: session.devices).device(of: identity.device, at: provider) } catch {
      throw Failure(error)
    }
    do {
      return try RemoteOptions.clouds(in: session).backend(provider, machine: identity.device, device: device)
    } catch { throw Failure(error) }
  }
}

extension CloudResult {
  fileprivate var json: JSON {
    switch self {
    case .counts(let counts):
      [
        "counts": .object(
          Dictionary(
            uniqueKeysWithValues: (0..<counts.count).map { (counts.key(at: $0), .integer(counts.occurrences[$0])) })),
        "shots": .integer(counts.shots),
      ]
    case .probabilities(let shares): ["probabilities": .object(shares.mapValues { .number($0) })]
    case .missing(let reason): ["missing": .string(reason)]
    }
  }

  fileprivate var text: String {
    switch self {
    case .counts(let counts):
      TextTable(rows: (0..<counts.count).map { [counts.key(at: $0), "\(counts.occurrences[$0])"] }).text
    case .probabilities(let shares):
      TextTable(rows: shares.sorted { $0.key < $1.key }.map { [$0.key, "\($0.value)"] }).text
    case .missing(let reason): "missing: \(reason)\n"
    }
  }
}
