package import Execution
package import Gradients
package import Models

/// Why there is nothing to attack, or no way to.
package enum InversionError: Error, Sendable {
  /// Evidence that no client could have sent, or that does not fit the model.
  case evidence(String, help: String)
  /// Evidence that this version cannot attack.
  case unsupported(String, help: String)
  case simulation(SimulationError)
  case gradient(GradientError)
  case model(ModelError)

  /// Whether it comes of inputs alone, at which an angle is no number.
  var isOfUndefinedAngle: Bool {
    switch self {
    case .simulation(.angleNotFinite), .gradient(.simulation(.angleNotFinite)): true
    default: false
    }
  }

  package var message: String {
    switch self {
    case .evidence(let message, _), .unsupported(let message, _): message
    case .simulation(let error): error.message
    case .gradient(let error): error.message
    case .model(let error): error.message
    }
  }

  package var help: String {
    switch self {
    case .evidence(_, let help), .unsupported(_, let help): help
    case .simulation(let error): error.help
    case .gradient(let error): error.help
    case .model(let error): error.help
    }
  }
}
