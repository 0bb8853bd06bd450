#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How many of so many independent trials succeed.
package struct BinomialDistribution: Hashable, Sendable {
  package let trials: Int
  package let probability: Double

  /// - Precondition: trials are not negative.
  package init(trials: Int, probability: Double) {
    precondition(trials >= 0)
    self.trials = trials
    self.probability = min(1, max(0, probability))
  }

  /// The probability of exactly so many, by Loader's saddle point expansion, "Fast and accurate computation of binomial
  /// probabilities" (2000).
  package func probability(of successes: Int) -> Double { exp(logarithm(of: successes)) }

  /// Its logarithm.
  package func logarithm(of successes: Int) -> Double {
    guard (0...trials).contains(successes) else { return -.infinity }
    let (n, k) = (Double(trials), Double(successes))
    if successes == 0 { return trials == 0 ? 0 : n * log1p(-probability) }
    if successes == trials { return n * log(probability) }
    guard probability > 0, probability < 1 else { return -.infinity }
    let rest = n - k
    return stirlingRemainder(n) - stirlingRemainder(k) - stirlingRemainder(rest)
      - deviance(n * probability, from: k) - deviance(n * (1 - probability), from: rest)
      + 0.5 * (log(n / (2 * Double.pi)) - log(k) - log(rest))
  }

  /// The probability of at least so many.
  package func survival(atLeast successes: Int) -> Double {
    guard successes > 0 else { return 1 }
    guard successes <= trials else { return 0 }
    guard probability > 0 else { return 0 }
    return BetaDistribution(Double(successes), Double(trials - successes) + 1).cumulative(probability)
  }

  /// The probability of at most so many.
  package func cumulative(atMost successes: Int) -> Double {
    guard successes >= 0 else { return 0 }
    guard successes < trials else { return 1 }
    guard probability > 0 else { return 1 }
    return BetaDistribution(Double(successes) + 1, Double(trials - successes)).survival(probability)
  }
}
