package import Circuits
package import Execution
package import Numerics

/// A plain simulator, kept for good as the judge of faster ones.
package struct ReferenceSimulator: Sendable {
  /// The most qubits in use at a time.
  package var qubitLimit = 26
  /// When to give up.
  package var deadline: ContinuousClock.Instant?

  /// The most classical instructions that one shot may run.
  package var stepLimit = 100_000_000

  package init(deadline: ContinuousClock.Instant? = nil) { self.deadline = deadline }

  /// The final state; measurements are skipped, and nothing may follow them on their qubits.
  package func state(of circuit: Circuit, parameters: [Double] = []) throws(SimulationError) -> StateVector {
    try check(circuit, parameters, measurementsFree: false)
    var application = GateApplication(circuit, deadline: deadline)
    let execution = ProgramExecution(Program(circuit), parameters: parameters)
    var branch = Branch(execution: execution, state: StateVector(limit: qubitLimit), shots: 1)
    var measured: Set<Int> = []
    while true {
      switch try branch.next() {
      case .gate(let gate, let angles, let qubits):
        if let qubit = qubits.first(where: measured.contains) { throw .measuredTooEarly(qubit: qubit) }
        try application.apply(gate, angles, qubits, to: &branch.state)
      case .measure(let qubit): measured.insert(qubit)
      case .reset(let qubit):
        if measured.contains(qubit) { throw .measuredTooEarly(qubit: qubit) }
        if branch.state.knownValue(of: qubit) == nil { throw .resetInBetween(qubit: qubit) }
        branch.state.clear(qubit)
      case .barrier, .delay: break
      case .end: return branch.state
      }
    }
  }

  /// The amplitudes of the final state of all qubits, see `BitOrder`.
  package func amplitudes(of circuit: Circuit, parameters: [Double] = []) throws(SimulationError) -> [Complex] {
    guard circuit.qubitCount <= qubitLimit else { throw .tooMany(circuit.qubitCount, limit: qubitLimit) }
    return try state(of: circuit, parameters: parameters).allAmplitudes(qubitCount: circuit.qubitCount)
  }

  /// The exact mean of an observable in the final state.
  package func expectation(
    of observable: Observable, in circuit: Circuit, parameters: [Double] = []
  ) throws(SimulationError) -> Double {
    if let last = observable.qubitCount, last > circuit.qubitCount {
      throw .noSuchQubit(last - 1, count: circuit.qubitCount)
    }
    let state = try state(of: circuit, parameters: parameters)
    return observable.terms.reduce(0) { $0 + $1.coefficient * state.expectation(of: $1.string) }
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
    if most > qubitLimit || !MachineMemory.holds(qubits: most) { throw .tooMany(most, limit: qubitLimit) }
  }
}
