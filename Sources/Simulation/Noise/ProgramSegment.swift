import Circuits
import Devices
import Execution

/// What a program does up to its next measurement, or to its end.
struct ProgramSegment {
  var circuit: NoisyCircuit
  /// The qubit that is measured then; nil at the end.
  var measured: Int?

  init(
    of execution: inout ProgramExecution, outcome: Bool?, noise: NoiseModel, run: KernelRun
  ) throws(SimulationError) {
    var builder = NoisyCircuitBuilder(execution.program.circuit, noise: noise)
    var outcome = outcome
    var count = 0
    while true {
      count += 1
      if count & 1023 == 0 { try run.checkTime() }
      let request: ProgramExecution.Request
      do { request = try execution.next(outcome) } catch { throw .program(error, at: execution.place) }
      outcome = nil
      switch request {
      case .gate(let gate, let angles, let qubits): try builder.append(gate, angles, qubits)
      case .reset(let qubit): try builder.reset(qubit)
      case .delay(let duration, let qubits): try builder.delay(duration, qubits)
      case .barrier: break
      case .measure(let qubit):
        circuit = builder.result
        measured = qubit
        return
      case .end:
        circuit = builder.result
        return
      }
    }
  }
}
