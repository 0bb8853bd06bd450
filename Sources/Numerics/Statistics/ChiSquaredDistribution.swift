#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The distribution of the sum of squares of so many standard normal numbers. Degrees of freedom that are not positive
/// give NaN.
package struct ChiSquaredDistribution: Hashable, Sendable {
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// The probability of at most x.
  package func cumulative(_ x: Double) -> Double { incompleteGamma(degreesOfFreedom / 2, x / 2).lower }

  /// The probability of more than x, precise where it is small: the p-value of x.
  package func survival(_ x: Double) -> Double { incompleteGamma(degreesOfFreedom / 2, x / 2).upper }

  /// Where the cumulative probability reaches `probability`; NaN outside [0, 1].
  package func quantile(_ probability: Double) -> Double {
    let a = degreesOfFreedom / 2
    guard a > 0, a < .infinity, (0...1).contains(probability) else { return .nan }
    guard probability > 0, probability < 1 else { return probability == 0 ? 0 : .infinity }
    // Wilson and Hilferty: the cube root is nearly normal.
    let root = 1 - 1 / (9 * a) + NormalDistribution.quantile(probability) / (9 * a).squareRoot()
    let start = root > 0.1 ? a * root * root * root : 1e-3 * a
    return 2
      * Tails(lower: probability, upper: 1 - probability).point(from: start) { x in
        (incompleteGamma(a, x), gammaWeight(a, x))
      }
  }
}

/// x^a e^-x / Gamma(a), written around its saddle point.
private func gammaWeight(_ a: Double, _ x: Double) -> Double {
  (a / (2 * Double.pi)).squareRoot() * exp(-deviance(x, from: a) - stirlingRemainder(a))
}

/// The regularised incomplete gamma functions P(a, x) and Q(a, x): the series DLMF 8.11.4 and the continued fraction
/// 8.9.2.
func incompleteGamma(_ a: Double, _ x: Double) -> Tails {
  guard a > 0, a < .infinity, !x.isNaN else { return Tails(lower: .nan, upper: .nan) }
  guard x > 0 else { return Tails(lower: 0, upper: 1) }
  guard x < .infinity else { return Tails(lower: 1, upper: 0) }
  let weight = gammaWeight(a, x)
  guard x < a + 1 else {
    let fraction = continuedFraction(first: x + 1 - a) { n in (-n * (n - a), x + 2 * n + 1 - a) }
    let upper = min(1, weight / fraction)
    return Tails(lower: 1 - upper, upper: upper)
  }
  var term = 1 / a
  var sum = term
  var n = a
  while term > sum * 0x1p-54 {
    n += 1
    term *= x / n
    sum += term
  }
  let lower = min(1, weight * sum)
  return Tails(lower: lower, upper: 1 - lower)
}
