internal import Numerics

/// What so many examples could have shown: how far from chance an attack has to be to be seen, so that "no better than
/// chance" says how much leakage it leaves open.
package struct MembershipPower: Hashable, Sendable {
  /// The least area that a test of 5 % sees four times in five.
  package let detectableArea: Double
  /// The least difference of true and false positive rate, at a threshold fixed beforehand, that is seen as often.
  package let detectableAdvantage: Double

  /// - Precondition: members and others.
  package init(members: Int, others: Int, level: Double = 0.05, power: Double = 0.8) {
    precondition(members > 0 && others > 0)
    let (m, n) = (Double(members), Double(others))
    let distance = -NormalDistribution.quantile(level / 2) + NormalDistribution.quantile(power)
    // The variance of Mann and Whitney's statistic at chance, and the most that of two shares can be.
    detectableArea = min(1, 0.5 + distance * ((m + n + 1) / (12 * m * n)).squareRoot())
    detectableAdvantage = min(1, distance * (0.25 / m + 0.25 / n).squareRoot())
  }
}
