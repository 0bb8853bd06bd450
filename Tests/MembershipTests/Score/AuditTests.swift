import Foundation
import Numerics
import Testing

@testable import Membership

@Suite struct AuditTests {
  private static func trial(_ members: Int, _ others: Int, shift: Double, seed: UInt64) -> MembershipScore.Trial {
    var numbers = NormalNumbers(seed: seed)
    let scores = numbers.several(members, mean: shift) + numbers.several(others)
    return MembershipScore.Trial(scores: scores, truth: scores.indices.map { $0 < members })
  }

  @Test("the p-value of guesses is the binomial tail, and more with delta as the theorem adds")
  func pValue() {
    let (guesses, correct, epsilon) = (20, 17, 1.0)
    let q = 1 / (1 + exp(-epsilon))
    func probability(_ k: Int) -> Double {
      let (hits, misses) = (Double(k), Double(guesses - k))
      let choices: Double = lgamma(Double(guesses) + 1) - lgamma(hits + 1) - lgamma(misses + 1)
      let chances: Double = hits * log(q) + misses * log(1 - q)
      return exp(choices + chances)
    }
    let tail: Double = (correct...guesses).reduce(0) { $0 + probability($1) }
    let exact = OneRunAudit.pValue(
      canaries: 100, guesses: guesses, correct: correct, epsilon: epsilon, delta: 0)
    #expect(abs(exact - tail) < 1e-12)
    func mean(_ step: Int) -> Double {
      let sum: Double = (1...step).reduce(0) { $0 + probability(correct - $1) }
      return sum / Double(step)
    }
    let most: Double = (1...correct).map(mean).max() ?? 0
    let found = OneRunAudit.pValue(
      canaries: 100, guesses: guesses, correct: correct, epsilon: epsilon, delta: 1e-3)
    let expected: Double = tail + 2 * 100 * 1e-3 * most
    #expect(abs(found - expected) < 1e-12)
  }

  @Test("guesses that are all right bound epsilon by the confidence, and chance by nothing")
  func oneRun() throws {
    // All right: q^r = level, so that epsilon = ln(q / (1 - q)).
    let level = 0.05
    let q = pow(level, 1.0 / 40)
    let found = OneRunAudit.epsilon(canaries: 40, guesses: 40, correct: 40, delta: 0, level: level)
    #expect(abs(found - log(q / (1 - q))) < 1e-9)
    #expect(OneRunAudit.epsilon(canaries: 40, guesses: 40, correct: 20, delta: 0, level: level) == 0)
    let perfect = try #require(
      OneRunAudit(scores: (0..<100).map(Double.init), truth: (0..<100).map { $0 >= 50 }))
    #expect(perfect.guesses == 100 && perfect.correct == 100)
    // Several numbers of guesses were tried: the bound is below that of one.
    #expect(perfect.epsilon < OneRunAudit.epsilon(canaries: 100, guesses: 100, correct: 100, delta: 0, level: level))
    #expect(perfect.epsilon > 2)
    #expect(OneRunAudit(scores: [1], truth: [true]) == nil)
    #expect(OneRunAudit(scores: [1, .nan], truth: [true, false]) == nil)
  }

  @Test("audits of randomised response do not exceed its epsilon more often than they say")
  func randomisedResponse() {
    let (epsilon, repetitions) = (1.0, 200)
    var above = 0
    for repetition in 0..<repetitions {
      var stream = RandomStream(seed: 5).substream(repetition)
      let truth = (0..<60).map { _ in stream.next() & 1 == 0 }
      let scores = truth.map { bit in
        ((stream.uniform() < 1 / (1 + exp(-epsilon))) == bit ? 1 : 0) + 1e-3 * stream.uniform()
      }
      if let audit = OneRunAudit(scores: scores, truth: truth), audit.epsilon > epsilon { above += 1 }
    }
    // 5 % of 200, and five standard deviations.
    #expect(above <= 10 + 16)
  }

  @Test("a bound of epsilon is of the half that did not choose it, and 0 at chance")
  func bound() throws {
    let leaking = Self.trial(2000, 2000, shift: 2, seed: 1)
    let found = try #require(
      EpsilonBound(members: leaking.members, others: leaking.others, stream: RandomStream(seed: 1)))
    #expect(found.value > 1.5)
    // What it says of its own threshold is true of the distributions.
    let rates = (
      NormalDistribution.survival(found.threshold - 2), NormalDistribution.survival(found.threshold)
    )
    #expect(found.direction == .below || found.value <= log(rates.0 / rates.1))
    let chance = Self.trial(300, 300, shift: 0, seed: 2)
    let none = try #require(
      EpsilonBound(members: chance.members, others: chance.others, stream: RandomStream(seed: 2)))
    #expect(none.value == 0)
    #expect(EpsilonBound(members: [1], others: [0, 1], stream: RandomStream(seed: 3)) == nil)
    let private_ = try #require(
      EpsilonBound(members: leaking.members, others: leaking.others, delta: 0.99, stream: RandomStream(seed: 1)))
    #expect(private_.value == 0)
  }

  @Test("controls: shuffled bits tell nothing, swapped ones the opposite")
  func controls() throws {
    let trial = Self.trial(400, 400, shift: 1.5, seed: 3)
    let shuffled = trial.shuffled(RandomStream(seed: 4))
    #expect(shuffled.truth.count(where: { $0 }) == 400)
    // Five standard deviations of the area at chance.
    #expect(abs(try MembershipScore([shuffled]).auc - 0.5) < 5 * (801.0 / (12 * 400 * 400)).squareRoot())
    #expect(abs(try MembershipScore([trial.swapped]).auc + MembershipScore([trial]).auc - 1) < 1e-12)
  }

  @Test("the power statement holds: an effect of its size is seen four times in five")
  func power() {
    let power = MembershipPower(members: 100, others: 150)
    let shift = 2.0.squareRoot() * NormalDistribution.quantile(power.detectableArea)
    let deviation = (251.0 / (12 * 100 * 150)).squareRoot()
    let seen = (0..<300).count { repetition in
      let trial = Self.trial(100, 150, shift: shift, seed: UInt64(100 + repetition))
      let area = AreaUnderCurve(positives: trial.members, negatives: trial.others)?.value ?? 0
      return abs(area - 0.5) > 1.96 * deviation
    }
    // Five standard deviations of 300 draws of 80 %, and 1 % for the variance away from chance.
    #expect(abs(Double(seen) / 300 - 0.8) < 0.126)
    #expect(MembershipPower(members: 1, others: 1).detectableArea == 1)
  }

  @Test("an example that only some models memorise stands out")
  func vulnerability() throws {
    let trials = (0..<8).map { model -> MembershipScore.Trial in
      var numbers = NormalNumbers(seed: UInt64(50 + model))
      let truth = (0..<30).map { ($0 + model) % 2 == 0 }
      let scores = truth.enumerated().map { row, isMember in numbers.next() + (row == 4 && isMember ? 9 : 0) }
      return MembershipScore.Trial(scores: scores, truth: truth)
    }
    let found = try ExampleVulnerability(trials, level: 0.01)
    #expect(found.areas[4] == 1 && found.hitRates[4] == 1)
    #expect(found.areas.compactMap { $0 }.count == 30)
    #expect(found.areas.count { $0 == 1 } < 4)
    #expect(throws: MembershipError.self) { try ExampleVulnerability([]) }
  }
}
