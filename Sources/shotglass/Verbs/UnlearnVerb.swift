import ArgumentParsing
import Defences
import Formats
import Models

/// `unlearn`: makes a trained model forget rows, and says how well.
enum UnlearnVerb {
  /// All methods that the model and the request allow.
  static let all = "all"

  static let checkpoint = Option.file("checkpoint", help: "The trained model, from 'train -o FILE'.")
  static let forget = Option.text(
    "forget", placeholder: "WHAT",
    help: "class:NAME, rows:FILE with row numbers of the data (a JSON list or a number a line), or random:SHARE.")
  static let method = Option.text(
    "method", placeholder: "NAME", default: all,
    help: "One of \(UnlearningChoice.names.joined(separator: ", ")); or all.")
  static let rate = Option.number("rate", in: 1e-9...1e3, help: "The step of methods that go by gradients.")
  static let epochs = Option.integer(
    "epochs", in: 1...1_000_000, help: "The epochs of methods that go by gradients; not those of the oracle.")
  static let alpha = Option.number(
    "alpha", in: 0...1e9,
    help:
      "How much more a weight must matter to the forgotten rows than to all before selective-dampening makes it small.")
  static let batch = Option.integer(
    "batch", in: 1...1_000_000_000, default: 32, help: "Rows of a batch, as in the training: the oracle repeats it.")
  static let shots = Option.integer(
    "shots", in: 1...1_000_000_000,
    help: "Estimate the circuits' means from shots of each, for gradients and for answers.")
  static let repeats = Option.integer(
    "repeats", in: 1...1000, default: 1,
    help: "Forget so often, each time with other draws and other shots, and print how results scatter.")
  static let models = Option.integer(
    "models", in: 0...1000, default: 0,
    help: "Train so many further models for likelihood ratios of each forgotten row, 16 say; 0 for none.")
  static let attackEpochs = Option.integer(
    "attack-epochs", in: 1...100_000, default: PublishedAttack.usualEpochs,
    help: "Epochs of the published attack's network; published are 1000.")
  static let output = Option.file(
    "output", short: "o",
    help: "Write the model that has forgotten to this file; with - to standard output, and the summary to standard "
      + "error.")

  static let verb = Verb(
    command: Command(
      name: "unlearn", summary: "Make a trained model forget rows, and say how well it has.",
      description: """
        Compares what becomes of the model with an oracle: a model trained anew without the rows. Forgetting well is to \
        be like the oracle, not to answer the forgotten rows badly. --data, --classes, --prepare, --test-share and --seed \
        must be those of the training.
        """,
      arguments: [TrainVerb.model.declaration],
      options: [
        checkpoint.declaration, forget.declaration, method.declaration, ModelOptions.data.declaration,
        ModelOptions.labels.declaration, ModelOptions.classes.declaration, ModelOptions.preparation.declaration,
        ModelOptions.loss.declaration, TrainVerb.testShare.declaration, batch.declaration, rate.declaration,
        epochs.declaration, alpha.declaration, repeats.declaration, models.declaration, attackEpochs.declaration,
        ModelOptions.backend.declaration,
        shots.declaration, TrainVerb.observable.declaration, ModelOptions.inputs.declaration,
        ModelOptions.weights.declaration, output.declaration, ModelOptions.threads.declaration,
      ],
      examples: [
        Command.Example(
          "shotglass unlearn re-uploading-4-3 --checkpoint iris.json --forget class:2 --data iris",
          "All methods beside the oracle."),
        Command.Example(
          "shotglass unlearn re-uploading-4-3 --checkpoint iris.json --forget random:0.1 --method scrub --data iris "
            + "-o forgotten.json",
          "Forget a tenth of the rows, and keep what becomes of the model."),
        Command.Example(
          "shotglass unlearn re-uploading-4-3 --checkpoint iris.json --forget rows:rows.txt --method gradient-ascent "
            + "--data iris --shots 256 --repeats 5", "By 256 shots of each circuit, five times."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    do {
      let job = try UnlearningJob(arguments, in: session)
      try job.run(arguments, in: session)
    } catch let error as DataError {
      throw Failure(error)
    } catch let error as ModelError {
      throw Failure(error)
    } catch let error as DefenceError {
      throw Failure(error)
    }
    return .done
  }
}
