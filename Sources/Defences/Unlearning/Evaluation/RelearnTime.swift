package import Models
internal import Numerics

/// How soon a model learns again what it has forgotten: few epochs mean that it still knew.
package struct RelearnTime: Hashable, Sendable {
  /// Epochs of training on the forgotten rows alone until their accuracy is within a margin of what it was; nil where
  /// the limit came first.
  package let epochs: Int?
  package let limit: Int

  /// With the optimiser and batches that the model was trained with.
  package init(
    _ weights: [Double], _ task: UnlearningTask, originalAccuracy: Double, margin: Double = 0.05, limit: Int = 50
  ) throws(ModelError) {
    self.limit = max(limit, 0)
    let forgotten = try task.forgotten
    var options = task.options
    (options.epochCount, options.patience) = (max(limit, 0), nil)
    let trainer = try Trainer(task.trainedOn, on: forgotten, options: options)
    var state = try trainer.start(weights: weights)
    func isThere(_ weights: [Double]) throws(ModelError) -> Bool {
      let score = try trainer.evaluate(forgotten, weights: weights).metrics.score ?? 0
      return score >= originalAccuracy - margin
    }
    var found = try isThere(weights) ? 0 : nil as Int?
    var failure: ModelError?
    if found == nil {
      try trainer.train(&state, isCancelled: { found != nil || failure != nil }) { state in
        do throws(ModelError) {
          if found == nil, try isThere(state.weights) { found = state.epoch }
        } catch { failure = error }
      }
    }
    if let failure { throw failure }
    epochs = found
  }
}
