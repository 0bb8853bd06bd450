import Foundation
import Numerics
import Testing

@Suite struct AdaptiveQuadratureTests {
  @Test("a rule of n nodes integrates even powers up to 2 n - 2 exactly", arguments: [1, 2, 5, 20, 64])
  func polynomials(count: Int) {
    let rule = GaussHermiteRule(count: count)
    #expect(rule.nodes == rule.nodes.sorted())
    var expected = Double.pi.squareRoot()
    for degree in stride(from: 0, through: min(2 * count - 2, 30), by: 2) {
      let sum = zip(rule.nodes, rule.logarithmicWeights).reduce(0.0) { $0 + exp($1.1) * pow($1.0, Double(degree)) }
      #expect(abs(sum / expected - 1) < 1e-12)
      expected *= Double(degree + 1) / 2
    }
  }

  /// ln of the integral of e^h by the trapezoid rule, in units of its largest value.
  private func trapezoids(from low: Double, to high: Double, _ function: (Double) -> Double) -> Double {
    let count = 20_000
    let step = (high - low) / Double(count)
    let values = (0...count).map { function(low + Double($0) * step) }
    let most = values.max() ?? 0
    return most + log(step * values.reduce(0) { $0 + exp($1 - most) })
  }

  @Test(
    "binomial counts under a normal logit are integrated as by the trapezoid rule, however many shots",
    arguments: [(0, 16), (16, 16), (7, 64), (64, 64), (0, 1024), (8000, 8192), (8192, 8192), (500_000, 1_000_000)])
  func binomial(hits: Int, shots: Int) {
    let (mean, precision) = (1.5, 1 / (0.35 * 0.35))
    let (k, n) = (Double(hits), Double(shots))
    func function(_ u: Double) -> (value: Double, slope: Double, curvature: Double) {
      let p = 1 / (1 + exp(-u))
      let rest = u > 0 ? -u - log1p(exp(-u)) : -log1p(exp(u))
      let distance = u - mean
      return (
        k * u + n * rest - 0.5 * precision * distance * distance, k - n * p - precision * distance,
        -n * p * (1 - p) - precision
      )
    }
    let found = AdaptiveQuadrature(nodes: 24).logarithm(over: function, from: mean, leastCurvature: precision)
    let start = log((k + 0.5) / (n - k + 0.5))
    let (low, high) = (min(mean, start) - 4, max(mean, start) + 4)
    #expect(abs(found - trapezoids(from: low, to: high) { function($0).value }) < 1e-6)
  }

  @Test("a normal density in three dimensions has the integral that its determinant says")
  func normal() throws {
    let precision = RealMatrix(rows: [[4, 1, 0.5], [1, 3, -0.7], [0.5, -0.7, 2]])
    let centre = [1.0, -2, 0.5]
    let factor = try #require(CholeskyFactor(precision))
    for nodes in [1, 3, 7] {
      let found = AdaptiveQuadrature(nodes: nodes).logarithm(
        over: { point in
          let distance = zip(point, centre).map { $0 - $1 }
          let pull = (0..<3).map { row in (0..<3).reduce(0) { $0 + precision[row, $1] * distance[$1] } }
          var hessian = precision
          for place in hessian.elements.indices { hessian.elements[place] *= -1 }
          return (-0.5 * zip(distance, pull).reduce(0) { $0 + $1.0 * $1.1 }, pull.map { -$0 }, hessian)
        }, from: [0, 0, 0], precision: precision)
      let expected = 1.5 * log(2 * Double.pi) - 0.5 * factor.logarithmOfDeterminant
      #expect(abs(try #require(found) - expected) < 1e-9)
    }
    // The determinant by Sarrus.
    #expect(abs(exp(factor.logarithmOfDeterminant) - (24 - 0.35 - 0.35 - 0.75 - 1.96 - 2)) < 1e-9)
    // L^T x = b gives x with the inverse as its covariance: |b|^2 = x . A x.
    let solved = factor.solveTransposed([0.3, -1, 2])
    let product = (0..<3).reduce(0.0) { sum, row in
      sum + solved[row] * (0..<3).reduce(0) { $0 + precision[row, $1] * solved[$1] }
    }
    #expect(abs(product - (0.09 + 1 + 4)) < 1e-9)
  }

  @Test("derivatives of ln Gamma are its differences", arguments: [0.05, 0.7, 3.2, 9.9, 10.1, 250])
  func polygamma(x: Double) {
    let step = 1e-4 * x
    let slope = (lgamma(x + step) - lgamma(x - step)) / (2 * step)
    #expect(abs(digamma(x) - slope) < 1e-6 * max(1, abs(slope)))
    let curvature = (digamma(x + step) - digamma(x - step)) / (2 * step)
    #expect(abs(trigamma(x) - curvature) < 1e-6 * max(1, abs(curvature)))
    // The recurrences hold to rounding.
    #expect(abs(digamma(x + 1) - digamma(x) - 1 / x) < 1e-12 * max(1, 1 / x))
    #expect(abs(trigamma(x) - trigamma(x + 1) - 1 / (x * x)) < 1e-12 * max(1, 1 / (x * x)))
  }
}
