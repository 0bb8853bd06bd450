import ArgumentParsing
import CloudBackends
import Journals

/// The options of verbs that may submit jobs to machines in clouds.
enum RemoteOptions {
  static let yes = Option.flag(
    "yes", readsEnvironment: false,
    help: "Submit to a machine in a cloud without asking, whatever it costs up to --max-cost.")
  static let maximumCost = Option.number(
    "max-cost", placeholder: "USD", in: 0...1_000_000_000,
    help: "Submit nothing that would bring the jobs of the journal above this cost.")
  static let maximumShots = Option.integer(
    "max-shots", in: 1...1_000_000_000_000,
    help: "Submit nothing that would bring the jobs of the journal above so many shots.")
  static let resubmitAbsent = Option.flag(
    "resubmit-absent", readsEnvironment: false,
    help: "Submit a job again whose answer was lost and which two complete lists of the provider do not hold.")

  /// How jobs that belong together are submitted.
  enum SessionMode: String, CaseIterable, Sendable { case batch, none }

  static let sessionMode = Option<SessionMode>.choice(
    "session", placeholder: "MODE", default: .batch,
    help: "At IBM: several jobs of one batch go into a session of its batch mode, or each by itself (none).")

  static let verbatim = Option.flag(
    "verbatim",
    help: "At Braket: compile for the machine on this side, by its calibration, and let it run as it is written; "
      + "elsewhere it changes nothing or is refused.")

  static let declarations = [
    yes.declaration, maximumCost.declaration, maximumShots.declaration, resubmitAbsent.declaration,
    sessionMode.declaration,
  ]

  /// What makes backends of machines in clouds for a user; `label` is what larger work the jobs are for.
  static func clouds(_ arguments: Arguments, label: String? = nil, in session: Session) -> CloudFactory {
    var clouds = clouds(in: session)
    clouds.label = label
    clouds.limits = SpendLimits(
      cost: arguments[maximumCost].map { Cost($0, Cost.dollars) }, shots: arguments[maximumShots])
    clouds.resubmitsAbsent = arguments[resubmitAbsent]
    clouds.usesSessions = arguments[sessionMode] == .batch
    return clouds
  }

  /// The same for verbs that take `--verbatim`. Studies do not: their cells are known by the backend's name alone.
  static func compilingClouds(_ arguments: Arguments, in session: Session) -> CloudFactory {
    var clouds = clouds(arguments, in: session)
    clouds.isVerbatim = arguments[verbatim]
    return clouds
  }

  /// The same without limits, for jobs that are there already.
  static func clouds(in session: Session) -> CloudFactory {
    var clouds = CloudFactory(
      environment: session.environment, journalFolder: CloudFactory.journalFolder(environment: session.environment))
    if session.isVerbose { clouds.log = { session.detail($0) } }
    return clouds
  }
}
