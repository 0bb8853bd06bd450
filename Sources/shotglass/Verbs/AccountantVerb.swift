import ArgumentParsing
import Defences

/// `accountant`: what noise promises, without running anything.
enum AccountantVerb {
  enum Question: String, CaseIterable, Sendable {
    case training, quantization, shots, readout, radius, distance
  }

  static let question = Argument<Question>.choice(
    "WHAT", fallback: .training,
    help: "training: steps with clipped, noisy gradients; quantization: gradients rounded at random; shots: outcomes "
      + "of shots; readout: noise on read-outs; radius: how far an input may move before the decision changes; distance: "
      + "of two inputs' states.")
  static let circuit = Argument.optional(
    "MODEL|FILE", help: "The circuit of distance, and of --gate-noise: of 'shotglass models', or an OpenQASM file.")
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
    "probabilities", placeholder: "P,Q",
    help: "An outcome's probability under one input and under another; of radius, the greatest of a class and the next."
  )
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

  static let gateNoise = Option.text(
    "gate-noise", placeholder: "P,Q",
    help: "The share of depolarizing after each gate of one qubit, and of more, on every qubit of it.")
  static let observable = Option.text(
    "observable", placeholder: "TEXT", help: "What the circuit reads out, a product such as Z0*Z1; a model has its own."
  )
  static let counts = Option.text(
    "counts", placeholder: "N,N,...", help: "In place of --probabilities: how many shots voted for each class.")
  static let confidence = Option.number(
    "confidence", in: 0.5...0.999999999, default: 0.999, help: "With which --counts bound probabilities.")
  static let qubits = Option.integer(
    "qubits", in: 1...1_000_000, help: "Say too how far each of so many angles may move, one a qubit.")
  static let first = Option.file("at", help: "One input of distance: a JSON object, name to number, for all inputs.")
  static let second = Option.file("and", help: "The other one.")

  static let verb = Verb(
    command: Command(
      name: "accountant", summary: "Say what noise promises: epsilon and delta, or the noise for them.",
      description: """
        Differential privacy by numbers alone: nothing is run. Every answer says what it protects: the training rows, \
        the numbers that a client shares, or the query to a trained model, which says nothing about training rows.
        """,
      arguments: [question.declaration, circuit.declaration],
      options: [
        delta.declaration, rows.declaration, batch.declaration, rate.declaration, epochs.declaration,
        steps.declaration, noise.declaration, epsilon.declaration, accountant.declaration, orders.declaration,
        mechanism.declaration, probabilities.declaration, shots.declaration, depolarize.declaration,
        outcomes.declaration, misread.declaration, rotate.declaration, traceDistance.declaration,
        gateNoise.declaration, observable.declaration, counts.declaration, confidence.declaration,
        qubits.declaration, first.declaration, second.declaration,
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
        Command.Example(
          "shotglass accountant readout simple-2 --observable Z0 --gate-noise 0.001,0.01 --shots 16 --delta 1e-5",
          "The same of noise after each gate of a circuit, as far as it can be counted."),
        Command.Example(
          "shotglass accountant radius --counts 850,150 --depolarize 0.1 --qubits 4",
          "How far an input may move before a decision from 1000 shots changes."),
        Command.Example(
          "shotglass accountant distance zz-efficient-2 --at one.json --and other.json",
          "How well any measurement tells two inputs."),
      ]), run: run)

  /// What each question is asked with.
  private static func options(of question: Question) -> [OptionDeclaration] {
    switch question {
    case .training:
      [
        delta.declaration, rows.declaration, batch.declaration, rate.declaration, epochs.declaration,
        steps.declaration, noise.declaration, epsilon.declaration, accountant.declaration, orders.declaration,
      ]
    case .quantization: [delta.declaration, steps.declaration, mechanism.declaration, orders.declaration]
    case .shots: [delta.declaration, probabilities.declaration, shots.declaration]
    case .readout:
      [
        delta.declaration, shots.declaration, depolarize.declaration, outcomes.declaration, misread.declaration,
        rotate.declaration, traceDistance.declaration, gateNoise.declaration, observable.declaration,
      ]
    case .radius:
      [
        probabilities.declaration, counts.declaration, confidence.declaration, depolarize.declaration,
        outcomes.declaration, qubits.declaration,
      ]
    case .distance: [first.declaration, second.declaration]
    }
  }

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let job = AccountantJob(arguments: arguments)
    try job.refuseCircuit()
    let used = Set(options(of: arguments[question]).map(\.name))
    IdleOptions(arguments, in: session).warn(
      arguments.command.options.filter { !used.contains($0.name) }, unless: false,
      "'accountant \(arguments[question].rawValue)' does not ask for it")
    let answer: AccountantAnswer
    do {
      answer =
        switch arguments[question] {
        case .training: try job.training()
        case .quantization: try job.quantization()
        case .shots: try job.shots()
        case .readout: try job.readOut(in: session)
        case .radius: try job.radius()
        case .distance: try job.distance(in: session)
        }
    } catch let error as DefenceError {
      throw Failure(error)
    }
    try session.wantsJSON ? session.print(answer.json) : session.print(answer.text)
    return .done
  }
}
