internal import CKernels
internal import Circuits
package import Execution

extension CircuitDerivatives {
  /// Whether gates that do not depend on the rows come first, so that `encoded` saves work.
  package var canEncode: Bool { plan.cut.isUseful }

  /// How many numbers a point's encoded state has.
  package var encodedCount: Int { 2 << function.qubitCount }

  /// The states of points where rows begin to matter, [point][`encodedCount`]: they stay the same while only rows
  /// change, as weights do in training.
  package func encoded(at points: CircuitPoints) throws(SimulationError) -> [Double] {
    let count = try points.count(function.parameterCount)
    let points = points.held(function.quantised, function.parameterCount)
    var failure: SimulationError?
    let states = [Double](unsafeUninitializedCapacity: count * encodedCount) { states, filled in
      failure = function.evaluate(LANES_AMPLITUDES, function.compiled, nil, points: points, count: count) {
        request, start in
        plan.cut.stop(&request)
        request.amplitudes = states.baseAddress.map { $0 + start * encodedCount }
      }
      filled = failure == nil ? count * encodedCount : 0
    }
    if let failure { throw failure }
    return states
  }

  /// `CircuitFunction.values`, with the same bits, from encoded states of the points.
  package func values(at points: CircuitPoints, from states: [Double]) throws(SimulationError) -> [Double] {
    let size = function.observables.count
    return try evaluate(LANES_VALUES, at: points, from: states, sizes: (size, 0)) { request, values, _, _ in
      request.values = values
    }.first
  }

  /// `gradients`, with the same bits, from encoded states of the points.
  package func gradients(at points: CircuitPoints, from states: [Double]) throws(SimulationError) -> Gradients {
    let size = function.observables.count
    let results = try evaluate(LANES_GRADIENTS, at: points, from: states, sizes: (size, size * rows.count)) {
      request, values, gradients, _ in
      request.values = values
      request.gradients = gradients
    }
    return Gradients(values: results.first, gradients: results.second)
  }

  /// `pullbacks`, with the same bits, from encoded states of the points.
  package func pullbacks(
    at points: CircuitPoints, from states: [Double], cotangents: [Double]
  ) throws(SimulationError) -> Pullbacks {
    let size = function.observables.count
    let count = try points.count(function.parameterCount)
    guard cotangents.count == count * size else {
      throw .circuit(.wrongValueCount(expected: count * size, found: cotangents.count))
    }
    let results = try cotangents.withUnsafeBufferPointer { (cotangents) throws(SimulationError) in
      try evaluate(LANES_PULLBACK, at: points, from: states, sizes: (size, rows.count)) {
        request, values, gradients, start in
        request.targets = cotangents.baseAddress.map { $0 + start * size }
        request.values = values
        request.products = gradients
      }
    }
    return Pullbacks(values: results.first, gradients: results.second)
  }

  /// Two arrays of so many numbers a point; `fill` completes a request by where its own parts are, and its first point.
  private func evaluate(
    _ task: LanesTask, at points: CircuitPoints, from states: [Double], sizes: (Int, Int),
    fill: (inout LanesRequest, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>, Int) -> Void
  ) throws(SimulationError) -> (first: [Double], second: [Double]) {
    let count = try points.count(function.parameterCount)
    guard states.count == count * encodedCount else {
      throw .circuit(.wrongValueCount(expected: count * encodedCount, found: states.count))
    }
    let points = points.held(function.quantised, function.parameterCount)
    let masks = points.shared.map { plan.cut.masks(function.compiled.varyingParts($0.varying)) }
    var failure: SimulationError?
    var second: [Double] = []
    let first = [Double](unsafeUninitializedCapacity: max(1, sizes.0 * count)) { first, filled in
      second = [Double](unsafeUninitializedCapacity: max(1, sizes.1 * count)) { second, filled in
        guard let first = first.baseAddress, let second = second.baseAddress else { return }
        states.withUnsafeBufferPointer { states in
          failure = function.evaluate(task, function.compiled, plan, points: points, count: count) { request, start in
            plan.cut.start(&request, at: states.baseAddress.map { $0 + start * encodedCount }, masks)
            fill(&request, first + start * sizes.0, second + start * sizes.1, start)
          }
        }
        filled = failure == nil ? sizes.1 * count : 0
      }
      filled = failure == nil ? sizes.0 * count : 0
    }
    if let failure { throw failure }
    return (first, second)
  }
}
