package import Numerics

/// What an attack on a gradient found.
package struct InversionFinding: Sendable {
  package var attack: String
  /// The inputs of each row; nil where nothing was recovered.
  package var recovered: [[Double]]?
  /// The labels of each row, known or found.
  package var labels: [[Double]]
  /// Whether nothing else within the inputs' ranges explains the evidence as well, as far as the search has seen.
  package var isCertified = false
  /// All different inputs that match, the best first; of a whole family, of which nothing is recovered, two.
  package var solutions: [[[Double]]] = []
  /// The mean squared difference of the values.
  package var gradientLoss: Double?
  /// Of the values' differences in units of their errors; nil for exact evidence.
  package var chiSquared: Double?
  /// Twice the negative logarithm of the likelihood, but for a constant; nil for exact evidence.
  package var deviance: Double?
  package var degreesOfFreedom: Int?
  package var pValue: Double?
  /// Of each input, at the estimate; empty for exact evidence.
  package var standardErrors: [Double] = []
  /// Of the inputs at the estimate; nil for exact evidence.
  package var covariance: RealMatrix?
  package var starts = 0
  package var startsConverged = 0
  /// Candidates that were looked at, by their gradient or by a quicker view.
  package var evaluations = 0
  /// How many points races chose their starts among.
  var looks = 0
  /// Inputs that a race led to whose gradient goes the same way, but is longer or shorter.
  var alignedInputs: [[Double]] = []
  package var identifiability: Identifiability?
  package var message = ""

  package init(attack: String, labels: [[Double]] = []) {
    self.attack = attack
    self.labels = labels
  }
}
