import ArgumentParsing
import Execution
import Formats
import Gradients
import Membership
import Models
import Numerics
import Studies

/// An audit of a model as the command line asks for it: targets and references are trained here, so that the truth is
/// known.
struct AuditJob {
  let model: CompiledModel
  let data: DataSet
  let preparation: Preparation
  let options: TrainingOptions
  let split: AuditSplit
  let targetCount: Int
  /// Nil for exact answers.
  let shots: Int?
  let backend: any Backend
  let machine: any ExactBackend
  /// Questions about each row.
  let queries: Int
  let attack: MembershipAttackName?
  let threadCount: Int

  static let mostShots = 1_000_000_000
  /// Of attacks that ask for decisions.
  static let usualQueries = 64

  init(_ name: String, _ arguments: Arguments, in session: Session) throws {
    for (option, isGiven) in [
      ("--evidence", arguments[MembershipVerb.evidence] != nil), ("--score", arguments[MembershipVerb.score] != nil),
    ] where isGiven {
      throw Failure(
        .misuse, "\(option) and a model are given",
        help: "attack either what a file holds or models that are trained here")
    }
    let model = try ModelOptions.model(name, observables: arguments[MembershipVerb.observable], arguments, in: session)
    let rows: DataSet
    (rows, preparation) = try ModelOptions.data(for: model, arguments, in: session)
    threadCount = ModelOptions.threadCount(arguments)
    backend = try ModelOptions.reachedBackend(
      arguments, showing: .membership, threadCount: threadCount, in: session)
    guard arguments[MembershipVerb.shots] != nil || !(backend is RemoteBackend) else {
      throw Failure(GradientError.needsShots(backend: backend.name))
    }
    guard let machine = backend.simulated else {
      throw Failure(
        .unsupported, "references are simulated, and nothing is known of \(quoted(backend.name))",
        help: "write what is known to backends/NAME.json: 'shotglass help device-files' says how")
    }
    self.machine = machine
    self.model = try CompiledModel(model, options: CompiledModel.Options(threadCount: 1))
    data = try preparation.fit(on: rows.features).apply(to: rows)
    let seed = session.seed ?? 0
    options = TrainingOptions(
      optimiser: .descent(.adam(rate: arguments[MembershipVerb.rate])), loss: arguments[ModelOptions.loss],
      batchSize: arguments[MembershipVerb.batch], epochCount: arguments[MembershipVerb.epochs], seed: seed)
    var design = AuditDesign()
    design.memberCount = arguments[MembershipVerb.members]
    design.referenceCount = arguments[MembershipVerb.references]
    design.populationCount = arguments[MembershipVerb.population]
    design.labelNoise = arguments[MembershipVerb.labelNoise]
    design.referenceRows = arguments[MembershipVerb.referenceRows]
    try Self.refuse(design, of: data)
    split = try AuditSplit(design, of: data, seed: seed)
    targetCount = arguments[MembershipVerb.targets]
    shots = arguments[MembershipVerb.shots]
    attack = arguments[MembershipVerb.attack]
    let asksForLabels = attack?.asksForLabels ?? false
    queries = arguments[MembershipVerb.queries] ?? (asksForLabels ? Self.usualQueries : 1)
    try refuseQueries(asksForLabels)
  }

  /// Refuses more rows than there are.
  private static func refuse(_ design: AuditDesign, of data: DataSet) throws(Failure) {
    guard design.rowCount > data.rowCount else { return }
    let most = design.mostMembers(of: data.rowCount)
    let others = design.referenceRows == .own ? "as many others and twice as many of references" : "as many others"
    let population = design.populationCount > 0 ? ", and a population of \(design.populationCount)" : ""
    throw Failure(
      .misuse,
      "--members \(design.memberCount) with \(others)\(population) takes \(design.rowCount) rows, and '\(data.name)' has "
        + "\(data.rowCount)",
      help: most >= 2 ? "at most --members \(most) fits" : "take data with more rows, or a smaller --population")
  }

  private func refuseQueries(_ asksForLabels: Bool) throws(Failure) {
    guard !(asksForLabels && backend is RemoteBackend) else {
      throw Failure(
        .unsupported,
        "an attack that asks for one decision after another would wait for a job each on "
          + "\(quoted(backend.name))", help: "attack its twin, --backend noisy-DEVICE, or counts: leave --attack out")
    }
    guard queries > 1, !asksForLabels else { return }
    guard let shots else {
      throw Failure(
        .misuse, "--queries \(queries) of exact answers are one: they do not change",
        help: "leave --queries out, or add --shots 64")
    }
    guard shots <= Self.mostShots / queries else {
      throw Failure(
        .misuse, "\(queries) queries of \(shots) shots are too many: at most \(Self.mostShots) shots of a row",
        help: "ask for fewer: --shots \(max(Self.mostShots / queries, 1))")
    }
  }
}
