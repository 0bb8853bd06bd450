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
}
