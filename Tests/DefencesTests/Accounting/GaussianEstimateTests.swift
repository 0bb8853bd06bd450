import Defences
import Gradients
import Models
import Testing

@Suite("Gaussian estimate") struct GaussianEstimateTests {
  @Test("of all rows in each step it is the Gaussian mechanism's exact epsilon")
  func exact() throws {
    let estimate = try #require(GaussianEstimate(.gaussian(rate: 1, noise: 4, steps: 10)))
    let bound = try estimate.epsilon(at: 1e-5)
    #expect(abs(AnalyticGaussian.delta(separation: 10.0.squareRoot() / 4, epsilon: bound.epsilon) - 1e-5) < 1e-14)
    #expect(!bound.accountant.isGuarantee && AccountantName.prv.isGuarantee && AccountantName.rdp.isGuarantee)
  }

  @Test("of a real training it can be below what is not below epsilon")
  func tooSmall() throws {
    let history = MechanismHistory.gaussian(rate: 0.01, noise: 1, steps: 1000)
    let estimate = try #require(try GaussianEstimate(history)?.epsilon(at: 1e-5))
    let lower = try #require(try LossAccountant(history, accuracy: .coarse).epsilon(at: 1e-5).lowerEpsilon)
    #expect(estimate.epsilon < lower)
  }

  @Test("extremes have an epsilon, and mechanisms without a limit none")
  func extremes() throws {
    #expect(try GaussianEstimate(MechanismHistory())?.epsilon(at: 1e-5).epsilon == 0)
    #expect(try GaussianEstimate(.gaussian(rate: 0.5, noise: 1e-6))?.epsilon(at: 1e-5).epsilon == .infinity)
    let large = try #require(try GaussianEstimate(.gaussian(rate: 1, noise: 1e-6, steps: 100))?.epsilon(at: 1e-18))
    #expect(large.epsilon.isFinite && large.epsilon > 1e12)
    let rounding = PrivacyMechanism.randomizedQuantization(RandomizedQuantization(limit: 1))
    #expect(GaussianEstimate(MechanismHistory([MechanismStep(rounding)])) == nil)
  }
}
