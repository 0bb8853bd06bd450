#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

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
    return (integrated(order) ?? interpolated(order)) / (order - 1)
  }

  /// The logarithm of how much denser the mixture is at a place than N(0, s^2).
  func loss(at place: Double) -> Double {
    let exponent = (2 * place - 1) / (2 * noise * noise)
    guard rate < 1 else { return exponent }
    return exponent > 30
      ? exponent + log(rate) + log1p((1 - rate) / rate * exp(-exponent)) : log1p(rate * expm1(exponent))
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
    return Self.logarithmOfOne(plus: sum.logarithm)
  }

  /// ln (1 + e^x).
  private static func logarithmOfOne(plus logarithm: Double) -> Double {
    logarithm < 30 ? log1p(exp(logarithm)) : logarithm + log1p(exp(-logarithm))
  }

  /// Above what the convex function ln A is between whole orders, of which the first is 0 at 1.
  private func interpolated(_ order: Double) -> Double {
    let floor = order.rounded(.down)
    let share = order - floor
    let below = floor < 2 ? 0 : logarithmOfMoment(Int(floor))
    return (1 - share) * below + share * logarithmOfMoment(Int(floor) + 1)
  }

  /// An integral that needs more places, for little noise or a high order, is not taken.
  private static let mostPlaces = 20_000.0

  /// ln A for a fractional order: A - 1 is the mean of (1 + y)^a - 1 - a y over N(0, s^2), where 1 + y is the ratio of
  /// the densities and y has the mean 0. Nothing is negative there, and nothing cancels. The step is that of
  /// `meanLoss`; nil where that is too fine.
  private func integrated(_ order: Double) -> Double? {
    let step = min(noise / 16, 0.4 * noise * noise)
    let (start, end) = (-12 * noise, order + 12 * noise)
    guard end - start < Self.mostPlaces * step else { return nil }
    var sum = LogarithmicSum()
    for index in 0...Int((end - start) / step) {
      let place = start + Double(index) * step
      sum.add(Self.logarithmOfExcess(loss(at: place), order) - place * place / (2 * noise * noise))
    }
    return Self.logarithmOfOne(plus: sum.logarithm + log(step / (noise * (2 * Double.pi).squareRoot())))
  }

  /// ln ((1 + y)^a - 1 - a y) for y = e^loss - 1.
  private static func logarithmOfExcess(_ loss: Double, _ order: Double) -> Double {
    if loss > 1, order * loss > 40 {
      return order * loss + log1p(-order * exp(-(order - 1) * loss) + (order - 1) * exp(-order * loss))
    }
    let y = expm1(loss)
    guard order * y.magnitude < 0.01 else { return log(max(0, expm1(order * loss) - order * y)) }
    let series =
      1 + (order - 2) / 3 * y * (1 + (order - 3) / 4 * y * (1 + (order - 4) / 5 * y * (1 + (order - 5) / 6 * y)))
    return log(order * (order - 1) / 2 * series) + 2 * log(y.magnitude)
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
