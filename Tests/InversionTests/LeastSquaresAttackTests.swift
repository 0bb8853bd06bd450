import Circuits
import Inversion
import Numerics
import Testing

@Suite struct LeastSquaresAttackTests {
  @Test(
    "an exact gradient gives the inputs back to rounding",
    arguments: [
      ("simple-entangled-2", Instance.Weights.random), ("simple-entangled-2", .ones), ("complex-2", .random),
      ("complex-6", .ones), ("zz-efficient-2", .ones),
    ])
  func exactGradient(model: String, weights: Instance.Weights) throws {
    for seed in [1, 2] as [UInt64] {
      let instance = try Instance(model, weights: weights, seed: seed)
      let finding = try LeastSquaresAttack(AttackSettings(starts: 32)).find(instance.evidence)

      #expect(try instance.error(of: finding) < 1e-20, "\(finding.message)")
    }
  }
}
