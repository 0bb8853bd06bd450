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

  func values(at inputs: [Double], target: [Double]) throws(InversionError) -> [Double] {
    var values = try base.values(at: inputs, target: target)
    normalise(&values, target: target)
    return values
  }

  func products(
    of candidates: [[Double]], with weights: [Double], target: [Double]
  ) throws(InversionError) -> [[Double]] {
    var values = try base.values(of: candidates, target: target)
    let factors = normalise(&values, target: target)
    return try base.products(of: candidates, with: innerWeights(weights, at: values, factors), target: target)
  }

  func slopes(of candidates: [[Double]], target: [Double]) throws(InversionError) -> Slopes {
    var values = try base.values(of: candidates, target: target)
    let factors = normalise(&values, target: target)
    let weights = innerWeights(target, at: values, factors)
    let products = try base.products(of: candidates, with: weights, target: target)
    return Slopes(
      costs: candidates.indices.map {
        2 - 2 * Overlap(of: values[$0 * target.count..<($0 + 1) * target.count], with: target).product
      }, falls: products.flatMap(\.self))
  }

  /// With w for a candidate's weights, which may be the same for all, p for its direction and s for its sign, w^T of its
  /// derivatives s (1 - p p^T) L^-1 J / |L^-1 v| is that of J with the weights s L^-T (w - (w p) p) / |L^-1 v|.
  private func innerWeights(_ weights: [Double], at directions: [Double], _ factors: [Double]) -> [Double] {
    let width = directions.count / max(1, factors.count)
    var inner = directions
    for (candidate, factor) in factors.enumerated() {
      let (own, first) = (candidate * width, weights.count == width ? 0 : candidate * width)
      var along = 0.0
      for place in 0..<width { along += directions[own + place] * weights[first + place] }
      for place in 0..<width {
        inner[own + place] = factor * (weights[first + place] - along * directions[own + place])
      }
    }
    metric?.solveTransposed(vectors: &inner)
    return inner
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
    return values.withUnsafeMutableBufferPointer { values in
      (0..<count).map { candidate in
        let own = candidate * width
        var (square, product) = (0.0, 0.0)
        for (place, wanted) in target.enumerated() {
          square += values[own + place] * values[own + place]
          product += values[own + place] * wanted
        }
        let factor = (product < 0 ? -1 : 1) / square.squareRoot()
        for place in own..<own + width { values[place] *= factor }
        return factor
      }
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
