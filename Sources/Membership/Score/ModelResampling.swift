internal import Numerics

/// The mean rates of several models, each with members and others of its own, and intervals for them from drawing models
/// again.
///
/// A model's rates vary with its examples, so that drawing models draws those, too. Where all models were asked about
/// the same examples the interval speaks of these; `drawsExamples` draws each model's examples once more, which counts
/// their spread twice where they are not the same, and is then too wide.
struct ModelResampling {
  private let models: [(members: [Double], others: [Double])]
  private let levels: [Double]
  private let drawsExamples: Bool
  /// Of each model: the area, then the rate at each level.
  private let values: [[Double]]

  init(_ trials: [MembershipScore.Trial], levels: [Double], drawsExamples: Bool) {
    models = trials.map { ($0.members.sorted(by: >), $0.others.sorted(by: >)) }
    self.levels = levels
    self.drawsExamples = drawsExamples
    values = models.map { Self.values($0.members, $0.others, levels) }
  }

  var means: [Double] { Self.mean(values) }

  /// Fewer models have Student's interval: resamples of five hold the mean in 90 % of all cases where 95 % are asked for.
  private static let fewestDrawn = 8

  /// Widened for few models, see `Bootstrap.expandedInterval`. Nil at levels that are less than one of a model's others.
  func intervals(confidence: Double, resamples: Int, stream: RandomStream) -> [ClosedRange<Double>?] {
    var stream = stream
    let replicates = (0..<max(0, resamples)).map { _ in
      Self.mean(models.map { _ in drawn(&stream) })
    }
    let means = means
    let fewest = Double(models.map(\.others.count).min() ?? 0)
    return means.indices.map { place in
      guard place == 0 || levels[place - 1] * fewest >= 1 - 1e-9 else { return nil }
      if models.count < Self.fewestDrawn, !drawsExamples {
        return RunningMean(values.map { $0[place] }).interval(confidence: confidence)?.clamped(to: 0...1)
      }
      var rest = replicates[...]
      let bootstrap = Bootstrap(
        estimate: means[place], units: models.count, resamples: replicates.count, stream: stream
      ) { _ in rest.popFirst()?[place] ?? .nan }
      return bootstrap.expandedInterval(confidence: confidence)
    }
  }

  private static func mean(_ values: [[Double]]) -> [Double] {
    (values.first ?? []).indices.map { place in values.reduce(0) { $0 + $1[place] } / Double(values.count) }
  }

  private func drawn(_ stream: inout RandomStream) -> [Double] {
    let chosen = Int(stream.uniform() * Double(models.count))
    guard drawsExamples else { return values[chosen] }
    func drawn(_ scores: [Double]) -> [Double] {
      scores.indices.map { _ in Int(stream.uniform() * Double(scores.count)) }.sorted().map { scores[$0] }
    }
    let members = drawn(models[chosen].members)
    return Self.values(members, drawn(models[chosen].others), levels)
  }

  /// Of scores in descending order.
  private static func values(_ members: [Double], _ others: [Double], _ levels: [Double]) -> [Double] {
    // How many members are above each of the others, the highest first, and how many there are.
    var above = [0]
    var place = 0
    for other in others {
      while place < members.count, members[place] > other { place += 1 }
      above.append(place)
    }
    above.append(members.count)
    let area = AreaUnderCurve(positives: members, negatives: others)?.value ?? .nan
    return [area] + levels.map { rate(above, members: members.count, others: others.count, level: $0) }
  }

  /// The rate at the level itself: over where the threshold may lie among the others, whose number above it is binomial.
  /// The threshold that few enough exceed has a false positive rate of (k + 1) / (n + 1) on average, which is above
  /// k / n, and this does not vanish from the mean over models.
  private static func rate(_ above: [Int], members: Int, others: Int, level: Double) -> Double {
    let binomial = BinomialDistribution(trials: others, probability: level)
    let expected = Double(others) * level
    return (0...others).reduce(0.0) { sum, count in
      let weight = binomial.probability(of: count)
      guard weight > 1e-12 else { return sum }
      // Half way to the next one; with none above, as far as the level is from 0 among spacings of uniform numbers.
      let share = count > 0 ? 0.5 : expected / (expected + 0.75)
      let hits = Double(above[count]) + share * Double(above[count + 1] - above[count])
      return sum + weight * hits / Double(members)
    }
  }
}
