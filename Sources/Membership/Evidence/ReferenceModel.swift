/// A model that the attacker trained, so that its members are known.
package struct ReferenceModel: Hashable, Sendable {
  /// Of each example, whether this model was trained on it.
  package let member: [Bool]
  /// Probabilities of classes or outcomes, or counts.
  package let outputs: ModelOutputs

  package init(member: [Bool], outputs: ModelOutputs) {
    self.member = member
    self.outputs = outputs
  }
}

/// Examples that no model was trained on, from the same distribution as the others.
package struct Population: Hashable, Sendable {
  package let labels: [Int]?
  package let target: ModelOutputs
  /// What each reference answered about them.
  package let references: [ModelOutputs]

  package init(labels: [Int]?, target: ModelOutputs, references: [ModelOutputs]) {
    self.labels = labels
    self.target = target
    self.references = references
  }
}
