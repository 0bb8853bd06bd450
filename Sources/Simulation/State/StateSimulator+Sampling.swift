package import Circuits
package import Execution
package import Numerics

/// Where all measurements come last, the state is evolved once and all shots are drawn from it. Elsewhere sampling
/// follows the program along all outcomes at once: at a measurement the shots split between the two outcomes by a
/// binomial draw, and each part goes on with its own copy of the state. Both have exactly the distribution of shots
/// run one by one.
extension StateSimulator {
  /// Runs a program and counts the outcomes of its registers; `keepsMemory` asks for each shot's outcome too.
  package func sample(
    _ program: Program, parameters: [Double] = [], inputs: [Value] = [], shots: Int, stream: RandomStream,
    keepsMemory: Bool = false
  ) throws(SimulationError) -> Sample {
    let layout = OutcomeLayout(program.circuit.bitRegisters)
    var builder = CountsBuilder(layout: layout)
    var parts: [(outcome: [UInt64], shots: Int)] = []
    var outputs = program.outputs.map { OutputCounts($0.name) }
    if let circuit = program.staticCircuit, let bits = terminalBits(of: circuit), shots > 0 {
      try check(circuit, parameters, measurementsFree: false)
      let outcomes =
        switch precision {
        case .double: try draw(circuit, parameters, bits, layout, shots, stream, as: Double.self)
        case .single: try draw(circuit, parameters, bits, layout, shots, stream, as: Float.self)
        }
      for (outcome, shots) in outcomes { builder.add(packed: outcome, times: shots) }
      if keepsMemory { parts = outcomes }
    } else {
      try run(program, parameters: parameters, inputs: inputs, shots: shots, stream: stream) { execution, shots in
        for (place, output) in program.outputs.enumerated() {
          outputs[place].add(execution.value(of: output.slot).text, times: shots)
        }
        let outcome = layout.outcome(of: execution.bits)
        builder.add(packed: outcome, times: shots)
        if keepsMemory { parts.append((outcome, shots)) }
      }
    }
    let counts = builder.counts()
    guard keepsMemory else { return Sample(counts: counts, outputs: outputs, memory: nil) }
    var memory = parts.flatMap { part in Array(repeating: counts.place(of: part.outcome) ?? 0, count: part.shots) }
    var order = stream.substream("memory")
    memory.shuffle(using: &order)
    return Sample(counts: counts, outputs: outputs, memory: memory)
  }

  // MARK: Measurements at the end

  /// The qubit that each bit gets its value from, where one final state says it all and is not much larger than the
  /// states on the way; nil elsewhere.
  private func terminalBits(of circuit: Circuit) -> [Int: Int]? {
    var bits: [Int: Int] = [:]
    var (used, measured) = (Set<UInt32>(), Set<UInt32>())
    for (index, operation) in circuit.operations.enumerated() {
      let operands = circuit.operands(of: index)
      switch operation.kind {
      case .gate:
        guard measured.isDisjoint(with: operands) else { return nil }
        used.formUnion(operands)
      case .measure:
        guard let qubit = operands.first, let bit = operands.last else { return nil }
        measured.insert(qubit)
        if bit != Operation.noBit {
          guard bit < circuit.bitCount else { return nil }
          bits[Int(bit)] = Int(qubit)
        }
      case .reset:
        guard let qubit = operands.first, !used.contains(qubit), !measured.contains(qubit) else { return nil }
      case .barrier, .delay, .boxStart, .boxEnd: break
      }
    }
    let all = circuit.mostQubitsInUse(measurementsFree: false)
    guard all <= 20 || all <= circuit.mostQubitsInUse(measurementsFree: true) + 2 else { return nil }
    return bits
  }

  private func draw<Scalar: AmplitudeScalar>(
    _ circuit: Circuit, _ parameters: [Double], _ bits: [Int: Int], _ layout: OutcomeLayout, _ shots: Int,
    _ stream: RandomStream, as scalar: Scalar.Type
  ) throws(SimulationError) -> [(outcome: [UInt64], shots: Int)] {
    let state = try evolve(circuit, parameters, as: scalar)
    var fixed = ProgramExecution(Program(circuit), parameters: parameters).bits
    var flips: [[UInt64]] = []
    for (bit, qubit) in bits { fixed[bit] = state.knownValue(of: qubit) ?? false }
    for qubit in state.held {
      var own = BitString(width: fixed.width)
      for (bit, source) in bits where source == qubit { own[bit] = true }
      flips.append(layout.outcome(of: own))
    }
    let base = layout.outcome(of: fixed)
    let drawn = state.vector.sample(shots: shots, stream: stream.substream("outcomes"))
    return drawn.outcomes.indices.map { index in
      var outcome = base
      for (place, flip) in flips.enumerated() where drawn.outcomes[index] >> place & 1 == 1 {
        for word in outcome.indices { outcome[word] ^= flip[word] }
      }
      return (outcome, drawn.occurrences[index])
    }
  }

  // MARK: Measurements on the way

  /// Runs a program to its end for all shots; `finished` hears of each way that it went and of how many shots did.
  package func run(
    _ program: Program, parameters: [Double] = [], inputs: [Value] = [], shots: Int, stream: RandomStream,
    finished: (ProgramExecution, Int) -> Void
  ) throws(SimulationError) {
    try check(program.circuit, parameters, measurementsFree: true, isStatic: program.staticCircuit != nil)
    guard shots > 0 else { return }
    let execution = ProgramExecution(program, parameters: parameters, inputs: inputs, stepLimit: stepLimit)
    switch precision {
    case .double: try run(execution, shots, stream, as: Double.self, finished)
    case .single: try run(execution, shots, stream, as: Float.self, finished)
    }
  }

  private func run<Scalar: AmplitudeScalar>(
    _ execution: ProgramExecution, _ shots: Int, _ stream: RandomStream, as scalar: Scalar.Type,
    _ finished: (ProgramExecution, Int) -> Void
  ) throws(SimulationError) {
    var outcomes = stream.substream("outcomes")
    var watch = Watch(deadline: deadline)
    var lowering = GateLowering(execution.program.circuit)
    let state = try HeldState<Scalar>(limit: qubitLimit, level: level, threadCount: threadCount, collects: false)
    var branches = [StateBranch(execution: execution, state: state, shots: shots)]
    while var branch = branches.popLast() {
      steps: while true {
        try watch.spend()
        switch try branch.next() {
        case .gate(let gate, let angles, let qubits):
          let place = branch.execution.place
          try lowering.lower(gate, angles, qubits, at: place, &watch) { (matrix, watch) throws(SimulationError) in
            try branch.state.add(matrix, &watch)
          }
        case .measure(let qubit):
          if let other = try branch.split(at: qubit, resets: false, &outcomes, &watch) { branches.append(other) }
        case .reset(let qubit):
          if let other = try branch.split(at: qubit, resets: true, &outcomes, &watch) { branches.append(other) }
        case .barrier, .delay: break
        case .end: break steps
        }
      }
      finished(branch.execution, branch.shots)
      watch.shotsDone += branch.shots
    }
  }
}

/// Shots that have seen the same outcomes so far.
private struct StateBranch<Scalar: AmplitudeScalar> {
  var execution: ProgramExecution
  var state: HeldState<Scalar>
  var shots: Int
  /// The outcome that the execution waits for.
  var outcome: Bool?

  /// Goes on to the next request.
  mutating func next() throws(SimulationError) -> ProgramExecution.Request {
    defer { outcome = nil }
    do { return try execution.next(outcome) } catch { throw .program(error, at: execution.place) }
  }

  /// Measures a qubit. If its shots give both outcomes, this branch goes on with 0 and the one returned with 1.
  mutating func split(
    at qubit: Int, resets: Bool, _ stream: inout RandomStream, _ watch: inout Watch
  ) throws(SimulationError) -> StateBranch? {
    if state.knownValue(of: qubit) == nil {
      try state.settle(&watch)
      try watch.spend(2 << state.held.count)
    }
    let norms = state.squaredNorms(of: qubit)
    let ones = stream.binomial(shots, probability: norms.one / (norms.zero + norms.one))
    guard ones > 0, ones < shots else {
      try settle(qubit, ones > 0, norms, resets: resets)
      return nil
    }
    var other = self
    other.shots = ones
    try other.settle(qubit, true, norms, resets: resets)
    shots -= ones
    try settle(qubit, false, norms, resets: resets)
    return other
  }

  private mutating func settle(
    _ qubit: Int, _ value: Bool, _ norms: (zero: Double, one: Double), resets: Bool
  ) throws(SimulationError) {
    try state.project(qubit, onto: value, kept: value ? norms.one : norms.zero)
    if resets { state.clear(qubit) } else { outcome = value }
  }
}
