import Circuits
import Devices
import Execution
import Numerics

/// Turns what a program asks for into steps with noise.
struct NoisyCircuitBuilder {
  /// The circuit whose declarations gates refer to.
  let source: Circuit
  let noise: NoiseModel
  private(set) var result = NoisyCircuit()

  init(_ source: Circuit, noise: NoiseModel) {
    self.source = source
    self.noise = noise
  }

  /// The steps of a circuit whose angles are numbers.
  static func circuit(_ circuit: Circuit, noise: NoiseModel) throws(SimulationError) -> NoisyCircuit {
    var builder = NoisyCircuitBuilder(circuit, noise: noise)
    for (index, operation) in circuit.operations.enumerated() {
      let operands = circuit.operands(of: index).map { Int($0) }
      switch operation.kind {
      case .gate:
        let angles = circuit.angles(of: index).map { $0.constantValue ?? .nan }
        try builder.append(circuit.gates[Int(operation.index)], angles, operands)
      case .measure: builder.measure(operands[0], into: operands[1] == Int(Operation.noBit) ? nil : operands[1])
      case .reset: try builder.reset(operands[0])
      case .delay:
        if let duration = circuit.duration(at: operation.index) { try builder.delay(duration, operands) }
      case .barrier, .boxStart, .boxEnd: break
      }
    }
    return builder.result
  }

  mutating func append(_ gate: Gate, _ angles: [Double], _ qubits: [Int]) throws(SimulationError) {
    if let refusal = source.refusal(of: gate, angles, qubits) { throw refusal }
    try appendUnitary(gate, angles, qubits)
    try appendNoise(after: gate, on: qubits)
  }

  /// A unitary without noise.
  mutating func appendAlone(_ unitary: SquareMatrix, on qubits: [Int]) { result.append(unitary, on: qubits) }

  mutating func appendNoise(after gate: Gate, on qubits: [Int]) throws(SimulationError) {
    for placed in noise.channels(after: gate, on: qubits) { try append(placed) }
  }

  mutating func measure(_ qubit: Int, into bit: Int?) { result.measure(qubit, into: bit) }

  mutating func reset(_ qubit: Int) throws(SimulationError) {
    result.append(PlacedChannel(.reset(probabilityOfOne: 0), on: [qubit]))
    if let placed = noise.channel(afterReset: qubit) { try append(placed) }
  }

  mutating func delay(_ duration: Circuits.Duration, _ qubits: [Int]) throws(SimulationError) {
    for qubit in qubits {
      if let placed = noise.channel(during: duration, on: qubit) { try append(placed) }
    }
  }

  private mutating func append(_ placed: PlacedChannel) throws(SimulationError) {
    let count = placed.channel.qubitCount
    guard count == placed.qubits.count, Set(placed.qubits).count == count else {
      throw .circuit(.wrongOperandCount(gate: "noise", expected: count, found: Set(placed.qubits).count))
    }
    result.append(placed)
  }

  private mutating func appendUnitary(_ gate: Gate, _ angles: [Double], _ qubits: [Int]) throws(SimulationError) {
    guard !qubits.isEmpty else { return }
    if qubits.count <= 2 { return result.append(try matrix(of: gate, angles), on: qubits) }
    let small = try source.expanded(gate, angles: angles.map { .constant($0) })
    for (index, operation) in small.operations.enumerated() where operation.kind == .gate {
      let operands = small.operands(of: index).map { qubits[Int($0)] }
      let angles = small.angles(of: index).map { $0.constantValue ?? .nan }
      guard !operands.isEmpty else { continue }
      result.append(try matrix(of: small.gates[Int(operation.index)], angles), on: operands)
    }
  }

  private func matrix(of gate: Gate, _ angles: [Double]) throws(SimulationError) -> SquareMatrix {
    if case .standard(let row) = gate.target, !gate.isModified { return row.definition.matrix(angles) }
    do { return try source.matrix(of: gate, angles: angles) } catch { throw .circuit(error) }
  }
}

extension Circuit {
  /// A gate alone, written with unmodified rows on one or two qubits; its operands count from 0.
  func expanded(_ gate: Gate, angles: [Angle]) throws(SimulationError) -> Circuit {
    let count = operandCount(of: gate) ?? 0
    var alone = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: count)]), parameters: parameters,
      expressions: expressions, declarations: declarations)
    alone.append(gate, angles: angles, qubits: Array(0..<count))
    do { return try GateExpansion(allowed: Self.smallRows).expand(alone) } catch { throw .circuit(error) }
  }

  private static let smallRows = Set(StandardGate.all.filter { $0.definition.qubitCount <= 2 })
}
