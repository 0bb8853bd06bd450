package import Circuits

/// What a machine offers, and how well it works: its calibration on one day.
package struct Device: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case superconducting
    case trappedIon = "trapped-ion"
    case neutralAtom = "neutral-atom"
    case photonic
    case simulator
  }

  package var name: String
  /// One sentence.
  package var summary: String?
  package var kind: Kind?
  /// Where the figures come from, in words.
  package var source: String
  /// The day of the calibration, as in 2024-05-27; nil where it was not published.
  package var date: String?
  package var qubits: [Qubit] {
    didSet { map = CouplingMap(gates: gates, qubitCount: qubits.count) }
  }
  /// Every native gate on every ordered choice of qubits that has it.
  package var gates: [NativeGate] {
    didSet { map = CouplingMap(gates: gates, qubitCount: qubits.count) }
  }
  /// The length of one `dt`.
  package var tickInSeconds: Double?
  package var maximumShots: Int?
  package var price: Price?
  /// Where each qubit is drawn, on a grid; empty where nobody said.
  package var positions: [GridPosition] = []
  /// Noise that the calibration's figures do not tell of, given by hand.
  package var noise = NoiseModel()
  /// What the gates say of places, found once.
  private(set) var map: CouplingMap

  package init(
    name: String, source: String, date: String? = nil, qubits: [Qubit], gates: [NativeGate],
    tickInSeconds: Double? = nil, maximumShots: Int? = nil
  ) {
    self.name = name
    self.source = source
    self.date = date
    self.qubits = qubits
    self.gates = gates
    self.tickInSeconds = tickInSeconds
    self.maximumShots = maximumShots
    map = CouplingMap(gates: gates, qubitCount: qubits.count)
  }

  /// What is known of one qubit; a figure that was not published is nil.
  package struct Qubit: Hashable, Sendable {
    package var t1InSeconds: Double?
    package var t2InSeconds: Double?
    package var frequencyInHertz: Double?
    package var readout: Readout?
    /// How often the qubit is 1 after a reset.
    package var resetError: Double?
    /// How often the qubit is 1 in equilibrium; 0 where it was not published.
    package var excitedPopulation: Double?

    package init(
      t1InSeconds: Double? = nil, t2InSeconds: Double? = nil, frequencyInHertz: Double? = nil, readout: Readout? = nil,
      resetError: Double? = nil, excitedPopulation: Double? = nil
    ) {
      self.t1InSeconds = t1InSeconds
      self.t2InSeconds = t2InSeconds
      self.frequencyInHertz = frequencyInHertz
      self.readout = readout
      self.resetError = resetError
      self.excitedPopulation = excitedPopulation
    }
  }

  /// How well a qubit is measured.
  package struct Readout: Hashable, Sendable {
    package var probabilityOfOneGivenZero: Double
    package var probabilityOfZeroGivenOne: Double
    package var durationInSeconds: Double?

    package init(
      probabilityOfOneGivenZero: Double, probabilityOfZeroGivenOne: Double, durationInSeconds: Double? = nil
    ) {
      self.probabilityOfOneGivenZero = probabilityOfOneGivenZero
      self.probabilityOfZeroGivenOne = probabilityOfZeroGivenOne
      self.durationInSeconds = durationInSeconds
    }

    /// The mean of both ways to misread.
    package var error: Double { (probabilityOfOneGivenZero + probabilityOfZeroGivenOne) / 2 }
  }

  /// A gate on qubits that have it.
  package struct NativeGate: Hashable, Sendable {
    package var gate: StandardGate
    package var qubits: [Int]
    /// The average infidelity; 1 where the gate is broken, nil where it was not published.
    package var error: Double?
    package var durationInSeconds: Double?

    package init(_ gate: StandardGate, on qubits: [Int], error: Double? = nil, durationInSeconds: Double? = nil) {
      self.gate = gate
      self.qubits = qubits
      self.error = error
      self.durationInSeconds = durationInSeconds
    }

    /// Whether nothing may be mapped onto it.
    package var isBroken: Bool { error.map { $0 >= 1 } ?? false }
  }

  /// What a run costs.
  package struct Price: Hashable, Sendable {
    package var currency: String
    package var perTask: Double?
    package var perShot: Double?
    package var perSecond: Double?
    /// The day on which the price was read, and where.
    package var date: String
    package var source: String

    package init(
      currency: String, perTask: Double? = nil, perShot: Double? = nil, perSecond: Double? = nil, date: String,
      source: String
    ) {
      self.currency = currency
      self.perTask = perTask
      self.perShot = perShot
      self.perSecond = perSecond
      self.date = date
      self.source = source
    }

    /// Of so many circuits, each a task of its own, with so many shots together; nil where it depends on the time that
    /// the machine takes, or where no price is stated.
    package func cost(circuits: Int, shots: Int) -> Double? {
      guard perSecond ?? 0 == 0, perTask != nil || perShot != nil else { return nil }
      return Double(circuits) * (perTask ?? 0) + Double(shots) * (perShot ?? 0)
    }
  }

  /// A place in the drawing: columns go right, rows go down.
  package struct GridPosition: Hashable, Sendable {
    package var column: Int
    package var row: Int

    package init(column: Int, row: Int) {
      self.column = column
      self.row = row
    }
  }
}
