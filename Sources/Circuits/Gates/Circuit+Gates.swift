extension Circuit {
  /// The target's name, without the modifiers.
  package func name(of gate: Gate) -> String {
    switch gate.target {
    case .standard(let row): row.name
    case .declared(let place): declaration(at: place)?.name ?? "number \(place)"
    }
  }

  /// How many operands a gate has, its controls included; nil for a declaration that the circuit lacks.
  package func operandCount(of gate: Gate) -> Int? {
    switch gate.target {
    case .standard(let row): row.definition.qubitCount + gate.controls.count
    case .declared(let place): declaration(at: place).map { $0.qubitNames.count + gate.controls.count }
    }
  }

  /// How many angles a gate has; nil for a declaration that the circuit lacks.
  package func angleCount(of gate: Gate) -> Int? {
    switch gate.target {
    case .standard(let row): row.definition.angleNames.count
    case .declared(let place): declaration(at: place).map(\.angleNames.count)
    }
  }

  package func declaration(at place: Int) -> GateDeclaration? {
    declarations.indices.contains(place) ? declarations[place] : nil
  }
}
