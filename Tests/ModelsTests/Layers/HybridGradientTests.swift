import Formats
import Foundation
import Models
import Testing

/// Judges a hybrid model's gradient by the one that JAX gave: `Resources/hybrid/gradient.py` defines the same model.
@Suite struct HybridGradientTests {
  @Test("Loss and gradient of a hybrid of all kinds of layers are JAX's")
  func hybrid() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Resources/hybrid/gradient.json")
    var expected = try JSONReader(parsing: [UInt8](try Data(contentsOf: file))).object()
    let circuit = try LayerCircuits.layer(2, depth: 2, observables: ["Z0", "X1", "Z0*Z1"])
    let model = try CompiledModel(
      LayerCircuits.model(
        [
          .convolution(
            ConvolutionLayer(inputChannels: 1, outputChannels: 2, height: 4, width: 4, kernelSize: 3, padding: 1)),
          .activation(.rectified), .maximumPooling(PoolingLayer(channels: 2, height: 4, width: 4, size: 2)),
          .dense(DenseLayer(8, 2)), .activation(.leakyRectified(slope: 0.01)), .unitLength,
          .parallel([
            Layer.Branch([.circuit(circuit)]),
            Layer.Branch([.dense(DenseLayer(2, 3)), .activation(.hyperbolicTangent)]),
          ]), .blend(Blend(count: 3, isLearnt: true)),
        ], features: 16), options: .init(tracksInputs: true))
    #expect(model.weightCount == 57)
    let weights = (0..<57).map { 0.6 * sin(1.3 * Double($0) + 0.5) }
    let rows = (0..<48).map { cos(0.7 * Double($0)) }
    let evaluation = try model.forward(rows, weights: weights)
    let loss = Loss.crossEntropy.evaluate(
      evaluation.outputs, .classes([0, 2, 1], names: ["a", "b", "c"]), rows: [0, 1, 2])
    let gradient = try model.backward(evaluation, cotangents: loss.cotangents)
    #expect(abs(loss.value - (try expected.required("loss").double())) < 1e-14)
    for (found, expected) in zip(gradient.weights, try expected.required("weights").doubles()) {
      #expect(abs(found - expected) < 1e-13 * max(1, expected.magnitude))
    }
    for (found, expected) in zip(gradient.rows, try expected.required("features").doubles()) {
      #expect(abs(found - expected) < 1e-13 * max(1, expected.magnitude))
    }
  }
}
