import Numerics

/// A real linear combination of Pauli strings: what is measured of a circuit's final state.
package struct Observable: Hashable, Sendable {
  package struct Term: Hashable, Sendable {
    package let coefficient: Double
    package let string: PauliString
  }

  /// Every string once, in order, no coefficient zero.
  package let terms: [Term]

  /// Adds up the coefficients of like strings.
  package init(_ terms: some Sequence<(coefficient: Double, string: PauliString)>) {
    var sums: [PauliString: Double] = [:]
    for (coefficient, string) in terms { sums[string, default: 0] += coefficient }
    self.terms =
      sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { Term(coefficient: $0.value, string: $0.key) }
  }

  /// How many qubits a circuit must have to have this observable; nil for a constant.
  package var qubitCount: Int? { terms.compactMap { $0.string.factors.last?.qubit }.max().map { $0 + 1 } }
}

extension Observable: CustomStringConvertible {
  /// The text that reads back as this observable.
  package var description: String {
    guard !terms.isEmpty else { return "0" }
    var text = ""
    for term in terms {
      let isNegative = term.coefficient < 0
      text += text.isEmpty ? (isNegative ? "-" : "") : isNegative ? " - " : " + "
      let paulis = term.string.factors.map { "\($0.pauli.letter)\($0.qubit)" }
      let hasNumber = term.coefficient.magnitude != 1 || paulis.isEmpty
      text += ((hasNumber ? [Self.decimal(term.coefficient.magnitude)] : []) + paulis).joined(separator: "*")
    }
    return text
  }

  private static func decimal(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
