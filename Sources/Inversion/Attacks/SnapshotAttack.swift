internal import Circuits
internal import Execution
internal import Gradients
internal import Models
internal import Numerics

/// The inputs by linear algebra, without any point to start from: the gradient of one row is linear in the monomials of
/// its inputs' cosines and sines; where it fixes all of those, they give the inputs, whatever the label.
///
/// Heredge and others, arXiv:2405.08801, algorithm 2 for the snapshot; the inputs are then read off its monomials, and
/// the last digits are left to a few steps of least squares. All inputs that could match are among what is read off.
package struct SnapshotAttack: InversionAttack {
  package static let name = "snapshot"
  package var settings: AttackSettings

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  package func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding {
    try check(evidence)
    let view = try DefendedView(of: evidence, on: settings.backend, threadCount: settings.threadCount)
    let evidence = view.evidence
    var finding = InversionFinding(attack: Self.name, labels: evidence.labels ?? [])
    guard !finding.isEnded(byZeroIn: evidence) else { return finding }
    let choices = try LeastSquaresAttack.labelChoices(of: evidence)
    let circuit = try CircuitObservation(
      evidence, labels: choices[0], on: settings.backend, threadCount: settings.threadCount)
    let system = try SnapshotSystem(of: evidence, through: circuit.source)
    let domain = try InputDomain(of: evidence)
    finding.identifiability = try settings.identifiability(of: evidence, in: domain)
    guard !finding.isEnded(byZeroIn: evidence) else { return finding }
    let candidates: [[Double]]
    switch try Self.decoded(system, evidence, finding.identifiability) {
    case .inputs(let found): candidates = found
    case .nothing(let reason):
      finding.message = reason
      return finding
    }
    let precision = LeastSquaresAttack.precision(of: evidence, finding)
    let found = try choices.map { (labels) throws(InversionError) in
      let observation = try view.observation(labels: labels)
      var search = InversionSearch(
        view.shown, labels: labels, observation: observation, domain: domain,
        starts: try nearest(candidates, observation, evidence.values), isOpenEnded: false)
      search.isExhaustive = true
      search.precision = precision
      return evidence.isExact ? try search.exactFinding(finding) : try search.noisyFinding(finding)
    }
    var best = LeastSquaresAttack.best(of: found, or: finding)
    (best.starts, best.startsConverged) = (0, 0)
    best.evaluations += candidates.count * choices.count
    if best.recovered != nil {
      best.message += "; its snapshot has rank \(system.rank) of \(system.monomials.count) monomials"
    }
    best.doubtRepeated(in: domain, of: evidence.layer)
    best.message += try view.remark(on: best)
    return best
  }

  private func check(_ evidence: GradientEvidence) throws(InversionError) {
    guard evidence.network == nil else {
      throw SnapshotSystem.unsupported("a snapshot is of one circuit, and the model has layers around it")
    }
    guard evidence.layer.observables.count == 1 || evidence.loss == .expectation else {
      throw SnapshotSystem.unsupported(
        "\(evidence.layer.observables.count) means are read out, each with a snapshot of its own")
    }
    for round in evidence.rounds {
      if case .update(let steps) = round.message, !round.isOneStep {
        throw SnapshotSystem.unsupported("an update of \(steps.count) steps is not linear in a snapshot")
      }
      let isLinear = round.defence.valueSteps.allSatisfy { step in
        if case .gaussian = step { true } else { false }
      }
      guard isLinear else {
        throw SnapshotSystem.unsupported("the gradient was defended by \(round.defence), and is not linear any more")
      }
    }
    try evidence.checkErrors()
  }

  private enum Decoded {
    case inputs([[Double]])
    /// Nothing is recovered, with the reason.
    case nothing(String)
  }

  private static func decoded(
    _ system: SnapshotSystem, _ evidence: GradientEvidence, _ identifiability: Identifiability?
  ) throws(InversionError) -> Decoded {
    let (rank, count) = (system.rank, system.monomials.count)
    guard evidence.batchSize == 1 else {
      let most = identifiability?.largestBatch ?? 0
      throw SnapshotSystem.unsupported(
        "the snapshot of \(evidence.batchSize) rows is the sum of theirs, which does not come apart; the gradient fixes "
          + "\(rank) of \(count) monomials, which is enough to tell up to \(most) rows apart")
    }
    guard let snapshot = system.snapshot, count > 0 else {
      return .nothing(
        "cannot be recovered by its snapshot, because the gradient fixes only \(rank) of \(count) monomials of the "
          + "inputs; use --attack least-squares")
    }
    guard snapshot.allSatisfy(\.isFinite) else {
      return .nothing("nothing recovered: the values are too large for a gradient of this model")
    }
    let layer = evidence.layer
    func name(_ parameter: Int) -> String { layer.circuit.parameters[parameter].name }
    let seen = system.axes.map(\.parameter)
    if let input = layer.inputs.first(where: { !seen.contains($0) }) {
      return .nothing("cannot be recovered, because no gate's angle depends on \(name(input))")
    }
    switch SnapshotDecoding(system.axes, monomials: system.monomials, snapshot: snapshot).found {
    case .hidden(let axis, let isPresent):
      return .nothing(
        isPresent
          ? "cannot be recovered by its snapshot, because its monomials do not tell \(name(seen[axis])); use --attack "
            + "least-squares" : "cannot be recovered, because no value of the gradient depends on \(name(seen[axis]))")
    case .tooMany:
      throw SnapshotSystem.unsupported("the snapshot leaves too many signs and turns of the inputs open")
    case .candidates(let found):
      return .inputs(
        found.map { values in
          layer.inputs.map { input in seen.firstIndex(of: input).map { values[$0] } ?? 0 }
        })
    }
  }

  /// More candidates are not followed: those that match are nearest by far.
  private static let mostFollowed = 32

  private func nearest(
    _ candidates: [[Double]], _ observation: any Observation, _ target: [Double]
  ) throws(InversionError) -> [[Double]] {
    guard candidates.count > Self.mostFollowed else { return candidates }
    var costs: [(cost: Double, place: Int)] = []
    for start in stride(from: 0, to: candidates.count, by: 64) {
      let chunk = Array(candidates[start..<min(candidates.count, start + 64)])
      let found = try observation.predictions(of: chunk, target: target, metric: nil, wantsJacobian: false)
      for (place, prediction) in found.enumerated() {
        costs.append((NumericalAttack.loss(prediction, target), start + place))
      }
    }
    costs.sort { ($0.cost, $0.place) < ($1.cost, $1.place) }
    return costs.prefix(Self.mostFollowed).map { candidates[$0.place] }
  }
}
