package import Execution
internal import Gradients
package import Models
package import Numerics

/// Weights that a dishonest server hands out, so that the gradients it gets back tell as much of the inputs as they
/// can.
///
/// What is made small is the standard error of one row's inputs by the Cramer-Rao limit, no more than that of guessing,
/// on average over a smooth prior and labels that the server does not know yet. The mean of squares would be made up of
/// the few places where there is hardly a gradient. Found is the best of some weights as a training begins with, then
/// steps at random from there, longer after each that helps and shorter after each that does not. Where gradients are
/// exact, they are taken as known to a thousandth.
package struct MaliciousWeights: Sendable {
  /// How many weights are drawn, how many steps are tried from the best, and at how many inputs each is judged.
  package var draws = 24
  package var steps = 72
  package var pointCount = 16

  private let model: CompiledModel
  private let loss: Loss?
  private let shots: Int?
  private let machine: (any ExactBackend)?

  /// Of shots as a client draws them of each circuit on the machine, by parameter shifts; exact without. The machine
  /// may well be one without noise, which changes little of which weights are good and much of what it takes to find
  /// them.
  package init(
    for model: CompiledModel, loss: Loss? = nil, shots: Int?, on machine: (any ExactBackend)?
  ) throws(InversionError) {
    guard model.model.leadingCircuit != nil else {
      throw .unsupported(
        "weights are chosen for models that begin with a circuit, which \(model.model.name) does not",
        help: "use other weights; behind a dense layer any give the inputs away")
    }
    self.model = model
    self.loss = loss
    self.shots = shots
    self.machine = machine
  }

  private static let firstStep = 1.0
  /// Of exact values.
  private static let deviation = 1e-3

  /// The best weights found, and the mean standard error that they leave of an input: the same for the same stream.
  package func chosen(_ stream: RandomStream) throws(InversionError) -> (weights: [Double], error: Double) {
    let judge = try judge(stream.substream("rows"))
    var best: (weights: [Double], error: Double) = ([], .infinity)
    for draw in 0..<max(1, draws) {
      let weights = model.initialWeights(stream.substream("draw").substream(draw))
      let error = try error(of: weights, by: judge, above: best.error)
      if error < best.error || best.weights.isEmpty { best = (weights, error) }
    }
    var moves = stream.substream("moves")
    var length = Self.firstStep
    for _ in 0..<max(0, steps) {
      let weights = best.weights.map { $0 + length * (2 * moves.uniform() - 1) }
      let error = try error(of: weights, by: judge, above: best.error)
      // Steps neither grow nor shrink on the whole where one in five helps.
      length = min(Double.pi, length * (error < best.error ? 1.5 : 0.9))
      if error < best.error { best = (weights, error) }
    }
    return best
  }

  // MARK: Judging

  /// Inputs and labels that weights are judged at.
  private struct Judge {
    var inputs: [[Double]] = []
    var labels: [[Double]] = []
    /// It makes tables where those cost less than the inputs.
    var machine: TabulatedMachine?
    /// Of one circuit, at any weights and labels; nil for models with layers behind it.
    var circuit: CircuitObservation?

    func information(_ evidence: GradientEvidence) throws(InversionError) -> GradientInformation {
      let labels = evidence.labels ?? []
      guard let circuit else { return try GradientInformation(evidence, labels: labels, on: machine) }
      return GradientInformation(circuit.taking(evidence), labels: labels.flatMap(\.self))
    }
  }

  /// Labels are spread over (-1, 1) by the golden section, or classes in turn.
  private func judge(_ stream: RandomStream) throws(InversionError) -> Judge {
    var evidence = try evidence(weights: model.initialWeights(stream))
    var draws = stream
    var judge = Judge()
    judge.inputs = SmoothPrior(of: evidence).points(max(1, pointCount), seed: draws.next())
    let shift = draws.uniform()
    let isClass = if case .crossEntropy = evidence.loss { true } else { false }
    let width = evidence.labelWidth
    judge.labels = judge.inputs.indices.map { place in
      (0..<width).map { number in
        guard !isClass else { return number == place % width ? 1 : 0 }
        let share = shift + Double(place * width + number) * 0.618_033_988_749_894_9
        return 2 * (share - share.rounded(.down)) - 1
      }
    }
    judge.machine = machine.map { TabulatedMachine($0, mostPoints: pointCount) }
    evidence.labels = [judge.labels[0]]
    if evidence.network == nil { judge.circuit = try CircuitObservation(evidence, on: judge.machine) }
    return judge
  }

  private func evidence(weights: [Double]) throws(InversionError) -> GradientEvidence {
    let noise: GradientEvidence.Noise =
      shots.map { .init(.shots(perEvaluation: $0, rule: .parameterShift)) } ?? .init(addedDeviation: Self.deviation)
    return try .unmeasured(model, loss: loss, weights: weights, noise: noise)
  }

  /// The mean standard error; a sum that is above a limit already is not carried on.
  private func error(of weights: [Double], by judge: Judge, above limit: Double) throws(InversionError) -> Double {
    var evidence = try evidence(weights: weights)
    let (guess, count) = (evidence.guessLevel, Double(judge.inputs.count))
    var sum = 0.0
    for (inputs, label) in zip(judge.inputs, judge.labels) where sum <= limit * count {
      evidence.labels = [label]
      let found = try judge.information(evidence).cramerRao(at: inputs).meanSquaredError
      sum += (found < guess ? found : guess).squareRoot()
    }
    return sum / count
  }
}
