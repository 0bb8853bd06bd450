internal import Circuits

/// A step on its way through the passes: qubits are the program's before routing and the device's after it.
struct Step {
  enum Action {
    /// A row of the table, unmodified.
    case gate(StandardGate, [Angle])
    case measure(into: Int?)
    case reset
    case barrier
    case delay(Duration)
  }

  var action: Action
  var qubits: [Int]

  var isInteraction: Bool {
    if case .gate = action { qubits.count == 2 } else { false }
  }
}

extension Step {
  /// Rows on one and two qubits: the passes know their matrices.
  private static let smallRows = Set(StandardGate.all.filter { (1...2).contains($0.definition.qubitCount) })

  /// The passes rely on what is checked here.
  private static func check(
    _ row: StandardGate, _ angles: [Angle], _ qubits: [Int], among count: Int
  ) throws(TranspilationError) {
    let definition = row.definition
    guard angles.count == definition.angleNames.count else {
      throw .circuit(.wrongAngleCount(gate: row.name, expected: definition.angleNames.count, found: angles.count))
    }
    let different = Set(qubits.filter { $0 < count }).count
    guard qubits.count == definition.qubitCount, different == qubits.count else {
      throw .circuit(.wrongOperandCount(gate: row.name, expected: definition.qubitCount, found: different))
    }
    for case .constant(let value) in angles where !value.isFinite {
      throw .angleNotFinite(gate: row.name, value: value)
    }
  }

  /// The operations of a circuit as steps on one and two qubits. Boxes become barriers, the global phase and
  /// remarks, which speak of the program as it was written, are left out.
  static func steps(
    of circuit: Circuit
  ) throws(TranspilationError) -> (steps: [Step], expressions: ExpressionArena) {
    let expanded: Circuit
    do { expanded = try GateExpansion(allowed: smallRows).expand(circuit) } catch { throw .circuit(error) }
    var steps: [Step] = []
    steps.reserveCapacity(expanded.operations.count)
    let everything = Set(expanded.operands(ofAll: [.gate, .measure, .reset])).sorted()
    for (index, operation) in expanded.operations.enumerated() {
      let operands = expanded.operands(of: index).map { Int($0) }
      switch operation.kind {
      case .gate:
        guard case .standard(let row) = expanded.gates[Int(operation.index)].target else { continue }
        let angles = Array(expanded.angles(of: index))
        try check(row, angles, operands, among: circuit.qubitCount)
        steps.append(Step(action: .gate(row, angles), qubits: operands))
      case .measure:
        let bit = operands[1] == Int(Operation.noBit) ? nil : operands[1]
        steps.append(Step(action: .measure(into: bit), qubits: [operands[0]]))
      case .reset: steps.append(Step(action: .reset, qubits: operands))
      case .barrier: steps.append(Step(action: .barrier, qubits: operands.isEmpty ? everything : operands))
      case .delay:
        guard let duration = expanded.duration(at: operation.index) else { continue }
        steps += operands.map { Step(action: .delay(duration), qubits: [$0]) }
      case .boxStart, .boxEnd: steps.append(Step(action: .barrier, qubits: everything))
      }
    }
    return (steps, expanded.expressions)
  }
}

extension Circuit {
  /// The qubits that operations of some kinds act on.
  fileprivate func operands(ofAll kinds: Set<Operation.Kind>) -> [Int] {
    operations.indices.filter { kinds.contains(operations[$0].kind) }.flatMap { index in
      let operands = operands(of: index).map { Int($0) }
      return operations[index].kind == .measure ? Array(operands.prefix(1)) : operands
    }
  }

  /// Appends a step.
  mutating func append(_ step: Step) {
    switch step.action {
    case .gate(let row, let angles): append(Gate(row), angles: angles, qubits: step.qubits)
    case .measure(let bit): for qubit in step.qubits { measure(qubit, into: bit) }
    case .reset: for qubit in step.qubits { reset(qubit) }
    case .barrier: if !step.qubits.isEmpty { barrier(step.qubits) }
    case .delay(let duration): delay(duration, step.qubits)
    }
  }
}
