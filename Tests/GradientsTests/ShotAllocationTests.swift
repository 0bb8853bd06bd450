import Circuits
import Execution
import Gradients
import Numerics
import Testing

@Suite("Shots shared among circuits") struct ShotAllocationTests {
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
    for repetition in 0..<100 {
      let found = try await measurement.gradient(of: plan, stream: RandomStream(seed: 6).substream(repetition))
      #expect((found.shots ?? 0) >= 1000 * plan.circuitCount)
      #expect((found.shots ?? 0) <= 1001 * plan.circuitCount)
      for place in 0..<2 {
        let error = found.values[place] - exact.values[place]
        mean.add(error * error / found.covariance.variance(of: place))
      }
    }
    let error = (mean.variance / 200).squareRoot()
    #expect((mean.mean - 1).magnitude < 5 * error, "\(mean.mean) +- \(error)")
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
