#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Nodes x and weights w of Gauss-Hermite quadrature: the integral of e^(-x^2) f(x) is the sum of w f(x), exactly for
/// polynomials of a degree below twice the number of nodes.
package struct GaussHermiteRule: Hashable, Sendable {
  /// In ascending order.
  package let nodes: [Double]
  /// The logarithms of the weights, which are tiny far out.
  package let logarithmicWeights: [Double]

  /// - Precondition: from 1 to 128 nodes.
  package init(count: Int) {
    precondition((1...128).contains(count))
    var nodes: [Double] = []
    var weights: [Double] = []
    for index in 0..<count {
      let node = Self.node(index, of: count)
      nodes.append(node)
      // Of orthonormal polynomials, w = 2 / h'^2 with h' = (2 n)^(1/2) times the one before.
      weights.append(-log(Double(count)) - 2 * log(Self.polynomials(count, at: node).before.magnitude))
    }
    self.nodes = nodes
    logarithmicWeights = weights
  }

  /// The zero of the polynomial by bisection between bounds that the number of sign changes tells: how many zeros lie
  /// below a point is how often the sequence of polynomials keeps its sign there (Sturm).
  private static func node(_ index: Int, of count: Int) -> Double {
    var (low, high) = (-(2 * Double(count) + 2).squareRoot(), (2 * Double(count) + 2).squareRoot())
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if zeros(of: count, below: middle) > index { high = middle } else { low = middle }
    }
    return (low + high) / 2
  }

  private static func zeros(of count: Int, below x: Double) -> Int {
    // Ratios of successive polynomials, whose signs are those of the leading minors of x minus Jacobi's matrix.
    var zeros = 0
    var ratio = x
    for degree in 1...count {
      if degree > 1 { ratio = x - Double(degree - 1) / 2 / ratio }
      if ratio == 0 { ratio = 1e-300 }
      if ratio > 0 { zeros += 1 }
    }
    return zeros
  }

  /// The orthonormal polynomials of a degree and of the one before.
  private static func polynomials(_ degree: Int, at x: Double) -> (value: Double, before: Double) {
    var (value, before) = (pow(Double.pi, -0.25), 0.0)
    for step in 0..<degree {
      let next =
        x * (2 / Double(step + 1)).squareRoot() * value - (Double(step) / Double(step + 1)).squareRoot() * before
      (value, before) = (next, value)
    }
    return (value, before)
  }
}
