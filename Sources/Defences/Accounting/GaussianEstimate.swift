#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
package import Models
internal import Numerics

/// Gaussian differential privacy by a central limit theorem: Bu, Dong, Long and Su, arXiv:1911.11607. It holds for
/// ever more steps of ever smaller rates; of a real training it can be too small.
package struct GaussianEstimate: Sendable {
  /// How far apart the means of two normal distributions are that are told apart as hardly.
  package let separation: Double

  /// Nil where a mechanism has no such limit.
  package init?(_ history: MechanismHistory) {
    var square = 0.0
    for step in history.steps {
      switch step.mechanism {
      case .subsampledGaussian(let rate, let noise):
        square += Double(step.count) * (rate < 1 ? rate * rate * expm1(1 / (noise * noise)) : 1 / (noise * noise))
      case .gaussian(let noise): square += Double(step.count) / (noise * noise)
      case .randomizedQuantization: return nil
      }
    }
    separation = square.squareRoot()
  }

  /// Corollary 1 of Dong, Roth and Su, arXiv:1905.02383, which is Balle and Wang's delta of the Gaussian mechanism,
  /// arXiv:1805.06530, theorem 8.
  package func delta(at epsilon: Double) -> Double {
    guard separation > 0 else { return 0 }
    guard separation.isFinite else { return 1 }
    let (middle, distance) = (separation / 2, epsilon / separation)
    let other = exp(epsilon + NormalDistribution.logarithmOfCumulative(-distance - middle))
    return max(0, NormalDistribution.cumulative(middle - distance) - other)
  }

  package func epsilon(at delta: Double) throws(DefenceError) -> PrivacyBound {
    try DefenceError.checkDelta(delta)
    var (low, high) = (0.0, 1.0)
    if self.delta(at: 0) <= delta {
      high = 0
    } else if separation.isFinite {
      while self.delta(at: high) > delta, high < 1e300 { (low, high) = (high, 2 * high) }
      while (high - low) > 1e-12 * high {
        let middle = (low + high) / 2
        if self.delta(at: middle) > delta { low = middle } else { high = middle }
        if middle == low && middle == high { break }
      }
    } else {
      high = .infinity
    }
    return PrivacyBound(epsilon: high, delta: delta, accountant: .gdp)
  }
}
