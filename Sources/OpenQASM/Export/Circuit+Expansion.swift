internal import Circuits

extension Circuit {
  /// The circuit with unmodified gates of a set only.
  func expanded(with allowed: Set<StandardGate>) throws(ExportError) -> Circuit {
    let expansion = GateExpansion(allowed: allowed)
    if declarations.isEmpty, expansion.accepts(self) { return self }
    do throws(CircuitError) {
      let result = try expansion.expand(self)
      if result.angles.allSatisfy(\.isNumberOrSymbol) { return result }
    } catch {
      throw ExportError(error, operation: firstOperation { (try? steps(for: $0, by: expansion)) == nil })
    }
    let index = firstOperation { step in
      (try? steps(for: step, by: expansion))?.flatMap(\.angles).allSatisfy(\.isNumberOrSymbol) != true
    }
    throw ExportError(notANumberIn: index.map(phrase) ?? "the circuit", operation: index)
  }

  private func firstOperation(where isOffender: (GateBody.Step) -> Bool) -> Int? {
    operations.indices.first { operations[$0].kind == .gate && isOffender(step(at: $0)) }
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

extension Angle {
  /// Whether the angle can be written: no infinity, and not the result of an impossible calculation.
  var isNumberOrSymbol: Bool { constantValue?.isFinite ?? true }
}

extension ExportError {
  init(_ error: CircuitError, operation: Int? = nil) {
    self.init(
      .gateHasNoExpansion, error.message, help: "export with --dialect openqasm3, which keeps every gate",
      operation: operation)
  }

  init(notANumberIn what: String, operation: Int?) {
    self.init(
      .numberIsNotFinite, "an angle of \(what) is infinite or not a number, which has no text",
      help: "look for a division by zero, or a root or logarithm of a negative number, where it is computed",
      operation: operation)
  }
}
