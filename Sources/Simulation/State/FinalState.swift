package import Circuits
package import Numerics

/// The state that a circuit ends in, of all its qubits.
package struct FinalState: Sendable {
  /// In the precision of the simulation.
  package enum Amplitudes: Sendable {
    case double(AmplitudeVector<Double>)
    case single(AmplitudeVector<Float>)
  }

  /// Of the held qubits.
  package let amplitudes: Amplitudes
  /// Bit p of an amplitude's index is the qubit `held[p]`.
  package let held: [Int]
  /// The other qubits that are 1.
  package let ones: Set<Int>

  init<Scalar>(_ state: HeldState<Scalar>) {
    held = state.held
    ones = state.ones
    amplitudes = Scalar.amplitudes(state.vector)
  }

  /// The squared magnitudes of the held qubits' amplitudes.
  package var heldProbabilities: [Double] {
    switch amplitudes {
    case .double(let vector): vector.probabilities
    case .single(let vector): vector.probabilities
    }
  }

  /// The amplitudes of so many qubits, those not held included.
  package func allAmplitudes(qubitCount: Int) -> [Complex] {
    var result = Array(repeating: Complex.zero, count: 1 << qubitCount)
    let base = ones.reduce(0) { $0 | 1 << $1 }
    for index in 0..<1 << held.count {
      let place = held.indices.reduce(base) { $0 | (index >> $1 & 1) << held[$1] }
      switch amplitudes {
      case .double(let vector): result[place] = vector[index]
      case .single(let vector): result[place] = vector[index]
      }
    }
    return result
  }

  /// The mean of a Pauli string.
  package func expectation(of string: PauliString) -> Double {
    var factor = 1.0
    var held: [(qubit: Int, pauli: Pauli)] = []
    for (qubit, pauli) in string.factors {
      if let place = self.held.firstIndex(of: qubit) {
        held.append((place, pauli))
      } else if pauli != .z {
        return 0
      } else if ones.contains(qubit) {
        factor = -factor
      }
    }
    switch amplitudes {
    case .double(let vector): return factor * vector.expectation(of: held)
    case .single(let vector): return factor * vector.expectation(of: held)
    }
  }

  package func expectation(of observable: Observable) -> Double {
    observable.terms.reduce(0) { $0 + $1.coefficient * expectation(of: $1.string) }
  }
}
