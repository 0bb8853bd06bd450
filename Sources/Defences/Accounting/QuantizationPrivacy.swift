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
  /// The outcomes' probabilities at the limits and at the levels within them, and their logarithms.
  private let candidates: [[Double]]
  private let logarithms: [[Double]]

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
    logarithms = candidates.map { $0.map { log($0) } }
  }

  /// The greatest Renyi divergence between two numbers' outcomes; infinite where an outcome tells them apart.
  package func divergence(order: Double) -> Double {
    var greatest = 0.0
    for first in logarithms {
      for second in logarithms {
        greatest = max(greatest, RenyiAccountant.divergence(of: first, from: second, order: order))
      }
    }
    return greatest
  }

  /// Pure differential privacy: the greatest logarithm of a ratio of probabilities.
  package var pureEpsilon: Double {
    var greatest = 0.0
    for first in logarithms {
      for second in logarithms {
        for (p, q) in zip(first, second) where p > -.infinity { greatest = max(greatest, p - q) }
      }
    }
    return greatest
  }

  /// The least delta for an epsilon, exactly: the greatest hockey-stick divergence between two numbers' outcomes.
  package func delta(at epsilon: Double) -> Double { delta(factor: exp(epsilon)) }

  private func delta(factor: Double) -> Double {
    var greatest = 0.0
    for first in candidates {
      for second in candidates {
        var sum = 0.0
        for place in first.indices { sum += max(0, first[place] - factor * second[place]) }
        greatest = max(greatest, sum)
      }
    }
    return greatest
  }

  /// Points of `losses`.
  private static let pointCount = 1024

  /// A privacy loss that dominates those of all pairs of numbers, however they are composed: Zhu, Dong and Wang,
  /// arXiv:2106.08567, propositions 8 and 10. Nil without pure differential privacy.
  ///
  /// The greatest delta of all pairs is a convex function of e^epsilon, and so are the chords between its points, which
  /// are above it. They are the delta of a pair of distributions, with as much probability under the second one at a
  /// ratio as the slope changes there.
  func losses() -> DiscreteLosses? {
    let bound = pureEpsilon
    guard bound > 0, bound < 500 else { return nil }
    let exponents = (0...Self.pointCount).map { bound * (2 * Double($0) / Double(Self.pointCount) - 1) }
    let ratios = exponents.map { exp($0) }
    // Below the least ratio delta is 1 - e^epsilon, above the greatest it is 0.
    var deltas = ratios.map { delta(factor: $0) }
    (deltas[0], deltas[Self.pointCount]) = (1 - ratios[0], 0)
    var slope = -1.0
    var points: [(loss: Double, probability: Double)] = []
    for place in ratios.indices {
      let next =
        place < Self.pointCount ? (deltas[place + 1] - deltas[place]) / (ratios[place + 1] - ratios[place]) : 0
      points.append((exponents[place], max(0, ratios[place] * (next - slope))))
      slope = next
    }
    return DiscreteLosses(points)
  }
}
