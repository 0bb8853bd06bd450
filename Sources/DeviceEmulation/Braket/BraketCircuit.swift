internal import Circuits

/// A program as Braket's machines run it: no control flow, and one register of bits that measurements fill.
struct BraketCircuit {
  let program: Program

  /// Without any measurement all qubits are measured at the end; outcomes that go nowhere get bits of their own.
  init(_ program: Program, isIdeal: Bool) throws(JobFailure) {
    guard var circuit = program.staticCircuit else {
      throw JobFailure(message: "control flow is not supported by this device")
    }
    if let remark = circuit.remarks.first(where: { $0.kind == .pragma && !Self.isKnown($0.text) }) {
      throw JobFailure(message: "the pragma '\(remark.text)' is not supported by this device")
    }
    if isIdeal, case .physical = circuit.qubits {
      throw JobFailure(message: "physical qubits are not supported by this device")
    }
    for place in circuit.bitRegisters.indices { circuit.bitRegisters[place].isOutput = false }
    let free = circuit.operations.indices.filter { index in
      circuit.operations[index].kind == .measure && circuit.operands(of: index).last == Operation.noBit
    }
    let isMeasured = circuit.operations.contains { $0.kind == .measure }
    if !free.isEmpty || !isMeasured {
      let count = isMeasured ? free.count : circuit.qubitCount
      let start = circuit.bitCount
      circuit.bitRegisters.append(Register(name: "measured outcomes", start: start, count: count))
      for (offset, index) in free.enumerated() { circuit.redirect(measurement: index, into: start + offset) }
      if !isMeasured { for qubit in 0..<count { circuit.measure(qubit, into: start + qubit) } }
    }
    let bits = circuit.measurements.compactMap(\.bit)
    guard circuit.bitRegisters.count(where: { register in bits.contains { register.range.contains($0) } }) <= 1 else {
      throw JobFailure(message: "measurement results can only be reported for a single classical register")
    }
    self.program = Program(circuit)
  }

  /// Verbatim boxes are known to need nothing but native gates, and native gates are all that physical qubits take.
  private static func isKnown(_ pragma: String) -> Bool {
    let words = pragma.split(separator: " ")
    return words.first != "braket" || words == ["braket", "verbatim"]
  }
}
