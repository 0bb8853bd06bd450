/// The text of an observable, read: `0.5*Z0*Z1 + X2`, `-0.3*Z0`, `mean(Z)`.
///
/// It becomes an `Observable` with the number of qubits, which `mean(Z)` needs.
///
///     sum     = [-] product { (+ | -) product }
///     product = factor { [*] factor | / number }
///     factor  = number | I | X0 | Y1 | Z2 | mean(Z) | mean(sum, sum, ...) | (sum) | - factor
package struct ObservableText: Hashable, Sendable {
  /// A part of the text, with the column where it starts.
  struct Part: Hashable, Sendable {
    indirect enum Kind: Hashable, Sendable {
      case number(Double)
      case pauli(Pauli, qubit: Int)
      /// The mean of one Pauli matrix over all qubits.
      case meanOverQubits(Pauli)
      case mean([Part])
      case sum([Part])
      case product([Part])
    }

    let column: Int
    let kind: Kind
  }

  let root: Part

  package init(_ text: String) throws(ObservableError) {
    var reader = ObservableReader(text)
    root = try reader.read()
  }

  /// The observable of a circuit with so many qubits.
  package func resolved(qubitCount: Int) throws(ObservableError) -> Observable {
    let expansion = ObservableExpansion(qubitCount: qubitCount)
    let sum = try expansion.real(root)
    return Observable(sum.map { (coefficient: $0.value, string: $0.key) })
  }
}
