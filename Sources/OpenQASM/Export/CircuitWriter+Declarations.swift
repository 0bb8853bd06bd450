internal import Circuits

extension CircuitWriter {
  /// Writes all that stands before the first operation, in groups with a blank line between them.
  mutating func writeDeclarations() {
    output.write(rules.opening)
    let groups: [(inout CircuitWriter) -> Void] = [
      { $0.writeInputs() }, { $0.writeGates() }, { $0.writeRegisters() },
    ]
    for group in groups {
      let start = output.count
      group(&self)
      if output.count > start { output.insert(UInt8(ascii: "\n"), at: start) }
    }
    if !circuit.operations.isEmpty || !circuit.remarks.isEmpty { output.write("\n") }
  }

  private mutating func writeInputs() {
    guard rules.hasInputs else { return }
    for parameter in circuit.parameters {
      output.write("input \(rules.keepsDeclaredTypes ? parameter.kind.text : "float") \(parameter.name);\n")
    }
  }

  private mutating func writeRegisters() {
    for register in circuit.bitRegisters {
      if register.isOutput, rules.keepsDeclaredTypes { output.write("output ") }
      let value = register.initialValue.map { "\"\(text(of: $0))\"" }
      let zeros = rules.initializesBits ? "\"\(String(repeating: "0", count: register.count))\"" : nil
      let isWritten = !(register.isOutput && rules.keepsDeclaredTypes)
      write(
        register, type: rules.version == .two ? "creg" : "bit",
        value: (isWritten ? value ?? zeros : nil).map { " = " + Self.bits($0, isScalar: register.isScalar) } ?? "")
    }
    if case .registers(let registers) = circuit.qubits {
      for register in registers { write(register, type: rules.version == .two ? "qreg" : "qubit", value: "") }
    }
    guard rules.keepsDeclaredTypes else { return }
    for register in circuit.bitRegisters where register.isOutput {
      guard let value = register.initialValue else { continue }
      output.write("\(register.name) = \(Self.bits("\"\(value)\"", isScalar: register.isScalar));\n")
    }
  }

  private func text(of bits: BitString) -> String {
    rules.readsBitsFromLeft ? String(bits.description.reversed()) : bits.description
  }

  /// A single bit's value is a number, a register's a text.
  private static func bits(_ text: String, isScalar: Bool) -> String {
    isScalar ? String(text.dropFirst().dropLast()) : text
  }

  private mutating func write(_ register: Register, type: String, value: String) {
    if rules.version == .two {
      output.write("\(type) \(register.name)[\(register.count)];\n")
    } else {
      output.write("\(type)\(register.isScalar ? "" : "[\(register.count)]") \(register.name)\(value);\n")
    }
  }

  // MARK: Gates

  private mutating func writeGates() {
    for row in rowsToDeclare() {
      if let text = rules.declarations[row.name] {
        output.write(text)
        continue
      }
      let definition = row.definition
      write(
        GateDeclaration(
          name: row.name, angleNames: Self.angleNames(definition), qubitNames: Self.qubitNames(definition.qubitCount),
          body: definition.body))
    }
    for declaration in circuit.declarations { write(declaration) }
  }

  /// The rows that the circuit uses and its reader does not know, each after those that its body uses.
  func rowsToDeclare() -> [StandardGate] {
    var used = Set(circuit.gates.compactMap(\.row))
    guard rules.declaresGates else {
      return StandardGate.all.filter { used.contains($0) && rules.declarations[$0.name] != nil }
    }
    for declaration in circuit.declarations { used.formUnion(declaration.body.map(Self.rows) ?? []) }
    // A row's body uses only rows above it in the table.
    for row in StandardGate.all.reversed() where used.contains(row) && !rules.isProvided(row) {
      used.formUnion(row.definition.body.map(Self.rows) ?? [])
    }
    return StandardGate.all.filter { used.contains($0) && !rules.isProvided($0) && $0.definition.body != nil }
  }

  private static func rows(of body: GateBody) -> [StandardGate] { body.steps.compactMap(\.gate.row) }

  /// A row's names for its angles where they are in alphabetical order: Qiskit's reader gives values in that order.
  private static func angleNames(_ row: GateDefinition) -> [String] {
    let names = row.angleNames
    return names == names.sorted() ? names : names.indices.map { "theta_\($0)" }
  }

  /// `a`, `b`, `c`, ...: operands of a gate that has no names for them.
  private static func qubitNames(_ count: Int) -> [String] {
    (0..<count).map { count <= 8 ? String("abcdefgh".dropFirst($0).prefix(1)) : "q_\($0)" }
  }

  private mutating func write(_ declaration: GateDeclaration) {
    output.write(declaration.body == nil ? "opaque " : "gate ")
    output.write(declaration.name)
    if !declaration.angleNames.isEmpty { output.write("(\(declaration.angleNames.joined(separator: ", ")))") }
    output.write(" \(declaration.qubitNames.joined(separator: ", "))")
    guard let body = declaration.body else {
      output.write(";\n")
      return
    }
    output.write(" {\n")
    let angles = AngleWriter(arena: body.expressions, angleNames: declaration.angleNames, version: rules.version)
    for step in body.steps where rules.version == .three || !step.gate.isGlobalPhase {
      write(step, angles: angles, qubitNames: declaration.qubitNames)
    }
    output.write("}\n")
  }

  private mutating func write(_ step: GateBody.Step, angles: AngleWriter, qubitNames: [String]) {
    output.write("  ")
    output.append(contentsOf: text(of: step.gate))
    for (place, angle) in step.angles.enumerated() {
      output.write(place == 0 ? "(" : ", ")
      angles.write(angle, to: &output)
    }
    if !step.angles.isEmpty { output.write(")") }
    for (place, qubit) in step.qubits.enumerated() {
      output.write(place == 0 ? " " : ", ")
      output.write(qubitNames[qubit])
    }
    output.write(";\n")
  }
}

extension Gate {
  /// The row that the gate applies, under whatever modifiers.
  var row: StandardGate? {
    if case .standard(let row) = target { row } else { nil }
  }

  var isGlobalPhase: Bool { controls.isEmpty && row?.name == "gphase" }
}

extension Parameter.Kind {
  /// The type as OpenQASM 3 declares it.
  var text: String {
    switch self {
    case .float(let width): Self.text("float", width)
    case .angle(let width): Self.text("angle", width)
    case .integer(let width): Self.text("int", width)
    case .unsigned(let width): Self.text("uint", width)
    }
  }

  private static func text(_ name: String, _ width: Int?) -> String {
    width.map { "\(name)[\($0)]" } ?? name
  }
}
