internal import Circuits

/// Refuses names that the text could not hold, or that would mean two things in it.
struct NameCheck {
  private let reserved: ReservedNames
  private let dialect: Dialect
  /// What each name of the text's outermost scope stands for.
  private var owners: [String: String] = [:]

  init(_ dialect: Dialect) {
    self.dialect = dialect
    reserved = ReservedNames(dialect)
  }

  /// Checks all names that a circuit's text declares; `rows` are gates of the table that it declares too.
  mutating func check(_ circuit: Circuit, declaring rows: [StandardGate]) throws(ExportError) {
    for row in rows { owners[row.name] = "a gate" }
    let rules = dialect.rules
    if rules.hasInputs {
      for parameter in circuit.parameters { try declare(parameter.name, as: "the input") }
    }
    if rules.declaresGates {
      for declaration in circuit.declarations { try declare(declaration.name, as: "the gate") }
    }
    for register in circuit.bitRegisters { try declare(register.name, as: "the bit register") }
    if case .registers(let registers) = circuit.qubits {
      for register in registers { try declare(register.name, as: "the qubit register") }
    }
    if rules.declaresGates {
      for declaration in circuit.declarations { try checkInside(declaration, of: circuit) }
    }
  }

  private mutating func declare(_ name: String, as owner: String) throws(ExportError) {
    try checkSpelling(name, owner)
    if let meaning = reserved.meaning(of: name) ?? owners[name] { throw clash(name, owner, with: meaning) }
    owners[name] = "\(owner) `\(name)`"
  }

  private func checkSpelling(_ name: String, _ owner: String) throws(ExportError) {
    guard !reserved.isIdentifier(name) else { return }
    let rule =
      dialect == .openQASM2
      ? "OpenQASM 2 names are a lower-case letter, then letters a-z and A-Z, digits and underscores"
      : "OpenQASM 3 names are a letter or underscore, then letters, digits and underscores"
    throw ExportError(.nameIsInvalid, "\(owner) is called `\(name)`, which is no name in \(dialect.title)", help: rule)
  }

  private func clash(_ name: String, _ owner: String, with meaning: String) -> ExportError {
    ExportError(
      .nameIsTaken, "\(owner) is called `\(name)`, which is \(meaning) in the exported text",
      help: "rename it, for example to `\(freeName(like: name))`")
  }

  private func freeName(like name: String) -> String {
    var candidate = name.lowercased() + "_"
    while reserved.meaning(of: candidate) != nil || owners[candidate] != nil { candidate += "_" }
    return candidate
  }

  /// Angles and operands have a scope of their own: they may hide what stands outside, unless the body needs it.
  private func checkInside(_ declaration: GateDeclaration, of circuit: Circuit) throws(ExportError) {
    let gates = Set(declaration.body?.steps.map { circuit.name(of: $0.gate) } ?? [])
    var seen: Set<String> = []
    for name in declaration.angleNames + declaration.qubitNames {
      let owner = "an angle or operand of the gate `\(declaration.name)`"
      try checkSpelling(name, owner)
      if reserved.keywords.contains(name) || reserved.builtins.contains(name) {
        throw clash(name, owner, with: reserved.meaning(of: name) ?? "")
      }
      if gates.contains(name) { throw clash(name, owner, with: "a gate that its body uses") }
      if !seen.insert(name).inserted { throw clash(name, owner, with: "another angle or operand of it") }
    }
    guard declaration.qubitNames.isEmpty else { return }
    throw ExportError(
      .circuitIsMalformed, "the gate `\(declaration.name)` acts on no qubit", help: "give the gate an operand")
  }
}
