import Circuits
import Execution
import Numerics

/// Applies the gates of a circuit to a state: a row of the gate table by its matrix, a declared gate by its steps.
struct GateApplication {
  let circuit: Circuit
  let deadline: ContinuousClock.Instant?
  /// Shots that have come to their end.
  var shotsDone = 0
  /// Amplitudes worked on since the last look at the clock.
  private var work = 0
  /// The circuit's gates as they were applied the first time: their angles are the same in every shot.
  private var prepared: [PreparedGate?]

  private static let depthLimit = 500
  private static let preparedLimit = 1 << 12
  /// Powers of declared gates up to this size are powers of their matrices.
  private static let matrixQubitLimit = 6

  init(_ circuit: Circuit, deadline: ContinuousClock.Instant?) {
    self.circuit = circuit
    self.deadline = deadline
    prepared = Array(repeating: nil, count: min(circuit.operations.count, Self.preparedLimit))
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
    guard case .operation(let index) = place, index < prepared.count, case .standard = gate.target else {
      return try apply(gate, angles, qubits, to: &state)
    }
    if let known = prepared[index] {
      try state.apply(known)
      return try spend(state.amplitudes.count)
    }
    if let refusal = circuit.refusal(of: gate, angles, qubits) { throw refusal }
    let fresh = try prepare(gate, angles, qubits, under: [])
    prepared[index] = fresh
    try state.apply(fresh)
  }

  /// The matrix of a gate and what it acts on; controls that belong to its row count as controls.
  private func prepare(
    _ gate: Gate, _ angles: [Double], _ qubits: [Int], under outer: [(qubit: Int, value: Bool)]
  ) throws(SimulationError) -> PreparedGate {
    var bare = Gate(gate.target, powers: gate.powers)
    var values = gate.controls
    if case .standard(let row) = gate.target, gate.powers.isEmpty, let form = row.definition.controlledForm,
      let base = StandardGate(form.row)
    {
      bare = Gate(base)
      values += Array(repeating: true, count: form.controls)
    }
    return PreparedGate(
      matrix: try matrix(of: bare, angles).elements, targets: Array(qubits.dropFirst(values.count)),
      controls: outer + zip(qubits, values).map { (qubit: $0, value: $1) })
  }

  mutating func apply(
    _ gate: Gate, _ angles: [Double], _ qubits: [Int], to state: inout StateVector,
    under outer: [(qubit: Int, value: Bool)] = [], depth: Int = 0
  ) throws(SimulationError) {
    if let refusal = circuit.refusal(of: gate, angles, qubits) { throw refusal }
    let controls = gate.controls.isEmpty ? outer : outer + zip(qubits, gate.controls).map { (qubit: $0, value: $1) }
    let targets = qubits.dropFirst(gate.controls.count)
    guard case .declared(let place) = gate.target, let repetitions = repetitions(gate, targets.count) else {
      try state.apply(try prepare(gate, angles, qubits, under: outer))
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

/// A gate with its numbers, ready to be applied to any state.
final class PreparedGate: Sendable {
  /// Row after row, the first target least significant.
  let matrix: [Complex]
  let targets: [Int]
  /// Qubits that have to have a value for the gate to act.
  let controls: [(qubit: Int, value: Bool)]

  init(matrix: [Complex], targets: [Int], controls: [(qubit: Int, value: Bool)]) {
    self.matrix = matrix
    self.targets = targets
    self.controls = controls
  }
}
