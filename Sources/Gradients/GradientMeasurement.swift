package import Execution
package import Numerics

/// Measures gradients on a backend.
package struct GradientMeasurement: Sendable {
  package let backend: any Backend
  /// Of each circuit; nil for exact values.
  package let shots: Int?
  package var covariance = CovarianceKind.estimated

  package init(on backend: any Backend, shots: Int?) {
    self.backend = backend
    self.shots = shots
  }

  /// What the evaluations of a plan give here, and the same without shot noise where a covariance is to be predicted.
  package struct Outcome: Sendable {
    package var measured: [MeansEstimate]
    package var predicted: [MeansEstimate]?
    package var shots: Int?
    package var circuits: Int
  }

  package func outcome(of plan: GradientPlan, stream: RandomStream) async throws(GradientError) -> Outcome {
    guard let shots else {
      return Outcome(measured: try moments(of: plan, shots: nil), predicted: nil, shots: nil, circuits: 0)
    }
    guard shots > 0 else { throw .wrongShots(shots) }
    let predicted = covariance == .predicted ? try moments(of: plan, shots: shots) : nil
    let batch = plan.batch(shots: plan.evaluations.map { _ in shots }, stream: stream)
    let samples: [Sample]
    do { samples = try await backend.run(batch) } catch { throw .backend(error) }
    return Outcome(
      measured: plan.estimates(from: samples), predicted: predicted,
      shots: samples.reduce(0) { $0 + $1.counts.shots }, circuits: samples.count)
  }

  /// The gradient of the first observable's mean.
  package func gradient(of plan: GradientPlan, stream: RandomStream) async throws(GradientError) -> Gradient {
    let outcome = try await outcome(of: plan, stream: stream)
    var result = plan.gradient(of: outcome.measured, kind: .estimated)
    if let predicted = outcome.predicted {
      let exact = plan.gradient(of: predicted, kind: .predicted)
      (result.covariance, result.valueVariance) = (exact.covariance, exact.valueVariance)
    }
    (result.shots, result.circuits) = (outcome.shots, outcome.circuits)
    return result
  }

  /// Exact means, with the covariance that so many shots would have.
  private func moments(of plan: GradientPlan, shots: Int?) throws(GradientError) -> [MeansEstimate] {
    let refusal: GradientError =
      shots == nil ? .needsShots(backend: backend.name) : .notPredictable(backend: backend.name)
    guard let exact = backend as? any ExactBackend else { throw refusal }
    let points = plan.evaluations.map(\.point)
    var distributions: [[[Double]]] = []
    for circuit in plan.scheme.circuits {
      let found: [[Double]]?
      do { found = try exact.probabilities(of: circuit, at: points) } catch { throw .backend(error) }
      guard let found else { throw refusal }
      distributions.append(found)
    }
    return points.indices.map { index in
      plan.measurement.moments(of: distributions.map { $0[index] }, shots: shots)
    }
  }
}
