package import Numerics

/// How well an attack told members: the only place where findings meet the truth.
///
/// Of several models it is the mean of each model's own rates.
package struct MembershipScore: Hashable, Sendable {
  /// The false positive rates at which true ones are given.
  package static let levels = [0.1, 0.01, 0.001]

  /// What was found of one model, and who its members are.
  package struct Trial: Hashable, Sendable {
    package let scores: [Double]
    package let truth: [Bool]

    package init(_ finding: MembershipFinding, truth: [Bool]) {
      self.init(scores: finding.scores, truth: truth)
    }

    package init(scores: [Double], truth: [Bool]) {
      (self.scores, self.truth) = (scores, truth)
    }

    package var members: [Double] { zip(scores, truth).filter { $0.1 }.map(\.0) }
    package var others: [Double] { zip(scores, truth).filter { !$0.1 }.map(\.0) }
  }

  /// The true positive rate where at most so many non-members are taken for members.
  package struct Rate: Hashable, Sendable {
    package let falsePositiveRate: Double
    package let value: Double
    /// Takes in that the non-members at hand tell the threshold; nil of several models that are too few, or whose
    /// non-members are.
    package let interval: ClosedRange<Double>?
  }

  package let auc: Double
  /// DeLong's, on the scale of the logit; of several models from drawing models. Nil of too few.
  package let aucInterval: ClosedRange<Double>?
  package let rates: [Rate]
  /// What one of a model's non-members taken for a member amounts to: nothing is known of lower rates.
  package let smallestResolvableFalsePositiveRate: Double
  /// The greatest difference of both rates at any threshold: chosen on these examples, so that it is above 0 by chance.
  package let advantage: Double
  package let memberCount: Int
  package let otherCount: Int
  /// What so many examples could have shown.
  package var power: MembershipPower { MembershipPower(members: memberCount, others: otherCount) }
  /// Of each model.
  package let curves: [OperatingCurve]

  package init(_ finding: MembershipFinding, truth: [Bool]) throws(MembershipError) {
    try self.init([Trial(finding, truth: truth)])
  }

  /// Of one or more models that were attacked in the same way. Only intervals of several models are drawn at random:
  /// models, and with `drawsExamples` the examples of each, see `ModelResampling`.
  package init(
    _ trials: [Trial], levels: [Double] = levels, confidence: Double = 0.95, resamples: Int = 2000,
    drawsExamples: Bool = false, stream: RandomStream = RandomStream(seed: 0)
  ) throws(MembershipError) {
    guard !trials.isEmpty else {
      throw .evidence("there is no finding to score", help: "attack at least one model")
    }
    var areas: [AreaUnderCurve] = []
    var curves: [OperatingCurve] = []
    for trial in trials {
      let (area, curve) = try Self.curves(trial)
      areas.append(area)
      curves.append(curve)
    }
    self.curves = curves
    let count = Double(trials.count)
    auc = areas.reduce(0) { $0 + $1.value } / count
    advantage = curves.reduce(0) { $0 + $1.advantage } / count
    memberCount = curves.reduce(0) { $0 + $1.positives }
    otherCount = curves.reduce(0) { $0 + $1.negatives }
    smallestResolvableFalsePositiveRate = 1 / Double(curves.map(\.negatives).min() ?? 1)
    if trials.count == 1 {
      aucInterval = Self.interval(areas[0], curves[0], confidence)
      rates = levels.compactMap { level in
        TruePositiveRate(curves[0], level: level).map {
          Rate(falsePositiveRate: level, value: $0.value, interval: $0.interval(confidence: confidence))
        }
      }
    } else {
      let models = ModelResampling(trials, levels: levels, drawsExamples: drawsExamples)
      let drawn = models.intervals(confidence: confidence, resamples: resamples, stream: stream)
      let means = models.means
      aucInterval = drawn[0]
      rates = levels.enumerated().map { place, level in
        Rate(falsePositiveRate: level, value: means[place + 1], interval: drawn[place + 1])
      }
    }
  }

  private static func curves(_ trial: Trial) throws(MembershipError) -> (AreaUnderCurve, OperatingCurve) {
    guard trial.scores.count == trial.truth.count else {
      throw .evidence(
        "the truth is of \(trial.truth.count) examples, the scores of \(trial.scores.count)",
        help: "give true or false for each example, in the same order")
    }
    if let wrong = trial.scores.firstIndex(where: \.isNaN) {
      throw .evidence("the score of example \(wrong) is no number", help: "attack again, or leave the example out")
    }
    let (members, others) = (trial.members, trial.others)
    guard let area = AreaUnderCurve(positives: members, negatives: others),
      let curve = OperatingCurve(positives: members, negatives: others)
    else {
      throw .evidence(
        "the truth has \(members.count) members and \(others.count) others",
        help: "there must be some of each, or there is nothing to tell apart")
    }
    return (area, curve)
  }

  /// DeLong's interval; where scores separate members altogether, Clopper and Pearson's of as many pairs as share no
  /// example.
  private static func interval(
    _ area: AreaUnderCurve, _ curve: OperatingCurve, _ confidence: Double
  ) -> ClosedRange<Double>? {
    if let interval = area.logitInterval(confidence: confidence) { return interval }
    guard area.value == 0 || area.value == 1 else { return area.interval(confidence: confidence) }
    let pairs = min(curve.positives, curve.negatives)
    return Proportion(successes: area.value == 1 ? pairs : 0, trials: pairs)
      .clopperPearsonInterval(confidence: confidence)
  }
}
