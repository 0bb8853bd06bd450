import ArgumentParsing
import Defences

/// `accountant`: what noise promises, without running anything.
enum AccountantVerb {
  enum Question: String, CaseIterable, Sendable { case training, quantization, shots, readout }

  static let question = Argument<Question>.choice(
    "WHAT", fallback: .training,
    help: "training: steps with clipped, noisy gradients; quantization: gradients rounded at random; shots: outcomes "
      + "of shots; readout: noise on read-outs.")
  static let delta = Option.number("delta", placeholder: "D", in: 1e-30...0.5, help: "The delta of the guarantee.")

  // Training.
  static let rows = Option.integer("rows", in: 1...1_000_000_000_000, help: "How many rows the training has.")
  static let batch = Option.integer("batch", in: 1...1_000_000_000_000, help: "Rows that a step draws on average.")
  static let rate = Option.number(
    "rate", placeholder: "Q", in: 0...1, help: "The probability with which a step draws a row; batch over rows.")
  static let epochs = Option.integer("epochs", in: 0...1_000_000_000, help: "Passes through the rows.")
  static let steps = Option.integer(
    "steps", in: 0...1_000_000_000_000, help: "Steps of a training; numbers that are shared, over all rounds.")
  static let noise = Option.number(
    "noise", placeholder: "S", in: 1e-6...1e9, help: "The noise, as a multiple of the clipping length.")
  static let epsilon = Option.number(
    "epsilon", placeholder: "E", in: 1e-4...1e6, help: "In place of --noise: find the noise for this epsilon.")
  static let accountant = Option<AccountantName>.choice(
    "accountant", placeholder: "NAME", default: .prv, help: "Who finds the noise: rdp or prv.")
  static let orders = Option.text(
    "orders", placeholder: "A,B,...", help: "Print the Renyi divergences of these orders too, and take them alone.")

  // Quantum.
  static let mechanism = Option.text(
    "mechanism", placeholder: "TEXT", help: "rqm:LIMIT:LEVELS:KEEPING:MARGIN, as in 'shotglass invert --defence'.")
  static let probabilities = Option.text(
    "probabilities", placeholder: "P,Q", help: "An outcome's probability under one input and under another.")
  static let shots = Option.integer("shots", in: ShotPrivacy.shotRange, default: 1, help: "How many shots are seen.")
  static let depolarize = Option.number(
    "depolarize", placeholder: "P", in: 0...1, help: "The share of states that are replaced by the mixed one.")
  static let outcomes = Option.integer(
    "outcomes", in: 2...1_000_000, default: 2, help: "Outcomes with projectors of equal rank; 2 for a sign.")
  static let misread = Option.number("misread", placeholder: "F", in: 0...0.5, help: "How often a bit is misread.")
  static let rotate = Option.number(
    "rotate", placeholder: "RADIANS", in: 0...1e3, help: "The deviation of a random rotation before the read-out.")
  static let traceDistance = Option.number(
    "trace-distance", placeholder: "K", in: 0...1, default: 1,
    help: "Of neighbouring inputs' states; 1 for any two inputs.")

  static let verb = Verb(
    command: Command(
      name: "accountant", summary: "Say what noise promises: epsilon and delta, or the noise for them.",
      description: """
        Differential privacy by numbers alone: nothing is run. Every answer says what it protects: the training rows, \
        the numbers that a client shares, or the query to a trained model, which says nothing about training rows.
        """,
      arguments: [question.declaration],
      options: [
        delta.declaration, rows.declaration, batch.declaration, rate.declaration, epochs.declaration,
        steps.declaration, noise.declaration, epsilon.declaration, accountant.declaration, orders.declaration,
        mechanism.declaration, probabilities.declaration, shots.declaration, depolarize.declaration,
        outcomes.declaration, misread.declaration, rotate.declaration, traceDistance.declaration,
      ],
      examples: [
        Command.Example(
          "shotglass accountant training --rows 1000 --batch 32 --epochs 20 --noise 1.1 --delta 1e-5",
          "Epsilon of a private training, by three accountants."),
        Command.Example(
          "shotglass accountant training --rate 0.032 --steps 620 --epsilon 2 --delta 1e-5",
          "The noise that a training needs."),
        Command.Example(
          "shotglass accountant quantization --mechanism rqm:1:8:0.5:1 --steps 100 --delta 1e-5",
          "A hundred numbers, rounded at random."),
        Command.Example(
          "shotglass accountant shots --probabilities 0.8,0.75 --shots 64 --delta 1e-5",
          "What 64 shots tell of two inputs, exactly."),
        Command.Example(
          "shotglass accountant readout --depolarize 0.2 --misread 0.02 --trace-distance 0.3 --shots 16 --delta 1e-5",
          "What a noisy read-out of a sign tells of a query."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let job = AccountantJob(arguments: arguments)
    let answer: AccountantAnswer
    do {
      answer =
        switch arguments[question] {
        case .training: try job.training()
        case .quantization: try job.quantization()
        case .shots: try job.shots()
        case .readout: try job.readOut()
        }
    } catch let error as DefenceError {
      throw Failure(error)
    }
    try session.wantsJSON ? session.print(answer.json) : session.print(answer.text)
    return .done
  }
}
