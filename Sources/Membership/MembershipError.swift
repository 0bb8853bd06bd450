package import Execution
package import Models

/// Why there is nothing to tell members by, or no way to.
package enum MembershipError: Error, Sendable {
  /// Evidence that contradicts itself, or a truth that does not fit it.
  case evidence(String, help: String)
  /// Evidence that holds less than the attack needs.
  case unsupported(String, help: String)
  case simulation(SimulationError)
  case model(ModelError)
  case data(DataError)
  case backend(BackendError)

  /// Whether the evidence is right, and just not enough.
  package var isUnsupported: Bool { if case .unsupported = self { true } else { false } }

  package var message: String {
    switch self {
    case .evidence(let message, _), .unsupported(let message, _): message
    case .simulation(let error): error.message
    case .model(let error): error.message
    case .data(let error): error.message
    case .backend(let error): error.message
    }
  }

  package var help: String {
    switch self {
    case .evidence(_, let help), .unsupported(_, let help): help
    case .simulation(let error): error.help
    case .model(let error): error.help
    case .data(let error): error.help ?? ""
    case .backend(let error): error.help
    }
  }
}
