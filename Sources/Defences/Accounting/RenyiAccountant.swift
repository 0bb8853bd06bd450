#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
package import Models

/// Adds up Renyi divergences: Mironov, arXiv:1702.07476. Asking it changes nothing.
package struct RenyiAccountant: Sendable {
  package let history: MechanismHistory
  /// Of one use of each mechanism.
  private let curves: [RenyiCurve]

  package init(_ history: MechanismHistory) throws(DefenceError) {
    self.history = history
    var curves: [RenyiCurve] = []
    for step in history.steps { curves.append(try RenyiCurve(step.mechanism)) }
    self.curves = curves
  }

  /// The divergence of all steps together, of an order above 1; infinite where there is no privacy.
  package func divergence(order: Double) -> Double {
    zip(history.steps, curves).reduce(0) { $0 + Double($1.0.count) * $1.1.divergence(order: order) }
  }

  /// The least epsilon for a delta over all orders.
  package func epsilon(at delta: Double) throws(DefenceError) -> PrivacyBound {
    try DefenceError.checkDelta(delta)
    let best = RenyiOrders.minimum { Self.epsilon(at: delta, order: $0, divergence: divergence(order: $0)) }
    return PrivacyBound(epsilon: max(0, best.value), delta: delta, accountant: .rdp, order: best.order)
  }

  /// The least epsilon for a delta over given orders.
  package func epsilon(at delta: Double, orders: [Double]) throws(DefenceError) -> PrivacyBound {
    try DefenceError.checkDelta(delta)
    guard let wrong = orders.first(where: { !($0 > 1 && $0 <= RenyiOrders.highest) }) else {
      let found = orders.map { Self.epsilon(at: delta, order: $0, divergence: divergence(order: $0)) }
      let best = zip(found, orders).min { $0.0 < $1.0 }
      return PrivacyBound(epsilon: max(0, best?.0 ?? .infinity), delta: delta, accountant: .rdp, order: best?.1)
    }
    throw .misuse("the order \(wrong) is not above 1 and at most 2^20", help: "give orders such as 1.5,2,8,32")
  }

  /// Proposition 12 of Canonne, Kamath and Steinke, arXiv:2004.00010; where the divergence of any order is so small
  /// that it bounds the total variation by delta (Bretagnolle and Huber), there is nothing to see at all.
  static func epsilon(at delta: Double, order: Double, divergence: Double) -> Double {
    guard delta * delta + expm1(-divergence) <= 0 else { return 0 }
    return divergence + log1p(-1 / order) - (log(delta) + log(order)) / (order - 1)
  }

  /// Between two distributions whose probabilities' logarithms are given.
  static func divergence(of first: [Double], from second: [Double], order: Double) -> Double {
    var sum = LogarithmicSum()
    for (p, q) in zip(first, second) where p > -.infinity {
      guard q > -.infinity else { return .infinity }
      sum.add(order * p + (1 - order) * q)
    }
    return max(0, sum.logarithm / (order - 1))
  }

  /// The least delta for an epsilon over all orders.
  package func delta(at epsilon: Double) -> Double {
    let best = RenyiOrders.minimum { order in
      (order - 1) * (divergence(order: order) - epsilon + log1p(-1 / order)) - log(order)
    }
    return min(1, exp(best.value))
  }

  /// Where the privacy loss of all steps, or of one use of one mechanism, is no more, in both directions: but for a
  /// probability. A Chernoff bound: E e^((a - 1) loss) = e^((a - 1) D_a).
  func tail(_ probability: Double, ofStep step: Int? = nil) -> Double {
    RenyiOrders.minimum { order in
      let divergence = step.map { curves[$0].divergence(order: order) } ?? divergence(order: order)
      return divergence - log(probability) / (order - 1)
    }.value
  }
}

/// The Renyi divergences of one use of a mechanism, those of the usual orders computed once.
struct RenyiCurve: Sendable {
  private enum Source: Sendable {
    case gaussian(SubsampledGaussian)
    case quantization(QuantizationPrivacy)
  }

  private let source: Source
  private let usual: [Double: Double]

  init(_ mechanism: PrivacyMechanism) throws(DefenceError) {
    switch mechanism {
    case .subsampledGaussian(let rate, let noise):
      guard rate >= 0, rate <= 1 else {
        throw .misuse("the sampling rate is \(rate)", help: "a probability is from 0 to 1: batch size over rows")
      }
      source = .gaussian(SubsampledGaussian(rate: rate, noise: try Self.checked(noise)))
    case .gaussian(let noise): source = .gaussian(SubsampledGaussian(rate: 1, noise: try Self.checked(noise)))
    case .randomizedQuantization(let own): source = .quantization(try QuantizationPrivacy(own))
    }
    var usual: [Double: Double] = [:]
    for order in RenyiOrders.usual { usual[order] = Self.divergence(of: source, order: order) }
    self.usual = usual
  }

  func divergence(order: Double) -> Double { usual[order] ?? Self.divergence(of: source, order: order) }

  private static func divergence(of source: Source, order: Double) -> Double {
    switch source {
    case .gaussian(let gaussian): gaussian.divergence(order: order)
    case .quantization(let quantization): quantization.divergence(order: order)
    }
  }

  /// Noise beyond these bounds is no noise, or is nothing but noise.
  static let noiseRange = 1e-6...1e9

  private static func checked(_ noise: Double) throws(DefenceError) -> Double {
    guard noiseRange.contains(noise) else {
      throw .misuse(
        "the noise multiplier is \(noise)",
        help: "give one from 1e-6 to 1e9, such as 1: without noise there is no privacy")
    }
    return noise
  }
}
