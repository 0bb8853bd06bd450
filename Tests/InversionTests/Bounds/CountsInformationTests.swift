import Circuits
import Execution
import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite("What counts and states tell of the inputs") struct CountsInformationTests {
  @Test("Of one qubit, counts tell S sum of f'^2 / (1 - f^2)", arguments: [1.0, 0.7])
  func oneQubit(survival: Double) throws {
    for seed in 0..<3 as Range<UInt64> {
      let instance = try Instance("simple-1", seed: seed)
      let evidence = instance.measured(shots: 500)
      let backend: any ExactBackend = survival == 1 ? Machines.ideal : Depolarized(survival: survival)
      let found = try CountsInformation(evidence, on: backend).information(at: instance.truth)
      var expected = 0.0
      var moves: [[(weight: Int, by: Double)]] = [[]]
      for weight in evidence.layer.weights.indices { moves += [[(weight, .pi / 2)], [(weight, -.pi / 2)]] }
      for move in moves {
        func mean(_ input: Double) throws -> Double { try survival * instance.means(of: [input], shifting: move).0 }
        // A sine of the input: a quarter of a turn on both sides gives its derivative.
        let slope = try (mean(instance.truth[0] + .pi / 2) - mean(instance.truth[0] - .pi / 2)) / 2
        let center = try mean(instance.truth[0])
        expected += 500 * slope * slope / (1 - center * center)
      }
      #expect((found[0, 0] / expected - 1).magnitude < 1e-9)
    }
  }

  @Test(
    "Counts tell what their probabilities' finite differences say",
    arguments: ["simple-entangled-2", "zz-efficient-2", "expressive-federated-1"])
  func finiteDifferences(model: String) throws {
    let instance = try Instance(model, seed: 1)
    let evidence = instance.measured(shots: 1)
    let layer = evidence.layer
    let scheme = try GradientScheme(
      layer.circuit, observables: layer.observables, withRespectTo: layer.weights, rule: .parameterShift)
    func probabilities(_ inputs: [Double]) throws -> [Double] {
      var point = Array(repeating: 0.0, count: layer.circuit.parameters.count)
      for (place, value) in zip(layer.weights, evidence.rounds[0].weights) { point[place] = value }
      for (place, value) in zip(layer.inputs, inputs) { point[place] = value }
      let points = try scheme.evaluations(at: point, stream: RandomStream(seed: 0)).map(\.point)
      return try scheme.circuits.flatMap { circuit in
        try #require(try Machines.ideal.probabilities(of: circuit, at: points)).flatMap(\.self)
      }
    }
    let step = 1e-5
    let center = try probabilities(instance.truth)
    let slopes = try instance.truth.indices.map { place in
      let sides = try [step, -step].map { move in
        var moved = instance.truth
        moved[place] += move
        return try probabilities(moved)
      }
      return zip(sides[0], sides[1]).map { ($0 - $1) / (2 * step) }
    }
    let size = instance.truth.count
    var expected = RealMatrix(rowCount: size, columnCount: size)
    for (place, probability) in center.enumerated() where probability > 1e-12 {
      for row in 0..<size {
        for column in 0..<size {
          expected[row, column] += slopes[row][place] * slopes[column][place] / probability
        }
      }
    }
    let found = try CountsInformation(evidence, on: Machines.ideal).information(at: instance.truth)
    #expect(areClose(found, expected, within: 1e-6))
  }

  @Test(
    "The gradient tells no more than the counts, and those no more than the states",
    arguments: ["simple-entangled-2", "complex-3", "zz-efficient-2"], [1, 2])
  func dataProcessing(model: String, batch: Int) throws {
    for seed in 0..<(Scale.isFull ? 4 : 1) as Range<UInt64> {
      let instance = try Instance(model, batch: batch, seed: seed)
      let labels = try #require(instance.evidence.labels)
      let evidence = instance.measured(shots: 1024)
      let gradient = try GradientInformation(evidence, labels: labels, on: Machines.ideal)
        .information(at: instance.truth)
      let counts = try CountsInformation(evidence, on: Machines.ideal)
      let states = try StateInformation(evidence)
      #expect(try isNoLess(counts.information(at: instance.truth), than: gradient))
      #expect(try isNoLess(states.information(at: instance.truth), than: counts.information(at: instance.truth)))
      let bounds = try [
        GradientInformation(evidence, labels: labels, on: Machines.ideal).cramerRao(at: instance.truth),
        counts.cramerRao(at: instance.truth), states.cramerRao(at: instance.truth),
      ].map(\.meanSquaredError)
      #expect(bounds[0] >= bounds[1] && bounds[1] >= bounds[2])
      let noisy = try CountsInformation(evidence, on: Depolarized(survival: 0.8)).information(at: instance.truth)
      #expect(try isNoLess(counts.information(at: instance.truth), than: noisy))
    }
  }

  @Test("Of rotations about X the states tell 1 each, once for every shot of 2 M + 1 circuits")
  func rotations() throws {
    for model in ["simple-entangled-2", "complex-3"] {
      let instance = try Instance(model, seed: 3)
      let evidence = instance.measured(shots: 100)
      let found = try StateInformation(evidence).information(at: instance.truth)
      var expected = RealMatrix.identity(instance.truth.count)
      let factor = 100 * Double(2 * evidence.layer.weights.count + 1)
      for place in expected.elements.indices { expected.elements[place] *= factor }
      #expect(areClose(found, expected, within: 1e-10))
      let bound = try StateInformation(evidence).cramerRao(at: instance.truth)
      #expect((bound.meanSquaredError * factor - 1).magnitude < 1e-10 && bound.seen == .quantum)
    }
  }

  @Test("Nothing is said of circuits that nobody told of")
  func unknownCircuits() throws {
    let instance = try Instance("simple-entangled-2", seed: 3)
    #expect(throws: InversionError.self) { try CountsInformation(instance.evidence, on: Machines.ideal) }
    #expect(throws: InversionError.self) { try StateInformation(instance.evidence) }
    var steps = instance.measured(shots: 10)
    steps.rounds[0].message = .update(LocalSteps(count: 3, rate: 0.1))
    #expect(throws: InversionError.self) { try StateInformation(steps) }
  }
}
