package import Circuits
package import Execution
package import Numerics

/// Sampling follows the program along all outcomes at once: at a measurement the shots split between the two
/// outcomes by a binomial draw, and each part goes on with its own copy of the state. The result has exactly the
/// distribution of shots run one by one.
extension ReferenceSimulator {
  /// Runs a program and counts the outcomes of its registers; `keepsMemory` asks for each shot's outcome too.
  package func sample(
    _ program: Program, parameters: [Double] = [], inputs: [Value] = [], shots: Int, stream: RandomStream,
    keepsMemory: Bool = false
  ) throws(SimulationError) -> Sample {
    let layout = OutcomeLayout(program.circuit.bitRegisters)
    var builder = CountsBuilder(layout: layout)
    var parts: [(outcome: [UInt64], shots: Int)] = []
    var outputs = program.outputs.map { OutputCounts($0.name) }
    try run(program, parameters: parameters, inputs: inputs, shots: shots, stream: stream) { execution, shots in
      for (place, output) in program.outputs.enumerated() {
        outputs[place].add(execution.value(of: output.slot).text, times: shots)
      }
      let outcome = layout.outcome(of: execution.bits)
      builder.add(packed: outcome, times: shots)
      if keepsMemory { parts.append((outcome, shots)) }
    }
    let counts = builder.counts()
    guard keepsMemory else { return Sample(counts: counts, outputs: outputs, memory: nil) }
    var memory = parts.flatMap { part in Array(repeating: counts.place(of: part.outcome) ?? 0, count: part.shots) }
    var order = stream.substream("memory")
    memory.shuffle(using: &order)
    return Sample(counts: counts, outputs: outputs, memory: memory)
  }

  /// Runs a program to its end for all shots; `finished` hears of each way that it went and of how many shots did.
  package func run(
    _ program: Program, parameters: [Double] = [], inputs: [Value] = [], shots: Int, stream: RandomStream,
    finished: (ProgramExecution, Int) -> Void
  ) throws(SimulationError) {
    try check(program.circuit, parameters, measurementsFree: true, isStatic: program.staticCircuit != nil)
    var outcomes = stream.substream("outcomes")
    var application = GateApplication(program.circuit, deadline: deadline)
    let execution = ProgramExecution(program, parameters: parameters, inputs: inputs, stepLimit: stepLimit)
    var branches = shots > 0 ? [Branch(execution: execution, state: StateVector(limit: qubitLimit), shots: shots)] : []
    while var branch = branches.popLast() {
      steps: while true {
        try application.spend()
        switch try branch.next() {
        case .gate(let gate, let angles, let qubits):
          try application.apply(gate, angles, qubits, at: branch.execution.place, to: &branch.state)
        case .measure(let qubit):
          try application.spend(2 * branch.state.amplitudes.count)
          if let other = branch.split(at: qubit, resets: false, &outcomes) { branches.append(other) }
        case .reset(let qubit):
          try application.spend(2 * branch.state.amplitudes.count)
          if let other = branch.split(at: qubit, resets: true, &outcomes) { branches.append(other) }
        case .barrier, .delay: break
        case .end: break steps
        }
      }
      finished(branch.execution, branch.shots)
      application.shotsDone += branch.shots
    }
  }
}

/// Shots that have seen the same outcomes so far.
struct Branch {
  var execution: ProgramExecution
  var state: StateVector
  var shots: Int
  /// The outcome that the execution waits for.
  var outcome: Bool?

  /// Goes on to the next request.
  mutating func next() throws(SimulationError) -> ProgramExecution.Request {
    defer { outcome = nil }
    do { return try execution.next(outcome) } catch { throw .program(error, at: execution.place) }
  }

  /// Measures a qubit. If its shots give both outcomes, this branch goes on with 0 and the one returned with 1.
  mutating func split(at qubit: Int, resets: Bool, _ stream: inout RandomStream) -> Branch? {
    let ones = stream.binomial(shots, probability: state.probabilityOfOne(qubit))
    guard ones > 0, ones < shots else {
      settle(qubit, ones > 0, resets: resets)
      return nil
    }
    var other = self
    other.shots = ones
    other.settle(qubit, true, resets: resets)
    shots -= ones
    settle(qubit, false, resets: resets)
    return other
  }

  private mutating func settle(_ qubit: Int, _ value: Bool, resets: Bool) {
    state.project(qubit, onto: value)
    if resets { state.clear(qubit) } else { outcome = value }
  }
}
