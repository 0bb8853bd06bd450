package import Gradients
package import Models

/// Why a defence cannot be applied, or what it protects cannot be said.
package enum DefenceError: Error, Hashable, Sendable {
  /// Numbers or settings that make no sense, or do not fit each other.
  case misuse(String, help: String)
  /// What this version cannot do.
  case unsupported(String, help: String)
  case model(ModelError)
  case gradient(GradientError)

  package var message: String {
    switch self {
    case .misuse(let message, _), .unsupported(let message, _): message
    case .model(let error): error.message
    case .gradient(let error): error.message
    }
  }

  /// What to do about it.
  package var help: String {
    switch self {
    case .misuse(_, let help), .unsupported(_, let help): help
    case .model(let error): error.help
    case .gradient(let error): error.help
    }
  }
}
