import Circuits
import Models
import Numerics
import Simulation
import Testing

@Suite struct ControlTests {
  @Test("a classical net has about the model's number of weights, and says both")
  func countsWeights() throws {
    let control = try #require(Zoo.model(named: "basic-qnn-reduced-classical"))
    // 180 angles and a dense layer of 6 x 10 + 10 against 64 x 3 + 3 + 3 x 10 + 10.
    #expect(control.summary.hasSuffix("3 units with tanh: 235 weights against 250"))
    #expect(control.layers.count == 3)
    let image = try #require(Zoo.model(named: "hybrid-qnn-classical"))
    #expect(image.summary.hasSuffix("against 251380"))
    guard case .dense(let first) = image.layers[0], case .dense(let last) = image.layers[2] else {
      Issue.record("a net of dense layers")
      return
    }
    #expect(first.inputCount == 784 && last.outputCount == 10 && first.outputCount == last.inputCount)
  }

  @Test("frozen at random, a circuit keeps its inputs and has the means of its constants")
  func freezes() throws {
    let model = try #require(Zoo.model(named: "zz-efficient-2"))
    let circuit = try #require(model.leadingCircuit)
    let frozen = try #require(Control.frozen.model(for: model, seed: 7)?.leadingCircuit)
    #expect(frozen.weights.isEmpty && frozen.inputs == [0, 1])
    let other = try #require(Control.frozen.model(for: model, seed: 8)?.leadingCircuit)
    let (first, second) = (try Self.value(frozen, [0.4, 1.1]), try Self.value(other, [0.4, 1.1]))
    #expect(first != second)
    let weights = circuit.weights.map { 0.1 * Double($0) }
    let bound = circuit.withWeights(weights)
    #expect(abs(try Self.value(bound, [0.4, 1.1]) - Self.value(circuit, [0.4, 1.1] + weights)) < 1e-12)
  }

  private static func value(_ layer: CircuitLayer, _ point: [Double]) throws -> Double {
    try CircuitFunction(layer.circuit, observables: layer.observables).values(at: point)[0]
  }

  @Test("a dense layer stands where the circuit was, inside frozen and parallel layers too")
  func replaces() throws {
    let model = try #require(Zoo.model(named: "hybrid-qnn-reduced-linear"))
    guard case .dense(let dense) = model.layers[6] else {
      Issue.record("a dense layer in the place of the circuit")
      return
    }
    #expect(dense == DenseLayer(64, 6))
    let transfer = try #require(Zoo.model(named: "transfer-4-3-linear"))
    guard case .frozen(.dense(let frozen)) = transfer.layers[0] else {
      Issue.record("what was frozen stays frozen")
      return
    }
    #expect(frozen == DenseLayer(4, 4))
    #expect(Zoo.model(named: "parallel-hybrid-4-3-frozen") != nil)
  }

  @Test("a model without a circuit has no control")
  func needsCircuit() {
    let model = Model(
      name: "net", summary: "a net", origin: "a test", featureCount: 2, layers: [.dense(DenseLayer(2, 1))],
      loss: .meanSquaredError)
    for control in Control.allCases { #expect(control.model(for: model) == nil) }
  }
}
