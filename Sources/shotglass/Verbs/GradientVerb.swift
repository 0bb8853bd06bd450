import ArgumentParsing
import Catalogue
import Circuits
import Execution
import Formats
import FoundationEssentials
import Gradients
import Models
import Numerics
import Simulation
import Studies

/// `gradient`: the derivatives of an expectation value, with the covariance of their errors.
enum GradientVerb {
  enum Rule: String, CaseIterable, Sendable {
    case exact
    case parameterShift = "parameter-shift"
    case centralDifference = "central-difference"
    case spsa
  }

  /// Up to this many names the whole covariance is printed.
  static let mostNamesWithCovariance = 256

  static let file = Argument.required(
    "MODEL|FILE", help: "An OpenQASM 3 or 2 program, - for standard input, or a model of 'shotglass models'.")
  static let observable = Option.text(
    "observable", placeholder: "TEXT",
    help: "What is measured: a Pauli sum such as Z0, 0.5*Z0*Z1 + X2 or mean(Z); a model has a read-out of its own.")
  static let point = Option.file("at", help: "Values for all inputs: a JSON object, name to number.")
  static let names = Option.text(
    "with-respect-to", placeholder: "GLOB",
    help: "The inputs to differentiate by: * stands for any characters, ? for one. Unless given, all of a file, and a "
      + "model's weights. With data, 'x*' are the rows' features.")
  static let rule = Option<Rule?>.choice(
    "rule", placeholder: "NAME",
    help: "How the gradient is made of circuits: exact unless shots are given, and then parameter-shift.")
  static let step = Option.number(
    "step", in: 1e-9...3.2, help: "How far central-difference and spsa go; 0.3 with shots, 0.0001 without.")
  static let directions = Option.integer(
    "directions", in: 1...100_000, default: 1, help: "How many random directions spsa averages over.")
  static let shots = Option.integer(
    "shots", in: 1...1_000_000_000, help: "Shots of each circuit; exact values unless given.")
  static let covariance = Option<CovarianceKind>.choice(
    "covariance", placeholder: "KIND", default: .estimated,
    help: "From the counts alone, or predicted by simulating the backend's distributions.")
  static let allocation = Option<ShotAllocation>.choice(
    "allocation", placeholder: "NAME", default: .uniform,
    help: "How shots are shared among circuits: evenly, by the variance that a fifth of them shows, or at random in "
      + "proportion to each one's weight; all take the same number together.")

  static let verb = Verb(
    command: Command(
      name: "gradient", summary: "Differentiate an expectation value, from shots or exactly.",
      description: """
        Prints the derivatives of an observable's mean by a program's inputs. With --shots each comes with the standard
        error that the shots leave, and --json prints the whole covariance. With --data it is a model's loss over some \
        rows that is differentiated, by the model's weights or the rows' features.
        """,
      arguments: [file.declaration],
      options: [
        observable.declaration, point.declaration, names.declaration, rule.declaration, step.declaration,
        directions.declaration, ModelOptions.backend.declaration, shots.declaration, allocation.declaration,
        covariance.declaration,
        ModelOptions.data.declaration, LossGradientJob.rows.declaration, LossGradientJob.checkpoint.declaration,
        TrainVerb.testShare.declaration,
        ModelOptions.labels.declaration, ModelOptions.classes.declaration, ModelOptions.preparation.declaration,
        ModelOptions.loss.declaration, LossGradientJob.localSteps.declaration, LossGradientJob.rate.declaration,
        ModelOptions.inputs.declaration, ModelOptions.weights.declaration, ModelOptions.threads.declaration,
      ] + RemoteOptions.declarations + [RemoteOptions.verbatim.declaration],
      examples: [
        Command.Example("shotglass gradient ansatz.qasm --observable Z0 --at point.json", "The exact gradient."),
        Command.Example(
          "shotglass gradient ansatz.qasm --observable 'mean(Z)' --at point.json --shots 1024 --seed 7",
          "By parameter shifts, 1024 shots a circuit."),
        Command.Example(
          "shotglass gradient ansatz.qasm --observable Z0 --at point.json --with-respect-to 'theta*' --json",
          "By some inputs only."),
        Command.Example("shotglass gradient zz-efficient-2 --at point.json", "A model's read-out, by its weights."),
        Command.Example(
          "shotglass gradient re-uploading-4-3 --data iris --rows 0..3 --shots 1024",
          "A classifier's loss over a batch of four rows, through its head."),
        Command.Example(
          "shotglass gradient re-uploading-4-3 --data iris --shots 1024 --backend emulated-ibm_fez",
          "From counts of a device, through its provider's interface."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    warnOfIdleOptions(arguments, in: session)
    if arguments[ModelOptions.data] != nil { return try await differentiateLoss(arguments, in: session) }
    try LossGradientJob.refuseWithoutData(arguments)
    let threadCount = ModelOptions.threadCount(arguments)
    let backend = try ModelOptions.reachedBackend(
      arguments, showing: .gradient, threadCount: threadCount,
      shots: arguments[allocation] == .variance ? arguments[shots] : nil,
      in: session)
    let program = try session.programOrModel(arguments[file])
    let circuit = try self.circuit(of: program)
    let observable = try self.observable(arguments[observable], program.model, circuit)
    let parameters = try self.point(arguments[point], program, in: session)
    let pattern = arguments[names] ?? (program.model == nil ? "*" : "theta*")
    let rows = try self.rows(matching: pattern, in: circuit)
    let chosen = arguments[rule] ?? (arguments[shots] == nil ? .exact : .parameterShift)
    let gradient: Gradient
    do {
      if chosen == .exact, backend.name == BackendCatalogue.ideal, arguments[shots] == nil {
        gradient = try exact(circuit, observable, rows, parameters, threads: threadCount)
      } else {
        let stream = RandomStream(seed: session.seed ?? 0)
        let plan = try GradientPlan(
          circuit, observables: [observable], withRespectTo: rows, rule: try gradientRule(chosen, arguments),
          at: parameters, stream: stream)
        var measurement = GradientMeasurement(on: backend, shots: arguments[shots])
        measurement.covariance = arguments[covariance]
        measurement.allocation = arguments[allocation]
        gradient = try await measurement.gradient(of: plan, stream: stream)
      }
    } catch let error as GradientError {
      throw Failure(error)
    }
    RemoteConsent.settle(backend, in: session)
    try check(gradient)
    try print(gradient, ProviderNote(backend, .gradient), in: session)
    return .done
  }

  private static func warnOfIdleOptions(_ arguments: Arguments, in session: Session) {
    let idle = IdleOptions(arguments, in: session)
    let chosen = arguments[rule]
    idle.warn(
      [step.declaration], unless: chosen == .centralDifference || chosen == .spsa,
      "it is of the rules central-difference and spsa")
    idle.warn([directions.declaration], unless: chosen == .spsa, "it is of the rule spsa")
    idle.warn(
      [covariance.declaration, allocation.declaration], unless: arguments[shots] != nil,
      "without --shots there is no error to estimate or to share")
    idle.warn(
      [LossGradientJob.rate.declaration], unless: arguments[LossGradientJob.localSteps] != nil,
      "it is of --local-steps")
    idle.warn(
      [TrainVerb.testShare.declaration], unless: arguments[LossGradientJob.checkpoint] != nil,
      "it tells which rows the training of a --checkpoint saw")
  }

  /// With data it is a loss that is differentiated, by the weights.
  private static func differentiateLoss(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    do {
      let job = try LossGradientJob(arguments, in: session)
      let gradient = try await job.gradient(arguments, in: session)
      RemoteConsent.settle(job.backend, in: session)
      let pattern = NamePattern(arguments[names] ?? "*")
      let wanted = gradient.names.indices.filter { pattern.matches(gradient.names[$0]) }
      guard !wanted.isEmpty else {
        throw Failure(
          .misuse, "no weight or feature matches --with-respect-to \(quoted(arguments[names] ?? "*"))",
          help: "the model's weights: \(gradient.names.prefix(8).joined(separator: ", "))")
      }
      try check(gradient)
      try print(
        gradient.selecting(wanted), ProviderNote(job.backend, .gradient),
        isUpdate: arguments[LossGradientJob.localSteps] != nil, in: session)
    } catch let error as DataError {
      throw Failure(error)
    } catch let error as ModelError {
      throw Failure(error)
    }
    return .done
  }

  // MARK: What is differentiated

  private static func circuit(of program: NamedProgram) throws(Failure) -> Circuit {
    guard program.program.inputs.isEmpty, case .circuit(var circuit, _) = program.program.specialized() else {
      throw Failure(
        .unsupported, "\(quoted(program.path)) decides while it runs what it does",
        help: "a gradient needs a circuit of gates whose inputs stand in angles")
    }
    circuit.parameters = program.program.circuit.parameters
    guard !circuit.parameters.isEmpty else {
      throw Failure(
        .misuse, "\(quoted(program.path)) has no inputs to differentiate by",
        help: "declare one, such as: input float[64] theta;")
    }
    return circuit
  }

  private static func observable(
    _ text: String?, _ model: ZooCircuit?, _ circuit: Circuit
  ) throws(Failure) -> Observable {
    guard let text else {
      if let model, model.observables.count == 1 { return model.observables[0] }
      let count = model.map { "the model reads out \($0.observables.count) numbers" } ?? "no observable is given"
      throw Failure(.misuse, count, help: "say what is measured, such as --observable Z0")
    }
    return try ModelOptions.observable(text, circuit)
  }

  private static func point(_ path: String?, _ program: NamedProgram, in session: Session) throws -> [Double] {
    guard let path else {
      throw Failure(
        .misuse, "no point is given", help: "write the inputs' values to a file, {\"theta\": 0.5}, and give it by --at")
    }
    var values = InputValues(for: program.program)
    try values.add(file: try session.read(path))
    return try values.complete(addingTo: path).parameters
  }

  private static func rows(matching glob: String, in circuit: Circuit) throws(Failure) -> [Int] {
    let pattern = NamePattern(glob)
    let rows = circuit.parameters.indices.filter { pattern.matches(circuit.parameters[$0].name) }
    guard !rows.isEmpty else {
      throw Failure(
        .misuse, "no input matches --with-respect-to \(quoted(glob))",
        help: "its inputs: \(circuit.parameters.prefix(8).map(\.name).joined(separator: ", "))")
    }
    return rows
  }

  // MARK: Differentiating

  static func gradientRule(_ rule: Rule, _ arguments: Arguments) throws(Failure) -> GradientRule {
    let isExact = arguments[shots] == nil
    let step = arguments[step] ?? (isExact ? 1e-4 : 0.3)
    switch rule {
    case .exact:
      guard isExact else {
        throw Failure(
          .misuse, "the exact rule takes no shots", help: "leave out --shots, or use --rule parameter-shift")
      }
      return .parameterShift
    case .parameterShift: return .parameterShift
    case .centralDifference: return .centralDifference(step: step)
    case .spsa: return .simultaneousPerturbation(step: step, directions: arguments[directions])
    }
  }

  private static func exact(
    _ circuit: Circuit, _ observable: Observable, _ rows: [Int], _ point: [Double], threads: Int
  ) throws(GradientError) -> Gradient {
    let unitary = circuit.withoutFinalMeasurements()
    guard !unitary.isInterrupted else { throw .interrupted }
    do {
      var function = try CircuitFunction(unitary, observables: [observable])
      function.threadCount = threads
      let found = try function.gradients(at: point, withRespectTo: rows)
      return Gradient(
        names: rows.map { circuit.parameters[$0].name }, values: found.gradients,
        covariance: Covariance(zerosOf: rows.count), value: found.values[0])
    } catch { throw .simulation(error) }
  }

  /// Refuses derivatives that no number is: an angle such as sqrt(x) has none at 0.
  private static func check(_ gradient: Gradient) throws(Failure) {
    let place = gradient.values.indices.first { index in
      !gradient.values[index].isFinite || !gradient.covariance.variance(of: index).isFinite
    }
    guard let place else { return }
    throw Failure(
      .misuse, "the derivative by '\(gradient.names[place])' is \(gradient.values[place]) at this point",
      help: "an angle that depends on it has no finite derivative there: move the point")
  }

  // MARK: Printing

  private static func print(
    _ gradient: Gradient, _ note: ProviderNote?, isUpdate: Bool = false, in session: Session
  ) throws {
    guard session.wantsJSON else {
      return try session.print(text(of: gradient, isUpdate: isUpdate) + (note.map { "\n" + $0.text } ?? ""))
    }
    let count = gradient.names.count
    var members: [String: JSON] = [
      "value": .number(gradient.value), "valueVariance": .number(gradient.valueVariance),
      "names": .array(gradient.names.map { .string($0) }),
      isUpdate ? "update" : "gradient": .array(gradient.values.map { .number($0) }),
      "shots": gradient.shots.map { .integer($0) } ?? .null, "circuits": .integer(gradient.circuits),
    ]
    if count <= mostNamesWithCovariance {
      let matrix = gradient.covariance.matrix
      members["covariance"] = .array(
        (0..<count).map { row in .array(matrix[row * count..<(row + 1) * count].map { .number($0) }) })
    } else {
      members["variances"] = .array((0..<count).map { .number(gradient.covariance.variance(of: $0)) })
    }
    try session.print(members.adding(note))
  }

  private static func text(of gradient: Gradient, isUpdate: Bool) -> String {
    let hasErrors = gradient.shots != nil
    var rows = [(["name", isUpdate ? "change" : "derivative"] + (hasErrors ? ["standard error"] : []))]
    rows.append(row("value", gradient.value, gradient.valueVariance, hasErrors))
    for (index, name) in gradient.names.enumerated() {
      rows.append(row(name, gradient.values[index], gradient.covariance.variance(of: index), hasErrors))
    }
    let spent = gradient.shots.map { "\(gradient.circuits) circuits, \($0) shots\n" } ?? ""
    return TextTable(rows: rows).text + spent
  }

  private static func row(_ name: String, _ value: Double, _ variance: Double, _ hasErrors: Bool) -> [String] {
    [name, "\(value)"] + (hasErrors ? ["\(variance.squareRoot())"] : [])
  }
}

extension Failure {
  init(_ error: GradientError) {
    switch error {
    case .simulation(let error), .backend(.simulation(let error, _)): self.init(error)
    case .backend(.remote(let failure)): self.init(failure)
    case .interrupted, .backend: self.init(.unsupported, error.message, help: error.help)
    case .needsShots, .notPredictable, .wrongShots: self.init(.misuse, error.message, help: error.help)
    }
  }
}
