import ArgumentParsing
import Catalogue
import Circuits
import Execution
import Formats
import Gradients
import Inversion
import Models
import Numerics
import Reports
import Studies

/// What `invert` attacks: evidence from a file, or what a row of data gives.
struct InversionJob {
  let evidence: GradientEvidence
  /// In place of a gradient; the evidence names the model and the rows alone then.
  private(set) var counts: CountsEvidence?
  /// Where the values were measured as attacks know it: a machine elsewhere by its twin.
  let machine: (any ExactBackend)?
  /// Where the values were measured here; nil for those of a file.
  var backend: (any Backend)?
  /// The rows behind a gradient that was made here, one after the other.
  var truth: [Double]?

  init(_ arguments: Arguments, in session: Session) async throws {
    switch (arguments[InvertVerb.evidence], arguments[ModelOptions.data]) {
    case (let path?, nil):
      try Self.refuseSettings(arguments)
      try LossGradientJob.refuseWithoutData(arguments)
      let source = try session.read(path)
      counts = try Self.counts(source, arguments, in: session)
      evidence = try counts?.withoutCounts ?? Self.evidence(source, arguments, in: session)
      let named: any Backend
      do { named = try Self.backend(named: evidence.backend, arguments, in: session) } catch {
        throw Failure(
          error.status, "\"backend\": \(error.message)", place: path,
          help: "name the backend ideal, noisy-DEVICE with a device of 'shotglass devices list', or leave it out")
      }
      guard let machine = named.simulated else {
        throw Failure(
          .unsupported, "\"backend\": \(quoted(evidence.backend)) cannot be simulated here", place: path,
          help: "name its twin, noisy-DEVICE, or give \"names\" and \"covariance\" and leave the backend out")
      }
      self.machine = TabulatedMachine.of(machine)
    case (nil, .some):
      let job = try LossGradientJob(
        arguments, rows: arguments[InvertVerb.row] ?? "0", choosing: try Self.chooser(arguments, in: session),
        showing: .inversion,
        in: session)
      backend = job.backend
      machine = job.backend.simulated.map { TabulatedMachine.of($0) }
      let defence = try Self.defence(arguments)
      let stream = RandomStream(seed: session.seed ?? 0)
      do {
        evidence = try await GradientEvidence.sharing(
          job.model, job.examples, loss: job.loss, weights: job.weights,
          on: try Self.depolarized(job, by: defence.depolarizedShare), shots: job.shots, stream: stream
        ).defended(by: defence, stream)
      } catch let error as InversionError { throw Failure(error) }
      truth = job.examples.features
    case (.some, .some):
      throw Failure(.misuse, "both --evidence and --data are given", help: "leave one of them out")
    case (nil, nil):
      throw Failure(
        .misuse, "there is nothing to attack",
        help: "give a shared gradient by --evidence FILE.json, or make one here: --data cosine --row 0")
    }
  }

  /// How a dishonest server chooses the weights; nil where it is honest.
  private static func chooser(
    _ arguments: Arguments, in session: Session
  ) throws(Failure) -> LossGradientJob.Chooser? {
    guard arguments[InvertVerb.malicious] else { return nil }
    guard arguments[GradientVerb.point] == nil, arguments[LossGradientJob.checkpoint] == nil else {
      throw Failure(
        .misuse, "--malicious chooses the weights, but --at or --checkpoint gives some", help: "leave one of them out")
    }
    let ideal = try backend(named: BackendCatalogue.ideal, arguments, in: session)
    return { (model) throws(InversionError) in
      let choice = try MaliciousWeights(
        for: model, loss: arguments[ModelOptions.loss], shots: arguments[GradientVerb.shots],
        on: ideal as? any ExactBackend)
      let found = try choice.chosen(RandomStream(seed: session.seed ?? 0).substream("malicious"))
      session.note(
        "the server chose weights that leave a standard error of \(NumberText.rounded(found.error)) on average (Cramer-Rao)"
      )
      return found.weights
    }
  }

  private static func defence(_ arguments: Arguments) throws(Failure) -> GradientDefence {
    guard let text = arguments[InvertVerb.defence] else { return .none }
    do { return try GradientDefence(text) } catch {
      throw Failure(.misuse, "--defence: \(error.message)", help: error.help)
    }
  }

  /// Where circuits are run that the client depolarizes.
  private static func depolarized(_ job: LossGradientJob, by share: Double) throws(Failure) -> any Backend {
    guard share > 0 else { return job.backend }
    guard let machine = job.backend as? any ExactBackend, job.shots != nil else {
      throw Failure(
        .unsupported, "the defence depolarize works on outcomes that are drawn",
        help: "add --shots 1024, and use a backend that is simulated")
    }
    return DepolarizingBackend(machine, share: share)
  }

  private static func backend(
    named name: String, _ arguments: Arguments, in session: Session
  ) throws(Failure) -> any Backend {
    var catalogue = BackendCatalogue(devices: session.devices, clouds: RemoteOptions.clouds(in: session))
    // Nothing is run there any more.
    catalogue.opensRemote = false
    return try catalogue.backend(name)
  }

  // MARK: From a file

  /// Nil where the file holds a gradient.
  private static func counts(
    _ source: SourceFile, _ arguments: Arguments, in session: Session
  ) throws -> CountsEvidence? {
    do {
      let reader = try JSONReader(parsing: source.bytes)
      guard CountsEvidence.isHeld(by: reader) else { return nil }
      let (_, circuit) = try circuit(arguments, in: session)
      return try CountsEvidence(reading: reader, circuit: circuit)
    } catch let error as FormatError {
      throw Failure(error, file: source.displayName)
    }
  }

  private static func evidence(
    _ source: SourceFile, _ arguments: Arguments, in session: Session
  ) throws -> GradientEvidence {
    if let evidence = try networkEvidence(source, of: arguments[GradientVerb.file]) { return evidence }
    let (program, circuit) = try circuit(arguments, in: session)
    let known = program.model == nil ? nil : Zoo.model(named: arguments[GradientVerb.file])?.leadingCircuit
    do {
      var evidence = try GradientEvidence(
        reading: try JSONReader(parsing: source.bytes), circuit: circuit, observables: program.model?.observables ?? [])
      // What is sought may be other parameters than the model's inputs, of which the encoding knows nothing.
      if let known, known.inputs == evidence.layer.inputs {
        evidence.layer = CircuitLayer(
          evidence.layer.circuit, observables: evidence.layer.observables, encoding: known.encoding)
      }
      return evidence
    } catch {
      throw Failure(error, file: source.displayName)
    }
  }

  /// The circuit that is attacked.
  private static func circuit(_ arguments: Arguments, in session: Session) throws -> (NamedProgram, Circuit) {
    let program = try session.programOrModel(arguments[GradientVerb.file])
    guard program.program.inputs.isEmpty, case .circuit(var circuit, _) = program.program.specialized() else {
      throw Failure(
        .unsupported, "\(quoted(program.path)) decides while it runs what it does",
        help: "what is attacked is a circuit of gates whose inputs stand in angles")
    }
    circuit.parameters = program.program.circuit.parameters
    circuit = circuit.withoutFinalMeasurements()
    guard !circuit.isInterrupted else {
      throw Failure(GradientError.interrupted)
    }
    return (program, circuit)
  }

  /// Refuses what says how a gradient is made.
  private static func refuseSettings(_ arguments: Arguments) throws(Failure) {
    for (name, isGiven) in [
      ("row", arguments[InvertVerb.row] != nil), ("shots", arguments[GradientVerb.shots] != nil),
      ("observable", arguments[GradientVerb.observable] != nil),
      ("checkpoint", arguments[LossGradientJob.checkpoint] != nil),
      ("at", arguments[GradientVerb.point] != nil), ("defence", arguments[InvertVerb.defence] != nil),
      ("malicious", arguments[InvertVerb.malicious]),
      ("inputs", arguments.origin(of: ModelOptions.inputs) != .defaultValue),
      ("weights", arguments.origin(of: ModelOptions.weights) != .defaultValue),
      ("backend", arguments.origin(of: ModelOptions.backend) != .defaultValue),
    ] where isGiven {
      throw Failure(
        .misuse, "--\(name) says how a gradient is made here, but --evidence holds one",
        help: "leave it out; the evidence file says it itself")
    }
  }

  /// Of a model of the gallery that is more than one circuit, unless the file says what a circuit is read out by.
  private static func networkEvidence(
    _ source: SourceFile, of name: String
  ) throws -> GradientEvidence? {
    guard !SourceFile.exists(name), let model = Zoo.model(named: name),
      model.layers.count > 1 || model.leadingCircuit == nil
    else { return nil }
    do throws(FormatError) {
      let reader = try JSONReader(parsing: source.bytes)
      var object = try reader.object()
      let readOut = object.present("head") ?? object.present("observable")
      guard let readOut else { return try GradientEvidence(reading: reader, model: model) }
      guard model.leadingCircuit == nil else { return nil }
      throw readOut.error(
        "the model \(name) does not begin with a circuit, and is attacked with all of its layers",
        help:
          "leave out \"head\" and \"observable\", and give all weights under the names that "
          + "'shotglass gradient \(name) --data NAME --json' prints")
    } catch {
      throw Failure(error, file: source.displayName)
    }
  }
}
