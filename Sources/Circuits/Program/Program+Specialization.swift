/// What a program is once everything that is known before its run has been worked out.
package enum Specialization: Sendable {
  /// The program always does these operations; `origins` says for each where in the program it comes from.
  case circuit(Circuit, origins: [ProgramExecution.Place])
  /// What the program does depends on outcomes or on inputs, or finding out takes too long.
  case dynamic
  /// The program always stops here.
  case fault(ProgramFault, at: ProgramExecution.Place)
}

extension Program {
  /// Runs the classical language ahead of time, as far as it depends on no outcome.
  ///
  /// With numbers for the circuit's parameters its angles become numbers, without them they stay expressions; inputs
  /// that are not given are unknown. After `stepLimit` instructions or `operationLimit` operations the program counts
  /// as dynamic.
  package func specialized(
    parameters: [Double]? = nil, inputs: [Value]? = nil, stepLimit: Int = 2_000_000,
    operationLimit: Int = 200_000_000
  ) -> Specialization {
    if let circuit = staticCircuit, parameters == nil || parameters?.count == circuit.parameters.count {
      let origins = circuit.operations.indices.map { ProgramExecution.Place.operation($0) }
      return .circuit(parameters.map { circuit.bound(to: $0) } ?? circuit, origins: origins)
    }
    var specializer = Specializer(
      self, parameters: parameters, inputs: inputs, stepLimit: stepLimit, operationLimit: operationLimit)
    return specializer.run()
  }
}
