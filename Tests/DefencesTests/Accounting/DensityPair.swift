import Foundation

/// The densities of a subsampled Gaussian mechanism with a row and without it, integrated by brute force.
struct DensityPair {
  let rate: Double
  let noise: Double

  func without(_ x: Double) -> Double { exp(-x * x / (2 * noise * noise)) / (noise * (2 * Double.pi).squareRoot()) }
  func with(_ x: Double) -> Double { (1 - rate) * without(x) + rate * without(x - 1) }

  /// The integral of a function of both densities over where either of them matters, and up to an order beyond.
  func integral(upTo order: Double = 1, _ value: (_ with: Double, _ without: Double) -> Double) -> Double {
    let (start, end, step) = (-12 * noise, order + 12 * noise, noise / 60)
    var sum = 0.0
    for index in 0...Int((end - start) / step) {
      let x = start + Double(index) * step
      sum += value(with(x), without(x))
    }
    return sum * step
  }
}

/// What is known in closed form of the Gaussian mechanism: Balle and Wang, arXiv:1805.06530, theorem 8.
enum AnalyticGaussian {
  /// Of means so many deviations apart.
  static func delta(separation: Double, epsilon: Double) -> Double {
    let (middle, distance) = (separation / 2, epsilon / separation)
    return erfc((distance - middle) / 2.0.squareRoot()) / 2
      - exp(epsilon) * erfc((distance + middle) / 2.0.squareRoot()) / 2
  }
}
