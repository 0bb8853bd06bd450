import Defences
import Models
import Testing

@Suite("What a private training protects") struct TrainingPrivacyTests {
  private func privacy(
    noise: Double = 2, delta: Double = 1e-4, accountant: AccountantName = .prv, fitted: Bool = false
  ) throws -> TrainingPrivacy {
    try TrainingPrivacy(
      GradientPrivacy(clippingNorm: 1, noiseMultiplier: noise), .gaussian(rate: 0.1, noise: noise, steps: 100),
      rowCount: 1000, delta: delta, accountant: accountant, isPreparationFitted: fitted, accuracy: .coarse)
  }

  @Test("its epsilon is that of the accountant that was asked for")
  func accountants() throws {
    let (renyi, loss) = (try privacy(accountant: .rdp), try privacy())
    #expect(renyi.epsilon == renyi.renyi.epsilon && loss.epsilon == loss.loss.epsilon)
    #expect(loss.epsilon < renyi.epsilon)
    #expect(TrainingPrivacy.protects == .trainingRows)
  }

  @Test("it warns of large deltas and epsilons, and of what is not accounted for")
  func warnings() throws {
    func warns(_ privacy: TrainingPrivacy, _ word: String) -> Bool {
      privacy.warnings.contains { $0.contains(word) }
    }
    let fine = try privacy()
    #expect(!warns(fine, "delta") && !warns(fine, "above 10") && !warns(fine, "preparation"))
    for word in ["metrics", "several trainings", "seed"] { #expect(warns(fine, word)) }
    #expect(warns(try privacy(delta: 1e-3), "1 / 1000"))
    #expect(warns(try privacy(noise: 0.5), "above 10"))
    #expect(warns(try privacy(fitted: true), "preparation"))
  }
}
