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
    let results = try evaluate(LANES_VALUES, at: points, from: states, sizes: [size]) { request, start, results in
      request.values = results[0] + start * size
    }
    return results[0]
  }

  /// `gradients`, with the same bits, from encoded states of the points.
  package func gradients(at points: CircuitPoints, from states: [Double]) throws(SimulationError) -> Gradients {
    let size = function.observables.count
    let results = try evaluate(LANES_GRADIENTS, at: points, from: states, sizes: [size, size * rows.count]) {
      request, start, results in
      request.values = results[0] + start * size
      request.gradients = results[1] + start * size * rows.count
    }
    return Gradients(values: results[0], gradients: results[1])
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
      try evaluate(LANES_PULLBACK, at: points, from: states, sizes: [size, rows.count]) { request, start, results in
        request.targets = cotangents.baseAddress.map { $0 + start * size }
        request.values = results[0] + start * size
        request.products = results[1] + start * rows.count
      }
    }
    return Pullbacks(values: results[0], gradients: results[1])
  }

  /// Arrays of so many numbers a point, which `fill` tells requests of.
  private func evaluate(
    _ task: LanesTask, at points: CircuitPoints, from states: [Double], sizes: [Int],
    fill: (inout LanesRequest, Int, [UnsafeMutablePointer<Double>]) -> Void
  ) throws(SimulationError) -> [[Double]] {
    let count = try points.count(function.parameterCount)
    guard states.count == count * encodedCount else {
      throw .circuit(.wrongValueCount(expected: count * encodedCount, found: states.count))
    }
    let points = points.held(function.quantised, function.parameterCount)
    let masks = points.shared.map { plan.cut.masks(function.compiled.varyingParts($0.varying)) }
    let results = sizes.map { UnsafeMutableBufferPointer<Double>.allocate(capacity: max(1, $0 * count)) }
    defer { for result in results { result.deallocate() } }
    let starts = results.compactMap(\.baseAddress)
    let failure = states.withUnsafeBufferPointer { states in
      function.evaluate(task, function.compiled, plan, points: points, count: count) { request, start in
        plan.cut.start(&request, at: states.baseAddress.map { $0 + start * encodedCount }, masks)
        fill(&request, start, starts)
      }
    }
    if let failure { throw failure }
    return zip(results, sizes).map { Array($0.prefix($1 * count)) }
  }
}
