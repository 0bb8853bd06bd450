internal import Execution
package import Formats
internal import Membership
internal import Models
package import Numerics

/// How well an attacker tells who was in a model's training set from what the model answers, against the shots that the
/// answers were measured with.
package struct MembershipInference: Analysis {
  package static let kind = "membership"
  package static let algorithm = 1
  package static let title = "Membership inference against shots"
  package static let axes: [Axis] = [.seed, .model, .labelNoise, .backend, .shots, .queries, .attack]
  package static let idleHelp = "it knows the attacks \(attackNames.joined(separator: ", "))"
  package static let citations = [
    Citation.carlini2022, Citation.zarifzadeh2024, Citation.membershipUnlearning2025,
  ]
  package static let method = """
    Each target is trained on its own random half of the audited rows; the other half are its non-members. An attacker \
    who has the rows trains references on halves of them, so that each row is in half of the references, and knows what \
    those answer on the same machine without shot noise. The target is asked about each row with the stated number of \
    shots; queries of the same row add up, as long as the machine does not drift. Attacks that see decisions alone ask \
    about inputs around a row instead, each query a decision from the stated number of shots. Where a shot's parity votes for a class \
    the attacker sees the votes, else probabilities from measured means, with references measured as often. Labels are \
    changed before anything is trained, in the stated share of all rows: what a model says of such a row only memory can \
    explain. AUC is the chance that a member scores higher than a non-member; the rate at a false positive rate of 0.1 % \
    pools the scores of all targets, as one threshold would have to. Beside an attack stands the same likelihood ratio with \
    infinitely many shots, and what no attack can exceed: with d the mean total variation of the counts that references \
    with and without a row give, AUC is at most 1 - (1 - d)^2 / 2. Differences between attacks on the same shots of the \
    same targets are tested by permutation of signs, with Holm's correction. On a remote machine the provider sees \
    the rows in the circuits that it runs.
    """

  static let attackNames = MembershipAttackName.allCases.map(\.rawValue)
  /// Where shots vote for classes.
  static let strongest = MembershipAttackName.counts.rawValue

  private let design: AuditDesign
  /// Of each training; those of the study where it is nil.
  private let epochs: Int?

  package init(reading object: inout JSONObjectReader) throws(FormatError) {
    var design = AuditDesign()
    design.memberCount = try object.optional("members")?.integer(in: 2...100_000) ?? 50
    let references = object.optional("references")
    design.referenceCount = try references?.integer(in: 2...10_000) ?? 64
    if let references, !design.referenceCount.isMultiple(of: 2) {
      throw references.error("must be even, not \(design.referenceCount): two references share out the rows")
    }
    design.populationCount = try object.optional("population")?.integer(in: 0...100_000) ?? 0
    self.design = design
    epochs = try object.present("epochs")?.integer(in: 1...1_000_000)
  }

  package var parameters: [String: JSON] {
    [
      "members": .integer(design.memberCount), "references": .integer(design.referenceCount),
      "population": .integer(design.populationCount), "epochs": JSON(epochs),
    ]
  }

  package static func defaults(of axis: Axis) -> [AxisValue] {
    axis == .attack ? [.name(strongest)] : axis.defaults
  }

  /// Whether the attack of a point sees decisions alone.
  private static func asksForLabels(at point: GridPoint) -> Bool {
    MembershipAttackName(rawValue: point.name(.attack) ?? "")?.asksForLabels ?? false
  }

  /// Shots of each input that is asked about.
  private static func shots(at point: GridPoint) -> Int {
    let shots = point.number(.shots) ?? 1
    guard !asksForLabels(at: point) else { return shots }
    let (all, overflows) = shots.multipliedReportingOverflow(by: point.number(.queries) ?? 1)
    return overflows ? .max : all
  }

  package func isPossible(at point: GridPoint) -> Bool { Self.attackNames.contains(point.name(.attack) ?? "") }

  private func plan(at point: GridPoint) -> TrainedAudits.Plan {
    var design = design
    design.labelNoise = Double(point.number(.labelNoise) ?? 0) / 100
    return TrainedAudits.Plan(design: design, epochs: epochs)
  }

  package func spending(at point: GridPoint, on bench: Workbench) throws(StudyError) -> Spending {
    let subject = try bench.subject(for: Self.kind, at: point)
    let design = plan(at: point).design
    guard design.rowCount <= subject.rows.rowCount else {
      throw StudyError(
        .misuse,
        "\(design.memberCount) members, as many others and a population of \(design.populationCount) need "
          + "\(design.rowCount) rows, and there are \(subject.rows.rowCount)",
        help: design.mostMembers(of: subject.rows.rowCount) >= 2
          ? "write members: \(design.mostMembers(of: subject.rows.rowCount)), or take more rows in data"
          : "ask for more rows in data, or for a smaller population")
    }
    guard bench.study.training != nil || epochs != nil else {
      throw StudyError(
        .misuse, "models that nobody trained have no members",
        help: "add a training, such as training: { epochs: 200, rate: 0.05, batchSize: 16 }")
    }
    guard let layer = subject.model.model.layers.flatMap(\.circuits).first else {
      var none = Spending()
      none.seconds = 0.01
      return none
    }
    let queries = Self.asksForLabels(at: point) ? point.number(.queries) ?? 1 : 1
    do {
      let circuits = try OutputMeasurement(subject.model).circuits.count * design.rowCount * queries
      return Spending(
        of: circuits, shots: Self.shots(at: point), circuit: layer.circuit,
        isNoisy: point.name(.backend) != Workbench.ideal)
    } catch { throw StudyError(wrapping: error) }
  }

  package func measure(
    at point: GridPoint, on bench: Workbench, stream: RandomStream
  ) async throws(StudyError) -> Finding {
    let subject = try bench.subject(for: Self.kind, at: point)
    let found = try bench.found(point.name(.backend) ?? "")
    let recorder = bench.recorder(found, options: parameters)
    let (plan, number) = (plan(at: point), point.number(.seed) ?? 0)
    do {
      guard let machine = found.backend.simulated ?? bench.idealMachine else {
        throw MembershipError.unsupported("nothing here simulates references", help: "use the backend ideal")
      }
      let experiment = try await subject.audits.experiment(plan, on: machine)
      let weights = try await subject.audits.target(number, of: plan)
      let truth = experiment.split.members(ofTarget: number)
      // The same shots for every attack, and for those of one query whatever else the grid has.
      let draws = RandomStream(seed: bench.study.seed).substream("membership")
        .substream(point.without(.attack).without(.queries).text)
      var finding: Finding
      if Self.asksForLabels(at: point) {
        finding = try await Self.ask(experiment, weights, at: point, on: recorder, truth, draws)
      } else {
        finding = try await Self.judge(experiment, weights, at: point, on: recorder, truth, draws)
      }
      let exact = try experiment.exactEvidence(weights: weights)
      let limiting = MembershipAttackName.strongest(for: exact).attack()
      finding.values["exactAuc"] = try MembershipScore(try limiting.find(exact), truth: truth).auc
      finding.acquisitions = recorder.acquisitions
      return finding
    } catch {
      throw StudyError(wrapping: error)
    }
  }

  /// Attacks a target by what it answers about the rows: shots of several queries are one sample.
  private static func judge(
    _ experiment: AuditExperiment, _ weights: [Double], at point: GridPoint, on backend: any Backend,
    _ truth: [Bool], _ draws: RandomStream
  ) async throws -> Finding {
    let shots = shots(at: point)
    let evidence = try await experiment.evidence(weights: weights, shots: shots, on: backend, stream: draws)
    var seeds = draws.substream("attack")
    let attack = MembershipAttackName(rawValue: point.name(.attack) ?? "") ?? .strongest(for: evidence)
    let found = try attack.attack(seed: seeds.next()).find(evidence)
    var finding = try finding(MembershipScore.Trial(found, truth: truth))
    if let limit = experiment.limit(shots: shots) { finding.values["limit"] = limit }
    finding.shots = experiment.circuitCount * shots
    return finding
  }

  /// Attacks a target by what it decides about inputs around the rows.
  private static func ask(
    _ experiment: AuditExperiment, _ weights: [Double], at point: GridPoint, on backend: any Backend,
    _ truth: [Bool], _ draws: RandomStream
  ) async throws -> Finding {
    let name = MembershipAttackName(rawValue: point.name(.attack) ?? "") ?? .labelNoise
    let (shots, queries) = (point.number(.shots) ?? 1, point.number(.queries) ?? 1)
    // Noise that suits all targets.
    let settings = RandomStream(seed: 0).substream("membership/noise")
    guard let attack = try await experiment.labelOnlyAttack(name, queries: queries, stream: settings) else {
      throw MembershipError.unsupported("\(name.rawValue) asks for no decisions", help: "use another attack")
    }
    let steps = try await experiment.ask(
      attack, weights: weights, source: DecidingModel.Source(backend, shots: shots), stream: draws)
    var finding = try finding(MembershipScore.Trial(attack.finding(after: steps), truth: truth))
    finding.shots = experiment.circuitCount(of: attack) * shots
    return finding
  }

  private static func finding(_ trial: MembershipScore.Trial) throws(MembershipError) -> Finding {
    let score = try MembershipScore([trial])
    var finding = Finding()
    finding.values["auc"] = score.auc
    if let interval = score.aucInterval { finding.intervals["auc"] = interval }
    for rate in score.rates where rate.falsePositiveRate >= score.smallestResolvableFalsePositiveRate {
      let key = "truePositiveRateAt\(rate.falsePositiveRate)"
      finding.values[key] = rate.value
      if let interval = rate.interval { finding.intervals[key] = interval }
    }
    finding.repetitions["memberScores"] = trial.members
    finding.repetitions["otherScores"] = trial.others
    return finding
  }
}
