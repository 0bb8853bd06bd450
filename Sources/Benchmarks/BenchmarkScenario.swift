internal import Circuits
internal import Execution
internal import Numerics
internal import OpenQASM
internal import Simulation

/// One thing to time.
enum BenchmarkScenario: String {
  /// OpenQASM text in memory to a circuit.
  case load
  /// A circuit to OpenQASM 3 text in memory.
  case write
  /// 10,000 shots of a program that is loaded before.
  case run

  func timing(of options: BenchmarkOptions) throws -> BenchmarkTiming {
    let source = try SourceText(benchmarking: options.path)
    switch self {
    case .load:
      return try Self.time(options) {
        try Self.check(try Self.circuit(of: source), options)
      }
    case .write:
      let circuit = try Self.circuit(of: source)
      try Self.check(circuit, options)
      return try Self.time(options) {
        let text = try Exporter(dialect: .openQASM3).text(of: circuit)
        guard text.count >= circuit.operations.count else { throw BenchmarkError("wrote only \(text.count) bytes") }
      }
    case .run:
      guard let program = Loader.load(source).program else { throw BenchmarkError("\(source.path) has errors") }
      return try Self.time(options) {
        let sample = try StateSimulator().sample(program, shots: 10_000, stream: RandomStream(seed: 1))
        guard sample.counts.shots == 10_000 else { throw BenchmarkError("shots were lost") }
      }
    }
  }

  private static func time(_ options: BenchmarkOptions, _ action: () throws -> Void) rethrows -> BenchmarkTiming {
    let clock = ContinuousClock()
    var seconds: [Double] = []
    for _ in 0..<options.repetitions {
      let passed = try clock.measure(action).components
      seconds.append(Double(passed.seconds) + Double(passed.attoseconds) * 1e-18)
    }
    return BenchmarkTiming(seconds: seconds)
  }

  private static func circuit(of source: SourceText) throws -> Circuit {
    let result = Loader.load(source)
    guard let circuit = result.circuit else {
      throw BenchmarkError("\(source.path) is no circuit: \(result.diagnostics.first?.message ?? "no reason given")")
    }
    return circuit
  }

  private static func check(_ circuit: Circuit, _ options: BenchmarkOptions) throws {
    guard let expected = options.gates else { return }
    let found = circuit.operations.count { $0.kind == .gate }
    guard found == expected else { throw BenchmarkError("\(found) gates, \(expected) expected") }
  }
}
