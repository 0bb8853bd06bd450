internal import Gradients
internal import Numerics

/// Levenberg's and Marquardt's method on expected values = seen values, from many starts side by side.
///
/// Marquardt, J. SIAM 11 (1963) 431: steps s of (J^T J + damping diag(J^T J)) s = J^T r. Labels that are linear in the
/// values are fitted at every point (variable projection, Golub and Pereyra; Kaufman's Jacobian).
package struct LeastSquaresSearch: Sendable {
  package let observation: any Observation
  package let target: [Double]
  /// The metric of the residuals; nil for the plain one.
  package var metric: ResidualMetric?
  package var mostIterations = 200
  /// How far one step may move an input.
  package var longestStep = 1.0
  /// A descent that keeps more than half of its cost over so many iterations is given up: on its way to values that
  /// match, the cost falls by orders of magnitude. Nil where minima are wanted that do not match.
  package var patience: Int?
  /// Enough for nine in ten of the descents that would match in the end.
  package static let usualPatience = 20
  /// A descent ends where residual and Jacobian are at right angles to so much.
  package var stationarity = 1e-9

  package init(_ observation: any Observation, target: [Double]) {
    self.observation = observation
    self.target = target
  }

  /// Squared residuals below this are rounding.
  package var roundingLevel: Double {
    let rounding = observation.relativeRounding * target.reduce(1e-6) { max($0, $1.magnitude) }
    return Double(target.count) * rounding * rounding
  }

  /// Whether squared residuals are within what values were rounded to, wherever they come from.
  func isMatch(_ cost: Double) -> Bool {
    let scale = target.reduce(1e-6) { max($0, $1.magnitude) }
    return cost.isFinite && cost <= Double(target.count) * (1e-9 * scale) * (1e-9 * scale)
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
      let trials = active.map(trial)
      let predictions = try observation.predictions(
        of: trials + fresh.map(\.element), target: target, metric: metric, wantsJacobian: true)
      for place in active.indices { judge(&active[place], at: trials[place], predictions[place]) }
      for (place, start) in fresh.enumerated() {
        active.append(descent(start.offset, at: start.element, predictions[trials.count + place]))
      }
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
      for place in active.indices { active[place].end = nil }
      while !active.isEmpty {
        let trials = active.map(trial)
        let predictions = try observation.predictions(
          of: trials, target: target, metric: metric, wantsJacobian: true)
        for place in active.indices { search.judge(&active[place], at: trials[place], predictions[place]) }
        ended += active.filter { $0.end != nil }
        active.removeAll { $0.end != nil }
      }
    }
    return ended.sorted { $0.start < $1.start }
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
    package fileprivate(set) var prediction: Prediction
    /// Squared length of the residual, in the metric of the search.
    package fileprivate(set) var cost: Double
    package fileprivate(set) var iterations = 0
    package fileprivate(set) var end: End?
    fileprivate var damping = 1e-2
    /// What the cost was when patience was last tried.
    fileprivate var costBefore = Double.infinity
    fileprivate var system: NormalSystem
  }

  // MARK: One descent

  private func descent(_ start: Int, at inputs: [Double], _ prediction: Prediction) -> Descent {
    let system = NormalSystem(prediction, target: target, metric: metric)
    var descent = Descent(
      start: start, inputs: inputs, prediction: prediction, cost: system.cost, system: system)
    settle(&descent, moved: .infinity)
    return descent
  }

  /// Where the next step leads.
  private func trial(_ descent: Descent) -> [Double] {
    var step = descent.system.step(damping: descent.damping)
    let length = step.reduce(0) { max($0, $1.magnitude) }
    if length > longestStep { step = step.map { $0 * longestStep / length } }
    return zip(descent.inputs, step).map { $0 + $1 }
  }

  private func judge(_ descent: inout Descent, at trial: [Double], _ prediction: Prediction) {
    descent.iterations += 1
    let moved = zip(trial, descent.inputs).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
    let system = NormalSystem(prediction, target: target, metric: metric)
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
    if metric == nil, descent.cost.isFinite, descent.cost <= roundingLevel {
      descent.end = .matched
    } else if moved < 1e-13 || descent.system.alignment < stationarity {
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
