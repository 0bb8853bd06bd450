internal import Circuits
internal import Execution
internal import Formats
internal import Models
internal import Numerics

/// Rebuilds rows from the outcomes of every circuit that was run for them: where their likelihood is greatest.
///
/// Plain least squares on a few of the circuits leads from many starts to the valleys; Fisher's scoring on all of them
/// goes to their bottoms, of which the deepest is told from the others by the ratio of likelihoods.
package struct CountsAttack: Sendable {
  package static let name = "raw-counts"
  package var settings: AttackSettings

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  /// So many starts first, and as many as that where they lead to nothing sure.
  private static let startCounts = [32, LeastSquaresAttack.mostStarts]
  /// Circuits that starts are compared by.
  private static let mostCircuitsOfSearch = 24
  private static let mostFits = 24
  /// Rarer outcomes are counted together.
  private static let leastExpected = 5.0

  package func find(_ evidence: CountsEvidence) throws(InversionError) -> InversionFinding {
    guard let machine = settings.backend else {
      throw .unsupported("nobody says where the circuits ran", help: "name the backend, such as ideal")
    }
    let domain = try InputDomain(of: evidence.withoutCounts)
    let rows = try evidence.rows.map { (row) throws(InversionError) in try Row(row, evidence, domain, machine) }
    var values = rows[0].observation(of: nil)
    values.showsProbabilities = true
    var identifiability = try Identifiability(of: values, in: domain, batchSize: evidence.rows.count)
    identifiability.isOfEachRow = true
    settings.announce(identifiability)
    var found: [RowFinding] = []
    for (number, row) in rows.enumerated() { found.append(try find(row, number, evidence)) }
    return combined(found, evidence, identifiability)
  }

  /// The circuits of a row and what came of them.
  private struct Row {
    let model: CountsModel
    let domain: InputDomain
    let measured: [CountsEvidence.Measured]
    let outcomeBits: Int

    init(
      _ measured: [CountsEvidence.Measured], _ evidence: CountsEvidence, _ domain: InputDomain,
      _ machine: any ExactBackend
    ) throws(InversionError) {
      (self.measured, self.domain) = (measured, domain)
      outcomeBits = evidence.layer.circuit.qubitCount
      model = try CountsModel(evidence.layer, weights: measured.map(\.weights), on: machine)
    }

    /// Of some of the circuits; nil for all.
    func observation(of places: [Int]?) -> CountsObservation {
      CountsObservation(
        model: places.map { model.restricted(to: $0) } ?? model, inputCount: domain.ranges.count,
        shots: (places ?? Array(measured.indices)).map { measured[$0].shots }, outcomeBits: outcomeBits)
    }

    func counts(of places: [Int]? = nil) -> [Double] {
      (places ?? Array(measured.indices)).flatMap { measured[$0].counts.map { Double($0) } }
    }
  }

  private struct RowFinding {
    /// Bottoms within the ranges that explain the counts about as well as the best, which is the first.
    var fits: [CountsFit] = []
    var covariance: RealMatrix?
    var chiSquared = 0.0
    var degreesOfFreedom = 0
    var condition = Double.infinity
    var starts = 0
    var hits = 0
    var evaluations = 0
    var doubt: String?
  }

  // MARK: One row

  private func find(
    _ row: Row, _ number: Int, _ evidence: CountsEvidence
  ) throws(InversionError) -> RowFinding {
    var single = evidence.withoutCounts
    (single.batchSize, single.labels) = (1, [[]])
    var finding = RowFinding()
    var settings = settings
    var stream = RandomStream(seed: settings.seed).substream("row").substream(number)
    settings.seed = stream.next()
    for count in settings.starts.map({ [$0] }) ?? Self.startCounts {
      let starts = settings.startPoints(count, of: single, in: row.domain)
      let evaluations = finding.evaluations
      finding = try bottoms(of: row, from: starts)
      finding.evaluations += evaluations
      if finding.doubt == nil { break }
    }
    return finding
  }

  private func bottoms(of row: Row, from starts: [[Double]]) throws(InversionError) -> RowFinding {
    let stride = max(1, (row.measured.count + Self.mostCircuitsOfSearch - 1) / Self.mostCircuitsOfSearch)
    let places = row.measured.indices.filter { $0.isMultiple(of: stride) }
    var search = LeastSquaresSearch(
      row.observation(of: places), target: row.counts(of: places).map { 2 * $0.squareRoot() })
    search.longestSteps = row.domain.longestSteps
    (search.mostIterations, search.stationarity) = (60, 1e-3)
    let descents = try search.descents(from: starts)
    var finding = RowFinding()
    finding.starts = starts.count
    finding.evaluations = descents.reduce(0) { $0 + $1.iterations + 1 }
    let set = SolutionSet(in: row.domain, batchSize: 1, labels: [[]], tolerance: 0.02)
    var minima = set
    for descent in descents {
      minima.insert(SolutionSet.Solution(inputs: descent.inputs, labels: [], cost: descent.cost))
    }
    let (counts, observation) = (row.counts(), row.observation(of: nil))
    var fits: [(fit: CountsFit, hits: Int)] = []
    for minimum in minima.solutions.sorted(by: { $0.cost < $1.cost }).prefix(Self.mostFits) {
      var fit = try CountsFit(near: minimum.inputs, counts, observation, longestSteps: row.domain.longestSteps)
      guard let inputs = row.domain.folded(fit.inputs, slack: row.domain.slack(given: fit.information)) else {
        continue
      }
      fit.inputs = inputs
      if let place = fits.firstIndex(where: { set.distance($0.fit.inputs, inputs) < 1e-3 }) {
        fits[place].hits += minimum.hits
        if fit.deviance < fits[place].fit.deviance { fits[place].fit = fit }
      } else {
        fits.append((fit, minimum.hits))
      }
    }
    fits.sort { $0.fit.deviance < $1.fit.deviance }
    guard let best = fits.first else { return finding }
    finding.hits = best.hits
    finding.fits = fits.map(\.fit).filter { $0.deviance - best.fit.deviance < InversionSearch.decisiveDifference }
    try judge(&finding, row, counts, observation)
    return finding
  }

  /// How sure the best fit is.
  private func judge(
    _ finding: inout RowFinding, _ row: Row, _ counts: [Double], _ observation: CountsObservation
  ) throws(InversionError) {
    let best = finding.fits[0]
    (finding.chiSquared, finding.degreesOfFreedom) = Self.pooled(counts, best.expected, observation)
    finding.degreesOfFreedom -= best.inputs.count
    guard let system = ScaledInformation(best.information, scales: row.domain.scales), system.isRegular else {
      finding.doubt = "fix fewer directions than there are inputs"
      return
    }
    (finding.covariance, finding.condition) = (system.inverse, system.condition)
    let isTrusted = best.hasSettled ? try isQuadratic(best, system, counts, observation) : false
    if finding.fits.count > 1 {
      finding.doubt = "are explained as well by \(finding.fits.count) different inputs"
    } else if finding.degreesOfFreedom <= 0 {
      finding.doubt = "are too few to check the inputs by"
    } else if Self.survival(finding.chiSquared, finding.degreesOfFreedom) <= 0.01 {
      finding.doubt =
        "do not fit the model: chi-square \(ReportedNumber.text(finding.chiSquared)) for "
        + "\(finding.degreesOfFreedom) degrees of freedom"
    } else if !isTrusted {
      finding.doubt = "leave errors too large for the error bars to be trusted"
    } else if finding.hits < 2 {
      finding.doubt = "led there from one start only"
    }
  }

  /// Pearson's chi-square, and how many independent cells it has before inputs are fitted.
  private static func pooled(
    _ counts: [Double], _ expected: [Double], _ observation: CountsObservation
  ) -> (Double, Int) {
    let width = 1 << observation.outcomeBits
    var (sum, cells) = (0.0, 0)
    for start in stride(from: 0, to: counts.count, by: width) {
      var (restCount, restExpected, own) = (0.0, 0.0, 0)
      for place in start..<start + width {
        guard expected[place] >= leastExpected else {
          restCount += counts[place]
          restExpected += expected[place]
          continue
        }
        own += 1
        sum += (counts[place] - expected[place]) * (counts[place] - expected[place]) / expected[place]
      }
      // Where less is expected of all of them, they weigh as if it were that much.
      if restExpected > 0 || restCount > 0 {
        let difference = restCount - restExpected
        sum += difference * difference / max(restExpected, leastExpected / 5)
        if restExpected >= leastExpected / 5 { own += 1 }
      }
      cells += max(0, own - 1)
    }
    return (sum, cells)
  }

  private static func survival(_ chiSquared: Double, _ freedom: Int) -> Double {
    ChiSquaredDistribution(degreesOfFreedom: Double(freedom)).survival(chiSquared)
  }

  /// Whether the deviance rises as its quadratic form says along all axes of the 99 % ellipsoid.
  private func isQuadratic(
    _ fit: CountsFit, _ system: ScaledInformation, _ counts: [Double], _ observation: CountsObservation
  ) throws(InversionError) -> Bool {
    let reach = ChiSquaredDistribution(degreesOfFreedom: Double(fit.inputs.count)).quantile(0.99)
    for axis in system.standardAxes {
      for side in [reach.squareRoot(), -reach.squareRoot()] {
        let there = zip(fit.inputs, axis).map { $0 + side * $1 }
        let rise = try CountsFit.deviance(at: there, counts, observation) - fit.deviance
        guard rise > 0.5 * reach, rise < 2 * reach else { return false }
      }
    }
    return true
  }

  // MARK: All rows

  private func combined(
    _ rows: [RowFinding], _ evidence: CountsEvidence, _ identifiability: Identifiability
  ) -> InversionFinding {
    var finding = InversionFinding(attack: Self.name, labels: rows.map { _ in [] })
    finding.identifiability = identifiability
    finding.starts = rows.map(\.starts).max() ?? 0
    finding.startsConverged = rows.map(\.hits).min() ?? 0
    finding.evaluations = rows.reduce(0) { $0 + $1.evaluations }
    let threat = "; whoever sees the outcomes of every circuit sees more than a gradient, and each row by itself"
    if let place = rows.firstIndex(where: { $0.covariance == nil }) {
      finding.message =
        rows[place].fits.isEmpty
        ? "nothing recovered: no start led to inputs of row \(place) within their ranges"
        : "cannot be recovered, because the counts of row \(place) \(rows[place].doubt ?? "")"
      return finding
    }
    let best = rows.map { $0.fits[0].inputs }
    finding.recovered = best
    // What else explains a row stands beside the best of all others.
    finding.solutions =
      [best]
      + rows.enumerated().flatMap { place, row in
        row.fits.dropFirst().map { fit in best.indices.map { $0 == place ? fit.inputs : best[$0] } }
      }
    finding.identifiability?.distinctSolutions = finding.solutions.count
    finding.identifiability?.condition = rows.map(\.condition).max()
    let width = best[0].count
    var covariance = RealMatrix(rowCount: rows.count * width, columnCount: rows.count * width)
    for (place, row) in rows.enumerated() {
      for (first, second) in (0..<width).flatMap({ first in (0..<width).map { (first, $0) } }) {
        covariance[place * width + first, place * width + second] = row.covariance?[first, second] ?? 0
      }
    }
    finding.covariance = covariance
    finding.standardErrors = (0..<rows.count * width).map { covariance[$0, $0].squareRoot() }
    let freedom = rows.reduce(0) { $0 + $1.degreesOfFreedom }
    let chiSquared = rows.reduce(0) { $0 + $1.chiSquared }
    (finding.chiSquared, finding.degreesOfFreedom) = (chiSquared, max(0, freedom))
    if freedom > 0 { finding.pValue = Self.survival(chiSquared, freedom) }
    finding.isCertified = rows.allSatisfy { $0.doubt == nil }
    let doubted = rows.firstIndex { $0.doubt != nil }
    finding.message =
      (doubted.map { "the counts of row \($0) \(rows[$0].doubt ?? "")" } ?? "the only inputs that explain the counts")
      + threat
    return finding
  }
}
