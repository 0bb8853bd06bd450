internal import Circuits
package import Execution
internal import Gradients
package import Models
package import Numerics

extension GradientEvidence {
  /// What a client of federated learning would share of some rows: the gradient of the model's loss, exact or measured
  /// by parameter shifts with so many shots of each circuit. The rows themselves are not in the result, their labels
  /// are.
  package static func sharing(
    _ model: CompiledModel, _ examples: Examples, loss: Loss? = nil, weights: [Double], on backend: any Backend,
    shots: Int?, stream: RandomStream
  ) async throws(InversionError) -> GradientEvidence {
    let parts = try sharedParts(of: model, loss: loss, weights)
    do throws(ModelError) {
      var noise = Noise.exact
      let gradient: Gradient
      // Without circuits shots change nothing.
      if let shots, model.hasCircuits {
        gradient = try await LossGradient(model, loss: loss, rule: .parameterShift).measured(
          examples, weights: weights, by: GradientMeasurement(on: backend, shots: shots), stream: stream)
        noise = Noise(.shots(perEvaluation: shots, rule: .parameterShift))
      } else {
        gradient = try model.lossGradient(examples, loss: loss, weights: weights)
      }
      var evidence = GradientEvidence(
        layer: parts.layer, loss: parts.loss, batchSize: examples.rowCount,
        labels: labels(of: examples, outputCount: model.outputCount),
        rounds: [parts.round(of: model, weights, values: gradient.values, noise)],
        inputRanges: ranges(of: examples, areAngles: model.model.leadingCircuit != nil))
      evidence.network = parts.network
      evidence.backend = backend.name
      return evidence
    } catch { throw .model(error) }
  }

  /// What would be shared of one row with weights, before there is one: its values are zeros, its inputs angles within
  /// [0, pi], and its label unknown.
  static func unmeasured(
    _ model: CompiledModel, loss: Loss? = nil, weights: [Double], noise: Noise
  ) throws(InversionError) -> GradientEvidence {
    let parts = try sharedParts(of: model, loss: loss, weights)
    let values = Array(repeating: 0.0, count: model.trained.count)
    var evidence = GradientEvidence(
      layer: parts.layer, loss: parts.loss, labels: nil,
      rounds: [parts.round(of: model, weights, values: values, noise)])
    evidence.network = parts.network
    return evidence
  }

  /// A model as evidence has it.
  private struct SharedParts {
    let layer: CircuitLayer
    let loss: OutcomeLoss
    /// Nil for one circuit, alone or with one dense layer behind it.
    let network: CompiledModel?

    func round(of model: CompiledModel, _ weights: [Double], values: [Double], _ noise: Noise) -> Round {
      Round(
        weights: network == nil ? Array(weights[..<layer.weights.count]) : weights,
        components: network == nil ? Array(values.indices) : model.trained, values: values, noise: noise)
    }
  }

  private static func sharedParts(
    of model: CompiledModel, loss: Loss?, _ weights: [Double]
  ) throws(InversionError) -> SharedParts {
    if let layer = model.model.leadingCircuit, model.trained.count == weights.count,
      let outcome = outcomeLoss(of: model.model, loss: loss, weights)
    {
      return SharedParts(layer: layer, loss: outcome, network: nil)
    }
    let parts = try parts(of: model.model, loss: loss ?? model.model.loss, threadCount: model.options.threadCount)
    return SharedParts(layer: parts.layer, loss: parts.loss, network: parts.network)
  }

  private static func outcomeLoss(of model: Model, loss: Loss?, _ weights: [Double]) -> OutcomeLoss? {
    let loss = loss ?? model.loss
    if model.layers.count == 1, loss == .meanSquaredError { return .squaredError }
    guard model.layers.count == 2, case .dense(let dense) = model.layers[1], dense.hasBias, loss == .crossEntropy else {
      return nil
    }
    let own = Array(weights.suffix((dense.inputCount + 1) * dense.outputCount))
    let split = dense.inputCount * dense.outputCount
    return DenseHead(
      weights: RealMatrix(
        rowCount: dense.outputCount, columnCount: dense.inputCount, elements: Array(own[..<split])),
      bias: Array(own[split...])
    ).map { .crossEntropy($0) }
  }

  /// As the model's loss compares with them.
  private static func labels(of examples: Examples, outputCount: Int) -> [[Double]] {
    switch examples.labels {
    case .targets(let values): values.map { [$0] }
    case .classes(let places, let names):
      places.map { place in
        if outputCount == 1 { return [place == 0 ? -1 : 1] }
        return names.indices.map { $0 == place ? 1 : 0 }
      }
    }
  }

  /// [0, pi] for angles and [-1, 1] for other features, or whole multiples of it on both sides of 0 where rows reach
  /// further: the attacker knows how data are scaled, and not where these rows end.
  private static func ranges(of examples: Examples, areAngles: Bool) -> [ClosedRange<Double>] {
    let least = examples.features.min() ?? 0
    let greatest = examples.features.max() ?? 0
    guard areAngles || least < -1 || greatest > 1 else { return (0..<examples.featureCount).map { _ in -1...1 } }
    let unit = areAngles ? Double.pi : 1
    let reach = unit * (max(greatest, -least) / unit).rounded(.up)
    let range = areAngles && least >= 0 && greatest <= .pi ? 0...Double.pi : -reach...reach
    return (0..<examples.featureCount).map { _ in range }
  }
}
