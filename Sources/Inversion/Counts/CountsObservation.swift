internal import Gradients
internal import Numerics

/// Twice the roots of what every outcome is expected to come: their errors are about 1, whatever the probability, so that
/// plain least squares weighs them well enough to lead to where the likelihood is greatest.
struct CountsObservation: Observation {
  let model: CountsModel
  let inputCount: Int
  /// Of each circuit.
  let shots: [Int]

  var batchSize: Int { 1 }
  var equationCount: Int { shots.count << outcomeBits }
  var unknownLabelCount: Int { 0 }
  var preferredBatch: Int { 16 }
  let outcomeBits: Int
  /// In place of the roots: probabilities, which are linear in the circuits' states.
  var showsProbabilities = false

  /// So that a derivative is finite where an outcome never comes.
  private static let leastExpected = 0.01

  func predictions(
    of candidates: [[Double]], target: [Double], metric: ResidualMetric?, wantsJacobian: Bool
  ) throws(InversionError) -> [Prediction] {
    try candidates.map { (candidate) throws(InversionError) in
      let found = try model.outcomes(at: candidate, wantsSlopes: wantsJacobian)
      guard !showsProbabilities else {
        return Prediction(
          values: found.probabilities, jacobian: RealMatrix(rowCount: 0, columnCount: 0), labels: [],
          byLabels: RealMatrix(rowCount: 0, columnCount: 0))
      }
      let shots = shots.flatMap { Array(repeating: Double($0), count: 1 << outcomeBits) }
      var jacobian = RealMatrix(
        rowCount: wantsJacobian ? equationCount : 0, columnCount: wantsJacobian ? inputCount : 0)
      for (input, slopes) in found.slopes.enumerated() {
        for (place, slope) in slopes.enumerated() {
          let expected = max(Self.leastExpected, shots[place] * found.probabilities[place])
          jacobian[place, input] = shots[place] * slope / expected.squareRoot()
        }
      }
      return Prediction(
        values: zip(shots, found.probabilities).map { 2 * ($0 * $1).squareRoot() }, jacobian: jacobian, labels: [],
        byLabels: RealMatrix(rowCount: wantsJacobian ? equationCount : 0, columnCount: 0))
    }
  }

  func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance {
    Covariance(zerosOf: equationCount)
  }
}
