import Models
import Testing

@Suite struct ModelTests {
  @Test("A model whose features go through other layers first has no leading circuit")
  func leadingCircuit() {
    let model = Model(
      name: "net", summary: "a net", origin: "a test", featureCount: 2, layers: [.dense(DenseLayer(2, 1))],
      loss: .meanSquaredError)
    #expect(model.leadingCircuit == nil)
  }
}
