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
  private let machine: any ExactBackend
  private let attack: MembershipAttackName?
  private let threadCount: Int

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
      arguments, showing: .membership, threadCount: threadCount, batches: arguments[MembershipVerb.targets], in: session
    )
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
    split = try AuditSplit(design, of: data, seed: seed)
    targetCount = arguments[MembershipVerb.targets]
    shots = arguments[MembershipVerb.shots]
    attack = arguments[MembershipVerb.attack]
  }

  /// What was found of all targets, in their order.
  struct Result {
    var attack: any MembershipAttack
    var findings: [MembershipFinding] = []
    var trials: [MembershipScore.Trial] = []
    /// Of the strongest attack on exact answers.
    var exactTrials: [MembershipScore.Trial] = []
    /// 1 where a target knows the class of a row, else 0.
    var knownTrials: [MembershipScore.Trial] = []
    /// The greatest AUC of any attack on so many shots; nil where nobody knows it.
    var limit: Double?
    var circuits = 0
    /// On the last target.
    var evidence: MembershipEvidence
  }

  func run(in session: Session) async throws -> Result {
    let training = AuditTraining(split, model: model, options: options)
    let references = try training.references(threadCount: threadCount)
    let experiment = try AuditExperiment(split, references: references, model: model, machine: machine)
    let targets = try training.targets(Array(0..<targetCount), threadCount: threadCount)
    var progress = ProgressLine(total: targetCount, what: "targets", in: session)
    var result: Result?
    for (number, weights) in targets.enumerated() {
      let truth = split.members(ofTarget: number)
      let exact = try experiment.exactEvidence(weights: weights)
      let evidence = try await evidence(on: number, weights, experiment) ?? exact
      let attack = (self.attack ?? .strongest(for: evidence)).attack(seed: options.seed)
      var found = result ?? Result(attack: attack, evidence: evidence)
      found.evidence = evidence
      found.findings.append(try attack.find(evidence))
      found.trials.append(MembershipScore.Trial(found.findings[number], truth: truth))
      let strongest = MembershipAttackName.strongest(for: exact).attack()
      found.exactTrials.append(MembershipScore.Trial(try strongest.find(exact), truth: truth))
      let known = try MembershipAttackName.gap.attack().find(exact)
      found.knownTrials.append(MembershipScore.Trial(known, truth: truth))
      result = found
      progress.show(done: number + 1, detail: "")
    }
    progress.end()
    RemoteConsent.settle(backend, in: session)
    guard var result else { throw Failure(.misuse, "there is no target", help: "train one or more: --targets 4") }
    result.limit = shots.flatMap { experiment.limit(shots: $0) }
    result.circuits = shots == nil ? 0 : experiment.circuitCount * targetCount
    return result
  }

  /// Nil where exact answers are asked for.
  private func evidence(
    on number: Int, _ weights: [Double], _ experiment: AuditExperiment
  ) async throws(MembershipError) -> MembershipEvidence? {
    guard let shots else { return nil }
    let stream = RandomStream(seed: options.seed).substream("membership").substream(number)
    return try await experiment.evidence(weights: weights, shots: shots, on: backend, stream: stream)
  }
}
