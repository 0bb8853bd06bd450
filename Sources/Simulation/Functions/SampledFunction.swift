package import Circuits
package import Execution
package import Numerics

/// Expectation values as an experiment estimates them: from the outcomes of a number of shots.
///
/// Pauli strings that one setting of the qubits' bases measures are measured together, by the same shots; each further
/// setting takes as many shots again.
package struct SampledFunction: Sendable {
  private let plan: MeasurementPlan
  /// One for each of the plan's settings, its qubits turned to the setting's bases.
  private let functions: [CircuitFunction]
  private let parameterCount: Int

  package init(
    _ circuit: Circuit, observables: [Observable], precision: CircuitFunction.Precision = .double,
    level: InstructionLevel = .current
  ) throws(SimulationError) {
    for observable in observables {
      guard let count = observable.qubitCount, count > circuit.qubitCount else { continue }
      throw .noSuchQubit(count - 1, count: circuit.qubitCount)
    }
    plan = MeasurementPlan(observables)
    parameterCount = circuit.parameters.count
    var functions: [CircuitFunction] = []
    for setting in plan.settings {
      let basis = Dictionary(setting.basis.map { ($0.qubit, $0.pauli) }, uniquingKeysWith: { first, _ in first })
      functions.append(
        try CircuitFunction(circuit, observables: [], precision: precision, level: level, basis: basis))
    }
    self.functions = functions
  }

  /// Estimates of the observables' means, [point][observable], from so many shots of each setting at each point. Point
  /// i draws from the substream i of the stream, whatever the other points are.
  package func values(
    at points: CircuitPoints, shots: Int, stream: RandomStream, threadCount: Int = 1
  ) throws(SimulationError) -> [Double] {
    let count = try points.count(parameterCount)
    let width = plan.constants.count
    var result = (0..<count).flatMap { _ in plan.constants }
    for (number, (setting, function)) in zip(plan.settings, functions).enumerated() {
      var function = function
      function.threadCount = threadCount
      let weights = try function.probabilities(at: points, of: setting.basis.map(\.qubit))
      let size = 1 << setting.basis.count
      let masks = setting.terms.map { $0.bits.reduce(UInt32(0)) { $0 | 1 << UInt32($1) } }
      for point in 0..<count {
        var draws = stream.substream(point).substream(number)
        let counts = draws.multinomial(max(shots, 0), weights: Array(weights[point * size..<(point + 1) * size]))
        for (term, mask) in zip(setting.terms, masks) {
          let sum = counts.enumerated().reduce(0) {
            (UInt32($1.offset) & mask).isOdd ? $0 - $1.element : $0 + $1.element
          }
          let mean = Double(sum) / Double(max(shots, 1))
          for (observable, coefficient) in term.coefficients {
            result[point * width + observable] += coefficient * mean
          }
        }
      }
    }
    return result
  }

  package func values(
    at points: [Double], shots: Int, stream: RandomStream, threadCount: Int = 1
  ) throws(SimulationError) -> [Double] {
    try values(at: CircuitPoints(points), shots: shots, stream: stream, threadCount: threadCount)
  }
}
