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
  limits.steps = 20_000
  let result = Loader.load(source, limits: limits)
  for diagnostic in result.diagnostics {
    let end = result.files[diagnostic.range.file].bytes.count
    let range = diagnostic.range
    require(range.start >= 0 && range.start <= range.end && range.end <= end, "a range leaves the file")
  }
  require((result.program == nil) == (result.has(.error) || result.has(.unsupported)), "a verdict without a reason")
  guard let program = result.program else { return }
  guard let circuit = result.circuit else { return checkDynamic(program, result) }
  checkRoundTrip(circuit, limits: limits)
  for dialect in Dialect.allCases where dialect != .openQASM3 { _ = try? Exporter(dialect: dialect).text(of: circuit) }
  if circuit.operations.count <= 200, circuit.qubitCount <= 20 {
    require(!CircuitDrawing(circuit).text.isEmpty || circuit.qubitCount + circuit.bitCount == 0, "an empty drawing")
    checkRun(Program(circuit))
  }
}

/// What the canonical text says is the same circuit.
private func checkRoundTrip(_ circuit: Circuit, limits: LoadLimits) {
  guard let text = try? Exporter().text(of: circuit) else { return }
  let again = Loader.load(SourceText(path: "again.qasm", bytes: text), limits: limits)
  require(again.circuit == circuit, "printing and reading changes the circuit")
}

/// A program that decides something while it runs is drawn, written in every dialect that can say it, and executed.
private func checkDynamic(_ program: Program, _ result: LoadResult) {
  for dialect in Dialect.allCases { _ = try? Exporter(dialect: dialect).text(of: result, binding: nil) }
  if program.code.count <= 2000, program.circuit.qubitCount <= 20 {
    let hasWires = program.circuit.qubitCount + program.circuit.bitCount > 0
    require(!hasWires || !ProgramDrawing(program).text.isEmpty, "an empty drawing")
  }
  checkRun(program)
}

/// A few shots within a moment and a number of steps: as many outcomes as shots.
private func checkRun(_ program: Program) {
  var simulator = ReferenceSimulator(deadline: ContinuousClock.now + .milliseconds(50))
  simulator.qubitLimit = 10
  simulator.stepLimit = 20_000
  let point = Array(repeating: 0.5, count: program.circuit.parameters.count)
  let inputs = program.inputs.map(\.type.zero)
  let sample = try? simulator.sample(
    program, parameters: point, inputs: inputs, shots: 8, stream: RandomStream(seed: 1))
  require(sample.map { $0.counts.shots == 8 } ?? true, "shots were lost")
}
