import ArgumentParsing
import Catalogue
import Defences
import Execution
import Formats
import FoundationEssentials
import Gradients
import Models
import Numerics

/// What `unlearn` is asked to do: a checkpoint, the rows that it was made from, and what to forget of them.
struct UnlearningJob {
  let task: UnlearningTask
  let test: Examples
  let data: DataSet
  let preparation: Preparation
  let methods: [any UnlearningMethod]
  private let checkpoint: Checkpoint
  /// Where the model that has forgotten goes; nil where it is not wanted.
  private let destination: DestinationFile?

  init(_ arguments: Arguments, in session: Session) throws {
    destination = try session.destination(arguments[UnlearnVerb.output])
    let model = try ModelOptions.model(
      arguments[TrainVerb.model], observables: arguments[TrainVerb.observable], arguments, in: session)
    let request = try Self.request(arguments, in: session)
    (data, preparation) = try ModelOptions.data(for: model, arguments, in: session)
    checkpoint = try Self.checkpoint(arguments, in: session)
    let compiled = try CompiledModel(model, options: try Self.settings(arguments, in: session))
    try checkpoint.check(against: compiled)
    let seed = session.seed ?? 0
    let split = try Split(testShare: arguments[TrainVerb.testShare], of: data, seed: seed)
    var seen = split.rows(of: "train") ?? []
    let unseen = split.rows(of: "test") ?? []
    let fitted = try preparation.fit(on: data.selecting(rows: seen).features)
    guard try TrainingJob.hash(fitted.json) == checkpoint.preparationHash,
      try TrainingJob.hash(split.json) == checkpoint.splitHash
    else {
      throw Failure(
        .misuse, "the checkpoint was made with other data, another preparation or another seed",
        place: arguments[UnlearnVerb.checkpoint],
        help: "give --data, --classes, --prepare, --test-share and --seed as they were")
    }
    if checkpoint.state.best != nil { seen = try Self.withoutValidation(seen, of: data, seed: seed) }
    let rows = try fitted.apply(to: data.selecting(rows: seen))
    let parts = try ForgetSplit(
      request, labels: rows.labels, rows: seen, dataRowCount: data.rowCount, seed: seed)
    test = try Examples(fitted.apply(to: data.selecting(rows: unseen)))
    task = try UnlearningTask(
      compiled, training: Examples(rows), split: parts, weights: checkpoint.state.result,
      options: try Self.options(checkpoint, arguments), trainedOn: try Self.exact(compiled, checkpoint),
      shots: arguments[UnlearnVerb.shots])
    methods = try Self.methods(arguments, for: task)
  }

  func run(_ arguments: Arguments, in session: Session) throws {
    try refuseOutput()
    let counts = try task.model.circuitCounts()
    for method in methods {
      let cost = UnlearningCost(method.work(for: task), counts, shots: task.shots)
      session.note("\(method.name) needs \(method.needs.text): \(UnlearningPresentation.text(cost))")
    }
    let models = arguments[UnlearnVerb.models]
    let likelihood =
      models > 0
      ? UnlearnedLikelihood(modelCount: models, threadCount: ModelOptions.threadCount(arguments)) : nil
    if let likelihood {
      let cost = UnlearningCost(likelihood.work(for: task), counts, shots: task.shots)
      session.note("\(models) further models: \(UnlearningPresentation.text(cost))")
    }
    let evaluator = try UnlearningEvaluator(
      task, test: test, likelihood: likelihood, attackEpochs: arguments[UnlearnVerb.attackEpochs])
    var progress = ProgressLine(total: methods.count, what: "methods", in: session)
    var rows: [UnlearningPresentation.Row] = []
    for (number, method) in methods.enumerated() {
      let evaluation = try evaluator.evaluate(method)
      let repeats = arguments[UnlearnVerb.repeats]
      let spread = repeats > 1 ? try evaluator.spread(of: method, repeats: repeats) : nil
      rows.append(UnlearningPresentation.Row(evaluation: evaluation, spread: spread))
      progress.show(done: number + 1, detail: method.name)
    }
    progress.end()
    if let destination, let weights = rows.first?.evaluation.result.weights {
      try write(weights, to: destination)
    }
    let presentation = UnlearningPresentation(
      job: self, evaluator: evaluator, rows: rows, before: try evaluator.likelihoodScore(nil))
    let session = destination?.isStandardOutput == true ? session.besideOutput : session
    try session.wantsJSON ? session.print(presentation.json) : session.print(presentation.text)
  }

  /// What has become of the model, as a training at its start that remembers the data.
  private func write(_ weights: [Double], to destination: DestinationFile) throws {
    let trainer = try Trainer(task.model, on: task.training, options: task.options)
    let written = Checkpoint(
      trainer, try trainer.start(weights: weights), preparationHash: checkpoint.preparationHash,
      splitHash: checkpoint.splitHash, measurementHash: checkpoint.measurementHash)
    try destination.write(Array(try written.text().utf8))
  }

  // MARK: Reading

  /// The oracle's circuits are computed where those of the training were.
  private static func exact(_ model: CompiledModel, _ checkpoint: Checkpoint) throws -> CompiledModel? {
    guard checkpoint.measurementHash == nil, model.options.source != nil else { return nil }
    var options = model.options
    options.source = nil
    return try CompiledModel(model.model, options: options)
  }

  private static func request(_ arguments: Arguments, in session: Session) throws -> ForgetRequest {
    guard let text = arguments[UnlearnVerb.forget] else {
      throw Failure(
        .misuse, "nothing says what to forget", help: "add --forget class:NAME, rows:FILE or random:SHARE")
    }
    switch try ForgetRequest.reading(text) {
    case .request(let request): return request
    case .file(let path):
      let source = try session.read(path)
      return try ForgetRequest.rows(parsing: source.bytes, file: source.displayName)
    }
  }

  private static func checkpoint(_ arguments: Arguments, in session: Session) throws(Failure) -> Checkpoint {
    guard let path = arguments[UnlearnVerb.checkpoint] else {
      throw Failure(
        .misuse, "no trained model is given", help: "make one with 'train ... -o FILE', and add --checkpoint FILE")
    }
    let source = try session.read(path)
    do { return try Checkpoint(parsing: source.bytes) } catch { throw Failure(error, file: source.displayName) }
  }

  /// Patience keeps a fifth of the training rows to validate with: the model was not trained on these.
  private static func withoutValidation(_ rows: [Int], of data: DataSet, seed: UInt64) throws -> [Int] {
    let inner = try Split(testShare: 0.2, of: data.selecting(rows: rows), seed: seed)
    return (inner.rows(of: "train") ?? []).map { rows[$0] }
  }

  /// As the checkpoint says that it was trained.
  private static func options(_ checkpoint: Checkpoint, _ arguments: Arguments) throws(Failure) -> TrainingOptions {
    guard let choice = checkpoint.state.optimiser.choice else {
      throw Failure(
        .unsupported, "the checkpoint's optimiser uses no gradients, and an oracle cannot be trained as it was",
        place: arguments[UnlearnVerb.checkpoint], help: "train with sgd, nesterov, adam, natural, lbfgs, icans or gcans"
      )
    }
    return TrainingOptions(
      optimiser: choice, loss: arguments[ModelOptions.loss], batchSize: arguments[UnlearnVerb.batch],
      epochCount: max(checkpoint.state.best?.epoch ?? checkpoint.state.epoch, 1), seed: checkpoint.seed)
  }

  /// Circuits are computed, or measured where there are shots or the backend is noisy.
  private static func settings(_ arguments: Arguments, in session: Session) throws(Failure) -> CompiledModel.Options {
    let threads = ModelOptions.threadCount(arguments)
    // Further models have a thread each.
    let hasModels = arguments[UnlearnVerb.models] > 0
    var settings = CompiledModel.Options(threadCount: hasModels ? 1 : threads)
    let backend = try ModelOptions.backend(arguments, threadCount: settings.threadCount, in: session)
    guard let machine = backend as? any ExactBackend else {
      throw Failure(
        .unsupported, "unlearning on \(quoted(backend.name)) is not in this version",
        help: "use ideal, or noisy-DEVICE, the twin of a device")
    }
    settings.machine = machine
    let shots = arguments[UnlearnVerb.shots]
    if shots != nil || backend.name != BackendCatalogue.ideal {
      settings.source = GradientSource.measured(on: machine, shots: shots)
    }
    return settings
  }

  /// The named one; of all those that the request and the backend allow.
  private static func methods(
    _ arguments: Arguments, for task: UnlearningTask
  ) throws -> [any UnlearningMethod] {
    let name = arguments[UnlearnVerb.method]
    guard name == UnlearnVerb.all else {
      let method = try UnlearningChoice.method(
        name, rate: arguments[UnlearnVerb.rate], epochs: arguments[UnlearnVerb.epochs],
        alpha: arguments[UnlearnVerb.alpha])
      try method.check(task)
      return [method]
    }
    guard arguments[UnlearnVerb.rate] == nil, arguments[UnlearnVerb.epochs] == nil,
      arguments[UnlearnVerb.alpha] == nil
    else {
      throw Failure(
        .misuse, "--rate, --epochs and --alpha are those of one method, and all are asked for",
        help: "add --method NAME")
    }
    return UnlearningChoice.usual.filter { $0.isPossible(for: task) }
  }

  private func refuseOutput() throws(Failure) {
    guard let destination else { return }
    guard methods.count == 1, let method = methods.first else {
      throw Failure(
        .misuse, "-o \(destination.path) takes one model, and \(methods.count) methods are asked for",
        help: "add --method NAME")
    }
    guard !(method is ShardedTraining) else {
      throw Failure(
        .unsupported, "what sisa makes is several models that vote, and a checkpoint holds one",
        help: "leave -o out, or use another method")
    }
  }
}
