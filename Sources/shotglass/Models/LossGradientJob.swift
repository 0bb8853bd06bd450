import ArgumentParsing
import Catalogue
import Execution
import Formats
import Gradients
import Inversion
import Models
import Numerics
import Studies

/// The gradient of a model's loss over rows of data, as `gradient --data` asks for it.
struct LossGradientJob {
  static let rows = Option.text(
    "rows", placeholder: "A,B,...",
    help: "Which rows of the data make the batch, from 0: numbers and ranges such as 0,4..7; the first unless given.")
  static let checkpoint = Option.file("checkpoint", help: "A model's weights, from a checkpoint of 'train'.")
  static let localSteps = Option.integer(
    "local-steps", in: 1...10_000,
    help: "Print how far so many steps of descent on the batch move the weights, instead of a gradient.")
  static let rate = Option.number(
    "learning-rate", in: 1e-9...1e3, default: 0.1, help: "Of the local steps.")

  let model: CompiledModel
  let examples: Examples
  let weights: [Double]
  let backend: any Backend
  let shots: Int?
  let loss: Loss?

  /// Weights for a model.
  typealias Chooser = (CompiledModel) throws(InversionError) -> [Double]

  /// `rows` as `--row` names one, else what `--rows` says; weights as they are chosen, else as the options give them.
  init(
    _ arguments: Arguments, rows: String? = nil, choosing: Chooser? = nil, showing exposure: Exposure = .gradient,
    in session: Session
  ) throws {
    let model = try ModelOptions.model(
      arguments[GradientVerb.file], observables: arguments[GradientVerb.observable], arguments, in: session)
    let (data, preparation) = try ModelOptions.data(for: model, arguments, in: session)
    let checkpoint = try Self.checkpoint(arguments, in: session)
    let fitted = try Self.fitted(preparation, to: data, for: checkpoint, arguments, in: session)
    let places = try Self.places(
      rows ?? arguments[Self.rows] ?? "0", of: rows == nil ? "--rows" : "--row", count: data.rowCount)
    examples = try Examples(fitted.apply(to: data.selecting(rows: places)))
    let threads = ModelOptions.threadCount(arguments)
    shots = arguments[GradientVerb.shots]
    backend = try ModelOptions.reachedBackend(
      arguments, showing: exposure, threadCount: threads, batches: arguments[Self.localSteps] ?? 1,
      shots: arguments[GradientVerb.allocation] == .variance ? shots : nil, in: session)
    guard shots != nil || !(backend is RemoteBackend) else {
      throw Failure(GradientError.needsShots(backend: backend.name))
    }
    loss = arguments[ModelOptions.loss]
    var settings = CompiledModel.Options(threadCount: threads)
    settings.tracksInputs = try Self.tracksInputs(of: model, arguments)
    let isExact = shots == nil || arguments[Self.localSteps] != nil
    if isExact, backend.name != BackendCatalogue.ideal, let machine = backend as? any ExactBackend {
      settings.source = GradientSource.measured(on: machine, shots: nil)
    }
    self.model = try CompiledModel(model, options: settings)
    guard let choosing else {
      weights = try Self.weights(of: self.model, checkpoint, arguments, in: session)
      return
    }
    do { weights = try choosing(self.model) } catch { throw Failure(error) }
  }

  func gradient(_ arguments: Arguments, in session: Session) async throws -> Gradient {
    let stream = RandomStream(seed: session.seed ?? 0)
    let rule = arguments[GradientVerb.rule] ?? (shots == nil ? .exact : .parameterShift)
    var measurement = GradientMeasurement(on: backend, shots: shots)
    measurement.covariance = arguments[GradientVerb.covariance]
    measurement.allocation = arguments[GradientVerb.allocation]
    let measured =
      rule == .exact && shots == nil
      ? nil : try LossGradient(model, loss: loss, rule: try GradientVerb.gradientRule(rule, arguments))
    func once(_ step: Int, _ weights: [Double]) async throws(ModelError) -> Gradient {
      guard let measured else { return try model.lossGradient(examples, loss: loss, weights: weights) }
      return try await measured.measured(
        examples, weights: weights, by: measurement,
        stream: step == 0 ? stream : stream.substream("step").substream(step))
    }
    guard let count = arguments[Self.localSteps] else { return try await once(0, weights) }
    let steps = LocalSteps(count: count, rate: arguments[Self.rate])
    return try await steps.update(model, examples, loss: loss, weights: weights, gradient: once)
  }

  /// Whether derivatives by features are asked for, as by `--with-respect-to 'x*'`.
  private static func tracksInputs(of model: Model, _ arguments: Arguments) throws(Failure) -> Bool {
    guard let glob = arguments[GradientVerb.names] else { return false }
    let pattern = NamePattern(glob)
    let tracks = model.featureNames.contains { pattern.matches($0) || pattern.matches($0 + "[0]") }
    guard tracks, arguments[localSteps] != nil else { return tracks }
    throw Failure(
      .misuse, "local steps move weights, but --with-respect-to \(quoted(glob)) names features",
      help: "leave --local-steps out for the gradient by features")
  }

  /// Refuses options that only data gives a meaning.
  static func refuseWithoutData(_ arguments: Arguments) throws(Failure) {
    let given = [
      ("rows", arguments[rows] != nil), ("checkpoint", arguments[checkpoint] != nil),
      ("local-steps", arguments[localSteps] != nil), ("loss", arguments[ModelOptions.loss] != nil),
      ("prepare", arguments[ModelOptions.preparation] != nil), ("classes", arguments[ModelOptions.classes] != nil),
      ("labels", arguments[ModelOptions.labels] != nil),
    ]
    guard let name = given.first(where: { $0.1 })?.0 else { return }
    throw Failure(
      .misuse, "--\(name) is about rows of data, but no data is given",
      help: "name a set or a file, such as --data iris, or leave it out")
  }

  // MARK: Reading

  private static func checkpoint(_ arguments: Arguments, in session: Session) throws(Failure) -> Checkpoint? {
    guard let path = arguments[Self.checkpoint] else { return nil }
    guard arguments[GradientVerb.point] == nil else {
      throw Failure(.misuse, "both --at and --checkpoint give weights", help: "leave one of them out")
    }
    let source = try session.read(path)
    do { return try Checkpoint(parsing: source.bytes) } catch { throw Failure(error, file: source.displayName) }
  }

  /// The preparation, fitted to all rows; with a checkpoint, to those that its training saw.
  private static func fitted(
    _ preparation: Preparation, to data: DataSet, for checkpoint: Checkpoint?, _ arguments: Arguments,
    in session: Session
  ) throws -> FittedPreparation {
    guard let checkpoint else { return try preparation.fit(on: data.features) }
    let split = try Split(testShare: arguments[TrainVerb.testShare], of: data, seed: session.seed ?? 0)
    let seen = data.selecting(rows: split.rows(of: "train") ?? [])
    let fitted = try preparation.fit(on: seen.features)
    guard try TrainingJob.hash(fitted.json) == checkpoint.preparationHash else {
      throw Failure(
        .misuse, "the checkpoint was made with other data, another preparation or another seed",
        place: arguments[Self.checkpoint],
        help: "give --data, --classes, --prepare, --test-share and --seed as they were")
    }
    return fitted
  }

  /// The weights of a point file or a checkpoint, or those that a training with the seed begins with.
  private static func weights(
    of model: CompiledModel, _ checkpoint: Checkpoint?, _ arguments: Arguments, in session: Session
  ) throws -> [Double] {
    if let checkpoint {
      try checkpoint.check(against: model)
      return checkpoint.state.result
    }
    guard let path = arguments[GradientVerb.point] else {
      session.note("no weights are given: taken are those that a training with --seed \(session.seed ?? 0) begins with")
      return model.initialWeights(RandomStream(seed: session.seed ?? 0).substream("weights"))
    }
    let source = try session.read(path)
    do {
      var object = try JSONReader(parsing: source.bytes).object()
      var weights: [Double] = []
      for name in model.weightNames { weights.append(try object.required(name).double()) }
      try object.noOtherKeys()
      return weights
    } catch {
      throw Failure(error, file: source.displayName)
    }
  }

  /// The places that a text such as `0,4..7` names, which is the value of an option.
  private static func places(_ text: String, of option: String, count: Int) throws(Failure) -> [Int] {
    var places: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "..", omittingEmptySubsequences: false).map { Int($0.drop { $0 == " " }) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else {
        throw Failure(
          .misuse, "\(quoted(String(part))) is no row of \(option)", help: "write numbers or ranges: 0,4..7")
      }
      guard first >= 0, last < count else {
        throw Failure(
          .misuse, "\(option) names the row \(first < 0 ? first : last), but the data has \(count)",
          help: "rows are counted from 0 to \(count - 1)")
      }
      places += first...last
    }
    return places
  }
}
