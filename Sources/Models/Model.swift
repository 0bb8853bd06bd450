internal import Circuits

/// A trainable function of a row of features: layers, circuits among them, one after the other.
package struct Model: Sendable {
  /// As the command line names it: lower case, words joined by `-`.
  package var name: String
  /// What it is, in a few words.
  package var summary: String
  /// One line on where it comes from.
  package var origin: String
  package var featureCount: Int
  package var layers: [Layer]
  /// What it is trained with unless the user says otherwise.
  package var loss: Loss

  package init(
    name: String, summary: String, origin: String, featureCount: Int, layers: [Layer], loss: Loss
  ) {
    self.name = name
    self.summary = summary
    self.origin = origin
    self.featureCount = featureCount
    self.layers = layers
    self.loss = loss
  }

  /// The circuit of a model that is one circuit, read out as it is or through further layers; nil where features go
  /// through other layers first, or through several circuits.
  package var leadingCircuit: CircuitLayer? {
    guard case .circuit(let layer)? = layers.first else { return nil }
    return layer
  }

  /// What features are called: as the circuit's inputs where they go straight there.
  package var featureNames: [String] {
    guard let layer = leadingCircuit, layer.inputs.count == featureCount else {
      return (0..<featureCount).map { "x_\($0)" }
    }
    return layer.inputs.map { layer.circuit.parameters[$0].name }
  }
}
