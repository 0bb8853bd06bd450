#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
package import Gradients

/// What randomized quantization (Youn, Hu, Ziani and Abernethy, arXiv:2306.11913) hides of one number: any two numbers
/// within the limit are neighbours.
///
/// Between two levels the probabilities change linearly with the number, and divergences are convex in them, so that
/// the numbers that are easiest to tell apart are among the limits and the levels between.
package struct QuantizationPrivacy: Sendable {
  package let quantization: RandomizedQuantization
  /// The outcomes' probabilities at the limits and at the levels within them.
  private let candidates: [[Double]]
  /// Those at the upper and at the lower limit, if no other two numbers are told apart better at any epsilon.
  let dominatingPair: (first: [Double], second: [Double])?

  /// With more levels the comparison of all pairs takes too long.
  private static let mostLevels = 64

  package init(_ quantization: RandomizedQuantization) throws(DefenceError) {
    guard quantization.limit > 0, quantization.limit.isFinite, quantization.margin >= 0, quantization.margin.isFinite
    else {
      throw .misuse(
        "the quantization has the limit \(quantization.limit) and the margin \(quantization.margin)",
        help: "give a positive limit and a margin from 0")
    }
    guard quantization.levelCount <= Self.mostLevels else {
      throw .unsupported(
        "the privacy of \(quantization.levelCount) levels is not computed",
        help: "take up to \(Self.mostLevels) levels: more hide less")
    }
    self.quantization = quantization
    let (limit, levels) = (quantization.limit, (0..<quantization.levelCount).map(quantization.level))
    candidates = ([-limit] + levels.filter { $0 > -limit && $0 < limit } + [limit]).map(quantization.probabilities)
    dominatingPair = Self.dominatingPair(among: candidates)
  }

  /// The greatest Renyi divergence between two numbers' outcomes; infinite where an outcome tells them apart.
  package func divergence(order: Double) -> Double {
    if let (first, second) = dominatingPair { return Self.divergence(of: first, from: second, order: order) }
    return greatest { Self.divergence(of: $0, from: $1, order: order) }
  }

  /// Pure differential privacy: the greatest logarithm of a ratio of probabilities.
  package var pureEpsilon: Double {
    greatest { first, second in
      zip(first, second).reduce(0) { $1.0 > 0 ? max($0, $1.1 > 0 ? log($1.0 / $1.1) : .infinity) : $0 }
    }
  }

  private func greatest(_ value: ([Double], [Double]) -> Double) -> Double {
    var greatest = 0.0
    for first in candidates {
      for second in candidates { greatest = max(greatest, value(first, second)) }
    }
    return greatest
  }

  static func divergence(of first: [Double], from second: [Double], order: Double) -> Double {
    var sum = LogarithmicSum()
    for (p, q) in zip(first, second) where p > 0 {
      guard q > 0 else { return .infinity }
      sum.add(order * log(p) + (1 - order) * log(q))
    }
    return max(0, sum.logarithm / (order - 1))
  }

  /// delta as a function of e^epsilon is convex, and for one pair of numbers linear between the ratios of its
  /// probabilities: it is above another pair's everywhere where it is so at those ratios.
  private static func dominatingPair(among candidates: [[Double]]) -> (first: [Double], second: [Double])? {
    guard let low = candidates.first, let high = candidates.last else { return nil }
    let factors = [1] + zip(high, low).compactMap { $1 > 0 && $0 > $1 ? $0 / $1 : nil }
    let bounds = factors.map { hockeyStick(high, low, factor: $0) }
    for first in candidates {
      for second in candidates {
        for (factor, bound) in zip(factors, bounds)
        where hockeyStick(first, second, factor: factor) > bound + 1e-14 { return nil }
      }
    }
    return (high, low)
  }

  private static func hockeyStick(_ first: [Double], _ second: [Double], factor: Double) -> Double {
    var sum = 0.0
    for place in first.indices { sum += max(0, first[place] - factor * second[place]) }
    return sum
  }
}
