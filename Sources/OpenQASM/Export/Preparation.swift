internal import Circuits

/// Turns a circuit into one that a dialect's text can hold.
struct Preparation {
  /// What the text is that the circuit goes into.
  enum Form {
    /// The circuit's own.
    case circuit
    /// A program whose conditions name the circuit's registers of bits.
    case conditions
    /// Declarations that a program keeps as they are.
    case statements
  }

  private let dialect: Dialect
  private let rules: DialectRules
  private let form: Form
  /// Names that the text around has already.
  private let words: Set<String>

  init(_ dialect: Dialect, form: Form = .circuit, avoiding words: Set<String> = [], rules: DialectRules? = nil) {
    self.dialect = dialect
    self.form = form
    self.words = words
    self.rules = rules ?? dialect.rules
  }

  func prepare(_ circuit: Circuit) throws(ExportError) -> Circuit {
    switch dialect {
    case .openQASM3:
      try refuseOpaqueGates(of: circuit)
      return try circuit.withSettledPhases()
    case .openQASM2:
      try DialectCheck(dialect).check(circuit)
      return withPlainOperands(inRegisters(try circuit.inVersion2()))
    case .ibm, .ionq, .braket:
      try DialectCheck(dialect).check(circuit)
      let expanded = try circuit.expanded(with: allowedRows(for: circuit))
      switch dialect {
      case .ibm: return onPhysicalQubits(expanded)
      case .braket: return withOneBitRegister(expanded)
      default: return inRegisters(expanded)
      }
    }
  }

  private func refuseOpaqueGates(of circuit: Circuit) throws(ExportError) {
    guard let opaque = circuit.declarations.first(where: { $0.body == nil }) else { return }
    throw ExportError(
      .gateWithoutBody, "the gate `\(opaque.name)` is opaque, and OpenQASM 3 declares no gate without a body",
      help: "give it a body, or export with --dialect openqasm2")
  }

  /// Gates only of those that the dialect has; nothing else is changed.
  func expanded(_ circuit: Circuit) throws(ExportError) -> Circuit {
    try circuit.expanded(with: allowedRows(for: circuit))
  }

  /// The gates to rewrite with: a device's native gates only where the circuit names them.
  private func allowedRows(for circuit: Circuit) -> Set<StandardGate> {
    let native = Set(rows: "prx", "gpi", "gpi2", "ms")
    let used = Set(circuit.gates.filter { !$0.isModified }.compactMap(\.row))
    return rules.providedRows.subtracting(native.subtracting(used))
  }

  /// Angles and operands under names that version 2 can have: they mean nothing outside of their gate.
  private func withPlainOperands(_ circuit: Circuit) -> Circuit {
    let reserved = ReservedNames(dialect)
    var result = circuit
    let taken = circuit.declarations.map(\.name)
    for (place, declaration) in circuit.declarations.enumerated() {
      let names = declaration.angleNames + declaration.qubitNames
      let isPlain = names.allSatisfy { name in
        reserved.isIdentifier(name) && !reserved.keywords.contains(name) && !reserved.builtins.contains(name)
      }
      guard !isPlain else { continue }
      result.declarations[place].angleNames = declaration.angleNames.indices.map { freeName("p\($0)", among: taken) }
      result.declarations[place].qubitNames = declaration.qubitNames.indices.map { freeName("q\($0)", among: taken) }
    }
    return result
  }

  // MARK: Registers

  /// Bits in registers of known size, which is where services look for results.
  private func sizedBits(_ circuit: Circuit) -> Circuit {
    guard form != .statements else { return circuit }
    var result = circuit
    for place in result.bitRegisters.indices {
      result.bitRegisters[place].isScalar = false
      result.bitRegisters[place].isOutput = false
    }
    return result
  }

  private func inRegisters(_ circuit: Circuit) -> Circuit {
    var result = sizedBits(circuit)
    switch circuit.qubits {
    case .registers(let registers):
      result.qubits = .registers(
        registers.map { Register(name: $0.name, start: $0.start, count: $0.count) })
    case .physical(let count):
      let name = freeName("q", among: circuit.bitRegisters.map(\.name) + circuit.declarations.map(\.name))
      result.qubits = .registers([Register(name: name, start: 0, count: count)])
    }
    return result
  }

  /// Qubit i of the program at place i of the device: no layout is chosen here.
  private func onPhysicalQubits(_ circuit: Circuit) -> Circuit {
    var result = sizedBits(circuit)
    result.qubits = .physical(count: circuit.qubitCount)
    return result
  }

  /// Braket reports one bit register: all bits in one, each with its number among all.
  private func withOneBitRegister(_ circuit: Circuit) -> Circuit {
    var result = sizedBits(circuit)
    if case .registers(let registers) = circuit.qubits {
      result.qubits = .registers(registers.map { Register(name: $0.name, start: $0.start, count: $0.count) })
    }
    guard circuit.bitRegisters.count > 1, form == .circuit else { return result }
    var taken = circuit.parameters.map(\.name)
    if case .registers(let registers) = circuit.qubits { taken += registers.map(\.name) }
    result.bitRegisters = [
      Register(
        name: freeName("b", among: taken), start: 0, count: circuit.bitCount,
        initialValue: initialBits(of: circuit))
    ]
    return result
  }

  /// What all bits of a circuit hold at its start; nil where that is 0.
  private func initialBits(of circuit: Circuit) -> BitString? {
    var bits = Array(repeating: false, count: circuit.bitCount)
    for register in circuit.bitRegisters {
      guard let value = register.initialValue else { continue }
      for place in 0..<min(register.count, value.width) { bits[register.start + place] = value[place] }
    }
    return bits.contains(true) ? BitString(bits) : nil
  }

  private func freeName(_ wish: String, among taken: [String]) -> String {
    var name = wish
    while taken.contains(name) || words.contains(name) { name += "_" }
    return name
  }
}
