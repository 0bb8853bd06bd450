#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The standard normal distribution.
package enum NormalDistribution {
  /// The probability of at most x.
  package static func cumulative(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  /// The probability of more than x, precise where it is small.
  package static func survival(_ x: Double) -> Double { cumulative(-x) }

  /// The natural logarithm of the probability of at most x, also where that is less than the least number.
  package static func logarithmOfCumulative(_ x: Double) -> Double {
    guard x < -30 else { return x < 5 ? log(cumulative(x)) : log1p(-survival(x)) }
    // The asymptotic series DLMF 7.12.1; its next term is below 1e-11 here.
    let square = 1 / (x * x)
    let series = 1 - square * (1 - square * (3 - square * (15 - square * 105)))
    return -x * x / 2 - log(-x * (2 * Double.pi).squareRoot()) + log(series)
  }

  /// Where the cumulative probability reaches `probability`; NaN outside [0, 1].
  package static func quantile(_ probability: Double) -> Double {
    guard probability > 0, probability < 1 else {
      return probability == 0 ? -.infinity : probability == 1 ? .infinity : .nan
    }
    if probability > 0.5 { return -quantile(1 - probability) }
    // Abramowitz and Stegun 26.2.23, off by at most 4.5e-4.
    let t = (-2 * log(probability)).squareRoot()
    var x =
      (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
    // Halley's steps triple the digits each.
    for _ in 0..<3 {
      // Near the middle the distance from it is what has to be precise.
      let excess =
        probability > 0.25 ? erf(x / 2.0.squareRoot()) / 2 - (probability - 0.5) : cumulative(x) - probability
      let quarter = exp(x * x / 4)
      let shift = excess * (2 * Double.pi).squareRoot() * quarter * quarter
      guard shift.isFinite else { break }
      x -= shift / (1 + x * shift / 2)
    }
    return x
  }
}
