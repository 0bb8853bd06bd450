import ArgumentParsing
import Formats
import FoundationEssentials
import Execution
import Gradients
import Inversion
import Models

/// `invert`: rebuilds a model's inputs from a gradient that was shared.
enum InvertVerb {
  enum AttackName: String, CaseIterable, Sendable {
    case leastSquares = "least-squares"
    case snapshot
    case numerical
    case analytic
    case leakage = "dlg"
    case cosine
    case guess
  }

  static let evidence = Option.file(
    "evidence", help: "What was shared, as JSON: 'shotglass help evidence' says what it holds.")
  static let row = Option.text(
    "row", placeholder: "I", help: "Which row of the data to attack, from 0; several are a batch: 0,4..7.")
  static let attack = Option<AttackName>.choice(
    "attack", placeholder: "NAME", default: .leastSquares,
    help:
      "How: by least squares with exact derivatives; by linear algebra from the snapshot of one row's rotations, without "
      + "any start; the published numerical attack; the analytic one of a first dense layer, which least squares tries "
      + "first; dlg and cosine, which classical networks are attacked with; or a guess."
  )
  static let filter = Option<NumericalAttack.Filter>.choice(
    "filter", placeholder: "NAME", default: .none,
    help: "The numerical attack's Kalman filter: none, or one of three readings of it.")
  static let defence = Option.text(
    "defence", placeholder: "STEPS",
    help:
      "What the client does to the gradient made here before it is shared, and the attacker knows: gaussian:0.05, clip:1, "
      + "prune:0.5, sign, quantize:4, rqm:1, rotate, depolarize:0.1, or several joined by '+'.")
  static let malicious = Option.flag(
    "malicious",
    help:
      "The server is dishonest: the gradient made here is taken at weights that it chose, for so many shots, to give "
      + "the inputs away.")
  static let window = Option.integer(
    "window", in: 1...1024, default: 16, help: "How many differences the numerical attack's slopes are a mean of.")
  static let starts = Option.integer(
    "starts", in: 1...100_000,
    help: "From how many points; unless given, least squares goes on until it is sure, up to 256.")

  static let verb = Verb(
    command: Command(
      name: "invert", summary: "Rebuild inputs from a shared gradient, and say how sure that is.",
      description: """
        Plays the server of federated learning: given the gradient of a model's loss, finds the rows that it came from. \
        With --evidence the gradient is in a file, from whatever toolchain; with --data it is computed here from a row of \
        the data, or measured with --shots on a --backend, attacked without that row, and scored against it. A file \
        may hold the outcomes of every circuit instead, from which rows are rebuilt one by one.
        """,
      arguments: [GradientVerb.file.declaration],
      options: [
        evidence.declaration, ModelOptions.data.declaration, row.declaration, attack.declaration, starts.declaration,
        filter.declaration, window.declaration, defence.declaration,
        GradientVerb.observable.declaration, ModelOptions.backend.declaration, GradientVerb.shots.declaration,
        GradientVerb.point.declaration, LossGradientJob.checkpoint.declaration, malicious.declaration,
        TrainVerb.testShare.declaration,
        ModelOptions.labels.declaration, ModelOptions.classes.declaration, ModelOptions.preparation.declaration,
        ModelOptions.loss.declaration, ModelOptions.inputs.declaration, ModelOptions.weights.declaration,
        ModelOptions.threads.declaration,
      ] + RemoteOptions.declarations + [RemoteOptions.verbatim.declaration],
      examples: [
        Command.Example(
          "shotglass invert ansatz.qasm --evidence gradient.json", "What does this gradient say of its inputs?"),
        Command.Example(
          "shotglass invert complex-6 --data cosine:features=6 --row 3", "Is the model safe without shot noise?"),
        Command.Example(
          "shotglass invert complex-2 --data cosine:features=2 --row 3 --shots 1024 --seed 7 --json",
          "And with 1024 shots a circuit?"),
        Command.Example(
          "shotglass invert complex-2 --data cosine:features=2 --row 3 --shots 1024 --defence clip:0.1+gaussian:0.01",
          "Does it help to clip the gradient and to add noise?"),
        Command.Example(
          "shotglass invert complex-6 --data cosine:features=6 --row 3 --attack numerical --filter trailing",
          "The published attack."),
        Command.Example(
          "shotglass invert complex-2 --data two-moons --row 3 --attack snapshot", "Without any search."),
        Command.Example(
          "shotglass invert complex-2 --data two-moons --row 3 --shots 64 --malicious",
          "And if the server chooses the weights?"),
        Command.Example(
          "shotglass invert re-uploading-4-3-classical --data iris --row 3", "Is a classical net any safer?"),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let idle = IdleOptions(arguments, in: session)
    let name = arguments[attack]
    idle.warn(
      [starts.declaration], unless: name != .snapshot && name != .analytic && name != .guess,
      "\(name.rawValue) has no starts")
    idle.warn(
      [TrainVerb.testShare.declaration], unless: arguments[LossGradientJob.checkpoint] != nil,
      "it tells which rows the training of a --checkpoint saw")
    let job: InversionJob
    do {
      job = try await InversionJob(arguments, in: session)
    } catch let error as DataError {
      throw Failure(error)
    } catch let error as ModelError {
      throw Failure(error)
    }
    var settings = AttackSettings(
      starts: arguments[starts], seed: session.seed ?? 0, threadCount: ModelOptions.threadCount(arguments),
      backend: job.machine)
    let progress = SharedProgress("rounds of further starts", in: session)
    settings.report = { search in
      let detail =
        !search.matches.isEmpty
        ? "matched, but not yet surely by one alone"
        : search.isAligned ? "only the direction matches yet: are label and loss right?" : "nothing matches yet"
      if let rows = search.matches.first { Interruption.announce("these inputs match: \(rows)") }
      progress.show(done: search.done, of: search.total, detail: detail)
    }
    settings.announce = { found in InversionPresentation.announce(found, in: session) }
    let attack = try attack(arguments, settings)
    if job.counts != nil, name != .leastSquares {
      throw Failure(
        .misuse, "--attack \(name.rawValue) attacks gradients, and the evidence holds counts",
        help: "leave --attack out")
    }
    let finding: InversionFinding
    do {
      defer { progress.end() }
      if let counts = job.counts {
        finding = try CountsAttack(settings).find(counts)
      } else {
        finding = try attack.find(job.evidence)
      }
    } catch { throw Failure(error) }
    if let backend = job.backend { RemoteConsent.settle(backend, in: session) }
    try InversionPresentation(finding, of: job).print(in: session)
    return finding.recovered == nil ? .answerIsNo : .done
  }

  private static func attack(
    _ arguments: Arguments, _ settings: AttackSettings
  ) throws(Failure) -> any InversionAttack {
    let name = arguments[attack]
    if name != .numerical,
      arguments.origin(of: filter) != .defaultValue || arguments.origin(of: window) != .defaultValue
    {
      throw Failure(
        .misuse, "--filter and --window belong to the numerical attack, not to \(name.rawValue)",
        help: "add --attack numerical, or leave them out")
    }
    switch name {
    case .leastSquares: return LeastSquaresAttack(settings)
    case .snapshot: return SnapshotAttack(settings)
    case .numerical:
      var attack = NumericalAttack(settings)
      (attack.filter, attack.window) = (arguments[filter], arguments[window])
      return attack
    case .analytic: return AnalyticAttack(settings)
    case .leakage: return LeakageAttack(settings)
    case .cosine: return CosineAttack(settings)
    case .guess: return GuessAttack(settings)
    }
  }
}

extension Failure {
  init(_ error: InversionError) {
    switch error {
    case .evidence(let message, let help): self.init(.misuse, message, help: help)
    case .unsupported(let message, let help): self.init(.unsupported, message, help: help)
    case .simulation(let error): self.init(error)
    case .gradient(let error): self.init(error)
    case .model(let error): self.init(error)
    }
  }
}
