internal import Models

/// Gradients of losses with known labels are summed here without a prediction each, which takes half of the time of
/// looking at millions of points.
extension CircuitObservation {
  package func values(of candidates: [[Double]], target: [Double]) throws(InversionError) -> [Double] {
    guard let (labels, round) = plainRound else {
      return try predictedValues(of: candidates, target: target)
    }
    let found = try source.derivatives(
      at: candidates.flatMap(\.self), weights: .shared(round.weights), wantsMixed: false)
    let (size, width) = (layer.observables.count, layer.weights.count + inputCount)
    let lines = round.components.count
    var values = Array(repeating: 0.0, count: candidates.count * lines)
    for candidate in candidates.indices {
      for row in 0..<batchSize {
        let first = (candidate * batchSize + row) * size
        let slopes = loss.slopes(means: found.means[first..<first + size], label: labels[row][...]).slopes
        for (mean, slope) in slopes.enumerated() {
          let share = slope / Double(batchSize)
          let start = (first + mean) * width
          for (line, component) in round.components.enumerated() {
            values[candidate * lines + line] += share * found.gradients[start + component]
          }
        }
      }
    }
    return values
  }

  package func products(
    of candidates: [[Double]], with weights: [[Double]], target: [Double]
  ) throws(InversionError) -> [[Double]] {
    guard let (labels, round) = plainRound,
      let found = try source.products(
        at: candidates.flatMap(\.self), weights: .shared(round.weights),
        with: directions(weights, components: round.components))
    else { return try predictedProducts(of: candidates, with: weights, target: target) }
    return candidates.indices.map { candidate in
      (0..<batchSize).flatMap { row in
        product(
          row: candidate * batchSize + row, label: labels[row], with: weights[candidate], of: round.components, found)
      }
    }
  }

  /// [candidate][row][mean][weight, then input]
  private func directions(_ weights: [[Double]], components: [Int]) -> [Double] {
    weights.flatMap { weights in
      var direction = Array(repeating: 0.0, count: layer.weights.count + inputCount)
      for (component, weight) in zip(components, weights) { direction[component] = weight }
      return (0..<batchSize * layer.observables.count).flatMap { _ in direction }
    }
  }

  /// By the inputs of one row: for slopes c and the means' derivatives D that is w^T (c D' + D c').
  private func product(
    row: Int, label: [Double], with weights: [Double], of components: [Int], _ found: RowProducts
  ) -> [Double] {
    let (size, width) = (layer.observables.count, layer.weights.count + inputCount)
    let first = row * size
    let slopes = loss.slopes(means: found.means[first..<first + size], label: label[...])
    var result = Array(repeating: 0.0, count: inputCount)
    for mean in 0..<size {
      let start = (first + mean) * width
      let along = zip(components, weights).reduce(0) { $0 + $1.1 * found.gradients[start + $1.0] }
      for input in 0..<inputCount {
        result[input] += slopes.slopes[mean] * found.products[(first + mean) * source.columnCount + input]
        for other in 0..<size {
          result[input] +=
            along * slopes.curvature[mean * size + other]
            * found.gradients[(first + other) * width + layer.weights.count + input]
        }
      }
    }
    return result.map { $0 / Double(batchSize) }
  }

  /// The labels and the round, where there is but one, of a gradient of the circuit alone.
  var plainRound: (labels: [[Double]], round: GradientEvidence.Round)? {
    guard let labels, let round = rounds.first, rounds.count == 1, round.message == .gradient, loss.furtherCount == 0
    else { return nil }
    return (labels, round)
  }
}
