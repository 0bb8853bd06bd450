import Foundation
import Numerics
import Testing

@testable import Membership

@Suite struct SimpleAttackTests {
  private static let rows = [[0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0.3, 0.4, 0.3]]
  private static let labels = [0, 1, 1]

  private static func find(_ name: MembershipAttackName, labels: [Int]? = labels) throws -> [Double] {
    try name.attack().find(MembershipEvidence(labels: labels, target: .probabilities(rows))).scores
  }

  @Test("thresholds are on the numbers that their papers give")
  func signals() throws {
    #expect(try Self.find(.gap) == [1, 0, 1])
    #expect(try Self.find(.confidence) == [0.7, 0.8, 0.4])
    for (found, row, label) in zip3(try Self.find(.loss), Self.rows, Self.labels) {
      #expect(abs(found - Foundation.log(row[label])) < 1e-12)
    }
    for (found, row) in zip(try Self.find(.entropy), Self.rows) {
      #expect(abs(found - row.reduce(0) { $0 + $1 * Foundation.log($1) }) < 1e-12)
    }
    for (found, row, label) in zip3(try Self.find(.modifiedEntropy), Self.rows, Self.labels) {
      var expected = (1 - row[label]) * Foundation.log(row[label])
      for (place, p) in row.enumerated() where place != label { expected += p * Foundation.log(1 - p) }
      #expect(abs(found - expected) < 1e-12)
    }
  }

  private func zip3(_ first: [Double], _ second: [[Double]], _ third: [Int]) -> [(Double, [Double], Int)] {
    zip(first, zip(second, third)).map { ($0, $1.0, $1.1) }
  }

  @Test("without labels the decided class stands in, or the attack says what it needs")
  func labels() throws {
    #expect(abs(try Self.find(.loss, labels: nil)[2] - Foundation.log(0.4)) < 1e-12)
    #expect(throws: MembershipError.self) { try Self.find(.gap, labels: nil) }
    #expect(throws: MembershipError.self) { try Self.find(.modifiedEntropy, labels: nil) }
  }

  @Test("answers that are certain have finite scores")
  func certain() throws {
    let evidence = try MembershipEvidence(labels: [0, 1], target: .probabilities([[1, 0], [1, 0]]))
    for name in [MembershipAttackName.loss, .confidence, .entropy, .modifiedEntropy, .gap] {
      #expect(try name.attack().find(evidence).scores.allSatisfy(\.isFinite))
    }
  }

  @Test("RMIA is the share of the population with a smaller ratio, by its formula")
  func robust() throws {
    var numbers = NormalNumbers(seed: 12)
    func rows(_ count: Int) -> [[Double]] {
      (0..<count).map { _ in
        let p = 1 / (1 + exp(-numbers.next()))
        return [p, 1 - p]
      }
    }
    let (target, others) = (rows(10), rows(25))
    let members = (0..<4).map { index in (0..<10).map { ($0 + index) % 2 == 0 } }
    let answers = members.map { _ in rows(10) }
    let populationAnswers = members.map { _ in rows(25) }
    let labels = (0..<10).map { $0 % 2 }
    let populationLabels = (0..<25).map { $0 % 2 }
    let evidence = try MembershipEvidence(
      labels: labels, target: .probabilities(target),
      references: zip(members, answers).map { ReferenceModel(member: $0, outputs: .probabilities($1)) },
      population: Population(
        labels: populationLabels, target: .probabilities(others),
        references: populationAnswers.map { .probabilities($0) }))
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    for isOffline in [false, true] {
      let found = try RobustAttack(isOffline: isOffline, offset: 0.4, gamma: 1.2).find(evidence).scores
      let z = (0..<25).map { row -> Double in
        let average = mean(populationAnswers.map { $0[row][populationLabels[row]] })
        return others[row][populationLabels[row]] / (isOffline ? 0.7 * average + 0.3 : average)
      }
      for row in 0..<10 {
        let inside = mean((0..<4).filter { members[$0][row] }.map { answers[$0][row][labels[row]] })
        let outside = mean((0..<4).filter { !members[$0][row] }.map { answers[$0][row][labels[row]] })
        let ratio = target[row][labels[row]] / (isOffline ? 0.7 * outside + 0.3 : (inside + outside) / 2)
        #expect(abs(found[row] - mean(z.map { ratio / $0 > 1.2 ? 1 : 0 })) < 1e-12)
      }
    }
  }

  @Test("one reference is enough for RMIA: it stands for those with the example, or for those without")
  func oneReference() throws {
    let reference = ReferenceModel(member: [true, false], outputs: .probabilities([[0.8, 0.2], [0.5, 0.5]]))
    let evidence = try MembershipEvidence(
      labels: [0, 0], target: .probabilities([[0.9, 0.1], [0.6, 0.4]]), references: [reference])
    let found = try RobustAttack(offset: 0.3).find(evidence).scores
    #expect(abs(found[0] - Foundation.log(0.9 / 0.8)) < 1e-12)
    #expect(abs(found[1] - Foundation.log(0.6 / (0.65 * 0.5 + 0.35))) < 1e-12)
    #expect(throws: MembershipError.self) { try RobustAttack(isOffline: true).find(evidence) }
  }

  @Test("the strongest attack that the evidence allows is chosen")
  func strongest() throws {
    func chosen(_ target: ModelOutputs, _ members: [[Bool]]) throws -> MembershipAttackName {
      try .strongest(
        for: MembershipEvidence(
          labels: [0, 1], target: target,
          references: members.map { ReferenceModel(member: $0, outputs: .probabilities([[0.5, 0.5], [0.4, 0.6]])) }))
    }
    let counts = ModelOutputs.counts([[3, 1], [2, 2]])
    let exact = ModelOutputs.probabilities([[0.5, 0.5], [0.5, 0.5]])
    let both = [[true, false], [false, true]]
    #expect(try chosen(.labels([0, 1]), []) == .gap)
    #expect(try chosen(counts, []) == .loss)
    #expect(try chosen(counts, both) == .robust)
    #expect(try chosen(counts, both + both) == .counts)
    #expect(try chosen(exact, both + both) == .pooled)
    #expect(try chosen(exact, Array(repeating: both, count: 40).flatMap(\.self)) == .online)
    #expect(try chosen(exact, [[false, false]]) == .robustOffline)
    #expect(try chosen(exact, [[false, false], [false, false]]) == .offlinePooled)
    #expect(try chosen(counts, [[false, false], [false, false]]) == .offlinePooledDelta)
    #expect(try chosen(exact, [[true, true]]) == .robust)
    #expect(try chosen(exact, [[true, false]]) == .robust)
    #expect(MembershipAttackName.allCases.allSatisfy { $0.attack().name == $0.rawValue })
  }
}
