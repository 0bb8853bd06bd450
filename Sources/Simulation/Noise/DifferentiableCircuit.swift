import Circuits
import Devices
import Execution
import Numerics

/// A circuit with noise at given parameters, and how its steps depend on them.
struct DifferentiableCircuit {
  /// One angle of a step's gate that depends on parameters.
  struct Dependence {
    let row: StandardGate
    let angles: [Double]
    let index: Int
    /// By wanted parameter: the angle's derivative, where it is not zero.
    let factors: [(parameter: Int, factor: Double)]
  }

  private(set) var noisy = NoisyCircuit()
  /// By step.
  private(set) var dependences: [Int: [Dependence]] = [:]

  /// Noise belongs to the gates of the circuit as it is; a gate under modifiers, declared or on many qubits is then
  /// written with rows on one and two qubits, so that its angles can be told apart.
  init(
    _ circuit: Circuit, noise: NoiseModel, at parameters: [Double], wanted: [Int]
  ) throws(SimulationError) {
    var builder = NoisyCircuitBuilder(circuit, noise: noise)
    let source = AngleSource(circuit, at: parameters, wanted: wanted)
    for (index, operation) in circuit.operations.enumerated() {
      let operands = circuit.operands(of: index).map { Int($0) }
      switch operation.kind {
      case .gate:
        let gate = circuit.gates[Int(operation.index)]
        let angles = Array(circuit.angles(of: index))
        let values = angles.map { source.value(of: $0) }
        guard angles.contains(where: { !source.factors(of: $0).isEmpty }) else {
          try builder.append(gate, values, operands)
          continue
        }
        if let refusal = circuit.refusal(of: gate, values, operands) { throw refusal }
        if case .standard(let row) = gate.target, !gate.isModified, (1...2).contains(operands.count) {
          note(row, angles, source, step: builder.result.steps.count)
          builder.appendAlone(row.definition.matrix(values), on: operands)
        } else {
          try appendExpanded(gate, angles, operands, circuit, source, &builder)
        }
        try builder.appendNoise(after: gate, on: operands)
      case .measure: builder.measure(operands[0], into: nil)
      case .reset: try builder.reset(operands[0])
      case .delay:
        if let duration = circuit.duration(at: operation.index) { try builder.delay(duration, operands) }
      case .barrier, .boxStart, .boxEnd: break
      }
    }
    noisy = builder.result
  }

  private mutating func appendExpanded(
    _ gate: Gate, _ angles: [Angle], _ operands: [Int], _ circuit: Circuit, _ source: AngleSource,
    _ builder: inout NoisyCircuitBuilder
  ) throws(SimulationError) {
    let small = try circuit.expanded(gate, angles: angles)
    let inner = AngleSource(small, at: source.parameters, wanted: source.wanted)
    for (index, operation) in small.operations.enumerated() where operation.kind == .gate {
      guard case .standard(let row) = small.gates[Int(operation.index)].target else { continue }
      let qubits = small.operands(of: index).map { operands[Int($0)] }
      guard !qubits.isEmpty else { continue }
      let angles = Array(small.angles(of: index))
      note(row, angles, inner, step: builder.result.steps.count)
      builder.appendAlone(row.definition.matrix(angles.map { inner.value(of: $0) }), on: qubits)
    }
  }

  private mutating func note(_ row: StandardGate, _ angles: [Angle], _ source: AngleSource, step: Int) {
    let values = angles.map { source.value(of: $0) }
    for (index, angle) in angles.enumerated() {
      let factors = source.factors(of: angle)
      guard !factors.isEmpty else { continue }
      dependences[step, default: []].append(
        Dependence(row: row, angles: values, index: index, factors: factors))
    }
  }
}

/// The values of a circuit's angles and their derivatives.
private struct AngleSource {
  let arena: ExpressionArena
  let parameters: [Double]
  let wanted: [Int]
  private let values: [Double]
  private let count: Int

  init(_ circuit: Circuit, at parameters: [Double], wanted: [Int]) {
    arena = circuit.expressions
    self.parameters = parameters
    self.wanted = wanted
    count = parameters.count
    values = arena.values(at: zip(circuit.parameters, parameters).map { $0.held($1) })
  }

  func value(of angle: Angle) -> Double { arena.value(of: angle, values: values) }

  func factors(of angle: Angle) -> [(parameter: Int, factor: Double)] {
    guard case .expression(let root) = angle else { return [] }
    let gradient = arena.gradient(of: root, values: values, parameterCount: count)
    return wanted.enumerated().compactMap { place, parameter in
      gradient[parameter] == 0 ? nil : (place, gradient[parameter])
    }
  }
}
