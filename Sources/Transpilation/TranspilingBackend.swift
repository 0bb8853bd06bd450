package import Circuits
package import Devices
package import Execution

/// A backend that compiles every program for the device of another one, and lets that run it.
///
/// A program that names the device's own qubits and uses only its gates counts as compiled: it runs as it is written,
/// without moves, merging or delays of ours.
package struct TranspilingBackend: Backend {
  package let base: any Backend
  package let transpiler: Transpiler

  /// With `writesDelays`, compiled circuits say where qubits wait.
  package init(_ base: any Backend, writesDelays: Bool = true) {
    self.base = base
    var transpiler = Transpiler(device: base.device)
    transpiler.writesDelays = writesDelays
    self.transpiler = transpiler
  }

  package var name: String { base.name }
  package var device: Device { base.device }

  /// Compiled circuits that a batch keeps for its next entries.
  private static let mostKept = 64

  package func run(_ batch: Batch) async throws(BackendError) -> [Sample] {
    try await base.run(compiled(batch))
  }

  /// The batch as the other backend gets it.
  package func compiled(_ batch: Batch) throws(BackendError) -> Batch {
    var compiled = batch
    var known: [(source: Circuit, circuit: Circuit)] = []
    for index in batch.entries.indices {
      let entry = batch.entries[index]
      do {
        // A circuit with symbols compiles once for all its entries, and to gates that do not depend on their values.
        if let source = entry.program.staticCircuit, entry.inputs.isEmpty {
          let place = known.firstIndex { $0.source == source } ?? known.endIndex
          if place == known.endIndex { known.append((source, try compile(source))) }
          compiled.entries[index].program = Program(known[place].circuit)
          if known.count > Self.mostKept { known.removeFirst() }
        } else {
          compiled.entries[index] = try compile(entry)
        }
      } catch {
        throw .unsupported(error.message, help: error.help, entry: index)
      }
    }
    return compiled
  }

  /// The program for the device, with numbers for its parameters where nothing else is left to decide.
  private func compile(_ entry: Batch.Entry) throws(TranspilationError) -> Batch.Entry {
    var result = entry
    switch entry.program.specialized(parameters: entry.parameters, inputs: entry.inputs) {
    case .circuit(let circuit, _):
      result.program = Program(try compile(circuit))
      result.parameters = []
    case .dynamic: result.program = try transpiler.compile(entry.program).program
    // The backend says what is wrong, as it does for every program that fails while it runs.
    case .fault: break
    }
    return result
  }

  private func compile(_ circuit: Circuit) throws(TranspilationError) -> Circuit {
    guard case .physical = circuit.qubits else { return try transpiler.compile(circuit).circuit }
    let circuit = circuit.namingNativeGates(of: device)
    if device.runs(circuit) { return circuit }
    var inPlace = transpiler
    inPlace.writesDelays = false
    return try inPlace.compile(circuit).circuit
  }
}

extension TranspilingBackend: ExactBackend {
  package func distributions(of circuit: Circuit) throws(BackendError) -> OutcomeDistributions? {
    guard let exact = base as? any ExactBackend else { return nil }
    let compiled: Circuit
    do { compiled = try compile(circuit) } catch {
      throw .unsupported(error.message, help: error.help, entry: 0)
    }
    return try exact.distributions(of: compiled)
  }
}

extension Device {
  /// Whether all gates of a circuit on the device's qubits are its own.
  fileprivate func runs(_ circuit: Circuit) -> Bool {
    circuit.operations.indices.allSatisfy { index in
      let operation = circuit.operations[index]
      guard operation.kind == .gate else { return true }
      let gate = circuit.gates[Int(operation.index)]
      guard case .standard(let row) = gate.target, !gate.isModified,
        let native = self.gate(row, on: circuit.operands(of: index).map { Int($0) })
      else { return false }
      return !native.isBroken
    }
  }
}
