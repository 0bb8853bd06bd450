#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How well two binomial distributions of equally many trials can be told apart.
package enum BinomialDistance {
  /// The greatest difference of the probabilities of any event, from 0 to 1: the advantage of the best test between
  /// the two over guessing.
  ///
  /// The likelihood ratio rises with the count, so that the best event is one of all counts above a threshold.
  package static func totalVariation(_ first: Double, _ second: Double, shots: Int) -> Double {
    let (low, high) = (min(max(min(first, second), 0), 1), max(min(max(first, second), 1), 0))
    guard high > low, shots > 0 else { return 0 }
    guard low > 0, high < 1 else {
      let count = Double(shots)
      guard low > 0 else { return 1 - (high < 1 ? pow(1 - high, count) : 0) }
      return 1 - pow(low, count)
    }
    let (rise, fall) = (log(high / low), log1p(-low) - log1p(-high))
    let threshold = (Double(shots) * fall / (rise + fall)).rounded(.down)
    let places = (threshold + 1, Double(shots) - threshold)
    return BetaDistribution(places.0, places.1).cumulative(high) - BetaDistribution(places.0, places.1).cumulative(low)
  }
}
