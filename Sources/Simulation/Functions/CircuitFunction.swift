package import Circuits
package import Execution

/// Expectation values of a circuit's final state as a function of its parameters, compiled once and evaluated for many
/// points at a time: values, derivatives, distributions.
///
/// A point is a value for each of the circuit's parameters, in their order. Its results do not depend on the other
/// points or on the number of threads, bit for bit, at one level of the kernels.
package struct CircuitFunction: Sendable {
  package enum Precision: Sendable { case single, double }

  package let qubitCount: Int
  package let parameterCount: Int
  package let observables: [Observable]
  package let precision: Precision
  package let level: InstructionLevel
  /// How many threads an evaluation may use.
  package var threadCount = 1

  /// What the observables see of the circuit.
  let compiled: CompiledProgram
  /// All of it.
  let whole: CompiledProgram
  let frame: PauliFrame
  let phase: AngleSlot
  let expressions: ExpressionArena
  let workspaces = WorkspacePool()
  /// The parameters that a declared width quantises.
  let quantised: [(place: Int, parameter: Parameter)]

  package init(
    _ circuit: Circuit, observables: [Observable], precision: Precision = .double, level: InstructionLevel = .current
  ) throws(SimulationError) {
    try self.init(circuit, observables: observables, precision: precision, level: level, basis: [:])
  }

  /// With some qubits turned at the end, so that measuring Z there measures another Pauli matrix of the circuit.
  init(
    _ circuit: Circuit, observables: [Observable], precision: Precision, level: InstructionLevel, basis: [Int: Pauli]
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
