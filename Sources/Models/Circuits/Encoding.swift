package import Circuits

/// How features become a circuit's state.
///
/// What an encoding forgets of the features, no attack finds again: `period` and `symmetries` say what that is.
package indirect enum Encoding: Hashable, Sendable {
  /// A rotation by `scale` times each feature on a qubit of its own; about Z after a Hadamard gate.
  case angle(axis: Pauli = .x, scale: Double = 1)
  /// Two features a qubit, cos(a/2) |0> + e^{ib} sin(a/2) |1>: arXiv:2003.01695, definition 2.
  case denseAngle(scale: Double = 1)
  /// Qiskit's PauliFeatureMap, arXiv:1804.11326: exp of each Pauli string with the phase `scale` times x_i for a single
  /// qubit, and `scale` times the product of pi - x_i for several. A string longer than the number of features acts
  /// nowhere.
  case pauliFeatureMap(
    strings: [[Pauli]], repetitions: Int, entanglement: EntanglementPattern = .full, scale: Double = 2)
  /// Data re-uploading, arXiv:1907.02085: layers of rotations Rz Ry Rz by a weight plus a feature, three features at a
  /// time, on each of some qubits, with CZ gates in a ring between the layers. Scaled, a feature has a weight as
  /// factor.
  case reuploading(qubits: Int, layers: Int, isScaled: Bool)
  /// Each feature on `levels` qubits, on the k-th of which it is multiplied by base^k, k from 0: arXiv:2309.13002,
  /// whose base is 5.
  case fourierTower(levels: Int, scale: Double = 1, base: Int = 5)
  /// The features as amplitudes, divided by their length: what is encoded has lost the scale and a common sign.
  /// Qubit 0 is the most significant bit of a feature's place, as in PennyLane.
  case amplitude
  /// Features 0 and 1 as basis states.
  case basis
  /// `layers` times exp(-i H(x)), H = sum_j x_j X_j + coupling sum_j Z_j Z_{j+1}, each in so many first-order steps.
  case hamiltonian(layers: Int, steps: Int = 1, coupling: Double = 1)
  /// Instantaneous quantum polynomial circuits, arXiv:1804.11326 as in PennyLane: Hadamard gates, rotations about Z by
  /// x_i, and about ZZ by x_i x_j for all pairs.
  case iqp(repetitions: Int)
  /// An encoding `uploads` times, with a trainable block between each two.
  case interleaved(Encoding, Ansatz, uploads: Int)

  /// Qiskit's ZZFeatureMap. It is no periodic function of features that are multiplied with each other.
  package static func zzFeatureMap(
    repetitions: Int = 2, entanglement: EntanglementPattern = .full
  ) -> Encoding {
    .pauliFeatureMap(strings: [[.z], [.z, .z]], repetitions: repetitions, entanglement: entanglement)
  }

  /// Qiskit's ZFeatureMap.
  package static func zFeatureMap(repetitions: Int = 2) -> Encoding {
    .pauliFeatureMap(strings: [[.z]], repetitions: repetitions)
  }

  /// How many qubits so many features take.
  package func qubitCount(featureCount: Int) -> Int {
    switch self {
    case .angle, .pauliFeatureMap, .basis, .hamiltonian, .iqp: featureCount
    case .denseAngle: featureCount / 2 + featureCount % 2
    case .reuploading(let qubits, _, _): qubits
    case .fourierTower(let levels, _, _): featureCount * max(levels, 0)
    case .amplitude: max(1, Int.bitWidth - max(featureCount - 1, 0).leadingZeroBitCount)
    case .interleaved(let encoding, _, _): encoding.qubitCount(featureCount: featureCount)
    }
  }

  /// Appends the encoding of some features, on the first qubits.
  package func append(_ features: [Angle], to builder: inout CircuitBuilder) {
    switch self {
    case .angle(let axis, let scale): builder.appendRotations(of: features, axis: axis, scale: scale)
    case .denseAngle(let scale): builder.appendDenseAngles(of: features, scale: scale)
    case .pauliFeatureMap(let strings, let repetitions, let entanglement, let scale):
      for repetition in 0..<max(repetitions, 0) {
        builder.appendPauliLayer(of: features, strings, entanglement, scale: scale, repetition: repetition)
      }
    case .reuploading(let qubits, let layers, let isScaled):
      builder.appendReuploading(of: features, qubits: max(qubits, 0), layers: layers, isScaled: isScaled)
    case .fourierTower(let levels, let scale, let base):
      builder.appendTower(of: features, levels: levels, scale: scale, base: Double(base))
    case .amplitude: builder.appendAmplitudes(of: features)
    case .basis: builder.appendRotations(of: features, axis: .x, scale: .pi)
    case .hamiltonian(let layers, let steps, let coupling):
      builder.appendEvolution(of: features, layers: layers, steps: max(steps, 1), coupling: coupling)
    case .iqp(let repetitions):
      for _ in 0..<max(repetitions, 0) { builder.appendPolynomialLayer(of: features) }
    case .interleaved(let encoding, let ansatz, let uploads):
      for upload in 0..<max(uploads, 0) {
        if upload > 0 { ansatz.append(to: &builder) }
        encoding.append(features, to: &builder)
      }
    }
  }
}
