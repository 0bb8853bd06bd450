package import Circuits

extension Circuit {
  /// The circuit without the measurements after which nothing happens to their qubits; barriers are nothing.
  package func withoutFinalMeasurements() -> Circuit {
    var isUsedLater = Array(repeating: false, count: qubitCount)
    var dropped: Set<Int> = []
    for index in operations.indices.reversed() {
      let operands = operands(of: index)
      switch operations[index].kind {
      case .measure:
        guard let qubit = operands.first.map({ Int($0) }) else { continue }
        if isUsedLater[qubit] { continue }
        dropped.insert(index)
      case .gate, .reset, .delay:
        for qubit in operands { isUsedLater[Int(qubit)] = true }
      case .barrier, .boxStart, .boxEnd: break
      }
    }
    return dropped.isEmpty ? self : keeping { !dropped.contains($0) }
  }

  /// Whether any operation is a measurement or a reset.
  package var isInterrupted: Bool { operations.contains { $0.kind == .measure || $0.kind == .reset } }

  /// A circuit of some of the operations, in their order, without remarks.
  private func keeping(_ isKept: (Int) -> Bool) -> Circuit {
    var result = Circuit(
      qubits: qubits, bitRegisters: bitRegisters, parameters: parameters, expressions: expressions,
      declarations: declarations)
    for index in operations.indices where isKept(index) {
      let operation = operations[index]
      let qubits = operands(of: index).map { Int($0) }
      switch operation.kind {
      case .gate: result.append(gates[Int(operation.index)], angles: Array(angles(of: index)), qubits: qubits)
      case .measure: result.measure(qubits[0], into: qubits[1] == Operation.noBit ? nil : qubits[1])
      case .reset: result.reset(qubits[0])
      case .barrier: result.barrier(qubits)
      case .delay: result.delay(durations[Int(operation.index)], qubits)
      case .boxStart:
        result.startBox(operation.index == Operation.noIndex ? nil : durations[Int(operation.index)])
      case .boxEnd: result.endBox()
      }
    }
    return result
  }
}
