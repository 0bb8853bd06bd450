package import Circuits
package import Devices
internal import Numerics

extension Circuit {
  /// The circuit with each declared gate that is, up to a global phase, a gate of the device as that gate: other
  /// toolchains write the bodies of native gates with phases of their own, and its noise belongs to the native one.
  package func namingNativeGates(of device: Device) -> Circuit {
    let names = gates.map { nativeRow(equalTo: $0, of: device) }
    guard names.contains(where: { $0 != nil }) else { return self }
    var result = Circuit(
      qubits: qubits, bitRegisters: bitRegisters, parameters: parameters, expressions: expressions,
      declarations: declarations)
    result.remarks = remarks
    result.reserve(operations: operations.count)
    for (index, operation) in operations.enumerated() {
      let operands = operands(of: index).map { Int($0) }
      switch operation.kind {
      case .gate:
        let gate = names[Int(operation.index)].map { Gate($0) } ?? gates[Int(operation.index)]
        result.append(gate, angles: Array(angles(of: index)), qubits: operands)
      case .measure: result.measure(operands[0], into: operands[1] == Int(Operation.noBit) ? nil : operands[1])
      case .reset: result.reset(operands[0])
      case .barrier: result.barrier(operands)
      case .delay: if let length = duration(at: operation.index) { result.delay(length, operands) }
      case .boxStart: result.startBox(duration(at: operation.index))
      case .boxEnd: result.endBox()
      }
    }
    return result
  }

  private func nativeRow(equalTo gate: Gate, of device: Device) -> StandardGate? {
    guard case .declared = gate.target, !gate.isModified, angleCount(of: gate) == 0,
      let count = operandCount(of: gate), count <= 2, let matrix = try? matrix(of: gate, angles: [])
    else { return nil }
    return device.nativeGates.first { row in
      let definition = row.definition
      guard definition.qubitCount == count, definition.angleNames.isEmpty else { return false }
      return matrix.isEqualUpToPhase(definition.matrix([]))
    }
  }
}

extension SquareMatrix {
  /// Whether two unitary matrices differ by a phase at most: then the trace of one with the other's inverse is large.
  fileprivate func isEqualUpToPhase(_ other: SquareMatrix) -> Bool {
    let product = adjoint * other
    let trace = (0..<size).reduce(Complex.zero) { $0 + product[$1, $1] }
    return (trace.magnitude - Double(size)).magnitude < 1e-9
  }
}
