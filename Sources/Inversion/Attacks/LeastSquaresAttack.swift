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
  static let hitsNeeded = 44
  /// With all starts used, so many are enough.
  static let fewestHits = 14

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  package func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding {
    var finding = InversionFinding(attack: Self.name, labels: evidence.labels ?? [])
    let domain = try InputDomain(of: evidence)
    let identifiability = try Identifiability(of: evidence, in: domain)
    finding.identifiability = identifiability
    guard evidence.isExact || evidence.rounds.allSatisfy({ $0.noise != .exact }) else {
      throw .unsupported(
        "some rounds are exact and others have errors", help: "give the exact ones, or those with errors, alone")
    }
    guard evidence.values.contains(where: { $0 != 0 }) else {
      finding.message = "cannot be recovered, because the gradient is zero"
      return finding
    }
    guard identifiability.rank > 0 else {
      finding.message = "cannot be recovered, because no value of the gradient depends on the inputs"
      return finding
    }
    let points = settings.startPoints(max(1, settings.starts ?? Self.mostStarts), of: evidence, in: domain)
    let machine = settings.backend.map { TabulatedMachine.of($0) }
    var found: [InversionFinding] = []
    for labels in try Self.labelChoices(of: evidence) {
      let observation = try CircuitObservation(
        evidence, labels: labels, on: machine, threadCount: settings.threadCount)
      let isNoisy = machine.map { $0.name != CircuitObservation.noiseless } ?? false
      let scout =
        isNoisy
        ? try CircuitObservation(evidence.withoutErrors, labels: labels, on: nil, threadCount: settings.threadCount)
        : nil
      let search = InversionSearch(
        evidence, labels: labels, observation: observation, scout: scout, domain: domain, starts: points,
        isOpenEnded: settings.starts == nil)
      found.append(evidence.isExact ? try search.exactFinding(finding) : try search.noisyFinding(finding))
    }
    var best = Self.best(of: found, or: finding)
    let isReported = evidence.rounds.contains { round in
      if case .reported = round.noise.measurement { true } else { false }
    }
    if isReported { best.message += "; its errors are as the client told them, which most clients do not" }
    return best
  }

  /// The best of what different classes led to; it is certain only if no others explain the values as well.
  private static func best(of found: [InversionFinding], or nothing: InversionFinding) -> InversionFinding {
    func misfit(_ finding: InversionFinding) -> Double { finding.chiSquared ?? finding.gradientLoss ?? .infinity }
    let evaluations = found.reduce(0) { $0 + $1.evaluations }
    guard var best = found.filter({ $0.recovered != nil }).min(by: { misfit($0) < misfit($1) }) else {
      return found.min { misfit($0) < misfit($1) } ?? nothing
    }
    // One that matches with a whole family of inputs recovers nothing, and is a rival all the same.
    let asGood = found.filter { finding in
      guard let chiSquared = finding.chiSquared, let least = best.chiSquared else {
        return (finding.identifiability?.distinctSolutions ?? 0) > 0
      }
      return chiSquared - least < InversionSearch.decisiveDifference
    }
    let rivals = asGood.filter { $0.recovered == nil || $0.labels != best.labels }
    best.evaluations = evaluations
    guard !rivals.isEmpty else { return best }
    best.isCertified = false
    best.solutions += rivals.flatMap(\.solutions)
    best.identifiability?.distinctSolutions = best.solutions.count
    best.message = "\(rivals.count + 1) choices of the rows' classes explain the values, each with inputs of its own"
    return best
  }

  /// More choices of classes are not tried in turn.
  private static let mostChoices = 256

  /// Known labels, or every choice of classes where they are not; nil where they are fitted.
  private static func labelChoices(of evidence: GradientEvidence) throws(InversionError) -> [[[Double]]?] {
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
      guard choices.count <= mostChoices else {
        throw .unsupported(
          "the classes of \(evidence.batchSize) rows are unknown, and there are more than \(mostChoices) choices of them",
          help: "say the labels, or attack fewer rows")
      }
    }
    return choices
  }
}
