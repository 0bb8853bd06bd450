/// What an attack says of each example: a score, the higher the likelier a member.
package struct MembershipFinding: Hashable, Sendable {
  package var attack: String
  /// One finite number an example.
  package var scores: [Double]
  /// Whether scores are log likelihood ratios fitted to references: 0 is then undecided, for every example.
  package var isCalibrated = false
  /// What the attack relied on, and what it could not use.
  package var message = ""

  package init(attack: String, scores: [Double], isCalibrated: Bool = false, message: String = "") {
    self.attack = attack
    self.scores = scores
    self.isCalibrated = isCalibrated
    self.message = message
  }
}
