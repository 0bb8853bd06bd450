internal import Formats
internal import Gradients
internal import Numerics

extension InversionSearch {
  /// A minimum of chi-square, at which the covariance was taken.
  struct Fit {
    var inputs: [Double]
    var prediction: Prediction
    var chiSquared: Double
    /// Twice the negative logarithm of the likelihood, but for a constant: chi-square, and the logarithm of the
    /// covariance's determinant, without which candidates that promise large errors would explain anything.
    var deviance: Double
    /// How many independent values there are.
    var equations: Int
    /// J^T Sigma^-1 J, the labels' part eliminated.
    var information: RealMatrix
    var hasSettled: Bool
  }

  /// Two minima this far apart in deviance are told apart by the values: one in a million would mistake them.
  static let decisiveDifference = 24.0
  /// A fit whose quadratic form promises no less than this above the best chi-square is given up.
  private static let hopelessDifference = 10 * decisiveDifference
  /// How many minima of the plain distance are fitted to the end.
  private static let mostFits = 24

  func noisyFinding(_ start: InversionFinding) throws(InversionError) -> InversionFinding {
    var finding = start
    if isFamily(start.identifiability), let found = start.identifiability {
      finding.message =
        "cannot be recovered, because the values fix at most \(found.rank) of \(found.unknowns) directions: a whole "
        + "family of inputs explains them as well"
      return finding
    }
    var search = search(of: scout ?? observation)
    search.stationarity = 1e-4
    search.mostIterations = 60
    var begun = try screening(search)?.starts(starts, mustMatch: false) ?? StartScreening.Starts(points: starts)
    // What is chosen by the plain distance may all lie in valleys that are low by it alone.
    if begun.looks != nil { begun.points += starts }
    var descents = try search.descents(from: begun.points)
    finding.starts = starts.count
    finding.evaluations += begun.evaluations
    var (fits, isComplete) = try self.fits(from: descents)
    // Once more in the metric at the best fit, which brings out minima that the plain distance hides.
    if let best = fits.first, let metric = try self.metric(of: best.inputs, labels: best.prediction.labels) {
      search.metric = metric
      let second = try search.descents(from: begun.points)
      let further = try self.fits(from: second)
      (fits, isComplete) = (Self.distinct(fits + further.fits, in: emptySet), further.isComplete)
      descents += second
    }
    finding.evaluations += descents.reduce(0) { $0 + $1.iterations + 1 }
    guard let best = fits.first else {
      finding.message = "nothing recovered: no start led to inputs within their ranges"
      return finding
    }
    let hits = descents.suffix(begun.points.count).count { descent in
      emptySet.distance(descent.inputs, best.inputs) < 0.05
    }
    finding.startsConverged = min(hits, starts.count)
    try describe(&finding, best, fits)
    if finding.isCertified, !isComplete {
      finding.isCertified = false
      finding.message = "explains the values within their errors, and so may others: there are too many to fit them all"
    }
    return finding
  }

  private func describe(_ finding: inout InversionFinding, _ best: Fit, _ fits: [Fit]) throws(InversionError) {
    let unknowns = best.inputs.count + best.prediction.byLabels.columnCount
    let freedom = best.equations - unknowns
    finding.identifiability?.distinctSolutions = fits.count {
      $0.deviance - best.deviance < Self.decisiveDifference
    }
    finding.gradientLoss =
      zip(evidence.values, best.prediction.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      / Double(evidence.values.count)
    (finding.chiSquared, finding.degreesOfFreedom) = (best.chiSquared, max(0, freedom))
    finding.deviance = best.deviance
    if freedom > 0 {
      finding.pValue = ChiSquaredDistribution(degreesOfFreedom: Double(freedom)).survival(best.chiSquared)
    }
    guard let system = ScaledInformation(best.information, scales: scales(of: best.inputs.count)), system.isRegular
    else {
      finding.message = "cannot be recovered, because the values fix fewer directions than there are inputs"
      return
    }
    finding.identifiability?.condition = system.condition
    let covariance = system.inverse
    finding.covariance = covariance
    finding.standardErrors = best.inputs.indices.map { covariance[$0, $0].squareRoot() }
    finding.solutions = fits.filter { $0.deviance - best.deviance < Self.decisiveDifference }.map {
      evidence.rows(of: $0.inputs)
    }
    finding.recovered = evidence.rows(of: best.inputs)
    finding.labels = evidence.rows(of: best.prediction.labels)
    let isUnique = finding.solutions.count == 1
    let isPlausible = finding.pValue.map { $0 > 0.01 } ?? false
    let isRegular = isUnique && isPlausible && best.hasSettled ? try isQuadratic(best, system) : false
    // That nothing else could match to rounding does not tell what else could match within errors.
    finding.isCertified = isUnique && isPlausible && isRegular && finding.startsConverged >= 2 && !isExhaustive
    finding.message = message(finding, isUnique: isUnique, isPlausible: isPlausible, isRegular: isRegular)
  }

  private func message(_ finding: InversionFinding, isUnique: Bool, isPlausible: Bool, isRegular: Bool) -> String {
    if !isUnique {
      return "\(finding.solutions.count) different inputs explain the values as well, within their errors"
    }
    if finding.pValue == nil { return "there are no more values than unknowns: nothing is left to check the inputs by" }
    if !isPlausible {
      return "the values do not fit the model: chi-square \(ReportedNumber.text(finding.chiSquared ?? 0)) for "
        + "\(finding.degreesOfFreedom ?? 0) degrees of freedom"
    }
    if !isRegular { return "the errors are too large for the error bars to be trusted" }
    if isExhaustive { return "explains the values within their errors, and others were not sought" }
    return finding.isCertified
      ? "the only inputs that explain the values within their errors"
      : "explains the values within their errors, but was found from only \(finding.startsConverged) starts"
  }

  // MARK: Fitting

  /// Nil where errors have no covariance of full rank, or some angle is no number.
  func metric(of inputs: [Double], labels: [Double]) throws(InversionError) -> ResidualMetric? {
    do throws(InversionError) {
      return ResidualMetric(try observation.covariance(of: inputs, labels: labels))
    } catch {
      guard error.isOfUndefinedAngle else { throw error }
      return nil
    }
  }

  /// Fits from the best minima of a search, the best first, and whether those that are left out have no hope.
  private func fits(
    from descents: [LeastSquaresSearch.Descent]
  ) throws(InversionError) -> (fits: [Fit], isComplete: Bool) {
    var set = SolutionSet(in: domain, batchSize: evidence.batchSize, labels: labels, tolerance: 0.02)
    for descent in descents {
      set.insert(SolutionSet.Solution(inputs: descent.inputs, labels: descent.prediction.labels, cost: descent.cost))
    }
    var fits: [Fit] = []
    var least = Double.infinity
    let minima = set.solutions.sorted { $0.cost < $1.cost }
    for solution in minima.prefix(Self.mostFits) {
      guard
        let fit = try fit(
          from: solution.inputs, labels: solution.labels, hopelessAbove: least + Self.hopelessDifference),
        let inputs = domain.folded(fit.inputs, slack: domain.slack(given: fit.information)),
        try observation.admits(inputs, labels: fit.prediction.labels)
      else { continue }
      var folded = fit
      folded.inputs = inputs
      fits.append(folded)
      least = min(least, fit.chiSquared)
    }
    let isComplete =
      minima.count <= Self.mostFits || minima[Self.mostFits].cost > minima[0].cost + 2 * Self.decisiveDifference
    return (Self.distinct(fits, in: emptySet), isComplete)
  }

  /// The best of each group of fits that are one.
  private static func distinct(_ fits: [Fit], in set: SolutionSet) -> [Fit] {
    var result: [Fit] = []
    for fit in fits.sorted(by: { $0.deviance < $1.deviance })
    where !result.contains(where: { set.distance($0.inputs, fit.inputs) < 1e-3 }) {
      result.append(fit)
    }
    return result
  }

  /// Steps of Gauss and Newton with the covariance taken anew at each: the root of J^T Sigma^-1 r, which is where an
  /// efficient estimate lies. Nil where none is found, or all that chi-square promises to fall to is too much.
  func fit(
    from start: [Double], labels: [Double], hopelessAbove limit: Double = .infinity
  ) throws(InversionError) -> Fit? {
    var (inputs, labels) = (start, labels)
    var damping = 1e-3
    var current: Fit?
    for _ in 0..<40 {
      guard let metric = try self.metric(of: inputs, labels: labels) else { return current }
      let prediction = try observation.predictions(
        of: [inputs], target: evidence.values, metric: metric, wantsJacobian: true)[0]
      let system = NormalSystem(prediction, target: evidence.values, metric: metric)
      var fit = Fit(
        inputs: inputs, prediction: prediction, chiSquared: system.cost,
        deviance: system.cost + metric.logarithmOfDeterminant, equations: metric.valueCount,
        information: system.matrix, hasSettled: false)
      let step = system.step(damping: 0)
      // How far it still is, in standard errors.
      let distance = zip(step, system.right).reduce(0) { $0 + $1.0 * $1.1 }
      if fit.chiSquared - distance > limit { return nil }
      if distance < 1e-8 {
        fit.hasSettled = true
        return fit
      }
      current = fit
      guard let next = try better(than: fit, system, metric, damping: &damping) else { return fit }
      (inputs, labels) = next
    }
    return current
  }

  /// Where a damped step leads that does not raise chi-square in the metric; nil where none is found.
  private func better(
    than fit: Fit, _ system: NormalSystem, _ metric: ResidualMetric, damping: inout Double
  ) throws(InversionError) -> (inputs: [Double], labels: [Double])? {
    let longest = domain.longestSteps
    for _ in 0..<12 {
      var step = system.step(damping: damping)
      let length = step.indices.reduce(0) { max($0, step[$1].magnitude / longest[$1 % longest.count]) }
      if length > 0.5 { step = step.map { $0 * 0.5 / length } }
      let moved = zip(fit.inputs, step).map { $0 + $1 }
      let there = try observation.predictions(
        of: [moved], target: evidence.values, metric: metric, wantsJacobian: false)[0]
      let residual = metric.whitened(zip(evidence.values, there.values).map { $0 - $1 })
      if residual.reduce(0, { $0 + $1 * $1 }) <= system.cost * (1 + 1e-12) {
        damping = max(damping / 10, 1e-12)
        return (moved, there.labels)
      }
      damping = max(damping * 5, 1e-9)
    }
    return nil
  }

  /// Whether chi-square rises as its quadratic form says along all axes of the 99 % ellipsoid.
  private func isQuadratic(_ fit: Fit, _ system: ScaledInformation) throws(InversionError) -> Bool {
    guard let metric = try self.metric(of: fit.inputs, labels: fit.prediction.labels) else { return false }
    let reach = ChiSquaredDistribution(degreesOfFreedom: Double(fit.inputs.count)).quantile(0.99)
    var candidates: [[Double]] = []
    for axis in system.standardAxes {
      for side in [reach.squareRoot(), -reach.squareRoot()] {
        candidates.append(zip(fit.inputs, axis).map { $0 + side * $1 })
      }
    }
    let predictions = try observation.predictions(
      of: candidates, target: evidence.values, metric: metric, wantsJacobian: false)
    return predictions.allSatisfy { prediction in
      let residual = metric.whitened(zip(evidence.values, prediction.values).map { $0 - $1 })
      let rise = residual.reduce(-fit.chiSquared) { $0 + $1 * $1 }
      return rise > 0.5 * reach && rise < 2 * reach
    }
  }
}
