internal import Execution
internal import Gradients
internal import Numerics

/// A model's loss and its gradient from shots whose number is chosen for each derivative.
struct MeasuredLoss: Sendable {
  private let gradient: LossGradient
  private let circuit: MeasuredCircuit

  init(_ model: CompiledModel, loss: Loss, on machine: any ExactBackend) throws(ModelError) {
    gradient = try LossGradient(model, loss: loss, rule: .parameterShift)
    circuit = try MeasuredCircuit(gradient.scheme, name: gradient.circuit.name, on: machine)
  }

  /// Every circuit takes the most shots of the derivatives that it serves.
  func measure(
    _ examples: Examples, weights: [Double], shots: [Int], stream: RandomStream
  ) throws(ModelError) -> FrugalDescent.Measurement {
    let rows = try gradient.rows(of: examples, weights: weights, stream: stream)
    let most = shots.max() ?? 1
    let byPlace = Dictionary(uniqueKeysWithValues: zip(gradient.model.trained, shots))
    let ofRows = gradient.scheme.rows.indices.map { place in
      place < gradient.circuit.trainedCount ? byPlace[gradient.circuit.weights.start + place] ?? most : most
    }
    let counts = rows.map { row in
      row.plan.evaluations.map { evaluation in evaluation.weights.map { ofRows[$0.index] }.max() ?? most }
    }
    let estimates = try circuit.estimates(rows.map(\.plan), shots: counts, stream: stream)
    let found = try gradient.combine(
      rows, estimates, kind: .estimated, labels: examples.labels, weights: weights)
    let taken = self.taken(rows.first.map { Array(zip($0.plan.evaluations, counts[0])) } ?? [], most)
    return FrugalDescent.Measurement(
      value: found.value, gradient: found.values,
      variancesPerShot: taken.indices.map { found.covariance.variance(of: $0) * Double(taken[$0]) },
      shots: counts.joined().reduce(0, +) * circuit.settingCount)
  }

  /// The shots that each trained weight's derivative really had: those of its circuits, or the most where it is a
  /// weight before or behind the circuit.
  private func taken(_ evaluations: [(GradientPlan.Evaluation, shots: Int)], _ most: Int) -> [Int] {
    var ofRows = Array(repeating: 0, count: gradient.scheme.rows.count)
    for (evaluation, shots) in evaluations {
      for (row, _) in evaluation.weights { ofRows[row] = max(ofRows[row], shots) }
    }
    let start = gradient.circuit.weights.start
    return gradient.model.trained.map { place in
      let row = place - start
      return (0..<gradient.circuit.trainedCount).contains(row) && ofRows[row] > 0 ? ofRows[row] : most
    }
  }
}
