#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// The Renyi divergence of the Gaussian mechanism on rows drawn independently, whose sum has sensitivity 1: Mironov,
/// Talwar and Zhang, arXiv:1908.10530.
struct SubsampledGaussian {
  /// The probability with which a row is drawn, in [0, 1].
  let rate: Double
  /// The noise's deviation, positive.
  let noise: Double

  /// Of an order above 1, the greater of both directions.
  func divergence(order: Double) -> Double {
    guard rate > 0 else { return 0 }
    guard rate < 1 else { return order / (2 * noise * noise) }
    if order == order.rounded() { return logarithmOfMoment(Int(order)) / (order - 1) }
    return max(0, min(logarithmOfMoment(order) ?? .infinity, interpolated(order))) / (order - 1)
  }

  /// ln A of section 3.3, (9): the sum over k of C(a, k) (1 - q)^(a - k) q^k e^((k^2 - k) / 2 sigma^2). The sum
  /// without the exponentials is 1, so that what they exceed 1 by keeps its digits where it is small.
  func logarithmOfMoment(_ order: Int) -> Double {
    let (q, rest) = (log(rate), log1p(-rate))
    var (binomial, sum, last) = (0.0, LogarithmicSum(), -Double.infinity)
    // Then the terms' logarithms are a concave function of k: they fall once.
    let isConcave = Double(order) < 4 * noise * noise
    for k in 1...max(order, 1) {
      binomial += log(Double(order - k + 1) / Double(k))
      guard k > 1 else { continue }
      let exponent = Double(k) * Double(k - 1) / (2 * noise * noise)
      let excess = exponent > 30 ? exponent + log1p(-exp(-exponent)) : log(expm1(exponent))
      let term = binomial + Double(order - k) * rest + Double(k) * q + excess
      sum.add(term)
      if isConcave, term < last, term < sum.logarithm - 60 { break }
      last = term
    }
    let logarithm = sum.logarithm
    return logarithm < 30 ? log1p(exp(logarithm)) : logarithm + log1p(exp(-logarithm))
  }

  /// Above what the convex function ln A is between whole orders, of which the first is 0 at 1.
  private func interpolated(_ order: Double) -> Double {
    let floor = order.rounded(.down)
    let share = order - floor
    let below = floor < 2 ? 0 : logarithmOfMoment(Int(floor))
    return (1 - share) * below + share * logarithmOfMoment(Int(floor) + 1)
  }

  /// Terms that are summed at most; the sum of an order of 1.1 needs some ten thousand.
  private static let mostTerms = 60_000

  /// ln A for a fractional order: the two series of section 3.3, whose terms have alternating signs beyond the order.
  /// Nil where they lose too many digits.
  private func logarithmOfMoment(_ order: Double) -> Double? {
    let (q, rest, variance) = (log(rate), log1p(-rate), noise * noise)
    let middle = variance * (rest - q) + 0.5
    var (binomial, isPositive) = (0.0, true)
    var (added, taken) = (LogarithmicSum(), LogarithmicSum())
    for index in 0..<Self.mostTerms {
      let (i, j) = (Double(index), order - Double(index))
      if index > 0 {
        let factor = (order - i + 1) / i
        binomial += log(factor.magnitude)
        if factor < 0 { isPositive.toggle() }
      }
      let first =
        binomial + i * q + j * rest + (i * i - i) / (2 * variance)
        + NormalDistribution.logarithmOfCumulative((middle - i) / noise)
      let second =
        binomial + j * q + i * rest + (j * j - j) / (2 * variance)
        + NormalDistribution.logarithmOfCumulative((j - middle) / noise)
      if isPositive {
        added.add(first)
        added.add(second)
      } else {
        taken.add(first)
        taken.add(second)
      }
      if max(first, second) < -30, i > order { return Self.difference(added.logarithm, taken.logarithm) }
    }
    return nil
  }

  /// ln (e^added - e^taken), where that is above 1 by more than rounding.
  private static func difference(_ added: Double, _ taken: Double) -> Double? {
    let result = added + (taken > -.infinity ? log1p(-exp(min(taken - added, 0))) : 0)
    return result > 1e-9 ? result : nil
  }
}

/// The logarithm of a sum of exponentials, without overflow.
struct LogarithmicSum {
  private var greatest = -Double.infinity
  private var sum = 0.0

  mutating func add(_ exponent: Double) {
    guard exponent > -.infinity else { return }
    if exponent <= greatest {
      sum += exp(exponent - greatest)
    } else {
      sum = sum * exp(greatest - exponent) + 1
      greatest = exponent
    }
  }

  var logarithm: Double { greatest == -.infinity ? greatest : greatest + log(sum) }
}
