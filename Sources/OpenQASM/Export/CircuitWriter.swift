internal import Circuits

/// Writes a circuit that its dialect is known to hold, statement after statement into one block of bytes.
struct CircuitWriter {
  let circuit: Circuit
  let rules: DialectRules
  let angles: AngleWriter
  let qubits: OperandTexts
  let bits: OperandTexts
  /// What stands before the angles, for each of the circuit's gates: modifiers and name.
  private var gateTexts = TextTable()
  private let remarks: [Remark]
  private var nextRemark = 0
  private var depth = 0
  var output: [UInt8] = []

  init(_ circuit: Circuit, rules: DialectRules) {
    self.circuit = circuit
    self.rules = rules
    angles = AngleWriter(circuit, rules: rules)
    qubits = OperandTexts(circuit.qubits)
    bits = OperandTexts(circuit.bitRegisters)
    remarks = circuit.remarks.filter(rules.keeps).sorted { $0.operation < $1.operation }
    for gate in circuit.gates { gateTexts.append(text(of: gate)) }
  }

  mutating func text() -> [UInt8] {
    output.reserveCapacity(1024 + 24 * circuit.operations.count + 16 * circuit.angles.count)
    writeDeclarations()
    writeOperations(circuit.operations.indices)
    writeRemarks(before: circuit.operations.count)
    return output
  }

  /// The statements of some operations.
  mutating func text(of operations: Range<Int>) -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    writeOperations(operations)
    return output
  }

  /// A gate's modifiers, outermost first, and its name.
  func text(of gate: Gate) -> [UInt8] {
    var bytes: [UInt8] = []
    var controls = gate.controls[...]
    while let polarity = controls.first {
      let run = controls.prefix { $0 == polarity }.count
      bytes.write(polarity ? "ctrl" : "negctrl")
      if run > 1 { bytes.write("(\(run))") }
      bytes.write(" @ ")
      controls = controls.dropFirst(run)
    }
    for power in gate.powers.reversed() {
      if power == -1 {
        bytes.write("inv @ ")
      } else {
        bytes.write("pow(")
        angles.write(.constant(power), to: &bytes)
        bytes.write(") @ ")
      }
    }
    switch gate.target {
    case .standard(let row): bytes.write(rules.name(of: row))
    case .declared(let place): bytes.write(circuit.declarations[place].name)
    }
    return bytes
  }

  // MARK: Operations

  private mutating func writeOperations(_ range: Range<Int>) {
    let operations = circuit.operations
    var index = range.lowerBound
    while index < range.upperBound {
      writeRemarks(before: index)
      let operation = operations[index]
      switch operation.kind {
      case .gate: writeGate(index, operation)
      case .measure: index += writeMeasurement(index, operation, end: range.upperBound) - 1
      case .barrier where !rules.hasBarriers: break
      case .reset:
        openStatement()
        output.write("reset ")
        qubits.write(circuit.operands[Int(operation.operandStart)], to: &output)
        output.write(";\n")
      case .barrier, .delay: writeWait(index, operation)
      case .boxStart:
        openStatement()
        output.write("box")
        if let duration = circuit.duration(at: operation.index) { write(duration) }
        output.write(" {\n")
        depth += 1
      case .boxEnd:
        depth -= 1
        openStatement()
        output.write("}\n")
      }
      index += 1
    }
  }

  private func ends(of index: Int) -> (operands: Int, angles: Int) {
    guard index + 1 < circuit.operations.count else { return (circuit.operands.count, circuit.angles.count) }
    let next = circuit.operations[index + 1]
    return (Int(next.operandStart), Int(next.angleStart))
  }

  private mutating func writeGate(_ index: Int, _ operation: Operation) {
    openStatement()
    gateTexts.write(Int(operation.index), to: &output)
    let ends = ends(of: index)
    if ends.angles > operation.angleStart {
      output.append(UInt8(ascii: "("))
      for place in Int(operation.angleStart)..<ends.angles {
        if place > operation.angleStart { output.write(", ") }
        angles.write(circuit.angles[place], to: &output)
      }
      output.append(UInt8(ascii: ")"))
    }
    for place in Int(operation.operandStart)..<ends.operands {
      if place > operation.operandStart { output.append(UInt8(ascii: ",")) }
      output.append(UInt8(ascii: " "))
      qubits.write(circuit.operands[place], to: &output)
    }
    output.write(";\n")
  }

  private mutating func writeWait(_ index: Int, _ operation: Operation) {
    openStatement()
    if let duration = circuit.duration(of: operation) {
      output.write("delay")
      write(duration)
    } else {
      output.write("barrier")
    }
    let operands = circuit.operands[Int(operation.operandStart)..<ends(of: index).operands]
    if !operands.isEmpty { output.append(UInt8(ascii: " ")) }
    qubits.write(list: operands, to: &output)
    output.write(";\n")
  }

  /// Writes one measurement, or as many as read one register into another; returns how many.
  private mutating func writeMeasurement(_ index: Int, _ operation: Operation, end: Int) -> Int {
    openStatement()
    let place = Int(operation.operandStart)
    let (qubit, bit) = (circuit.operands[place], circuit.operands[place + 1])
    if bit == Operation.noBit {
      output.write("measure ")
      qubits.write(qubit, to: &output)
      output.write(";\n")
      return 1
    }
    if rules.measuresRegisters, let source = qubits.register(startingAt: qubit),
      let target = bits.register(startingAt: bit), source.count == target.count,
      source.isScalar == target.isScalar, source.count <= end - index, readsInOrder(index, count: source.count)
    {
      writeMeasurement(qubit, bit, registers: (source, target))
      return source.count
    }
    writeMeasurement(qubit, bit, registers: nil)
    return 1
  }

  private mutating func writeMeasurement(
    _ qubit: UInt32, _ bit: UInt32, registers: (source: Register, target: Register)?
  ) {
    if rules.version == .two {
      output.write("measure ")
      if let registers { output.write(registers.source.name) } else { qubits.write(qubit, to: &output) }
      output.write(" -> ")
      if let registers { output.write(registers.target.name) } else { bits.write(bit, to: &output) }
    } else {
      if let registers { output.write(registers.target.name) } else { bits.write(bit, to: &output) }
      output.write(" = measure ")
      if let registers { output.write(registers.source.name) } else { qubits.write(qubit, to: &output) }
    }
    output.write(";\n")
  }

  /// Whether the next operations measure qubit after qubit into bit after bit, with no remark between them.
  private func readsInOrder(_ index: Int, count: Int) -> Bool {
    guard index + count <= circuit.operations.count else { return false }
    if nextRemark < remarks.count, remarks[nextRemark].operation < index + count { return false }
    let start = Int(circuit.operations[index].operandStart)
    let (qubit, bit) = (circuit.operands[start], circuit.operands[start + 1])
    return (0..<count).allSatisfy { offset in
      let operation = circuit.operations[index + offset]
      let place = Int(operation.operandStart)
      return operation.kind == .measure && circuit.operands[place] == qubit + UInt32(offset)
        && circuit.operands[place + 1] == bit + UInt32(offset)
    }
  }

  // MARK: Pieces

  @inline(__always)
  private mutating func openStatement() {
    for _ in 0..<depth { output.write("  ") }
  }

  private mutating func write(_ duration: Duration) {
    output.append(UInt8(ascii: "["))
    AngleWriter.write(plain: duration.value, to: &output)
    output.write(duration.unit.rawValue)
    output.append(UInt8(ascii: "]"))
  }

  @inline(__always)
  private mutating func writeRemarks(before index: Int) {
    while nextRemark < remarks.count, remarks[nextRemark].operation <= index {
      openStatement()
      write(remarks[nextRemark])
      nextRemark += 1
    }
  }

  private mutating func write(_ remark: Remark) {
    switch remark.kind {
    case .pragma:
      output.write(rules.pragma)
      output.write(" ")
    case .annotation: output.write("@")
    }
    output.write(remark.text)
    output.write("\n")
  }
}
