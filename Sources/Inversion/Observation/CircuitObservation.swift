package import Execution
package import Gradients
internal import Models
internal import Numerics
internal import Simulation

/// The gradient of a circuit's loss, or the update it leads to, as a function of the inputs: without noise, or as a
/// noisy machine shows it.
package struct CircuitObservation: Observation {
  /// The backend without noise.
  package static let noiseless = "ideal"

  let layer: CircuitLayer
  private(set) var loss: OutcomeLoss
  package let batchSize: Int
  private(set) var rounds: [GradientEvidence.Round]
  /// Nil where they are fitted.
  private(set) var labels: [[Double]]?
  private(set) var source: any DerivativeSource
  package private(set) var threadCount: Int
  private(set) var covariances: ShotCovariance?

  /// The backend is where the values were measured; without one they are exact. What clients depolarized on top, the
  /// evidence says.
  package init(
    _ evidence: GradientEvidence, labels: [[Double]]? = nil, on backend: (any ExactBackend)?, threadCount: Int = 1
  ) throws(InversionError) {
    layer = evidence.layer
    loss = evidence.loss
    batchSize = evidence.batchSize
    self.threadCount = threadCount
    rounds = evidence.rounds
    self.labels = labels ?? evidence.labels
    let takesSteps = rounds.contains { !$0.isOneStep }
    let share = try evidence.depolarizedShare()
    let machine = backend.map {
      share > 0 ? TabulatedMachine(DepolarizingBackend($0, share: share)) : TabulatedMachine.of($0)
    }
    let rule = try evidence.commonRule()
    if let machine, backend?.name != Self.noiseless {
      source = try MachineSource(layer, steps: evidence.differenceSteps, rule: rule, on: machine)
    } else if case .centralDifference(let step) = rule {
      let exact = try DifferenceSource(layer, step: step, threadCount: threadCount)
      source = share > 0 ? DepolarizedSource(exact, of: layer, share: share) : exact
    } else {
      let engine = try EngineSource(layer, takesSteps: takesSteps, threadCount: threadCount)
      let table = takesSteps ? nil : TabulatedSource(engine, of: layer, threadCount: threadCount)
      let exact: any DerivativeSource = table ?? engine
      source = share > 0 ? DepolarizedSource(exact, of: layer, share: share) : exact
    }
    covariances = try ShotCovariance(evidence, on: machine)
    try check(takesSteps: takesSteps)
  }

  package func coarse() throws(InversionError) -> (any Observation)? {
    guard let coarse = try source.coarse() else { return nil }
    var result = self
    (result.source, result.threadCount) = (coarse, 1)
    return result
  }

  /// The same at other weights and labels, all else alike.
  func taking(_ evidence: GradientEvidence) -> CircuitObservation {
    var result = self
    (result.loss, result.rounds, result.labels) = (evidence.loss, evidence.rounds, evidence.labels)
    result.covariances?.take(evidence)
    return result
  }

  private func check(takesSteps: Bool) throws(InversionError) {
    guard derivativeCount <= Self.mostDerivatives else {
      throw .unsupported(
        "\(batchSize) rows, \(inputCount) inputs and \(layer.weights.count) weights have \(derivativeCount) second "
          + "derivatives, more than \(Self.mostDerivatives)", help: "attack fewer rows, or a smaller model")
    }
    if labels == nil, !loss.hasLinearLabels, loss != .expectation {
      throw .evidence("classes are unknown", help: "try each class in turn")
    }
    if takesSteps, labels == nil, unknownLabelCount > 0 {
      throw .unsupported(
        "the labels are unknown, and the update is of several steps",
        help: "say the labels, or give an update of one step")
    }
    if takesSteps, loss.furtherCount > 0 {
      throw .unsupported("the update of several steps is of a model with a head", help: "give gradients of each step")
    }
  }

  package var inputCount: Int { layer.inputs.count }
  package var relativeRounding: Double { source.relativeRounding }
  package var equationCount: Int { rounds.reduce(0) { $0 + $1.components.count } }
  package var unknownLabelCount: Int {
    labels == nil ? batchSize * loss.labelWidth(meanCount: layer.observables.count) : 0
  }

  /// A few times the width of the kernels, or as many as derivatives take a quarter of a gigabyte for.
  package var preferredBatch: Int { max(1, min(64, Self.mostDerivatives / 8 / max(1, derivativeCount))) }

  /// More derivatives of one candidate are not computed: two gigabytes.
  private static let mostDerivatives = 1 << 28

  /// How many second derivatives one candidate has.
  private var derivativeCount: Int {
    let steps = rounds.reduce(1) { most, round in
      if case .update(let steps) = round.message { max(most, steps.count) } else { most }
    }
    return batchSize * layer.observables.count * (layer.weights.count + inputCount) * source.columnCount * steps
  }

  package func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance {
    guard let covariances else { return Covariance(zerosOf: equationCount) }
    return try covariances.covariance(of: candidate, labels: labels, through: self)
  }

  package func predictions(
    of candidates: [[Double]], target: [Double], metric: ResidualMetric?, wantsJacobian: Bool
  ) throws(InversionError) -> [Prediction] {
    var systems = candidates.map { _ in [RoundSums]() }
    for round in rounds {
      let found = try sums(of: candidates, round, wantsJacobian: wantsJacobian)
      for place in found.indices { systems[place].append(found[place]) }
    }
    let (known, width) = (labels?.flatMap(\.self), loss.labelWidth(meanCount: layer.observables.count))
    return ParallelWork.map(systems, threads: threadCount) { rounds in
      let labels = known ?? fittedLabels(rounds, target, metric, width: width)
      return prediction(rounds, labels: labels, wantsJacobian: wantsJacobian)
    }
  }

  private func sums(
    of candidates: [[Double]], _ round: GradientEvidence.Round, wantsJacobian: Bool
  ) throws(InversionError) -> [RoundSums] {
    var factor = 1.0
    if case .update(let steps) = round.message {
      guard steps.count == 1 else {
        return try updates(of: candidates, round, steps, wantsJacobian: wantsJacobian).map { .fixed($0) }
      }
      factor = -steps.rate
    }
    return try sums(
      of: candidates, at: .shared(round.weights), components: round.components, factor: factor,
      wantsJacobian: wantsJacobian
    ).map { .rows($0) }
  }

  /// The derivatives of every candidate's rows.
  func sums(
    of candidates: [[Double]], at weights: RowWeights, components: [Int], factor: Double, wantsJacobian: Bool
  ) throws(InversionError) -> [RowSums] {
    let shape = RowSums.Shape(
      rows: batchSize, means: layer.observables.count, weights: layer.weights.count, inputs: inputCount,
      columns: source.columnCount)
    let all = try source.derivatives(
      at: candidates.flatMap(\.self), weights: weights, wantsMixed: wantsJacobian)
    return candidates.indices.map { RowSums(shape, all, candidate: $0, components: components, factor: factor) }
  }

  // MARK: Labels

  /// The labels for which the expected values, linear in them, come closest to the target.
  private func fittedLabels(
    _ rounds: [RoundSums], _ target: [Double], _ metric: ResidualMetric?, width: Int
  ) -> [Double] {
    let zeros = Array(repeating: 0.0, count: batchSize * width)
    guard !zeros.isEmpty else { return zeros }
    return prediction(rounds, labels: zeros, wantsJacobian: false).labels(closestTo: target, in: metric)
  }

  /// The expected values of all rounds at the labels.
  private func prediction(_ rounds: [RoundSums], labels: [Double], wantsJacobian: Bool) -> Prediction {
    let (unknowns, labelCount) = (unknownInputs, unknownLabelCount)
    var values: [Double] = []
    var jacobian: [Double] = []
    var byLabels: [Double] = []
    for round in rounds {
      let found = round.combined(loss, labels: labels, wantsJacobian: wantsJacobian, wantsLabels: labelCount > 0)
      values += found.values
      jacobian += found.jacobian
      byLabels += found.byLabels
    }
    return Prediction(
      values: values,
      jacobian: RealMatrix(
        rowCount: values.count, columnCount: wantsJacobian ? unknowns : 0, elements: jacobian),
      labels: labels,
      byLabels: RealMatrix(rowCount: values.count, columnCount: labelCount, elements: byLabels))
  }
}

/// What a round's values are made of.
private enum RoundSums {
  case rows(RowSums)
  /// Of several steps, with the labels that are known.
  case fixed(RowSums.Combined)

  func combined(
    _ loss: OutcomeLoss, labels: [Double], wantsJacobian: Bool, wantsLabels: Bool
  ) -> RowSums.Combined {
    switch self {
    case .rows(let sums):
      sums.combined(loss, labels: labels, wantsJacobian: wantsJacobian, wantsLabels: wantsLabels)
    case .fixed(let combined): combined
    }
  }
}
