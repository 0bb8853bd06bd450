#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the randomness of shots hides of a query: one of two inputs, under which an outcome has one probability or
/// another, when only the number of its occurrences is seen. It protects the query, see `Protects`.
package struct ShotPrivacy: Hashable, Sendable {
  package static let protects = Protects.query

  package let first: Double
  package let second: Double
  package let shotCount: Int

  package static let shotRange = 1...1_000_000_000

  package init(_ first: Double, _ second: Double, shotCount: Int) throws(DefenceError) {
    guard (0...1).contains(first), (0...1).contains(second) else {
      throw .misuse("the probabilities are \(first) and \(second)", help: "give two numbers from 0 to 1")
    }
    guard Self.shotRange.contains(shotCount) else {
      throw .misuse("there are \(shotCount) shots", help: "give from 1 to \(Self.shotRange.upperBound) shots")
    }
    (self.first, self.second, self.shotCount) = (first, second, shotCount)
  }

  /// Pure epsilon: that of one shot, as often as there are shots. Infinite where an outcome never happens under one
  /// input only.
  package var pureEpsilon: Double {
    guard first != second else { return 0 }
    return Double(shotCount) * max(log(first / second).magnitude, log((1 - first) / (1 - second)).magnitude)
  }

  /// The least delta for an epsilon, exactly: the greater of both orders' hockey-stick divergences.
  package func delta(at epsilon: Double) -> Double {
    max(
      Self.hockeyStick(first, second, shotCount, epsilon), Self.hockeyStick(second, first, shotCount, epsilon))
  }

  /// The least epsilon for a delta, exactly up to 1e-12; infinite where there is none.
  package func epsilon(at delta: Double) throws(DefenceError) -> Double {
    try DefenceError.checkDelta(delta)
    guard self.delta(at: 0) > delta else { return 0 }
    var (low, high) = (0.0, 1.0)
    while self.delta(at: high) > delta {
      (low, high) = (high, 2 * high)
      guard high < 1e12 else { return .infinity }
    }
    for _ in 0..<100 where high - low > 1e-12 * high {
      let middle = (low + high) / 2
      if self.delta(at: middle) > delta { low = middle } else { high = middle }
    }
    return high
  }

  /// The same by Renyi divergences, which add up over shots; never below the exact one.
  package func renyiEpsilon(at delta: Double) throws(DefenceError) -> Double {
    try Self.epsilon(at: delta, pairs: [(first, second), (second, first)], shotCount)
  }

  /// For any two inputs whose probabilities are between a floor and its complement and differ by at most `difference`.
  /// Renyi divergences are quasi-convex in both probabilities, so that the corners of those ranges are the worst. The
  /// floor is half a depolarizing share for a read-out of signs, see `ReadOutNoise`; without a floor there is no
  /// privacy.
  package static func guarantee(
    floor: Double, difference: Double, shotCount: Int, delta: Double
  ) throws(DefenceError) -> Double {
    guard floor >= 0, floor <= 0.5, difference >= 0, difference <= 1 else {
      throw .misuse(
        "the floor is \(floor) and the difference \(difference)",
        help: "give a floor from 0 to 0.5 and a difference from 0 to 1")
    }
    let other = floor + min(difference, 1 - 2 * floor)
    let pair = try ShotPrivacy(other, floor, shotCount: shotCount)
    return min(pair.pureEpsilon, try pair.renyiEpsilon(at: delta))
  }

  private static func epsilon(
    at delta: Double, pairs: [(Double, Double)], _ shotCount: Int
  ) throws(DefenceError) -> Double {
    try DefenceError.checkDelta(delta)
    let best = RenyiOrders.minimum { order in
      let greatest = pairs.map { divergence($0, $1, order: order) }.max() ?? 0
      return RenyiAccountant.epsilon(at: delta, order: order, divergence: Double(shotCount) * greatest)
    }
    return max(0, best.value)
  }

  /// Of one shot.
  private static func divergence(_ p: Double, _ q: Double, order: Double) -> Double {
    RenyiAccountant.divergence(of: [log(p), log1p(-p)], from: [log(q), log1p(-q)], order: order)
  }

  /// sum over k of max(0, Bin(k; N, p) - e^epsilon Bin(k; N, q)). Where p > q the terms that count are those above some
  /// k, each a probability times a factor below 1: nothing cancels. Only those within 40 deviations of the mean are not
  /// below the least number.
  private static func hockeyStick(_ p: Double, _ q: Double, _ shotCount: Int, _ epsilon: Double) -> Double {
    guard p != q else { return 0 }
    guard p > q else { return hockeyStick(1 - p, 1 - q, shotCount, epsilon) }
    let count = Double(shotCount)
    guard q > 0 else { return -expm1(count * log1p(-p)) }
    guard p < 1 else { return max(0, -expm1(epsilon + count * log(q))) }
    let (up, down) = (log(p / q), log((1 - p) / (1 - q)))
    let threshold = ((epsilon - count * down) / (up - down)).rounded(.down) + 1
    guard threshold <= count else { return 0 }
    let reach = 40 * (count * p * (1 - p) + 1).squareRoot() + 40
    var k = max(threshold, (count * p - reach).rounded(.down), 0)
    let ways: Double = lgamma(count + 1) - lgamma(k + 1) - lgamma(count - k + 1)
    var logarithm: Double = ways + k * log(p) + (count - k) * log1p(-p)
    let odds = log(p) - log1p(-p)
    var sum = 0.0
    while k <= min(count, count * p + reach) || (sum == 0 && k == threshold) {
      let term = exp(logarithm) * max(0, -expm1(epsilon - k * up - (count - k) * down))
      sum += term
      // Beyond the mean and well above the threshold terms only fall.
      if k >= count || (term < 1e-20 * sum && k > count * p && k > threshold) { break }
      logarithm += log((count - k) / (k + 1)) + odds
      k += 1
    }
    return min(1, sum)
  }
}
