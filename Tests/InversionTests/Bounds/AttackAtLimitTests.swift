import Execution
import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite("The attack at the limit") struct AttackAtLimitTests {
  static let repetitions = Scale.isFull ? 400 : 12

  /// The gradient that a client measures with shots, by the estimator that trains models.
  static func measured(_ instance: Instance, _ name: String, shots: Int?, repetition: Int) async throws -> [Double] {
    let model = try CompiledModel(try #require(Zoo.model(named: name)))
    let labels = try #require(instance.evidence.labels).map { $0[0] }
    let gradient = try await LossGradient(model, loss: .meanSquaredError, rule: .parameterShift).measured(
      Examples(features: instance.truth, labels: .targets(labels)), weights: instance.evidence.rounds[0].weights,
      by: GradientMeasurement(on: Machines.ideal, shots: shots),
      stream: RandomStream(seed: 77).substream("shots/\(repetition)"))
    return gradient.values
  }

  @Test("The gradient of training and of the evidence are one", arguments: [1, 3])
  func agreement(batch: Int) async throws {
    let instance = try Instance("simple-entangled-2", batch: batch, seed: 8)
    let values = try await Self.measured(instance, "simple-entangled-2", shots: nil, repetition: 0)
    #expect(values.count == instance.evidence.values.count)
    #expect(zip(values, instance.evidence.values).allSatisfy { ($0 - $1).magnitude < 1e-12 })
  }

  @Test(
    "Its error from 4,096 shots a circuit is that of Cramer and Rao",
    arguments: [("simple-entangled-2", 0, 8), ("complex-2", 1, 8)] + (Scale.isFull ? [("zz-efficient-2", 2, 32)] : []))
  func efficiency(name: String, seed: UInt64, starts: Int) async throws {
    let instance = try Instance(name, seed: seed)
    let labels = try #require(instance.evidence.labels)
    var evidence = instance.measured(shots: 4096)
    let limit = try GradientInformation(evidence, labels: labels, on: Machines.ideal).cramerRao(at: instance.truth)
    let attack = LeastSquaresAttack(AttackSettings(starts: starts, backend: Machines.ideal))
    var errors: [Double] = []
    var (within, wrong) = (0, 0)
    for repetition in 0..<Self.repetitions {
      evidence.rounds[0].values = try await Self.measured(instance, name, shots: 4096, repetition: repetition)
      let finding = try attack.find(evidence)
      let score = try InversionScore(finding, truth: instance.rows, evidence: evidence)
      let fromTruth = try #require(
        try InversionScore.chiSquared(
          reachedFrom: instance.rows, labels: labels, evidence: evidence, on: Machines.ideal))
      let containment = try #require(score.containment, "\(finding.message)")
      if score.isInWrongBasin(finding, chiSquaredFromTruth: fromTruth) {
        wrong += 1
        continue
      }
      errors.append(try #require(score.meanSquaredError))
      if containment.isWithin(0.99) { within += 1 }
    }
    let count = Double(errors.count)
    let mean = errors.reduce(0, +) / count
    let spread = (errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1) / count).squareRoot()
    let ratio = mean / limit.meanSquaredError
    let uncertainty = spread / limit.meanSquaredError
    #expect(wrong * 20 <= max(20, Self.repetitions))
    #expect((ratio - 1).magnitude < 5 * uncertainty + 0.05, "\(ratio) +- \(uncertainty)")
    // Of 12 draws, were all of the error in one of the inputs, a quarter would come once in 200 times.
    #expect(ratio > 0.25, "\(ratio)")
    // Of 12, fewer than 10 within 99 % ellipsoids come once in 5,000 times.
    #expect(Double(within) >= 0.8 * count)
  }
}
