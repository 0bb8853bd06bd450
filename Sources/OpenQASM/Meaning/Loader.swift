internal import Circuits

/// Reads OpenQASM 3 or 2 text: the front door of this module.
package enum Loader {
  /// What a program means, with everything that is wrong about it.
  package static func load(
    _ source: SourceText, includes: Includes = .none, limits: LoadLimits = LoadLimits()
  ) -> LoadResult {
    var analyzer = Analyzer(source: source, includes: includes, limits: limits)
    analyzer.declareBuiltIns()
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

  consuming func result() -> LoadResult {
    circuit.qubits =
      qubitRegisters.isEmpty && physicalCount > 0
      ? .physical(count: physicalCount) : .registers(qubitRegisters)
    circuit.expressions = expressions
    let all = (diagnostics + parser.diagnostics).sorted {
      ($0.range.file, $0.range.start) < ($1.range.file, $1.range.start)
    }
    let runs = all.allSatisfy { $0.severity == .warning }
    return LoadResult(
      program: runs ? Program(circuit) : nil, diagnostics: all, files: files, version: parser.version,
      origins: origins)
  }
}
