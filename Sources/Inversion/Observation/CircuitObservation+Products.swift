internal import Models

/// Gradients of losses with known labels are summed here without a prediction each, which takes half of the time of
/// looking at millions of points.
extension CircuitObservation {
  package func values(at inputs: [Double], target: [Double]) throws(InversionError) -> [Double] {
    guard let (labels, round) = plainRound else { return try predictedValues(at: inputs, target: target) }
    let found = try source.derivatives(at: inputs, weights: .shared(round.weights), wantsMixed: false)
    let (size, width) = (batchSize * layer.observables.count, layer.weights.count + inputCount)
    let (components, labelsOfMeans) = (round.components, labels.flatMap(\.self))
    let count = found.means.count / max(1, size)
    var values = Array(repeating: 0.0, count: count * components.count)
    values.withUnsafeMutableBufferPointer { values in
      found.gradients.withUnsafeBufferPointer { gradients in
        for mean in 0..<count * size {
          let label = labelsOfMeans.isEmpty ? 0 : labelsOfMeans[mean % size]
          let share = loss.plainSlope(mean: found.means[mean], label: label) / Double(batchSize)
          let own = mean / size * components.count
          for (line, component) in components.enumerated() {
            values[own + line] += share * gradients[mean * width + component]
          }
        }
      }
    }
    return values
  }

  package func products(
    of candidates: [[Double]], with weights: [Double], target: [Double]
  ) throws(InversionError) -> [[Double]] {
    guard let (labels, round) = plainRound,
      let found = try source.products(
        at: candidates.flatMap(\.self), weights: .shared(round.weights),
        with: directions(weights, count: candidates.count, components: round.components))
    else { return try predictedProducts(of: candidates, with: weights, target: target) }
    let lines = round.components.count
    return candidates.indices.map { candidate in
      let own = weights[candidate * lines..<(candidate + 1) * lines]
      return (0..<batchSize).flatMap { row in
        product(row: candidate * batchSize + row, label: labels[row], with: own, of: round.components, found)
      }
    }
  }

  /// [candidate][row][mean][weight, then input]
  private func directions(_ weights: [Double], count: Int, components: [Int]) -> [Double] {
    let (size, width) = (batchSize * layer.observables.count, layer.weights.count + inputCount)
    var directions = Array(repeating: 0.0, count: count * size * width)
    for mean in 0..<count * size {
      let own = mean / size * components.count
      for (line, component) in components.enumerated() { directions[mean * width + component] = weights[own + line] }
    }
    return directions
  }

  /// By the inputs of one row: for slopes c and the means' derivatives D that is w^T (c D' + D c').
  private func product(
    row: Int, label: [Double], with weights: ArraySlice<Double>, of components: [Int], _ found: RowProducts
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
