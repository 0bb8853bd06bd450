package import Models
internal import Numerics

/// How far a model is from the oracle, row by row: means over some rows, each 0 for the oracle itself.
package struct OracleDistance: Hashable, Sendable {
  /// The mean length of the difference of both models' probabilities.
  package var activation = 0.0
  /// KL(oracle || model), in nats.
  package var divergence = 0.0
  /// Jensen-Shannon, in nats: at most ln 2.
  package var symmetricDivergence = 0.0
  /// The share of rows that both take for the same class.
  package var agreement = 0.0
  /// The length of the difference of all weights, angles up to whole turns; nil of several models.
  package var weights: Double?
  /// Of the circuits' final states without noise; nil where there is not one circuit.
  package var states: StateDistance?

  package struct StateDistance: Hashable, Sendable {
    /// |<a|b>|^2
    package var fidelity = 0.0
    /// (1 - fidelity)^(1/2): no measurement tells one copy of either state better.
    package var trace = 0.0
    /// Half the sum of differences of the probabilities of bit strings.
    package var totalVariation = 0.0
  }

  package init(
    _ model: UnlearnedModel, oracle: UnlearnedModel, of compiled: CompiledModel, _ examples: Examples
  ) throws(ModelError) {
    let stream = RandomStream(seed: 0).substream("distance")
    let own = Probabilities.rows(
      try model.outputs(of: compiled, examples.features, stream: stream), width: compiled.outputCount)
    let other = Probabilities.rows(
      try oracle.outputs(of: compiled, examples.features, stream: stream), width: compiled.outputCount)
    let share = 1 / Double(max(examples.rowCount, 1))
    for (own, other) in zip(own, other) {
      let middle = zip(own, other).map { ($0 + $1) / 2 }
      activation += share * zip(own, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
      divergence += share * Probabilities.divergence(other[...], own[...])
      symmetricDivergence +=
        share
        * (Probabilities.divergence(own[...], middle[...]) + Probabilities.divergence(other[...], middle[...])) / 2
    }
    let alike = zip(own, other).count { Self.greatest($0) == Self.greatest($1) }
    agreement = Double(alike) / Double(max(examples.rowCount, 1))
    guard let first = model.weights, let second = oracle.weights else { return }
    let angles = FisherInformation.angles(of: compiled)
    weights = first.indices.reduce(0) { sum, place in
      let difference = first[place] - second[place]
      let short = angles.contains(place) ? SelectiveDampening.wrapped(difference) : difference
      return sum + short * short
    }.squareRoot()
    states = try Self.states(first, second, compiled, examples)
  }

  private static func greatest(_ row: [Double]) -> Int {
    row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 }
  }

  /// Largest states that are compared.
  private static let mostAmplitudes = 1 << 22

  private static func states(
    _ first: [Double], _ second: [Double], _ compiled: CompiledModel, _ examples: Examples
  ) throws(ModelError) -> StateDistance? {
    guard let own = try compiled.finalStates(examples.features, weights: first),
      let other = try compiled.finalStates(examples.features, weights: second), own.count <= mostAmplitudes
    else { return nil }
    let size = own.count / max(examples.rowCount, 1)
    var result = StateDistance()
    let share = 1 / Double(max(examples.rowCount, 1))
    for row in 0..<examples.rowCount {
      var product = Complex.zero
      var variation = 0.0
      for place in row * size..<(row + 1) * size {
        product += own[place].conjugate * other[place]
        variation += (own[place].squaredMagnitude - other[place].squaredMagnitude).magnitude / 2
      }
      let fidelity = min(product.squaredMagnitude, 1)
      result.fidelity += share * fidelity
      result.trace += share * (1 - fidelity).squareRoot()
      result.totalVariation += share * variation
    }
    return result
  }
}
