/// What a client does to a gradient before it shares it, step after step, to hide the rows behind it.
///
/// It stands here, below everything that shares gradients, because federated learning will need the same ones.
package struct GradientDefence: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    /// In the circuits, before they are read: a share of all outcomes is replaced by uniformly random ones.
    case depolarization(share: Double)
    /// Independent normal noise on every value.
    case gaussian(deviation: Double)
    /// A longer gradient is made as long as this.
    case clipping(norm: Double)
    /// This share of the values, the smallest, is set to 0.
    case pruning(share: Double)
    case quantization(Quantization)
    case randomizedQuantization(RandomizedQuantization)
    /// Only the values' signs are shared.
    case signs
    /// A random rotation that clients share and the server does not know: they undo it in the sum that it sends back.
    /// It is the same in all rounds.
    case rotation
  }

  package let steps: [Step]

  package static let none = GradientDefence(unchecked: [])

  init(unchecked steps: [Step]) { self.steps = steps }

  /// The steps that change the values; others are taken in the circuits.
  package var valueSteps: [Step] { steps.filter { $0.share == nil } }

  /// What is done in the circuits alone.
  package var inCircuits: GradientDefence { GradientDefence(unchecked: steps.filter { $0.share != nil }) }

  /// The share of outcomes that are replaced by random ones; 0 without such a step.
  package var depolarizedShare: Double { steps.first?.share ?? 0 }

  /// Whether values have errors afterwards that they did not have before, of a size that can be told.
  package var addsErrors: Bool {
    steps.contains { step in
      switch step {
      case .gaussian, .quantization, .randomizedQuantization: true
      case .depolarization, .clipping, .pruning, .signs, .rotation: false
      }
    }
  }

  /// The deviation of the normal noise where there is nothing but noise; nil for any other defence.
  package var noiseAlone: Double? {
    var variance = 0.0
    for step in valueSteps {
      guard case .gaussian(let deviation) = step else { return nil }
      variance += deviation * deviation
    }
    return variance.squareRoot()
  }
}

extension GradientDefence.Step {
  fileprivate var share: Double? { if case .depolarization(let share) = self { share } else { nil } }
}

/// Values rounded to whole multiples of a step, the largest one exact: as many on both sides of 0 as so many bits hold.
package struct Quantization: Hashable, Sendable {
  package static let bitRange = 2...32

  package let bits: Int
  /// Whether each value goes up or down at random, right on average, or else to the nearest level.
  package let isStochastic: Bool

  package init(bits: Int, isStochastic: Bool = false) {
    self.bits = min(max(bits, Self.bitRange.lowerBound), Self.bitRange.upperBound)
    self.isStochastic = isStochastic
  }

  /// Between levels, of values whose largest magnitude this is; it is seen in the rounded values too.
  package func step(largest: Double) -> Double { largest / Double((1 << (bits - 1)) - 1) }

  /// Of an error anywhere between levels: even in a cell of one step; rounded at random, of triangular density over
  /// two.
  package func errorVariance(step: Double) -> Double { step * step / (isStochastic ? 6 : 12) }
}

extension GradientDefence {
  /// The defence without one of its steps.
  package func removing(_ place: Int) -> GradientDefence {
    GradientDefence(unchecked: steps.enumerated().filter { $0.offset != place }.map(\.element))
  }
}
