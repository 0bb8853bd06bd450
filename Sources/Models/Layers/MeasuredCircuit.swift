internal import Circuits
internal import Execution
internal import Gradients
internal import Numerics

/// A layer's circuit as shots on a simulated machine show it: outcomes are drawn from the machine's own distributions.
struct MeasuredCircuit: Sendable {
  let name: String
  let scheme: GradientScheme
  fileprivate let settings: [Setting]

  private let layouts: [OutcomeLayout]

  /// One way of measuring the circuit.
  fileprivate struct Setting: Sendable {
    let distributions: OutcomeDistributions
    let bitCount: Int
    /// For each string the bits whose parity decides its sign, and the observables that hold it.
    let terms: [(mask: Int, coefficients: [(observable: Int, coefficient: Double)])]
  }

  init(_ scheme: GradientScheme, name: String, on backend: any ExactBackend) throws(ModelError) {
    self.name = name
    self.scheme = scheme
    var settings: [Setting] = []
    layouts = scheme.circuits.map { OutcomeLayout($0.bitRegisters) }
    for (setting, circuit) in zip(scheme.measurement.settings, scheme.circuits) {
      let found: OutcomeDistributions?
      do { found = try backend.distributions(of: circuit) } catch { throw .gradient(layer: name, .backend(error)) }
      guard let found else { throw .gradient(layer: name, .notPredictable(backend: backend.name)) }
      settings.append(
        Setting(
          distributions: found, bitCount: setting.basis.count,
          terms: setting.terms.map { term in (term.bits.reduce(0) { $0 | 1 << $1 }, term.coefficients) }))
    }
    self.settings = settings
  }

  var settingCount: Int { settings.count }

  /// The observables' means, [point][observable].
  func values(at points: [[Double]], shots: Int?, stream: RandomStream) throws(ModelError) -> [Double] {
    let start = points.map { [GradientPlan.Evaluation(point: scheme.unshifted($0))] }
    return try means(of: start, shots: shots, stream: stream).flatMap { $0[0] }
  }

  /// The observables' means, and [point][observable][row].
  func gradients(
    at points: [[Double]], shots: Int?, stream: RandomStream
  ) throws(ModelError) -> (values: [Double], slopes: [Double]) {
    var evaluations: [[GradientPlan.Evaluation]] = []
    for (index, point) in points.enumerated() {
      do throws(GradientError) {
        evaluations.append(try scheme.evaluations(at: point, stream: stream.substream(index)))
      } catch {
        throw .gradient(layer: name, error)
      }
    }
    let means = try means(of: evaluations, shots: shots, stream: stream)
    let (size, width) = (scheme.measurement.constants.count, scheme.rows.count)
    var slopes = RowArithmetic.zeros(points.count * size * width)
    for (index, (evaluations, means)) in zip(evaluations, means).enumerated() {
      for (evaluation, means) in zip(evaluations, means) {
        for (row, weight) in evaluation.weights {
          for place in 0..<size { slopes[(index * size + place) * width + row] += weight * means[place] }
        }
      }
    }
    return (means.flatMap { $0[0] }, slopes)
  }

  /// [point][evaluation][observable]
  private func means(
    of evaluations: [[GradientPlan.Evaluation]], shots: Int?, stream: RandomStream
  ) throws(ModelError) -> [[[Double]]] {
    let points = evaluations.flatMap { $0.map(\.point) }
    let places = Self.places(evaluations.map(\.count))
    var result = evaluations.map { $0.map { _ in scheme.measurement.constants } }
    for (number, setting) in settings.enumerated() {
      try forEachDistribution(of: setting, at: points) { place, distribution in
        let (index, evaluation) = places[place]
        var draws = stream.substream(index).substream(evaluation).substream(number)
        setting.add(drawn(distribution, shots, &draws), to: &result[index][evaluation])
      }
    }
    return result
  }

  /// For each of all points its plan and its place in that.
  private static func places(_ counts: [Int]) -> [(Int, Int)] {
    counts.enumerated().flatMap { index, count in (0..<count).map { (index, $0) } }
  }

  /// So many probabilities are held at once.
  private static let mostNumbers = 1 << 22

  /// Goes through the distributions at some points, as many of them at once as memory should hold.
  private func forEachDistribution(
    of setting: Setting, at points: [[Double]], _ body: (_ place: Int, _ distribution: [Double]) -> Void
  ) throws(ModelError) {
    let together = max(1, Self.mostNumbers >> setting.bitCount)
    for start in stride(from: 0, to: points.count, by: together) {
      let part = Array(points[start..<min(start + together, points.count)])
      do throws(SimulationError) {
        for (offset, distribution) in try setting.distributions.probabilities(at: part).enumerated() {
          body(start + offset, distribution)
        }
      } catch {
        throw .circuit(layer: name, error)
      }
    }
  }

  /// What some plans' evaluations show, each from so many shots of its own, with the covariance that the counts show.
  func estimates(
    _ plans: [GradientPlan], shots: [[Int]], stream: RandomStream
  ) throws(ModelError) -> [[MeansEstimate]] {
    let points = plans.flatMap { $0.evaluations.map(\.point) }
    let places = Self.places(plans.map(\.evaluations.count))
    var counts: [[Counts]] = points.map { _ in [] }
    for (number, setting) in settings.enumerated() {
      try forEachDistribution(of: setting, at: points) { place, distribution in
        let (index, evaluation) = places[place]
        var draws = stream.substream(index).substream(evaluation).substream(number)
        let occurrences = draws.multinomial(shots[index][evaluation], weights: distribution)
        var builder = CountsBuilder(layout: layouts[number])
        for (outcome, times) in occurrences.enumerated() where times > 0 {
          builder.add(packed: [UInt64(outcome)], times: times)
        }
        counts[place].append(builder.counts())
      }
    }
    var rest = counts.map { scheme.measurement.estimate(from: $0) }[...]
    return plans.map { plan in
      defer { rest = rest.dropFirst(plan.evaluations.count) }
      return Array(rest.prefix(plan.evaluations.count))
    }
  }

  /// The shares of outcomes among so many shots, or the distribution itself.
  private func drawn(_ distribution: [Double], _ shots: Int?, _ draws: inout RandomStream) -> [Double] {
    guard let shots else { return distribution }
    let share = 1 / Double(max(shots, 1))
    return draws.multinomial(shots, weights: distribution).map { Double($0) * share }
  }
}

extension MeasuredCircuit.Setting {
  /// Adds the means under shares of the outcomes to those of the observables.
  fileprivate func add(_ shares: [Double], to means: inout [Double]) {
    for (mask, coefficients) in terms {
      var mean = 0.0
      for outcome in shares.indices {
        mean += (outcome & mask).nonzeroBitCount & 1 == 0 ? shares[outcome] : -shares[outcome]
      }
      for (observable, coefficient) in coefficients { means[observable] += coefficient * mean }
    }
  }
}
