package import Execution

/// Why there is no gradient.
package enum GradientError: Error, Hashable, Sendable {
  /// The circuit measures or resets a qubit and goes on with it.
  case interrupted
  case simulation(SimulationError)
  case backend(BackendError)
  /// The backend only samples, and no shots were asked for.
  case needsShots(backend: String)
  /// The backend knows no exact distributions, from which a covariance could be predicted.
  case notPredictable(backend: String)
  case wrongShots(Int)

  package var message: String {
    switch self {
    case .interrupted: "the circuit measures or resets a qubit that it goes on to use"
    case .simulation(let error): error.message
    case .backend(let error): error.message
    case .needsShots(let backend): "the backend '\(backend)' gives no exact values"
    case .notPredictable(let backend): "no covariance can be predicted for the backend '\(backend)'"
    case .wrongShots(let shots): "\(shots) shots are not enough for a gradient"
    }
  }

  package var help: String {
    switch self {
    case .interrupted: "a gradient needs a circuit of gates, with measurements only at its end"
    case .simulation(let error): error.help
    case .backend(let error): error.help
    case .needsShots: "say how many shots each circuit takes, such as --shots 1024"
    case .notPredictable: "use the covariance that the counts show: --covariance estimated"
    case .wrongShots: "ask for at least 1 shot of each circuit"
    }
  }
}
