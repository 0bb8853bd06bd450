#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Integrals of e^h for functions h with one hill: Gauss-Hermite nodes around its top, as far apart as its curvature
/// says. Naylor and Smith, Appl. Stat. 31 (1982) 214; Liu and Pierce, Biometrika 81 (1994) 624.
///
/// Nodes that stand where a prior is miss a likelihood that is much narrower; these do not.
package struct AdaptiveQuadrature: Sendable {
  /// Value, slope and curvature at a point.
  package typealias LineFunction = (Double) -> (value: Double, slope: Double, curvature: Double)
  /// Value, gradient and second derivatives at a point.
  package typealias SpaceFunction = ([Double]) -> (value: Double, gradient: [Double], hessian: RealMatrix)

  private let rule: GaussHermiteRule

  /// One node is Laplace's approximation.
  /// - Precondition: from 1 to 128 nodes a dimension.
  package init(nodes: Int) { rule = GaussHermiteRule(count: nodes) }

  /// ln of the integral over the line. `leastCurvature` is positive, and what the curvature is bent to where the
  /// function is not concave, such as the precision of a normal prior.
  package func logarithm(
    over function: LineFunction, from start: Double, leastCurvature: Double
  ) -> Double {
    var point = start
    var found = function(point)
    for _ in 0..<100 {
      var step = found.slope / max(leastCurvature, -found.curvature)
      guard step.isFinite else { break }
      var next = function(point + step)
      // Halved until the hill rises, or the step is lost in rounding.
      while !(next.value >= found.value), step.magnitude > 1e-12 * (1 + point.magnitude) {
        step /= 2
        next = function(point + step)
      }
      guard next.value >= found.value else { break }
      point += step
      found = next
      if step.magnitude < 1e-10 * (1 + point.magnitude) { break }
    }
    let width = (2 / max(leastCurvature, -found.curvature)).squareRoot()
    var most = -Double.infinity
    let terms = zip(rule.nodes, rule.logarithmicWeights).map { node, weight -> Double in
      let value = function(point + width * node).value + node * node + weight
      most = max(most, value)
      return value
    }
    guard most.isFinite else { return most }
    return log(width) + most + log(terms.reduce(0) { $0 + exp($1 - most) })
  }

  /// ln of the integral over a space; nil where the second derivatives at the top are those of no hill. The number of
  /// nodes is taken in each dimension.
  package func logarithm(over function: SpaceFunction, from start: [Double], precision: RealMatrix) -> Double? {
    var point = start
    var found = function(point)
    for _ in 0..<100 {
      guard let factor = Self.factor(found.hessian, precision) else { return nil }
      let full = factor.solve(found.gradient)
      var scale = 1.0
      var next = found
      var moved = point
      repeat {
        moved = zip(point, full).map { $0 + scale * $1 }
        next = function(moved)
        scale /= 2
      } while !(next.value >= found.value) && scale > 1e-12
      guard next.value >= found.value else { break }
      let distance = zip(moved, point).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      (point, found) = (moved, next)
      if distance < 1e-9 { break }
    }
    guard let factor = Self.factor(found.hessian, precision) else { return nil }
    return sum(function, around: point, factor)
  }

  /// Of the negative second derivatives, or of the prior's precision where these are not positive.
  private static func factor(_ hessian: RealMatrix, _ precision: RealMatrix) -> CholeskyFactor? {
    var negative = hessian
    for row in 0..<hessian.rowCount {
      for column in 0..<hessian.columnCount { negative[row, column] = -hessian[row, column] }
    }
    return CholeskyFactor(negative) ?? CholeskyFactor(precision)
  }

  private func sum(_ function: SpaceFunction, around point: [Double], _ factor: CholeskyFactor) -> Double {
    let dimensions = point.count
    var places = Array(repeating: 0, count: dimensions)
    var terms: [Double] = []
    while true {
      let nodes = places.map { rule.nodes[$0] }
      let shift = factor.solveTransposed(nodes.map { $0 * 2.0.squareRoot() })
      let weight = places.reduce(0.0) { $0 + rule.logarithmicWeights[$1] + rule.nodes[$1] * rule.nodes[$1] }
      terms.append(function(zip(point, shift).map { $0 + $1 }).value + weight)
      guard let place = places.firstIndex(where: { $0 + 1 < rule.nodes.count }) else { break }
      for earlier in 0..<place { places[earlier] = 0 }
      places[place] += 1
    }
    let most = terms.max() ?? -.infinity
    guard most.isFinite else { return most }
    return most + log(terms.reduce(0) { $0 + exp($1 - most) }) + Double(dimensions) / 2 * log(2)
      - factor.logarithmOfDeterminant / 2
  }
}
