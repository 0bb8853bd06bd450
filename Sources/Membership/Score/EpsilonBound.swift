#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
package import Numerics

/// How large the epsilon of a training's differential privacy must at least be, with so much confidence, for an attack
/// to tell members so well: every (epsilon, delta)-private training has TPR <= e^epsilon FPR + delta, and as much for
/// the complements (Kairouz, Oh and Viswanath, arXiv:1311.0776).
///
/// The threshold and the direction are chosen on one half of the examples and judged on the other, so that Clopper and
/// Pearson's bounds hold; each has half of what confidence leaves. Examples have to be independent of each other, such
/// as of one model each, or canaries; for examples of one training see `OneRunAudit`.
package struct EpsilonBound: Hashable, Sendable {
  package enum Direction: Hashable, Sendable, CaseIterable {
    /// Members that score at least the threshold against others that do.
    case above
    /// Others that score less than the threshold against members that do.
    case below
  }

  /// Of thresholds that are compared: their bounds hardly differ from one to the next.
  private static let mostThresholds = 64

  /// At least 0.
  package let value: Double
  package let threshold: Double
  package let direction: Direction
  /// A bound from below, on the half that judged: of members above, or of others below the threshold.
  package let hitRate: Double
  /// A bound from above: of the wrong ones on that side.
  package let errorRate: Double

  /// Nil where a half has no members or no others.
  package init?(
    members: [Double], others: [Double], delta: Double = 0, confidence: Double = 0.95, stream: RandomStream
  ) {
    var stream = stream
    let (members, others) = (Self.halves(members, &stream), Self.halves(others, &stream))
    guard let choosing = OperatingCurve(positives: members.0, negatives: others.0),
      OperatingCurve(positives: members.1, negatives: others.1) != nil
    else { return nil }
    var best: (bound: Double, threshold: Double, direction: Direction)?
    let step = max(1, choosing.points.count / Self.mostThresholds)
    for place in stride(from: 1, to: choosing.points.count, by: step) {
      let point = choosing.points[place]
      for direction in Direction.allCases {
        let counts =
          direction == .above
          ? (point.truePositives, point.falsePositives)
          : (choosing.negatives - point.falsePositives, choosing.positives - point.truePositives)
        let sizes =
          direction == .above
          ? (choosing.positives, choosing.negatives) : (choosing.negatives, choosing.positives)
        let bound = Self.rates(hits: counts.0, of: sizes.0, errors: counts.1, of: sizes.1, confidence)
        let value = Self.epsilon(bound, delta)
        if best.map({ value > $0.bound }) ?? true { best = (value, point.threshold, direction) }
      }
    }
    guard let best else { return nil }
    (threshold, direction) = (best.threshold, best.direction)
    let isAbove = best.direction == .above
    let (own, wrong) = isAbove ? (members.1, others.1) : (others.1, members.1)
    func count(_ scores: [Double]) -> Int { scores.count { ($0 >= best.threshold) == isAbove } }
    let rates = Self.rates(hits: count(own), of: own.count, errors: count(wrong), of: wrong.count, confidence)
    (hitRate, errorRate) = rates
    value = max(0, Self.epsilon(rates, delta))
  }

  private static func rates(
    hits: Int, of total: Int, errors: Int, of others: Int, _ confidence: Double
  ) -> (hit: Double, error: Double) {
    (
      Proportion(successes: hits, trials: total).clopperPearsonInterval(confidence: confidence).lowerBound,
      Proportion(successes: errors, trials: others).clopperPearsonInterval(confidence: confidence).upperBound
    )
  }

  private static func epsilon(_ rates: (hit: Double, error: Double), _ delta: Double) -> Double {
    let hit = rates.hit - delta
    return hit > 0 && rates.error > 0 ? log(hit / rates.error) : -.infinity
  }

  /// Two random halves.
  private static func halves(_ scores: [Double], _ stream: inout RandomStream) -> ([Double], [Double]) {
    var scores = scores
    for place in stride(from: scores.count - 1, to: 0, by: -1) {
      scores.swapAt(place, Int(stream.uniform() * Double(place + 1)))
    }
    let half = scores.count / 2
    return (Array(scores[..<half]), Array(scores[half...]))
  }
}
