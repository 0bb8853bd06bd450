internal import Circuits
package import Execution
package import Gradients
internal import Models
internal import Numerics
internal import Simulation

/// The exact gradient of a circuit's loss, or the update it leads to, as a function of the inputs: forward and reverse
/// derivatives of all candidates and rows in one call of the engine.
package struct CircuitObservation: Observation {
  let layer: CircuitLayer
  let loss: OutcomeLoss
  package let batchSize: Int
  let rounds: [GradientEvidence.Round]
  /// Nil where they are fitted.
  let labels: [[Double]]?
  /// By weights and inputs, and of those by the inputs; for updates by the weights as well.
  let derivatives: CircuitDerivatives
  /// Without the inputs' columns, for values alone.
  let gradients: CircuitDerivatives
  let covariances: ShotCovariance?

  /// The backend tells the covariance of values that were measured with shots.
  package init(
    _ evidence: GradientEvidence, labels: [[Double]]? = nil, on backend: (any ExactBackend)?, threadCount: Int = 1
  ) throws(InversionError) {
    layer = evidence.layer
    loss = evidence.loss
    batchSize = evidence.batchSize
    rounds = evidence.rounds
    self.labels = labels ?? evidence.labels
    do throws(SimulationError) {
      var function = try CircuitFunction(layer.circuit, observables: layer.observables)
      function.threadCount = threadCount
      let takesSteps = rounds.contains { $0.message != .gradient }
      let rows = layer.weights + layer.inputs
      derivatives = try function.derivatives(rows: rows, columns: layer.inputs + (takesSteps ? layer.weights : []))
      gradients = try function.derivatives(rows: rows)
    } catch { throw .simulation(error) }
    covariances = try ShotCovariance(evidence, on: backend)
    try check(evidence)
  }

  private func check(_ evidence: GradientEvidence) throws(InversionError) {
    if labels == nil, !loss.hasLinearLabels, loss != .expectation {
      throw .evidence("classes are unknown", help: "try each class in turn")
    }
    let steps = rounds.contains { round in
      if case .update(let steps) = round.message { steps.count > 1 } else { false }
    }
    if steps, labels == nil, unknownLabelCount > 0 {
      throw .unsupported(
        "the labels are unknown, and the update is of several steps",
        help: "say the labels, or give an update of one step")
    }
    if steps, loss.furtherCount > 0 {
      throw .unsupported("the update of several steps is of a model with a head", help: "give gradients of each step")
    }
  }

  package var inputCount: Int { layer.inputs.count }
  package var equationCount: Int { rounds.reduce(0) { $0 + $1.components.count } }
  package var unknownLabelCount: Int {
    labels == nil ? batchSize * loss.labelWidth(meanCount: layer.observables.count) : 0
  }

  /// A few times the width of the kernels.
  package var preferredBatch: Int { 64 }

  package func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance {
    guard let covariances else { return Covariance(zerosOf: equationCount) }
    return try covariances.covariance(of: candidate, labels: labels)
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
    return systems.map { rounds in
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
    var base = Array(repeating: 0.0, count: layer.circuit.parameters.count)
    for (place, value) in zip(layer.weights, round.weights) { base[place] = value }
    let points = CircuitPoints(base: base, varying: layer.inputs, values: candidates.flatMap(\.self))
    return try sums(
      of: candidates, at: points, components: round.components, factor: factor, wantsJacobian: wantsJacobian
    ).map { .rows($0) }
  }

  /// The derivatives of every candidate's rows.
  func sums(
    of candidates: [[Double]], at points: CircuitPoints, components: [Int], factor: Double, wantsJacobian: Bool
  ) throws(InversionError) -> [RowSums] {
    let shape = RowSums.Shape(
      rows: batchSize, means: layer.observables.count, weights: layer.weights.count, inputs: inputCount,
      columns: derivatives.columns.count)
    do throws(SimulationError) {
      if wantsJacobian {
        let all = try derivatives.mixedDerivatives(at: points)
        return candidates.indices.map { RowSums(shape, all, candidate: $0, components: components, factor: factor) }
      }
      let all = try gradients.gradients(at: points)
      return candidates.indices.map { RowSums(shape, all, candidate: $0, components: components, factor: factor) }
    } catch { throw .simulation(error) }
  }

  // MARK: Labels

  /// The labels for which the expected values, linear in them, come closest to the target.
  private func fittedLabels(
    _ rounds: [RoundSums], _ target: [Double], _ metric: ResidualMetric?, width: Int
  ) -> [Double] {
    let zeros = Array(repeating: 0.0, count: batchSize * width)
    guard !zeros.isEmpty else { return zeros }
    let start = prediction(rounds, labels: zeros, wantsJacobian: false)
    var right = zip(target, start.values).map { $0 - $1 }
    var columns = start.byLabels
    if let metric {
      right = metric.whitened(right)
      columns = metric.whitened(columns)
    }
    return SingularValues(columns)?.leastSquares(right) ?? zeros
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
