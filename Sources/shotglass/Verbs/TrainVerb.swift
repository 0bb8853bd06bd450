import ArgumentParsing
import Formats
import FoundationEssentials
import Models
import Numerics

/// `train`: a model on data.
enum TrainVerb {
  enum OptimiserName: String, CaseIterable, Sendable {
    case sgd, nesterov, adam, natural, lbfgs, spsa, cobyla
  }

  static let model = Argument.required("MODEL", help: "A model of 'shotglass models'.")
  static let data = Option.text(
    "data", placeholder: "NAME|FILE",
    help: "iris, wine, breast-cancer, digits; cosine, two-moons, blobs, parity; or a file: CSV, NumPy, IDX.")
  static let labels = Option.text(
    "labels", placeholder: "COLUMN", help: "The column of a table's labels, by name or number; 'label', or the last.")
  static let classes = Option.text(
    "classes", placeholder: "A,B,...", help: "Only these classes, in this order.")
  static let preparation = Option.text(
    "prepare", placeholder: "STEPS",
    help: "What is done to features, fitted on the training rows, such as standardize,pca:4,range:0..pi.")
  static let optimiser = Option<OptimiserName>.choice(
    "optimiser", placeholder: "NAME", default: .adam, help: "How weights are moved.")
  static let rate = Option.number(
    "rate", in: 1e-9...1e3, help: "The step of sgd (0.1), nesterov (0.05), adam (0.05) or natural (0.1).")
  static let epochs = Option.integer("epochs", in: 1...1_000_000, default: 50, help: "Passes through the rows.")
  static let batch = Option.integer("batch", in: 1...1_000_000_000, default: 32, help: "Rows of a batch.")
  static let loss = Option<Loss?>.choice("loss", placeholder: "NAME", help: "What is made small; the model's own.")
  static let testShare = Option.number(
    "test-share", in: 0.01...0.99, default: 0.2, help: "The share of rows that are kept for the test.")
  static let patience = Option.integer(
    "patience", in: 1...1_000_000,
    help: "Stop after so many epochs without a better loss on a fifth of the training rows, and keep the best weights.")
  static let folds = Option.integer(
    "folds", in: 2...10_000, help: "Cross-validate with so many stratified folds instead; nothing is saved.")
  static let repeats = Option.integer(
    "repeats", in: 1...1000, default: 1, help: "Cross-validate so often, each time with the next seed.")
  static let shots = Option.integer(
    "shots", in: 1...1_000_000_000, help: "Estimate the circuit's means from shots; for spsa and cobyla.")
  static let checkpoint = Option.file(
    "output", short: "o", help: "Write the checkpoint to this file, after every epoch.")
  static let resume = Option.file("resume", help: "Go on from this checkpoint of the same training.")
  static let threads = Option.integer(
    "threads", in: 1...1024, help: "How many threads to use, one a core unless given; the result is always the same.")

  static let verb = Verb(
    command: Command(
      name: "train", summary: "Train a model on data, and say how good it is.",
      description: """
        Trains on a part of the rows and prints the metrics on the rest, each with its 95 % interval. With --folds every \
        row is tested once, by a model that has not seen it.
        """,
      arguments: [model.declaration],
      options: [
        data.declaration, labels.declaration, classes.declaration, preparation.declaration, optimiser.declaration,
        rate.declaration, epochs.declaration, batch.declaration, loss.declaration, testShare.declaration,
        patience.declaration, folds.declaration, repeats.declaration, shots.declaration, checkpoint.declaration,
        resume.declaration, threads.declaration,
      ],
      examples: [
        Command.Example("shotglass train re-uploading-4-3 --data iris -o iris.json", "Train, and keep the weights."),
        Command.Example(
          "shotglass train re-uploading-8-2 --data digits --classes 3,6 --prepare standardize,pca:8,range:0..pi",
          "Two digits by eight principal components."),
        Command.Example(
          "shotglass train re-uploading-4-3 --data iris --folds 5 --repeats 5", "Cross-validate with five seeds."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    do {
      let job = try TrainingJob(arguments, in: session)
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
}

extension Failure {
  init(_ error: DataError) {
    self.init(.misuse, error.description, help: error.help)
  }

  init(_ error: ModelError) {
    if case .circuit(_, let error) = error {
      self.init(error)
    } else {
      self.init(.misuse, error.message, help: error.help)
    }
  }
}
