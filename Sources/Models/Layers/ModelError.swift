package import Execution
package import Gradients

/// Why a model cannot be built, evaluated or trained.
package enum ModelError: Error, Hashable, Sendable {
  /// A layer does not fit what comes before it, or its numbers make no sense.
  case layer(String, reason: String, help: String)
  case notFinite(layer: String, value: Double)
  case circuit(layer: String, SimulationError)
  /// Circuits cannot be measured as asked.
  case gradient(layer: String, GradientError)
  /// Rows, weights or labels that are not as many as they should be.
  case wrongCount(of: String, expected: Int, found: Int)
  case labels(reason: String, help: String)
  /// Circuits are estimated in a way that gives no derivatives.
  case noDerivatives(layer: String)
  /// The way of training cannot be done as asked.
  case training(reason: String, help: String)

  package var message: String {
    switch self {
    case .layer(let name, let reason, _): "layer \(name): \(reason)"
    case .notFinite(let name, let value): "layer \(name) gives \(value)"
    case .circuit(let name, let error): "layer \(name): \(error.message)"
    case .gradient(let name, let error): "layer \(name): \(error.message)"
    case .wrongCount(let what, let expected, let found): "there must be \(expected) \(what), not \(found)"
    case .labels(let reason, _), .training(let reason, _): reason
    case .noDerivatives(let name): "layer \(name) is estimated without derivatives"
    }
  }

  /// What to do about it.
  package var help: String {
    switch self {
    case .layer(_, _, let help), .labels(_, let help), .training(_, let help): help
    case .notFinite: "scale the features, or start from other weights"
    case .circuit(_, let error): error.help
    case .gradient(_, let error): error.help
    case .wrongCount: "give the model what it is made for: `shotglass models show NAME` lists it"
    case .noDerivatives: "train with spsa or cobyla, or choose a gradient rule"
    }
  }
}
