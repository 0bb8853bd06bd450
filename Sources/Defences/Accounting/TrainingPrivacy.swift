package import Models

/// What a private training protects, by every accountant, and what it does not cover.
package struct TrainingPrivacy: Sendable {
  package let settings: GradientPrivacy
  package let history: MechanismHistory
  package let rowCount: Int
  package let delta: Double
  /// The accountant whose epsilon is reported.
  package let accountant: AccountantName
  package let renyi: PrivacyBound
  package let loss: PrivacyBound
  /// No guarantee.
  package let estimate: PrivacyBound?
  /// Whether the preparation of features has learnt from the training rows.
  package let isPreparationFitted: Bool

  package static let protects = Protects.trainingRows

  package init(
    _ settings: GradientPrivacy, _ history: MechanismHistory, rowCount: Int, delta: Double,
    accountant: AccountantName, isPreparationFitted: Bool,
    accuracy: LossAccountant.Accuracy = LossAccountant.Accuracy()
  ) throws(DefenceError) {
    self.settings = settings
    self.history = history
    self.rowCount = rowCount
    self.delta = delta
    self.accountant = accountant
    self.isPreparationFitted = isPreparationFitted
    renyi = try RenyiAccountant(history).epsilon(at: delta)
    loss = try LossAccountant(history, accuracy: accuracy).epsilon(at: delta)
    estimate = try GaussianEstimate(history)?.epsilon(at: delta)
  }

  package var epsilon: Double { accountant == .rdp ? renyi.epsilon : loss.epsilon }

  /// What makes the guarantee weaker than its numbers, one sentence each.
  package var warnings: [String] {
    var warnings = Self.warnings(epsilon: epsilon, delta: delta, rowCount: rowCount)
    if isPreparationFitted {
      warnings.append(
        "the preparation of features was fitted to the training rows without noise, which is not accounted for: fit "
          + "it to public rows, or take steps that learn nothing")
    }
    return warnings + [
      "what is printed of training rows (losses, metrics) has no noise: share the weights, not these numbers",
      "choosing settings by results of several trainings is not accounted for",
      "noise and drawn rows follow from the seed, which the checkpoint holds: keep both to yourself",
    ]
  }

  /// Of numbers that promise little.
  package static func warnings(epsilon: Double, delta: Double, rowCount: Int?) -> [String] {
    var warnings: [String] = []
    if let rowCount, delta * Double(rowCount) >= 1 {
      warnings.append(
        "delta \(delta) is not below 1 / \(rowCount) rows: a release of one row as it is could have it")
    }
    if epsilon > 10 {
      warnings.append("epsilon is above 10, which promises next to nothing: an attacker's odds may grow e^10 times")
    }
    return warnings
  }
}
