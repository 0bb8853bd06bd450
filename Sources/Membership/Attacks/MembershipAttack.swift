/// A way of telling members by what a model answers about them.
package protocol MembershipAttack: Sendable {
  /// As the command line names it.
  var name: String { get }
  /// Where it was published, and the formula.
  var citation: String { get }
  /// What has to hold for its scores to mean what they say.
  var assumptions: String { get }
  func find(_ evidence: MembershipEvidence) throws(MembershipError) -> MembershipFinding
}

extension MembershipEvidence {
  /// Refuses evidence without references of the kinds that an attack needs, at least so many of each example.
  func requireReferences(inside: Int, outside: Int, for attack: String) throws(MembershipError) {
    guard !references.isEmpty else {
      throw .unsupported(
        "\(attack) needs references, and there are none",
        help: "add \"references\": models that you trained, with their members; or use --attack loss")
    }
    for row in 0..<count {
      let members = references.reduce(0) { $0 + ($1.member[row] ? 1 : 0) }
      let others = references.count - members
      guard members >= inside, others >= outside else {
        throw .unsupported(
          "\(attack) needs references of each example: at least \(inside) with and \(outside) without it; example \(row) "
            + "has \(members) and \(others)",
          help: inside > 0
            ? "train more references, or use an attack that needs fewer: --attack lira-offline or rmia"
            : "train more references, or use --attack rmia, which needs one")
      }
    }
  }

  /// Refuses a threat model that shows classes alone.
  func requireProbabilities(for attack: String) throws(MembershipError) {
    guard threatModel == .labelOnly else { return }
    throw .unsupported(
      "\(attack) needs probabilities or counts, and the target shows its decisions alone", help: "use --attack gap")
  }
}
