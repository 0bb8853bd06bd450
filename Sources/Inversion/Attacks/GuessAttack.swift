/// Inputs drawn from their ranges: what knowing nothing gives.
package struct GuessAttack: InversionAttack {
  package static let name = "guess"
  package var settings: AttackSettings

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  package func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding {
    var finding = InversionFinding(attack: Self.name, labels: evidence.labels ?? [])
    guard !finding.isEnded(byZeroIn: evidence) else { return finding }
    let domain = try InputDomain(of: evidence)
    finding.identifiability = try settings.identifiability(of: evidence, in: domain)
    guard !finding.isEnded(byZeroIn: evidence) else { return finding }
    finding.starts = 1
    let start = settings.startPoints(1, of: evidence, in: domain)[0]
    finding.take(start, labels: evidence.labels ?? [], loss: nil, of: evidence, in: domain)
    finding.message = "a guess within the input range, whatever the gradient is"
    return finding
  }
}
