import Circuits
import Execution
import Gradients
import Inversion
import Models
import Numerics
import Simulation
import Testing

@Suite("What a gradient tells of the inputs") struct GradientInformationTests {
  /// The expected logarithm of the likelihood at other inputs and labels, of values with the mean and the covariance at
  /// the true ones: -1/2 {dm^T S^-1 dm + tr(S^-1 S_0) + ln det S}.
  struct Likelihood {
    let instance: Instance
    let shots: Int
    let mean: [Double]
    let covariance: RealMatrix
    /// With the true labels.
    let observation: CircuitObservation

    init(_ instance: Instance, shots: Int) throws {
      (self.instance, self.shots) = (instance, shots)
      let labels = try #require(instance.evidence.labels)
      observation = try CircuitObservation(instance.measured(shots: shots), on: Machines.ideal)
      (mean, covariance) = try Self.moments(observation, instance, instance.truth, labels.flatMap(\.self))
    }

    static func moments(
      _ observation: CircuitObservation, _ instance: Instance, _ inputs: [Double], _ labels: [Double]
    ) throws -> ([Double], RealMatrix) {
      let found = try observation.predictions(
        of: [inputs], target: instance.evidence.values, metric: nil, wantsJacobian: false)[0]
      let size = found.values.count
      let covariance = try observation.covariance(of: inputs, labels: labels)
      return (found.values, RealMatrix(rowCount: size, columnCount: size, elements: covariance.matrix))
    }

    func value(_ unknowns: [Double]) throws -> Double {
      let count = instance.truth.count
      let known = try #require(instance.evidence.labels).flatMap(\.self)
      let labels = unknowns.count > count ? Array(unknowns[count...]) : known
      let observation =
        unknowns.count == count
        ? observation
        : try CircuitObservation(
          instance.measured(shots: shots), labels: instance.evidence.rows(of: labels), on: Machines.ideal)
      let (own, matrix) = try Self.moments(observation, instance, Array(unknowns[..<count]), labels)
      let factor = try #require(CholeskyFactor(matrix))
      let white = factor.whitened(
        columns: RealMatrix(rowCount: own.count, columnCount: 1, elements: zip(own, mean).map { $0 - $1 }))
      let trace = (0..<own.count).reduce(0.0) { sum, column in
        sum + factor.solve((0..<own.count).map { covariance[$0, column] })[column]
      }
      return -(white.elements.reduce(0) { $0 + $1 * $1 } + trace + factor.logarithmOfDeterminant) / 2
    }

    /// Minus the second derivatives at the truth, by central differences.
    func information(withLabels: Bool) throws -> RealMatrix {
      let labels = try #require(instance.evidence.labels).flatMap(\.self)
      let point = instance.truth + (withLabels ? labels : [])
      let step = 1e-4
      func moved(_ moves: [(Int, Double)]) throws -> Double {
        var own = point
        for (place, sign) in moves { own[place] += sign * step }
        return try value(own)
      }
      var result = RealMatrix(rowCount: point.count, columnCount: point.count)
      for row in point.indices {
        for column in row..<point.count {
          let sum =
            try moved([(row, 1), (column, 1)]) - moved([(row, 1), (column, -1)]) - moved([(row, -1), (column, 1)])
            + moved([(row, -1), (column, -1)])
          result[row, column] = -sum / (4 * step * step)
          result[column, row] = result[row, column]
        }
      }
      return result
    }
  }

  @Test(
    "is the curvature of the expected likelihood, what the covariance tells included",
    arguments: ["simple-entangled-2", "zz-efficient-2"], [1, 2])
  func curvature(model: String, batch: Int) throws {
    for seed in 0..<(Scale.isFull ? 2 : 1) as Range<UInt64> {
      let instance = try Instance(model, batch: batch, seed: seed)
      let shots = 1000
      let expected = try Likelihood(instance, shots: shots).information(withLabels: false)
      let labels = try #require(instance.evidence.labels)
      let found = try GradientInformation(
        instance.measured(shots: shots), labels: labels, on: Machines.ideal, includesCovariance: true
      ).information(at: instance.truth)
      #expect(areClose(found, expected, within: 1e-3), "\(found.elements) \(expected.elements)")

      // Without the covariance's part, a little less, and a little only.
      let first = try GradientInformation(instance.measured(shots: shots), labels: labels, on: Machines.ideal)
        .information(at: instance.truth)
      #expect(try isNoLess(found, than: first))
    }
  }

  @Test("with unknown labels is what is left when they are found too")
  func unknownLabels() throws {
    for seed in 0..<3 as Range<UInt64> {
      let instance = try Instance("simple-entangled-2", seed: seed)
      let labels = try #require(instance.evidence.labels)
      let whole = try Likelihood(instance, shots: 1000).information(withLabels: true)
      // The inputs' part of the inverse.
      let factor = try #require(CholeskyFactor(whole))
      let size = whole.rowCount
      let inverse = RealMatrix(
        rows: (0..<size).map { row in factor.solve((0..<size).map { $0 == row ? 1 : 0 }) })
      var hidden = instance.measured(shots: 1000)
      hidden.labels = nil
      let information = try GradientInformation(
        hidden, labels: labels, on: Machines.ideal, includesCovariance: true)
      let bound = try information.cramerRao(at: instance.truth)
      for place in instance.truth.indices {
        #expect((bound.variances[place] / inverse[place, place] - 1).magnitude < 1e-3)
      }
      let known = try information.withKnownLabels.cramerRao(at: instance.truth)
      #expect(known.meanSquaredError < bound.meanSquaredError)
    }
  }

  @Test("from a depolarizing machine is that of eta f and eta d", arguments: [0.9, 0.7])
  func depolarizing(survival: Double) throws {
    for seed in 0..<3 as Range<UInt64> {
      let instance = try Instance("simple-entangled-2", seed: seed)
      let layer = instance.evidence.layer
      let function = try CircuitFunction(layer.circuit, observables: layer.observables)
      var point = Array(repeating: 0.0, count: layer.circuit.parameters.count)
      for (place, value) in zip(layer.weights, instance.evidence.rounds[0].weights) { point[place] = value }
      for (place, value) in zip(layer.inputs, instance.truth) { point[place] = value }
      let exact = try function.derivatives(rows: layer.weights, columns: layer.inputs).mixedDerivatives(at: point)
      let byInputs = try function.gradients(at: point, withRespectTo: layer.inputs).gradients
      let label = try #require(instance.evidence.labels?[0][0])
      let size = layer.weights.count
      let width = layer.inputs.count
      // J = 2 [eta^2 d_j f d_m f + (eta f - y) eta d_j d_m f]
      let jacobian = RealMatrix(
        rowCount: size, columnCount: width,
        elements: (0..<size * width).map { place in
          2 * survival * survival * byInputs[place % width] * exact.gradients[place / width]
            + 2 * (survival * exact.values[0] - label) * survival * exact.mixed[place]
        })
      let covariance = try ShotCovarianceTests.formula(instance, shots: 4096, survival: survival)
      // Weights on which nothing depends have noise as well, of their own.
      let white = try #require(CholeskyFactor(covariance)).whitened(columns: jacobian)
      let found = try GradientInformation(
        instance.measured(shots: 4096), labels: [[label]], on: Depolarized(survival: survival)
      ).information(at: instance.truth)
      #expect(areClose(found, white.gram, within: 1e-5))

      let bound = try GradientInformation(
        instance.measured(shots: 4096), labels: [[label]], on: Depolarized(survival: survival)
      ).cramerRao(at: instance.truth)
      let ideal = try GradientInformation(instance.measured(shots: 4096), labels: [[label]], on: Machines.ideal)
        .cramerRao(at: instance.truth)
      #expect(bound.meanSquaredError > ideal.meanSquaredError)
    }
  }

  @Test("falls with the shots, and says what it binds")
  func shots() throws {
    let instance = try Instance("simple-entangled-2", seed: 1)
    let labels = try #require(instance.evidence.labels)
    let bounds = try [10_000, 1_000_000].map { shots in
      try GradientInformation(instance.measured(shots: shots), labels: labels, on: Machines.ideal)
        .cramerRao(at: instance.truth)
    }
    #expect((bounds[0].meanSquaredError / bounds[1].meanSquaredError / 100 - 1).magnitude < 0.01)
    #expect(bounds[0].binding == .unbiasedEstimators && bounds[0].kind == .cramerRao && bounds[0].seen == .gradient)
    let bar = try GradientInformation(instance.measured(shots: 100), labels: labels, on: Machines.ideal)
      .cramerRao(at: instance.truth, .estimate)
    #expect(bar.binding == .nothing)
    #expect(zip(bar.standardDeviations, bar.variances).allSatisfy { ($0 * $0 / $1 - 1).magnitude < 1e-12 })
  }

  @Test("A reported covariance and added noise give bounds of their own; exact values have none")
  func otherNoise() throws {
    let instance = try Instance("simple-entangled-2", seed: 2)
    let labels = try #require(instance.evidence.labels)
    #expect(throws: InversionError.self) { try GradientInformation(instance.evidence, labels: labels, on: nil) }
    var added = instance.evidence
    added.rounds[0].noise.addedDeviation = 0.05
    var covariance = Covariance(zerosOf: added.values.count)
    for place in added.values.indices { covariance.add(variance: 0.0025, to: place) }
    var reported = instance.evidence
    reported.rounds[0].noise = .init(.reported(covariance))
    let observation = try CircuitObservation(instance.evidence, on: nil)
    let jacobian = try observation.predictions(
      of: [instance.truth], target: instance.evidence.values, metric: nil, wantsJacobian: true)[0].jacobian
    var expected = jacobian.gram
    for place in expected.elements.indices { expected.elements[place] /= 0.0025 }
    for evidence in [added, reported] {
      let found = try GradientInformation(evidence, labels: labels, on: nil).information(at: instance.truth)
      #expect(areClose(found, expected, within: 1e-10))
    }
  }

  @Test("Fewer values than inputs leave an infinite bound")
  func singular() throws {
    let instance = try Instance("simple-entangled-2", seed: 3)
    var evidence = instance.measured(shots: 1000)
    evidence.rounds[0].components = [0]
    evidence.rounds[0].values = [0]
    let bound = try GradientInformation(
      evidence, labels: try #require(instance.evidence.labels), on: Machines.ideal
    ).cramerRao(at: instance.truth)
    #expect(bound.meanSquaredError == .infinity)
  }
}
