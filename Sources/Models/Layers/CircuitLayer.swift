package import Circuits

/// A circuit without measurements whose parameters of the role input are features, in their order, and whose other
/// parameters are weights.
package struct CircuitLayer: Sendable {
  package let circuit: Circuit
  /// What is read out: one number each.
  package let observables: [Observable]
  /// How features become angles, where the circuit was built here.
  package let encoding: Encoding?
  /// Places in the circuit's parameters.
  package let inputs: [Int]
  package let weights: [Int]

  package init(_ circuit: Circuit, observables: [Observable], encoding: Encoding? = nil) {
    self.circuit = circuit
    self.observables = observables
    self.encoding = encoding
    inputs = circuit.parameters.indices.filter { circuit.parameters[$0].role == .input }
    weights = circuit.parameters.indices.filter { circuit.parameters[$0].role == .weight }
  }
}
