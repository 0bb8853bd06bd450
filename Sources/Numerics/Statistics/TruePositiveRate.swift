/// The share of positive cases above the threshold that a share `level` of all negative cases exceed, where the negative
/// cases at hand have to tell the threshold.
///
/// An interval for a proportion takes the threshold as given and holds the truth too rarely: with 500 negative cases
/// and a level of 1 %, Clopper and Pearson's at 95 % does so in about half of all samples. Here the threshold is drawn
/// too. How many negative cases lie above the true one is binomial whatever their distribution is, and so the true one
/// lies between two of them that are known; the positive cases above it then give a beta distribution, Jeffreys' one.
/// The interval is between quantiles of that mixture: a generalised fiducial distribution, Hannig et al., J. Am. Stat.
/// Assoc. 111 (2016) 1346. Nothing is drawn at random.
package struct TruePositiveRate: Hashable, Sendable {
  package let level: Double
  /// Of the last point of the curve whose false positive rate is not above the level.
  package let value: Double
  package let threshold: Double
  package let positives: Int
  /// How probable it is, given the cases, that so many positive ones lie above the true threshold.
  let weights: [Double]

  /// Nil of a level that is no share.
  package init?(_ curve: OperatingCurve, level: Double) {
    guard level >= 0, level <= 1 else { return nil }
    let point = curve.point(atFalsePositiveRate: level)
    self.level = level
    value = curve.truePositiveRate(point)
    threshold = point.threshold
    positives = curve.positives
    weights = Self.weights(curve, level)
  }

  /// Between quantiles of the mixture; it takes in the estimate.
  package func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
    let tail = (1 - confidence) / 2
    let lower = weights[0] >= tail && value == 0 ? 0 : quantile(tail)
    let upper = weights[positives] >= tail && value == 1 ? 1 : quantile(1 - tail)
    guard lower <= upper else { return 0...1 }
    return min(lower, value)...max(upper, value)
  }

  private func quantile(_ probability: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The mixture's probability of a rate of at most this.
  private func cumulative(_ rate: Double) -> Double {
    let (centre, size) = (rate * Double(positives), Double(positives))
    // Beyond ten deviations the beta distribution is 0 or 1.
    let reach = 10 * (centre * (1 - rate)).squareRoot() + 30
    var sum = 0.0
    for (hits, weight) in weights.enumerated() where weight > 0 {
      let hits = Double(hits)
      if hits < centre - reach {
        sum += weight
      } else if hits <= centre + reach {
        sum += weight * BetaDistribution(hits + 0.5, size - hits + 0.5).cumulative(rate)
      }
    }
    return sum
  }

  /// The true threshold lies evenly anywhere between the two negative cases next to it. Where cases of both kinds score
  /// alike, positive ones are taken as spread evenly among the negative ones.
  private static func weights(_ curve: OperatingCurve, _ level: Double) -> [Double] {
    var weights = Array(repeating: 0.0, count: curve.positives + 1)
    let binomial = BinomialDistribution(trials: curve.negatives, probability: level)
    var (above, hits) = (0, 0)
    func share(upTo next: Int) {
      let weight = binomial.probability(of: above)
      if weight > 1e-15 {
        for count in hits...next { weights[count] += weight / Double(next - hits + 1) }
      }
      hits = next
    }
    for (last, point) in zip(curve.points, curve.points.dropFirst()) {
      let ties = point.falsePositives - last.falsePositives
      let gained = Double(point.truePositives - last.truePositives)
      for tie in 0..<ties {
        share(upTo: last.truePositives + Int(gained * (Double(tie) + 0.5) / Double(ties)))
        above += 1
      }
    }
    share(upTo: curve.positives)
    return weights
  }
}
