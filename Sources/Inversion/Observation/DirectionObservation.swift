internal import Gradients
internal import Numerics

/// The direction of what another observation shows, whatever its length and sign.
///
/// How far the means are from the labels is a factor of the whole gradient. Where the target is small, all inputs whose
/// means come near the labels explain its length; their directions tell them apart.
struct DirectionObservation: Observation {
  let base: any Observation
  /// L of directions' covariance L L^T at random inputs: values are multiplied with L^-1 before their direction is taken,
  /// so that no direction is frequent. Nil takes them as they are.
  var metric: CholeskyFactor?

  var inputCount: Int { base.inputCount }
  var batchSize: Int { base.batchSize }
  var equationCount: Int { base.equationCount }
  var unknownLabelCount: Int { base.unknownLabelCount }
  var preferredBatch: Int { base.preferredBatch }
  var threadCount: Int { base.threadCount }
  var relativeRounding: Double { base.relativeRounding }

  /// Where the values lie.
  func direction(of values: [Double]) -> [Double] {
    var found = values
    normalise(&found, target: Array(repeating: 0, count: values.count))
    return found
  }

  /// Of length 1, on the side of the target. Labels count as known.
  func predictions(
    of candidates: [[Double]], target: [Double], metric _: ResidualMetric?, wantsJacobian: Bool
  ) throws(InversionError) -> [Prediction] {
    var found = try base.predictions(of: candidates, target: target, metric: nil, wantsJacobian: wantsJacobian)
    for place in found.indices { normalise(&found[place], target) }
    return found
  }

  func values(of candidates: [[Double]], target: [Double]) throws(InversionError) -> [Double] {
    var values = try base.values(of: candidates, target: target)
    normalise(&values, target: target)
    return values
  }

  func products(
    of candidates: [[Double]], with weights: [[Double]], target: [Double]
  ) throws(InversionError) -> [[Double]] {
    var values = try base.values(of: candidates, target: target)
    let factors = normalise(&values, target: target)
    let inner = weights.enumerated().map { innerWeights($1, at: values, $0, factors) }
    return try base.products(of: candidates, with: inner, target: target)
  }

  func slopes(of candidates: [[Double]], target: [Double]) throws(InversionError) -> [Slope] {
    var values = try base.values(of: candidates, target: target)
    let factors = normalise(&values, target: target)
    let inner = candidates.indices.map { innerWeights(target, at: values, $0, factors) }
    let products = try base.products(of: candidates, with: inner, target: target)
    return products.enumerated().map { candidate, product in
      let overlap = Overlap(of: values[candidate * target.count..<(candidate + 1) * target.count], with: target)
      return Slope(cost: 2 - 2 * overlap.product, right: product)
    }
  }

  /// With w for the weights, p for a candidate's direction and s for its sign, w^T of its derivatives
  /// s (1 - p p^T) L^-1 J / |L^-1 v| is that of J with the weights s L^-T (w - (w p) p) / |L^-1 v|. Weights may have any
  /// part along p.
  private func innerWeights(
    _ weights: [Double], at directions: [Double], _ candidate: Int, _ factors: [Double]
  ) -> [Double] {
    let direction = directions[candidate * weights.count..<(candidate + 1) * weights.count]
    let along = zip(direction, weights).reduce(0) { $0 + $1.0 * $1.1 }
    let across = zip(direction, weights).map { factors[candidate] * ($1 - along * $0) }
    return metric?.solveTransposed(across) ?? across
  }

  func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance {
    Covariance(zerosOf: equationCount)
  }

  /// Makes directions of the values of some candidates; the factors, signs included, that their lengths came from.
  @discardableResult
  private func normalise(_ values: inout [Double], target: [Double]) -> [Double] {
    let width = target.count
    guard width > 0 else { return [] }
    let count = values.count / width
    metric?.whiten(vectors: &values)
    return (0..<count).map { candidate in
      let own = candidate * width..<(candidate + 1) * width
      var (square, product) = (0.0, 0.0)
      for (place, wanted) in zip(own, target) {
        square += values[place] * values[place]
        product += values[place] * wanted
      }
      let factor = (product < 0 ? -1 : 1) / square.squareRoot()
      for place in own { values[place] *= factor }
      return factor
    }
  }

  /// Of values p with derivatives J, p / |p| and (1 - p p^T / |p|^2) J / |p|, both in the metric.
  private func normalise(_ prediction: inout Prediction, _ target: [Double]) {
    let factor = normalise(&prediction.values, target: target)[0]
    if let metric { prediction.jacobian = metric.whitened(columns: prediction.jacobian) }
    let along = prediction.jacobian.transposedProduct(prediction.values)
    let width = prediction.jacobian.columnCount
    for row in 0..<prediction.jacobian.rowCount where width > 0 {
      let value = prediction.values[row]
      for column in 0..<width {
        let place = row * width + column
        prediction.jacobian.elements[place] = factor * (prediction.jacobian.elements[place] - value * along[column])
      }
    }
  }
}
