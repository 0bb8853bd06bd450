import ArgumentParsing
import Catalogue
import Circuits
import CloudBackends
import Devices
import Execution
import Formats
import FoundationEssentials
import Numerics
import OpenQASM
import Simulation
import Studies

/// `run`: a program on a backend.
enum RunVerb {
  static let file = Argument.required("FILE", help: "An OpenQASM 3 or 2 program; - is standard input.")
  static let backend = Option.text(
    "backend", placeholder: "NAME", default: BackendCatalogue.ideal,
    help: """
      Where to run it: ideal, noisy-DEVICE for the twin of a device, emulated-DEVICE for that behind a provider's \
      interface, or PROVIDER:DEVICE for a machine in a cloud. \
      'shotglass help backends' says more.
      """)
  static let shots = Option.integer("shots", in: 1...1_000_000_000, default: 1024, help: "How often to run it.")
  static let inputs = Option.texts(
    "input", placeholder: "NAME=JSON",
    help: "The value of an input of the program: a number, true or false, or a text of bits; lists for arrays.")
  static let memory = Option.flag("memory", help: "Show the outcome of every shot too.")
  static let amplitudes = Option.flag(
    "amplitudes", help: "Print the exact final state instead: one amplitude a basis state, measurements skipped.")
  static let maximumSeconds = Option.seconds(
    "max-seconds", placeholder: "T", in: 0.001...31_536_000, default: 60,
    help: "Stop with status 1 after this time.")
  static let noise = Option.file(
    "noise", help: "A noise model to add; 'shotglass help device-files' describes the file.")
  static let method = Option<NoiseMethod>.choice(
    "method", placeholder: "HOW", default: .automatic,
    help: "How to simulate noise; automatic takes the cheaper way. The distribution is the same.")
  static let precision = Option<FloatingPrecision>.choice(
    "precision", placeholder: "WIDTH", default: .double,
    help: "The numbers of an ideal state: single takes half the memory and is good to 5 digits.")
  static let threads = Option.integer(
    "threads", in: 1...1024, help: "How many threads to use, one a core unless given; the result is always the same.")
  static let maximumSteps = Option.integer(
    "max-steps", in: 1...1_000_000_000_000, default: 100_000_000,
    help: "Stop a shot that takes more classical steps, such as one in an endless loop.")

  static let verb = Verb(
    command: Command(
      name: "run", summary: "Run a program and count its outcomes.",
      description: """
        Runs the program and prints how often each outcome came. 'shotglass help bit-order' says which bit is which.
        """,
      arguments: [file.declaration],
      options: [
        backend.declaration, shots.declaration, inputs.declaration, memory.declaration, amplitudes.declaration,
        noise.declaration, method.declaration, precision.declaration, threads.declaration, maximumSeconds.declaration,
        maximumSteps.declaration,
      ] + RemoteOptions.declarations + [RemoteOptions.verbatim.declaration],
      examples: [
        Command.Example("shotglass run bell.qasm", "Run a program 1024 times without noise."),
        Command.Example(
          "shotglass run bell.qasm --shots 100 --seed 7 --json", "The same outcomes every time, as JSON."),
        Command.Example("shotglass run ansatz.qasm --input theta=0.5", "Give the program's input a value."),
        Command.Example(
          "shotglass run bell.qasm --backend noisy-ibm_fez", "Compile for a device and run with its noise."),
      ]), run: run)

  private static func run(_ arguments: Arguments, in session: Session) async throws -> ExitStatus {
    let deadline = ContinuousClock.now + .seconds(arguments[maximumSeconds])
    let catalogue = BackendCatalogue(
      devices: session.devices, settings: settings(arguments), noise: try noiseModel(arguments[noise], in: session),
      clouds: RemoteOptions.compilingClouds(arguments, in: session))
    let backend = RemoteConsent.asking(
      on: Self.boughtAnew(try catalogue.backend(arguments[backend])), .program, arguments, in: session)
    let program = try session.program(arguments[file])
    var values = InputValues(for: program.program)
    try values.add(options: arguments[inputs])
    let point = try values.complete { "give it one with: --input \($0)=\($1)" }
    warnOfIdleOptions(arguments, on: backend, in: session)
    guard !arguments[amplitudes] else {
      try printAmplitudes(of: program, at: point, on: backend, deadline, in: session)
      return .done
    }
    let seed = session.seed ?? 0
    let entry = Batch.Entry(
      program.program, parameters: point.parameters, inputs: point.inputs, shots: arguments[shots])
    var batch = Batch([entry], stream: RandomStream(seed: seed))
    batch.keepsMemory = arguments[memory]
    batch.deadline = deadline
    batch.stepLimit = arguments[maximumSteps]
    do {
      for sample in try await backend.run(batch) { try print(sample, seed: seed, of: backend, in: session) }
      try (backend as? RemoteBackend)?.confirm()
      RemoteConsent.settle(backend, in: session)
    } catch let error as BackendError {
      switch error {
      case .simulation(let fault, _): throw failure(fault, of: program, in: session)
      case .unsupported(let message, let help, _):
        throw refusal(message, help, of: program, by: backend, in: session)
      case .remote(let failure): throw Failure(failure)
      }
    }
    return .done
  }

  private static func warnOfIdleOptions(_ arguments: Arguments, on backend: any Backend, in session: Session) {
    let idle = IdleOptions(arguments, in: session)
    idle.warn(
      [shots.declaration, memory.declaration], unless: !arguments[amplitudes],
      "--amplitudes prints the exact state, of which nothing is drawn")
    let isIdeal = (backend as? LocalBackend)?.noise.isEmpty ?? false
    idle.warn([method.declaration], unless: !isIdeal, "\(backend.name) has no noise to simulate")
    idle.warn([precision.declaration], unless: isIdeal, "it is of ideal states that are simulated here")
  }

  /// Whoever runs a program again on a machine in a cloud wants other shots.
  private static func boughtAnew(_ backend: any Backend) -> any Backend {
    guard var remote = backend as? RemoteBackend, !remote.isEmulated else { return backend }
    remote.buysOnce = false
    return remote
  }

  private static func settings(_ arguments: Arguments) -> LocalBackend.Settings {
    var settings = LocalBackend.Settings()
    settings.method = arguments[method].method
    settings.precision = arguments[precision] == .single ? .single : .double
    settings.threadCount = arguments[threads] ?? ProcessInfo.processInfo.activeProcessorCount
    return settings
  }

  private static func noiseModel(_ path: String?, in session: Session) throws(Failure) -> NoiseModel {
    guard let path else { return NoiseModel() }
    let source = try session.read(path)
    do { return try NoiseModel(reading: source.bytes, file: source.displayName) } catch { throw Failure(error) }
  }

  private static func printAmplitudes(
    of program: NamedProgram, at point: InputValues.Point, on backend: any Backend,
    _ deadline: ContinuousClock.Instant, in session: Session
  ) throws {
    guard let local = backend as? LocalBackend, local.noise.isEmpty else {
      throw Failure(
        .unsupported, "\(quoted(backend.name)) has no one final state: noise makes it a mixture",
        help: "use --backend ideal, or sample it with shots")
    }
    let circuit = try circuit(program, at: point)
    let simulator = StateSimulator(
      precision: local.settings.precision, threadCount: local.settings.threadCount, deadline: deadline)
    do {
      try print(try simulator.amplitudes(of: circuit, parameters: point.parameters), in: session)
    } catch let error as SimulationError {
      throw failure(error, of: program, in: session)
    }
  }

  /// The circuit that the program is with its inputs known.
  private static func circuit(_ program: NamedProgram, at point: InputValues.Point) throws(Failure) -> Circuit {
    if let circuit = program.program.staticCircuit { return circuit }
    if case .circuit(var circuit, _) = program.program.specialized(parameters: point.parameters, inputs: point.inputs) {
      circuit.parameters = program.program.circuit.parameters
      return circuit
    }
    throw Failure(
      .unsupported, "\(quoted(program.path)) has no one final state: outcomes decide what it does",
      help: "sample it with shots instead")
  }

  /// The refusal at the gate that is to blame, where it is one of a verbatim box.
  private static func refusal(
    _ message: String, _ help: String, of program: NamedProgram, by backend: any Backend, in session: Session
  ) -> Failure {
    guard let circuit = program.program.staticCircuit,
      let problem = VerbatimCheck(backend.device).problem(in: circuit), problem.message == message,
      let range = program.result.origins.range(ofOperation: problem.operation)
    else { return Failure(.unsupported, message, help: help) }
    let diagnostic = Diagnostic(.gateIsNotNative, message, at: range, help: help)
    try? session.errors.write(session.rendered([diagnostic], of: program.result.files))
    return Failure(.unsupported, "\(quoted(program.path)) cannot run on \(quoted(backend.name)) as it is written")
  }

  /// The error at the statement that was running, where there is one.
  private static func failure(_ error: SimulationError, of program: NamedProgram, in session: Session) -> Failure {
    guard let place = error.place, let range = program.result.range(of: place) else { return Failure(error) }
    let diagnostic = Diagnostic(.runFault, error.message, at: range, help: error.help)
    try? session.errors.write(session.rendered([diagnostic], of: program.result.files))
    return Failure(.misuse, "\(quoted(program.path)) failed while it ran")
  }

  // MARK: Printing

  private static func print(_ sample: Sample, seed: UInt64, of backend: any Backend, in session: Session) throws {
    let counts = sample.counts
    let keys = (0..<counts.count).map { counts.key(at: $0) }
    guard session.wantsJSON else {
      let width = max(7, keys.map(\.count).max() ?? 0)
      var text = ""
      for (key, count) in zip(keys, counts.occurrences) {
        text += key.isEmpty ? "(no bits)" : key
        text +=
          String(repeating: " ", count: width - min(width, max(key.count, key.isEmpty ? 9 : 0)) + 2) + "\(count)\n"
      }
      for output in sample.outputs {
        for tally in output.values { text += "\(output.name) = \(tally.value)  \(tally.count)\n" }
      }
      for place in sample.memory ?? [] { text += "shot \(keys[place])\n" }
      return try session.print(text)
    }
    var members: [String: JSON] = [
      "backend": .string(backend.name), "shots": .integer(counts.shots), "seed": JSON.unsigned(seed),
      "counts": .object(Dictionary(uniqueKeysWithValues: zip(keys, counts.occurrences.map { JSON.integer($0) }))),
    ]
    if !sample.outputs.isEmpty {
      members["outputs"] = .object(
        Dictionary(
          uniqueKeysWithValues: sample.outputs.map { output in
            (
              output.name,
              .object(Dictionary(uniqueKeysWithValues: output.values.map { ($0.value, JSON.integer($0.count)) }))
            )
          }))
    }
    if let remote = backend as? RemoteBackend, remote.isVerbatim { members["verbatim"] = true }
    if let memory = sample.memory { members["memory"] = .array(memory.map { .string(keys[$0]) }) }
    try session.print(members)
  }

  private static func print(_ amplitudes: [Complex], in session: Session) throws {
    guard session.wantsJSON else {
      let lines = amplitudes.enumerated().map { index, amplitude in
        "\(index)  \(amplitude.real)  \(amplitude.imaginary)\n"
      }
      return try session.print(lines.joined())
    }
    try session.print([
      "amplitudes": .array(amplitudes.map { [.number($0.real), .number($0.imaginary)] })
    ])
  }
}
