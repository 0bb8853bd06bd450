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
