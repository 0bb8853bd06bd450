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
  package static let axes: [Axis] = [.seed, .model, .labelNoise, .backend, .shots, .attack]
  package static let idleHelp = "it knows the attacks \(attackNames.joined(separator: ", "))"
  package static let citations = [
    Citation.carlini2022, Citation.zarifzadeh2024, Citation.membershipUnlearning2025,
  ]
  package static let method = """
    Each target is trained on its own random half of the audited rows; the other half are its non-members. An attacker \
    who has the rows trains references on halves of them, so that each row is in half of the references, and knows what \
    those answer on the same machine without shot noise. The target is asked about each row with the stated number of \
    shots; queries of the same row add up, as long as the machine does not drift. Where a shot's parity votes for a class \
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
        help: "ask for fewer members, or for more rows in data")
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
    do {
      let circuits = try OutputMeasurement(subject.model).circuits.count * (design.rowCount)
      return Spending(
        of: circuits, shots: point.number(.shots) ?? 0, circuit: layer.circuit,
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
    let shots = point.number(.shots) ?? 1
    do {
      guard let machine = found.backend.simulated ?? bench.idealMachine else {
        throw MembershipError.unsupported("nothing here simulates references", help: "use the backend ideal")
      }
      let experiment = try await subject.audits.experiment(plan, on: machine)
      let weights = try await subject.audits.target(number, of: plan)
      // The same shots for every attack.
      let draws = RandomStream(seed: bench.study.seed).substream("membership").substream(point.without(.attack).text)
      let evidence = try await experiment.evidence(weights: weights, shots: shots, on: recorder, stream: draws)
      let truth = experiment.split.members(ofTarget: number)
      var seeds = draws.substream("attack")
      let attack = MembershipAttackName(rawValue: point.name(.attack) ?? "") ?? .strongest(for: evidence)
      let score = MembershipScore.Trial(try attack.attack(seed: seeds.next()).find(evidence), truth: truth)
      var finding = try Self.finding(score)
      if let limit = experiment.limit(shots: shots) { finding.values["limit"] = limit }
      let exact = try experiment.exactEvidence(weights: weights)
      let limiting = MembershipAttackName.strongest(for: exact).attack()
      finding.values["exactAuc"] = try MembershipScore(try limiting.find(exact), truth: truth).auc
      finding.acquisitions = recorder.acquisitions
      finding.shots = experiment.circuitCount * shots
      return finding
    } catch {
      throw StudyError(wrapping: error)
    }
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
