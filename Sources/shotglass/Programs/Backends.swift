import ArgumentParsing
import Catalogue
import Devices
import Execution
import Formats
import Simulation

extension BackendCatalogue {
  /// The backend of a name, or what to tell the user.
  func backend(_ name: String) throws(Failure) -> any Backend {
    do { return try backend(named: name) } catch { throw Failure(error) }
  }
}

extension Failure {
  /// A name that gives no backend.
  init(_ error: CatalogueError) {
    switch error {
    case .unknown(let name, let help):
      self.init(.misuse, "there is no backend \(quoted(name))", help: help)
    case .elsewhere(let name):
      self.init(
        .unsupported, "the backend \(quoted(name)) is asked over a network, which is not done here",
        help: "use ideal or noisy-DEVICE; run, gradient, invert, membership and study ask machines elsewhere")
    case .device(let error): self.init(error)
    case .remote(let failure): self.init(failure)
    }
  }
}

/// How `run` simulates noise.
enum NoiseMethod: String, CaseIterable, Sendable {
  case automatic
  case densityMatrix = "density-matrix"
  case trajectories

  var method: NoisySimulator.Method {
    switch self {
    case .automatic: .automatic
    case .densityMatrix: .densityMatrix
    case .trajectories: .trajectories
    }
  }
}

/// The numbers that an ideal state is made of.
enum FloatingPrecision: String, CaseIterable, Sendable {
  case double, single
}
