import Numerics

/// One of the three Pauli matrices.
package enum Pauli: UInt8, CaseIterable, Comparable, Sendable {
  case x, y, z

  package var letter: String { ["X", "Y", "Z"][Int(rawValue)] }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The product of two different ones is the third, times i where they follow each other in a circle, else -i.
  static func product(_ left: Pauli, _ right: Pauli) -> (factor: Complex, pauli: Pauli?) {
    let step = (Int(right.rawValue) + 3 - Int(left.rawValue)) % 3
    guard step != 0 else { return (.one, nil) }
    return (step == 1 ? .i : -.i, Pauli(rawValue: UInt8(3 - Int(left.rawValue) - Int(right.rawValue))))
  }
}

/// A product of Pauli matrices on different qubits; of none, the identity.
package struct PauliString: Hashable, Sendable {
  /// In the order of the qubits, each of which stands here once at most.
  package private(set) var factors: [(qubit: Int, pauli: Pauli)] = []

  package init() {}

  package init(_ qubit: Int, _ pauli: Pauli) { factors = [(qubit, pauli)] }

  /// - Precondition: every qubit stands there once.
  package init(_ factors: [(qubit: Int, pauli: Pauli)]) { self.factors = factors.sorted { $0.qubit < $1.qubit } }

  /// The product of two strings, `left` times `right`, and the number that comes with it: 1, -1, i or -i.
  static func product(_ left: PauliString, _ right: PauliString) -> (factor: Complex, string: PauliString) {
    var result = PauliString()
    var factor = Complex.one
    var (first, second) = (left.factors[...], right.factors[...])
    while let mine = first.first, let theirs = second.first {
      if mine.qubit == theirs.qubit {
        let (phase, pauli) = Pauli.product(mine.pauli, theirs.pauli)
        factor = factor * phase
        if let pauli { result.factors.append((mine.qubit, pauli)) }
      } else {
        result.factors.append(mine.qubit < theirs.qubit ? mine : theirs)
      }
      if mine.qubit <= theirs.qubit { first.removeFirst() }
      if theirs.qubit <= mine.qubit { second.removeFirst() }
    }
    result.factors += first
    result.factors += second
    return (factor, result)
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.factors.elementsEqual(right.factors) { $0 == $1 }
  }

  package func hash(into hasher: inout Hasher) {
    for (qubit, pauli) in factors {
      hasher.combine(qubit)
      hasher.combine(pauli)
    }
  }
}

extension PauliString: Comparable {
  /// The order of a dictionary, with earlier qubits first and X before Y before Z.
  package static func < (left: Self, right: Self) -> Bool {
    left.factors.lexicographicallyPrecedes(right.factors) { $0 < $1 }
  }
}
