import Circuits
import Execution
import Gradients
import Numerics
import Simulation
import Testing

@Suite("Shots shared among circuits") struct ShotAllocationTests {
  /// Of an experiment with shots.
  static let repetitions = Scale.isFull ? 2000 : 40

  /// Angles of very different weight, one of them without effect.
  static func plan() throws -> GradientPlan {
    let circuit = try circuit(
      "input float[64] a; input float[64] b; qubit[2] q; rx(5 * a) q[0]; ry(0.2 * b) q[1]; cx q[0], q[1]; rz(a) q[1];")
    return try GradientPlan(
      circuit, observables: [try ObservableText("Z0 + 0.3*X1").resolved(qubitCount: 2)], withRespectTo: [0, 1],
      rule: .parameterShift, at: [0.15, 1.1], stream: RandomStream(seed: 5))
  }

  @Test(
    "Every way takes the same number of shots, and its covariance is that of the estimates",
    arguments: ShotAllocation.allCases)
  func honest(allocation: ShotAllocation) async throws {
    let plan = try Self.plan()
    let backend = try CovarianceTests.backend("ideal")
    var measurement = GradientMeasurement(on: backend, shots: 1000)
    measurement.covariance = .predicted
    measurement.allocation = allocation
    let exact = try await GradientMeasurement(on: backend, shots: nil).gradient(of: plan, stream: RandomStream(seed: 1))
    var mean = RunningMean()
    for repetition in 0..<Self.repetitions {
      let found = try await measurement.gradient(of: plan, stream: RandomStream(seed: 6).substream(repetition))
      #expect((found.shots ?? 0) >= 1000 * plan.circuitCount)
      #expect((found.shots ?? 0) <= 1001 * plan.circuitCount)
      for place in 0..<2 {
        let error = found.values[place] - exact.values[place]
        mean.add(error * error / found.covariance.variance(of: place))
      }
    }
    let error = (2 / Double(2 * Self.repetitions)).squareRoot()
    #expect((mean.mean - 1).magnitude < 5 * error, "\(mean.mean) +- \(error)")
  }

  @Test("The covariance of simultaneous perturbation has the noise of its directions too", arguments: [1, 6])
  func directions(count: Int) async throws {
    let circuit = try circuit(
      "input float[64] a; input float[64] b; input float[64] c; qubit[2] q; rx(a) q[0]; ry(b) q[1]; cx q[0], q[1];"
        + " rx(c) q[1];")
    let observable = try ObservableText("Z0 + Z1").resolved(qubitCount: 2)
    let exact = try CircuitFunction(circuit, observables: [observable])
      .gradients(at: [0.8, 1.1, 0.4], withRespectTo: [0, 1, 2]).gradients
    let backend = try CovarianceTests.backend("ideal")
    var ratio = (errors: 0.0, variances: 0.0)
    var mean = RunningMean()
    for repetition in 0..<Self.repetitions {
      let stream = RandomStream(seed: 8).substream(repetition)
      let plan = try GradientPlan(
        circuit, observables: [observable], withRespectTo: [0, 1, 2],
        rule: .simultaneousPerturbation(step: 0.05, directions: count), at: [0.8, 1.1, 0.4], stream: stream)
      let found = try await GradientMeasurement(on: backend, shots: 20_000).gradient(of: plan, stream: stream)
      var (error, variance) = (0.0, 0.0)
      for place in 0..<3 {
        error += (found.values[place] - exact[place]) * (found.values[place] - exact[place])
        variance += found.covariance.variance(of: place)
      }
      ratio.errors += error
      ratio.variances += variance
      mean.add(error - variance)
    }
    let noise = (mean.variance / Double(Self.repetitions)).squareRoot()
    #expect(mean.mean.magnitude < 5 * noise, "\(ratio.errors / ratio.variances)")
    #expect(noise < 0.3 * ratio.variances / Double(Self.repetitions))
  }

  @Test("Where shot noise hides the slopes, the noise of directions stays as small as it is", arguments: [1, 2])
  func hiddenSlopes(count: Int) async throws {
    let circuit = try circuit("input float[64] a; input float[64] b; qubit[2] q; rx(a) q[0]; ry(b) q[1];")
    let observable = try ObservableText("Z0 + Z1").resolved(qubitCount: 2)
    for repetition in 0..<Self.repetitions {
      let stream = RandomStream(seed: 9).substream(repetition)
      let plan = try GradientPlan(
        circuit, observables: [observable], withRespectTo: [0, 1],
        rule: .simultaneousPerturbation(step: 0.3, directions: count), at: [0.3, 0.1], stream: stream)
      let found = try await GradientMeasurement(on: CovarianceTests.backend("ideal"), shots: 16)
        .gradient(of: plan, stream: stream)
      let slope = found.values.reduce(0) { max($0, $1.magnitude) }
      for place in 0..<2 { #expect(found.covariance.variance(of: place) < 4 + 2 * slope * slope) }
    }
  }

  @Test("Shots that follow the variance leave less of it than even ones")
  func better() async throws {
    let plan = try Self.plan()
    var traces: [ShotAllocation: Double] = [:]
    for allocation in ShotAllocation.allCases {
      var measurement = GradientMeasurement(on: try CovarianceTests.backend("ideal"), shots: 4000)
      measurement.covariance = .predicted
      measurement.allocation = allocation
      let found = try await measurement.gradient(of: plan, stream: RandomStream(seed: 2))
      traces[allocation] = found.covariance.variance(of: 0) + found.covariance.variance(of: 1)
    }
    let even = try #require(traces[.uniform])
    #expect(try #require(traces[.variance]) < 0.7 * even)
    #expect(try #require(traces[.random]) < 0.8 * even)
  }
}
