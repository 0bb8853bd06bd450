#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// Probabilities whose logits against the last outcome are normal, and the marginal likelihood of counts under them.
struct LogitNormal: Sendable {
  private let mean: [Double]
  private let precision: RealMatrix
  /// Half of ln det of the precision, less the normal distribution's constant.
  private let normalisation: Double

  /// Nil of a covariance that is not positive definite.
  init?(mean: [Double], covariance: RealMatrix) {
    guard let factor = CholeskyFactor(covariance) else { return nil }
    self.mean = mean
    let size = mean.count
    var precision = RealMatrix(rowCount: size, columnCount: size)
    for column in 0..<size {
      var unit = Array(repeating: 0.0, count: size)
      unit[column] = 1
      for (row, value) in factor.solve(unit).enumerated() { precision[row, column] = value }
    }
    self.precision = precision
    normalisation = -0.5 * (factor.logarithmOfDeterminant + Double(size) * log(2 * Double.pi))
  }

  /// Of one logit.
  init?(mean: Double, variance: Double) {
    self.init(mean: [mean], covariance: RealMatrix(rows: [[variance]]))
  }

  /// ln of the likelihood integrated over the probabilities.
  func logarithm(of counts: CountLikelihood) -> Double? {
    mean.count == 1 ? onLine(counts) : inSpace(counts)
  }

  private static let line = AdaptiveQuadrature(nodes: 24)
  private static let plane = AdaptiveQuadrature(nodes: 13)
  private static let space = AdaptiveQuadrature(nodes: 7)
  private static let laplace = AdaptiveQuadrature(nodes: 1)

  private func onLine(_ counts: CountLikelihood) -> Double {
    let (mean, precision) = (mean[0], precision[0, 0])
    let shares = counts.shares
    // Between the counts' logit and the mean, as their errors weigh them.
    let information = counts.effectiveShots * shares[0] * shares[1]
    let start = (mean * precision + log(shares[0] / shares[1]) * information) / (precision + information)
    let integral = Self.line.logarithm(
      over: { logit in
        let found = counts.onLine(logit)
        let distance = logit - mean
        return (
          found.value - 0.5 * precision * distance * distance, found.slope - precision * distance,
          found.curvature - precision
        )
      }, from: start, leastCurvature: precision)
    return integral + normalisation
  }

  private func inSpace(_ counts: CountLikelihood) -> Double? {
    let quadrature = mean.count == 2 ? Self.plane : mean.count == 3 ? Self.space : Self.laplace
    let integral = quadrature.logarithm(
      over: { function($0, counts) }, from: mean, precision: precision)
    return integral.map { $0 + normalisation }
  }

  /// The logarithm of likelihood and density, without constants, with derivatives: with l the logarithms of
  /// probabilities, dl_c / du_a = [a = c] - p_a.
  private func function(
    _ point: [Double], _ counts: CountLikelihood
  ) -> (value: Double, gradient: [Double], hessian: RealMatrix) {
    let size = mean.count
    let total = logarithmOfSum(exponents: point + [0])
    let logarithms = (point + [0]).map { $0 - total }
    let probabilities = logarithms.map(exp)
    let found = counts.inSpace(logarithms)
    let sum = found.first.reduce(0, +)
    let curvatures = found.second.reduce(0, +)
    let distances = zip(point, mean).map { $0 - $1 }
    var value = found.value
    var gradient = Array(repeating: 0.0, count: size)
    var hessian = RealMatrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      var pull = 0.0
      let p = probabilities[row]
      for column in 0..<size {
        pull += precision[row, column] * distances[column]
        let q = probabilities[column]
        let mixed = q * (sum * p + curvatures * p - found.second[row]) - p * found.second[column]
        hessian[row, column] = mixed - precision[row, column]
      }
      hessian[row, row] += found.second[row] - sum * p
      gradient[row] = found.first[row] - p * sum - pull
      value -= 0.5 * distances[row] * pull
    }
    return (value, gradient, hessian)
  }
}
