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
  /// The distribution of a circuit's bits, the first one least significant, for each of some values of its parameters;
  /// nil where the machine behind the backend only samples.
  func probabilities(of circuit: Circuit, at points: [[Double]]) async throws(BackendError) -> [[Double]]?
}
