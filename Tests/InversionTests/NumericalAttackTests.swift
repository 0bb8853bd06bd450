import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite("The published attack in closed form") struct NumericalAttackTests {
  @Test(
    "takes the same way from fewer gradients",
    arguments: [("complex-2", 1), ("simple-entangled-2", 2), ("expressive-federated-2", 1)])
  func closedForm(name: String, batch: Int) throws {
    let instance = try Instance(name, batch: batch, seed: 12)
    let observation = try CircuitObservation(instance.evidence, on: nil)
    var stream = RandomStream(seed: 3).substream(name)
    let starts = (0..<3).map { _ in instance.truth.map { _ in .pi * stream.uniform() } }
    var attack = NumericalAttack()
    // Frequencies of 6 have waves up to 24.
    (attack.window, attack.iterations, attack.filter) = (64, 6, .trailing)
    let sampled = try attack.descents(on: observation, target: instance.evidence.values, from: starts)
    let bands: [LossBand] = try #require(LossBand.all(of: instance.evidence))
    attack.bands = bands
    let closed = try attack.descents(on: observation, target: instance.evidence.values, from: starts)
    for (first, second) in zip(sampled, closed) {
      #expect(zip(first.inputs, second.inputs).allSatisfy { ($0 - $1).magnitude < 1e-9 })
      #expect(second.evaluations < first.evaluations)
    }
  }

  @Test("is not there for losses that are no trigonometric polynomials of each input")
  func refused() throws {
    var instance = try Instance("zz-efficient-2", seed: 1)
    #expect(LossBand.all(of: instance.evidence) == nil)
    instance = try Instance("complex-2", seed: 1, knowsLabels: false)
    #expect(LossBand.all(of: instance.evidence) == nil)
  }
}
