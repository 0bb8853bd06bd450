import Execution
import Models
import Numerics
import Testing

@testable import Membership

@Suite("Attacks on decisions of models that are audited") struct LabelOnlyAuditTests {
  /// The mean area of an attack over targets.
  private static func area(
    _ name: MembershipAttackName, _ audit: AuditExperimentTests.Audit, queries: Int, shots: Int? = nil
  ) async throws -> Double {
    let stream = RandomStream(seed: 7)
    let attack = try #require(
      try await audit.experiment.labelOnlyAttack(name, queries: queries, stream: stream.substream("noise")))
    #expect(attack.queries <= queries)
    let machine = try AuditExperimentTests.machine()
    var sum = 0.0
    for (number, weights) in audit.targets.enumerated() {
      let steps = try await audit.experiment.ask(
        attack, weights: weights, source: shots.map { DecidingModel.Source(machine, shots: $0) },
        stream: stream.substream(number))
      let truth = audit.experiment.split.members(ofTarget: number)
      let trial = MembershipScore.Trial(attack.finding(after: steps), truth: truth)
      sum += try #require(AreaUnderCurve(positives: trial.members, negatives: trial.others)).value
    }
    return sum / Double(audit.targets.count)
  }

  @Test("They beat chance on models that remember changed labels, and not on models that never learnt")
  func chance() async throws {
    let remembering = try AuditExperimentTests.Audit(epochs: 25, noise: 0.5, targets: 3)
    let ignorant = try AuditExperimentTests.Audit(epochs: 0, noise: 0.5, targets: 3)
    for name in [MembershipAttackName.labelNoise, .labelBoundary] {
      #expect(try await Self.area(name, remembering, queries: 4) > 0.6)
      // A standard deviation is about 0.05.
      #expect(abs(try await Self.area(name, ignorant, queries: 4) - 0.5) < 0.15)
    }
    // Decisions from a few shots tell less than those without shot noise, and more than nothing.
    #expect(try await Self.area(.labelNoise, remembering, queries: 3, shots: 16) > 0.53)
  }

  @Test("One decision is the gap attack, and a budget is kept whatever it is", arguments: [1, 2, 3, 10, 21])
  func budgets(queries: Int) async throws {
    let audit = try AuditExperimentTests.Audit(epochs: 1, targets: 1)
    let stream = RandomStream(seed: 8)
    let attacks: [any LabelOnlyAttack] = [
      NoiseAttack(deviation: 0.1, queries: queries), BoundaryAttack(radius: 2, queries: queries),
    ]
    for attack in attacks {
      let model = DecidingModel(audit.targets[0], of: audit.experiment, source: nil, stream: stream)
      let inputs = [[0.1, 0.2], [1.5, 0.4]]
      let steps = try await attack.steps(inputs, labels: [0, 1], ask: model.query, stream: stream)
      #expect(await model.decisions == 2 * attack.queries && attack.queries <= queries)
      #expect(steps.last?.queries == attack.queries && steps.first?.queries == 1)
    }
    let refused = try? await audit.experiment.labelOnlyAttack(.labelNoise, queries: 0, stream: stream)
    #expect(refused == nil)
    #expect(try await audit.experiment.labelOnlyAttack(.loss, queries: queries, stream: stream) == nil)
  }

  @Test("Evidence on the examples alone is refused with what to type instead")
  func evidence() throws {
    let evidence = try MembershipEvidence(labels: [0, 1], target: .labels([0, 1]))
    for name in MembershipAttackName.allCases where name.asksForLabels {
      let error = #expect(throws: MembershipError.self) { try name.attack().find(evidence) }
      #expect(error?.isUnsupported == true && error?.help.contains("membership MODEL --data") == true)
    }
  }
}
