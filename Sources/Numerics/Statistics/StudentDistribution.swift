/// Student's t distribution; degrees of freedom that are not positive give NaN.
package struct StudentDistribution: Hashable, Sendable {
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// The probability of at most t.
  package func cumulative(_ t: Double) -> Double {
    let outside = self.outside(t)
    return t < 0 ? outside / 2 : 1 - outside / 2
  }

  /// The probability of more than t, precise where it is small.
  package func survival(_ t: Double) -> Double { cumulative(-t) }

  /// Where the cumulative probability reaches `probability`; NaN outside [0, 1].
  package func quantile(_ probability: Double) -> Double {
    if probability > 0.5 { return -quantile(1 - probability) }
    guard probability > 0 else { return probability == 0 ? -.infinity : .nan }
    let (x, y) = shape.point(Tails(lower: 2 * probability, upper: 1 - 2 * probability))
    return -(degreesOfFreedom * (y / x)).squareRoot()
  }

  /// Of x = n / (n + t^2), whose lower tail is that both of t's tails together.
  private var shape: BetaDistribution { BetaDistribution(degreesOfFreedom / 2, 0.5) }

  /// The probability of a magnitude beyond that of t.
  private func outside(_ t: Double) -> Double {
    // t^2 / n, which may overflow to infinity: then x is 0.
    let ratio = t / degreesOfFreedom.squareRoot() * (t / degreesOfFreedom.squareRoot())
    return shape.tails(1 / (1 + ratio), ratio < .infinity ? ratio / (1 + ratio) : 1).lower
  }
}
