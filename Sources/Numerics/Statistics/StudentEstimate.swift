/// A number measured with a standard error, both finite: its distance from the truth, in standard errors, has Student's
/// distribution, or the normal one where the degrees of freedom are infinite.
package struct StudentEstimate: Hashable, Sendable {
  package let value: Double
  package let standardError: Double
  package let degreesOfFreedom: Double

  /// Nil where a number is not finite, the standard error is negative, or the degrees of freedom are not positive.
  package init?(value: Double, standardError: Double, degreesOfFreedom: Double = .infinity) {
    guard value.isFinite, standardError.isFinite, standardError >= 0, degreesOfFreedom > 0 else { return nil }
    self.value = value
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The expected value; nil of fewer than two numbers.
  package init?(meanOf values: [Double]) {
    let mean = RunningMean(values)
    self.init(value: mean.mean, standardError: mean.standardError, degreesOfFreedom: Double(values.count - 1))
  }

  /// How much greater the first number of a pair is on average; nil where the samples differ in length or have fewer
  /// than two numbers.
  package init?(pairedDifference first: [Double], _ second: [Double]) {
    guard first.count == second.count else { return nil }
    self.init(meanOf: zip(first, second).map { $0 - $1 })
  }

  /// How much greater the first sample's expected value is, whatever the variances: Welch, Biometrika 34 (1947) 28. Nil
  /// where a sample has fewer than two numbers.
  package init?(welchDifference first: [Double], _ second: [Double]) {
    let (left, right) = (RunningMean(first), RunningMean(second))
    let (leftShare, rightShare) = (left.variance / Double(left.count), right.variance / Double(right.count))
    let (leftFreedom, rightFreedom) = (Double(left.count - 1), Double(right.count - 1))
    let variance = leftShare + rightShare
    let (leftWeight, rightWeight) = (leftShare / variance, rightShare / variance)
    let freedom = 1 / (leftWeight * leftWeight / leftFreedom + rightWeight * rightWeight / rightFreedom)
    self.init(
      value: left.mean - right.mean, standardError: variance.squareRoot(),
      degreesOfFreedom: variance == 0 ? leftFreedom + rightFreedom : freedom)
  }

  /// How much greater the first sample's expected value is, if both have one variance (Student's two-sample form). Nil
  /// where a sample is empty, or both have one number.
  package init?(pooledDifference first: [Double], _ second: [Double]) {
    let (left, right) = (RunningMean(first), RunningMean(second))
    let freedom = Double(left.count + right.count - 2)
    let squares = left.squares + right.squares
    let inverses = 1 / Double(left.count) + 1 / Double(right.count)
    self.init(
      value: left.mean - right.mean, standardError: (squares / freedom * inverses).squareRoot(),
      degreesOfFreedom: freedom)
  }

  /// Nil of a confidence that is no probability.
  package func interval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    let tail = (1 - confidence) / 2
    let quantile =
      degreesOfFreedom == .infinity
      ? NormalDistribution.quantile(tail) : StudentDistribution(degreesOfFreedom: degreesOfFreedom).quantile(tail)
    let reach = -quantile * standardError
    return reach >= 0 ? (value - reach)...(value + reach) : nil
  }

  /// How probable an estimate at least as far from `null`, to either side, is where that is the truth; NaN without a
  /// standard error, which is numbers that show no spread.
  package func pValue(null: Double = 0) -> Double { 2 * tail(beyond: (value - null).magnitude) }

  /// How probable it is that an estimate exceeds the truth by more than `distance`; NaN without a standard error.
  func tail(beyond distance: Double) -> Double {
    guard standardError > 0 else { return .nan }
    let ratio = distance / standardError
    return degreesOfFreedom == .infinity
      ? NormalDistribution.survival(ratio) : StudentDistribution(degreesOfFreedom: degreesOfFreedom).survival(ratio)
  }
}
