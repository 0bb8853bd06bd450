internal import Circuits

extension Exporter {
  /// The text of a loaded program, in UTF-8: of its circuit where it is one. Inputs with values become constants.
  package func text(of result: LoadResult, binding: InputBinding? = nil) throws(ExportError) -> [UInt8] {
    guard let program = result.program else {
      throw ExportError(.circuitIsMalformed, "the program has errors", help: "see: shotglass check")
    }
    if let circuit = known(program, binding) { return try text(of: circuit) }
    do throws(ExportError) {
      switch (dialect, result.version.major) {
      case (.ionq, _): throw Self.refusal(result, program)
      case (.openQASM2, _), (_, 2):
        return try ConditionedProgram(result, program, dialect: dialect, binding: binding).text()
      default:
        var writer = try ProgramWriter(result, program, dialect: dialect, binding: binding)
        return try writer.text()
      }
    } catch {
      var error = error
      error.range = error.range ?? error.operation.flatMap { result.origins.range(ofOperation: $0) }
      throw error
    }
  }

  /// The circuit that the program is, perhaps once its inputs are known; OpenQASM 3 keeps its loops then.
  private func known(_ program: Program, _ binding: InputBinding?) -> Circuit? {
    if let circuit = program.staticCircuit { return binding.map { circuit.bound(to: $0.parameters) } ?? circuit }
    guard dialect != .openQASM3, let binding,
      case .circuit(let circuit, _) = program.specialized(parameters: binding.parameters, inputs: binding.inputs)
    else { return nil }
    return circuit
  }

  /// For a dialect of circuits: the first thing that the run decides.
  private static func refusal(_ result: LoadResult, _ program: Program) -> ExportError {
    let first = program.code.indices.first { place in
      if case .operations = program.code[place] { false } else { true }
    }
    return ExportError(
      .statementHasNoText, "\(Dialect.ionq.title) has no control flow: nothing is decided while a program runs",
      help: "export with --dialect openqasm3, which keeps every statement",
      range: first.flatMap { result.range(of: .instruction($0)) })
  }
}
