/// A model of one circuit, with the layers before and after it.
struct SingleCircuit: Sendable {
  let circuit: CircuitStep
  let front: LayerChain
  let behind: LayerChain

  /// Nil where the model is none.
  init?(of model: CompiledModel) {
    let layers = model.chain.layers
    guard model.chain.circuits.count == 1, let place = layers.firstIndex(where: { $0 is CircuitStep }),
      let step = layers[place] as? CircuitStep
    else { return nil }
    circuit = step
    front = LayerChain(layers: Array(layers[..<place]), outputCount: step.layer.inputs.count)
    behind = LayerChain(layers: Array(layers[(place + 1)...]), outputCount: model.outputCount)
  }

  /// `purpose` says in messages what needs such a model, and `help` what to do with others.
  init(of model: CompiledModel, for purpose: String, help: String) throws(ModelError) {
    guard let parts = SingleCircuit(of: model) else {
      throw .training(
        reason: "\(purpose) needs a model of one circuit, with layers before and after it",
        help: "'shotglass models show NAME' says what a model is made of; \(help)")
    }
    self = parts
  }
}
