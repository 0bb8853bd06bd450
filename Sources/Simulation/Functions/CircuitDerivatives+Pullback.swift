internal import CKernels
internal import Circuits
package import Execution

extension CircuitDerivatives {
  /// Row-major: [point][observable] and [point][row].
  package struct Pullbacks: Sendable {
    package var values: [Double]
    package var gradients: [Double]
  }

  /// The observables' means, and the rows' derivatives of their sum weighted with cotangents, [point][observable]: a
  /// vector-Jacobian product. It goes back through the circuit once, however many observables there are.
  package func pullbacks(at points: CircuitPoints, cotangents: [Double]) throws(SimulationError) -> Pullbacks {
    let count = try points.count(function.parameterCount)
    let size = function.observables.count
    guard cotangents.count == count * size else {
      throw .circuit(.wrongValueCount(expected: count * size, found: cotangents.count))
    }
    let points = points.held(function.quantised, function.parameterCount)
    var failure: SimulationError?
    var gradients: [Double] = []
    let values = [Double](unsafeUninitializedCapacity: count * size) { values, filled in
      gradients = [Double](unsafeUninitializedCapacity: count * rows.count) { gradients, filled in
        cotangents.withUnsafeBufferPointer { cotangents in
          failure = function.evaluate(LANES_PULLBACK, function.compiled, plan, points: points, count: count) {
            request, start in
            request.targets = cotangents.baseAddress.map { $0 + start * size }
            request.values = values.baseAddress.map { $0 + start * size }
            request.products = gradients.baseAddress.map { $0 + start * rows.count }
          }
        }
        filled = failure == nil ? count * rows.count : 0
      }
      filled = failure == nil ? count * size : 0
    }
    if let failure { throw failure }
    return Pullbacks(values: values, gradients: gradients)
  }
}
