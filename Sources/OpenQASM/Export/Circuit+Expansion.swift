internal import Circuits

extension Circuit {
  /// The circuit with unmodified gates of a set only.
  func expanded(with allowed: Set<StandardGate>) throws(ExportError) -> Circuit {
    let expansion = GateExpansion(allowed: allowed)
    if declarations.isEmpty, expansion.accepts(self) { return self }
    do throws(CircuitError) {
      return try expansion.expand(self)
    } catch {
      throw ExportError(error, operation: firstOperation(failing: expansion))
    }
  }

  private func firstOperation(failing expansion: GateExpansion) -> Int? {
    operations.indices.first { index in
      guard operations[index].kind == .gate else { return false }
      return (try? steps(for: step(at: index), by: expansion)) == nil
    }
  }

  func step(at index: Int) -> GateBody.Step {
    GateBody.Step(
      gates[Int(operations[index].index)], angles: Array(angles(of: index)), qubits: operands(of: index).map { Int($0) }
    )
  }

  /// One gate as unmodified gates; its angles are of this circuit, and those of the result are too where it has
  /// no symbols.
  func steps(for step: GateBody.Step, by expansion: GateExpansion) throws(CircuitError) -> [GateBody.Step] {
    var single = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: step.qubits.count)]), parameters: parameters,
      expressions: expressions, declarations: declarations)
    single.append(step.gate, angles: step.angles, qubits: Array(step.qubits.indices))
    let expanded = try expansion.expand(single)
    return expanded.operations.indices.map { index in
      var inner = expanded.step(at: index)
      inner.qubits = inner.qubits.map { step.qubits[$0] }
      return inner
    }
  }
}

extension ExportError {
  init(_ error: CircuitError, operation: Int? = nil) {
    self.init(
      .gateHasNoExpansion, error.message, help: "export with --dialect openqasm3, which keeps every gate",
      operation: operation)
  }
}
