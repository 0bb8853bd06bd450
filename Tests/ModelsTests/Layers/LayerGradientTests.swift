import Models
import Numerics
import Simulation
import Testing

@Suite struct LayerGradientTests {
  /// Layers by name, with how many features they take.
  static let cases: [(name: String, features: Int)] = [
    ("dense", 3), ("dense without bias", 3), ("convolution", 2 * 4 * 3), ("padded convolution", 5 * 4),
    ("pooling", 2 * 5 * 4), ("rectified", 4), ("leaky", 4), ("tanh", 3), ("logistic", 3), ("softmax", 3), ("length", 3),
    ("one observable", 2), ("three observables", 2), ("blend", 4), ("fixed blend", 4), ("parallel", 5), ("frozen", 3),
  ]

  static func layers(_ name: String) throws -> [Layer] {
    switch name {
    case "dense": [.dense(DenseLayer(3, 2))]
    case "dense without bias": [.dense(DenseLayer(3, 2, hasBias: false))]
    case "convolution":
      [
        .convolution(
          ConvolutionLayer(inputChannels: 2, outputChannels: 3, height: 4, width: 3, kernelSize: 2, padding: 0))
      ]
    case "padded convolution":
      [
        .convolution(
          ConvolutionLayer(inputChannels: 1, outputChannels: 2, height: 5, width: 4, kernelSize: 3, padding: 1)),
        .activation(.hyperbolicTangent), .dense(DenseLayer(40, 2)),
      ]
    case "pooling":
      [.dense(DenseLayer(40, 40)), .maximumPooling(PoolingLayer(channels: 2, height: 5, width: 4, size: 2))]
    case "rectified": [.dense(DenseLayer(4, 4)), .activation(.rectified)]
    case "leaky": [.dense(DenseLayer(4, 4)), .activation(.leakyRectified(slope: 0.1))]
    case "tanh": [.dense(DenseLayer(3, 3)), .activation(.hyperbolicTangent)]
    case "logistic": [.dense(DenseLayer(3, 3)), .activation(.logistic)]
    case "softmax": [.dense(DenseLayer(3, 4)), .activation(.softmax)]
    case "length": [.dense(DenseLayer(3, 4)), .unitLength]
    case "one observable":
      [.dense(DenseLayer(2, 2)), .circuit(try LayerCircuits.layer(2, depth: 2, observables: ["Z0 + 0.5*X1"]))]
    case "three observables":
      [
        .dense(DenseLayer(2, 3)), .circuit(try LayerCircuits.layer(3, depth: 1, observables: ["Z0", "Z1*X2", "Y1"])),
        .dense(DenseLayer(3, 2)),
      ]
    case "blend": [.blend(Blend(count: 2, share: 0.3, temperature: 1.7, isLearnt: true))]
    case "fixed blend": [.dense(DenseLayer(4, 4)), .blend(Blend(count: 2, share: 0.3, temperature: 1.7))]
    case "parallel":
      [
        .parallel([
          Layer.Branch(inputs: 0..<2, [.circuit(try LayerCircuits.layer(2, depth: 1, observables: ["Z0", "Z1"]))]),
          Layer.Branch([.dense(DenseLayer(5, 2)), .activation(.hyperbolicTangent)]), Layer.Branch(inputs: 3..<4, []),
        ]), .dense(DenseLayer(5, 1)),
      ]
    default:
      [
        .dense(DenseLayer(3, 2)), .frozen(.circuit(try LayerCircuits.layer(2, depth: 1, observables: ["Z0", "Z1"]))),
        .frozen(.dense(DenseLayer(2, 2))),
      ]
    }
  }

  @Test("Every layer's way back is what central differences of its way forward give", arguments: cases)
  func centralDifferences(name: String, features: Int) throws {
    var stream = RandomStream(seed: 5).substream(name)
    let model = try CompiledModel(
      LayerCircuits.model(try Self.layers(name), features: features), options: .init(tracksInputs: true))
    let weights = model.initialWeights(stream.substream("weights"))
    let rows = (0..<3 * features).map { _ in stream.uniform() * 2 - 1 }
    let evaluation = try model.forward(rows, weights: weights)
    #expect(evaluation.outputs == (try model.outputs(rows, weights: weights)))
    let cotangents = evaluation.outputs.map { _ in stream.uniform() * 2 - 1 }
    let back = try model.backward(evaluation, cotangents: cotangents)
    func total(_ rows: [Double], _ weights: [Double]) throws -> Double {
      zip(try model.outputs(rows, weights: weights), cotangents).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let step = 1e-5
    func difference(_ place: Int, _ change: ([Double]) throws -> Double, _ start: [Double]) throws -> Double {
      var (ahead, behind) = (start, start)
      ahead[place] += step
      behind[place] -= step
      return (try change(ahead) - change(behind)) / (2 * step)
    }
    for place in Set((0..<12).map { $0 * 7 % weights.count }) {
      let expected = model.trained.contains(place) ? try difference(place, { try total(rows, $0) }, weights) : 0
      #expect(abs(back.weights[place] - expected) < 1e-8)
    }
    for place in Set((0..<12).map { $0 * 5 % rows.count }) {
      let expected = try difference(place, { try total($0, weights) }, rows)
      #expect(abs(back.rows[place] - expected) < 1e-8)
    }
  }

  @Test("The gradient of each row is that of the row alone, and all together are the batch's", arguments: cases)
  func rowGradients(name: String, features: Int) throws {
    var stream = RandomStream(seed: 15).substream(name)
    let model = try CompiledModel(LayerCircuits.model(try Self.layers(name), features: features))
    let weights = model.initialWeights(stream.substream("weights"))
    let rows = (0..<4 * features).map { _ in stream.uniform() * 2 - 1 }
    let evaluation = try model.forward(rows, weights: weights)
    let cotangents = evaluation.outputs.map { _ in stream.uniform() * 2 - 1 }
    let gradients = try model.rowGradients(evaluation, cotangents: cotangents)
    let (width, outputs) = (model.weightCount, model.outputCount)
    var sum = Array(repeating: 0.0, count: width)
    for row in 0..<4 {
      let alone = try model.forward(Array(rows[row * features..<(row + 1) * features]), weights: weights)
      let own = try model.backward(alone, cotangents: Array(cotangents[row * outputs..<(row + 1) * outputs])).weights
      #expect(own == Array(gradients[row * width..<(row + 1) * width]))
      for place in 0..<width { sum[place] += own[place] }
    }
    let whole = try model.backward(evaluation, cotangents: cotangents).weights
    for place in 0..<width { #expect(abs(sum[place] - whole[place]) < 1e-13) }
  }

  @Test("A row's outputs are the same bits alone and in a batch, on any number of threads")
  func rowsAlone() throws {
    var stream = RandomStream(seed: 6)
    let layers = try Self.layers("three observables")
    let model = try CompiledModel(LayerCircuits.model(layers, features: 2))
    let threaded = try CompiledModel(LayerCircuits.model(layers, features: 2), options: .init(threadCount: 3))
    let weights = model.initialWeights(stream)
    let rows = (0..<2 * 19).map { _ in stream.uniform() }
    let together = try model.outputs(rows, weights: weights)
    #expect(together == (try threaded.outputs(rows, weights: weights)))
    for row in 0..<19 {
      let alone = try model.outputs(Array(rows[2 * row..<2 * row + 2]), weights: weights)
      #expect(alone == Array(together[2 * row..<2 * row + 2]))
    }
  }

  @Test("Rows encoded once give the same bits", arguments: [1, 2])
  func encodedRows(observables count: Int) throws {
    let circuit = try LayerCircuits.layer(3, depth: 2, observables: Array(["Z0", "X1*Z2"].prefix(count)))
    let model = try CompiledModel(
      LayerCircuits.model([.circuit(circuit), .dense(DenseLayer(count, 2))], features: 3))
    var stream = RandomStream(seed: 7)
    let features = (0..<3 * 21).map { _ in stream.uniform() }
    let rows: [Int] = [20, 3, 3, 0, 7, 9, 11, 12, 1]
    let weights = model.initialWeights(stream)
    let chosen = rows.flatMap { features[3 * $0..<3 * $0 + 3] }
    let encoded = try EncodedRows(features, for: model).selecting(rows[...])
    #expect(encoded.features == chosen)
    let (plain, quick) = (try model.forward(chosen, weights: weights), try model.forward(encoded, weights: weights))
    #expect(plain.outputs == quick.outputs)
    #expect(try model.outputs(encoded, weights: weights) == plain.outputs)
    let cotangents = plain.outputs.map { _ in stream.uniform() }
    #expect(
      try model.backward(plain, cotangents: cotangents).weights
        == (try model.backward(quick, cotangents: cotangents).weights))
  }

  @Test("Single precision gives the same gradient to its own accuracy")
  func singlePrecision() throws {
    var stream = RandomStream(seed: 8)
    let layers = try Self.layers("three observables")
    let results = try [CircuitFunction.Precision.double, .single].map { precision in
      let model = try CompiledModel(LayerCircuits.model(layers, features: 2), options: .init(precision: precision))
      let evaluation = try model.forward([0.1, 0.2, -0.4, 0.9], weights: model.initialWeights(RandomStream(seed: 1)))
      return try model.backward(evaluation, cotangents: [1, -1, 0.5, 2]).weights
    }
    for (double, single) in zip(results[0], results[1]) { #expect(abs(double - single) < 1e-5) }
    #expect(results[0] != results[1])
    _ = stream.next()
  }
}
