import Circuits
import Numerics

/// Applies the gates of a circuit to a state: a row of the gate table by its matrix, a declared gate by its steps.
struct GateApplication {
  let circuit: Circuit
  let deadline: ContinuousClock.Instant?
  /// Shots that have come to their end.
  var shotsDone = 0
  /// Amplitudes worked on since the last look at the clock.
  private var work = 0
  /// The gate that each place of the program applied last, ready to be applied again.
  private var prepared: [ProgramExecution.Place: PreparedGate] = [:]

  private static let depthLimit = 500
  private static let preparedLimit = 1 << 12
  /// Powers of declared gates up to this size are powers of their matrices.
  private static let matrixQubitLimit = 6

  init(_ circuit: Circuit, deadline: ContinuousClock.Instant?) {
    self.circuit = circuit
    self.deadline = deadline
  }

  /// Counts work on so many amplitudes; after about a millisecond of it, looks whether the time is over.
  mutating func spend(_ amplitudes: Int = 0) throws(SimulationError) {
    work += max(amplitudes, 256)
    guard work >= 1 << 18 else { return }
    work = 0
    if let deadline, ContinuousClock.now >= deadline { throw .timeLimit(shotsDone: shotsDone) }
  }

  /// Applies what a program asks for at a place.
  mutating func apply(
    _ gate: Gate, _ angles: [Double], _ qubits: [Int], at place: ProgramExecution.Place, to state: inout StateVector
  ) throws(SimulationError) {
    if let known = prepared[place], known.gate == gate, known.angles == angles, known.qubits == qubits {
      try state.apply(known.matrix, to: known.targets, controls: known.controls)
      return try spend(state.amplitudes.count)
    }
    try apply(gate, angles, qubits, to: &state)
    guard case .standard = gate.target, prepared.count < Self.preparedLimit else { return }
    prepared[place] = PreparedGate(
      gate: gate, angles: angles, qubits: qubits,
      matrix: try matrix(of: Gate(gate.target, powers: gate.powers), angles),
      controls: zip(qubits, gate.controls).map { (qubit: $0, value: $1) })
  }

  mutating func apply(
    _ gate: Gate, _ angles: [Double], _ qubits: [Int], to state: inout StateVector,
    under outer: [(qubit: Int, value: Bool)] = [], depth: Int = 0
  ) throws(SimulationError) {
    if let refusal = circuit.refusal(of: gate, angles, qubits) { throw refusal }
    let controls = gate.controls.isEmpty ? outer : outer + zip(qubits, gate.controls).map { (qubit: $0, value: $1) }
    let targets = qubits.dropFirst(gate.controls.count)
    guard case .declared(let place) = gate.target, let repetitions = repetitions(gate, targets.count) else {
      try state.apply(try matrix(of: Gate(gate.target, powers: gate.powers), angles), to: targets, controls: controls)
      return try spend(state.amplitudes.count)
    }
    guard depth < Self.depthLimit else {
      throw .circuit(.nestedTooDeeply(gate: circuit.name(of: gate), limit: Self.depthLimit))
    }
    guard let body = circuit.declarations[place].body else { throw .circuit(.noBody(gate: circuit.name(of: gate))) }
    let values = body.expressions.values(at: angles)
    for _ in 0..<repetitions.magnitude {
      try spend()
      for step in repetitions < 0 ? body.steps.reversed() : body.steps {
        guard step.qubits.allSatisfy({ $0 < targets.count }) else {
          throw .noSuchQubit(step.qubits.max() ?? 0, count: targets.count)
        }
        try apply(
          repetitions < 0 ? step.gate.raised(to: -1) : step.gate,
          step.angles.map { body.expressions.value(of: $0, values: values) },
          step.qubits.map { targets[targets.startIndex + $0] }, to: &state, under: controls, depth: depth + 1)
      }
    }
  }

  private func matrix(of gate: Gate, _ angles: [Double]) throws(SimulationError) -> SquareMatrix {
    if case .standard(let row) = gate.target, gate.powers.isEmpty { return row.definition.matrix(angles) }
    do { return try circuit.matrix(of: gate, angles: angles) } catch { throw .circuit(error) }
  }

  /// How often the steps of a declared gate run, backwards if negative; nil where its matrix is needed.
  private func repetitions(_ gate: Gate, _ targetCount: Int) -> Int? {
    guard gate.powers.allSatisfy({ $0 == $0.rounded() }), let count = Int(exactly: gate.powers.reduce(1, *)) else {
      return nil
    }
    return count.magnitude == 1 || targetCount > Self.matrixQubitLimit ? count : nil
  }
}

/// A gate with its matrix.
private struct PreparedGate {
  let gate: Gate
  let angles: [Double]
  let qubits: [Int]
  let matrix: SquareMatrix
  let controls: [(qubit: Int, value: Bool)]

  var targets: ArraySlice<Int> { qubits[controls.count...] }
}
