#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Circuits
internal import Gradients
internal import Inversion
internal import Models
internal import Numerics

/// One gradient that is attacked: a model of so many qubits with random weights, and the inputs behind it.
struct ScalingInstance {
  let model: CompiledModel
  let encoding: PrivacyScaling.EncodingChoice
  let qubits: Int
  let examples: Examples
  let evidence: GradientEvidence
  let observation: any Observation

  /// What an end may leave unexplained, of the gradient's squared length, to count as a match that the attacker sees.
  static let matchLevel = 1e-4
  /// Up to this mean squared error inputs count as found.
  static let successLevel = 1e-4

  /// Weights, inputs and label 0.7 cos x_0 follow from the stream.
  init(
    _ encoding: PrivacyScaling.EncodingChoice, qubits: Int, layers: Int, stream: RandomStream
  ) throws {
    let layer = encoding.layer(qubits: qubits, layers: layers)
    model = try CompiledModel(
      Model(
        name: "\(encoding.rawValue)-\(qubits)", summary: "", origin: "", featureCount: layer.inputs.count,
        layers: [.circuit(layer)], loss: .meanSquaredError))
    (self.encoding, self.qubits) = (encoding, qubits)
    var draws = stream.substream("inputs")
    let inputs = layer.inputs.map { _ in draws.uniform() * Double.pi }
    let label = 0.7 * cos(inputs[0])
    examples = try Examples(features: inputs, labels: .targets([label]))
    let weights = Self.weights(layer.weights.count, from: stream.substream("weights"))
    let values = try model.lossGradient(examples, weights: weights).values
    evidence = GradientEvidence(
      layer: layer, loss: .squaredError, labels: [[label]],
      rounds: [GradientEvidence.Round(weights: weights, components: Array(values.indices), values: values)])
    observation = try evidence.observation(on: nil)
  }

  private static func weights(_ count: Int, from stream: RandomStream) -> [Double] {
    var draws = stream
    return (0..<count).map { _ in draws.uniform() * 2 * Double.pi }
  }

  // MARK: What it tells

  /// Of the gradient's derivatives by the inputs, at the true ones.
  func rank() throws -> Int {
    let jacobian = try observation.predictions(
      of: [examples.features], target: evidence.values, metric: nil, wantsJacobian: true)[0].jacobian
    return SingularValues(jacobian)?.rank(relativeTolerance: 1e-8) ?? 0
  }

  /// How many directions the gradients of all inputs span.
  func gradientRank() throws -> Int {
    try Identifiability(of: evidence, in: InputDomain(of: evidence)).rank
  }

  /// Of the loss's derivative over random weights: the mean over the weights that it depends on.
  func variance(samples: Int, stream: RandomStream) throws -> Double? {
    let gradients = try (0..<samples).map { sample in
      try model.lossGradient(
        examples, weights: Self.weights(model.weightCount, from: stream.substream(sample))
      ).values
    }
    let variances = gradients[0].indices.map { place in RunningMean(gradients.map { $0[place] }).variance }
      .filter { $0 > 1e-20 }
    return variances.isEmpty ? nil : variances.reduce(0, +) / Double(variances.count)
  }

  // MARK: Attacks

  /// Where one start led.
  struct End {
    let inputs: [Double]
    let evaluations: Int
    /// Of the squared length of the gradient, what is left unexplained.
    let residual: Double
  }

  func ends(of attack: GradientInversion.AttackChoice, from starts: [[Double]]) throws -> [End] {
    let target = evidence.values
    let length = target.reduce(0) { $0 + $1 * $1 }
    guard attack == .numerical else {
      return try LeastSquaresSearch(observation, target: target).descents(from: starts).map {
        End(inputs: $0.inputs, evaluations: $0.iterations + 1, residual: $0.cost / length)
      }
    }
    var published = NumericalAttack()
    published.step /= encoding.greatestFactor(qubits: qubits)
    let traces = try published.descents(on: observation, target: target, from: starts) { _, inputs in
      isNear(inputs) && isMatch(inputs, length: length)
    }
    return traces.map {
      End(inputs: $0.inputs, evaluations: $0.evaluations, residual: $0.loss * Double(target.count) / length)
    }
  }

  /// Mean squared, whole periods not counted; infinite where inputs are no numbers.
  func error(of inputs: [Double]) -> Double {
    var finding = InversionFinding(attack: "", labels: evidence.labels ?? [])
    finding.recovered = [inputs]
    let score = try? InversionScore(finding, truth: [examples.features], evidence: evidence)
    return score?.meanSquaredError ?? .infinity
  }

  func isFound(_ end: End) -> Bool { end.residual <= Self.matchLevel && isNear(end.inputs) }

  private func isNear(_ inputs: [Double]) -> Bool { error(of: inputs) <= Self.successLevel }

  private func isMatch(_ inputs: [Double], length: Double) -> Bool {
    let found = try? observation.predictions(of: [inputs], target: evidence.values, metric: nil, wantsJacobian: false)
    guard let values = found?.first?.values else { return false }
    let squares = zip(values, evidence.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return squares <= Self.matchLevel * length
  }
}

/// The starts of one attack, in their order, until one has found the inputs or the budget is spent.
struct ScalingSearch {
  /// Where the first `fewest` starts led.
  private(set) var first: [ScalingInstance.End] = []
  /// The first end at the inputs, and how many gradients were computed up to it; nil where none is within the budget.
  private(set) var found: (end: ScalingInstance.End, cost: Int)?

  /// As many starts at a time as one call of the engine takes well.
  private static let block = 64

  init(
    _ attack: GradientInversion.AttackChoice, on instance: ScalingInstance, fewest: Int, budget: Int, seed: UInt64
  ) throws {
    let domain = try InputDomain(of: instance.evidence)
    let settings = AttackSettings(seed: seed)
    var points: [[Double]] = []
    var (done, evaluations) = (0, 0)
    while done < fewest || (found == nil && evaluations < budget) {
      // Blocks of the slow attack are short, so that little is done beyond its first success.
      let block = attack == .numerical ? 1 : Self.block
      let next = done < fewest ? fewest : done + block
      if points.count < next { points = settings.startPoints(2 * next, of: instance.evidence, in: domain) }
      let ends = try instance.ends(of: attack, from: Array(points[done..<next]))
      for end in ends {
        evaluations += end.evaluations
        if found == nil, instance.isFound(end) { found = (end, evaluations) }
      }
      if done < fewest { first += ends }
      done = next
    }
    if let cost = found?.cost, cost > budget { found = nil }
  }
}
