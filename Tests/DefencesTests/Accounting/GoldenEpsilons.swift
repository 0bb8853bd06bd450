import Defences
import Models
import Testing

/// Epsilons of dp-accounting 0.6.0: `RdpAccountant(orders)` and `PLDAccountant()` composed with
/// `SelfComposedDpEvent(PoissonSampledDpEvent(rate, GaussianDpEvent(noise)), steps)`, which
/// `scripts/interop/accountants.py` computes anew. Its divergences of fractional orders are upper bounds, so that ours
/// may be a little less.
struct GoldenEpsilon: CustomTestStringConvertible {
  let rate: Double
  let noise: Double
  let steps: Int
  let delta: Double
  let renyi: Double
  let loss: Double

  var testDescription: String { "rate \(rate), noise \(noise), \(steps) steps, delta \(delta)" }
  var history: MechanismHistory { .gaussian(rate: rate, noise: noise, steps: steps) }

  static let all = [
    GoldenEpsilon(rate: 0.01, noise: 1, steps: 1000, delta: 1e-5, renyi: 2.1014, loss: 1.8282),
    GoldenEpsilon(rate: 0.01, noise: 1.1, steps: 10_000, delta: 1e-5, renyi: 5.6320, loss: 5.1926),
    GoldenEpsilon(rate: 0.032, noise: 1, steps: 620, delta: 1e-3, renyi: 4.0940, loss: 3.5251),
    GoldenEpsilon(rate: 0.1, noise: 2, steps: 100, delta: 1e-4, renyi: 2.2144, loss: 1.9659),
    GoldenEpsilon(rate: 0.001, noise: 0.8, steps: 5000, delta: 1e-6, renyi: 1.5923, loss: 0.73357),
    GoldenEpsilon(rate: 1, noise: 4, steps: 10, delta: 1e-5, renyi: 3.6171, loss: 3.3414),
  ]
}

extension MechanismHistory {
  static func gaussian(rate: Double, noise: Double, steps: Int = 1) -> MechanismHistory {
    MechanismHistory([MechanismStep(.subsampledGaussian(rate: rate, noiseMultiplier: noise), count: steps)])
  }
}

extension LossAccountant.Accuracy {
  /// A mesh that tests can afford.
  static let coarse = {
    var accuracy = LossAccountant.Accuracy()
    accuracy.share = 0.01
    accuracy.greatestError = 0.1
    accuracy.mostPoints = 1 << 16
    return accuracy
  }()
}
