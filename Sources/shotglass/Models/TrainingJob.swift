import ArgumentParsing
import Catalogue
import Execution
import Formats
import FoundationEssentials
import Gradients
import Models
import Numerics

/// A training as the command line asks for it.
struct TrainingJob {
  private let model: CompiledModel
  private let data: DataSet
  private let preparation: Preparation
  private let options: TrainingOptions
  private let threadCount: Int
  /// How rows are to be protected; nil where they are not.
  private let privacy: PrivacyRequest?
  /// Of how circuits are measured; nil where they are computed.
  private let measurementHash: UInt64?
  /// Where the checkpoint goes; nil where none is wanted.
  private let destination: DestinationFile?

  init(_ arguments: Arguments, in session: Session) throws {
    destination = try session.destination(arguments[TrainVerb.checkpoint])
    privacy = try PrivacyRequest(arguments)
    let model = try ModelOptions.model(
      arguments[TrainVerb.model], observables: arguments[TrainVerb.observable], arguments, in: session)
    (data, preparation) = try ModelOptions.data(for: model, arguments, in: session)
    threadCount = ModelOptions.threadCount(arguments)
    self.model = try CompiledModel(
      model, options: try Self.settings(arguments, threadCount: threadCount, in: session))
    options = TrainingOptions(
      optimiser: try Self.optimiser(arguments), loss: arguments[ModelOptions.loss],
      batchSize: arguments[TrainVerb.batch], epochCount: arguments[TrainVerb.epochs],
      patience: arguments[TrainVerb.patience], seed: session.seed ?? 0)
    measurementHash = self.model.options.source == nil ? nil : Self.measurementHash(arguments)
  }

  private static func measurementHash(_ arguments: Arguments) -> UInt64 {
    var hash = StableHash()
    hash.combine(arguments[ModelOptions.backend])
    hash.combine(
      "/\(arguments[TrainVerb.shots] ?? 0)/\(arguments[TrainVerb.rule].rawValue)/\(arguments[TrainVerb.step])")
    return hash.value
  }

  /// Circuits are computed, or measured where there are shots or the backend is noisy.
  private static func settings(
    _ arguments: Arguments, threadCount: Int, in session: Session
  ) throws(Failure) -> CompiledModel.Options {
    // Folds have a thread each.
    let threadCount = arguments[TrainVerb.folds] == nil ? threadCount : 1
    var settings = CompiledModel.Options(threadCount: threadCount)
    let backend = try ModelOptions.backend(arguments, threadCount: threadCount, in: session)
    guard let machine = backend as? any ExactBackend else {
      throw Failure(
        .unsupported, "training on \(quoted(backend.name)) is not in this version",
        help: "train on ideal, or on noisy-DEVICE, the twin of a device")
    }
    settings.machine = machine
    let isFrugal = [.icans, .gcans].contains(arguments[TrainVerb.optimiser])
    // The frugal optimisers take shots themselves; what else is evaluated, is so without shot noise.
    let shots = isFrugal ? nil : arguments[TrainVerb.shots]
    guard shots != nil || backend.name != BackendCatalogue.ideal else { return settings }
    settings.source = GradientSource.measured(on: machine, shots: shots, rule: rule(arguments))
    return settings
  }

  private static func rule(_ arguments: Arguments) -> GradientRule {
    switch arguments[TrainVerb.rule] {
    case .parameterShift: .parameterShift
    case .centralDifference: .centralDifference(step: arguments[TrainVerb.step])
    case .spsa: .simultaneousPerturbation(step: arguments[TrainVerb.step], directions: 1)
    }
  }

  private static func optimiser(_ arguments: Arguments) throws(Failure) -> OptimiserChoice {
    let rate = arguments[TrainVerb.rate]
    switch arguments[TrainVerb.optimiser] {
    case .sgd: return .descent(.plain(rate: rate ?? 0.1))
    case .nesterov: return .descent(.nesterov(rate: rate ?? 0.05))
    case .adam: return .descent(.adam(rate: rate ?? 0.05))
    case .natural: return .natural(NaturalGradient(rate: rate ?? 0.1))
    case .lbfgs: return .quasiNewton
    case .spsa: return .perturbation(SPSA.Gains(step: rate))
    case .cobyla: return .simplex(radius: rate ?? 1, finalRadius: 1e-4)
    case .icans: return .frugal(FrugalDescent.Settings(.individual, rate: rate ?? 0.1, shotRange: try shots(arguments)))
    case .gcans: return .frugal(FrugalDescent.Settings(.global, rate: rate ?? 0.1, shotRange: try shots(arguments)))
    }
  }

  private static func shots(_ arguments: Arguments) throws(Failure) -> ClosedRange<Int> {
    let (fewest, most) = (
      arguments[TrainVerb.shots] ?? min(16, arguments[TrainVerb.mostShots]), arguments[TrainVerb.mostShots]
    )
    guard fewest <= most else {
      throw Failure(
        .misuse, "--shots \(fewest) are the fewest, but --most-shots is \(most)",
        help: "ask for --most-shots \(fewest) or more")
    }
    return fewest...most
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
    var options = options
    options.privacy = try privacy?.settings(options, rowCount: training.rowCount)
    let trainer = try Trainer(
      model, on: Examples(training), validation: try validation.map { try Examples($0) }, options: options)
    let hashes = (try Self.hash(fitted.json), try Self.hash(split.json))
    var state =
      if let path = arguments[TrainVerb.resume] {
        try resumed(path, trainer, hashes: hashes, in: session)
      } else {
        try trainer.start()
      }
    try train(&state, trainer, hashes: hashes, in: session)
    let test = try trainer.evaluate(Examples(try fitted.apply(to: unseen)), weights: state.result)
    let train = try trainer.evaluate(Examples(training), weights: state.result)
    let report = TrainingReport(
      model: model.model.name, data: data, preparation: preparation, state: state, training: train, test: test,
      trainingRows: training.rowCount, testRows: unseen.rowCount,
      privacy: try options.privacy.flatMap { settings in
        try privacy?.report(settings, state, rowCount: training.rowCount, preparation: preparation)
      })
    let session = destination?.isStandardOutput == true ? session.besideOutput : session
    try session.wantsJSON ? session.print(report.json) : session.print(report.text)
  }

  private func rows(_ part: String, of split: Split) -> DataSet { data.selecting(rows: split.rows(of: part) ?? []) }

  /// Trains to the end; where the checkpoint is a file it is kept up to date, so that an interruption costs an epoch.
  private func train(
    _ state: inout TrainingState, _ trainer: Trainer, hashes: (UInt64, UInt64), in session: Session
  ) throws {
    var progress = ProgressLine(total: options.epochCount, what: "epochs", in: session)
    var failure: (any Error)?
    var isAnnounced = false
    try trainer.train(&state, isCancelled: { failure != nil }) { state in
      progress.show(done: state.epoch, detail: state.curve.last.map { "loss \(Self.short($0.loss))" } ?? "")
      guard let destination, destination.isReplaced else { return }
      do { try save(trainer, state, hashes: hashes) } catch { return failure = error }
      if !isAnnounced { Interruption.announce(resumingWith: session.commandLine(resumingFrom: destination.path)) }
      isAnnounced = true
    }
    progress.end()
    if let failure { throw failure }
    try save(trainer, state, hashes: hashes)
  }

  private func save(_ trainer: Trainer, _ state: TrainingState, hashes: (UInt64, UInt64)) throws {
    guard let destination else { return }
    let checkpoint = Checkpoint(
      trainer, state, preparationHash: hashes.0, splitHash: hashes.1, measurementHash: measurementHash)
    try destination.write(Array(try checkpoint.text().utf8))
  }

  /// The training that a checkpoint holds, where it is the one that is asked for.
  private func resumed(
    _ path: String, _ trainer: Trainer, hashes: (UInt64, UInt64), in session: Session
  ) throws -> TrainingState {
    let source = try session.read(path)
    let found: Checkpoint
    do { found = try Checkpoint(parsing: source.bytes) } catch { throw Failure(error, file: source.displayName) }
    let state: TrainingState
    do { state = try trainer.resume(found) } catch {
      var failure = Failure(error)
      failure.place = source.displayName
      throw failure
    }
    guard found.preparationHash == hashes.0, found.splitHash == hashes.1 else {
      throw Failure(
        .misuse, "the checkpoint was made with other data, another preparation or another share for the test",
        place: source.displayName, help: "give --data, --classes, --prepare and --test-share as they were")
    }
    guard found.measurementHash == measurementHash else {
      throw Failure(
        .misuse, "the checkpoint was made with other shots, another backend or another rule",
        place: source.displayName, help: "give --shots, --backend, --rule and --step as they were")
    }
    return state
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

  static func hash(_ document: JSON) throws -> UInt64 {
    var hash = StableHash()
    hash.combine(try document.text())
    return hash.value
  }

  static func short(_ number: Double) -> String { String(Double((number * 1e5).rounded()) / 1e5) }
}
