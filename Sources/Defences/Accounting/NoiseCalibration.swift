#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
package import Models

/// How much noise a training needs to protect its rows as wanted.
package struct NoiseCalibration: Sendable {
  package let rate: Double
  package let stepCount: Int
  package let accountant: AccountantName
  package let accuracy: LossAccountant.Accuracy

  package init(
    rate: Double, stepCount: Int, accountant: AccountantName,
    accuracy: LossAccountant.Accuracy = LossAccountant.Accuracy()
  ) throws(DefenceError) {
    guard accountant.isGuarantee else {
      throw .misuse(
        "gdp only estimates epsilon, and can say too little", help: "let rdp or prv choose the noise")
    }
    (self.rate, self.stepCount, self.accountant, self.accuracy) = (rate, stepCount, accountant, accuracy)
  }

  package func history(noiseMultiplier: Double) -> MechanismHistory {
    MechanismHistory([
      MechanismStep(.subsampledGaussian(rate: rate, noiseMultiplier: noiseMultiplier), count: stepCount)
    ])
  }

  package func epsilon(noiseMultiplier: Double, at delta: Double) throws(DefenceError) -> Double {
    try epsilon(noiseMultiplier, delta, accountant)
  }

  private func epsilon(_ noise: Double, _ delta: Double, _ accountant: AccountantName) throws(DefenceError) -> Double {
    let history = history(noiseMultiplier: noise)
    return accountant == .prv
      ? try LossAccountant(history, accuracy: accuracy).epsilon(at: delta).epsilon
      : try RenyiAccountant(history).epsilon(at: delta).epsilon
  }

  private static let range = 1e-2...1e6
  /// Noise multipliers have four decimals, so that they can be typed again.
  private static let grainsOfOne = 1e4

  /// The least noise multiplier, to a ten thousandth or 0.2 % of epsilon, with which epsilon is not above its target;
  /// the accountant is the one that reports it.
  package func noiseMultiplier(for target: Double, at delta: Double) throws(DefenceError) -> Double {
    try DefenceError.checkDelta(delta)
    guard target > 0, target.isFinite else {
      throw .misuse("the target epsilon is \(target)", help: "epsilon is positive, such as 3")
    }
    guard rate >= 0, rate <= 1, stepCount >= 0 else {
      throw .misuse("the sampling rate is \(rate), and there are \(stepCount) steps", help: "rates are from 0 to 1")
    }
    var (low, high) = (1.0, 1.0)
    while try epsilon(high, delta, .rdp) > target {
      (low, high) = (high, 2 * high)
      guard high <= Self.range.upperBound else {
        throw .misuse(
          "no noise makes epsilon \(target) of \(stepCount) steps at delta \(delta)",
          help: "ask for a greater epsilon or delta, fewer epochs or smaller batches")
      }
    }
    while low > Self.range.lowerBound, try epsilon(low, delta, .rdp) <= target {
      (low, high) = (low / 2, low)
    }
    let renyi = try bisected(low, high, target, delta, .rdp)
    guard accountant == .prv else { return renyi }
    return try bisected(max(Self.range.lowerBound, 0.6 * renyi), renyi, target, delta, .prv)
  }

  /// - Precondition: at `high` epsilon is not above its target.
  private func bisected(
    _ low: Double, _ high: Double, _ target: Double, _ delta: Double, _ accountant: AccountantName
  ) throws(DefenceError) -> Double {
    var (low, high) = (low, Self.rounded(high))
    while high - low > 1 / Self.grainsOfOne {
      let middle = Self.rounded((low * high).squareRoot())
      guard middle < high, middle > low else { break }
      let found = try epsilon(middle, delta, accountant)
      if found > target {
        low = middle
      } else {
        high = middle
        if found >= 0.998 * target { break }
      }
    }
    return high
  }

  private static func rounded(_ noise: Double) -> Double { (noise * grainsOfOne).rounded(.up) / grainsOfOne }
}
