internal import CKernels
internal import Circuits
package import Execution

/// Exact derivatives of a circuit function by some parameters (`rows`), and of those derivatives by others
/// (`columns`). A parameter may be both.
package struct CircuitDerivatives: Sendable {
  package var function: CircuitFunction
  let plan: DerivativePlan

  package var rows: [Int] { plan.rows }
  package var columns: [Int] { plan.columns }

  /// Row-major: [point][observable] and [point][observable][row].
  package struct Gradients: Sendable {
    package var values: [Double]
    package var gradients: [Double]
  }

  /// And [point][observable][row][column].
  package struct MixedDerivatives: Sendable {
    package var values: [Double]
    package var gradients: [Double]
    package var mixed: [Double]
  }

  /// And [point][observable][column].
  package struct Products: Sendable {
    package var values: [Double]
    package var gradients: [Double]
    package var products: [Double]
  }

  /// The squared distances of points' derivatives to targets, and [point][column] derivatives of them.
  package struct Distances: Sendable {
    package var distances: [Double]
    package var gradients: [Double]
  }

  /// The observables' means and their exact derivatives by the rows.
  package func gradients(at points: CircuitPoints) throws(SimulationError) -> Gradients {
    let count = try points.count(function.parameterCount)
    let size = function.observables.count
    let points = points.held(function.quantised, function.parameterCount)
    var failure: SimulationError?
    var gradients: [Double] = []
    let values = filled(count * size) { values in
      gradients = filled(count * size * rows.count) { gradients in
        failure = function.evaluate(LANES_GRADIENTS, function.compiled, plan, points: points, count: count) {
          request, start in
          request.values = values + start * size
          request.gradients = gradients + start * size * rows.count
        }
      }
    }
    if let failure { throw failure }
    return Gradients(values: values, gradients: gradients)
  }

  /// The derivatives of the rows' derivatives by the columns too: forward over reverse, nothing dropped.
  package func mixedDerivatives(at points: CircuitPoints) throws(SimulationError) -> MixedDerivatives {
    let count = try points.count(function.parameterCount)
    let size = function.observables.count
    var result = MixedDerivatives(
      values: zeros(count * size), gradients: zeros(count * size * rows.count),
      mixed: zeros(count * size * rows.count * columns.count))
    let points = points.held(function.quantised, function.parameterCount)
    let failure = result.values.withUnsafeMutableBufferPointer { values in
      result.gradients.withUnsafeMutableBufferPointer { gradients in
        result.mixed.withUnsafeMutableBufferPointer { mixed in
          function.evaluate(LANES_MIXED, function.compiled, plan, points: points, count: count) { request, start in
            request.values = values.baseAddress.map { $0 + start * size }
            request.gradients = gradients.baseAddress.map { $0 + start * size * rows.count }
            request.mixed = mixed.baseAddress.map { $0 + start * size * rows.count * columns.count }
          }
        }
      }
    }
    if let failure { throw failure }
    return result
  }

  /// ||g - targets||^2 of the rows' derivatives g of all observables, and its gradient by the columns, without the
  /// second derivatives themselves. Targets are [observable][row] for all points, or one such block a point.
  package func distances(at points: CircuitPoints, to targets: [Double]) throws(SimulationError) -> Distances {
    let count = try points.count(function.parameterCount)
    let block = function.observables.count * rows.count
    let hasOwn = try checked(targets, block: block, count: count)
    var result = Distances(distances: zeros(count), gradients: zeros(count * columns.count))
    let points = points.held(function.quantised, function.parameterCount)
    let failure = result.distances.withUnsafeMutableBufferPointer { distances in
      result.gradients.withUnsafeMutableBufferPointer { gradients in
        targets.withUnsafeBufferPointer { targets in
          function.evaluate(LANES_DISTANCE, function.compiled, plan, points: points, count: count) { request, start in
            request.targets = targets.baseAddress.map { $0 + (hasOwn ? start * block : 0) }
            request.has_own_targets = hasOwn ? 1 : 0
            request.distances = distances.baseAddress.map { $0 + start }
            request.products = gradients.baseAddress.map { $0 + start * columns.count }
          }
        }
      }
    }
    if let failure { throw failure }
    return result
  }

  /// And the mixed derivatives times a direction of the rows, without those themselves: the columns' derivatives of the
  /// derivative along it. Directions are [observable][row] for all points, or one such block a point.
  package func products(at points: CircuitPoints, with directions: [Double]) throws(SimulationError) -> Products {
    let count = try points.count(function.parameterCount)
    let size = function.observables.count
    let hasOwn = try checked(directions, block: size * rows.count, count: count)
    var result = Products(
      values: zeros(count * size), gradients: zeros(count * size * rows.count),
      products: zeros(count * size * columns.count))
    let points = points.held(function.quantised, function.parameterCount)
    let failure = result.values.withUnsafeMutableBufferPointer { values in
      result.gradients.withUnsafeMutableBufferPointer { gradients in
        result.products.withUnsafeMutableBufferPointer { products in
          directions.withUnsafeBufferPointer { directions in
            function.evaluate(LANES_PRODUCTS, function.compiled, plan, points: points, count: count) { request, start in
              request.targets = directions.baseAddress.map { $0 + (hasOwn ? start * size * rows.count : 0) }
              request.has_own_targets = hasOwn ? 1 : 0
              request.values = values.baseAddress.map { $0 + start * size }
              request.gradients = gradients.baseAddress.map { $0 + start * size * rows.count }
              request.products = products.baseAddress.map { $0 + start * size * columns.count }
            }
          }
        }
      }
    }
    if let failure { throw failure }
    return result
  }

  /// Whether there is a block a point, and not one for all.
  private func checked(_ blocks: [Double], block: Int, count: Int) throws(SimulationError) -> Bool {
    guard blocks.count == block || blocks.count == block * count else {
      throw .circuit(.wrongValueCount(expected: block, found: blocks.count))
    }
    return blocks.count != block
  }
}

extension CircuitDerivatives {
  package func gradients(at points: [Double]) throws(SimulationError) -> Gradients {
    try gradients(at: CircuitPoints(points))
  }

  package func mixedDerivatives(at points: [Double]) throws(SimulationError) -> MixedDerivatives {
    try mixedDerivatives(at: CircuitPoints(points))
  }

  package func distances(at points: [Double], to targets: [Double]) throws(SimulationError) -> Distances {
    try distances(at: CircuitPoints(points), to: targets)
  }

  package func products(at points: [Double], with directions: [Double]) throws(SimulationError) -> Products {
    try products(at: CircuitPoints(points), with: directions)
  }
}

/// Numbers that `fill` writes. A repeated number becomes an array by code that is compiled for its type; the ways to
/// ask for memory alone look the type up at run time, which shows where a gradient takes a microsecond.
private func filled(_ count: Int, by fill: (UnsafeMutablePointer<Double>) -> Void) -> [Double] {
  var result = zeros(count)
  result.withUnsafeMutableBufferPointer { buffer in
    if let start = buffer.baseAddress { fill(start) }
  }
  return result
}

private func zeros(_ count: Int) -> [Double] { Array(repeatElement(0, count: count)) }
