internal import Circuits

extension Circuit {
  /// The circuit as OpenQASM 2 can say it: no modifiers, no global phase, and only declarations without them.
  ///
  /// A gate that needs more is written with the library's gates where it is called.
  func inVersion2() throws(ExportError) -> Circuit {
    var kept: [GateDeclaration] = []
    /// Where a declaration stands among those that are kept.
    var places: [Int?] = []
    for declaration in declarations {
      guard let version2 = declaration.inVersion2(places) else {
        places.append(nil)
        continue
      }
      places.append(kept.count)
      kept.append(version2)
    }
    let expansion = GateExpansion(allowed: .qelib1)
    return try replacingGates(declarations: kept) { step, _ throws(ExportError) in
      if step.gate.isGlobalPhase { return [] }
      if let gate = step.gate.inVersion2(places) {
        return [GateBody.Step(gate, angles: step.angles, qubits: step.qubits)]
      }
      let steps: [GateBody.Step]
      do throws(CircuitError) {
        steps = try self.steps(for: step, by: expansion)
      } catch {
        throw ExportError(error)
      }
      guard steps.allSatisfy({ $0.angles.allSatisfy(\.isNumberOrSymbol) }) else {
        throw ExportError(notANumberIn: "the gate `\(name(of: step.gate))`", operation: nil)
      }
      return steps
    }
  }
}

extension Gate {
  /// The gate, if OpenQASM 2 has it, with its declaration at its new place.
  fileprivate func inVersion2(_ places: [Int?]) -> Gate? {
    guard !isModified else { return nil }
    guard case .declared(let place) = target else { return self }
    return places[place].map { Gate(.declared($0)) }
  }
}

extension GateDeclaration {
  fileprivate func inVersion2(_ places: [Int?]) -> GateDeclaration? {
    guard var body else { return self }
    let hasForeignFunctions = body.expressions.nodes.contains { node in
      if case .function(let function, _) = node { [.arcsin, .arccos, .arctan].contains(function) } else { false }
    }
    guard !hasForeignFunctions else { return nil }
    var steps: [GateBody.Step] = []
    for step in body.steps where !step.gate.isGlobalPhase {
      guard let gate = step.gate.inVersion2(places) else { return nil }
      steps.append(GateBody.Step(gate, angles: step.angles, qubits: step.qubits))
    }
    body.steps = steps
    return GateDeclaration(name: name, angleNames: angleNames, qubitNames: qubitNames, body: body)
  }
}
