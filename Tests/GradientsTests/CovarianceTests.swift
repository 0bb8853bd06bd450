import Catalogue
import Circuits
import Devices
import Execution
import Gradients
import Numerics
import Testing

@Suite("The covariance of gradients") struct CovarianceTests {
  /// Repetitions of an experiment; 2,000 at full scale.
  static let repetitions = Scale.isFull ? 2000 : 300

  static func plan(_ observables: [String]) throws -> GradientPlan {
    let circuit = try circuit(
      "input float[64] a; input float[64] b; input float[64] c; qubit[2] q; rx(a) q[0]; ry(b) q[0]; cx q[0], q[1];"
        + " ry(c) q[1]; rz(b * c) q[0]; rx(b) q[0];")
    return try GradientPlan(
      circuit, observables: observables.map { try ObservableText($0).resolved(qubitCount: 2) },
      withRespectTo: [1, 2], rule: .parameterShift, at: [0.7, 0.4, 1.9], stream: RandomStream(seed: 5))
  }

  static func backend(_ name: String) throws -> any ExactBackend {
    let found = try BackendCatalogue(devices: DeviceLibrary(home: nil)).backend(named: name)
    return try #require(found as? any ExactBackend)
  }

  /// The loss (f - 0.3)^2 + (g + 0.2)^2 / 2, and a softmax of f, g and f - g.
  static let losses: [@Sendable ([Double]) -> LossAtMeans] = [
    { LossAtMeans(value: $0[0], byMeans: [1, 0]) },
    { means in
      let (first, second) = (means[0] - 0.3, means[1] + 0.2)
      return LossAtMeans(value: first * first + second * second / 2, byMeans: [2 * first, second])
    },
  ]

  @Test(
    "The predicted covariance is that of the estimates: chi-square over rank has mean 1",
    arguments: ["ideal", "noisy-ibm_manila"], [0, 1])
  func predicted(backend: String, loss: Int) async throws {
    let loss = Self.losses[loss]
    let drawn = try await DrawnGradients(Self.plan(["mean(Z) + 0.5*X0", "Z1"]), on: Self.backend(backend))
    for shots in [64, 512, 4096] {
      let expected = drawn.plan.gradient(of: drawn.moments(shots: shots), kind: .predicted, loss: loss)
      let exact = drawn.plan.gradient(of: drawn.moments(shots: nil), kind: .predicted, loss: loss)
      let matrix = expected.covariance.matrix
      let determinant = matrix[0] * matrix[3] - matrix[1] * matrix[2]
      var (sum, squares) = (0.0, 0.0)
      for repetition in 0..<Self.repetitions {
        let stream = RandomStream(seed: 11).substream(shots).substream(repetition)
        let found = drawn.plan.gradient(of: drawn.estimates(shots: shots, stream: stream), kind: .estimated, loss: loss)
        let (a, b) = (found.values[0] - exact.values[0], found.values[1] - exact.values[1])
        let chiSquare = (a * a * matrix[3] - 2 * a * b * matrix[1] + b * b * matrix[0]) / determinant / 2
        sum += chiSquare
        squares += chiSquare * chiSquare
      }
      let count = Double(Self.repetitions)
      let mean = sum / count
      let error = ((squares / count - mean * mean) / count).squareRoot()
      #expect((mean - 1).magnitude < 5 * error, "\(shots) shots: \(mean) +- \(error)")
    }
  }

  @Test("The estimated covariance gives intervals that cover", arguments: [0.0, 0.5, 0.95])
  func estimated(mean: Double) async throws {
    let circuit = try circuit("input float[64] a; qubit q; rx(a) q;")
    let observable = try ObservableText("Z0").resolved(qubitCount: 1)
    let cosine = Complex(0, 1).argument - arcsine(mean)
    let plan = try GradientPlan(
      circuit, observables: [observable], withRespectTo: [0], rule: .parameterShift, at: [cosine],
      stream: RandomStream(seed: 1))
    let drawn = try await DrawnGradients(plan, on: Self.backend("ideal"))
    let exact = plan.gradient(of: drawn.moments(shots: nil), kind: .predicted)
    #expect((exact.value - mean).magnitude < 1e-12)
    for (shots, least) in [(64, 0.90), (512, 0.93), (4096, 0.93)] {
      var (covered, valueCovered) = (0.0, 0.0)
      for repetition in 0..<Self.repetitions {
        let stream = RandomStream(seed: 12).substream(shots).substream(repetition)
        let found = plan.gradient(of: drawn.estimates(shots: shots, stream: stream), kind: .estimated)
        let bound = 1.96 * found.covariance.variance(of: 0).squareRoot()
        covered += (found.values[0] - exact.values[0]).magnitude <= bound ? 1 : 0
        valueCovered += (found.value - mean).magnitude <= 1.96 * found.valueVariance.squareRoot() ? 1 : 0
      }
      let count = Double(Self.repetitions)
      let error = (least * (1 - least) / count).squareRoot()
      #expect(covered / count > least - 3 * error, "\(shots) shots: \(covered / count)")
      #expect(valueCovered / count > least - 3 * error, "\(shots) shots: \(valueCovered / count)")
    }
  }

  @Test("A deterministic outcome leaves a variance")
  func deterministic() async throws {
    let circuit = try circuit("input float[64] a; qubit q; rz(a) q;")
    let observable = try ObservableText("Z0").resolved(qubitCount: 1)
    let plan = try GradientPlan(
      circuit, observables: [observable], withRespectTo: [0], rule: .parameterShift, at: [0.3],
      stream: RandomStream(seed: 1))
    for shots in [1, 2, 64] {
      let found = try await GradientMeasurement(on: Self.backend("ideal"), shots: shots)
        .gradient(of: plan, stream: RandomStream(seed: 2))
      #expect(found.values == [0] && found.value == 1)
      #expect(found.covariance.variance(of: 0) > 0 && found.valueVariance > 0)
      #expect(found.circuits == 3 && found.shots == 3 * shots)
    }
  }

  @Test("Many vectors are kept as few, with the same matrix")
  func compression() {
    var covariance = Covariance(zerosOf: 2)
    var expected = [0.0, 0, 0, 0]
    for index in 0..<9 {
      let vector = [Double(index) - 3, 0.5 * Double(index * index)]
      covariance.add([(0, vector[0]), (1, vector[1])], weight: 0.1)
      for place in 0..<4 { expected[place] += 0.1 * vector[place / 2] * vector[place % 2] }
    }
    #expect(covariance.vectors.count <= 4)
    for (mine, theirs) in zip(covariance.matrix, expected) { #expect((mine - theirs).magnitude < 1e-10) }
  }

  private func arcsine(_ value: Double) -> Double {
    Complex((1 - value * value).squareRoot(), value).argument
  }
}
