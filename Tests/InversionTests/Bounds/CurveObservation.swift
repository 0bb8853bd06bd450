import Gradients
import Inversion
import Numerics

/// One value, a function of one input, with normal noise: what bounds can be worked out for by hand.
struct CurveObservation: Observation {
  let value: @Sendable (Double) -> Double
  let slope: @Sendable (Double) -> Double
  let deviation: Double

  var inputCount: Int { 1 }
  var batchSize: Int { 1 }
  var equationCount: Int { 1 }
  var unknownLabelCount: Int { 0 }
  var preferredBatch: Int { 16 }

  func predictions(
    of candidates: [[Double]], target: [Double], metric: ResidualMetric?, wantsJacobian: Bool
  ) throws(InversionError) -> [Prediction] {
    candidates.map { candidate in
      Prediction(
        values: [value(candidate[0])],
        jacobian: wantsJacobian
          ? RealMatrix(rows: [[slope(candidate[0])]]) : RealMatrix(rowCount: 1, columnCount: 0),
        labels: [], byLabels: RealMatrix(rowCount: 1, columnCount: 0))
    }
  }

  func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance {
    var result = Covariance(zerosOf: 1)
    result.add(variance: deviation * deviation, to: 0)
    return result
  }
}
