/// What a program is once everything that is known before its run has been worked out.
package enum Specialization: Sendable {
  /// The program always does these operations; `origins` says where in the program each comes from.
  case circuit(Circuit, origins: [ProgramExecution.Place])
  /// What the program does depends on outcomes or on inputs.
  case dynamic
  case fault(ProgramFault, at: ProgramExecution.Place)
}

extension Program {
  package func specialized(
    parameters: [Double]? = nil, inputs: [Value]? = nil, stepLimit: Int = 2_000_000,
    operationLimit: Int = 200_000_000
  ) -> Specialization {
    staticCircuit.map { .circuit($0, origins: $0.operations.indices.map { .operation($0) }) } ?? .dynamic
  }
}
