internal import Gradients
internal import Numerics

/// The attack of arXiv:2504.12806: descent on the mean squared difference of the gradients, along slopes that are taken
/// from finite differences and smoothed by a moving average over a window of offsets, which shrinks when the descent
/// stalls; a Kalman filter may follow.
///
/// It knows neither of shots nor of a machine's noise. The paper does not give step, window, rate and threshold; which
/// of three readings of its filter is meant is open too.
package struct NumericalAttack: InversionAttack {
  package static let name = "numerical"

  package enum Filter: String, CaseIterable, Sendable {
    case none
    /// The descent goes on from the filtered inputs, which only changes the step size.
    case state
    /// The descent keeps its own inputs, and slopes are taken at the filtered ones.
    case trailing
    /// The slopes are filtered: momentum.
    case slopes
  }

  package var settings: AttackSettings
  package var filter = Filter.none
  /// h of equation 8.
  package var step = 0.05
  /// N of equation 9, at the start.
  package var window = 16
  /// The window is halved when a loss is more than this times the last.
  package var threshold = 0.99
  /// Times the inverse of the loss's mean curvature at the start.
  package var rate = 0.5
  package var iterations = 250
  /// Of the loss along each input of a row, where slopes are to be computed in closed form: the same ones, from fewer
  /// samples where windows are wide.
  package var bands: [LossBand]?

  package init(_ settings: AttackSettings = AttackSettings()) { self.settings = settings }

  package static let usualStarts = 10
  /// Points around all starts together, about a gigabyte.
  private static let mostOffsets = Double(1 << 25)

  package func find(_ evidence: GradientEvidence) throws(InversionError) -> InversionFinding {
    var finding = InversionFinding(attack: Self.name, labels: evidence.labels ?? [])
    guard !finding.isEnded(byZeroIn: evidence) else { return finding }
    let domain = try InputDomain(of: evidence)
    finding.identifiability = try settings.identifiability(of: evidence, in: domain)
    guard !finding.isEnded(byZeroIn: evidence) else { return finding }
    let observation = try evidence.takenAsClean.observation(on: nil, threadCount: settings.threadCount)
    let count = settings.starts ?? Self.usualStarts
    guard Double(count) * Double(evidence.unknownInputs) * Double(window) <= Self.mostOffsets else {
      throw .unsupported(
        "\(count) starts with windows of \(window) are too many to go side by side",
        help: "give fewer starts, or a smaller window")
    }
    let starts = settings.startPoints(count, of: evidence, in: domain)
    finding.starts = starts.count
    let traces = try descents(on: observation, target: evidence.values, from: starts)
    finding.evaluations = traces.reduce(0) { $0 + $1.evaluations }
    finding.startsConverged = traces.count { $0.loss < 1e-10 }
    guard let best = traces.filter(\.loss.isFinite).min(by: { $0.loss < $1.loss }) else {
      finding.message = InversionFinding.nothingFinite(starts: starts.count)
      return finding
    }
    finding.take(best.inputs, labels: evidence.rows(of: best.labels), loss: best.loss, of: evidence, in: domain)
    return finding
  }

  /// One start's way.
  package struct Trace: Sendable {
    package var inputs: [Double]
    package var labels: [Double] = []
    package var loss = Double.infinity
    package var evaluations = 0
    fileprivate var window: Int
    fileprivate var rate = 0.0
    fileprivate var lastMean = Double.infinity
    fileprivate var kalman = ScalarKalmanFilter()
    /// The filter's own inputs, or slopes.
    fileprivate var filtered: [Double]
  }

  /// All starts side by side; `watch` sees the inputs after every iteration and says which starts have come far enough.
  package func descents(
    on observation: any Observation, target: [Double], from starts: [[Double]],
    isDone: (_ start: Int, _ inputs: [Double]) -> Bool = { _, _ in false }
  ) throws(InversionError) -> [Trace] {
    let search = LeastSquaresSearch(observation, target: target)
    let first = try observation.predictions(of: starts, target: target, metric: nil, wantsJacobian: true)
    var traces = zip(starts, first).map { start, prediction in
      var trace = Trace(
        inputs: start, window: max(1, window), filtered: filter == .trailing ? start : start.map { _ in 0 })
      let curvature = NormalSystem(prediction, target: target, metric: nil).matrix
      let mean = start.indices.reduce(0) { $0 + curvature[$1, $1] } / Double(max(1, start.count))
      trace.rate = rate * Double(target.count) / max(2 * mean, 1e-9)
      trace.evaluations = 1
      return trace
    }
    var active = Array(traces.indices)
    for _ in 0..<iterations where !active.isEmpty {
      let sampled = try slopes(of: active.map { traces[$0] }, search)
      for (place, trace) in active.enumerated() { advance(&traces[trace], along: sampled[place]) }
      active.removeAll {
        isDone($0, traces[$0].inputs) || traces[$0].loss < 1e-28 || !DescentAttack.isWithinReach(traces[$0].inputs)
      }
    }
    let ended = traces.indices.filter { DescentAttack.isWithinReach(traces[$0].inputs) }
    for place in traces.indices { traces[place].loss = .infinity }
    let last = try observation.predictions(
      of: ended.map { traces[$0].inputs }, target: target, metric: nil, wantsJacobian: false)
    for (place, prediction) in zip(ended, last) {
      traces[place].loss = Self.loss(prediction, target)
      traces[place].labels = prediction.labels
    }
    return traces
  }

  /// Equations 8 and 9 for each trace: a smoothed slope by each input, and the mean of all sampled losses.
  private func slopes(
    of traces: [Trace], _ search: LeastSquaresSearch
  ) throws(InversionError) -> [Sampled] {
    var candidates: [[Double]] = []
    var losses: [Double] = []
    func flush() throws(InversionError) {
      losses += try search.observation.predictions(
        of: candidates, target: search.target, metric: nil, wantsJacobian: false
      ).map { Self.loss($0, search.target) }
      candidates.removeAll(keepingCapacity: true)
    }
    let stencils = traces.map { trace in trace.inputs.indices.map { stencil(of: $0, window: trace.window) } }
    for (trace, own) in zip(traces, stencils) {
      let center = filter == .trailing ? trace.filtered : trace.inputs
      for input in center.indices {
        for offset in own[input].offsets {
          var moved = center
          moved[input] += offset
          candidates.append(moved)
          if candidates.count == 1024 { try flush() }
        }
      }
    }
    try flush()
    var place = 0
    return stencils.map { own in
      var sampled = Sampled()
      for stencil in own {
        let seen = losses[place..<place + stencil.offsets.count]
        place += stencil.offsets.count
        sampled.slopes.append(zip(seen, stencil.slopes).reduce(0) { $0 + $1.0 * $1.1 })
        sampled.mean += zip(seen, stencil.means).reduce(0) { $0 + $1.0 * $1.1 } / Double(own.count)
        sampled.count += stencil.offsets.count
      }
      return sampled
    }
  }

  private func stencil(of input: Int, window: Int) -> LossStencil {
    guard let bands, 2 * bands[input % bands.count].degree + 1 < 2 * window else {
      return LossStencil(window: window, step: step)
    }
    return LossStencil(window: window, step: step, band: bands[input % bands.count])
  }

  /// What one iteration of a trace goes by.
  private struct Sampled {
    var slopes: [Double] = []
    /// Of all losses in the window.
    var mean = 0.0
    /// How many losses were computed.
    var count = 0
  }

  private func advance(_ trace: inout Trace, along sampled: Sampled) {
    trace.evaluations += sampled.count
    let gain = filter == .none ? 1 : trace.kalman.nextGain()
    switch filter {
    case .none, .trailing:
      for input in trace.inputs.indices { trace.inputs[input] -= trace.rate * sampled.slopes[input] }
      if filter == .trailing {
        for input in trace.inputs.indices {
          trace.filtered[input] += gain * (trace.inputs[input] - trace.filtered[input])
        }
      }
    case .state:
      for input in trace.inputs.indices { trace.inputs[input] -= gain * trace.rate * sampled.slopes[input] }
    case .slopes:
      for input in trace.inputs.indices {
        trace.filtered[input] += gain * (sampled.slopes[input] - trace.filtered[input])
        trace.inputs[input] -= trace.rate * trace.filtered[input]
      }
    }
    if sampled.mean > threshold * trace.lastMean { trace.window = max(1, trace.window / 2) }
    (trace.lastMean, trace.loss) = (sampled.mean, sampled.mean)
  }

  /// Equation 7.
  static func loss(_ prediction: Prediction, _ target: [Double]) -> Double {
    zip(prediction.values, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(max(1, target.count))
  }
}

/// The gains of a Kalman filter of one number whose matrices are all 1, as the paper starts it: 2/3, 5/8, 13/21,
/// towards the golden section.
struct ScalarKalmanFilter: Hashable, Sendable {
  private var variance = 1.0

  mutating func nextGain() -> Double {
    let predicted = variance + 1
    let gain = predicted / (predicted + 1)
    variance = (1 - gain) * predicted
    return gain
  }
}
