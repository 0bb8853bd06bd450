package import Circuits
package import Execution
package import Numerics

/// A plain simulator, kept for good as the judge of faster ones.
///
/// Sampling follows the program along all outcomes at once: at a measurement the shots split between the two
/// outcomes by a binomial draw, and each part goes on with its own copy of the state. The result has exactly the
/// distribution of shots run one by one.
package struct ReferenceSimulator: Sendable {
  /// The most qubits in use at a time.
  package var qubitLimit = 26
  /// When to give up.
  package var deadline: ContinuousClock.Instant?

  package init(deadline: ContinuousClock.Instant? = nil) { self.deadline = deadline }

  // MARK: Exact results

  /// The final state; measurements are skipped, and nothing may follow them on their qubits.
  package func state(of circuit: Circuit, parameters: [Double] = []) throws(SimulationError) -> StateVector {
    try check(circuit, parameters, measurementsFree: false)
    var application = GateApplication(circuit: circuit, pace: Pace(deadline: deadline))
    var state = StateVector(qubitCount: circuit.qubitCount, limit: qubitLimit)
    let values = circuit.expressions.values(at: parameters)
    var measured: Set<Int> = []
    for (index, operation) in circuit.operations.enumerated() {
      let operands = circuit.operands(of: index).map { Int($0) }
      switch operation.kind {
      case .gate:
        if let qubit = operands.first(where: measured.contains) { throw .measuredTooEarly(qubit: qubit) }
        try application.apply(
          circuit.gates[Int(operation.index)],
          angles: circuit.angles(of: index).map { circuit.expressions.value(of: $0, values: values) },
          qubits: operands, to: &state)
      case .measure: measured.insert(operands[0])
      case .reset:
        guard !measured.contains(operands[0]) else { throw .measuredTooEarly(qubit: operands[0]) }
        guard state.knownValue(of: operands[0]) != nil else { throw .resetInBetween(qubit: operands[0]) }
        state.clear(operands[0])
      case .barrier, .delay, .boxStart, .boxEnd: break
      }
    }
    return state
  }

  /// The amplitudes of the final state of all qubits, see `BitOrder`.
  package func amplitudes(of circuit: Circuit, parameters: [Double] = []) throws(SimulationError) -> [Complex] {
    guard circuit.qubitCount <= qubitLimit else { throw tooMany(circuit.qubitCount) }
    return try state(of: circuit, parameters: parameters).allAmplitudes()
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

  // MARK: Sampling

  /// Runs a program and counts the outcomes of its registers; `keepsMemory` asks for each shot's outcome too.
  package func sample(
    _ program: Program, parameters: [Double] = [], inputs: [Value] = [], shots: Int, stream: RandomStream,
    keepsMemory: Bool = false
  ) throws(SimulationError) -> Sample {
    let layout = OutcomeLayout(program.circuit.bitRegisters)
    var builder = CountsBuilder(layout: layout)
    var parts: [(outcome: [UInt64], shots: Int)] = []
    var outputs = program.outputs.map { (name: $0.name, values: [String: Int]()) }
    try run(program, parameters: parameters, inputs: inputs, shots: shots, stream: stream) { execution, shots in
      for (place, output) in program.outputs.enumerated() {
        outputs[place].values[execution.value(of: output.slot).text, default: 0] += shots
      }
      let outcome = layout.outcome(of: execution.bits)
      builder.add(packed: outcome, times: shots)
      if keepsMemory { parts.append((outcome, shots)) }
    }
    let counts = builder.counts()
    let sorted = outputs.map { Sample.Output(name: $0.name, values: $0.values.sorted { $0.key < $1.key }.map { Sample.Tally(value: $0.key, count: $0.value) }) }
    guard keepsMemory else { return Sample(counts: counts, memory: nil, outputs: sorted) }
    var memory = parts.flatMap { part in Array(repeating: counts.place(of: part.outcome) ?? 0, count: part.shots) }
    var order = stream.substream("memory")
    memory.shuffle(using: &order)
    return Sample(counts: counts, memory: memory, outputs: sorted)
  }

  /// Runs a program to its end for all shots; `finished` hears of each way that it went and of how many shots did.
  package func run(
    _ program: Program, parameters: [Double] = [], inputs: [Value] = [], shots: Int, stream: RandomStream,
    finished: (ProgramExecution, Int) -> Void
  ) throws(SimulationError) {
    try check(program.circuit, parameters, measurementsFree: true, isStatic: program.staticCircuit != nil)
    var outcomes = stream.substream("outcomes")
    var application = GateApplication(circuit: program.circuit, pace: Pace(deadline: deadline))
    let start = Branch(
      execution: ProgramExecution(program, parameters: parameters, inputs: inputs),
      state: StateVector(qubitCount: program.circuit.qubitCount, limit: qubitLimit), shots: shots)
    var branches = shots > 0 ? [start] : []
    while var branch = branches.popLast() {
      try branch.run(with: &application, outcomes: &outcomes, others: &branches)
      finished(branch.execution, branch.shots)
      application.pace.shotsDone += branch.shots
    }
  }

  // MARK: Limits

  /// Refuses what would take too much memory before any work is done.
  private func check(
    _ circuit: Circuit, _ parameters: [Double], measurementsFree: Bool, isStatic: Bool = true
  ) throws(SimulationError) {
    guard parameters.count == circuit.parameters.count else {
      throw .circuit(.wrongValueCount(expected: circuit.parameters.count, found: parameters.count))
    }
    guard isStatic else { return }
    var inUse: Set<UInt32> = []
    var most = 0
    for (index, operation) in circuit.operations.enumerated() {
      let operands = circuit.operands(of: index)
      if operation.kind == .gate { inUse.formUnion(operands) }
      if operation.kind == .measure || operation.kind == .reset, measurementsFree, let qubit = operands.first {
        inUse.remove(qubit)
      }
      most = max(most, inUse.count)
    }
    guard most <= qubitLimit else { throw tooMany(most) }
    let available = MachineMemory.bytesAvailable
    if most > 20, 1 << (most + 5) > available { throw tooMany(most) }
  }

  private func tooMany(_ count: Int) -> SimulationError {
    .tooManyQubits(count: count, limit: qubitLimit, bytesAvailable: MachineMemory.bytesAvailable)
  }
}

/// What shots gave.
package struct Sample: Hashable, Sendable {
  package let counts: Counts
  /// Each shot's outcome by its place in the counts, in the order of the shots.
  package let memory: [Int]?
  /// Output variables that are no registers of bits: how often each had which value.
  package var outputs: [Output] = []

  package struct Output: Hashable, Sendable {
    package let name: String
    /// In order of the values' texts.
    package let values: [Tally]
  }

  package struct Tally: Hashable, Sendable {
    package let value: String
    package let count: Int
  }
}
