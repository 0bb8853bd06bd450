package import Circuits

/// Which noise follows what: plain data, made from a device's calibration or by hand.
package struct NoiseModel: Hashable, Sendable {
  /// A row of the gate table, on these qubits in this order, or on any (nil).
  package struct GatePlace: Hashable, Sendable {
    package var gate: StandardGate
    package var qubits: [Int]?

    package init(_ gate: StandardGate, on qubits: [Int]? = nil) {
      self.gate = gate
      self.qubits = qubits
    }
  }

  /// How a group of qubits is misread: column = what is prepared, row = what is read, first qubit least significant.
  package struct Confusion: Hashable, Sendable {
    /// More qubits are not read as one group.
    package static let largestQubitCount = 6

    package var qubits: [Int]
    /// Row after row; every column adds up to 1.
    package var probabilities: [Double]

    package init(_ probabilities: [Double], on qubits: [Int]) {
      self.probabilities = probabilities
      self.qubits = qubits
    }
  }

  /// How an idle qubit decays.
  package struct Relaxation: Hashable, Sendable {
    package var t1InSeconds: Double
    package var t2InSeconds: Double
    package var excitedPopulation: Double

    package init(t1InSeconds: Double, t2InSeconds: Double, excitedPopulation: Double = 0) {
      self.t1InSeconds = t1InSeconds
      self.t2InSeconds = t2InSeconds
      self.excitedPopulation = excitedPopulation
    }
  }

  /// What follows a gate, its channels' qubits counted in the gate's operands. An entry for the very qubits goes
  /// before one for any.
  package var gateChannels: [GatePlace: [PlacedChannel]] = [:]
  /// What else follows a gate on the very qubits of a place, on these and other qubits, by their own numbers.
  package var crosstalk: [GatePlace: [PlacedChannel]] = [:]
  /// By qubit: what a delay does.
  package var relaxation: [Int: Relaxation] = [:]
  /// By qubit: what follows a reset.
  package var resetChannels: [Int: NoiseChannel] = [:]
  /// Groups that share no qubit; a qubit in none is read without error.
  package var readout: [Confusion] = []
  /// The length of one `dt`, for delays that are given in it.
  package var tickInSeconds: Double?

  package init() {}

  package var isEmpty: Bool {
    gateChannels.isEmpty && crosstalk.isEmpty && relaxation.isEmpty && resetChannels.isEmpty && readout.isEmpty
  }

  /// What follows a gate on these qubits of the circuit; only unmodified rows of the table have noise.
  package func channels(after gate: Gate, on qubits: [Int]) -> [PlacedChannel] {
    guard case .standard(let row) = gate.target, !gate.isModified else { return [] }
    let place = GatePlace(row, on: qubits)
    let found = gateChannels[place] ?? gateChannels[GatePlace(row)] ?? []
    return found.map { PlacedChannel($0.channel, on: $0.qubits.map { qubits[$0] }) } + crosstalk[place, default: []]
  }

  /// What a delay does to a qubit.
  package func channel(during duration: Circuits.Duration, on qubit: Int) -> PlacedChannel? {
    let seconds = duration.inSeconds ?? tickInSeconds.map { $0 * duration.value }
    guard let relaxation = relaxation[qubit], let seconds, seconds > 0 else { return nil }
    return PlacedChannel(relaxation.channel(durationInSeconds: seconds), on: [qubit])
  }

  /// What follows a reset of a qubit.
  package func channel(afterReset qubit: Int) -> PlacedChannel? {
    resetChannels[qubit].map { PlacedChannel($0, on: [qubit]) }
  }
}
