internal import Circuits
package import Execution
internal import OpenQASM

extension Batch {
  /// Whether a program says itself what is to be run as it is written.
  package var hasVerbatimBoxes: Bool {
    entries.contains { $0.program.circuit.remarks.contains(where: \.isVerbatim) }
  }
}

extension Circuit {
  /// The circuit with its gates in one verbatim box, and its measurements behind it; as it is where its boxes are its
  /// own. Nil where it resets qubits, or goes on with those that it measured.
  ///
  /// Barriers are left out: a box keeps the order of its gates.
  func inVerbatimBox() -> Circuit? {
    guard !remarks.contains(where: \.isVerbatim) else { return self }
    var result = Circuit(
      qubits: qubits, bitRegisters: bitRegisters, parameters: parameters, expressions: expressions,
      declarations: declarations)
    result.reserve(operations: operations.count + 2)
    let hasGates = operations.contains { $0.kind == .gate }
    if hasGates {
      result.remarks = [Remark(.pragma, text: "braket verbatim", operation: 0)]
      result.startBox(nil)
    }
    var measurements: [(qubit: Int, bit: Int?)] = []
    var measured: Set<Int> = []
    for (index, operation) in operations.enumerated() {
      let operands = operands(of: index).map { Int($0) }
      switch operation.kind {
      case .gate:
        guard measured.isDisjoint(with: operands) else { return nil }
        result.append(gates[Int(operation.index)], angles: Array(angles(of: index)), qubits: operands)
      case .measure:
        measured.insert(operands[0])
        measurements.append((operands[0], operands[1] == Int(Operation.noBit) ? nil : operands[1]))
      case .barrier: continue
      case .reset, .delay, .boxStart, .boxEnd: return nil
      }
    }
    if hasGates { result.endBox() }
    for (qubit, bit) in measurements { result.measure(qubit, into: bit) }
    return result
  }
}
