package import Gradients
package import Numerics

/// What an attacker expects to see, as a function of what he does not know: the inputs of all rows, one row after the
/// other, and the labels where those are hidden.
package protocol Observation: Sendable {
  var inputCount: Int { get }
  var batchSize: Int { get }
  /// How many values are seen.
  var equationCount: Int { get }
  /// How many numbers of labels are unknown; the expected values are linear in them.
  var unknownLabelCount: Int { get }
  /// How many candidates one call takes best.
  var preferredBatch: Int { get }
  /// How many threads it may take.
  var threadCount: Int { get }
  /// About how much of the largest expected value rounding takes.
  var relativeRounding: Double { get }

  /// What is expected of each candidate. Unknown labels are those that come closest to the target in the
  /// metric, in the plain one where there is none.
  func predictions(
    of candidates: [[Double]], target: [Double], metric: ResidualMetric?, wantsJacobian: Bool
  ) throws(InversionError) -> [Prediction]

  /// The values of candidates, one after the other as these are, in the plain metric: all that a look needs to know.
  func values(at inputs: [Double], target: [Double]) throws(InversionError) -> [Double]

  /// For each candidate the derivative by its inputs of its values, summed with weights of its own, which stand one
  /// candidate's after the other's; labels are those that come closest to the target.
  func products(
    of candidates: [[Double]], with weights: [Double], target: [Double]
  ) throws(InversionError) -> [[Double]]

  /// How far each candidate is from the target and where that falls fastest, in the plain metric.
  func slopes(of candidates: [[Double]], target: [Double]) throws(InversionError) -> Slopes

  /// Quick views of how far values like the target go along weights of theirs: one, or where it is not known on which side
  /// of their labels the means are, one for each; with how likely that is, the likelier first. None where there is no
  /// quicker way. Points at random tell what values are like.
  func forms(
    along weights: [Double], target: [Double], seenAt inputs: [Double]
  ) throws(InversionError) -> [(form: GradientForm, share: Double)]

  /// Of the values' errors, at a candidate with its labels; zero where they are exact.
  func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance

  /// Whether a client with these rows could have shared something like what was seen, apart from how near it comes.
  func admits(_ candidate: [Double], labels: [Double]) throws(InversionError) -> Bool

  /// The same to about seven digits and in half the time, on one thread; nil where there is no such way.
  func coarse() throws(InversionError) -> (any Observation)?
}

extension Observation {
  package var unknownInputs: Int { batchSize * inputCount }
  package var threadCount: Int { 1 }
  package var relativeRounding: Double { 2e-16 }
  package func admits(_ candidate: [Double], labels: [Double]) throws(InversionError) -> Bool { true }
  package func coarse() throws(InversionError) -> (any Observation)? { nil }

  package func forms(
    along weights: [Double], target: [Double], seenAt inputs: [Double]
  ) throws(InversionError) -> [(form: GradientForm, share: Double)] { [] }

  package func values(at inputs: [Double], target: [Double]) throws(InversionError) -> [Double] {
    try predictedValues(at: inputs, target: target)
  }

  func values(of candidates: [[Double]], target: [Double]) throws(InversionError) -> [Double] {
    try values(at: candidates.flatMap(\.self), target: target)
  }

  package func products(
    of candidates: [[Double]], with weights: [Double], target: [Double]
  ) throws(InversionError) -> [[Double]] {
    try predictedProducts(of: candidates, with: weights, target: target)
  }

  /// Candidates that stand one after the other, each for itself.
  func candidates(_ inputs: [Double]) -> [[Double]] {
    stride(from: 0, to: inputs.count, by: max(1, unknownInputs)).map { Array(inputs[$0..<$0 + unknownInputs]) }
  }

  func predictedValues(at inputs: [Double], target: [Double]) throws(InversionError) -> [Double] {
    try predictions(of: candidates(inputs), target: target, metric: nil, wantsJacobian: false).flatMap(\.values)
  }

  func predictedProducts(
    of candidates: [[Double]], with weights: [Double], target: [Double]
  ) throws(InversionError) -> [[Double]] {
    let found = try predictions(of: candidates, target: target, metric: nil, wantsJacobian: true)
    return found.enumerated().map { candidate, prediction in
      prediction.jacobian.transposedProduct(Array(weights[candidate * target.count..<(candidate + 1) * target.count]))
    }
  }

  package func slopes(of candidates: [[Double]], target: [Double]) throws(InversionError) -> Slopes {
    let values = try values(of: candidates, target: target)
    let residuals = values.enumerated().map { place, value in target[place % target.count] - value }
    let products = try products(of: candidates, with: residuals, target: target)
    return Slopes(
      costs: candidates.indices.map {
        residuals[$0 * target.count..<($0 + 1) * target.count].reduce(0) { $0 + $1 * $1 }
      }, falls: products.flatMap(\.self))
  }

  /// How what is expected of candidates, which stand one after the other, lies to the target.
  package func overlaps(at inputs: [Double], target: [Double]) throws(InversionError) -> [Overlap] {
    let (values, width) = (try values(at: inputs, target: target), target.count)
    return (0..<inputs.count / max(1, unknownInputs)).map {
      Overlap(of: values[$0 * width..<($0 + 1) * width], with: target)
    }
  }
}

/// Around some candidates.
package struct Slopes: Sendable {
  /// Squared lengths of the residuals r.
  package var costs: [Double] = []
  /// J^T r for the values' derivatives J by the inputs, one candidate's after the other's: half of the cost falls so fast
  /// along each.
  package var falls: [Double] = []
}

/// Of values with a target.
package struct Overlap: Sendable {
  /// Squared length of the values.
  package var square = 0.0
  /// Values times target.
  package var product = 0.0

  init(of values: ArraySlice<Double>, with target: [Double]) {
    values.withUnsafeBufferPointer { values in
      for (place, wanted) in target.enumerated() {
        square += values[place] * values[place]
        product += values[place] * wanted
      }
    }
  }
}

/// The values that a candidate would show.
package struct Prediction: Sendable {
  package var values: [Double]
  /// By the inputs, a row for each value; empty where it is not wanted.
  package var jacobian: RealMatrix
  /// The labels that belong to it, all rows' one after the other.
  package var labels: [Double]
  /// By the unknown labels, a row for each value; without columns where they are known.
  package var byLabels: RealMatrix

  /// Of nothing at all.
  static let none = Prediction(
    values: [], jacobian: RealMatrix(rowCount: 0, columnCount: 0), labels: [],
    byLabels: RealMatrix(rowCount: 0, columnCount: 0))

  package init(values: [Double], jacobian: RealMatrix, labels: [Double], byLabels: RealMatrix) {
    self.values = values
    self.jacobian = jacobian
    self.labels = labels
    self.byLabels = byLabels
  }

  /// The labels for which the values, linear in them, come closest to the target; this is the prediction for labels of
  /// 0.
  func labels(closestTo target: [Double], in metric: ResidualMetric?) -> [Double] {
    var (right, columns) = (zip(target, values).map { $0 - $1 }, byLabels)
    if let metric { (right, columns) = (metric.whitened(right), metric.whitened(columns)) }
    return SingularValues(columns)?.leastSquares(right) ?? labels
  }
}
