/// How many of so many trials succeeded, with intervals for the probability of success.
///
/// They take trials as independent of what counts as success: a true positive rate at a threshold that the negative
/// cases at hand set varies with these too, and needs the strata of `NestedSample` drawn again.
package struct Proportion: Hashable, Sendable {
  package let successes: Int
  package let trials: Int

  /// - Precondition: from 0 to `trials` successes, and trials.
  package init(successes: Int, trials: Int) {
    precondition(trials > 0 && (0...trials).contains(successes))
    self.successes = successes
    self.trials = trials
  }

  package var value: Double { Double(successes) / Double(trials) }

  /// The exact interval, which holds the probability at least as often as it says: Clopper and Pearson, Biometrika 26
  /// (1934) 404.
  package func clopperPearsonInterval(confidence: Double = 0.95) -> ClosedRange<Double> {
    let (hits, misses) = (Double(successes), Double(trials - successes))
    let tail = (1 - confidence) / 2
    let lower = successes == 0 ? 0 : BetaDistribution(hits, misses + 1).quantile(tail)
    let upper = successes == trials ? 1 : BetaDistribution(hits + 1, misses).upperQuantile(tail)
    return lower.isNaN || upper.isNaN ? 0...1 : min(lower, value)...max(upper, value)
  }

  /// The interval that holds the probability about as often as it says, for plots and tables: Wilson, J. Am. Stat.
  /// Assoc. 22 (1927) 209.
  package func wilsonInterval(confidence: Double = 0.95) -> ClosedRange<Double> {
    let z = -NormalDistribution.quantile((1 - confidence) / 2)
    let n = Double(trials)
    let share = z * z / n
    guard share.isFinite else { return 0...1 }
    let middle = (value + share / 2) / (1 + share)
    let reach = z.magnitude / (1 + share) * (value * (1 - value) / n + share / (4 * n)).squareRoot()
    return max(0, min(value, middle - reach))...min(1, max(value, middle + reach))
  }
}
