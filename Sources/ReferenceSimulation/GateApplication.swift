import Circuits
import Numerics

/// Applies the gates of a circuit to a state: a row of the gate table by its matrix, a declared gate by its steps.
struct GateApplication {
  let circuit: Circuit
  var pace: Pace

  private static let depthLimit = 500
  /// Powers of declared gates up to this size are powers of their matrices.
  private static let matrixQubitLimit = 6

  mutating func apply(
    _ gate: Gate, angles: [Double], qubits: [Int], to state: inout StateVector
  ) throws(SimulationError) {
    try apply(gate, angles, qubits, under: [], depth: 0, to: &state)
  }

  private mutating func apply(
    _ gate: Gate, _ angles: [Double], _ qubits: [Int], under outer: [StateVector.Control], depth: Int,
    to state: inout StateVector
  ) throws(SimulationError) {
    try check(gate, angles, qubits, qubitCount: state.qubitCount)
    let controls = outer + zip(qubits, gate.controls).map { StateVector.Control(qubit: $0, value: $1) }
    let targets = Array(qubits.dropFirst(gate.controls.count))
    if case .declared(let place) = gate.target, let repetitions = repetitions(gate, targets.count) {
      guard depth < Self.depthLimit else {
        throw .circuit(.nestedTooDeeply(gate: circuit.name(of: gate), limit: Self.depthLimit))
      }
      guard let body = circuit.declarations[place].body else { throw .circuit(.noBody(gate: circuit.name(of: gate))) }
      for _ in 0..<repetitions.magnitude {
        try run(body, angles, targets, inverted: repetitions < 0, under: controls, depth: depth + 1, to: &state)
      }
    } else {
      let matrix = try matrix(of: Gate(gate.target, powers: gate.powers), angles)
      try state.apply(matrix, to: targets, controls: controls)
      try pace.spend(state.amplitudes.count)
    }
  }

  private func matrix(of gate: Gate, _ angles: [Double]) throws(SimulationError) -> SquareMatrix {
    if case .standard(let row) = gate.target, gate.powers.isEmpty { return row.definition.matrix(angles) }
    do { return try circuit.matrix(of: gate, angles: angles) } catch { throw .circuit(error) }
  }

  private mutating func run(
    _ body: GateBody, _ angles: [Double], _ targets: [Int], inverted: Bool, under controls: [StateVector.Control],
    depth: Int, to state: inout StateVector
  ) throws(SimulationError) {
    let values = body.expressions.values(at: angles)
    try pace.spend(0)
    for step in inverted ? body.steps.reversed() : body.steps {
      guard step.qubits.allSatisfy(targets.indices.contains) else {
        throw .noSuchQubit(step.qubits.max() ?? 0, count: targets.count)
      }
      try apply(
        inverted ? step.gate.raised(to: -1) : step.gate,
        step.angles.map { body.expressions.value(of: $0, values: values) }, step.qubits.map { targets[$0] },
        under: controls, depth: depth, to: &state)
    }
  }

  /// How often the steps of a declared gate run, backwards if negative; nil where its matrix is needed.
  private func repetitions(_ gate: Gate, _ targetCount: Int) -> Int? {
    let product = gate.powers.reduce(1, *)
    guard gate.powers.allSatisfy({ $0 == $0.rounded() }), let count = Int(exactly: product) else { return nil }
    return count.magnitude == 1 || targetCount > Self.matrixQubitLimit ? count : nil
  }

  private func check(
    _ gate: Gate, _ angles: [Double], _ qubits: [Int], qubitCount: Int
  ) throws(SimulationError) {
    let name = circuit.name(of: gate)
    guard let count = circuit.operandCount(of: gate), let angleCount = circuit.angleCount(of: gate) else {
      throw .circuit(.missingDeclaration(name))
    }
    guard count == qubits.count else {
      throw .circuit(.wrongOperandCount(gate: name, expected: count, found: qubits.count))
    }
    guard angleCount == angles.count else {
      throw .circuit(.wrongAngleCount(gate: name, expected: angleCount, found: angles.count))
    }
    if let value = angles.first(where: { !$0.isFinite }) { throw .angleNotFinite(gate: name, value: value) }
    for (index, qubit) in qubits.enumerated() {
      guard (0..<qubitCount).contains(qubit) else { throw .noSuchQubit(qubit, count: qubitCount) }
      guard !qubits[..<index].contains(qubit) else { throw .repeatedQubit(gate: name, qubit: qubit) }
    }
  }
}
