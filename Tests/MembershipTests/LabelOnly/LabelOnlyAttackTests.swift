import Foundation
import Numerics
import Testing

@testable import Membership

@Suite struct LabelOnlyAttackTests {
  /// Class 1 where 0.6 x + 0.8 y exceeds 1: the distance from there is known.
  private static let plane: LabelQuery = { rows in rows.map { 0.6 * $0[0] + 0.8 * $0[1] > 1 ? 1 : 0 } }
  private static let inputs = [[0.0, 0], [1, 0.9], [3, 3], [1, 0.9]]
  private static let labels = [0, 1, 1, 0]

  @Test("the distance to a plane is found to a few per cent, and is 0 of a wrong decision")
  func boundary() async throws {
    let finding = try await BoundaryAttack(radius: 8).find(
      Self.inputs, labels: Self.labels, ask: Self.plane, stream: RandomStream(seed: 1))
    for (row, input) in Self.inputs.enumerated().prefix(3) {
      let distance = abs(0.6 * input[0] + 0.8 * input[1] - 1)
      #expect(finding.scores[row] >= distance - 1e-9)
      #expect(finding.scores[row] < 1.05 * distance + 0.01)
    }
    #expect(finding.scores[3] == 0)
  }

  @Test("the share of noisy copies with the label is that of the normal distribution")
  func noise() async throws {
    let finding = try await NoiseAttack(deviation: 0.5, copies: 400).find(
      Self.inputs, labels: Self.labels, ask: Self.plane, stream: RandomStream(seed: 2))
    for (row, input) in Self.inputs.enumerated() {
      let sign: Double = Self.labels[row] == 1 ? 1 : -1
      let side = sign * (0.6 * input[0] + 0.8 * input[1] - 1)
      let expected = NormalDistribution.cumulative(side / 0.5)
      // Five standard deviations of 400 copies, and the one that is the example itself.
      let most = 5 * (0.25 / 400).squareRoot() + 1.0 / 401
      #expect(abs(finding.scores[row] - expected) < most)
    }
  }

  @Test("the number of decisions is as announced")
  func queries() async throws {
    let counter = Counter()
    let counted: LabelQuery = { rows in
      await counter.add(rows.count)
      return rows.map { _ in 0 }
    }
    let attacks: [any LabelOnlyAttack] = [
      BoundaryAttack(radius: 1, directions: 3, halvings: 4, refinements: 2), NoiseAttack(deviation: 1, copies: 5),
    ]
    for attack in attacks {
      let before = await counter.count
      _ = try await attack.find(Self.inputs, labels: [0, 0, 0, 0], ask: counted, stream: RandomStream(seed: 3))
      #expect(await counter.count - before == 4 * attack.queries)
    }
  }

  private actor Counter {
    private(set) var count = 0
    func add(_ more: Int) { count += more }
  }

  @Test("examples and answers that do not fit are refused")
  func refusals() async {
    let stream = RandomStream(seed: 4)
    await #expect(throws: MembershipError.self) {
      try await NoiseAttack(deviation: 1).find([[.nan]], labels: [0], ask: Self.plane, stream: stream)
    }
    await #expect(throws: MembershipError.self) {
      try await NoiseAttack(deviation: 0).find([[1, 2]], labels: [0], ask: Self.plane, stream: stream)
    }
    await #expect(throws: MembershipError.self) {
      try await BoundaryAttack(radius: .infinity).find([[1, 2]], labels: [0], ask: Self.plane, stream: stream)
    }
    await #expect(throws: MembershipError.self) {
      try await BoundaryAttack(radius: 1).find([[1, 2]], labels: [0], ask: { _ in [] }, stream: stream)
    }
  }
}
