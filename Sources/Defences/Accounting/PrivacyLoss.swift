#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// The privacy loss of one use of a mechanism in one direction: the logarithm of how much likelier an outcome is with a
/// row (or a number) than with its neighbour, as a random number.
enum PrivacyLoss {
  /// Of the Gaussian mechanism on rows drawn independently, whose densities are N(0, s^2) and a mixture with N(1, s^2):
  /// Gopi, Lee and Wutschitz, arXiv:2106.02848, appendix B. Where a row is removed outcomes follow the mixture.
  case gaussian(SubsampledGaussian, isRemoval: Bool)
  case discrete(DiscreteLosses)

  /// The probability of more than `loss`.
  func survival(_ loss: Double) -> Double {
    switch self {
    case .gaussian(let own, isRemoval: true):
      guard let place = own.place(ofLoss: loss) else { return 1 }
      return (1 - own.rate) * NormalDistribution.survival(place / own.noise)
        + own.rate * NormalDistribution.survival((place - 1) / own.noise)
    case .gaussian(let own, isRemoval: false):
      guard let place = own.place(ofLoss: -loss) else { return 0 }
      return NormalDistribution.cumulative(place / own.noise)
    case .discrete(let losses): return losses.survival(loss)
    }
  }

  var mean: Double {
    switch self {
    case .gaussian(let own, let isRemoval): own.meanLoss(isRemoval: isRemoval)
    case .discrete(let losses): losses.mean
    }
  }
}

/// Finitely many losses with their probabilities.
struct DiscreteLosses {
  private let losses: [Double]
  /// Of each loss and all greater ones.
  private let survivals: [Double]
  let mean: Double

  static let none = DiscreteLosses([(0, 1)])

  init(_ points: [(loss: Double, probability: Double)]) {
    let sorted = points.sorted { $0.loss < $1.loss }
    losses = sorted.map(\.loss)
    var (sum, survivals) = (0.0, [Double]())
    for point in sorted.reversed() {
      sum += point.probability
      survivals.append(sum)
    }
    self.survivals = survivals.reversed()
    mean = sorted.reduce(0) { $0 + $1.loss * $1.probability } / sum
  }

  func survival(_ loss: Double) -> Double {
    var (low, high) = (0, losses.count)
    while low < high {
      let middle = (low + high) / 2
      if losses[middle] > loss { high = middle } else { low = middle + 1 }
    }
    return low < survivals.count ? survivals[low] : 0
  }
}

extension SubsampledGaussian {
  /// Where the mixture is e^loss times as dense as N(0, s^2); nil where it is nowhere so thin.
  func place(ofLoss loss: Double) -> Double? {
    guard rate < 1 else { return noise * noise * loss + 0.5 }
    let exponent: Double
    if loss > 50 {
      exponent = loss - log(rate) + log1p(-(1 - rate) * exp(-loss))
    } else {
      let share = expm1(loss) / rate
      guard share > -1 else { return nil }
      exponent = log1p(share)
    }
    return noise * noise * exponent + 0.5
  }

  /// The trapezoidal rule, which converges exponentially for such integrands: its step is a fraction of the noise and
  /// of the distance pi s^2 of the logarithm's branch point from the real axis.
  func meanLoss(isRemoval: Bool) -> Double {
    let step = min(noise / 16, 0.4 * noise * noise)
    let (start, end) = (-12 * noise, 1 + 12 * noise)
    var sum = 0.0
    for index in 0...Int((end - start) / step) {
      let x = start + Double(index) * step
      let loss = loss(at: x)
      let (zero, one) = (exp(-x * x / (2 * noise * noise)), exp(-(x - 1) * (x - 1) / (2 * noise * noise)))
      sum += isRemoval ? loss * ((1 - rate) * zero + rate * one) : -loss * zero
    }
    return sum * step / (noise * (2 * Double.pi).squareRoot())
  }
}
