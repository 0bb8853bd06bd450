package import Circuits

/// A circuit as a device runs it, and what that will be like.
package struct CompiledCircuit: Sendable {
  /// Native gates on the device's qubits; bits, parameters and expressions are the program's, so that its counts have
  /// the same keys. Equal to the program up to the global phase.
  package var circuit: Circuit
  /// By the program's qubit: its place when the circuit starts, and when it has ended; nil for a qubit that nothing
  /// happens to.
  package var initialLayout: [Int?]
  package var finalLayout: [Int?]
  /// The probability that no gate, no measurement and no waiting goes wrong, by the published figures; what was not
  /// published counts as perfect.
  package var estimatedSuccess: Double
  package var durationInSeconds: Double
  package var twoQubitGates: Int
  /// The most gates and measurements that follow each other, turns about Z that take no time left out.
  package var depth: Int
  /// How many swaps the routing added.
  package var swapCount: Int

  /// The circuit on only those qubits that it uses, and the device's number of each: what a simulator runs.
  package var compact: (circuit: Circuit, places: [Int]) {
    let places = circuit.usedQubits.sorted()
    return (circuit.relabelled(to: places), places)
  }
}

extension Circuit {
  /// The qubits that anything but a barrier acts on.
  var usedQubits: Set<Int> {
    var used: Set<Int> = []
    for index in operations.indices {
      switch operations[index].kind {
      case .gate, .reset, .delay: for operand in operands(of: index) { used.insert(Int(operand)) }
      case .measure: if let qubit = operands(of: index).first { used.insert(Int(qubit)) }
      case .barrier, .boxStart, .boxEnd: break
      }
    }
    return used
  }

  /// The circuit on declared qubits that stand for those at some places, all that it uses among them.
  func relabelled(to places: [Int]) -> Circuit {
    let numbers = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($0.element, $0.offset) })
    var result = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: places.count)]), bitRegisters: bitRegisters,
      parameters: parameters, expressions: expressions, declarations: declarations)
    result.reserve(operations: operations.count)
    for (index, operation) in operations.enumerated() {
      let operands = operands(of: index).map { Int($0) }
      let qubits = operands.compactMap { numbers[$0] }
      switch operation.kind {
      case .gate: result.append(gates[Int(operation.index)], angles: Array(angles(of: index)), qubits: qubits)
      case .measure:
        guard let qubit = numbers[operands[0]] else { continue }
        result.measure(qubit, into: operands[1] == Int(Operation.noBit) ? nil : operands[1])
      case .reset: for qubit in qubits { result.reset(qubit) }
      case .barrier: if !qubits.isEmpty { result.barrier(qubits) }
      case .delay: if let duration = duration(at: operation.index) { result.delay(duration, qubits) }
      case .boxStart, .boxEnd: break
      }
    }
    return result
  }
}
