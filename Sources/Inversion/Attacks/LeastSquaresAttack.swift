internal import Circuits
internal import Execution
internal import Formats
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
  /// With all starts used, so many are enough: fewer where the values are twice as many as the unknowns, which leaves
  /// nothing but a symmetry to match as well, and a symmetric solution is found as often.
  static func fewestHits(_ found: Identifiability?) -> Int {
    guard let found else { return 14 }
    return found.rank >= 2 * found.unknowns ? 6 : 14
  }

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  package func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding {
    let view = try DefendedView(of: evidence, on: settings.backend, threadCount: settings.threadCount)
    let evidence = view.evidence
    var finding = InversionFinding(attack: Self.name, labels: evidence.labels ?? [])
    guard !finding.isEnded(byZeroIn: evidence) else { return finding }
    let domain = try InputDomain(of: evidence)
    let identifiability = try settings.identifiability(of: evidence, in: domain, through: view)
    finding.identifiability = identifiability
    guard !finding.isEnded(byZeroIn: evidence) else { return finding }
    if let reason = try reasonAgainst(view, identifiability) {
      finding.message = "cannot be recovered, because \(reason)"
      return finding
    }
    let isPlain = evidence.rounds.allSatisfy(\.defence.valueSteps.isEmpty)
    let analytic =
      evidence.network != nil && isPlain ? try AnalyticAttack(settings).finding(finding, evidence, in: domain) : nil
    if let analytic, evidence.batchSize == 1 {
      finding = analytic
      finding.attack = Self.name
      return finding
    }
    var points = settings.startPoints(max(1, settings.starts ?? Self.mostStarts), of: evidence, in: domain)
    // The rows of a batch that the ratios show may not be the only ones that match.
    if let rows = analytic?.recovered { points[0] = rows.flatMap(\.self) }
    let found = try searched(view, finding, domain, points)
    var best = try labelled(Self.best(of: found, or: finding), view, domain, points)
    best.doubtRepeated(in: domain, of: evidence.layer)
    best.message += try view.remark(on: best)
    let isReported = evidence.rounds.contains { round in
      if case .reported = round.noise.measurement { true } else { false }
    }
    if isReported { best.message += "; its errors are as the client told them, which most clients do not" }
    return best
  }

  /// Why there is nothing to search for; nil where there is.
  private func reasonAgainst(
    _ view: DefendedView, _ identifiability: Identifiability
  ) throws(InversionError) -> String? {
    try view.evidence.checkErrors()
    guard identifiability.rank > 0, identifiability.equations > 0 else {
      return "no value of the gradient depends on the inputs"
    }
    return view.reasonAgainst(identifiability)
  }

  /// What every choice of labels leads to.
  private func searched(
    _ view: DefendedView, _ finding: InversionFinding, _ domain: InputDomain, _ points: [[Double]]
  ) throws(InversionError) -> [InversionFinding] {
    let evidence = view.evidence
    let choices = try Self.labelChoices(of: evidence)
    let precision = Self.precision(of: evidence, finding)
    var found: [InversionFinding] = []
    // Of several choices all but one are wrong, and to look at many points for each would take long: only the few that
    // came nearest are tried so.
    for screens in choices.count > 1 ? [false, true] : [true] where !found.contains(where: { $0.recovered != nil }) {
      let tried = Self.nearest(choices, by: found)
      found = try tried.map { (labels) throws(InversionError) in
        let observation = try view.observation(labels: labels)
        var search = InversionSearch(
          view.shown, labels: labels, observation: observation, scout: try view.scout(labels: labels), domain: domain,
          starts: points, isOpenEnded: settings.starts == nil)
        if screens { search.sequence = { settings.unitPoints($0, of: evidence) } }
        search.report = settings.report
        search.precision = precision
        if let defended = observation as? DefendedObservation, evidence.hasSignsAlone {
          return try search.signFinding(finding, behind: defended)
        }
        return evidence.isExact ? try search.exactFinding(finding) : try search.noisyFinding(finding)
      }
      guard tried.count < choices.count else { continue }
      for place in found.indices where found[place].isCertified {
        found[place].isCertified = false
        found[place].message =
          "matches the values, but not all choices of classes were searched for as long as this one"
      }
    }
    return found
  }

  static func precision(of evidence: GradientEvidence, _ finding: InversionFinding) -> ValuePrecision {
    var precision = evidence.precision
    if let scale = finding.identifiability?.scale { precision.leastScale *= scale }
    return precision
  }

  /// Where nothing matches with the labels that are given, or too few starts lead to what does: what matches if they are
  /// sought as well. Near a stationary point of the loss, where a model is well trained, hardly any start leads to inputs
  /// otherwise. Inputs that match with other labels, or with a loss that is a multiple of this one, are remarked on.
  private func labelled(
    _ best: InversionFinding, _ view: DefendedView, _ domain: InputDomain, _ points: [[Double]]
  ) throws(InversionError) -> InversionFinding {
    var evidence = view.evidence
    let unknowns = evidence.batchSize * (evidence.inputCount + evidence.labelWidth)
    let isDoubtful = best.recovered != nil && best.solutions.count == 1 && !best.isCertified && settings.starts == nil
    // What matches in part, or outside the range, is told so already; and as many unknowns as values match anything.
    guard isDoubtful || best.recovered == nil && best.startsConverged == 0, best.identifiability?.rank ?? 0 > unknowns,
      evidence.isExact, evidence.labels != nil, evidence.loss.hasLinearLabels,
      evidence.rounds.allSatisfy({ $0.defence.valueSteps.isEmpty && $0.isOneStep })
    else { return best }
    let precision = Self.precision(of: evidence, best)
    evidence.labels = nil
    let free = try DefendedView(of: evidence, on: settings.backend, threadCount: settings.threadCount)
    var search = InversionSearch(
      evidence, labels: nil, observation: try free.observation(labels: nil), scout: try free.scout(labels: nil),
      domain: domain, starts: best.alignedInputs + points, isOpenEnded: true)
    search.precision = precision
    let found = try search.exactFinding(InversionFinding(attack: Self.name))
    guard found.recovered != nil else { return best }
    var again = InversionSearch(
      view.shown, labels: view.evidence.labels, observation: try view.observation(labels: view.evidence.labels),
      domain: domain, starts: found.solutions.map { $0.flatMap(\.self) }, isOpenEnded: false)
    (again.precision, again.isExhaustive) = (precision, found.isCertified)
    let own = try again.exactFinding(best)
    if own.recovered != nil { return own }
    guard best.recovered == nil else { return best }
    var remarked = best
    let labels = found.labels.map { $0.map { ReportedNumber.text($0) }.joined(separator: ", ") }
    remarked.message +=
      "; it would be matched with labels of \(labels.joined(separator: "; ")): are those of the evidence, and its loss, "
      + "right?"
    return remarked
  }

  private static let mostScreened = 4

  /// The choices that came nearest, or all where none was tried yet.
  private static func nearest(_ choices: [[[Double]]?], by found: [InversionFinding]) -> [[[Double]]?] {
    guard found.count == choices.count else { return choices }
    return zip(choices, found).sorted { ($0.1.gradientLoss ?? .infinity) < ($1.1.gradientLoss ?? .infinity) }
      .prefix(mostScreened).map(\.0)
  }

  /// The best of what different classes led to; it is certain only if no others explain the values as well.
  static func best(of found: [InversionFinding], or nothing: InversionFinding) -> InversionFinding {
    func misfit(_ finding: InversionFinding) -> Double { finding.deviance ?? finding.gradientLoss ?? .infinity }
    let evaluations = found.reduce(0) { $0 + $1.evaluations }
    guard var best = found.filter({ $0.recovered != nil }).min(by: { misfit($0) < misfit($1) }) else {
      return found.min { misfit($0) < misfit($1) } ?? nothing
    }
    // One that matches with a whole family of inputs recovers nothing, and is a rival all the same.
    let asGood = found.filter { finding in
      guard let deviance = finding.deviance, let least = best.deviance else {
        return (finding.identifiability?.distinctSolutions ?? 0) > 0
      }
      return deviance - least < InversionSearch.decisiveDifference
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
  static func labelChoices(of evidence: GradientEvidence) throws(InversionError) -> [[[Double]]?] {
    guard evidence.labels == nil, case .crossEntropy(let head) = evidence.loss else { return [evidence.labels] }
    let classes = head.bias.count
    guard classes <= mostChoices else { throw tooManyChoices(evidence) }
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
      guard choices.count <= mostChoices else { throw tooManyChoices(evidence) }
    }
    return choices
  }

  private static func tooManyChoices(_ evidence: GradientEvidence) -> InversionError {
    .unsupported(
      "the classes of \(evidence.batchSize) rows are unknown, and there are more than \(mostChoices) choices of them",
      help: "say the labels, or attack fewer rows")
  }
}
