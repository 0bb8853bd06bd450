package import Models
internal import Numerics

/// Trains the models of an audit: those that are attacked, and those that an attacker trains to compare with.
///
/// Each model has initial weights and an order of rows of its own, which depend on the seed and its number alone.
package struct AuditTraining: Sendable {
  package let split: AuditSplit
  package let model: CompiledModel
  package let options: TrainingOptions

  package init(_ split: AuditSplit, model: CompiledModel, options: TrainingOptions) {
    (self.split, self.model, self.options) = (split, model, options)
  }

  /// The weights of all references, trained in one batch over threads.
  package func references(
    threadCount: Int, isCancelled: @Sendable () -> Bool = { false }
  ) throws(MembershipError) -> [[Double]] {
    try weights(
      of: split.referenceRows.enumerated().map { ("references/\($0)", $1) }, threadCount: threadCount, isCancelled)
  }

  /// The weights of some targets.
  package func targets(
    _ numbers: [Int], threadCount: Int = 1, isCancelled: @Sendable () -> Bool = { false }
  ) throws(MembershipError) -> [[Double]] {
    try weights(
      of: numbers.map { ("targets/\($0)", split.trainingRows(ofTarget: $0)) }, threadCount: threadCount, isCancelled)
  }

  private func weights(
    of models: [(label: String, rows: [Int])], threadCount: Int, _ isCancelled: @Sendable () -> Bool
  ) throws(MembershipError) -> [[Double]] {
    let stream = RandomStream(seed: options.seed).substream("audit/models")
    do throws(ModelError) {
      var trainers: [Trainer] = []
      var states: [TrainingState] = []
      for (label, rows) in models {
        var own = options
        var draws = stream.substream(label)
        own.seed = draws.next()
        let trainer = try Trainer(model, on: Examples(split.data.selecting(rows: rows)), options: own)
        states.append(try trainer.start())
        trainers.append(trainer)
      }
      try Trainer.trainTogether(trainers, &states, threadCount: threadCount, isCancelled: isCancelled)
      return states.map(\.result)
    } catch { throw .model(error) }
  }
}
