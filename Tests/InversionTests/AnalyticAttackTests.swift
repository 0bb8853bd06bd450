import Gradients
import Inversion
import Models
import Testing

@Suite struct AnalyticAttackTests {
  private static func rectified(_ hidden: Int) -> Model {
    NetworkInstance.model(
      [.dense(DenseLayer(2, hidden)), .activation(.rectified), .dense(DenseLayer(hidden, 2))], features: 2,
      loss: .crossEntropy)
  }

  @Test(
    "the first layer's weight gradient over its bias gradient is the row, without any start",
    arguments: ["complex-2-classical", "parallel-hybrid-2-2"])
  func exact(name: String) async throws {
    let instance = try await NetworkInstance(name, seed: 7)
    let finding = try LeastSquaresAttack().find(instance.evidence)
    #expect(try instance.error(of: finding) < 1e-28)
    #expect(finding.isCertified)
    #expect(finding.starts == 0)
  }

  @Test("an update after one step tells as much, as its rate drops out")
  func update() async throws {
    let instance = try await NetworkInstance("complex-2-classical", seed: 7)
    var update = instance
    update.evidence.rounds[0].message = .update(LocalSteps(count: 1, rate: 0.5))
    update.evidence.rounds[0].values = instance.evidence.values.map { -0.5 * $0 }
    #expect(try instance.error(of: AnalyticAttack().find(update.evidence)) < 1e-28)
  }

  @Test("shots do not blur what the ratios tell")
  func shots() async throws {
    let circuit = try #require(Zoo.model(named: "complex-2")?.leadingCircuit)
    let model = NetworkInstance.model(
      [.dense(DenseLayer(3, 2)), .activation(.hyperbolicTangent), .circuit(circuit)], features: 3)
    let instance = try await NetworkInstance(model, seed: 8, shots: 64)
    let finding = try LeastSquaresAttack(AttackSettings(backend: Machines.ideal)).find(instance.evidence)
    #expect(try instance.error(of: finding) < 1e-20, "\(finding.message)")
    #expect(finding.isCertified)
    #expect(finding.chiSquared != nil)
  }

  @Test("of a batch the ratios are mixtures, and rows only where rectifiers have units of their own")
  func batches() async throws {
    let smooth = try await NetworkInstance("re-uploading-2-2-classical", batch: 2, seed: 9)
    let none = try AnalyticAttack().find(smooth.evidence)
    #expect(none.recovered == nil)
    #expect(none.message.contains("mixtures"))
    let own = try await NetworkInstance(Self.rectified(16), batch: 2, seed: 9)
    let found = try AnalyticAttack().find(own.evidence)
    #expect(try own.error(of: found) < 1e-20, "\(found.message)")
    #expect(!found.isCertified)
    let searched = try LeastSquaresAttack(AttackSettings(starts: 2)).find(own.evidence)
    #expect(try own.error(of: searched) < 1e-20, "\(searched.message)")
  }

  @Test("nothing is claimed where the gradient is not what the ratios say, is zero, or lacks the layer")
  func claimsNothing() async throws {
    var wrong = try await NetworkInstance("complex-2-classical", seed: 10)
    wrong.evidence.labels = [[7]]
    #expect(try AnalyticAttack().find(wrong.evidence).recovered == nil)
    var zero = try await NetworkInstance("complex-2-classical", seed: 10)
    zero.evidence.rounds[0].values = zero.evidence.values.map { _ in 0 }
    #expect(try AnalyticAttack().find(zero.evidence).message.contains("the gradient is zero"))
    var partial = try await NetworkInstance("complex-2-classical", seed: 10)
    partial.evidence.rounds[0].components.removeFirst(1)
    partial.evidence.rounds[0].values.removeFirst(1)
    // The other units still tell it.
    #expect(try partial.error(of: AnalyticAttack().find(partial.evidence)) < 1e-24)
    let circuit = try Instance("complex-2", seed: 1)
    #expect(throws: InversionError.self) { try AnalyticAttack().find(circuit.evidence) }
  }
}
