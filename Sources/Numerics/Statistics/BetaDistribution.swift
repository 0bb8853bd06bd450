#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The beta distribution with two shapes; shapes that are not positive give NaN.
package struct BetaDistribution: Hashable, Sendable {
  package let a: Double
  package let b: Double

  package init(_ a: Double, _ b: Double) {
    self.a = a
    self.b = b
  }

  /// The probability of at most x: the regularised incomplete beta function.
  package func cumulative(_ x: Double) -> Double { tails(x, 1 - x).lower }

  /// The probability of more than x, precise where it is small.
  package func survival(_ x: Double) -> Double { tails(x, 1 - x).upper }

  /// Where the cumulative probability reaches `probability`; NaN outside [0, 1].
  package func quantile(_ probability: Double) -> Double {
    point(Tails(lower: probability, upper: 1 - probability)).x
  }

  /// Where the survival probability falls to `probability`; NaN outside [0, 1].
  package func upperQuantile(_ probability: Double) -> Double {
    point(Tails(lower: 1 - probability, upper: probability)).x
  }

  private var isProper: Bool { a > 0 && b > 0 && a + b < .infinity }
  private var mirrored: BetaDistribution { BetaDistribution(b, a) }

  /// The tails at x = 1 - y.
  func tails(_ x: Double, _ y: Double) -> Tails {
    guard isProper, !x.isNaN, !y.isNaN else { return Tails(lower: .nan, upper: .nan) }
    guard x > 0 else { return Tails(lower: 0, upper: 1) }
    guard y > 0 else { return Tails(lower: 1, upper: 0) }
    return x <= (a + 1) / (a + b + 2) ? tailsByFraction(x, y) : mirrored.tailsByFraction(y, x).swapped
  }

  /// The continued fraction DLMF 8.17.22, which converges soon where x is not much above its mean.
  private func tailsByFraction(_ x: Double, _ y: Double) -> Tails {
    let fraction = continuedFraction(first: 1) { n in
      let m = (n / 2).rounded(.down)
      let coefficient =
        n == 2 * m
        ? m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m)) : -(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1))
      return (coefficient * x, 1)
    }
    let lower = min(1, weight(x, y) / (a * fraction))
    return Tails(lower: lower, upper: 1 - lower)
  }

  /// x^a y^b / B(a, b), written around its saddle point.
  private func weight(_ x: Double, _ y: Double) -> Double {
    let total = a + b
    let exponent =
      stirlingRemainder(total) - stirlingRemainder(a) - stirlingRemainder(b)
      - deviance(x * total, from: a) - deviance(y * total, from: b)
    return (a / total * b / (2 * Double.pi)).squareRoot() * exp(exponent)
  }

  /// The point x = 1 - y with these tails, both numbers precise where they are small.
  func point(_ tails: Tails) -> (x: Double, y: Double) {
    guard isProper, tails.lower >= 0, tails.upper >= 0 else { return (.nan, .nan) }
    let middle = self.tails(0.5, 0.5)
    let isInLowerHalf = tails.lower <= tails.upper ? tails.lower <= middle.lower : tails.upper >= middle.upper
    if isInLowerHalf { return pointInLowerHalf(tails) }
    let (y, x) = mirrored.pointInLowerHalf(tails.swapped)
    return (x, y)
  }

  private func pointInLowerHalf(_ tails: Tails) -> (x: Double, y: Double) {
    let x = tails.point(from: min(0.25, a / (a + b)), limit: 0.5) { x in
      // Up to the rounding of the middle, the point is below one half.
      (self.tails(x, 1 - x), weight(x, 1 - x) / (1 - x))
    }
    return (x, 1 - x)
  }
}
