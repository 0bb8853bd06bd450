internal import Circuits
internal import Numerics

/// What a model is compared with, to see what its circuit is good for.
package enum Control: String, CaseIterable, Sendable {
  /// A classical net with one hidden layer of tanh, of the nearest number of weights.
  case classical
  /// The model with the weights of its circuits constant, drawn at random.
  case frozen
  /// The model with a dense layer in the place of each circuit.
  case linear

  /// The control of a model; nil where there is no circuit to freeze or replace. A seed chooses frozen weights, uniform
  /// in (-pi, pi].
  package func model(for model: Model, seed: UInt64 = 1) -> Model? {
    guard model.layers.contains(where: { !$0.circuits.isEmpty }) else { return nil }
    var control = model
    control.name += "-" + rawValue
    switch self {
    case .classical:
      let shape = Shape(of: model)
      let hidden = shape.hiddenCount
      control.layers = [
        .dense(DenseLayer(model.featureCount, hidden)), .activation(.hyperbolicTangent),
        .dense(DenseLayer(hidden, shape.outputs)),
      ]
      control.summary =
        "one hidden layer of \(hidden) units with tanh: \(Shape(of: control).weights) weights against \(shape.weights)"
    case .frozen:
      var draws = RandomStream(seed: seed).substream("control")
      control.layers = model.layers.map { $0.replacingCircuits { .circuit($0.withConstantWeights(from: &draws)) } }
      control.summary += "; circuit weights constant at random"
    case .linear:
      control.layers = model.layers.map {
        $0.replacingCircuits { .dense(DenseLayer($0.inputs.count, $0.observables.count)) }
      }
      control.summary += "; a dense layer instead of the circuit"
    }
    control.origin = "control of \(model.name)"
    return control
  }
}

/// How many numbers go into and come out of a model, and how many of its weights are trained.
private struct Shape {
  let features: Int
  var outputs: Int
  var weights = 0

  init(of model: Model) {
    features = model.featureCount
    outputs = model.featureCount
    for layer in model.layers { add(layer) }
  }

  private init(features: Int) {
    self.features = features
    outputs = features
  }

  /// The nearest number of hidden units h: weights are h (features + 1) + outputs (h + 1).
  var hiddenCount: Int {
    let each = features + 1 + outputs
    return max(1, (max(0, weights - outputs) + each / 2) / each)
  }

  private mutating func add(_ layer: Layer) {
    switch layer {
    case .circuit(let circuit):
      weights += circuit.weights.count
      outputs = circuit.observables.count
    case .dense(let dense):
      weights += dense.outputCount * (dense.inputCount + (dense.hasBias ? 1 : 0))
      outputs = dense.outputCount
    case .convolution(let layer):
      weights += layer.outputChannels * (layer.inputChannels * layer.kernelSize * layer.kernelSize + 1)
      outputs = layer.outputChannels * layer.outputHeight * layer.outputWidth
    case .maximumPooling(let layer):
      outputs = layer.channels * (layer.height / max(layer.size, 1)) * (layer.width / max(layer.size, 1))
    case .activation, .unitLength: break
    case .parallel(let branches):
      let parts = branches.map { branch in
        var part = Shape(features: branch.inputs?.count ?? outputs)
        for layer in branch.layers { part.add(layer) }
        return part
      }
      weights += parts.reduce(0) { $0 + $1.weights }
      outputs = parts.reduce(0) { $0 + $1.outputs }
    case .blend(let blend):
      weights += blend.isLearnt ? 2 : 0
      outputs = blend.count
    case .frozen(let layer):
      let trained = weights
      add(layer)
      weights = trained
    }
  }
}

extension Layer {
  /// The layer with something else for each circuit in it.
  fileprivate func replacingCircuits(_ image: (CircuitLayer) -> Layer) -> Layer {
    switch self {
    case .circuit(let layer): image(layer)
    case .parallel(let branches):
      .parallel(
        branches.map { Branch(inputs: $0.inputs, $0.layers.map { $0.replacingCircuits(image) }) })
    case .frozen(let layer): .frozen(layer.replacingCircuits(image))
    case .dense, .convolution, .maximumPooling, .activation, .unitLength, .blend: self
    }
  }
}

extension CircuitLayer {
  /// The layer with numbers for its weights, uniform in (-pi, pi].
  fileprivate func withConstantWeights(from draws: inout RandomStream) -> CircuitLayer {
    withWeights(weights.map { _ in .pi - 2 * .pi * draws.uniform() })
  }

  /// The layer with numbers for its weights, in their order; it has none afterwards.
  package func withWeights(_ values: [Double]) -> CircuitLayer {
    var bound = circuit
    var arena = ExpressionArena()
    let numbers = Dictionary(zip(weights, values), uniquingKeysWith: { first, _ in first })
    var kept: [Parameter] = []
    let images = circuit.parameters.indices.map { place -> Angle in
      if let number = numbers[place] { return .constant(circuit.parameters[place].held(number)) }
      kept.append(circuit.parameters[place])
      return arena.parameter(kept.count - 1)
    }
    bound.mapAngles { arena.substitute($0, of: circuit.expressions, parameters: images) }
    bound.parameters = kept
    bound.expressions = arena
    return CircuitLayer(bound, observables: observables, encoding: encoding)
  }
}
