import Circuits
import Execution
import Gradients
import Inversion
import Models
import Numerics
import Simulation
import Testing

/// A model, weights and rows, with the evidence that they give.
struct Instance {
  var evidence: GradientEvidence
  var truth: [Double]

  enum Weights { case random, ones }

  /// Rows with inputs uniform within (0, pi), labels 0.7 cos x_0, and the exact gradient of the mean squared error.
  init(
    _ name: String, batch: Int = 1, weights kind: Weights = .random, loss: OutcomeLoss = .squaredError, seed: UInt64,
    knowsLabels: Bool = true
  ) throws {
    let model = try #require(Zoo.model(named: name))
    try self.init(
      #require(model.leadingCircuit), batch: batch, weights: kind, loss: loss,
      stream: RandomStream(seed: seed).substream(name), knowsLabels: knowsLabels)
  }

  init(
    _ layer: CircuitLayer, batch: Int = 1, weights kind: Weights = .random, loss: OutcomeLoss = .squaredError,
    stream: RandomStream, knowsLabels: Bool = true
  ) throws {
    var stream = stream
    let weights = layer.weights.map { _ in kind == .ones ? 1 : 2 * .pi * stream.uniform() }
    truth = (0..<batch * layer.inputs.count).map { _ in .pi * stream.uniform() }
    let width = loss.labelWidth(meanCount: layer.observables.count)
    let labels = (0..<batch).map { _ in (0..<width).map { _ in 1.4 * stream.uniform() - 0.7 } }
    evidence = GradientEvidence(
      layer: layer, loss: loss, batchSize: batch, labels: labels,
      rounds: [.init(weights: weights, components: Array(layer.weights.indices), values: layer.weights.map { _ in 0 })])
    try measureExactly()
    if !knowsLabels { evidence.labels = nil }
  }

  /// Replaces the values of all rounds by the exact ones.
  mutating func measureExactly() throws {
    let observation = try CircuitObservation(evidence, on: nil)
    let prediction = try observation.predictions(
      of: [truth], target: evidence.values, metric: nil, wantsJacobian: false)[0]
    var start = 0
    for place in evidence.rounds.indices {
      let count = evidence.rounds[place].components.count
      evidence.rounds[place].values = Array(prediction.values[start..<start + count])
      start += count
    }
  }

  /// Another message about the same rows, at weights of its own.
  mutating func addRound(seed: UInt64, _ message: GradientEvidence.Message = .gradient) throws {
    var round = evidence.rounds[0]
    var stream = RandomStream(seed: seed)
    round.weights = round.weights.map { _ in 6 * stream.uniform() }
    round.message = message
    evidence.rounds.append(round)
    try measureExactly()
  }

  /// The mean squared error of recovered rows in their best order.
  func error(of finding: InversionFinding) throws -> Double {
    guard let recovered = finding.recovered else { return .infinity }
    let set = SolutionSet(
      in: try InputDomain(of: evidence), batchSize: evidence.batchSize, labels: evidence.labels)
    let distance = set.distance(recovered.flatMap(\.self), truth)
    return distance * distance
  }
}
