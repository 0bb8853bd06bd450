package import Circuits

/// The trainable part of a circuit: a family of gates whose weights stand in the order in which they are applied.
package enum Ansatz: Hashable, Sendable {
  /// Qiskit's TwoLocal, and its order of weights: layers of rotations (each row on all qubits, then the next row) with
  /// layers of entanglers between them, one more layer of rotations than of entanglers.
  case twoLocal(
    rotations: [StandardGate], entangler: StandardGate, repetitions: Int, entanglement: EntanglementPattern)
  /// RY and RZ on each qubit, then CX along the line (unless it is not entangled), so many times.
  case hardwareEfficient(layers: Int, isEntangled: Bool = true)
  /// PennyLane's StronglyEntanglingLayers, arXiv:1804.00633: RZ RY RZ on each qubit, then CX from each qubit to the one
  /// `range` further on in a ring; the ranges 1, 2, ... take turns.
  case stronglyEntangling(layers: Int)
  /// U3 on each qubit, then CX to the next qubit, and from the last to the first one.
  case rotationRing(layers: Int)
  /// A quantum convolutional network, arXiv:1810.03787 in the form of Qiskit Machine Learning: pairs of neighbours are
  /// joined by trainable blocks, then the first half of the qubits is pooled into the second, until one is left. That
  /// one, the last qubit, is read out.
  case convolutional
  /// arXiv:1802.06002: the last qubit, set to 1, is rotated about XX and ZX with each other qubit, in layers by turns;
  /// its Y is read out.
  case pauliRotations(layers: Int)
  /// A fixed random Ising model: so many steps of exp(-i (sum J_ij Z_i Z_j + sum h_i X_i)) with couplings and fields
  /// drawn uniformly from the seed. It has no weights.
  case reservoir(layers: Int, seed: UInt64)

  /// Qiskit's EfficientSU2.
  package static func efficientSU2(
    repetitions: Int = 3, entanglement: EntanglementPattern = .reverseLinear
  ) -> Ansatz {
    .twoLocal(rotations: [.ry, .rz], entangler: .cx, repetitions: repetitions, entanglement: entanglement)
  }

  /// Qiskit's RealAmplitudes.
  package static func realAmplitudes(
    repetitions: Int = 3, entanglement: EntanglementPattern = .reverseLinear
  ) -> Ansatz {
    .twoLocal(rotations: [.ry], entangler: .cx, repetitions: repetitions, entanglement: entanglement)
  }

  /// How many weights the ansatz has on so many qubits.
  package func weightCount(qubits: Int) -> Int {
    var builder = CircuitBuilder(qubits: qubits, featureCount: 0)
    append(to: &builder)
    return builder.weightCount
  }

  /// Appends the ansatz on all qubits.
  package func append(to builder: inout CircuitBuilder) {
    switch self {
    case .twoLocal(let rotations, let entangler, let repetitions, let entanglement):
      for repetition in 0...max(repetitions, 0) {
        for rotation in rotations { for qubit in builder.qubits { builder.appendTrainable(rotation, on: qubit) } }
        guard repetition < repetitions else { break }
        let count = builder.qubitCount
        for pair in entanglement.groups(of: 2, amongQubits: count, repetition: repetition) {
          builder.appendTrainable(entangler, on: pair[0], pair[1])
        }
      }
    case .hardwareEfficient(let layers, let isEntangled):
      for _ in 0..<max(layers, 0) { builder.appendRotationsAndChain(isEntangled: isEntangled) }
    case .stronglyEntangling(let layers):
      for layer in 0..<max(layers, 0) { builder.appendStrongLayer(layer) }
    case .rotationRing(let layers):
      for _ in 0..<max(layers, 0) {
        for qubit in builder.qubits { builder.appendTrainable(.u3, on: qubit) }
        builder.appendRing(range: 1)
      }
    case .convolutional: builder.appendConvolutions()
    case .pauliRotations(let layers): builder.appendReadOutRotations(layers: layers)
    case .reservoir(let layers, let seed): builder.appendReservoir(layers: layers, seed: seed)
    }
  }
}
