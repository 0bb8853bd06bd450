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
    for seed in 1...(Scale.isFull ? 5 : 1) as ClosedRange<UInt64> {
      let instance = try Instance(model, weights: weights, seed: seed)
      let finding = try LeastSquaresAttack(AttackSettings(starts: 32)).find(instance.evidence)

      #expect(try instance.error(of: finding) < 1e-20, "\(finding.message)")
    }
  }

  @Test("where few starts lead anywhere, the most promising of many points do")
  func screening() throws {
    let instance = try Instance("zz-efficient-3", seed: 1)
    let plain = try LeastSquaresAttack(AttackSettings(starts: 16)).find(instance.evidence)
    let screened = try LeastSquaresAttack(AttackSettings(starts: 17)).find(instance.evidence)

    #expect(try instance.error(of: plain) > 1e-3)
    #expect(try instance.error(of: screened) < 1e-20, "\(screened.message)")
    #expect(screened.evaluations > 17 * 1024)
  }
}
