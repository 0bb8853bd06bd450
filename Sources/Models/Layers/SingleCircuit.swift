/// The parts of a model that is one circuit, with layers in front of it and behind it.
struct SingleCircuit: Sendable {
  let circuit: CircuitStep
  let front: LayerChain
  let behind: LayerChain

  /// `purpose` says in messages what needs such a model, and `help` what to do with others.
  init(of model: CompiledModel, for purpose: String, help: String) throws(ModelError) {
    let layers = model.chain.layers
    let places = layers.indices.filter { layers[$0] is CircuitStep }
    guard places.count == 1, model.model.layers.flatMap(\.circuits).count == 1,
      let step = layers[places[0]] as? CircuitStep
    else {
      throw .training(
        reason: "\(purpose) needs a model of one circuit, with layers before and after it",
        help: "'shotglass models show NAME' says what a model is made of; \(help)")
    }
    circuit = step
    front = LayerChain(layers: Array(layers[..<places[0]]), outputCount: step.layer.inputs.count)
    behind = LayerChain(layers: Array(layers[(places[0] + 1)...]), outputCount: model.outputCount)
  }
}
