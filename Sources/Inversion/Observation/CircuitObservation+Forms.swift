#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Models

extension CircuitObservation {
  /// For one row and one mean: values are then its derivatives times the loss's slope, whose sign says on which side.
  package func forms(
    along weights: [Double], target: [Double], seenAt inputs: [Double]
  ) throws(InversionError) -> [(form: GradientForm, share: Double)] {
    guard let (labels, round) = plainRound, batchSize == 1, layer.observables.count == 1 else { return [] }
    var direction = Array(repeating: 0.0, count: layer.weights.count)
    for (component, weight) in zip(round.components, weights) { direction[component] += weight }
    guard let pair = try source.forms(at: round.weights, along: direction) else { return [] }
    let seen = try source.derivatives(at: inputs, weights: .shared(round.weights), wantsMixed: false)
    let share = shareOfRisingLosses(seen, round.components, label: labels[0].first ?? 0, target: target)
    let forms = [(form: pair.along, share: share), (form: pair.against, share: 1 - share)]
    return forms.filter { $0.share > 0 }.sorted { $0.share > $1.share }
  }

  /// How far the logarithms of lengths may differ for values to be alike.
  private static let likeness = 0.2
  /// What all rows count for beside that.
  private static let leastWeight = 1e-3

  /// Of rows, above all those with values about as long as the target, the share with a loss that rises with the mean.
  private func shareOfRisingLosses(
    _ rows: RowDerivatives, _ components: [Int], label: Double, target: [Double]
  ) -> Double {
    let (width, length) = (layer.weights.count + inputCount, Self.length(target))
    var (rising, all) = (0.0, 0.0)
    for (row, mean) in rows.means.enumerated() {
      let slope = loss.plainSlope(mean: mean, label: label)
      let own = Self.length(components.map { slope * rows.gradients[row * width + $0] })
      let difference = log(own / length) / Self.likeness
      let weight = exp(-difference * difference / 2) + Self.leastWeight
      guard weight.isFinite else { continue }
      all += weight
      if slope > 0 { rising += weight }
    }
    return all > 0 ? rising / all : 0.5
  }

  private static func length(_ values: [Double]) -> Double { values.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
