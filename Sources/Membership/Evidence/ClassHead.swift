#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The classical last layer, which an attacker knows: scores of classes from shares of outcomes or from means of
/// observables; their softmax are the classes' probabilities.
package struct ClassHead: Hashable, Sendable {
  /// A row a class, a column an outcome or an observable.
  package let weights: [[Double]]
  package let bias: [Double]

  /// Nil of fewer than two classes, ragged rows, or numbers that are not finite.
  package init?(weights: [[Double]], bias: [Double]? = nil) {
    let bias = bias ?? weights.map { _ in 0 }
    guard weights.count >= 2, bias.count == weights.count, let width = weights.first?.count, width > 0 else {
      return nil
    }
    // Scores stay finite, and so do their differences.
    guard weights.allSatisfy({ $0.count == width && $0.allSatisfy { $0.magnitude < 1e100 } }),
      bias.allSatisfy({ $0.magnitude < 1e100 })
    else { return nil }
    self.weights = weights
    self.bias = bias
  }

  package var classCount: Int { weights.count }
  package var inputCount: Int { weights[0].count }

  package func scores(_ inputs: [Double]) -> [Double] {
    zip(weights, bias).map { row, bias in zip(row, inputs).reduce(bias) { $0 + $1.0 * $1.1 } }
  }

  package func probabilities(_ inputs: [Double]) -> [Double] { Self.softmax(scores(inputs)) }

  /// ln p - ln(1 - p) of a class, precise where p is near 1.
  package func logit(_ inputs: [Double], label: Int) -> Double {
    let scores = scores(inputs)
    let others = scores.indices.filter { $0 != label }.map { scores[$0] }
    return scores[label] - logarithmOfSum(exponents: others)
  }

  private static func softmax(_ scores: [Double]) -> [Double] {
    let total = logarithmOfSum(exponents: scores)
    return scores.map { exp($0 - total) }
  }

  /// How a class's logit changes with each input.
  package func logitSlopes(_ inputs: [Double], label: Int) -> [Double] {
    let scores = scores(inputs)
    let others = scores.indices.filter { $0 != label }
    let shares = Self.softmax(others.map { scores[$0] })
    return (0..<inputCount).map { place in
      zip(others, shares).reduce(weights[label][place]) { $0 - $1.1 * weights[$1.0][place] }
    }
  }
}

/// ln of the sum of e^x, which neither overflows nor underflows.
func logarithmOfSum(exponents: [Double]) -> Double {
  guard let most = exponents.max(), most.isFinite else { return exponents.max() ?? -.infinity }
  return most + log(exponents.reduce(0) { $0 + exp($1 - most) })
}
