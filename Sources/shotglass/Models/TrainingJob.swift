import ArgumentParsing
import Formats
import FoundationEssentials
import Models
import Numerics

/// A training as the command line asks for it.
struct TrainingJob {
  private let model: CompiledModel
  private let data: DataSet
  private let preparation: Preparation
  private let options: TrainingOptions
  private let threadCount: Int

  init(_ arguments: Arguments, in session: Session) throws {
    guard let name = arguments[TrainVerb.data] else {
      throw Failure(.misuse, "no data is given", help: "name a set or a file, such as --data iris")
    }
    let model = try ModelsVerb.model(arguments[TrainVerb.model])
    let seed = session.seed ?? 0
    var data = try DataSource(name).load(
      options: DataOptions(labelColumn: arguments[TrainVerb.labels]), from: RandomStream(seed: seed).substream("data"))
    if let classes = arguments[TrainVerb.classes] {
      data = try data.choosing(classes: classes.split(separator: ",").map(String.init))
    }
    self.data = data
    if let text = arguments[TrainVerb.preparation] {
      preparation = try Preparation(text)
    } else {
      preparation = Self.preparation(of: data, for: model)
    }
    threadCount = arguments[TrainVerb.threads] ?? ProcessInfo.processInfo.activeProcessorCount
    var settings = CompiledModel.Options(threadCount: threadCount)
    if let shots = arguments[TrainVerb.shots] { settings.source = GradientSource.sampled(shots: shots) }
    self.model = try CompiledModel(model, options: settings)
    options = TrainingOptions(
      optimiser: Self.optimiser(arguments), loss: arguments[TrainVerb.loss], batchSize: arguments[TrainVerb.batch],
      epochCount: arguments[TrainVerb.epochs], patience: arguments[TrainVerb.patience], seed: seed)
  }

  /// Angles from 0 to pi for circuits, as many principal components as the model has features where there are more;
  /// numbers from -1 to 1 for models that begin with other layers or take amplitudes.
  private static func preparation(of data: DataSet, for model: Model) -> Preparation {
    let isAngle = model.leadingCircuit.map { $0.encoding != .amplitude && $0.encoding != .basis } ?? false
    let isTooWide = data.featureCount > model.featureCount
    var steps: [Preparation.Step] = isTooWide ? [.standardization, .principalComponents(model.featureCount)] : []
    steps.append(.range(isAngle ? 0...Double.pi : -1...1))
    return Preparation(steps)
  }

  private static func optimiser(_ arguments: Arguments) -> OptimiserChoice {
    let rate = arguments[TrainVerb.rate]
    switch arguments[TrainVerb.optimiser] {
    case .sgd: return .descent(.plain(rate: rate ?? 0.1))
    case .nesterov: return .descent(.nesterov(rate: rate ?? 0.05))
    case .adam: return .descent(.adam(rate: rate ?? 0.05))
    case .natural: return .natural(NaturalGradient(rate: rate ?? 0.1))
    case .lbfgs: return .quasiNewton
    case .spsa: return .perturbation(SPSA.Gains(step: rate))
    case .cobyla: return .simplex(radius: rate ?? 1, finalRadius: 1e-4)
    }
  }

  // MARK: One training

  func train(_ arguments: Arguments, in session: Session) throws {
    let split = try Split(testShare: arguments[TrainVerb.testShare], of: data, seed: options.seed)
    let (seen, unseen) = (rows("train", of: split), rows("test", of: split))
    let fitted = try preparation.fit(on: seen.features)
    var (training, validation): (DataSet, DataSet?) = (try fitted.apply(to: seen), nil)
    if options.patience != nil {
      let inner = try Split(testShare: 0.2, of: training, seed: options.seed)
      let rows = (inner.rows(of: "train") ?? [], inner.rows(of: "test") ?? [])
      (training, validation) = (training.selecting(rows: rows.0), training.selecting(rows: rows.1))
    }
    let trainer = try Trainer(
      model, on: Examples(training), validation: try validation.map { try Examples($0) }, options: options)
    let hashes = (try Self.hash(fitted.json), try Self.hash(split.json))
    var state = try trainer.start()
    if let path = arguments[TrainVerb.resume] {
      state = try trainer.resume(try checkpoint(path, hashes: hashes, in: session))
    }
    var progress = ProgressLine(total: options.epochCount, what: "epochs", in: session)
    var failure: (any Error)?
    try trainer.train(&state, isCancelled: { failure != nil }) { state in
      progress.show(done: state.epoch, detail: state.curve.last.map { "loss \(Self.short($0.loss))" } ?? "")
      do { try save(trainer, state, arguments[TrainVerb.checkpoint], hashes: hashes) } catch { failure = error }
    }
    progress.end()
    if let failure { throw failure }
    try save(trainer, state, arguments[TrainVerb.checkpoint], hashes: hashes)
    let test = try trainer.evaluate(Examples(try fitted.apply(to: unseen)), weights: state.result)
    let train = try trainer.evaluate(Examples(training), weights: state.result)
    let report = TrainingReport(
      model: model.model.name, data: data, preparation: preparation, state: state, training: train, test: test,
      trainingRows: training.rowCount, testRows: unseen.rowCount)
    try session.wantsJSON ? session.print(report.json) : session.print(report.text)
  }

  private func rows(_ part: String, of split: Split) -> DataSet { data.selecting(rows: split.rows(of: part) ?? []) }

  private func save(
    _ trainer: Trainer, _ state: TrainingState, _ path: String?, hashes: (UInt64, UInt64)
  ) throws {
    guard let path, path != "-" else { return }
    let checkpoint = Checkpoint(trainer, state, preparationHash: hashes.0, splitHash: hashes.1)
    try DestinationFile.write(Array(try checkpoint.text().utf8), to: path)
  }

  private func checkpoint(
    _ path: String, hashes: (UInt64, UInt64), in session: Session
  ) throws -> Checkpoint {
    let source = try session.read(path)
    let found: Checkpoint
    do { found = try Checkpoint(parsing: source.bytes) } catch { throw Failure(error, file: source.displayName) }
    guard found.preparationHash == hashes.0, found.splitHash == hashes.1 else {
      throw Failure(
        .misuse, "the checkpoint was made with other data, another preparation or another seed", place: path,
        help: "give --data, --prepare, --test-share and --seed as they were")
    }
    return found
  }

  // MARK: Cross-validation

  func crossValidate(folds: Int, repeats: Int, in session: Session) async throws {
    var progress = ProgressLine(total: repeats, what: "repeats", in: session)
    var scores: [[Double]] = []
    for repetition in 0..<repeats {
      var options = options
      (options.seed, options.patience) = (options.seed &+ UInt64(repetition), nil)
      let validation = CrossValidation(model, on: data, preparation: preparation, options: options)
      scores.append(try await validation.scores(folds: folds, threadCount: threadCount))
      progress.show(done: repetition + 1, detail: "")
    }
    progress.end()
    let report = CrossValidationReport(model: model.model.name, data: data, preparation: preparation, scores: scores)
    try session.wantsJSON ? session.print(report.json) : session.print(report.text)
  }

  private static func hash(_ document: JSON) throws -> UInt64 {
    var hash = StableHash()
    hash.combine(try document.text())
    return hash.value
  }

  static func short(_ number: Double) -> String { String(Double((number * 1e5).rounded()) / 1e5) }
}
