#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
package import Numerics

/// What a client's loss makes of one row's means, as the attacker knows it.
package enum OutcomeLoss: Hashable, Sendable {
  /// The mean itself; it has no label.
  case expectation
  /// The squared distance of the means from the label's numbers, one a mean.
  case squaredError
  /// -ln p_y of the softmax of a dense layer on the means. The label is the probabilities of the classes.
  case crossEntropy(DenseHead)

  /// How many numbers a row's label has.
  package func labelWidth(meanCount: Int) -> Int {
    switch self {
    case .expectation: 0
    case .squaredError: meanCount
    case .crossEntropy(let head): head.bias.count
    }
  }

  /// How many weights stand behind the circuit.
  package var furtherCount: Int {
    if case .crossEntropy(let head) = self { head.weights.elements.count + head.bias.count } else { 0 }
  }

  /// Whether the slopes are linear in a label of real numbers, which an attacker can fit.
  package var hasLinearLabels: Bool { self == .squaredError }
}

/// A dense layer from means to scores of classes: a row of weights a class, and its bias.
package struct DenseHead: Hashable, Sendable {
  package let weights: RealMatrix
  package let bias: [Double]

  /// Nil where there is not one bias a row, or no class.
  package init?(weights: RealMatrix, bias: [Double]) {
    guard weights.rowCount == bias.count, !bias.isEmpty else { return nil }
    self.weights = weights
    self.bias = bias
  }

  /// Changes nothing: the means are the scores.
  static func identity(_ count: Int) -> DenseHead? {
    DenseHead(weights: .identity(count), bias: Array(repeating: 0, count: count))
  }

  /// The classes' probabilities.
  package func probabilities(of means: ArraySlice<Double>) -> [Double] {
    let scores = (0..<bias.count).map { row in
      zip(weights.row(row), means).reduce(bias[row]) { $0 + $1.0 * $1.1 }
    }
    let greatest = scores.max() ?? 0
    let shares = scores.map { exp($0 - greatest) }
    let sum = shares.reduce(0, +)
    return shares.map { $0 / sum }
  }
}

/// The derivatives of one row's loss that its gradient consists of.
struct LossSlopes {
  /// By the means.
  var slopes: [Double]
  /// How the slopes change with the means, row-major.
  var curvature: [Double]
  /// How the slopes change with the label, [mean][number of the label].
  var slopesByLabel: [Double]
  /// By the weights behind the circuit: the head's, row after row, then its bias.
  var further: [Double] = []
  /// How those change with the means, [weight][mean].
  var furtherByMeans: [Double] = []
}

extension OutcomeLoss {
  /// The derivative by one mean, of a loss without weights of its own.
  func plainSlope(mean: Double, label: Double) -> Double { self == .expectation ? 1 : 2 * (mean - label) }

  func slopes(means: ArraySlice<Double>, label: ArraySlice<Double>) -> LossSlopes {
    let size = means.count
    switch self {
    case .expectation:
      // One mean: further ones, if any, are added up.
      return LossSlopes(
        slopes: Array(repeating: 1, count: size), curvature: Array(repeating: 0, count: size * size),
        slopesByLabel: [])
    case .squaredError:
      var curvature = Array(repeating: 0.0, count: size * size)
      var byLabel = curvature
      for place in 0..<size {
        curvature[place * size + place] = 2
        byLabel[place * size + place] = -2
      }
      return LossSlopes(
        slopes: zip(means, label).map { 2 * ($0 - $1) }, curvature: curvature, slopesByLabel: byLabel)
    case .crossEntropy(let head): return Self.crossEntropy(head, means: Array(means), label: Array(label))
    }
  }

  /// With scores z = W f + b and p their softmax: dL/df = W^T (p - y), d2L/df2 = W^T (diag p - p p^T) W,
  /// dL/dW = (p - y) f^T, dL/db = p - y.
  private static func crossEntropy(_ head: DenseHead, means: [Double], label: [Double]) -> LossSlopes {
    let (classes, size) = (head.bias.count, means.count)
    let shares = head.probabilities(of: means[...])
    let errors = zip(shares, label).map { $0 - $1 }
    var result = LossSlopes(
      slopes: Array(repeating: 0, count: size), curvature: Array(repeating: 0, count: size * size),
      slopesByLabel: Array(repeating: 0, count: size * classes))
    // How the probabilities change with the means: (diag p - p p^T) W.
    let center = (0..<size).map { mean in (0..<classes).reduce(0) { $0 + shares[$1] * head.weights[$1, mean] } }
    var byMeans = Array(repeating: 0.0, count: classes * size)
    for row in 0..<classes {
      for mean in 0..<size {
        byMeans[row * size + mean] = shares[row] * (head.weights[row, mean] - center[mean])
        result.slopes[mean] += head.weights[row, mean] * errors[row]
        result.slopesByLabel[mean * classes + row] = -head.weights[row, mean]
      }
    }
    for first in 0..<size {
      for second in 0..<size {
        result.curvature[first * size + second] = (0..<classes).reduce(0) {
          $0 + head.weights[$1, first] * byMeans[$1 * size + second]
        }
      }
    }
    for row in 0..<classes {
      for mean in 0..<size {
        result.further.append(errors[row] * means[mean])
        for other in 0..<size {
          result.furtherByMeans.append(byMeans[row * size + other] * means[mean] + (mean == other ? errors[row] : 0))
        }
      }
    }
    result.further += errors
    result.furtherByMeans += byMeans
    return result
  }
}
