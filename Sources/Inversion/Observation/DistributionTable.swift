internal import Circuits
internal import Execution
internal import Gradients
internal import Models
internal import Simulation
internal import Numerics

/// What the circuits of a scheme read on a machine at fixed weights, as a function of the inputs: made once from the
/// exact distributions on a grid, and known from then on everywhere, with its derivatives, for next to nothing.
struct DistributionTable: Sendable {
  /// [evaluation][setting][outcome]
  private let probabilities: TrigonometricTable
  private let means: MeansTable
  private let angles: InputAngles
  private let inputCount: Int
  /// Of each setting of the measurement.
  private let outcomeCounts: [Int]

  /// Larger ones are not made: 64 megabytes.
  private static let mostNumbers = 1 << 23

  /// Nil where the inputs have too many angles for a grid of so many points, or trials show the machine to be no such
  /// function of them.
  init?(
    of direct: SchemeDistributions, _ layer: CircuitLayer, angles: InputAngles, weights: [Double],
    on backend: any ExactBackend, mostPoints: Int
  ) throws(GradientError) {
    guard let points = TrigonometricTable.gridSize(angles.axes, limit: mostPoints) else { return nil }
    let scheme = try GradientScheme(
      angles.circuit, observables: layer.observables, withRespectTo: layer.weights, rule: direct.scheme.rule)
    let grid = TrigonometricTable.grid(angles.axes)
    let plans = try grid.map { (coordinates) throws(GradientError) in
      try GradientPlan(scheme, at: angles.point(weights, at: coordinates), stream: RandomStream(seed: 0))
    }
    self.angles = angles
    outcomeCounts = scheme.measurement.settings.map { 1 << min($0.basis.count, 30) }
    inputCount = layer.inputs.count
    let width = (plans.first?.evaluations.count ?? 0) * outcomeCounts.reduce(0, +)
    guard width > 0, width <= Self.mostNumbers / points,
      let distributions = try SchemeDistributions(of: scheme, on: backend)
    else { return nil }
    var (samples, meanSamples): ([Double], [Double]) = ([], [])
    samples.reserveCapacity(points * width)
    for plan in plans {
      let found = try distributions.probabilities(at: plan.evaluations.map(\.point))
      samples += found.joined().joined()
      meanSamples += Self.means(of: plan, found)
    }
    guard samples.count == points * width else { return nil }
    probabilities = TrigonometricTable(angles.axes, samples: samples, width: width)
    means = MeansTable(
      angles, inputCount: inputCount, meanCount: layer.observables.count, samples: meanSamples)
    guard try agrees(with: direct, layer, weights) else { return nil }
  }

  /// How many numbers it holds.
  var size: Int { probabilities.size + means.size }

  /// [mean][the mean itself, then its derivatives by the weights]
  private static func means(of plan: GradientPlan, _ probabilities: [[[Double]]]) -> [Double] {
    let moments = probabilities.map { plan.measurement.moments(of: $0, shots: nil).means }
    let width = 1 + plan.names.count
    var result = Array(repeating: 0.0, count: plan.measurement.constants.count * width)
    for (evaluation, moments) in zip(plan.evaluations, moments) {
      for (mean, value) in moments.enumerated() {
        for (index, weight) in evaluation.weights { result[mean * width + 1 + index] += weight * value }
      }
    }
    for (mean, value) in (moments.first ?? []).enumerated() { result[mean * width] = value }
    return result
  }

  /// Whether what it says at a few inputs is what the circuits read there.
  private func agrees(
    with direct: SchemeDistributions, _ layer: CircuitLayer, _ weights: [Double]
  ) throws(GradientError) -> Bool {
    let rows = trialRows(layer)
    for row in rows {
      let plan = try GradientPlan(direct.scheme, at: layer.point(weights, row[...]), stream: RandomStream(seed: 0))
      let expected = try direct.probabilities(at: plan.evaluations.map(\.point))
      let found = outcomes(at: row[...])
      let pairs = zip(expected.joined().joined(), found.joined().joined())
      guard expected.count == found.count, pairs.allSatisfy({ ($0 - $1).magnitude < 1e-10 }) else { return false }
    }
    return !rows.isEmpty
  }

  /// A few rows at which every angle is a number: some want inputs of at most 1.
  private func trialRows(_ layer: CircuitLayer) -> [[Double]] {
    var stream = RandomStream(seed: 0).substream("table")
    let widths = Array(repeating: Double.pi, count: 16) + Array(repeating: 1, count: 16)
    let rows = widths.map { width in layer.inputs.map { _ in width * stream.uniform() } }
    return Array(rows.filter { angles.coordinates(of: $0[...]).values.allSatisfy(\.isFinite) }.prefix(3))
  }

  // MARK: Reading it

  /// Smaller probabilities are rounding.
  static let leastProbability = 1e-13

  /// The probabilities of all outcomes at a row of inputs, [evaluation][setting][outcome].
  func outcomes(at row: ArraySlice<Double>) -> [[[Double]]] {
    let flat = probabilities.values(at: angles.coordinates(of: row).values).map { $0 < Self.leastProbability ? 0 : $0 }
    var rest = flat[...]
    let width = outcomeCounts.reduce(0, +)
    return (0..<flat.count / width).map { _ in
      outcomeCounts.map { count in
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
      }
    }
  }

  /// Adds rows' means and their derivatives.
  func append(rows: [Double], wantsMixed: Bool, to result: inout RowDerivatives) {
    means.append(rows: rows, wantsMixed: wantsMixed, to: &result)
  }

  /// The probabilities of all outcomes of all evaluations, and their derivatives by each input.
  func outcomesWithSlopes(at row: ArraySlice<Double>) -> (values: [Double], byInputs: [[Double]]) {
    let (coordinates, factors) = angles.coordinates(of: row)
    let width = probabilities.width
    let found = probabilities.values(at: coordinates, wantsSlopes: true)
    // The chain rule from the angles to the inputs.
    let byInputs = (0..<inputCount).map { input in
      var sum = Array(repeating: 0.0, count: width)
      for axis in angles.axes.indices where factors[axis][input] != 0 {
        for place in sum.indices {
          sum[place] += factors[axis][input] * found.numbers[(1 + axis) * found.stride + place]
        }
      }
      return sum
    }
    return (Array(found.numbers.prefix(width)), byInputs)
  }
}
