internal import Circuits
internal import Execution
internal import Gradients
internal import Models
internal import Numerics

/// The attack that everything else is measured against: least squares on the whole gradient, with its exact derivatives
/// and, for values from shots, the covariance that the model gives at each candidate.
package struct LeastSquaresAttack: InversionAttack {
  package static let name = "least-squares"

  /// Without a number of starts: as many as it takes to be sure, up to `mostStarts`.
  package var settings: AttackSettings

  package static let mostStarts = 256
  /// A solution counts as the only one when so many starts have found it and no other.
  static let hitsNeeded = 16
  /// With all starts used, so many are enough.
  static let fewestHits = 6

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  package func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding {
    var finding = InversionFinding(attack: Self.name, labels: evidence.labels ?? [])
    let domain = try InputDomain(of: evidence)
    let identifiability = try Identifiability(of: evidence, in: domain)
    finding.identifiability = identifiability
    guard evidence.values.contains(where: { $0 != 0 }) else {
      finding.message = "cannot be recovered, because the gradient is zero"
      return finding
    }
    guard identifiability.rank > 0 else {
      finding.message = "cannot be recovered, because no value of the gradient depends on the inputs"
      return finding
    }
    let points = settings.startPoints(max(1, settings.starts ?? Self.mostStarts), of: evidence, in: domain)
    for labels in Self.labelChoices(of: evidence) {
      let observation = try CircuitObservation(
        evidence, labels: labels, on: settings.backend, threadCount: settings.threadCount)
      let isNoisy = settings.backend.map { $0.name != CircuitObservation.noiseless } ?? false
      let scout =
        isNoisy
        ? try CircuitObservation(evidence.withoutErrors, labels: labels, on: nil, threadCount: settings.threadCount)
        : nil
      let search = InversionSearch(
        evidence, labels: labels, observation: observation, scout: scout, domain: domain, starts: points,
        isOpenEnded: settings.starts == nil)
      let found = evidence.isExact ? try search.exactFinding(finding) : try search.noisyFinding(finding)
      if Self.isBetter(found, than: finding) { finding = found }
    }
    return finding
  }

  /// Known labels, or every choice of classes where they are not; nil where they are fitted.
  private static func labelChoices(of evidence: GradientEvidence) -> [[[Double]]?] {
    guard evidence.labels == nil, case .crossEntropy(let head) = evidence.loss else { return [evidence.labels] }
    let classes = head.bias.count
    let rows = (0..<classes).map { chosen in (0..<classes).map { $0 == chosen ? 1.0 : 0 } }
    // Order does not matter: rows may change places.
    var choices: [[[Double]]] = [[]]
    var last = [0]
    for _ in 0..<evidence.batchSize {
      var next: [[[Double]]] = []
      var nextLast: [Int] = []
      for (choice, least) in zip(choices, last) {
        for label in least..<classes {
          next.append(choice + [rows[label]])
          nextLast.append(label)
        }
      }
      (choices, last) = (next, nextLast)
    }
    return choices
  }

  private static func isBetter(_ found: InversionFinding, than best: InversionFinding) -> Bool {
    guard found.recovered != nil else { return best.recovered == nil }
    guard best.recovered != nil else { return true }
    return (found.chiSquared ?? found.gradientLoss ?? .infinity) < (best.chiSquared ?? best.gradientLoss ?? .infinity)
  }
}
