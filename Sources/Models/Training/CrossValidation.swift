internal import Numerics

/// Trains a model on each fold's other rows and tests it on the fold.
package struct CrossValidation: Sendable {
  package let model: CompiledModel
  package let data: DataSet
  package let preparation: Preparation
  package let options: TrainingOptions

  package init(_ model: CompiledModel, on data: DataSet, preparation: Preparation, options: TrainingOptions) {
    self.model = model
    self.data = data
    self.preparation = preparation
    self.options = options
  }

  /// The test metrics of some rows after training on others; the preparation is fitted to the training rows only.
  package func run(training: [Int], test: [Int]) throws -> Metrics {
    let (seen, unseen) = (data.selecting(rows: training), data.selecting(rows: test))
    let fitted = try preparation.fit(on: seen.features)
    let trainer = try Trainer(
      model, on: try Examples(fitted.apply(to: seen)), options: options)
    var state = try trainer.start()
    try trainer.train(&state)
    return try trainer.evaluate(try Examples(fitted.apply(to: unseen)), weights: state.result).metrics
  }

  /// Every fold's score; folds are trained at the same time, `threadCount` of them.
  package func scores(folds count: Int, threadCount: Int) async throws -> [Double] {
    let split = try Split(folds: count, of: data, seed: options.seed)
    var scores = Array(repeating: Double.nan, count: count)
    try await withThrowingTaskGroup(of: (Int, Double).self) { group in
      var next = 0
      func add() {
        guard next < count else { return }
        let fold = next
        next += 1
        group.addTask {
          let (training, test) = split.fold(fold)
          return (fold, try run(training: training, test: test).score ?? .nan)
        }
      }
      for _ in 0..<max(1, threadCount) { add() }
      while let (fold, score) = try await group.next() {
        scores[fold] = score
        add()
      }
    }
    return scores
  }
}
