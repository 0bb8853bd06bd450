package import Circuits
internal import Formats

extension Model {
  /// A model that is a circuit of the user's: parameters whose names match `inputs` are its features, in the order in
  /// which they are declared, and those that match `weights` are trained.
  package init(
    name: String, circuit: Circuit, inputs: String, weights: String, observables: [Observable],
    loss: Loss = .meanSquaredError
  ) throws(ModelCircuitError) {
    var circuit = circuit
    for place in circuit.parameters.indices {
      let parameter = circuit.parameters[place].name
      switch (NamePattern(inputs).matches(parameter), NamePattern(weights).matches(parameter)) {
      case (true, false): circuit.parameters[place].role = .input
      case (false, true): circuit.parameters[place].role = .weight
      case (true, true): throw .bothRoles(parameter: parameter, inputs: inputs, weights: weights)
      case (false, false): throw .noRole(parameter: parameter, inputs: inputs, weights: weights)
      }
    }
    let layer = CircuitLayer(circuit, observables: observables)
    guard !layer.inputs.isEmpty else { throw .noInput(glob: inputs, parameters: circuit.parameters.map(\.name)) }
    guard !observables.isEmpty else { throw .noObservable }
    for observable in observables {
      guard observable.qubitCount ?? 0 <= circuit.qubitCount else {
        throw .observableTooWide(observable: observable.description, qubitCount: circuit.qubitCount)
      }
    }
    self.init(
      name: name,
      summary: "\(layer.inputs.count) inputs and \(layer.weights.count) weights on \(circuit.qubitCount) qubits",
      origin: "A circuit of the user's.", featureCount: layer.inputs.count, layers: [.circuit(layer)], loss: loss)
  }
}
