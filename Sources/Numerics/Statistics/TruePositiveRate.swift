#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The share of positive cases above the threshold that a share `level` of all negative cases exceed, where the
/// negative cases at hand have to tell the threshold.
///
/// An interval for a proportion takes the threshold as given and holds the truth too rarely: with 500 negative cases
/// and a level of 1 %, Clopper and Pearson's at 95 % does so in about half of all samples. Here the threshold is drawn
/// too. How many negative cases lie above the true one is binomial whatever their distribution is, and so the true one
/// lies between two of them that are known, as far from either as spacings of uniform numbers say; the positive cases
/// above it then give a beta distribution. The interval is between quantiles of that mixture: a generalised fiducial
/// distribution, Hannig et al., J. Am. Stat. Assoc. 111 (2016) 1346. Nothing is drawn at random.
package struct TruePositiveRate: Hashable, Sendable {
  package let level: Double
  /// Of the last point of the curve whose false positive rate is not above the level.
  package let value: Double
  package let threshold: Double
  package let positives: Int
  /// How probable it is, given the cases, that so many halves of positive ones lie above the true threshold.
  private let weights: [Double]

  /// Added to both shapes of the beta distribution: half of what Jeffreys' prior adds, by which intervals of few cases
  /// hold the truth neither too rarely nor much too often.
  private static let prior = 0.25

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
    let upper = weights[2 * positives] >= tail && value == 1 ? 1 : quantile(1 - tail)
    guard lower <= upper else { return 0...1 }
    return min(lower, value)...max(upper, value)
  }

  private func quantile(_ probability: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<26 {
      let middle = (low + high) / 2
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The mixture's probability of a rate of at most this: whole numbers of cases, then those with a half.
  private func cumulative(_ rate: Double) -> Double { share(of: 0, rate) + share(of: 1, rate) }

  /// Of every second weight. The distribution function of each differs from the one before by a term of the binomial
  /// sum: DLMF 8.17.20.
  private func share(of parity: Int, _ rate: Double) -> Double {
    let (centre, size) = (rate * Double(positives), Double(positives))
    // Beyond seven deviations the beta distribution is 0 or 1.
    let reach = 7 * (centre * (1 - rate)).squareRoot() + 10
    var sum = 0.0
    var chain: (tail: Double, term: Double)?
    for halves in stride(from: parity, to: weights.count, by: 2) {
      let hits = Double(halves) / 2
      if hits > centre + reach { break }
      guard hits >= centre - reach else {
        sum += weights[halves]
        continue
      }
      let (a, b) = (hits + Self.prior, size - hits + Self.prior)
      let (tail, term) = chain ?? Self.start(a, b, rate)
      sum += weights[halves] * tail
      let growth: Double = (b - 1) / (a + 1) * (rate / (1 - rate))
      chain = (max(0, tail - term), term * growth)
    }
    return sum
  }

  /// The distribution function of a beta distribution, and what it loses with one case more.
  private static func start(_ a: Double, _ b: Double, _ rate: Double) -> (tail: Double, term: Double) {
    let choices: Double = lgamma(a + b) - lgamma(a + 1) - lgamma(b)
    let power: Double = a * log(rate) + (b - 1) * log1p(-rate)
    return (BetaDistribution(a, b).cumulative(rate), exp(choices + power))
  }

  /// Where cases of both kinds score alike, positive ones are taken as spread evenly among the negative ones.
  private static func weights(_ curve: OperatingCurve, _ level: Double) -> [Double] {
    var weights = Array(repeating: 0.0, count: 2 * curve.positives + 1)
    let binomial = BinomialDistribution(trials: curve.negatives, probability: level)
    var (above, hits) = (0, 0)
    func share(upTo next: Int) {
      let weight = binomial.probability(of: above)
      // So little is lost in the quantiles of any interval.
      if weight > 1e-8 {
        let place = ThresholdPlace(above: above, expected: Double(curve.negatives) * level)
        let cells = next - hits
        if cells == 0 { weights[2 * hits] += weight }
        var before = 0.0
        for cell in 0..<cells {
          let upTo = cell + 1 == cells ? 1 : place.cumulative(Double(cell + 1) / Double(cells))
          weights[2 * (hits + cell) + 1] += weight * (upTo - before)
          before = upTo
        }
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

/// Where the true threshold lies between the two negative cases next to it, as a share of the way from the higher one,
/// given how many are above. False positive rates of those cases are uniform numbers, of which `above` are below the
/// level and the next one is an exponential spacing beyond it.
private struct ThresholdPlace {
  /// How far below the level the last of the numbers below it is, in units of the mean spacing, at even quantiles.
  private let distances: [Double]

  init(above: Int, expected: Double) {
    let nodes = 24
    distances =
      above == 0
      ? [expected]
      : (0..<nodes).map { expected * (1 - pow((Double($0) + 0.5) / Double(nodes), 1 / Double(above))) }
  }

  /// The probability of at most a share: that the spacing beyond is long enough.
  func cumulative(_ share: Double) -> Double {
    guard share > 0 else { return 0 }
    let odds = (1 - share) / share
    return distances.reduce(0) { $0 + exp(-$1 * odds) } / Double(distances.count)
  }
}
