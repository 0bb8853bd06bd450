import Circuits
import Execution
import Numerics
import OpenQASM
import ReferenceSimulation

/// Loads a program; one that means something survives printing, drawing, every dialect and a run.
func checkMeaning(_ source: SourceText) {
  var limits = LoadLimits()
  limits.qubits = 2000
  limits.bits = 2000
  limits.operations = 20_000
  let result = Loader.load(source, limits: limits)
  for diagnostic in result.diagnostics {
    let end = result.files[diagnostic.range.file].bytes.count
    let range = diagnostic.range
    require(range.start >= 0 && range.start <= range.end && range.end <= end, "a range leaves the file")
  }
  require((result.program == nil) == (result.has(.error) || result.has(.unsupported)), "a verdict without a reason")
  guard let circuit = result.circuit else { return }
  checkRoundTrip(circuit, limits: limits)
  for dialect in Dialect.allCases where dialect != .openQASM3 { _ = try? Exporter(dialect: dialect).text(of: circuit) }
  if circuit.operations.count <= 200, circuit.qubitCount <= 20 {
    require(!CircuitDrawing(circuit).text.isEmpty || circuit.qubitCount + circuit.bitCount == 0, "an empty drawing")
    checkRun(circuit)
  }
}

/// What the canonical text says is the same circuit.
private func checkRoundTrip(_ circuit: Circuit, limits: LoadLimits) {
  guard let text = try? Exporter().text(of: circuit) else { return }
  let again = Loader.load(SourceText(path: "again.qasm", bytes: text), limits: limits)
  require(again.circuit == circuit, "printing and reading changes the circuit")
}

/// A few shots within a moment: as many outcomes as shots.
private func checkRun(_ circuit: Circuit) {
  var simulator = ReferenceSimulator(deadline: ContinuousClock.now + .milliseconds(50))
  simulator.qubitLimit = 10
  let point = Array(repeating: 0.5, count: circuit.parameters.count)
  let sample = try? simulator.sample(Program(circuit), parameters: point, shots: 8, stream: RandomStream(seed: 1))
  require(sample.map { $0.counts.shots == 8 } ?? true, "shots were lost")
}
