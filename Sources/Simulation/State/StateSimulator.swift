package import Circuits
package import Execution
package import Numerics

/// The fast simulator of ideal qubits: state vectors, gates put together, large states in blocks and on threads.
package struct StateSimulator: Sendable {
  package enum Precision: Sendable {
    case single, double

    var bytesAnAmplitude: Int { self == .single ? 8 : 16 }
  }

  package var precision = Precision.double
  package var threadCount = 1
  package var level = InstructionLevel.current
  /// The most qubits in use at a time; memory may allow fewer.
  package var qubitLimit = 40
  /// When to give up.
  package var deadline: ContinuousClock.Instant?
  /// The most classical instructions that one shot may run.
  package var stepLimit = 100_000_000

  package init(
    precision: Precision = .double, threadCount: Int = 1, deadline: ContinuousClock.Instant? = nil
  ) {
    self.precision = precision
    self.threadCount = threadCount
    self.deadline = deadline
  }

  /// The final state; measurements are skipped, and nothing may follow them on their qubits.
  package func state(of circuit: Circuit, parameters: [Double] = []) throws(SimulationError) -> FinalState {
    try check(circuit, parameters, measurementsFree: false)
    switch precision {
    case .double: return FinalState(try evolve(circuit, parameters, as: Double.self))
    case .single: return FinalState(try evolve(circuit, parameters, as: Float.self))
    }
  }

  /// The amplitudes of the final state of all qubits, see `BitOrder`.
  package func amplitudes(of circuit: Circuit, parameters: [Double] = []) throws(SimulationError) -> [Complex] {
    let limit = AmplitudeVector<Double>.qubitLimit
    guard circuit.qubitCount <= limit else {
      throw .tooMany(circuit.qubitCount, limit: limit, bytesEach: precision.bytesAnAmplitude)
    }
    return try state(of: circuit, parameters: parameters).allAmplitudes(qubitCount: circuit.qubitCount)
  }

  /// The exact mean of an observable in the final state.
  package func expectation(
    of observable: Observable, in circuit: Circuit, parameters: [Double] = []
  ) throws(SimulationError) -> Double {
    if let last = observable.qubitCount, last > circuit.qubitCount {
      throw .noSuchQubit(last - 1, count: circuit.qubitCount)
    }
    return try state(of: circuit, parameters: parameters).expectation(of: observable)
  }

  // MARK: Evolution

  func evolve<Scalar: AmplitudeScalar>(
    _ circuit: Circuit, _ parameters: [Double], as scalar: Scalar.Type
  ) throws(SimulationError) -> HeldState<Scalar> {
    var state = try HeldState<Scalar>(limit: qubitLimit, level: level, threadCount: threadCount, collects: true)
    var lowering = GateLowering(circuit)
    var watch = Watch(deadline: deadline)
    var execution = ProgramExecution(Program(circuit), parameters: parameters)
    var measured: Set<Int> = []
    while true {
      let request: ProgramExecution.Request
      do { request = try execution.next() } catch { throw .program(error, at: execution.place) }
      switch request {
      case .gate(let gate, let angles, let qubits):
        if let qubit = qubits.first(where: measured.contains) { throw .measuredTooEarly(qubit: qubit) }
        try lowering.lower(gate, angles, qubits, at: execution.place, &watch) {
          (matrix, watch) throws(SimulationError) in
          try state.add(matrix, &watch)
        }
      case .measure(let qubit): measured.insert(qubit)
      case .reset(let qubit):
        if measured.contains(qubit) { throw .measuredTooEarly(qubit: qubit) }
        if state.knownValue(of: qubit) == nil { throw .resetInBetween(qubit: qubit) }
        state.clear(qubit)
      case .barrier, .delay: break
      case .end:
        try state.settle(&watch)
        return state
      }
    }
  }

  /// Refuses what would take too much memory before any work is done; of a program with control flow that is unknown.
  func check(
    _ circuit: Circuit, _ parameters: [Double], measurementsFree: Bool, isStatic: Bool = true
  ) throws(SimulationError) {
    guard parameters.count == circuit.parameters.count else {
      throw .circuit(.wrongValueCount(expected: circuit.parameters.count, found: parameters.count))
    }
    guard isStatic else { return }
    let most = circuit.mostQubitsInUse(measurementsFree: measurementsFree)
    let limit = min(qubitLimit, memoryLimit)
    if most > limit { throw .tooMany(most, limit: limit, bytesEach: precision.bytesAnAmplitude) }
  }

  private var memoryLimit: Int {
    switch precision {
    case .double: AmplitudeVector<Double>.qubitLimit
    case .single: AmplitudeVector<Float>.qubitLimit
    }
  }
}
