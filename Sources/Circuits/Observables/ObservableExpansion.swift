import Numerics

/// Multiplies out the parts of an observable's text.
struct ObservableExpansion {
  typealias Sum = [PauliString: Complex]

  let qubitCount: Int

  private static let termLimit = 100_000

  /// The coefficients of all strings, which have to be real and finite.
  func real(_ part: ObservableText.Part) throws(ObservableError) -> [PauliString: Double] {
    let sum = try expand(part)
    try check(sum, column: part.column)
    return sum.mapValues(\.real)
  }

  private func expand(_ part: ObservableText.Part) throws(ObservableError) -> Sum {
    switch part.kind {
    case .number(let value): return [PauliString(): Complex(value)]
    case .pauli(let pauli, let qubit):
      guard qubit < qubitCount else { throw missing(pauli, qubit, column: part.column) }
      return [PauliString(qubit, pauli): .one]
    case .meanOverQubits(let pauli):
      guard qubitCount > 0 else {
        throw ObservableError(
          column: part.column, "there are no qubits to take the mean over", help: "declare a qubit in the circuit")
      }
      let share = Complex(1 / Double(qubitCount))
      return Dictionary(uniqueKeysWithValues: (0..<qubitCount).map { (PauliString($0, pauli), share) })
    case .mean(let parts):
      let sum = try add(parts)
      return sum.mapValues { (1 / Double(parts.count)) * $0 }
    case .sum(let parts): return try add(parts)
    case .product(let parts): return try multiply(parts, column: part.column)
    }
  }

  private func add(_ parts: [ObservableText.Part]) throws(ObservableError) -> Sum {
    var result: Sum = [:]
    for part in parts {
      for (string, value) in try expand(part) { result[string, default: .zero] += value }
    }
    return result
  }

  private func multiply(_ parts: [ObservableText.Part], column: Int) throws(ObservableError) -> Sum {
    var result: Sum = [PauliString(): .one]
    for part in parts {
      let factor = try expand(part)
      guard result.count * factor.count <= Self.termLimit else {
        throw ObservableError(
          column: column, "this product has more than \(Self.termLimit) terms", help: "write an observable with fewer")
      }
      var product: Sum = [:]
      for (left, first) in result {
        for (right, second) in factor {
          let (phase, string) = PauliString.product(left, right)
          product[string, default: .zero] += phase * first * second
        }
      }
      result = product
    }
    try check(result, column: column)
    return result
  }

  private func check(_ sum: Sum, column: Int) throws(ObservableError) {
    if sum.values.contains(where: { !$0.real.isFinite }) {
      throw ObservableError(column: column, "a coefficient is too large", help: "write smaller numbers")
    }
    guard let (string, _) = sum.filter({ $0.value.imaginary != 0 }).min(by: { $0.key < $1.key }) else { return }
    let name = Observable([(coefficient: 1, string: string)]).description
    throw ObservableError(
      column: column, "this product is imaginary: it has a term i*\(name)",
      help: "name each qubit once in a product, or an operator on it twice, as in X0*X0")
  }

  private func missing(_ pauli: Pauli, _ qubit: Int, column: Int) -> ObservableError {
    ObservableError(
      column: column, "there is no qubit \(qubit): the circuit has \(qubitCount)",
      help: qubitCount == 0
        ? "write a number" : "write \(pauli.letter)0\(qubitCount > 1 ? " to \(pauli.letter)\(qubitCount - 1)" : "")")
  }
}
