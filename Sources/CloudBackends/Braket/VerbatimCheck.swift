package import Circuits
package import Devices
internal import OpenQASM

/// Says what in a program's own verbatim boxes a machine could not run as it is written.
package struct VerbatimCheck {
  private let device: Device

  /// Of a machine by what is published of it; where nothing is, nothing is found.
  package init(_ device: Device) { self.device = device }

  package struct Problem: Sendable, Equatable {
    /// The place of the operation in the circuit, from 0.
    package let operation: Int
    package let message: String
    package let help: String
  }

  /// The first gate within a verbatim box that is not the machine's, on those qubits.
  package func problem(in circuit: Circuit) -> Problem? {
    let starts = Set(circuit.remarks.filter(\.isVerbatim).map(\.operation))
    guard !starts.isEmpty, !device.gates.isEmpty else { return nil }
    var depth = 0
    for (index, operation) in circuit.operations.enumerated() {
      switch operation.kind {
      case .boxStart: if depth > 0 || starts.contains(index) { depth += 1 }
      case .boxEnd: depth = max(0, depth - 1)
      case .gate where depth > 0: if let problem = problem(circuit, index) { return problem }
      default: continue
      }
    }
    return nil
  }

  private func problem(_ circuit: Circuit, _ index: Int) -> Problem? {
    let gate = circuit.gates[Int(circuit.operations[index].index)]
    let qubits = circuit.operands(of: index).map { Int($0) }
    let place = qubits.map { "$\($0)" }.joined(separator: ", ")
    guard case .standard(let row) = gate.target, !gate.isModified, device.nativeGates.contains(row) else {
      let name = gate.name(in: circuit)
      return Problem(
        operation: index,
        message: "\(name) on \(place) stands in a verbatim box, and \(device.name) does not have it as a native gate",
        help: "its gates: \(device.nativeGates.map { $0.definition.braketName ?? $0.name }.joined(separator: ", "))")
    }
    guard device.gate(row, on: qubits)?.isBroken ?? true else { return nil }
    return Problem(
      operation: index,
      message: "\(row.definition.braketName ?? row.name) stands in a verbatim box, and \(device.name) does not have it "
        + "on \(place)",
      help: "see which qubits it couples: shotglass devices show \(device.name)")
  }
}

extension Gate {
  /// What a program calls the gate, with word of its modifiers.
  fileprivate func name(in circuit: Circuit) -> String {
    let name =
      switch target {
      case .standard(let row): row.definition.braketName ?? row.name
      case .declared(let place): circuit.declarations.indices.contains(place) ? circuit.declarations[place].name : "it"
      }
    return isModified ? "a modified \(name)" : name
  }
}
