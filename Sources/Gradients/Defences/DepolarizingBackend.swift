package import Circuits
package import Devices
package import Execution

/// A simulator of which a share of all outcomes is replaced by uniformly random ones: global depolarization of the
/// state before it is read, which a client adds on purpose.
package struct DepolarizingBackend: ExactBackend {
  private let backend: any ExactBackend
  private let share: Double

  /// The share is from 0 to 1.
  package init(_ backend: any ExactBackend, share: Double) {
    self.backend = backend
    self.share = share
  }

  package var name: String { "\(backend.name)+\(GradientDefence.Step.depolarization(share: share))" }
  package var device: Device { backend.device }

  package func distributions(of circuit: Circuit) throws(BackendError) -> OutcomeDistributions? {
    guard let distributions = try backend.distributions(of: circuit) else { return nil }
    return OutcomeDistributions { [share] (points) throws(SimulationError) in
      try distributions.probabilities(at: points).map { probabilities in
        let even = share / Double(max(1, probabilities.count))
        return probabilities.map { (1 - share) * $0 + even }
      }
    }
  }

  package func run(_ batch: Batch) async throws(BackendError) -> [Sample] {
    guard let samples = try drawn(batch) else {
      throw .unsupported(
        "\(name) knows only circuits whose exact distributions can be computed",
        help: "use the backend ideal or noisy-DEVICE with a circuit of gates", entry: 0)
    }
    return samples
  }
}
