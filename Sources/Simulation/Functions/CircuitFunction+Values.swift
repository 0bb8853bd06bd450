internal import CKernels
internal import Circuits
package import Execution

extension CircuitFunction {
  /// The observables' means: [point][observable].
  package func values(at points: CircuitPoints) throws(SimulationError) -> [Double] {
    let count = try points.count(parameterCount)
    let points = points.held(quantised, parameterCount)
    var failure: SimulationError?
    let result = [Double](unsafeUninitializedCapacity: count * observables.count) { values, filled in
      failure = evaluate(LANES_VALUES, compiled, nil, points: points, count: count) { request, start in
        request.values = values.baseAddress.map { $0 + start * observables.count }
      }
      filled = failure == nil ? count * observables.count : 0
    }
    if let failure { throw failure }
    return result
  }

  package func values(at points: [Double]) throws(SimulationError) -> [Double] { try values(at: CircuitPoints(points)) }

  /// Derivatives by some parameters, and of those by others, prepared once for many evaluations.
  package func derivatives(rows: [Int], columns: [Int] = []) throws(SimulationError) -> CircuitDerivatives {
    for parameter in rows + columns where !(0..<parameterCount).contains(parameter) {
      throw .circuit(.wrongValueCount(expected: parameterCount, found: parameter + 1))
    }
    return CircuitDerivatives(function: self, plan: DerivativePlan(compiled, rows: rows, columns: columns))
  }

  /// Values and [point][observable][parameter] derivatives.
  package func gradients(
    at points: [Double], withRespectTo parameters: [Int]
  ) throws(SimulationError) -> CircuitDerivatives.Gradients {
    try derivatives(rows: parameters).gradients(at: points)
  }
}
