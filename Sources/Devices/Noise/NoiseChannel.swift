package import Circuits
package import Numerics

/// What noise does to a few qubits, as data.
package enum NoiseChannel: Hashable, Sendable {
  /// With this probability the qubits' state is replaced by the fully mixed one.
  case depolarizing(probability: Double, qubitCount: Int)
  /// Each string comes with its probability, else nothing happens; qubits of the strings count in the operands.
  case pauli([WeightedPauli], qubitCount: Int)
  /// A 1 falls to 0 with the probability `gamma`; in equilibrium the qubit is 1 with `excitedPopulation`.
  case amplitudeDamping(gamma: Double, excitedPopulation: Double)
  /// The coherence between 0 and 1 shrinks by the square root of 1 - lambda.
  case phaseDamping(lambda: Double)
  /// Relaxation towards `excitedPopulation` for a time; T2 may be anything up to 2 T1.
  case thermalRelaxation(
    t1InSeconds: Double, t2InSeconds: Double, durationInSeconds: Double, excitedPopulation: Double)
  /// exp(-i angle P / 2): a coherent over-rotation, or crosstalk as ZZ; the string's qubits count in the operands.
  case rotation(PauliString, angle: Double, qubitCount: Int)
  /// The qubit is set: to 0, and with this probability to 1 instead.
  case reset(probabilityOfOne: Double)
  /// Any channel, by its Kraus operators, first operand least significant.
  case kraus([SquareMatrix])

  package struct WeightedPauli: Hashable, Sendable {
    package var string: PauliString
    package var probability: Double

    package init(_ string: PauliString, probability: Double) {
      self.string = string
      self.probability = probability
    }
  }
}

/// A channel on qubits of a circuit, its first operand first.
package struct PlacedChannel: Hashable, Sendable {
  package var channel: NoiseChannel
  package var qubits: [Int]

  package init(_ channel: NoiseChannel, on qubits: [Int]) {
    self.channel = channel
    self.qubits = qubits
  }
}
