/// An attack that asks a model, among those that judge evidence: what is said of it is the same, but answers about the
/// examples alone do not do for it.
package struct QueryingAttack: MembershipAttack {
  package let own: any LabelOnlyAttack

  package init(_ own: any LabelOnlyAttack) { self.own = own }

  package var name: String { own.name }
  package var citation: String { own.citation }
  package var assumptions: String { own.assumptions }

  package func find(_ evidence: MembershipEvidence) throws(MembershipError) -> MembershipFinding {
    throw .unsupported(
      "\(name) asks a model about inputs of its own, and a file holds answers about the examples alone",
      help: "audit a model, 'shotglass membership MODEL --data NAME --attack \(name)', or use --attack gap")
  }
}
