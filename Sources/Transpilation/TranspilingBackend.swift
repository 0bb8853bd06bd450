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

  package init(_ base: any Backend) {
    self.base = base
    transpiler = Transpiler(device: base.device)
  }

  package var name: String { base.name }
  package var device: Device { base.device }

  package func run(_ batch: Batch) async throws(BackendError) -> [Sample] {
    var compiled = batch
    for index in batch.entries.indices {
      do {
        compiled.entries[index] = try compile(batch.entries[index])
      } catch {
        throw .unsupported(error.message, help: error.help, entry: index)
      }
    }
    return try await base.run(compiled)
  }

  private func compile(_ entry: Batch.Entry) throws(TranspilationError) -> Batch.Entry {
    var result = entry
    result.program = try transpiler.compile(entry.program, parameters: entry.parameters, inputs: entry.inputs)
    return result
  }
}
