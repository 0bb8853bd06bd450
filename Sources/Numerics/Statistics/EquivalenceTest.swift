/// Two one-sided tests of whether a difference is within a margin that was chosen before: Schuirmann, J.
/// Pharmacokinet. Biopharm. 15 (1987) 657. A difference that was not found is no equivalence; this is.
package struct EquivalenceTest: Hashable, Sendable {
  package let difference: StudentEstimate
  package let margin: Double

  /// Nil where the margin is not positive, and without a standard error: numbers that show no spread prove nothing.
  package init?(_ difference: StudentEstimate, margin: Double) {
    guard margin > 0, difference.standardError > 0 else { return nil }
    self.difference = difference
    self.margin = margin
  }

  /// Of the test that the difference is above the margin's negative.
  package var lowerPValue: Double { difference.tail(beyond: difference.value + margin) }

  /// Of the test that the difference is below the margin.
  package var upperPValue: Double { difference.tail(beyond: margin - difference.value) }

  /// The greater of both.
  package var pValue: Double { max(lowerPValue, upperPValue) }

  /// Whether both tests pass, each at this level: then the interval of confidence 1 - 2 level is within the margin.
  package func isEquivalent(level: Double = 0.05) -> Bool { pValue < level }

  /// The interval that is compared with the margin, as `isEquivalent` does.
  package func interval(level: Double = 0.05) -> ClosedRange<Double>? { difference.interval(confidence: 1 - 2 * level) }
}
