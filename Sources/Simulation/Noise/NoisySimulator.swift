package import Circuits
package import Devices
package import Execution
package import Numerics

/// Simulates circuits and programs under a noise model, exactly or shot by shot; both have the same distribution.
///
/// - **Density matrix.** The means of Pauli strings, 4^n real numbers for the n qubits in use at a time. Gates, the
///   noise after them and all neighbours on the same two qubits are one 16 by 16 matrix. Costs 16 multiplications a
///   number and block, once for all shots.
/// - **Trajectories.** State vectors, 2^n amplitudes. Costs 16 multiplications an amplitude and block; shots share
///   the work until something happens to them.
///
/// In both, blocks change places where that keeps fewer qubits in use at a time: a qubit comes in with its first gate
/// and goes with its last, leaving what was measured.
///
/// **The rule of `automatic`.** Of a program without control flow both costs are known: D multiplications for the
/// density matrix, T for one trajectory, and the expected number L of candidates for noise events in one. A shot
/// leaves the common way after a share of (1 - e^-L) / L of it, so s shots cost about T (1 + s (1 - (1 - e^-L) / L)),
/// or T' (1 + s) where it is cheaper to measure every qubit as soon as nothing happens to it any more; and 20,000
/// more a shot. The density matrix is taken where D is at most that and its memory is there. With control flow the
/// costs are unknown: the density matrix is taken of up to 13 qubits where 2^n is at most the number of shots.
///
/// The noise model must be valid: probabilities in range, Kraus operators complete.
package struct NoisySimulator: Sendable {
  package enum Method: String, CaseIterable, Sendable { case automatic, densityMatrix, trajectories }

  package var method: Method
  package var level: InstructionLevel
  package var threads: Int
  /// When to give up.
  package var deadline: ContinuousClock.Instant?
  /// The most classical instructions that one shot may run.
  package var stepLimit = 100_000_000
  /// Bytes that states may take.
  package var memoryLimit: Int
  /// Whether blocks may change places so that fewer qubits are held at a time.
  package var reorders = true
  /// Whether trajectories measure a qubit as soon as nothing happens to it any more; nil for what costs less.
  package var measuresEarly: Bool?

  package init(
    method: Method = .automatic, threads: Int = 1, deadline: ContinuousClock.Instant? = nil,
    level: InstructionLevel = .current, memoryLimit: Int? = nil
  ) {
    self.method = method
    self.level = level
    self.threads = max(1, threads)
    self.deadline = deadline
    self.memoryLimit = memoryLimit ?? MachineMemory.bytesAvailable
  }

  var run: KernelRun { KernelRun(level: level, threads: threads, deadline: deadline) }

  /// Runs a program and counts what is read into its registers; `keepsMemory` asks for each shot's outcome too.
  package func sample(
    _ program: Program, noise: NoiseModel, parameters: [Double] = [], inputs: [Value] = [], shots: Int,
    stream: RandomStream, keepsMemory: Bool = false
  ) throws(SimulationError) -> Sample {
    try check(program.circuit, parameters)
    var collector = OutcomeCollector(program, keepsMemory: keepsMemory)
    switch program.outputs.isEmpty ? program.specialized(parameters: parameters, inputs: inputs) : .dynamic {
    case .circuit(let circuit, _):
      let noisy = try NoisyCircuitBuilder.circuit(circuit, noise: noise)
      try sample(noisy, of: circuit, noise: noise, shots: shots, stream: stream, into: &collector)
    case .fault(let fault, let place): throw .program(fault, at: place)
    case .dynamic:
      let execution = ProgramExecution(program, parameters: parameters, inputs: inputs, stepLimit: stepLimit)
      try sampleDynamic(execution, noise: noise, shots: shots, stream: stream, into: &collector)
    }
    return collector.sample(stream)
  }

  /// The exact mean of an observable in the final state; the last measurement of a qubit is left out, earlier ones
  /// disturb it.
  package func expectation(
    of observable: Observable, in circuit: Circuit, noise: NoiseModel, parameters: [Double] = []
  ) throws(SimulationError) -> Double {
    try check(circuit, parameters)
    if let last = observable.qubitCount, last > circuit.qubitCount {
      throw .noSuchQubit(last - 1, count: circuit.qubitCount)
    }
    let noisy = try NoisyCircuitBuilder.circuit(circuit.bound(to: parameters), noise: noise)
    let kept = Set(observable.terms.flatMap { $0.string.factors.map(\.qubit) })
    let evolution = DensityEvolution(noisy, readout: ReadoutErrors(noise), keeping: kept, reorders: reorders)
    try checkMemory(densityBits: evolution.cost.bits)
    let state = try evolution.state(run: run)
    return observable.terms.reduce(0) { sum, term in
      sum + term.coefficient * state.mean(of: term.string.factors.map { ($0.qubit, Int($0.pauli.rawValue) + 1) })
    }
  }

  /// The exact probabilities of what is read into the circuit's bits, the first bit least significant; bits that no
  /// measurement sets are left as they start.
  package func probabilities(
    of circuit: Circuit, noise: NoiseModel, parameters: [Double] = []
  ) throws(SimulationError) -> [Double] {
    try check(circuit, parameters)
    let noisy = try NoisyCircuitBuilder.circuit(circuit.bound(to: parameters), noise: noise)
    guard circuit.bitCount <= 26 else { throw .tooMany(circuit.bitCount, limit: 26) }
    let start = ProgramExecution(Program(circuit)).bits
    var result = Array(repeating: 0.0, count: 1 << circuit.bitCount)
    let readings = try readings(of: noisy, noise, bits: Array(0..<circuit.bitCount))
    readings.forEach { index, probability in
      let outcome = Int(truncatingIfNeeded: readings.outcome(of: index, from: start).unsignedValue ?? 0)
      result[outcome] += probability
    }
    return result
  }

  // MARK: Parts

  func check(_ circuit: Circuit, _ parameters: [Double]) throws(SimulationError) {
    guard parameters.count == circuit.parameters.count else {
      throw .circuit(.wrongValueCount(expected: circuit.parameters.count, found: parameters.count))
    }
  }

  /// Refuses a density matrix of which two copies do not fit.
  func checkMemory(densityBits bits: Int) throws(SimulationError) {
    guard bits < 58, bits <= 20 || 1 << (bits + 4) <= memoryLimit else {
      let limit = (Int.bitWidth - 1 - max(16, memoryLimit).leadingZeroBitCount - 4) / 2
      throw .tooMany(
        (bits + 1) / 2, limit: limit, bytesEach: 8, exponent: bits, bytesAvailable: memoryLimit)
    }
  }

  /// The distribution of what is read by the measurements that set these bits.
  func readings(
    of noisy: NoisyCircuit, _ noise: NoiseModel, bits: [Int]
  ) throws(SimulationError) -> RecordDistribution {
    let plan = ReadingPlan(noisy, ReadoutErrors(noise), bits: bits)
    let evolution = DensityEvolution(noisy, readout: plan.readout, wanted: plan.wanted, reorders: reorders)
    try checkMemory(densityBits: evolution.cost.bits)
    return try RecordDistribution(evolution, plan: plan, run: run)
  }

  private func sample(
    _ noisy: NoisyCircuit, of circuit: Circuit, noise: NoiseModel, shots: Int, stream: RandomStream,
    into collector: inout OutcomeCollector
  ) throws(SimulationError) {
    let start = ProgramExecution(Program(circuit)).bits
    let reading = ReadingPlan(noisy, ReadoutErrors(noise), bits: Self.reportedBits(of: circuit))
    let evolution = DensityEvolution(noisy, readout: reading.readout, wanted: reading.wanted, reorders: reorders)
    var plan = TrajectoryPlan(noisy, reorders: reorders)
    plan.choose(shots: shots)
    if let measuresEarly { plan.measuresEarly = measuresEarly }
    guard usesDensity(evolution, plan, shots: shots) else {
      return try follow(plan.withQuietBlocks, reading, shots: shots, stream: stream, from: start, into: &collector)
    }
    if evolution.hasRecordsInTheMiddle, (try? checkMemory(densityBits: evolution.cost.bits)) == nil {
      // Too many outcomes to hold them all at once: follow those that come.
      let execution = ProgramExecution(Program(circuit), stepLimit: stepLimit)
      return try sampleDynamic(execution, noise: noise, shots: shots, stream: stream, into: &collector)
    }
    try checkMemory(densityBits: evolution.cost.bits)
    let readings = try RecordDistribution(evolution, plan: reading, run: run)
    var outcomes = stream.substream("outcomes")
    for (index, count) in OutcomeDraws.draw(shots, from: readings.weights, stream: &outcomes) {
      collector.add(readings.outcome(of: index, from: start), times: count)
    }
  }

  /// The rule of `automatic`.
  private func usesDensity(_ evolution: DensityEvolution, _ plan: TrajectoryPlan, shots: Int) -> Bool {
    switch method {
    case .densityMatrix: return true
    case .trajectories: return false
    case .automatic:
      let cost = evolution.cost
      guard (try? checkMemory(densityBits: cost.bits)) != nil else { return false }
      return cost.multiplications <= plan.cost(shots: shots, measuringEarly: plan.measuresEarly)
    }
  }

  /// Shot by shot; large states have all threads, small ones one thread each.
  private func follow(
    _ plan: TrajectoryPlan, _ reading: ReadingPlan, shots: Int, stream: RandomStream, from start: BitString,
    into collector: inout OutcomeCollector
  ) throws(SimulationError) {
    guard shots > 0 else { return }
    let qubits = plan.cost(measuringEarly: plan.measuresEarly).qubits
    try checkMemory(amplitudesOf: qubits)
    let isLarge = qubits >= Self.largeStateQubits
    let trajectories = Trajectories(plan: plan)
    let readings = Reading(plan.circuit, plan: reading)
    for first in stride(from: 0, to: shots, by: Self.shotsTogether) {
      let part = first..<min(shots, first + Self.shotsTogether)
      do {
        let group = try trajectories.start(shots: part, stream: stream, run: isLarge ? run : run.alone)
        let done = try TrajectoryPool.finish(group, of: trajectories, threads: isLarge ? 1 : min(threads, shots))
        for var shot in done {
          collector.add(readings.bits(of: shot.records, from: start, &shot.stream), times: 1)
        }
      } catch .timeLimit(let shotsDone) {
        throw .timeLimit(shotsDone: first + shotsDone)
      }
    }
  }

  /// At most so many shots go together, to bound their memory.
  private static let shotsTogether = 1 << 16
  private static let largeStateQubits = 24

  /// Refuses states of which a few copies do not fit: groups of shots keep theirs until they are done.
  private func checkMemory(amplitudesOf qubits: Int) throws(SimulationError) {
    guard qubits < 56, qubits <= 18 || 1 << (qubits + 6) <= memoryLimit else {
      let limit = Int.bitWidth - 1 - max(64, memoryLimit).leadingZeroBitCount - 6
      throw .tooMany(qubits, limit: limit, bytesEach: 64, bytesAvailable: memoryLimit)
    }
  }

  /// The bits of the registers that count.
  static func reportedBits(of circuit: Circuit) -> [Int] {
    let outputs = circuit.bitRegisters.filter(\.isOutput)
    return (outputs.isEmpty ? circuit.bitRegisters : outputs).flatMap(\.range)
  }
}
