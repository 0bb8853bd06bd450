import Foundation
import Numerics
import Testing

@testable import Membership

@Suite struct NetworkAttackTests {
  /// Members are answered more confidently.
  private static func evidence(_ count: Int, gap: Double, seed: UInt64) throws -> (MembershipEvidence, [Bool]) {
    var numbers = NormalNumbers(seed: seed)
    let truth = (0..<count).map { $0 % 2 == 0 }
    let rows = truth.map { isMember -> [Double] in
      let p = 1 / (1 + exp(-(isMember ? gap : 0) - 0.5 * numbers.next()))
      let share = 1 / (1 + exp(-numbers.next()))
      return [p, (1 - p) * share, (1 - p) * (1 - share)]
    }
    return (try MembershipEvidence(labels: truth.map { _ in 0 }, target: .probabilities(rows)), truth)
  }

  private static var small: FeatureNetwork.Settings {
    var settings = FeatureNetwork.Settings()
    (settings.width, settings.epochs, settings.dropout) = (8, 60, 0.1)
    return settings
  }

  @Test("features are probabilities, the greatest, whether it is right, and the loss")
  func features() throws {
    let evidence = try MembershipEvidence(
      labels: [1, 2], target: .probabilities([[0.2, 0.5, 0.3], [0.6, 0.3, 0.1]]))
    let features = try NetworkAttack.features(evidence)
    #expect(features.map(\.count) == [6, 6])
    #expect(features[0][..<5] == [0.2, 0.5, 0.3, 0.5, 1])
    #expect(features[1][3...4] == [0.6, 0])
    #expect(abs(features[1][5] + Foundation.log(0.1)) < 1e-12)
    let settings = FeatureNetwork.Settings()
    #expect(settings.width == 64 && settings.dropout == 0.3 && settings.rate == 0.01 && settings.epochs == 1000)
  }

  @Test("the network learns what tells members, and the same again from the same seed")
  func learns() throws {
    let (evidence, truth) = try Self.evidence(60, gap: 2.5, seed: 1)
    let attack = NetworkAttack(settings: Self.small, seed: 3)
    let finding = try attack.crossFitted(evidence, truth: truth, parts: 3)
    #expect(try MembershipScore(finding, truth: truth).auc > 0.9)
    #expect(try attack.crossFitted(evidence, truth: truth, parts: 3) == finding)
  }

  @Test("the published figure shows leakage where there is none: it is high for members it was trained on")
  func published() throws {
    let (evidence, truth) = try Self.evidence(24, gap: 0, seed: 2)
    var settings = Self.small
    (settings.width, settings.epochs, settings.dropout) = (16, 500, 0)
    let attack = NetworkAttack(settings: settings, seed: 4)
    let asked = truth.indices.filter { truth[$0] }
    let published = try attack.published(evidence, truth: truth, asked: asked)
    #expect(published.truePositiveRate > 0.7)
    #expect(try published.reapplied(to: evidence) == published.truePositiveRate)
    settings.epochs = 60
    let honest = try NetworkAttack(settings: settings, seed: 4).crossFitted(evidence, truth: truth, parts: 2)
    let score = try MembershipScore(honest, truth: truth)
    #expect(score.aucInterval?.contains(0.5) == true)
  }

  @Test("what cannot be trained on is refused")
  func refusals() throws {
    let (evidence, truth) = try Self.evidence(6, gap: 1, seed: 3)
    let attack = NetworkAttack(settings: Self.small)
    #expect(throws: MembershipError.self) { try attack.crossFitted(evidence, truth: [true], parts: 2) }
    #expect(throws: MembershipError.self) { try attack.crossFitted(evidence, truth: truth, parts: 5) }
    #expect(throws: MembershipError.self) { try attack.published(evidence, truth: truth, asked: [17]) }
    #expect(throws: MembershipError.self) {
      try FeatureNetwork([[.nan]], members: [true], settings: Self.small, stream: RandomStream(seed: 1))
    }
    #expect(throws: MembershipError.self) {
      try FeatureNetwork([], members: [], settings: Self.small, stream: RandomStream(seed: 1))
    }
  }
}
