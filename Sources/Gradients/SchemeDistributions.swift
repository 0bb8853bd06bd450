package import Execution

/// The exact distributions behind a scheme's evaluations on a backend, compiled once for any number of points.
package struct SchemeDistributions: Sendable {
  package let scheme: GradientScheme
  /// One for each setting of the measurement.
  private let distributions: [OutcomeDistributions]

  /// Nil where the backend only samples.
  package init?(of scheme: GradientScheme, on backend: any ExactBackend) throws(GradientError) {
    self.scheme = scheme
    var distributions: [OutcomeDistributions] = []
    for circuit in scheme.circuits {
      let found: OutcomeDistributions?
      do { found = try backend.distributions(of: circuit) } catch { throw .backend(error) }
      guard let found else { return nil }
      distributions.append(found)
    }
    self.distributions = distributions
  }

  /// Exact means of a plan's evaluations, with the covariance that so many shots of each would have; none without
  /// shots.
  package func moments(of plan: GradientPlan, shots: [Int]?) throws(GradientError) -> [MeansEstimate] {
    let points = plan.evaluations.map(\.point)
    var moments: [MeansEstimate] = []
    // Distributions of many qubits are large: few are held at a time.
    for start in stride(from: 0, to: points.count, by: 64) {
      let part = try probabilities(at: Array(points[start..<min(points.count, start + 64)]))
      moments += part.enumerated().map { index, probabilities in
        plan.measurement.moments(of: probabilities, shots: shots?[start + index])
      }
    }
    return moments
  }

  /// The probabilities at points of the scheme's circuit, [point][setting][outcome].
  package func probabilities(at points: [[Double]]) throws(GradientError) -> [[[Double]]] {
    var found: [[[Double]]] = []
    for distribution in distributions {
      do { found.append(try distribution.probabilities(at: points)) } catch { throw .simulation(error) }
    }
    return points.indices.map { index in found.map { $0[index] } }
  }
}
