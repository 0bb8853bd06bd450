package import Circuits
package import Devices

/// What runs programs: a simulator, the twin of a device, a machine in a cloud.
package protocol Backend: Sendable {
  /// The name that chooses it, such as `noisy-ibm_fez`.
  var name: String { get }
  /// The machine that the programs run on.
  var device: Device { get }
  /// Runs every program of a batch: one sample each, in their order.
  func run(_ batch: Batch) async throws(BackendError) -> [Sample]
}

/// A backend that also knows the exact distributions that its shots are drawn from.
package protocol ExactBackend: Backend {
  /// The distributions of a circuit's bits, prepared for many values of its parameters; nil where the machine behind
  /// the backend only samples.
  func distributions(of circuit: Circuit) throws(BackendError) -> OutcomeDistributions?
}

extension ExactBackend {
  /// The distribution of a circuit's bits for each of some values of its parameters; nil where only samples are to be
  /// had.
  package func probabilities(of circuit: Circuit, at points: [[Double]]) throws(BackendError) -> [[Double]]? {
    guard let distributions = try distributions(of: circuit) else { return nil }
    do { return try distributions.probabilities(at: points) } catch { throw .simulation(error, entry: 0) }
  }
}

/// What a circuit's bits read, exactly, as a function of its parameters.
package struct OutcomeDistributions: Sendable {
  private let compute: @Sendable (_ points: [[Double]]) throws(SimulationError) -> [[Double]]

  package init(_ compute: @escaping @Sendable (_ points: [[Double]]) throws(SimulationError) -> [[Double]]) {
    self.compute = compute
  }

  /// For each point the probabilities of all outcomes, the first bit least significant.
  package func probabilities(at points: [[Double]]) throws(SimulationError) -> [[Double]] { try compute(points) }
}
