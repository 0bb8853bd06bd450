package import Numerics

/// A method that goes down or up gradients, so that its rate and its epochs can be chosen.
package protocol DescentMethod: UnlearningMethod {
  var descent: Descent { get set }
}

/// How a method goes down a gradient: its rule, its batches, its epochs.
package struct Descent: Hashable, Sendable {
  package var rule: GradientDescent.Rule
  package var batchSize: Int
  package var epochs: Int
  /// An epoch ends after so many batches; nil for all rows.
  package var batchLimit: Int?

  package init(_ rule: GradientDescent.Rule, batchSize: Int = 16, epochs: Int, batchLimit: Int? = nil) {
    self.rule = rule
    self.batchSize = batchSize
    self.epochs = epochs
    self.batchLimit = batchLimit
  }

  /// Gradients of all epochs through so many rows, and through those of shorter parts that go along.
  func gradients(leading: Int, others: [Int] = []) -> UnlearningWork {
    let size = max(min(batchSize, leading), 1)
    let batches = min((leading - 1) / size + 1, batchLimit ?? .max)
    let each = min(leading, saturated(batches, *, size))
    let along = others.reduce(0) { saturated($0, +, saturated(min(size, $1), *, batches)) }
    return UnlearningWork(gradients: saturated(saturated(each, +, along), *, max(epochs, 0)))
  }
}

extension GradientDescent.Rule {
  /// The same with another rate.
  func with(rate: Double) -> GradientDescent.Rule {
    switch self {
    case .plain: .plain(rate: rate)
    case .momentum(_, let momentum): .momentum(rate: rate, momentum: momentum)
    case .nesterov(_, let momentum): .nesterov(rate: rate, momentum: momentum)
    case .adam(_, let beta1, let beta2, let epsilon): .adam(rate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon)
    }
  }
}
