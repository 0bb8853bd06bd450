package import Circuits

/// What is measured of a model's circuit.
package enum ReadOut: Hashable, Sendable {
  /// Z of each qubit.
  case eachZ
  /// The mean of all qubits' Z.
  case meanZ
  /// The product of all qubits' Z: the parity.
  case productOfZ
  /// Z of each qubit, and of each pair of qubits.
  case eachZAndPair
  /// One Pauli matrix of the last qubit.
  case last(Pauli)

  package func observables(qubits count: Int) -> [Observable] {
    let all = Array(0..<max(count, 0))
    switch self {
    case .eachZ: return all.map { Self.product(of: [$0]) }
    case .meanZ: return [Observable(all.map { (1 / Double(count), PauliString($0, .z)) })]
    case .productOfZ: return [Self.product(of: all)]
    case .eachZAndPair:
      return all.map { Self.product(of: [$0]) }
        + EntanglementPattern.full.groups(of: 2, amongQubits: count).map { Self.product(of: $0) }
    case .last(let pauli): return [Observable([(1, PauliString(max(count - 1, 0), pauli))])]
    }
  }

  private static func product(of qubits: [Int]) -> Observable {
    Observable([(1, PauliString(qubits.map { (qubit: $0, pauli: .z) }))])
  }
}
