import Models
import Numerics
import Simulation
import Testing

@Suite struct CompiledModelTests {
  @Test("Weights are named by their circuit's parameters, or by layer and place")
  func weightNames() throws {
    let model = try CompiledModel(
      LayerCircuits.model(
        [
          .circuit(try LayerCircuits.layer(2, depth: 1, observables: ["Z0", "Z1"])), .dense(DenseLayer(2, 2)),
          .frozen(.dense(DenseLayer(2, 1, hasBias: false))),
        ], features: 2))
    #expect(
      model.weightNames == [
        "theta_0", "theta_1", "theta_2", "theta_3", "dense.1.weight_0_0", "dense.1.weight_0_1", "dense.1.weight_1_0",
        "dense.1.weight_1_1", "dense.1.bias_0", "dense.1.bias_1", "dense.2.weight_0_0", "dense.2.weight_0_1",
      ])
    #expect(model.trained == Array(0..<10))
  }

  @Test("Circuits with the same parameters' names get their layers' names before them")
  func repeatedNames() throws {
    let circuit = Layer.circuit(try LayerCircuits.layer(1, depth: 1, observables: ["Z0"]))
    let model = try CompiledModel(
      LayerCircuits.model(
        [.parallel([Layer.Branch(inputs: 0..<1, [circuit]), Layer.Branch(inputs: 1..<2, [circuit])])], features: 2))
    #expect(
      model.weightNames == [
        "circuit.0.0.0.theta_0", "circuit.0.0.0.theta_1", "circuit.0.1.0.theta_0", "circuit.0.1.0.theta_1",
      ])
  }

  @Test("Initial angles fill (-pi, pi], and dense weights keep within 1 / sqrt(fan-in)")
  func initialWeights() throws {
    let model = try CompiledModel(
      LayerCircuits.model(
        [.dense(DenseLayer(16, 4)), .circuit(try LayerCircuits.layer(4, depth: 20, observables: ["Z0"]))], features: 16)
    )
    let weights = model.initialWeights(RandomStream(seed: 3))
    #expect(weights.prefix(68).allSatisfy { (-0.25..<0.25).contains($0) })
    #expect(weights.prefix(68).contains { $0.magnitude > 0.2 })
    #expect(weights.dropFirst(68).allSatisfy { $0 > -Double.pi && $0 <= Double.pi })
    #expect(weights.dropFirst(68).contains { $0 > 3 } && weights.dropFirst(68).contains { $0 < -3 })
    #expect(model.initialWeights(RandomStream(seed: 3)) == weights)
  }

  @Test("A layer that does not fit is refused by name")
  func refusals() throws {
    let circuit = Layer.circuit(try LayerCircuits.layer(2, depth: 1, observables: ["Z0"]))
    let cases: [(layers: [Layer], name: String)] = [
      ([.dense(DenseLayer(2, 1))], "dense.0"), ([.dense(DenseLayer(3, 0))], "dense.0"),
      ([.dense(DenseLayer(3, 1 << 40))], "dense.0"), ([circuit], "circuit.0"),
      ([.blend(Blend(count: 1))], "blend.0"),
      ([.dense(DenseLayer(3, 2)), .blend(Blend(count: 1, share: 2))], "blend.1"),
      ([.maximumPooling(PoolingLayer(channels: 1, height: 1, width: 3, size: 2))], "pooling.0"),
      ([.parallel([Layer.Branch(inputs: 1..<4, [])])], "parallel.0"), ([.parallel([])], "parallel.0"),
      ([.parallel([Layer.Branch([.frozen(circuit)])])], "circuit.0.0.0"),
      (
        [
          .convolution(
            ConvolutionLayer(inputChannels: 1, outputChannels: 1, height: 1, width: 3, kernelSize: 2, padding: 0))
        ], "convolution.0"
      ),
    ]
    for (layers, name) in cases {
      do {
        _ = try CompiledModel(LayerCircuits.model(layers, features: 3))
        Issue.record("\(name) was accepted")
      } catch {
        #expect(error.message.hasPrefix("layer \(name):"), "\(error.message)")
        #expect(!error.help.isEmpty)
      }
    }
    #expect(throws: ModelError.self) { try CompiledModel(LayerCircuits.model([], features: 3)) }
  }

  @Test("Numbers that are not finite are an error that names the layer")
  func notFinite() throws {
    let model = try CompiledModel(
      LayerCircuits.model([.dense(DenseLayer(1, 1)), .activation(.rectified), .unitLength], features: 1))
    #expect(throws: ModelError.notFinite(layer: "dense.0", value: .infinity)) {
      try model.outputs([1e300], weights: [1e300, 0])
    }
    do {
      _ = try model.outputs([1], weights: [-1, 0])
      Issue.record("a row of zeros was accepted")
    } catch {
      #expect(error.message == "layer length.2: a row of zeros has no direction")
    }
    #expect(throws: ModelError.wrongCount(of: "weights", expected: 2, found: 1)) {
      try model.outputs([1], weights: [1])
    }
  }

  @Test("Derivatives that a source gives are what the layers before and after see", arguments: [1, 3])
  func sourceGradients(observables count: Int) throws {
    let names = Array(["Z0", "X1", "Z0*Z1"].prefix(count))
    let layers: [Layer] = [
      .dense(DenseLayer(2, 2)), .circuit(try LayerCircuits.layer(2, depth: 1, observables: names)),
      .dense(DenseLayer(count, 2)),
    ]
    let source: GradientSource.Maker = { (layer, name, rows) throws(ModelError) in
      guard let function = try? CircuitFunction(layer.circuit, observables: layer.observables),
        let derivatives = try? function.derivatives(rows: rows)
      else { throw .noDerivatives(layer: name) }
      return GradientSource(
        values: { (points, stream) throws(ModelError) in
          (try? function.values(at: points.flatMap { $0 })) ?? []
        },
        gradients: { (points, stream) throws(ModelError) in
          guard let result = try? derivatives.gradients(at: points.flatMap { $0 }) else {
            throw .noDerivatives(layer: name)
          }
          return (result.values, result.gradients)
        })
    }
    let gradients = try [nil, source].map { source in
      let model = try CompiledModel(
        LayerCircuits.model(layers, features: 2), options: .init(tracksInputs: true, source: source))
      let weights = model.initialWeights(RandomStream(seed: 2))
      let evaluation = try model.forward([0.3, 0.4, -0.5, 0.6], weights: weights)
      let back = try model.backward(evaluation, cotangents: [1, -0.5, 2, 0.25])
      return back.weights + back.rows
    }
    for (exact, found) in zip(gradients[0], gradients[1]) { #expect(abs(exact - found) < 1e-13) }
    #expect(gradients[0].contains { abs($0) > 0.01 })
  }

  @Test("Values from shots are near the means, and a source of values only gives no derivatives")
  func sampled() throws {
    let layers: [Layer] = [.circuit(try LayerCircuits.layer(2, depth: 1, observables: ["Z0", "X1"]))]
    let model = LayerCircuits.model(layers, features: 2)
    let exact = try CompiledModel(model)
    let sampled = try CompiledModel(
      model, options: .init(source: GradientSource.measured(on: LossGradientTests.machine(), shots: 4000)))
    let weights = exact.initialWeights(RandomStream(seed: 2))
    let values = try exact.outputs([0.3, 0.4, 0.5, 0.6], weights: weights)
    let estimates = try sampled.outputs([0.3, 0.4, 0.5, 0.6], weights: weights, stream: RandomStream(seed: 9))
    for (value, estimate) in zip(values, estimates) {
      #expect(value != estimate)
      #expect(abs(value - estimate) < 5 / Double(4000).squareRoot())
    }
    let valuesOnly = try CompiledModel(
      model,
      options: .init(source: { (_, _, _) throws(ModelError) in
        GradientSource(values: { (points, _) throws(ModelError) in points.flatMap { _ in [0.5, 0.5] } })
      }))
    #expect(throws: ModelError.noDerivatives(layer: "circuit.0")) {
      try valuesOnly.forward([0.3, 0.4], weights: weights)
    }
  }
}
