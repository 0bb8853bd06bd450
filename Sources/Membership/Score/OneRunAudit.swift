#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// How large the epsilon of one training must at least be, from one model: each of m canaries was a member with
/// probability 1/2, and guesses about some of them were right so often.
///
/// Steinke, Nasr and Jagielski, "Privacy auditing with one (1) training run", arXiv:2305.08846, theorem 5.2. The most
/// confident guesses are taken; how many is chosen among several shares, and the confidence is divided by their number
/// (Bonferroni), which published audits leave out.
package struct OneRunAudit: Hashable, Sendable {
  /// Shares of the canaries, the highest scores and the lowest each, that are guessed.
  package static let shares = [0.02, 0.05, 0.1, 0.2, 0.35, 0.5]

  /// At least 0.
  package let epsilon: Double
  package let guesses: Int
  package let correct: Int
  package let canaries: Int

  /// Nil of fewer than two canaries, or a delta or confidence that is no probability.
  package init?(
    scores: [Double], truth: [Bool], delta: Double = 0, confidence: Double = 0.95, shares: [Double] = shares
  ) {
    guard scores.count == truth.count, scores.count > 1, !scores.contains(where: \.isNaN), !shares.isEmpty,
      (0..<1).contains(delta), confidence > 0, confidence < 1
    else { return nil }
    let order = scores.indices.sorted { (scores[$0], $0) > (scores[$1], $1) }
    let counts = Set(shares.map { share in min(order.count / 2, max(1, Int(share * Double(order.count)))) })
    let level = (1 - confidence) / Double(counts.count)
    var best: (epsilon: Double, guesses: Int, correct: Int)?
    for count in counts.sorted() {
      let correct = order.prefix(count).count { truth[$0] } + order.suffix(count).count { !truth[$0] }
      let epsilon = Self.epsilon(
        canaries: order.count, guesses: 2 * count, correct: correct, delta: delta, level: level)
      if best.map({ epsilon > $0.epsilon }) ?? true { best = (epsilon, 2 * count, correct) }
    }
    guard let best else { return nil }
    canaries = order.count
    (epsilon, guesses, correct) = best
  }

  /// The largest epsilon at which so many right guesses are as improbable as the level; 0 where there is none.
  package static func epsilon(canaries: Int, guesses: Int, correct: Int, delta: Double, level: Double) -> Double {
    func isRefuted(_ epsilon: Double) -> Bool {
      pValue(canaries: canaries, guesses: guesses, correct: correct, epsilon: epsilon, delta: delta) < level
    }
    guard isRefuted(0) else { return 0 }
    var (low, high) = (0.0, 1.0)
    while isRefuted(high), high < 700 { (low, high) = (high, 2 * high) }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if isRefuted(middle) { low = middle } else { high = middle }
    }
    return low
  }

  /// How probable so many right guesses are, at most, of a private training.
  package static func pValue(canaries: Int, guesses: Int, correct: Int, epsilon: Double, delta: Double) -> Double {
    guard guesses > 0, (0...guesses).contains(correct) else { return 1 }
    let binomial = BinomialDistribution(trials: guesses, probability: 1 / (1 + exp(-epsilon)))
    let tail = binomial.survival(atLeast: correct)
    guard delta > 0 else { return tail }
    var (sum, most) = (0.0, 0.0)
    for step in stride(from: 1, through: correct, by: 1) {
      sum += binomial.probability(of: correct - step)
      most = max(most, sum / Double(step))
    }
    return min(1, tail + 2 * Double(canaries) * delta * most)
  }
}
