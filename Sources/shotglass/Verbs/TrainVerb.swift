import ArgumentParsing
import Catalogue
import Formats
import FoundationEssentials
import Models
import Numerics

/// `train`: a model on data.
enum TrainVerb {
  enum OptimiserName: String, CaseIterable, Sendable {
    case sgd, nesterov, adam, natural, lbfgs, spsa, cobyla, icans, gcans
  }

  static let model = Argument.required(
    "MODEL|FILE", help: "A model of 'shotglass models', or an OpenQASM file with inputs.")
  static let optimiser = Option<OptimiserName>.choice(
    "optimiser", placeholder: "NAME", default: .adam, help: "How weights are moved.")
  static let rate = Option.number(
    "rate", in: 1e-9...1e3,
    help: "The step of sgd, natural, icans, gcans (0.1 unless given), nesterov or adam (0.05).")
  static let epochs = Option.integer("epochs", in: 1...1_000_000, default: 50, help: "Passes through the rows.")
  static let batch = Option.integer("batch", in: 1...1_000_000_000, default: 32, help: "Rows of a batch.")
  static let testShare = Option.number(
    "test-share", in: 0.01...0.99, default: 0.2, help: "The share of rows that are kept for the test.")
  static let patience = Option.integer(
    "patience", in: 1...1_000_000,
    help: "Stop after so many epochs without a better loss on a fifth of the training rows, and keep the best weights.")
  static let folds = Option.integer(
    "folds", in: 2...10_000, help: "Cross-validate with so many stratified folds instead; nothing is saved.")
  static let repeats = Option.integer(
    "repeats", in: 1...1000, default: 1, help: "Cross-validate so often, each time with the next seed.")
  static let observable = Option.text(
    "observable", placeholder: "TEXT", help: "What a file's model reads out: Pauli sums, with commas between them.")
  static let shots = Option.integer(
    "shots", in: 1...1_000_000_000,
    help: "Estimate the circuits' means from shots of each; for icans and gcans the fewest, 16 unless given.")
  static let mostShots = Option.integer(
    "most-shots", in: 1...1_000_000_000, default: 1024, help: "The most shots of a circuit that icans and gcans take.")
  static let rule = Option<Rule>.choice(
    "rule", placeholder: "NAME", default: .parameterShift,
    help: "How gradients are made of circuits, where there are shots or noise.")
  static let step = Option.number(
    "step", in: 1e-9...3.2, default: 0.3, help: "How far central-difference and spsa gradients go.")
  static let checkpoint = Option.file(
    "output", short: "o",
    help: "Write the checkpoint to this file, after every epoch; with - to standard output at the end, and the summary "
      + "to standard error.")
  static let resume = Option.file("resume", help: "Go on from this checkpoint of the same training.")
  /// How gradients are made of circuits.
  enum Rule: String, CaseIterable, Sendable {
    case parameterShift = "parameter-shift"
    case centralDifference = "central-difference"
    case spsa
  }

  static let verb = Verb(
    command: Command(
      name: "train", summary: "Train a model on data, and say how good it is.",
      description: """
        Trains on a part of the rows and prints the metrics on the rest, each with its 95 % interval. With --folds every \
        row is tested once, by a model that has not seen it. With --dp-epsilon or --dp-noise every row's gradient is \
        clipped, sums of randomly drawn rows get noise, and epsilon is printed with what it does not cover.
        """,
      arguments: [model.declaration],
      options: [
        ModelOptions.data.declaration, ModelOptions.labels.declaration, ModelOptions.classes.declaration,
        ModelOptions.preparation.declaration, optimiser.declaration, rate.declaration, epochs.declaration,
        batch.declaration, ModelOptions.loss.declaration, testShare.declaration, patience.declaration,
        folds.declaration, repeats.declaration, ModelOptions.backend.declaration, shots.declaration,
        mostShots.declaration, rule.declaration, step.declaration, observable.declaration,
        ModelOptions.inputs.declaration, ModelOptions.weights.declaration, checkpoint.declaration, resume.declaration,
        ModelOptions.threads.declaration,
      ] + PrivacyRequest.declarations,
      examples: [
        Command.Example("shotglass train re-uploading-4-3 --data iris -o iris.json", "Train, and keep the weights."),
        Command.Example(
          "shotglass train re-uploading-8-2 --data digits --classes 3,6 --prepare standardize,pca:8,range:0..pi",
          "Two digits by eight principal components."),
        Command.Example(
          "shotglass train re-uploading-4-3 --data iris --folds 5 --repeats 5", "Cross-validate with five seeds."),
        Command.Example(
          "shotglass train simple-1 --data cosine --backend noisy-ibm_manila --shots 256 --epochs 5",
          "By parameter shifts, 256 shots of each circuit, with a machine's noise."),
        Command.Example(
          "shotglass train re-uploading-4-3 --data iris --dp-epsilon 3 --dp-delta 1e-3",
          "With differential privacy of the training rows."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    do {
      try refuseResult(arguments)
      let job = try TrainingJob(arguments, in: session)
      warnOfIdleOptions(arguments, in: session)
      if let folds = arguments[folds] {
        try await job.crossValidate(folds: folds, repeats: arguments[repeats], in: session)
      } else {
        try job.train(arguments, in: session)
      }
    } catch let error as DataError {
      throw Failure(error)
    } catch let error as ModelError {
      throw Failure(error)
    }
    return .done
  }

  /// Refuses to cross-validate for a checkpoint that nobody would find.
  private static func refuseResult(_ arguments: Arguments) throws(Failure) {
    let given = arguments[checkpoint].map { ("-o", $0) } ?? arguments[resume].map { ("--resume", $0) }
    guard arguments[folds] != nil, let (option, path) = given else { return }
    throw Failure(
      .misuse, "\(option) \(path) is of one training, but --folds trains a model a fold and keeps none",
      help: "leave out one of them")
  }

  private static func warnOfIdleOptions(_ arguments: Arguments, in session: Session) {
    let idle = IdleOptions(arguments, in: session)
    let isFrugal = [.icans, .gcans].contains(arguments[optimiser])
    let isMeasured =
      !isFrugal && (arguments[shots] != nil || arguments[ModelOptions.backend] != BackendCatalogue.ideal)
    let hasFolds = arguments[folds] != nil
    idle.warn([repeats.declaration], unless: hasFolds, "it is of --folds, which cross-validates")
    idle.warn(
      [testShare.declaration, patience.declaration], unless: !hasFolds,
      "with --folds each fold is the test of a training on all others")
    idle.warn([mostShots.declaration], unless: isFrugal, "only icans and gcans choose how many shots they take")
    idle.warn(
      [rule.declaration, step.declaration], unless: isMeasured || isFrugal,
      "without shots or noise derivatives are exact")
    if isMeasured { idle.warn([step.declaration], unless: arguments[rule] != .parameterShift, "the shift is fixed") }
  }
}

extension Failure {
  init(_ error: DataError) {
    self.init(.misuse, error.description, help: error.help)
  }

  init(_ error: ModelError) {
    switch error {
    case .circuit(_, let error): self.init(error)
    case .gradient(_, let error): self.init(error)
    default: self.init(.misuse, error.message, help: error.help)
    }
  }
}
