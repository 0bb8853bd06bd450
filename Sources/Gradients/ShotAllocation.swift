internal import Execution
internal import Numerics

/// How the shots of a gradient are shared among its evaluations; together they are about as many as with the same
/// number for each, and each has at least one.
package enum ShotAllocation: String, CaseIterable, Sendable {
  case uniform
  /// A fifth of the shots finds each evaluation's standard deviation; the rest goes where deviation times weight is
  /// large, which makes the sum of the derivatives' variances least (Neyman, 1934).
  /// Both parts are pooled; that the second depends on the first biases means a little, where shots are few.
  case variance
  /// Each shot goes to an evaluation drawn in proportion to its weight, as in Arrasmith and others, arXiv:2004.06252,
  /// after a first one for each. The numbers do not depend on what is measured.
  case random
}

extension GradientPlan {
  /// How much an evaluation's error counts in the derivatives.
  private func importance(_ evaluation: Evaluation) -> Double {
    evaluation.weights.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
  }

  /// Shots of each evaluation; the first one, whose value no derivative needs, has its even share.
  func randomShots(_ each: Int, stream: RandomStream) -> [Int] {
    let weights = evaluations.dropFirst().map { importance($0) }
    guard weights.contains(where: { $0 > 0 }) else { return evaluations.map { _ in each } }
    var draws = stream.substream("allocation")
    return [each] + draws.multinomial((each - 1) * weights.count, weights: weights).map { $0 + 1 }
  }

  /// Further shots of each evaluation where the first ones showed these estimates.
  func furtherShots(_ each: Int, after estimates: [MeansEstimate]) -> [Int] {
    let size = estimates.first?.means.count ?? 0
    let weights = zip(evaluations, estimates).dropFirst().map { evaluation, estimate in
      let trace = (0..<size).reduce(0) { $0 + max(estimate.covariance[$1 * size + $1], 0) }
      return importance(evaluation) * trace.squareRoot()
    }
    let (sum, total) = (weights.reduce(0, +), Double(each) * Double(weights.count))
    guard sum > 0, sum.isFinite else { return evaluations.map { _ in each } }
    var (shots, reached, given) = ([each], 0.0, 0)
    for weight in weights {
      reached += weight / sum * total
      let end = Int(reached.rounded())
      shots.append(max(1, end - given))
      given = end
    }
    return shots
  }
}
