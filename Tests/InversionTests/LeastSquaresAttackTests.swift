import Circuits
import Inversion
import Models
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

  @Test("inputs are found and certified where the label is so near that the gradient hardly differs from zero")
  func nearlyStationary() throws {
    for seed in 1...(Scale.isFull ? 20 : 4) as ClosedRange<UInt64> {
      for distance in [1e-4, 1e-6] {
        var instance = try Instance("complex-3", seed: seed)
        instance.evidence.labels = [[try instance.means(of: instance.truth).0 - distance]]
        try instance.measureExactly()
        let finding = try LeastSquaresAttack().find(instance.evidence)
        #expect(finding.isCertified, "\(seed), \(distance): \(finding.message)")
        #expect(try instance.error(of: finding) < 1e-12)
      }
    }
  }

  @Test("a gradient of nothing but rounding, or of values that are always the same, gives nothing away")
  func nothingToSee() throws {
    var instance = try Instance("complex-2", seed: 3)
    for factor in [1e-14, 1e-200] {
      var tiny = instance
      tiny.evidence.rounds[0].values = tiny.evidence.rounds[0].values.map { factor * $0 }
      let finding = try LeastSquaresAttack().find(tiny.evidence)
      #expect(finding.recovered == nil && finding.message.contains("zero but for rounding"), "\(finding.message)")
    }
    instance = try Instance(InputRangeTests.layer("0 * x_0", "0 * x_1"), stream: RandomStream(seed: 3))
    for evidence in [instance.evidence, instance.measured(shots: 1000)] {
      let blind = try LeastSquaresAttack(AttackSettings(backend: Machines.ideal)).find(evidence)
      #expect(blind.recovered == nil && blind.message.contains("no value of the gradient depends"), "\(blind.message)")
    }
  }

  @Test("an update of several steps that nothing matches is told as one whose labels are known")
  func unmatchedUpdate() throws {
    var instance = try Instance("complex-2", seed: 4)
    instance.evidence.rounds[0].message = .update(LocalSteps(count: 3, rate: 0.1))
    try instance.measureExactly()
    instance.evidence.rounds[0].message = .update(LocalSteps(count: 3, rate: 0.2))
    let finding = try LeastSquaresAttack(AttackSettings(starts: 8)).find(instance.evidence)
    #expect(finding.recovered == nil && finding.message.contains("nothing recovered"), "\(finding.message)")
  }
}
