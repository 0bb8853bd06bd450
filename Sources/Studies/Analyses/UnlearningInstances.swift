internal import Defences
internal import Execution
internal import Gradients
internal import Membership
internal import Models
internal import Numerics

/// A trained model with its oracle, and further ones, of one number and architecture.
struct UnlearningInstance: Sendable {
  let task: UnlearningTask
  let test: Examples
  let oracle: UnlearnedModel
  let likelihood: UnlearnedLikelihood?
  let models: UnlearnedLikelihood.Models?

  init(
    _ model: CompiledModel, _ examples: Examples, _ forget: ForgetRequest, testShare: Double, models count: Int,
    number: Int, _ study: Study
  ) throws {
    let (trained, rest) = Self.parts(examples, testShare: testShare, number: number, study)
    test = try examples.selecting(rest)
    let start = try Self.task(model, examples, forget, testShare: testShare, number: number, study)
    let trainer = try Trainer(model, on: start.training, options: start.options)
    var state = try trainer.start()
    try trainer.train(&state)
    task = try UnlearningTask(
      model, training: examples.selecting(trained), split: start.split, weights: state.weights, options: start.options)
    oracle = try Retraining().unlearn(task)
    likelihood = count > 0 ? UnlearnedLikelihood(modelCount: count) : nil
    models = try likelihood?.trained(task)
  }

  /// The task before training: with the weights that it begins with.
  static func task(
    _ model: CompiledModel, _ examples: Examples, _ forget: ForgetRequest, testShare: Double, number: Int,
    _ study: Study
  ) throws -> UnlearningTask {
    let (trained, _) = parts(examples, testShare: testShare, number: number, study)
    let training = try examples.selecting(trained)
    var stream = RandomStream(seed: study.seed).substream("unlearning/\(number)")
    let choice = study.training ?? Study.TrainingChoice(epochs: 30, rate: 0.05, batchSize: 16)
    let options = TrainingOptions(
      optimiser: .descent(.adam(rate: choice.rate)), batchSize: choice.batchSize, epochCount: max(choice.epochs, 1),
      seed: stream.next())
    let split = try ForgetSplit(
      forget, labels: training.labels, rows: trained, dataRowCount: examples.rowCount, seed: options.seed)
    return try UnlearningTask(
      model, training: training, split: split,
      weights: model.initialWeights(RandomStream(seed: options.seed).substream("weights")), options: options)
  }

  /// Rows to train on and rows for the test, of every class its share, drawn for each model.
  private static func parts(
    _ examples: Examples, testShare: Double, number: Int, _ study: Study
  ) -> (training: [Int], test: [Int]) {
    var draws = RandomStream(seed: study.seed).substream("parts/\(number)")
    var order = Array(0..<examples.rowCount)
    for place in stride(from: order.count - 1, to: 0, by: -1) {
      order.swapAt(place, min(Int(draws.uniform() * Double(place + 1)), place))
    }
    let groups: [[Int]] =
      switch examples.labels {
      case .classes(let classes, let names):
        names.indices.map { name in order.filter { classes[$0] == name } }
      case .targets: [order]
      }
    var (training, test): ([Int], [Int]) = ([], [])
    for group in groups {
      let count = Int((testShare * Double(group.count)).rounded())
      test += group.prefix(count)
      training += group.dropFirst(count)
    }
    return (training.sorted(), test.sorted())
  }
}

/// What cells share: trainings, and attacks on the models before they forget. Each is made once.
actor UnlearningInstances {
  struct Key: Hashable {
    var number: Int
    var model: String
    var backend: String
    var shots: Int
  }

  private let forget: ForgetRequest
  private let testShare: Double
  private let models: Int
  private var instances: [Key: Task<UnlearningInstance, any Error>] = [:]
  private var evaluators: [Key: Task<UnlearningEvaluator, any Error>] = [:]
  private var scores: [Key: Task<MembershipScore?, any Error>] = [:]

  init(_ forget: ForgetRequest, testShare: Double, models: Int) {
    self.forget = forget
    self.testShare = testShare
    self.models = models
  }

  func evaluator(
    _ key: Key, of subject: Workbench.Subject, study: Study, machine: any ExactBackend, measuresGradients: Bool,
    relearnLimit: Int, attackEpochs: Int
  ) async throws -> UnlearningEvaluator {
    let instance = try await instance(key, of: subject, study: study)
    let task =
      evaluators[key]
      ?? Task {
        var options = CompiledModel.Options(threadCount: 1)
        options.source = GradientSource.measured(on: machine, shots: key.shots)
        let exact = instance.task.model
        let measured = try CompiledModel(exact.model, options: options)
        let task = try UnlearningTask(
          measuresGradients ? measured : exact, training: instance.task.training, split: instance.task.split,
          weights: instance.task.weights, options: instance.task.options, trainedOn: exact,
          shots: measuresGradients ? key.shots : nil)
        return try UnlearningEvaluator(
          task, test: instance.test, reader: measured, oracle: instance.oracle, likelihood: instance.likelihood,
          models: instance.models, relearnLimit: relearnLimit, attackEpochs: attackEpochs)
      }
    evaluators[key] = task
    return try await task.value
  }

  /// How well likelihood ratios tell forgotten rows before any method.
  func likelihoodBefore(_ key: Key, _ evaluator: UnlearningEvaluator) async throws -> MembershipScore? {
    let task = scores[key] ?? Task { try evaluator.likelihoodScore(nil) }
    scores[key] = task
    return try await task.value
  }

  private func instance(
    _ key: Key, of subject: Workbench.Subject, study: Study
  ) async throws -> UnlearningInstance {
    var own = key
    (own.backend, own.shots) = ("", 0)
    let (forget, testShare, models) = (forget, testShare, models)
    let task =
      instances[own]
      ?? Task {
        try UnlearningInstance(
          subject.model, subject.examples, forget, testShare: testShare, models: models, number: key.number, study)
      }
    instances[own] = task
    return try await task.value
  }
}
