package import Circuits

/// Reads OpenQASM 3 or 2 text: the front door of this module.
package enum Loader {
  /// What a program means, with everything that is wrong about it. The gates of `libraries` are there without an
  /// include, and a program may give their names to anything else.
  package static func load(
    _ source: SourceText, includes: Includes = .none, limits: LoadLimits = LoadLimits(), libraries: GateLibrary = []
  ) -> LoadResult {
    var analyzer = Analyzer(source: source, includes: includes, limits: limits)
    analyzer.declareBuiltIns()
    analyzer.declareGates(of: libraries)
    analyzer.analyzeFile()
    return analyzer.result()
  }

  /// The problems of a program's grammar only.
  package static func checkSyntax(_ source: SourceText) -> (diagnostics: [Diagnostic], version: LanguageVersion) {
    var parser = Parser(source: source, file: 0)
    while parser.nextStatement() != nil { parser.tree.removeAll(keepingCapacity: true) }
    return (parser.diagnostics, parser.version)
  }
}

extension Analyzer {
  /// `U` and `gphase`, and the `CX` of OpenQASM 2, are there without an include.
  mutating func declareBuiltIns() {
    self[parser.symbols.intern("U")] = .gate(GateEntity(.U))
    self[parser.symbols.intern("gphase")] = .gate(GateEntity(.gphase))
  }

  /// The gates of a dialect that has no include.
  mutating func declareGates(of libraries: GateLibrary) {
    guard !libraries.isEmpty else { return }
    for name in StandardGate.all.map(\.name) + GateAlias.all.map(\.name) {
      let symbol = parser.symbols.intern(name)
      guard case .none = self[symbol], let gate = StandardGate(name, in: libraries) else { continue }
      self[symbol] = .gate(GateEntity(gate))
      dialectGates.insert(symbol)
    }
  }

  consuming func result() -> LoadResult {
    circuit.qubits =
      qubitRegisters.isEmpty && physicalCount > 0
      ? .physical(count: physicalCount) : .registers(qubitRegisters)
    circuit.expressions = expressions
    var program: Program?
    if !diagnostics.contains(where: { $0.severity != .warning }),
      !parser.diagnostics.contains(where: { $0.severity != .warning })
    {
      program = finished()
    }
    let all = (diagnostics + parser.diagnostics).sorted {
      ($0.range.file, $0.range.start) < ($1.range.file, $1.range.start)
    }
    return LoadResult(
      program: program, diagnostics: all, files: files, version: parser.version, origins: origins,
      instructionOrigins: program?.staticCircuit == nil ? code.origins : [])
  }

  /// The program: a circuit where everything about it is known before the run.
  private mutating func finished() -> Program? {
    guard !code.isEmpty else { return Program(circuit.withUsedPlaces) }
    let end = SourceRange(file: 0, start: files[0].bytes.count, end: files[0].bytes.count)
    code.emit(.end, at: end, operationCount: circuit.operations.count)
    let program = Program(
      circuit: circuit, code: code.instructions, globalCount: code.globalCount, routines: code.routines,
      inputs: inputs, outputs: outputs, regions: code.regions)
    switch program.specialized(stepLimit: limits.steps, operationLimit: limits.operations) {
    case .dynamic: return program
    case .circuit(let known, let places):
      var moved = OperationOrigins()
      for (operation, place) in places.enumerated() {
        guard let range = range(of: place) else { continue }
        moved.record(
          firstOperation: operation, start: UInt32(range.start), end: UInt32(range.end), file: range.file)
      }
      origins = moved
      return Program(known.withUsedPlaces)
    case .fault(let fault, let place):
      report(
        .certainFault, "every run fails here: \(fault.message)", at: range(of: place) ?? end,
        help: "the run stops at this step; correct what leads to it")
      return program
    }
  }

  private func range(of place: ProgramExecution.Place) -> SourceRange? {
    switch place {
    case .operation(let index): origins.range(ofOperation: index)
    case .instruction(let index): code.origins.indices.contains(index) ? code.origins[index] : nil
    }
  }
}

extension Circuit {
  /// The circuit with the device's places up to the highest that an operation names: a name in a loop that never runs,
  /// or in a subroutine that nobody calls, makes no qubit, for no text of the circuit could say so.
  fileprivate var withUsedPlaces: Circuit {
    guard case .physical = qubits else { return self }
    var highest: UInt32?
    for (index, operation) in operations.enumerated() {
      let places = operation.kind == .measure ? operands(of: index).prefix(1) : operands(of: index)
      for place in places where place >= highest ?? 0 { highest = place }
    }
    var result = self
    result.qubits = highest.map { .physical(count: Int($0) + 1) } ?? .registers([])
    return result
  }
}
