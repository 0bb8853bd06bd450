internal import Circuits
internal import Execution
internal import Numerics

/// Writes the gates of a circuit as matrices: a row of the gate table is one, a declared gate those of its steps.
struct GateLowering {
  let circuit: Circuit
  /// The circuit's own gates as matrices in their order, from the first time on: their angles are the same in every
  /// shot.
  private var known: [[ControlledMatrix]?]
  /// Declared gates on one or two qubits, written on the qubits 0 and 1.
  private var declared: [Key: [PairRun.Step]] = [:]

  private struct Key: Hashable {
    let gate: Gate
    let angles: [Double]
  }

  private static let depthLimit = 500
  private static let knownLimit = 1 << 12
  /// Powers of declared gates up to this size are powers of their matrices.
  private static let matrixQubitLimit = 6

  init(_ circuit: Circuit) {
    self.circuit = circuit
    known = Array(repeating: nil, count: min(circuit.operations.count, Self.knownLimit))
  }

  /// Writes what a program asks for at a place.
  mutating func lower(
    _ gate: Gate, _ angles: [Double], _ qubits: [Int], at place: ProgramExecution.Place,
    _ watch: inout Watch, _ write: (ControlledMatrix, inout Watch) throws(SimulationError) -> Void
  ) throws(SimulationError) {
    guard case .operation(let index) = place, index < known.count else {
      return try lower(gate, angles, qubits, &watch, write)
    }
    if known[index] == nil {
      guard isRow(gate) || qubits.count <= 2 else { return try lower(gate, angles, qubits, &watch, write) }
      var fresh: [ControlledMatrix] = []
      try lower(gate, angles, qubits, &watch) { (matrix, _) throws(SimulationError) in fresh.append(matrix) }
      known[index] = fresh
    }
    for matrix in known[index] ?? [] { try write(matrix, &watch) }
  }

  private func isRow(_ gate: Gate) -> Bool { if case .standard = gate.target { true } else { false } }

  mutating func lower(
    _ gate: Gate, _ angles: [Double], _ qubits: [Int], under outer: [(qubit: Int, value: Bool)] = [], depth: Int = 0,
    _ watch: inout Watch, _ write: (ControlledMatrix, inout Watch) throws(SimulationError) -> Void
  ) throws(SimulationError) {
    if let refusal = circuit.refusal(of: gate, angles, qubits) { throw refusal }
    let controls = gate.controls.isEmpty ? outer : outer + zip(qubits, gate.controls).map { (qubit: $0, value: $1) }
    let targets = qubits.dropFirst(gate.controls.count)
    guard case .declared(let place) = gate.target, let repetitions = repetitions(gate, targets.count) else {
      return try write(try matrix(gate, angles, qubits, under: outer), &watch)
    }
    guard depth < Self.depthLimit else {
      throw .circuit(.nestedTooDeeply(gate: circuit.name(of: gate), limit: Self.depthLimit))
    }
    guard let body = circuit.declarations[place].body else { throw .circuit(.noBody(gate: circuit.name(of: gate))) }
    guard targets.count <= 2 else {
      return try expand(body, angles, repetitions, Array(targets), under: controls, depth: depth, &watch, write)
    }
    let key = Key(gate: Gate(gate.target, powers: gate.powers), angles: angles)
    if declared[key] == nil {
      var run = PairRun(0, 1)
      try expand(body, angles, repetitions, Array(0..<targets.count), under: [], depth: depth, &watch) {
        (step, _) throws(SimulationError) in
        run.append(PairRun.Step(matrix: step.matrix, targets: step.targets, controls: ControlMask(step.controls)))
      }
      if declared.count >= Self.knownLimit { declared = [:] }
      declared[key] = run.steps
    }
    for step in declared[key] ?? [] {
      let inner = step.controls.qubits.map {
        (qubit: targets[targets.startIndex + $0], value: step.controls.values >> UInt64($0) & 1 == 1)
      }
      let places = step.targets.map { targets[targets.startIndex + $0] }
      try write(ControlledMatrix(matrix: step.matrix, targets: places, controls: controls + inner), &watch)
    }
  }

  /// Writes the steps of a declared gate as often as asked, backwards if negative.
  private mutating func expand(
    _ body: GateBody, _ angles: [Double], _ repetitions: Int, _ targets: [Int],
    under controls: [(qubit: Int, value: Bool)], depth: Int,
    _ watch: inout Watch, _ write: (ControlledMatrix, inout Watch) throws(SimulationError) -> Void
  ) throws(SimulationError) {
    let values = body.expressions.values(at: angles)
    for _ in 0..<repetitions.magnitude {
      try watch.spend()
      for step in repetitions < 0 ? body.steps.reversed() : body.steps {
        guard step.qubits.allSatisfy({ $0 < targets.count }) else {
          throw .noSuchQubit(step.qubits.max() ?? 0, count: targets.count)
        }
        try lower(
          repetitions < 0 ? step.gate.raised(to: -1) : step.gate,
          step.angles.map { body.expressions.value(of: $0, values: values) },
          step.qubits.map { targets[$0] }, under: controls, depth: depth + 1, &watch, write)
      }
    }
  }

  /// The matrix of a gate; controls that belong to its row count as controls.
  private func matrix(
    _ gate: Gate, _ angles: [Double], _ qubits: [Int], under outer: [(qubit: Int, value: Bool)]
  ) throws(SimulationError) -> ControlledMatrix {
    var bare = Gate(gate.target, powers: gate.powers)
    var values = gate.controls
    if case .standard(let row) = gate.target, gate.powers.isEmpty, let form = row.definition.controlledForm,
      let base = StandardGate(form.row)
    {
      bare = Gate(base)
      values += Array(repeating: true, count: form.controls)
    }
    return ControlledMatrix(
      matrix: try matrix(of: bare, angles).elements, targets: Array(qubits.dropFirst(values.count)),
      controls: outer + zip(qubits, values).map { (qubit: $0, value: $1) })
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
