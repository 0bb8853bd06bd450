internal import Execution
internal import Gradients
internal import Numerics

/// Evidence as one sees it who knows how it was defended, and what is left to be sought behind that.
struct DefendedView {
  /// Without what was pruned in sight.
  let evidence: GradientEvidence
  private let pruned: GradientEvidence?
  /// Whether fitted labels took the factor of a clipped gradient upon themselves.
  private let hasScaledLabels: Bool
  private let backend: TabulatedMachine?
  private let threadCount: Int

  init(of whole: GradientEvidence, on backend: (any ExactBackend)?, threadCount: Int) throws(InversionError) {
    (evidence, pruned) = try whole.asSeen()
    self.threadCount = threadCount
    self.backend = backend.map { TabulatedMachine.of($0) }
    hasScaledLabels =
      whole.labels == nil && whole.loss.hasLinearLabels
      && whole.rounds.contains { round in
        guard case .clipping(let norm)? = round.defence.steps.last else { return false }
        return round.values.length >= norm * (1 - 1e-9)
      }
    try check()
  }

  private func check() throws(InversionError) {
    _ = try evidence.depolarizedShare()
    for round in evidence.rounds {
      guard case .clipping(let norm)? = round.defence.steps.last else { continue }
      guard round.values.length <= norm * (1 + 1e-6) else {
        throw .evidence(
          "the gradient is said to be clipped to a length of \(norm), and is \(round.values.length) long",
          help: "correct the defence, or leave it out")
      }
    }
    let counts = Set(evidence.rounds.map(\.values.count))
    if evidence.isRotated {
      guard counts.count == 1, evidence.rounds.allSatisfy({ $0.defence.steps.last == .rotation }) else {
        throw .unsupported(
          "rounds with and without a rotation, or of different weights, are not attacked together",
          help: "give each by itself")
      }
    }
    if evidence.hasSignsAlone {
      guard evidence.rounds.allSatisfy({ $0.defence.steps.last == .signs }) else {
        throw .unsupported("rounds of signs and of values are not attacked together", help: "give each by itself")
      }
      guard evidence.values.allSatisfy({ [-1, 0, 1].contains($0) }) else {
        throw .evidence(
          "the defence leaves only signs, and there are other values than -1, 0 and 1",
          help: "give the signs, or leave out the defence")
      }
    }
  }

  // MARK: What is sought

  /// With the values that candidates are compared by.
  var shown: GradientEvidence {
    guard evidence.isRotated else { return evidence }
    var result = evidence
    for place in result.rounds.indices { result.rounds[place].values = [] }
    result.rounds[0].values = RotationInvariants.products(of: evidence.values, roundCount: evidence.rounds.count)
    return result
  }

  func observation(labels: [[Double]]?) throws(InversionError) -> any Observation {
    try observation(of: evidence, labels, on: backend)
  }

  /// The same without a machine's noise, which costs far less; nil where there is none.
  func scout(labels: [[Double]]?) throws(InversionError) -> (any Observation)? {
    guard evidence.network?.hasCircuits ?? true, let backend, backend.name != CircuitObservation.noiseless else {
      return nil
    }
    return try observation(of: evidence.withoutErrors, labels, on: nil)
  }

  private func observation(
    of evidence: GradientEvidence, _ labels: [[Double]]?, on backend: (any ExactBackend)?
  ) throws(InversionError) -> any Observation {
    let observation = try DefendedObservation.of(
      evidence, pruned: pruned, labels: labels, on: backend, threadCount: threadCount)
    return evidence.isRotated ? RotationInvariants(observation, of: evidence) : observation
  }

  // MARK: What can be said

  /// A rotation leaves few numbers of many.
  func limit(_ identifiability: inout Identifiability) {
    guard evidence.isRotated else { return }
    identifiability.equations = RotationInvariants.count(roundCount: evidence.rounds.count)
    identifiability.rank = min(identifiability.rank, identifiability.equations)
  }

  /// Why there is no use in trying.
  func reasonAgainst(_ identifiability: Identifiability) -> String? {
    guard evidence.isRotated, identifiability.equations < identifiability.unknowns else { return nil }
    let left =
      evidence.rounds.count == 1
      ? "nothing of the gradient but its length" : "only the \(identifiability.equations) products of the rounds"
    return
      "a rotation that the server does not know leaves \(left), and \(identifiability.unknowns) numbers are unknown"
  }

  /// What an attack that knows the defence has to add to its message.
  func remark(on finding: InversionFinding) throws(InversionError) -> String {
    guard let recovered = finding.recovered else { return "" }
    var remark = ""
    let left = pruned.map(\.values.count) ?? 0
    if left > 0 { remark += "; \(left) values were pruned" }
    if hasScaledLabels { remark += "; the labels are not, as the gradient was clipped by an unknown factor" }
    guard evidence.rounds.contains(where: { $0.defence.cell(of: $0.values) != nil }) else { return remark }
    let expected = try observation(labels: finding.labels).predictions(
      of: [recovered.flatMap(\.self)], target: shown.values, metric: nil, wantsJacobian: false)[0].values
    var (start, inside, all) = (0, 0, 0)
    for round in evidence.rounds {
      defer { start += round.values.count }
      guard let cell = round.defence.cell(of: round.values) else { continue }
      all += round.values.count
      inside += round.values.indices.count { (round.values[$0] - expected[start + $0]).magnitude <= cell }
    }
    return remark + "; \(inside) of \(all) values lie where rounding brings them to what was shared"
  }
}

extension GradientDefence {
  /// How far a value may have been from what became of it, where rounding was the last that happened to it.
  fileprivate func cell(of values: [Double]) -> Double? {
    guard case .quantization(let quantization)? = steps.last else { return nil }
    let step = quantization.step(largest: values.reduce(0) { max($0, $1.magnitude) })
    return quantization.isStochastic ? step : step / 2
  }
}
