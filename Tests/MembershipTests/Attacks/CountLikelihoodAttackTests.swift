import Foundation
import Numerics
import Testing

@testable import Membership

@Suite struct CountLikelihoodAttackTests {
  private static func score(_ finding: MembershipFinding, _ truth: [Bool]) throws -> MembershipScore {
    try MembershipScore(finding, truth: truth)
  }

  @Test("very many shots give the ratio of the normal densities that one more model's logit has")
  func manyShots() throws {
    var setting = SyntheticMembership()
    (setting.examples, setting.referencesOfEachKind) = (20, 6)
    let world = setting.world(seed: 3)
    let evidence = try world.evidence(shots: 1 << 34)
    let counts = try CountLikelihoodAttack().find(evidence).scores
    let logits = evidence.referenceLogits(.deltaMethod, seed: 0)
    func means(_ values: [[Double]]) -> [Double] { values.map { $0.reduce(0, +) / 6 } }
    /// The variance of one more number: that of all distances from the means, and the error of the mean.
    func variance(_ values: [[Double]]) -> Double {
      let squares = zip(values, means(values)).flatMap { row, mean in row.map { ($0 - mean) * ($0 - mean) } }
      return squares.reduce(0, +) / Double(20 * 5) * (1 + 1.0 / 6)
    }
    let (inside, outside) = (variance(logits.inside), variance(logits.outside))
    for row in 0..<20 {
      let logit = evidence.logit(evidence.target, row, label: 0)
      let left = logit - means(logits.inside)[row]
      let right = logit - means(logits.outside)[row]
      let expected = 0.5 * (right * right / outside - left * left / inside + Foundation.log(outside / inside))
      #expect(abs(counts[row] - expected) < 1e-3 * max(1, abs(expected)))
    }
  }

  @Test("few shots: the likelihood of the counts tells more members than shots drawn for references")
  func fewShots() throws {
    var setting = SyntheticMembership()
    (setting.examples, setting.referencesOfEachKind) = (900, 6)
    let world = setting.world(seed: 4)
    let evidence = try world.evidence(shots: 64)
    #expect(MembershipAttackName.strongest(for: evidence) == .counts)
    let ours = try Self.score(CountLikelihoodAttack().find(evidence), world.truth)
    let matched = try Self.score(LikelihoodRatioAttack(.online, spread: .pooled).find(evidence), world.truth)
    let delta = try Self.score(
      LikelihoodRatioAttack(.online, spread: .pooled, shotNoise: .deltaMethod).find(evidence), world.truth)
    #expect(ours.auc > matched.auc && ours.auc > delta.auc)
    #expect(ours.rates[1].value > matched.rates[1].value)
  }

  @Test("outcomes before a head are used where references show them")
  func head() throws {
    let head = try #require(ClassHead(weights: [[1, 0, 0.5, 0], [0, 1, 0, 0.5]]))
    var stream = RandomStream(seed: 6)
    func outcomes(_ shift: Double) -> [Double] {
      let raw = (0..<4).map { exp(0.3 * stream.normalNumber() + ($0 == 0 ? shift : 0)) }
      let total = raw.reduce(0, +)
      return raw.map { $0 / total }
    }
    let truth = (0..<40).map { $0 % 2 == 0 }
    let counts = truth.map { stream.multinomial(200, weights: outcomes($0 ? 1 : 0)) }
    let references = (0..<8).map { index in
      let member = truth.indices.map { ($0 / 2 + index) % 2 == 0 }
      return ReferenceModel(member: member, outputs: .outcomes(member.map { outcomes($0 ? 1 : 0) }))
    }
    let evidence = try MembershipEvidence(
      labels: truth.map { _ in 0 }, target: .counts(counts), references: references, head: head)
    #expect(try Self.score(CountLikelihoodAttack().find(evidence), truth).auc > 0.9)
    let hidden = references.map { reference in
      ReferenceModel(member: reference.member, outputs: .probabilities(reference.member.map { _ in [0.5, 0.5] }))
    }
    let classes = try MembershipEvidence(
      labels: truth.map { _ in 0 }, target: .counts(counts), references: hidden, head: head)
    #expect(throws: MembershipError.self) { try CountLikelihoodAttack().find(classes) }
    #expect(MembershipAttackName.strongest(for: classes) == .pooledDelta)
  }

  @Test("many outcomes have Dirichlet distributions")
  func manyOutcomes() throws {
    var stream = RandomStream(seed: 7)
    func outcomes(_ isMember: Bool) -> [Double] {
      let raw = (0..<32).map { exp(0.2 * stream.normalNumber() + (isMember && $0 < 4 ? 0.7 : 0)) }
      let total = raw.reduce(0, +)
      return raw.map { $0 / total }
    }
    let truth = (0..<40).map { $0 % 2 == 0 }
    let counts = truth.map { stream.multinomial(300, weights: outcomes($0)) }
    let references = (0..<8).map { index in
      let member = truth.indices.map { ($0 / 2 + index) % 2 == 0 }
      return ReferenceModel(member: member, outputs: .probabilities(member.map(outcomes)))
    }
    let evidence = try MembershipEvidence(
      labels: truth.map { _ in 0 }, target: .counts(counts), references: references)
    #expect(try Self.score(CountLikelihoodAttack().find(evidence), truth).auc > 0.9)
  }

  @Test("queries that drift are told apart by a wider likelihood, and the message says so")
  func drift() throws {
    var stream = RandomStream(seed: 8)
    let rho = 0.05
    let jobs = (0..<40).map { _ in
      (0..<5).map { _ -> [Int] in
        let p = BetaDistribution(0.7 * (1 / rho - 1), 0.3 * (1 / rho - 1)).quantile(stream.uniform())
        let hits = stream.binomial(400, probability: p)
        return [hits, 400 - hits]
      }
    }
    let references = (0..<6).map { index in
      ReferenceModel(
        member: (0..<40).map { ($0 + index) % 2 == 0 },
        outputs: .probabilities(
          (0..<40).map { row in
            let p = 1 / (1 + exp(-0.8 - ((row + index) % 2 == 0 ? 0.5 : 0) - 0.1 * stream.normalNumber()))
            return [p, 1 - p]
          }))
    }
    let labels = Array(repeating: 0, count: 40)
    let evidence = try MembershipEvidence(labels: labels, target: .jobs(jobs), references: references)
    let found = try CountLikelihoodAttack().find(evidence)
    #expect(found.message.hasPrefix("queries drift"))
    let summed = (0..<40).map { evidence.target.summedCounts(row: $0) ?? [] }
    let naive = try CountLikelihoodAttack().find(
      MembershipEvidence(labels: labels, target: .counts(summed), references: references))
    // With drift 2000 shots tell less than they seem to: scores are nearer to 0.
    let (near, far) = (found.scores.reduce(0) { $0 + abs($1) }, naive.scores.reduce(0) { $0 + abs($1) })
    #expect(near < 0.7 * far)
  }
}
