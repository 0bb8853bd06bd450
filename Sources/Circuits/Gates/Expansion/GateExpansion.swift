/// Rewrites circuits with a given set of gates, none of them under a modifier, and without declared gates.
///
/// What remains is equal to the original including the global phase where `gphase` is allowed, and up to the
/// global phase of the whole circuit elsewhere. Symbolic angles stay symbolic.
package struct GateExpansion: Sendable {
  package let allowed: Set<StandardGate>
  /// How long a circuit may become.
  package let stepLimit: Int

  package init(allowed: Set<StandardGate>, stepLimit: Int = 50_000_000) {
    self.allowed = allowed
    self.stepLimit = stepLimit
  }

  /// The circuit over the allowed gates, with the same registers, parameters, measurements and remarks.
  package func expand(_ circuit: Circuit) throws(CircuitError) -> Circuit {
    var writer = ExpansionWriter(source: circuit, allowed: allowed, stepLimit: stepLimit)
    var remarks = circuit.remarks.enumerated().sorted {
      ($0.element.operation, $0.offset) < ($1.element.operation, $1.offset)
    }[...]
    for index in circuit.operations.indices {
      while let next = remarks.first, next.element.operation <= index {
        writer.keep(next.element)
        remarks.removeFirst()
      }
      try writer.copyOperation(index)
    }
    for remark in remarks { writer.keep(remark.element) }
    return writer.result
  }

  /// Whether nothing in the circuit needs rewriting.
  package func accepts(_ circuit: Circuit) -> Bool {
    circuit.operations.allSatisfy { operation in
      guard operation.kind == .gate else { return true }
      let gate = circuit.gates[Int(operation.index)]
      guard case .standard(let row) = gate.target, !gate.isModified else { return false }
      return allowed.contains(row)
    }
  }
}
