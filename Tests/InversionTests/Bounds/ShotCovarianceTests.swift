import Circuits
import Execution
import Gradients
import Inversion
import Models
import Numerics
import Testing

@Suite("The covariance that shots give a gradient") struct ShotCovarianceTests {
  /// Sigma_mk = 4 {v_f d_m d_k + delta_mk [(f - y)^2 + v_f] v_m}, with v_f = (<O^2> - f^2) / S, d_m half the difference
  /// of the values at both shifts, and v_m a quarter of the sum of their variances.
  static func formula(_ instance: Instance, shots: Int, survival: Double = 1) throws -> RealMatrix {
    let label = try #require(instance.evidence.labels?[0][0])
    let mixed = try #require(instance.evidence.layer.observables.first).terms.reduce(0) {
      $0 + $1.coefficient * $1.coefficient
    }
    func moments(_ moves: [(weight: Int, by: Double)]) throws -> (mean: Double, variance: Double) {
      let (mean, square) = try instance.means(of: instance.truth, shifting: moves)
      let (own, second) = (survival * mean, survival * square + (1 - survival) * mixed)
      return (own, (second - own * own) / Double(shots))
    }
    let center = try moments([])
    let count = instance.evidence.layer.weights.count
    var (slopes, variances): ([Double], [Double]) = ([], [])
    for weight in 0..<count {
      let sides = try [1.0, -1.0].map { try moments([(weight, $0 * .pi / 2)]) }
      slopes.append((sides[0].mean - sides[1].mean) / 2)
      variances.append((sides[0].variance + sides[1].variance) / 4)
    }
    let distance = center.mean - label
    var result = RealMatrix(rowCount: count, columnCount: count)
    for row in 0..<count {
      for column in 0..<count { result[row, column] = 4 * center.variance * slopes[row] * slopes[column] }
      result[row, row] += 4 * (distance * distance + center.variance) * variances[row]
    }
    return result
  }

  @Test(
    "is the closed formula for squared errors",
    arguments: ["simple-entangled-2", "complex-3", "zz-efficient-2", "simple-1"], [100, 4096])
  func closedFormula(model: String, shots: Int) throws {
    for seed in 0..<(Scale.isFull ? 3 : 1) as Range<UInt64> {
      let instance = try Instance(model, seed: seed)
      let labels = try #require(instance.evidence.labels)
      for survival in [1.0, 0.7] {
        let backend: any ExactBackend = survival == 1 ? Machines.ideal : Depolarized(survival: survival)
        let observation = try CircuitObservation(instance.measured(shots: shots), on: backend)
        let found = try observation.covariance(of: instance.truth, labels: labels.flatMap(\.self)).matrix
        let expected = try Self.formula(instance, shots: shots, survival: survival)
        let size = expected.rowCount
        #expect(areClose(RealMatrix(rowCount: size, columnCount: size, elements: found), expected, within: 1e-11))
      }
    }
  }

  @Test("of several local steps, is that of updates by measured gradients", arguments: [1, 3])
  func severalSteps(count: Int) async throws {
    let (name, shots, rate) = ("simple-entangled-2", 4096, 0.4)
    let instance = try Instance(name, seed: 4)
    let labels = try #require(instance.evidence.labels).flatMap(\.self)
    var evidence = instance.measured(shots: shots)
    evidence.rounds[0].message = .update(LocalSteps(count: count, rate: rate))
    let observation = try CircuitObservation(evidence, on: Machines.ideal)
    let expected = try observation.predictions(
      of: [instance.truth], target: evidence.values, metric: nil, wantsJacobian: false)[0].values
    let metric = try #require(
      ResidualMetric(try observation.covariance(of: instance.truth, labels: labels)))

    let model = try CompiledModel(try #require(Zoo.model(named: name)))
    let gradient = try LossGradient(model, loss: .meanSquaredError, rule: .parameterShift)
    let examples = try Examples(features: instance.truth, labels: .targets(labels))
    let measurement = GradientMeasurement(on: Machines.ideal, shots: shots)
    let repetitions = Scale.isFull ? 1000 : 40
    var sum = 0.0
    for repetition in 0..<repetitions {
      let start = evidence.rounds[0].weights
      var weights = start
      for step in 0..<count {
        let stream = RandomStream(seed: 5).substream(repetition).substream(step)
        let found = try await gradient.measured(examples, weights: weights, by: measurement, stream: stream)
        weights = zip(weights, found.values).map { $0 - rate * $1 }
      }
      let errors = metric.whitened(weights.indices.map { weights[$0] - start[$0] - expected[$0] })
      sum += errors.reduce(0) { $0 + $1 * $1 }
    }
    let mean = sum / Double(repetitions * metric.valueCount)
    // The mean of chi-square over its degrees of freedom has a variance of 2 over all of them.
    let uncertainty = (2 / Double(repetitions * metric.valueCount)).squareRoot()
    #expect((mean - 1).magnitude < 5 * uncertainty, "\(mean) +- \(uncertainty)")
  }
}
