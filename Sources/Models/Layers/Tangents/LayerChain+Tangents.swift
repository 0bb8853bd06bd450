internal import Numerics

/// What the way back of a row with tangents needs of the way forward.
struct TangentMemory {
  var inputs: TangentRow
  /// A circuit's derivatives at the inputs.
  var circuit: CircuitTangents?
  /// Of each branch, and in it of each layer.
  var branches: [[TangentMemory]] = []
}

extension LayerChain {
  func forward(
    _ inputs: TangentRow, _ pass: LayerPass
  ) throws(ModelError) -> (outputs: TangentRow, memories: [TangentMemory]) {
    var numbers = inputs
    var memories: [TangentMemory] = []
    for layer in layers {
      let (outputs, memory) = try layer.forward(numbers, pass)
      if let value = outputs.elements.firstNotFinite { throw .notFinite(layer: layer.name, value: value) }
      numbers = outputs
      memories.append(memory)
    }
    return (numbers, memories)
  }

  /// Adds to the gradient by all weights; returns nil where no layer wants the inputs' cotangents.
  func backward(
    _ cotangents: TangentRow, _ memories: [TangentMemory], _ pass: LayerPass, gradient: inout TangentRow
  ) throws(ModelError) -> TangentRow? {
    var cotangents = cotangents
    for (layer, memory) in zip(layers, memories).reversed() {
      guard layer.isTrained || layer.wantsInputs,
        let next = try layer.backward(cotangents, memory, pass, gradient: &gradient)
      else { return nil }
      cotangents = next
    }
    return cotangents
  }
}

extension CompiledModel {
  /// The gradient of a row's loss by all weights, 0 for those that are not trained, and how it changes along
  /// directions: each feature, then as many as the loss has of its own. `cotangents` makes of the outputs the loss's
  /// derivatives by them, both with their slopes. Without `tracksFeatures` there are only the loss's own directions.
  package func gradientTangents(
    of features: ArraySlice<Double>, weights: [Double], tracksFeatures: Bool, lossDirections: Int = 0,
    cotangents: (TangentRow) -> TangentRow
  ) throws(ModelError) -> TangentRow {
    let pass = try pass(Array(features), weights, keeps: true, .init(seed: 0))
    let tracked = tracksFeatures ? featureCount : 0
    var row = TangentRow(zeros: featureCount, directionCount: tracked + lossDirections)
    for (place, feature) in features.enumerated() {
      row[place] = feature
      if tracksFeatures { row[place, slope: place] = 1 }
    }
    let (outputs, memories) = try chain.forward(row, pass)
    var gradient = TangentRow(zeros: weightCount, directionCount: row.directionCount)
    _ = try chain.backward(cotangents(outputs), memories, pass, gradient: &gradient)
    if let value = gradient.elements.firstNotFinite { throw .notFinite(layer: "the gradient", value: value) }
    return gradient
  }
}
