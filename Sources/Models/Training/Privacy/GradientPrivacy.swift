/// How each step of a training protects its rows: Abadi et al., arXiv:1607.00133. Every row is drawn for a step with
/// the same probability, its gradient is cut to a length, and the sum gets normal noise before it is divided by the
/// number of rows that are drawn on average.
package struct GradientPrivacy: Hashable, Sendable {
  /// The length that a row's gradient is cut to.
  package let clippingNorm: Double
  /// The noise's deviation as a multiple of that length.
  package let noiseMultiplier: Double

  package init(clippingNorm: Double, noiseMultiplier: Double) {
    self.clippingNorm = clippingNorm
    self.noiseMultiplier = noiseMultiplier
  }

  /// Refuses numbers that make no sense, and options that look at rows in other ways than by clipped gradients.
  func check(_ options: TrainingOptions) throws(ModelError) {
    guard clippingNorm > 0, clippingNorm.isFinite, noiseMultiplier >= 0, noiseMultiplier.isFinite else {
      throw .training(
        reason: "gradients are clipped to \(clippingNorm) and have the noise multiplier \(noiseMultiplier)",
        help: "clip to a positive length, and take a noise multiplier such as 1")
    }
    let reason: String? =
      switch options.optimiser {
      case .descent: nil
      case .natural: "the metric of natural gradients is made of rows without noise"
      case .quasiNewton: "L-BFGS compares losses and gradients of all rows, which no clipping bounds"
      case .simplex, .perturbation: "an optimiser without gradients compares losses, which no clipping bounds"
      case .frugal: "iCANS and gCANS choose shots by how rows' derivatives vary, which no noise hides"
      }
    if let reason {
      throw .training(
        reason: "private training needs an optimiser that sees nothing but noisy gradients: \(reason)",
        help: "take sgd, nesterov or adam")
    }
    guard options.patience == nil else {
      throw .training(
        reason: "patience chooses weights by rows that no noise protects", help: "train for a fixed number of epochs")
    }
  }
}
