/// Steps down the gradient in the geometry of the model's states: w -= rate (F + regularisation)^-1 g, where F is the
/// metric tensor (Stokes, Izaac, Killoran and Carleo, Quantum 4 (2020) 269).
package struct NaturalGradient: Codable, Hashable, Sendable {
  package var rate: Double
  /// What is added to the metric's diagonal; without it a direction that changes nothing has no solution.
  package var regularisation: Double

  package init(rate: Double, regularisation: Double = 1e-3) {
    self.rate = rate
    self.regularisation = regularisation
  }

  /// Takes one step; false, and no step, where metric or gradient hold something that is no number.
  ///
  /// Where rounding or shots leave the metric short of positive definite, the regularisation grows until it is not. The
  /// metric is symmetric and given row after row.
  package func step(_ weights: inout [Double], gradient: [Double], metric: [Double]) -> Bool {
    let size = weights.count
    guard gradient.allSatisfy(\.isFinite), metric.allSatisfy(\.isFinite) else { return false }
    let largest = (0..<size).reduce(0) { max($0, metric[$1 * size + $1].magnitude) }
    let matrix = RealMatrix(rowCount: size, columnCount: size, elements: metric)
    var shift = regularisation
    while shift.isFinite {
      if let factor = CholeskyFactor(matrix, addingToDiagonal: shift) {
        let direction = factor.solve(gradient)
        guard direction.allSatisfy(\.isFinite) else { return false }
        weights = moved(weights, by: -rate, along: direction)
        return true
      }
      shift = max(10 * shift, 1e-12 * largest, .leastNormalMagnitude)
    }
    return false
  }
}
