import Formats
import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite("Evidence by central differences") struct CentralDifferenceTests {
  private static let step = 0.4

  /// What a client shares who takes wide differences, by the plain means.
  private func instance(seed: UInt64) throws -> Instance {
    var instance = try Instance("complex-2", seed: seed)
    let label = try #require(instance.evidence.labels)[0][0]
    let mean = try instance.means(of: instance.truth).0
    instance.evidence.rounds[0].values = try instance.evidence.rounds[0].components.map { weight in
      let after = try instance.means(of: instance.truth, shifting: [(weight, Self.step)]).0
      let before = try instance.means(of: instance.truth, shifting: [(weight, -Self.step)]).0
      return 2 * (mean - label) * (after - before) / (2 * Self.step)
    }
    return instance
  }

  @Test("gives the inputs to one who knows the step, and wrong ones or none to one who does not")
  func rebuilt() throws {
    let naive = try instance(seed: 21)
    var known = naive
    known.evidence.rounds[0].rule = .centralDifference(step: Self.step)
    let found = try LeastSquaresAttack().find(known.evidence)
    #expect(found.isCertified)
    #expect(try known.error(of: found) < 1e-20)
    let other = try LeastSquaresAttack(AttackSettings(starts: 8)).find(naive.evidence)
    #expect(try !(naive.error(of: other) < 1e-6))
  }

  @Test("is predicted with its derivatives, and with shots has their covariance")
  func predicted() throws {
    var instance = try instance(seed: 22)
    instance.evidence.rounds[0].rule = .centralDifference(step: Self.step)
    let target = instance.evidence.values
    let observation = try CircuitObservation(instance.evidence, on: nil)
    func values(_ inputs: [Double]) throws -> Prediction {
      try observation.predictions(of: [inputs], target: target, metric: nil, wantsJacobian: true)[0]
    }
    let center = try values(instance.truth)
    #expect(zip(center.values, target).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    for input in instance.truth.indices {
      let sides = try [1e-5, -1e-5].map { move in
        var moved = instance.truth
        moved[input] += move
        return try values(moved).values
      }
      for line in target.indices {
        #expect((center.jacobian[line, input] - (sides[0][line] - sides[1][line]) / 2e-5).magnitude < 1e-8)
      }
    }
    let rule = GradientRule.centralDifference(step: Self.step)
    instance.evidence.rounds[0].noise = .init(.shots(perEvaluation: 1 << 20, rule: rule))
    let machine = try DistributionTableTests.machines(.depolarized).tabulated
    let noisy = try CircuitObservation(instance.evidence, on: machine)
    let labels = try #require(instance.evidence.labels).flatMap(\.self)
    #expect(try noisy.covariance(of: instance.truth, labels: labels).diagonal.contains { $0 > 1e-9 })
    // On the machine means shrink to 0.8, and the differences with them.
    let shrunk = try noisy.predictions(of: [instance.truth], target: target, metric: nil, wantsJacobian: false)[0]
    let mean = try instance.means(of: instance.truth).0
    let share = 0.8 * (0.8 * mean - labels[0]) / (mean - labels[0])
    #expect(zip(shrunk.values, target).allSatisfy { ($0 - share * $1).magnitude < 1e-11 })
  }

  @Test("is read with its step")
  func read() throws {
    let layer = try #require(Zoo.model(named: "simple-entangled-2")?.leadingCircuit)
    let weights = (0..<8).map { "\"theta_\($0)\": \($0)" }.joined(separator: ", ")
    func evidence(_ rest: String) throws -> GradientEvidence {
      let text =
        #"{"schema": 1, "observable": "mean(Z)", "weights": {\#(weights)}, "gradient": {"theta_0": 1}, \#(rest)}"#
      return try GradientEvidence(
        reading: JSONReader(parsing: Array(text.utf8)), circuit: layer.circuit, observables: [])
    }
    let round = try evidence(#""rule": "central-difference", "step": 0.1, "shotsPerEvaluation": 64"#).rounds[0]
    #expect(round.rule == .centralDifference(step: 0.1))
    #expect(round.noise == .init(.shots(perEvaluation: 64, rule: .centralDifference(step: 0.1))))
    for wrong in [
      #""rule": "central-difference""#, #""step": 0.1"#, #""rule": "parameter-shift", "step": 0.1"#,
      #""rule": "central-difference", "step": 0"#,
    ] {
      #expect(throws: FormatError.self) { try evidence(wrong) }
    }
  }
}
