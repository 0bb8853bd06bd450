internal import Circuits
internal import Formats
internal import Gradients
internal import Models
internal import Numerics

/// One search for inputs that explain evidence, from given starts.
struct InversionSearch {
  let evidence: GradientEvidence
  /// Of the values that were shared, which the evidence's may have been computed from.
  var precision = ValuePrecision.double
  /// Nil where they are fitted.
  let labels: [[Double]]?
  let observation: any Observation
  /// The same without a machine's noise, which costs far less; nil where there is none.
  let scout: (any Observation)?
  let domain: InputDomain
  let starts: [[Double]]
  /// The sequence of points of a unit cube whose first lead to the starts, one after the other; nil where no more of it
  /// are looked at.
  var sequence: ((Range<Int>) -> [Double])?
  /// Told of each race.
  var report: (SearchProgress) -> Void = { _ in }
  /// Whether it may end before all starts are used.
  let isOpenEnded: Bool
  /// Whether nothing but what the starts lead to can match, so that no number of hits is needed to be sure.
  var isExhaustive = false

  init(
    _ evidence: GradientEvidence, labels: [[Double]]?, observation: any Observation,
    scout: (any Observation)? = nil, domain: InputDomain, starts: [[Double]], isOpenEnded: Bool
  ) {
    self.evidence = evidence
    self.labels = labels
    self.observation = observation
    self.scout = scout
    self.domain = domain
    self.starts = starts
    self.isOpenEnded = isOpenEnded
  }

  var emptySet: SolutionSet { SolutionSet(in: domain, batchSize: evidence.batchSize, labels: labels) }

  func search(of observation: any Observation) -> LeastSquaresSearch {
    var search = LeastSquaresSearch(observation, target: evidence.values)
    search.precision = precision
    search.longestSteps = domain.longestSteps
    return search
  }

  // MARK: Exact values

  func exactFinding(_ start: InversionFinding) throws(InversionError) -> InversionFinding {
    var set = emptySet
    var finding = start
    let isFamily = isFamily(start.identifiability)
    let screening = isFamily ? nil : screening(search(of: scout ?? observation))
    var begun = try screening?.starts(starts, mustMatch: scout == nil) ?? StartScreening.Starts(points: starts)
    var least = try explore(begun, &finding, &set)
    if isFamily { try enterRanges(&finding, &set) }
    least = min(least, try race(screening, &begun, &finding, &set))
    try settleDoubt(begun, screening, &finding, &set)
    let solutions = set.solutions.sorted { $0.cost < $1.cost }
    finding.identifiability?.distinctSolutions = solutions.count
    guard let best = solutions.first else {
      finding.gradientLoss = least / Double(evidence.values.count)
      finding.message = noMatch(finding)
      return finding
    }
    try describe(&finding, best, solutions)
    return finding
  }

  // MARK: Descents

  /// Descends from the starts and collects what matches; the least cost of all ends.
  func explore(
    _ begun: StartScreening.Starts, _ finding: inout InversionFinding, _ set: inout SolutionSet
  ) throws(InversionError) -> Double {
    var search = search(of: observation)
    search.patience = LeastSquaresSearch.usualPatience
    let scouted = try scoutedStarts(begun.points)
    let mayEnd = isOpenEnded && begun.looks == nil
    var seen = 0
    var descents = try search.descents(from: scouted.map(\.inputs)) { (ended) throws(InversionError) in
      for descent in ended[seen...] { try insert(descent, hits: scouted[descent.start].hits, into: &set) }
      seen = ended.count
      return mayEnd && isSettled(set)
    }
    if set.solutions.isEmpty {
      descents = try search.followed(descents)
      for descent in descents { try insert(descent, hits: scouted[descent.start].hits, into: &set) }
    }
    let used = scout == nil ? descents.map { $0.start + 1 }.max() ?? 0 : starts.count
    // Those that further looks chose stand for starts that led nowhere.
    finding.starts = max(finding.starts, used)
    let converged = descents.reduce(0) { $0 + ($1.end == .matched ? scouted[$1.start].hits : 0) }
    finding.startsConverged = min(finding.starts, finding.startsConverged + converged)
    finding.evaluations += begun.evaluations + descents.reduce(0) { $0 + $1.iterations + 1 }
    return descents.map(\.cost).min() ?? .infinity
  }

  /// What chooses starts among many points; nil where the given ones are taken as they are.
  func screening(_ search: LeastSquaresSearch) -> StartScreening? {
    // Inputs of whole networks enter smoothly, and a look at one costs as much as a step.
    guard evidence.network == nil, let sequence else { return nil }
    let set = emptySet
    let circuit = evidence.layer.circuit
    return StartScreening(
      search: search, domain: domain, sequence: sequence, isSame: { set.distance($0, $1) < 0.05 },
      costOfLook: Double(evidence.rounds.count) * Double(evidence.batchSize) * Double(circuit.operations.count)
        * Double(sign: .plus, exponent: circuit.qubitCount, significand: 1))
  }

  /// Where descents begin, and how many starts each stands for: all starts, or the different minima that they lead to
  /// without the machine's noise, the best first.
  private func scoutedStarts(_ starts: [[Double]]) throws(InversionError) -> [(inputs: [Double], hits: Int)] {
    guard let scout else { return starts.map { ($0, 1) } }
    var set = SolutionSet(in: domain, batchSize: evidence.batchSize, labels: labels, tolerance: 1e-2)
    for descent in try search(of: scout).descents(from: starts) {
      set.insert(SolutionSet.Solution(inputs: descent.inputs, labels: descent.prediction.labels, cost: descent.cost))
    }
    return set.solutions.sorted { $0.cost < $1.cost }.prefix(Self.mostScouted).map { ($0.inputs, $0.hits) }
  }

  /// How many of a scout's minima are followed.
  private static let mostScouted = 24

  func insert(
    _ descent: LeastSquaresSearch.Descent, hits: Int, into set: inout SolutionSet
  ) throws(InversionError) {
    guard descent.end == .matched else { return }
    let slack = descent.inputs.indices.map { place in
      let range = domain.ranges[place % domain.ranges.count]
      return 1e-6 * (range.upperBound - range.lowerBound)
    }
    guard let inputs = domain.folded(descent.inputs, slack: slack),
      try observation.admits(inputs, labels: descent.prediction.labels)
    else { return }
    set.insert(
      SolutionSet.Solution(inputs: inputs, labels: descent.prediction.labels, cost: descent.cost, hits: hits))
  }

  /// Whether further starts would change nothing: one solution found often, or several.
  private func isSettled(_ set: SolutionSet) -> Bool {
    set.solutions.count > 1 || (set.solutions.first?.hits ?? 0) >= LeastSquaresAttack.hitsNeeded
  }

  /// Whether too few starts have led to the only solution.
  func isDoubtful(_ set: SolutionSet, _ identifiability: Identifiability?) -> Bool {
    set.solutions.count == 1 && set.solutions[0].hits < LeastSquaresAttack.fewestHits(identifiability)
  }

  private func describe(
    _ finding: inout InversionFinding, _ best: SolutionSet.Solution, _ solutions: [SolutionSet.Solution]
  ) throws(InversionError) {
    let prediction = try observation.predictions(
      of: [best.inputs], target: evidence.values, metric: nil, wantsJacobian: true)[0]
    let jacobian = jacobian(of: prediction)
    let values = SingularValues(jacobian)
    let hasEnough = jacobian.rowCount >= jacobian.columnCount
    let condition = hasEnough ? values?.conditionNumber ?? .infinity : .infinity
    finding.identifiability?.condition = condition.isFinite ? condition : nil
    let cost = zip(evidence.values, prediction.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    finding.gradientLoss = cost / Double(evidence.values.count)
    guard search(of: observation).isMatch(cost) else {
      finding.message = "nothing recovered: the gradient is not as periodic as its encoding says"
      return
    }
    guard condition < 1e8 else {
      let rank = values?.rank(relativeTolerance: 1e-8) ?? 0
      finding.solutions = twoOfFamily(solutions).map { evidence.rows(of: $0.inputs) }
      finding.message =
        "cannot be recovered, because the gradient fixes only \(rank) of \(jacobian.columnCount) directions: a whole "
        + "family of inputs matches it" + (finding.solutions.isEmpty ? "" : ", such as these two")
      return
    }
    finding.solutions = solutions.map { evidence.rows(of: $0.inputs) }
    finding.recovered = evidence.rows(of: best.inputs)
    finding.labels = evidence.rows(of: best.labels)
    let used = finding.starts >= starts.count
    let needed = used ? LeastSquaresAttack.fewestHits(finding.identifiability) : LeastSquaresAttack.hitsNeeded
    // How far the inputs may be off for what is left of the residual, or for what rounding took from the values.
    let rounding = precision.unit * evidence.values.reduce(0) { max($0, $1.magnitude) }
    let residual = max(cost, rounding * rounding * Double(evidence.values.count) / 12).squareRoot()
    let slack = residual / max(values?.values.last ?? 0, 1e-300)
    let isPrecise = slack < 1e-5 * .pi
    finding.isCertified = solutions.count == 1 && (isExhaustive || best.hits >= needed) && isPrecise
    finding.message =
      isPrecise
      ? message(finding, hits: best.hits)
      : "matches the gradient, but its inputs are only known to "
        + ReportedNumber.text(slack * (domain.scales.max() ?? 1))
  }

  private func message(_ finding: InversionFinding, hits: Int) -> String {
    guard finding.solutions.count == 1 else {
      return "\(finding.solutions.count) different inputs match the gradient exactly: it does not tell them apart"
    }
    if isExhaustive { return "the only inputs that match the gradient" }
    let starts =
      finding.looks == 0
      ? "from \(hits) of \(finding.starts) starts"
      : "\(hits == 1 ? "once" : "\(hits) times") among \(finding.looks) points that were looked at"
    return finding.isCertified
      ? "the only inputs that match the gradient, found \(starts)"
      : "matches the gradient exactly, but was found only \(starts): others may match too"
  }

  private func noMatch(_ finding: InversionFinding) -> String {
    if finding.startsConverged > 0 {
      return evidence.rounds.allSatisfy(\.defence.valueSteps.isEmpty)
        ? "nothing recovered: inputs that match the gradient lie outside the input range"
        : "nothing recovered: inputs that match the values lie outside the input range, or are not what the defence "
          + "would have left of theirs"
    }
    let loss = ReportedNumber.text(finding.gradientLoss ?? .infinity) + " at best, mean squared"
    let coarseness = precision.fewDigits.map {
      ", as its values have only \($0) digits: share more, or say their error as addedNoise"
    }
    let doubts =
      "the evidence may be of another model, weights or labels, or may not be exact" + (coarseness ?? "")
    if isExhaustive { return "nothing recovered: no inputs match the gradient, \(loss); \(doubts)" }
    let missed = "; or its inputs were missed, as an encoding without a period hides them well: more starts look longer"
    return "nothing recovered: from \(finding.starts) starts the gradient is matched to \(loss); \(doubts)"
      + (isPeriodic ? "" : missed)
  }

  // MARK: Shapes

  /// Of each row's inputs: how wide their ranges are against [0, pi].
  func scales(of count: Int) -> [Double] {
    let scales = domain.scales
    return (0..<count).map { scales[$0 % scales.count] }
  }

  /// By the inputs, their ranges taken as wide as pi, and by the labels that are fitted.
  func jacobian(of prediction: Prediction) -> RealMatrix {
    let scales = scales(of: prediction.jacobian.columnCount)
    return RealMatrix(
      rows: (0..<prediction.values.count).map {
        zip(prediction.jacobian.row($0), scales).map { $0 * $1 } + Array(prediction.byLabels.row($0))
      })
  }
}
