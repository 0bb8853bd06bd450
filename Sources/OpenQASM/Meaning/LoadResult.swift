package import Circuits

/// What loading a program gave: the program if it can run, and everything there is to say about it.
package struct LoadResult: Sendable {
  /// Nil when a diagnostic is an error, or says that something is not supported yet.
  package var program: Program?
  /// In order of the text.
  package var diagnostics: [Diagnostic]
  /// The program's text, then what it includes, in order of first inclusion.
  package var files: [SourceText]
  package var version: LanguageVersion
  package var origins: OperationOrigins
  /// Where in the text each instruction of a program that is no circuit was written.
  package var instructionOrigins: [SourceRange] = []

  /// The circuit that the program is, where it has no control flow.
  package var circuit: Circuit? { program?.staticCircuit }

  /// The text that a running program's place came from.
  package func range(of place: ProgramExecution.Place) -> SourceRange? {
    switch place {
    case .operation(let index): origins.range(ofOperation: index)
    case .instruction(let index): instructionOrigins.indices.contains(index) ? instructionOrigins[index] : nil
    }
  }

  package func has(_ severity: Diagnostic.Severity) -> Bool {
    diagnostics.contains { $0.severity == severity }
  }
}

/// Where in the text each operation of a circuit was written.
package struct OperationOrigins: Sendable {
  private var firstOperations: [UInt32] = []
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []
  /// Runs of statements of one file: the first statement of each run, and its file.
  private var runs: [(statement: Int, file: Int)] = []

  init() {}

  mutating func record(firstOperation: Int, start: UInt32, end: UInt32, file: Int) {
    if runs.last?.file != file { runs.append((firstOperations.count, file)) }
    firstOperations.append(UInt32(truncatingIfNeeded: firstOperation))
    starts.append(start)
    ends.append(end)
  }

  /// The statements that gave operations, in the order in which they were understood, each with its first one.
  var statements: [(range: SourceRange, firstOperation: Int)] {
    var run = 0
    return firstOperations.indices.map { place in
      while run + 1 < runs.count, runs[run + 1].statement <= place { run += 1 }
      return (
        SourceRange(file: runs[run].file, start: Int(starts[place]), end: Int(ends[place])),
        Int(firstOperations[place])
      )
    }
  }

  /// Forgets the operations from one on.
  mutating func remove(fromOperation first: Int) {
    while let last = firstOperations.last, Int(last) >= first {
      firstOperations.removeLast()
      starts.removeLast()
      ends.removeLast()
    }
    while let run = runs.last, run.statement >= firstOperations.count { runs.removeLast() }
  }

  /// The statement that an operation came from.
  package func range(ofOperation operation: Int) -> SourceRange? {
    var (low, high) = (0, firstOperations.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(firstOperations[middle]) <= operation { low = middle + 1 } else { high = middle }
    }
    guard low > 0, let run = runs.last(where: { $0.statement <= low - 1 }) else { return nil }
    return SourceRange(file: run.file, start: Int(starts[low - 1]), end: Int(ends[low - 1]))
  }
}

/// What bounds a load, so that no text can ask for more than the machine has.
package struct LoadLimits: Sendable {
  package var qubits = 1 << 20
  package var bits = 1 << 20
  package var operations = 200_000_000
  /// Classical steps of the run ahead that finds out what is known before the run.
  package var steps = 2_000_000
  package var includeDepth = 16
  package var diagnostics = 100
  /// Steps one inside the other in one expression over parameters.
  package var expressionDepth = 10_000

  package init() {}
}
