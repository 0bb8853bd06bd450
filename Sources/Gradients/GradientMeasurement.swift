package import Execution
package import Numerics

/// Measures gradients on a backend.
package struct GradientMeasurement: Sendable {
  package let backend: any Backend
  /// Of each circuit; nil for exact values.
  package let shots: Int?
  package var covariance = CovarianceKind.estimated
  package var allocation = ShotAllocation.uniform

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
    try await outcomes(of: [plan], stream: stream)[0]
  }

  /// All plans in one batch, each with an outcome of its own.
  package func outcomes(of plans: [GradientPlan], stream: RandomStream) async throws(GradientError) -> [Outcome] {
    var compiled: SchemeDistributions?
    guard let shots else {
      return try plans.map { (plan) throws(GradientError) in
        Outcome(measured: try moments(of: plan, shots: nil, from: &compiled), predicted: nil, shots: nil, circuits: 0)
      }
    }
    guard shots > 0 else { throw .wrongShots(shots) }
    let (counts, samples) = try await samples(of: plans, shots, stream)
    var place = 0
    return try plans.enumerated().map { (index, plan) throws(GradientError) in
      let own = Array(samples[place..<place + plan.circuitCount])
      place += plan.circuitCount
      return Outcome(
        measured: plan.estimates(from: own),
        predicted: covariance == .predicted ? try moments(of: plan, shots: counts[index], from: &compiled) : nil,
        shots: own.reduce(0) { $0 + $1.counts.shots }, circuits: own.count)
    }
  }

  /// Every plan's circuits, with shots for each evaluation that come to as many as `shots` for each.
  private func samples(
    of plans: [GradientPlan], _ shots: Int, _ stream: RandomStream
  ) async throws(GradientError) -> (shots: [[Int]], samples: [Sample]) {
    switch allocation {
    case .uniform:
      let counts = plans.map { $0.evaluations.map { _ in shots } }
      return (counts, try await run(plans, counts, stream))
    case .random:
      let counts = plans.enumerated().map { $1.randomShots(shots, stream: stream.substream($0)) }
      return (counts, try await run(plans, counts, stream))
    case .variance:
      let first = min(shots, max(2, shots / 5))
      let pilot = plans.map { $0.evaluations.map { _ in first } }
      var samples = try await run(plans, pilot, stream.substream("pilot"))
      guard shots > first else { return (pilot, samples) }
      var place = 0
      let further = plans.map { plan in
        defer { place += plan.circuitCount }
        return plan.furtherShots(
          shots - first, after: plan.estimates(from: Array(samples[place..<place + plan.circuitCount])))
      }
      for (index, sample) in try await run(plans, further, stream).enumerated() {
        var counts = samples[index].counts
        do {
          try counts.merge(sample.counts)
        } catch {
          throw .backend(.unsupported(error.message, help: error.help, entry: index))
        }
        samples[index] = Sample(counts: counts)
      }
      return (zip(pilot, further).map { zip($0, $1).map { $0 + $1 } }, samples)
    }
  }

  private func run(
    _ plans: [GradientPlan], _ shots: [[Int]], _ stream: RandomStream
  ) async throws(GradientError) -> [Sample] {
    let entries = zip(plans, shots).flatMap { $0.batch(shots: $1, stream: stream).entries }
    do { return try await backend.run(Batch(entries, stream: stream)) } catch { throw .backend(error) }
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

  /// Exact means, with the covariance that so many shots of each evaluation would have. Plans of one scheme share what
  /// is compiled for it.
  private func moments(
    of plan: GradientPlan, shots: [Int]?, from compiled: inout SchemeDistributions?
  ) throws(GradientError) -> [MeansEstimate] {
    if let compiled, compiled.scheme.isCopy(of: plan.scheme) { return try compiled.moments(of: plan, shots: shots) }
    let refusal: GradientError =
      shots == nil ? .needsShots(backend: backend.name) : .notPredictable(backend: backend.name)
    guard let exact = backend as? any ExactBackend,
      let distributions = try SchemeDistributions(of: plan.scheme, on: exact)
    else { throw refusal }
    compiled = distributions
    return try distributions.moments(of: plan, shots: shots)
  }
}
