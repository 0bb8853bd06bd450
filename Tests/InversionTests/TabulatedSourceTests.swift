import Inversion
import Models
import Numerics
import Testing

@Suite("Exact values read off a table") struct TabulatedSourceTests {
  @Test(
    "are those of the circuits, with all derivatives",
    arguments: [("complex-3", 1), ("simple-entangled-4", 2), ("zz-efficient-2", 1), ("expressive-federated-2", 1)])
  func agreement(name: String, batch: Int) throws {
    let instance = try Instance(name, batch: batch, seed: 5)
    let target = instance.evidence.values
    var stream = RandomStream(seed: 9).substream(name)
    let candidates = (0..<200).map { _ in instance.truth.map { _ in 12 * stream.uniform() - 4 } }
    let observation = try CircuitObservation(instance.evidence, on: nil, threadCount: 2)
    // So few rows are asked of the circuits themselves, so many of a table.
    let few = try candidates.prefix(3).map {
      try CircuitObservation(instance.evidence, on: nil)
        .predictions(of: [$0], target: target, metric: nil, wantsJacobian: true)[0]
    }
    let many = try observation.predictions(of: candidates, target: target, metric: nil, wantsJacobian: true)
    let plain = try observation.predictions(of: candidates, target: target, metric: nil, wantsJacobian: false)
    for (direct, tabulated) in zip(few, many) {
      #expect(zip(direct.values, tabulated.values).allSatisfy { ($0 - $1).magnitude < 1e-13 })
      #expect(areClose(direct.jacobian, tabulated.jacobian, within: 1e-12))
    }
    // Not one and the same computation.
    #expect(zip(few, many).contains { $0.values != $1.values })
    #expect(zip(many, plain).allSatisfy { zip($0.values, $1.values).allSatisfy { ($0 - $1).magnitude < 1e-14 } })
  }

  @Test("do not depend on the number of threads")
  func threads() throws {
    let instance = try Instance("complex-3", seed: 6)
    var stream = RandomStream(seed: 2).substream("threads")
    let candidates = (0..<64).map { _ in instance.truth.map { _ in .pi * stream.uniform() } }
    let found = try [1, 2].map { threads in
      try CircuitObservation(instance.evidence, on: nil, threadCount: threads)
        .predictions(of: candidates, target: instance.evidence.values, metric: nil, wantsJacobian: true)
    }
    #expect(zip(found[0], found[1]).allSatisfy { $0.values == $1.values && $0.jacobian == $1.jacobian })
  }
}
