#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The area under the receiver operating characteristic: how often a positive case scores higher than a negative one,
/// ties counting one half.
///
/// Its variance is that of DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988) 837, in time n log n as Sun and Xu,
/// IEEE Signal Processing Letters 21 (2014) 1389: the variance of the positive cases' placements among the negative
/// ones over their number, and the other way round. It takes cases as independent: of cases that share a model,
/// `NestedSample` draws the models.
package struct AreaUnderCurve: Hashable, Sendable {
  package let value: Double
  /// Of each positive case, the share of negative ones that it scores higher than.
  private let positivePlacements: [Double]
  /// Of each negative case, the share of positive ones that score higher.
  private let negativePlacements: [Double]

  /// Nil where there are no positive or no negative cases, or where a score is no number.
  package init?(positives: [Double], negatives: [Double]) {
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    guard !positives.contains(where: \.isNaN), !negatives.contains(where: \.isNaN) else { return nil }
    positivePlacements = Self.placements(of: positives, among: negatives)
    negativePlacements = Self.placements(of: negatives, among: positives).map { 1 - $0 }
    value = positivePlacements.reduce(0, +) / Double(positives.count)
  }

  /// DeLong's variance of the area; NaN of fewer than two positive or negative cases.
  package var variance: Double { Self.variance(positivePlacements, negativePlacements) }

  /// DeLong's interval, within 0 and 1; nil where the variance is none, or nought, as where scores separate the cases
  /// altogether: then it says nothing about the area.
  package func interval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    guard variance > 0 else { return nil }
    let estimate = StudentEstimate(value: value, standardError: variance.squareRoot())
    guard let interval = estimate?.interval(confidence: confidence) else { return nil }
    return interval.clamped(to: 0...1)
  }

  /// DeLong's interval on the scale of the logit, which holds a large area more often with few cases; nil as
  /// `interval`.
  package func logitInterval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    guard variance > 0, value > 0, value < 1 else { return nil }
    let error = variance.squareRoot() / (value * (1 - value))
    guard let estimate = StudentEstimate(value: log(value / (1 - value)), standardError: error),
      let interval = estimate.interval(confidence: confidence)
    else { return nil }
    return (1 / (1 + exp(-interval.lowerBound)))...(1 / (1 + exp(-interval.upperBound)))
  }

  /// This area less another that other scores give the same cases, in the same order; nil where cases differ in number
  /// or the variance is none or nought, as where both separate the cases altogether.
  package func pairedDifference(from other: AreaUnderCurve) -> StudentEstimate? {
    guard positivePlacements.count == other.positivePlacements.count,
      negativePlacements.count == other.negativePlacements.count
    else { return nil }
    let variance = Self.variance(
      zip(positivePlacements, other.positivePlacements).map { $0 - $1 },
      zip(negativePlacements, other.negativePlacements).map { $0 - $1 })
    guard variance > 0 else { return nil }
    return StudentEstimate(value: value - other.value, standardError: variance.squareRoot())
  }

  private static func variance(_ positives: [Double], _ negatives: [Double]) -> Double {
    RunningMean(positives).variance / Double(positives.count)
      + RunningMean(negatives).variance / Double(negatives.count)
  }

  /// Of each score, the share of the others that are lower, ties counting one half.
  private static func placements(of scores: [Double], among others: [Double]) -> [Double] {
    let sorted = others.sorted()
    return scores.map { score in
      let lower = firstPlace(in: sorted) { $0 >= score }
      let upTo = firstPlace(in: sorted) { $0 > score }
      return Double(lower + upTo) / Double(2 * sorted.count)
    }
  }

  /// The first place from which the condition holds.
  private static func firstPlace(in sorted: [Double], where condition: (Double) -> Bool) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if condition(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
