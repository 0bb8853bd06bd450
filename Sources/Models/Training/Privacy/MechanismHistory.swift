package import Gradients

/// A random release of something that depends on private rows, as accountants of differential privacy know it.
package enum PrivacyMechanism: Hashable, Sendable {
  /// A sum to which each row adds at most 1 in length, of rows that are drawn independently with a probability, with
  /// normal noise of a deviation on every number. Neighbouring data differ in one row that is there or not.
  case subsampledGaussian(rate: Double, noiseMultiplier: Double)
  /// The same sum of all rows.
  case gaussian(noiseMultiplier: Double)
  /// One number of a client, cut and rounded at random to levels. Neighbouring numbers are any two.
  case randomizedQuantization(RandomizedQuantization)
}

/// A mechanism that was used so often.
package struct MechanismStep: Hashable, Sendable {
  package let mechanism: PrivacyMechanism
  package internal(set) var count: Int

  package init(_ mechanism: PrivacyMechanism, count: Int = 1) {
    self.mechanism = mechanism
    self.count = max(count, 0)
  }
}

/// All that was released of the same rows, in the order of its first use: what accountants account for.
package struct MechanismHistory: Hashable, Sendable {
  package private(set) var steps: [MechanismStep]

  package init(_ steps: [MechanismStep] = []) {
    self.steps = []
    for step in steps { append(step.mechanism, count: step.count) }
  }

  /// The order in which mechanisms were used does not matter to any accountant.
  package mutating func append(_ mechanism: PrivacyMechanism, count: Int = 1) {
    guard count > 0 else { return }
    guard let place = steps.firstIndex(where: { $0.mechanism == mechanism }) else {
      return steps.append(MechanismStep(mechanism, count: count))
    }
    let (sum, overflows) = steps[place].count.addingReportingOverflow(count)
    steps[place].count = overflows ? .max : sum
  }
}
