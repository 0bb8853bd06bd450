package import Circuits
package import Execution

/// Expectation values of a circuit's final state as a function of its parameters, compiled once and evaluated for many
/// points at a time: values, derivatives, distributions.
///
/// A point is a value for each of the circuit's parameters, in their order. Its results do not depend on the other
/// points or on the number of threads, bit for bit, at one level of the kernels.
package struct CircuitFunction: Sendable {
  package enum Precision: Sendable { case single, double }

  /// How many threads an evaluation may use.
  package var threadCount = 1
  /// What all copies share, so that a copy is cheap: a gradient of a few qubits takes a microsecond.
  let compilation: Compilation

  package init(
    _ circuit: Circuit, observables: [Observable], precision: Precision = .double, level: InstructionLevel = .current
  ) throws(SimulationError) {
    try self.init(circuit, observables: observables, precision: precision, level: level, basis: [:])
  }

  /// With some qubits turned at the end, so that measuring Z there measures another Pauli matrix of the circuit.
  init(
    _ circuit: Circuit, observables: [Observable], precision: Precision, level: InstructionLevel, basis: [Int: Pauli]
  ) throws(SimulationError) {
    compilation = try Compilation(circuit, observables: observables, precision: precision, level: level, basis: basis)
  }

  package var qubitCount: Int { compilation.qubitCount }
  package var parameterCount: Int { compilation.parameterCount }
  package var observables: [Observable] { compilation.observables }
  package var precision: Precision { compilation.precision }
  package var level: InstructionLevel { compilation.level }

  /// What the observables see of the circuit.
  var compiled: CompiledProgram { compilation.compiled }
  /// All of it.
  var whole: CompiledProgram { compilation.whole }
  var frame: PauliFrame { compilation.frame }
  var phase: AngleSlot { compilation.phase }
  var expressions: ExpressionArena { compilation.expressions }
  var workspaces: WorkspacePool { compilation.workspaces }
  var quantised: [(place: Int, parameter: Parameter)] { compilation.quantised }
}

/// A circuit and observables, read and compiled.
final class Compilation: Sendable {
  let qubitCount: Int
  let parameterCount: Int
  let observables: [Observable]
  let precision: CircuitFunction.Precision
  let level: InstructionLevel
  let compiled: CompiledProgram
  let whole: CompiledProgram
  let frame: PauliFrame
  let phase: AngleSlot
  let expressions: ExpressionArena
  let workspaces = WorkspacePool()
  /// The parameters that a declared width quantises.
  let quantised: [(place: Int, parameter: Parameter)]

  init(
    _ circuit: Circuit, observables: [Observable], precision: CircuitFunction.Precision, level: InstructionLevel,
    basis: [Int: Pauli]
  ) throws(SimulationError) {
    for observable in observables {
      if let count = observable.qubitCount, count > circuit.qubitCount {
        throw .noSuchQubit(count - 1, count: circuit.qubitCount)
      }
    }
    qubitCount = circuit.qubitCount
    parameterCount = circuit.parameters.count
    self.observables = observables
    self.precision = precision
    self.level = min(level, .best)
    var (layered, arena) = try LayeredCircuit.reading(circuit)
    for (qubit, pauli) in basis.sorted(by: { $0.key < $1.key }) { layered.turnToMeasure(pauli, of: qubit) }
    frame = layered.frame
    phase = layered.phase
    expressions = arena
    layered.removeEmpty()
    let framed = observables.map { FramedObservable($0, frame: layered.frame) }
    var seen = layered
    seen.removeUnseen(by: framed.reduce(into: []) { $0.formUnion($1.axes) })
    seen.foldConstants()
    layered.foldConstants()
    let isSingle = precision == .single
    compiled = CompiledProgram(
      seen, arena, parameterCount: circuit.parameters.count, observables: framed, isSingle: isSingle, level: self.level)
    whole = CompiledProgram(
      layered, arena, parameterCount: circuit.parameters.count, observables: [], isSingle: isSingle, level: self.level)
    quantised = circuit.parameters.enumerated().compactMap { place, parameter in
      if case .angle(.some) = parameter.kind { (place, parameter) } else { nil }
    }
  }
}
