import Execution
import Membership
import Models
import Numerics

extension AuditJob {
  /// What was found of all targets, in their order.
  struct Result {
    var attack: any MembershipAttack
    var findings: [MembershipFinding] = []
    var trials: [MembershipScore.Trial] = []
    /// Of the strongest attack on exact answers, or of one that asks for decisions on those without shot noise.
    var exactTrials: [MembershipScore.Trial] = []
    /// 1 where a target knows the class of a row, else 0.
    var knownTrials: [MembershipScore.Trial] = []
    /// What an attack that asks for decisions found of each target after ever more of them.
    var steps: [[LabelOnlyStep]] = []
    /// The greatest AUC of any attack on so many shots of the rows themselves; nil where nobody knows it.
    var limit: Double?
    /// Questions about each row that were asked.
    var queries = 1
    var circuits = 0
    var threatModel: ThreatModel

    init(_ attack: any MembershipAttack, threatModel: ThreatModel) {
      self.attack = attack
      self.threatModel = threatModel
    }
  }

  func run(in session: Session) async throws -> Result {
    let training = AuditTraining(split, model: model, options: options)
    let references = try training.references(threadCount: threadCount)
    let experiment = try AuditExperiment(split, references: references, model: model, machine: machine)
    let targets = try training.targets(Array(0..<targetCount), threadCount: threadCount)
    var progress = ProgressLine(total: targetCount, what: "targets", in: session)
    let asked = try await evidence(onAll: targets, experiment)
    let asking = try await experiment.labelOnlyAttack(
      attack ?? .gap, queries: queries, stream: stream.substream("noise"))
    var result: Result?
    for (number, weights) in targets.enumerated() {
      if let asking {
        try await ask(asking, number, weights, experiment, &result)
      } else {
        try await judge(asked?[number], number, weights, experiment, &result)
      }
      let known = try MembershipAttackName.gap.attack().find(experiment.exactEvidence(weights: weights))
      result?.knownTrials.append(trial(known, number))
      progress.show(done: number + 1, detail: "")
    }
    progress.end()
    RemoteConsent.settle(backend, in: session)
    guard var result else { throw Failure(.misuse, "there is no target", help: "train one or more: --targets 4") }
    guard let shots else { return result }
    result.limit = asking == nil ? experiment.limit(shots: shots * queries) : nil
    result.circuits = targetCount * (asking.map { experiment.circuitCount(of: $0) } ?? experiment.circuitCount)
    return result
  }

  private var stream: RandomStream { RandomStream(seed: options.seed).substream("membership") }

  private func trial(_ finding: MembershipFinding, _ number: Int) -> MembershipScore.Trial {
    MembershipScore.Trial(finding, truth: split.members(ofTarget: number))
  }

  /// Attacks a target by what it answers about the rows. Shots of several queries of a row are one sample.
  private func judge(
    _ asked: MembershipEvidence?, _ number: Int, _ weights: [Double], _ experiment: AuditExperiment,
    _ result: inout Result?
  ) async throws {
    let exact = try experiment.exactEvidence(weights: weights)
    var evidence = asked ?? exact
    if asked == nil, let shots {
      evidence = try await experiment.evidence(
        weights: weights, shots: shots * queries, on: backend, stream: stream.substream(number))
    }
    let attack = (self.attack ?? .strongest(for: evidence)).attack(seed: options.seed)
    var found = result ?? Result(attack, threatModel: evidence.threatModel)
    found.queries = queries
    found.findings.append(try attack.find(evidence))
    found.trials.append(trial(found.findings[number], number))
    let strongest = MembershipAttackName.strongest(for: exact).attack()
    found.exactTrials.append(trial(try strongest.find(exact), number))
    result = found
  }

  /// Of a machine elsewhere, which is asked about all targets at once; nil for one that is simulated here.
  private func evidence(
    onAll targets: [[Double]], _ experiment: AuditExperiment
  ) async throws(MembershipError) -> [MembershipEvidence]? {
    guard backend is RemoteBackend, let shots else { return nil }
    return try await experiment.evidence(targets: targets, shots: shots * queries, on: backend, stream: stream)
  }

  /// Attacks a target by what it decides about inputs around the rows.
  private func ask(
    _ attack: any LabelOnlyAttack, _ number: Int, _ weights: [Double], _ experiment: AuditExperiment,
    _ result: inout Result?
  ) async throws {
    var found = result ?? Result(QueryingAttack(attack), threatModel: .labelOnly)
    let draws = stream.substream(number)
    let steps = try await experiment.ask(
      attack, weights: weights, source: shots.map { DecidingModel.Source(backend, shots: $0) }, stream: draws)
    var exact = steps
    if shots != nil { exact = try await experiment.ask(attack, weights: weights, source: nil, stream: draws) }
    found.queries = attack.queries
    found.steps.append(steps)
    found.findings.append(attack.finding(after: steps))
    found.trials.append(trial(found.findings[number], number))
    found.exactTrials.append(trial(attack.finding(after: exact), number))
    result = found
  }
}
