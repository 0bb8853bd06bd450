internal import Gradients
internal import Numerics
internal import Simulation

/// Levenberg's and Marquardt's method on expected values = seen values, from many starts side by side.
///
/// Marquardt, J. SIAM 11 (1963) 431: steps s of (J^T J + damping diag(J^T J)) s = J^T r. Labels that are linear in the
/// values are fitted at every point (variable projection, Golub and Pereyra; Kaufman's Jacobian).
package struct LeastSquaresSearch: Sendable {
  package var observation: any Observation
  package var target: [Double]
  /// The metric of the residuals; nil for the plain one.
  package var metric: ResidualMetric?
  package var mostIterations = 200
  /// How far one step may move each input of a row; 1 unless given.
  package var longestSteps: [Double] = [1]
  /// A descent that keeps more than half of its cost over so many iterations is given up: on its way to values that
  /// match, the cost falls by orders of magnitude. Nil where minima are wanted that do not match.
  package var patience: Int?
  /// Enough for nine in ten of the descents that would match in the end.
  package static let usualPatience = 20
  /// What the target's values were rounded to.
  var precision = ValuePrecision.double
  /// A descent ends where residual and Jacobian are at right angles to so much.
  package var stationarity = 1e-9

  package init(_ observation: any Observation, target: [Double]) {
    self.observation = observation
    self.target = target
  }

  /// Squared residuals below this are rounding.
  package var roundingLevel: Double {
    let rounding = observation.relativeRounding * target.reduce(precision.leastScale) { max($0, $1.magnitude) }
    return Double(target.count) * rounding * rounding
  }

  /// Whether squared residuals are within what values were rounded to, wherever they come from.
  func isMatch(_ cost: Double) -> Bool {
    let difference = precision.tolerance * target.reduce(precision.leastScale) { max($0, $1.magnitude) }
    return cost.isFinite && cost <= Double(target.count) * difference * difference
  }

  /// Descends from the starts, in their order; no further ones are taken when `isEnough` says so of those that ended.
  package func descents(
    from starts: [[Double]], isEnough: ([Descent]) throws(InversionError) -> Bool = { _ in false }
  ) throws(InversionError) -> [Descent] {
    var waiting = starts.enumerated().makeIterator()
    var active: [Descent] = []
    var ended: [Descent] = []
    // Those that are on their way go on to their ends: stopping with the fastest would favour what is found fast.
    var isLast = false
    while true {
      var fresh: [(offset: Int, element: [Double])] = []
      while !isLast, active.count + fresh.count < observation.preferredBatch, let next = waiting.next() {
        fresh.append(next)
      }
      if active.isEmpty, fresh.isEmpty { break }
      active += fresh.map { Descent(start: $0.offset, at: $0.element) }
      try advance(&active)
      let count = ended.count
      ended += active.filter { $0.end != nil }
      active.removeAll { $0.end != nil }
      if ended.count > count, try isEnough(ended) { isLast = true }
    }
    return ended.sorted { $0.start < $1.start }
  }

  /// The same descents, those that were given up followed to their ends.
  package func followed(_ descents: [Descent]) throws(InversionError) -> [Descent] {
    var search = self
    search.patience = nil
    var ended = descents.filter { $0.end != .patience }
    var rest = descents.filter { $0.end == .patience }[...]
    while !rest.isEmpty {
      var active = Array(rest.prefix(observation.preferredBatch))
      rest = rest.dropFirst(active.count)
      for place in active.indices { search.goOn(&active[place]) }
      while !active.isEmpty {
        try search.advance(&active)
        ended += active.filter { $0.end != nil }
        active.removeAll { $0.end != nil }
      }
    }
    return ended.sorted { $0.start < $1.start }
  }

  /// Of points, which stand one after the other, those at which the cost is least, the least first.
  package func lowest(_ count: Int, of inputs: [Double]) throws(InversionError) -> [Double] {
    let square = target.reduce(0) { $0 + $1 * $1 }
    let width = observation.unknownInputs
    var costs: [(cost: Double, place: Int)] = []
    for start in stride(from: 0, to: inputs.count, by: max(1, Self.chunk * width)) {
      let chunk = Array(inputs[start..<min(inputs.count, start + Self.chunk * width)])
      for overlap in try observation.overlaps(at: chunk, target: target) {
        costs.append((square + overlap.square - 2 * overlap.product, costs.count))
      }
    }
    return costs.filter(\.cost.isFinite).sorted(by: <).prefix(count).flatMap {
      inputs[$0.place * width..<($0.place + 1) * width]
    }
  }

  /// J^T J of the values' derivatives J at points.
  func normalMatrices(at points: [[Double]]) throws(InversionError) -> [RealMatrix] {
    try inChunks(points) { (chunk) throws(InversionError) in
      try observation.predictions(of: chunk, target: target, metric: nil, wantsJacobian: true).map {
        NormalSystem($0, target: target, metric: nil).matrix
      }
    }
  }

  /// The values at points, one point's after the other's.
  func values(at points: [[Double]]) throws(InversionError) -> [Double] {
    try inChunks(points) { (chunk) throws(InversionError) in try observation.values(of: chunk, target: target) }
  }

  /// How far the values at points go along the target.
  func overlaps(at points: [[Double]]) throws(InversionError) -> [Double] {
    try inChunks(points) { (chunk) throws(InversionError) in
      try observation.overlaps(at: chunk.flatMap(\.self), target: target).map(\.product)
    }
  }

  /// Costs at points, which stand one after the other, and where they fall.
  func slopes(at points: [Double]) throws(InversionError) -> Slopes {
    let found = try inChunks(observation.candidates(points)) { (chunk) throws(InversionError) in
      [try observation.slopes(of: chunk, target: target)]
    }
    return Slopes(costs: found.flatMap(\.costs), falls: found.flatMap(\.falls))
  }

  /// So many points are evaluated at a time.
  private static let chunk = 512

  private func inChunks<Found>(
    _ points: [[Double]], _ find: ([[Double]]) throws(InversionError) -> [Found]
  ) throws(InversionError) -> [Found] {
    var found: [Found] = []
    found.reserveCapacity(points.count)
    for start in stride(from: 0, to: points.count, by: Self.chunk) {
      found += try find(Array(points[start..<min(points.count, start + Self.chunk)]))
    }
    return found
  }

  /// One step of each.
  private func advance(_ descents: inout [Descent]) throws(InversionError) {
    let predictions = try observation.predictions(
      of: descents.map(\.trial), target: target, metric: metric, wantsJacobian: true)
    ParallelWork.update(&descents, threads: observation.threadCount) { place, descent in
      judge(&descent, predictions[place])
      if descent.end == nil { descent.trial = trial(descent) }
    }
  }

  /// One way down.
  package struct Descent: Sendable {
    package enum End: Sendable {
      /// Nothing is left but rounding.
      case matched
      /// At a minimum that does not match.
      case stationary
      case iterations
      /// It hardly got any lower.
      case patience
    }

    package let start: Int
    package fileprivate(set) var inputs: [Double]
    /// Of the inputs; empty before the first step.
    package fileprivate(set) var prediction = Prediction.none
    /// Squared length of the residual, in the metric of the search.
    package fileprivate(set) var cost = Double.infinity
    package fileprivate(set) var iterations = 0
    package fileprivate(set) var end: End?
    fileprivate var damping = 1e-2
    /// What the cost was when patience was last tried.
    fileprivate var costBefore = Double.infinity
    /// Around the inputs; nil before the start itself was looked at.
    fileprivate var system: NormalSystem?
    /// Where the next step leads: at first, the start itself.
    fileprivate var trial: [Double]

    fileprivate init(start: Int, at inputs: [Double]) {
      self.start = start
      self.inputs = inputs
      trial = inputs
    }
  }

  // MARK: One descent

  /// Where the next step leads.
  private func trial(_ descent: Descent) -> [Double] {
    guard var step = descent.system?.step(damping: descent.damping) else { return descent.inputs }
    let excess = step.enumerated().reduce(1) {
      max($0, $1.element.magnitude / longestSteps[$1.offset % longestSteps.count])
    }
    if excess > 1 { step = step.map { $0 / excess } }
    return zip(descent.inputs, step).map { $0 + $1 }
  }

  /// Takes up a descent that was given up.
  private func goOn(_ descent: inout Descent) {
    descent.end = nil
    descent.trial = trial(descent)
  }

  private func judge(_ descent: inout Descent, _ prediction: Prediction) {
    let system = NormalSystem(prediction, target: target, metric: metric)
    guard descent.system != nil else {
      (descent.prediction, descent.system) = (prediction, system)
      descent.cost = system.cost.isFinite ? system.cost : .infinity
      return settle(&descent, moved: .infinity)
    }
    descent.iterations += 1
    let trial = descent.trial
    let moved = zip(trial, descent.inputs).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    // A model may have no value there, such as the root of an input below 0: no cost is below that.
    guard system.cost < descent.cost else {
      descent.damping *= 4
      if moved < 1e-13 || descent.damping > 1e12 { end(&descent) }
      if descent.iterations >= mostIterations { descent.end = descent.end ?? .iterations }
      return tryPatience(&descent)
    }
    (descent.inputs, descent.prediction, descent.system, descent.cost) = (trial, prediction, system, system.cost)
    descent.damping = max(descent.damping / 5, 1e-15)
    settle(&descent, moved: moved)
    tryPatience(&descent)
  }

  private func tryPatience(_ descent: inout Descent) {
    guard let patience, descent.end == nil, descent.iterations.isMultiple(of: patience) else { return }
    if descent.cost > 0.5 * descent.costBefore, !isMatch(descent.cost) { descent.end = .patience }
    descent.costBefore = descent.cost
  }

  private func settle(_ descent: inout Descent, moved: Double) {
    if metric == nil, descent.cost <= roundingLevel {
      descent.end = .matched
    } else if !descent.cost.isFinite || moved < 1e-13 || (descent.system?.alignment ?? 0) < stationarity {
      end(&descent)
    } else if descent.iterations >= mostIterations {
      descent.end = .iterations
    }
  }

  /// A minimum within what the values were rounded to, here or where they come from, counts as matched.
  private func end(_ descent: inout Descent) {
    descent.end = metric == nil && isMatch(descent.cost) ? .matched : .stationary
  }
}
