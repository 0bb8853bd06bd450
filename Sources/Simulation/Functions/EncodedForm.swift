internal import CKernels
package import Execution
package import Numerics

/// The squared length that a circuit's state has along some vectors before rows of derivatives begin to matter, as a
/// function of its parameters: a glance at the state, which costs a fraction of what all that follows would.
package struct EncodedForm: Sendable {
  private let function: CircuitFunction
  private let compiled: CompiledProgram
  private let plan: DerivativePlan

  fileprivate init(_ derivatives: CircuitDerivatives, vectors: [[Complex]], parameters: [Int]) {
    function = derivatives.function
    compiled = CompiledProgram(
      function.compiled, upTo: derivatives.plan.cut, vectors: vectors, isSingle: function.precision == .single)
    plan = DerivativePlan(compiled, rows: parameters, columns: [])
  }

  /// [point]
  package func values(at points: CircuitPoints) throws(SimulationError) -> [Double] {
    try evaluate(LANES_VALUES, at: points).values
  }

  /// [point], and [point][parameter]
  package func gradients(at points: CircuitPoints) throws(SimulationError) -> CircuitDerivatives.Gradients {
    try evaluate(LANES_GRADIENTS, at: points)
  }

  private func evaluate(
    _ task: LanesTask, at points: CircuitPoints
  ) throws(SimulationError) -> CircuitDerivatives.Gradients {
    let count = try points.count(function.parameterCount)
    let points = points.held(function.quantised, function.parameterCount)
    let width = task == LANES_GRADIENTS ? plan.rows.count : 0
    var result = CircuitDerivatives.Gradients(
      values: Array(repeating: 0, count: count), gradients: Array(repeating: 0, count: count * width))
    let failure = result.values.withUnsafeMutableBufferPointer { values in
      result.gradients.withUnsafeMutableBufferPointer { gradients in
        function.evaluate(task, compiled, plan, points: points, count: count) { request, start in
          request.values = values.baseAddress.map { $0 + start }
          request.gradients = width > 0 ? gradients.baseAddress.map { $0 + start * width } : nil
        }
      }
    }
    if let failure { throw failure }
    return result
  }
}

extension CircuitDerivatives {
  /// Whether some gates come before all that depend on the rows, and of the others none depends on these parameters.
  package func encodes(_ parameters: [Int]) -> Bool {
    canEncode && plan.cut.isAfter(DerivativePlan.dependents(function.compiled, on: parameters).slots)
  }

  /// Of vectors of amplitudes in the order of `encoded`, by parameters that are encoded there.
  /// - Precondition: `encodes(parameters)`, and vectors have an amplitude for each state.
  package func form(along vectors: [[Complex]], by parameters: [Int]) -> EncodedForm {
    precondition(vectors.allSatisfy { $0.count == 1 << function.qubitCount } && encodes(parameters))
    return EncodedForm(self, vectors: vectors, parameters: parameters)
  }
}
