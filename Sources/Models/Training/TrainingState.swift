internal import Numerics

/// Settings of a training; with the data and a seed they fix all that comes of it.
package struct TrainingOptions: Sendable {
  package var optimiser: OptimiserChoice
  /// The model's own where it is nil.
  package var loss: Loss?
  /// Rows a batch; nil for all.
  package var batchSize: Int?
  /// Whether each epoch takes the rows in an order of its own; else it takes them as they stand.
  package var shuffles = true
  package var epochCount: Int
  /// An epoch ends after so many batches; nil for all rows.
  package var batchLimit: Int?
  /// After how many epochs without a better validation loss training stops; nil for never.
  package var patience: Int?
  package var seed: UInt64
  /// How steps protect the rows; nil where they do not.
  package var privacy: GradientPrivacy?

  package init(
    optimiser: OptimiserChoice = .descent(.adam(rate: 0.01)), loss: Loss? = nil, batchSize: Int? = 32,
    epochCount: Int = 50, patience: Int? = nil, seed: UInt64 = 0
  ) {
    self.optimiser = optimiser
    self.loss = loss
    self.batchSize = batchSize
    self.epochCount = epochCount
    self.patience = patience
    self.seed = seed
  }
}

/// One pass through the training rows.
package struct EpochRecord: Hashable, Sendable {
  /// From 1.
  package let epoch: Int
  /// The mean over the rows, each at the weights that its batch was evaluated with; in private training of those that
  /// were drawn, over the number that is drawn on average.
  package let loss: Double
  /// At the epoch's end; nil without validation rows.
  package let validationLoss: Double?
  /// Accuracy or R^2, see `Metrics`.
  package let validationScore: Double?

  package init(epoch: Int, loss: Double, validationLoss: Double? = nil, validationScore: Double? = nil) {
    self.epoch = epoch
    self.loss = loss
    self.validationLoss = validationLoss
    self.validationScore = validationScore
  }
}

/// Why training came to its end.
package enum TrainingEnd: String, CaseIterable, Codable, Sendable {
  /// All epochs are done.
  case epochs
  /// The validation loss has not become better for as many epochs as patience allows.
  case patience
  /// The optimiser has converged.
  case converged
  /// The optimiser finds no step down any more.
  case stalled
  /// A loss that was to grow has grown as far as it should.
  case bound

  init(_ end: OptimisationEnd) { self = end == .converged ? .converged : .stalled }
}

/// A training at some point between two batches. A copy goes on with the same bits.
package struct TrainingState: Hashable, Sendable {
  /// All weights of the model.
  package internal(set) var weights: [Double]
  package internal(set) var optimiser: Optimiser
  /// Epochs done, and batches of the next one.
  package internal(set) var epoch = 0
  package internal(set) var batch = 0
  /// The sum over the rows of the running epoch.
  package internal(set) var lossSum = 0.0
  /// How often a batch was evaluated, which numbers the streams of estimates.
  package internal(set) var evaluations = 0
  /// What steps released of the rows, where they protect them.
  package internal(set) var history = MechanismHistory()
  /// The learning curve.
  package internal(set) var curve: [EpochRecord] = []
  /// The weights with the lowest validation loss so far, and that loss.
  package internal(set) var best: Best?
  package internal(set) var end: TrainingEnd?

  package struct Best: Hashable, Sendable {
    package let epoch: Int
    package let loss: Double
    package let weights: [Double]

    package init(epoch: Int, loss: Double, weights: [Double]) {
      self.epoch = epoch
      self.loss = loss
      self.weights = weights
    }
  }

  init(weights: [Double], optimiser: Optimiser) {
    self.weights = weights
    self.optimiser = optimiser
  }

  /// The state that another objective goes on with: the optimiser's memory and the streams of estimates stay, epochs
  /// count anew.
  package var renewed: TrainingState {
    var state = TrainingState(weights: weights, optimiser: optimiser)
    state.evaluations = evaluations
    return state
  }

  /// What training gives: the weights with the lowest validation loss, or the last ones without validation.
  package var result: [Double] { best?.weights ?? weights }
}
