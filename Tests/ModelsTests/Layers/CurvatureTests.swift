import Gradients
import Models
import Numerics
import Testing

@Suite struct CurvatureTests {
  private static func model(_ name: String, features: Int, tracksCurvature: Bool = true) throws -> CompiledModel {
    var options = CompiledModel.Options()
    options.tracksCurvature = tracksCurvature
    return try CompiledModel(
      LayerCircuits.model(try LayerGradientTests.layers(name), features: features), options: options)
  }

  /// Rows with labels that suit so many outputs.
  private static func examples(
    _ count: Int, features: Int, outputs: Int, from stream: RandomStream
  ) throws -> Examples {
    var stream = stream
    let rows = (0..<count * features).map { _ in stream.uniform() * 2 - 1 }
    let labels: Labels =
      outputs == 1
      ? .targets((0..<count).map { _ in stream.uniform() })
      : .classes((0..<count).map { $0 % outputs }, names: (0..<outputs).map { "\($0)" })
    return try Examples(features: rows, labels: labels)
  }

  @Test(
    "Second derivatives are central differences of gradients, of every layer and loss",
    arguments: LayerGradientTests.cases)
  func differences(name: String, features: Int) throws {
    let stream = RandomStream(seed: 16).substream(name)
    let model = try Self.model(name, features: features)
    let examples = try Self.examples(2, features: features, outputs: model.outputCount, from: stream)
    let weights = model.initialWeights(stream.substream("weights"))
    let losses: [Loss] =
      model.outputCount == 1 ? [.meanSquaredError] : [.meanSquaredError, .crossEntropy, .binaryPerClass, .hinge]
    for loss in losses where !model.trained.isEmpty {
      let hessian = try model.hessian(of: examples, loss: loss, weights: weights)
      #expect(hessian.distance(to: hessian.transposed) < 1e-10)
      let step = 1e-5
      for column in Set((0..<5).map { $0 * 7 % model.trained.count }) {
        var (ahead, behind) = (weights, weights)
        ahead[model.trained[column]] += step
        behind[model.trained[column]] -= step
        let sides = (
          try model.lossGradient(examples, loss: loss, weights: ahead).values,
          try model.lossGradient(examples, loss: loss, weights: behind).values
        )
        for row in model.trained.indices {
          let expected = (sides.0[row] - sides.1[row]) / (2 * step)
          #expect((hessian[row, column] - expected).magnitude < 1e-7, "\(loss) \(row) \(column)")
        }
      }
    }
  }

  @Test("Second derivatives times a vector are what the whole matrix gives")
  func products() throws {
    let stream = RandomStream(seed: 17)
    let model = try Self.model("three observables", features: 2)
    let examples = try Self.examples(4, features: 2, outputs: 2, from: stream)
    let weights = model.initialWeights(stream)
    var draws = stream.substream("vector")
    let vector = model.trained.map { _ in draws.uniform() - 0.5 }
    let product = try model.hessianProduct(of: examples, loss: .crossEntropy, weights: weights, with: vector)
    let expected = try model.hessian(of: examples, loss: .crossEntropy, weights: weights).times(vector)
    #expect(zip(product, expected).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    #expect(throws: ModelError.self) {
      try model.hessianProduct(of: examples, loss: .crossEntropy, weights: weights, with: [1])
    }
  }

  @Test("A model that does not track curvature says so")
  func untracked() throws {
    let stream = RandomStream(seed: 18)
    let model = try Self.model("three observables", features: 2, tracksCurvature: false)
    let examples = try Self.examples(2, features: 2, outputs: 2, from: stream)
    #expect(throws: ModelError.self) {
      try model.hessian(of: examples, loss: .crossEntropy, weights: model.initialWeights(stream))
    }
  }

  @Test("A row's final state gives the outputs of the circuit, and its circuits are counted")
  func finalStates() throws {
    let stream = RandomStream(seed: 19)
    let layer = try LayerCircuits.layer(2, depth: 1, observables: ["Z0"])
    let model = try CompiledModel(LayerCircuits.model([.dense(DenseLayer(3, 2)), .circuit(layer)], features: 3))
    let weights = model.initialWeights(stream)
    let row = [0.3, -0.2, 0.9]
    let states = try #require(try model.finalStates(row, weights: weights))
    #expect(states.count == 4)
    let mean = states.enumerated().reduce(0) {
      $0 + ($1.offset & 1 == 0 ? 1 : -1) * $1.element.squaredMagnitude
    }
    #expect((mean - (try model.outputs(row, weights: weights)[0])).magnitude < 1e-12)
    // One setting; two shifts of each weight and of each of the two inputs, and the point itself.
    let counts = try model.circuitCounts()
    #expect(counts.value == 1)
    #expect(counts.gradient == 1 + 2 * (layer.weights.count + 2))
  }
}
