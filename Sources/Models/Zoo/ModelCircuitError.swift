/// What can be wrong with a circuit that is to be a model.
package enum ModelCircuitError: Error, Hashable, Sendable, CustomStringConvertible {
  case bothRoles(parameter: String, inputs: String, weights: String)
  case noRole(parameter: String, inputs: String, weights: String)
  case noInput(glob: String, parameters: [String])
  case noObservable
  case observableTooWide(observable: String, qubitCount: Int)

  /// What is wrong, and what to do about it.
  package var message: String {
    switch self {
    case .bothRoles(let parameter, let inputs, let weights):
      "parameter \(parameter) is matched by --inputs '\(inputs)' and by --weights '\(weights)': narrow one of them"
    case .noRole(let parameter, let inputs, let weights):
      "parameter \(parameter) is matched by neither --inputs '\(inputs)' nor --weights '\(weights)': widen one of them, "
        + "or bind the parameter in the file"
    case .noInput(let glob, let parameters) where parameters.isEmpty:
      "no parameter matches --inputs '\(glob)': the circuit has none; declare its features as `input float[64] x_0;`"
    case .noInput(let glob, let parameters):
      "no parameter matches --inputs '\(glob)': the circuit has " + parameters.prefix(8).joined(separator: ", ")
        + (parameters.count > 8 ? ", ..." : "")
    case .noObservable:
      "the model reads nothing out: give an observable, for example --observable Z0"
    case .observableTooWide(let observable, let qubitCount):
      "the observable \(observable) needs more qubits than the circuit has (\(qubitCount))"
    }
  }

  package var description: String { message }
}
