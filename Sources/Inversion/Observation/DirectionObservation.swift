internal import Gradients
internal import Numerics

/// The direction of what another observation shows, whatever its length and sign.
///
/// How far the means are from the labels is a factor of the whole gradient. Where the target is small, all inputs whose
/// means come near the labels explain its length; their directions tell them apart.
struct DirectionObservation: Observation {
  let base: any Observation

  var inputCount: Int { base.inputCount }
  var batchSize: Int { base.batchSize }
  var equationCount: Int { base.equationCount }
  var unknownLabelCount: Int { base.unknownLabelCount }
  var preferredBatch: Int { base.preferredBatch }
  var threadCount: Int { base.threadCount }
  var relativeRounding: Double { base.relativeRounding }

  /// Of length 1, on the side of the target. Labels count as known.
  func predictions(
    of candidates: [[Double]], target: [Double], metric: ResidualMetric?, wantsJacobian: Bool
  ) throws(InversionError) -> [Prediction] {
    var found = try base.predictions(of: candidates, target: target, metric: metric, wantsJacobian: wantsJacobian)
    for place in found.indices { Self.normalise(&found[place], target) }
    return found
  }

  func overlaps(of candidates: [[Double]], target: [Double]) throws(InversionError) -> [Overlap] {
    try base.overlaps(of: candidates, target: target).map { overlap in
      Overlap(square: 1, product: overlap.product.magnitude / overlap.square.squareRoot())
    }
  }

  func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance {
    Covariance(zerosOf: equationCount)
  }

  /// Of values p with derivatives J, p / |p| and (1 - p p^T / |p|^2) J / |p|.
  private static func normalise(_ prediction: inout Prediction, _ target: [Double]) {
    let squares = prediction.values.reduce(0) { $0 + $1 * $1 }
    let product = zip(prediction.values, target).reduce(0) { $0 + $1.0 * $1.1 }
    let factor = (product < 0 ? -1 : 1) / squares.squareRoot()
    for place in prediction.values.indices { prediction.values[place] *= factor }
    let along = prediction.jacobian.transposedProduct(prediction.values)
    let width = prediction.jacobian.columnCount
    for row in 0..<prediction.jacobian.rowCount {
      let value = prediction.values[row]
      for column in 0..<width {
        let place = row * width + column
        prediction.jacobian.elements[place] = factor * (prediction.jacobian.elements[place] - value * along[column])
      }
    }
  }
}
