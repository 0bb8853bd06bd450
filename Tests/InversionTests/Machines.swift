import Circuits
import Devices
import Execution
import Simulation

/// Backends that evidence was measured on.
enum Machines {
  static let ideal = LocalBackend(
    name: "ideal",
    device: Device(name: "ideal", source: "no noise", qubits: (0..<8).map { _ in Device.Qubit() }, gates: []))
}

/// A machine on which a share of all shots survives, and the others read any outcome, all equally likely.
struct Depolarized: ExactBackend {
  let survival: Double

  var name: String { "depolarized" }
  var device: Device { Machines.ideal.device }

  func run(_ batch: Batch) async throws(BackendError) -> [Sample] {
    guard let samples = try drawn(batch) else {
      throw .unsupported("only circuits without classical language", help: "give circuits", entry: 0)
    }
    return samples
  }

  func distributions(of circuit: Circuit) throws(BackendError) -> OutcomeDistributions? {
    guard let exact = try Machines.ideal.distributions(of: circuit) else { return nil }
    let survival = survival
    return OutcomeDistributions { (points) throws(SimulationError) in
      try exact.probabilities(at: points).map { outcomes in
        outcomes.map { survival * $0 + (1 - survival) / Double(outcomes.count) }
      }
    }
  }
}
