/// Steps down a gradient by a rule, with what the rule remembers of earlier gradients.
///
/// Every rule treats each weight alone, so the weights of many models, one model after the other, can be stepped as
/// one array. A copy, or what `Codable` brings back, goes on with the same bits.
package struct GradientDescent: Codable, Hashable, Sendable {
  package enum Rule: Codable, Hashable, Sendable {
    /// w -= rate g.
    case plain(rate: Double)
    /// As PyTorch's SGD: v = momentum v + g, w -= rate v.
    case momentum(rate: Double, momentum: Double = 0.9)
    /// As PyTorch's SGD with `nesterov=True`: v = momentum v + g, w -= rate (g + momentum v). These weights are the
    /// points at which PennyLane's NesterovMomentumOptimizer takes its gradients.
    case nesterov(rate: Double, momentum: Double = 0.9)
    /// As PyTorch's Adam: epsilon is added to the corrected root, where PennyLane adds it to the uncorrected one.
    case adam(rate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8)
  }

  package let rule: Rule
  /// The velocity, or the decaying mean of gradients.
  private var first: [Double]
  /// The decaying mean of squared gradients.
  private var second: [Double]
  /// beta1 and beta2 to the power of the steps taken.
  private var firstDecay = 1.0
  private var secondDecay = 1.0

  /// A rule at its start, for so many weights.
  package init(_ rule: Rule, count: Int) {
    self.rule = rule
    switch rule {
    case .plain: (first, second) = ([], [])
    case .momentum, .nesterov: (first, second) = (Array(repeating: 0, count: count), [])
    case .adam: (first, second) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
    }
  }

  /// Whether it remembers as much as the rule needs for so many weights, which what a file held may not do.
  package func fits(_ count: Int) -> Bool {
    switch rule {
    case .plain: true
    case .momentum, .nesterov: first.count == count
    case .adam: first.count == count && second.count == count
    }
  }

  /// Takes one step, without allocating.
  /// - Precondition: as many derivatives as weights, and as many as the rule was made for.
  package mutating func step(_ weights: inout [Double], gradient: [Double]) {
    precondition(gradient.count == weights.count)
    switch rule {
    case .plain(let rate):
      for place in weights.indices { weights[place] -= rate * gradient[place] }
    case .momentum(let rate, let momentum):
      for place in weights.indices {
        first[place] = momentum * first[place] + gradient[place]
        weights[place] -= rate * first[place]
      }
    case .nesterov(let rate, let momentum):
      for place in weights.indices {
        let velocity = momentum * first[place] + gradient[place]
        first[place] = velocity
        weights[place] -= rate * (gradient[place] + momentum * velocity)
      }
    case .adam(let rate, let beta1, let beta2, let epsilon):
      firstDecay *= beta1
      secondDecay *= beta2
      let stepSize = rate / (1 - firstDecay)
      let correction = 1 / (1 - secondDecay).squareRoot()
      for place in weights.indices {
        let slope = gradient[place]
        let mean = beta1 * first[place] + (1 - beta1) * slope
        let square = beta2 * second[place] + (1 - beta2) * slope * slope
        first[place] = mean
        second[place] = square
        weights[place] -= stepSize * mean / (square.squareRoot() * correction + epsilon)
      }
    }
  }
}
