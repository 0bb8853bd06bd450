import ArgumentParsing
import Catalogue
import Circuits
import Execution
import Formats
import Gradients
import Inversion
import Models
import Numerics

/// What `invert` attacks: evidence from a file, or what a row of data gives.
struct InversionJob {
  let evidence: GradientEvidence
  /// Where the values were measured.
  let machine: (any ExactBackend)?
  /// The rows behind a gradient that was made here, one after the other.
  var truth: [Double]?

  init(_ arguments: Arguments, in session: Session) async throws {
    switch (arguments[InvertVerb.evidence], arguments[ModelOptions.data]) {
    case (let path?, nil):
      evidence = try Self.evidence(path, arguments, in: session)
      guard let machine = try Self.backend(named: evidence.backend, arguments, in: session) as? any ExactBackend else {
        throw Failure(.unsupported, "the backend \(quoted(evidence.backend)) cannot be simulated here")
      }
      self.machine = machine
    case (nil, .some):
      let job = try LossGradientJob(arguments, rows: arguments[InvertVerb.row] ?? "0", in: session)
      machine = job.backend as? any ExactBackend
      evidence = try await Self.evidence(of: job, in: session)
      truth = job.examples.features
    case (.some, .some):
      throw Failure(.misuse, "both --evidence and --data are given", help: "leave one of them out")
    case (nil, nil):
      throw Failure(
        .misuse, "there is nothing to attack",
        help: "give a shared gradient by --evidence FILE.json, or make one here: --data cosine --row 0")
    }
  }

  private static func backend(
    named name: String, _ arguments: Arguments, in session: Session
  ) throws(Failure) -> any Backend {
    try BackendCatalogue(devices: session.devices).backend(name)
  }

  // MARK: From a file

  private static func evidence(
    _ path: String, _ arguments: Arguments, in session: Session
  ) throws -> GradientEvidence {
    for (name, isGiven) in [
      ("row", arguments[InvertVerb.row] != nil), ("shots", arguments[GradientVerb.shots] != nil),
      ("observable", arguments[GradientVerb.observable] != nil),
      ("checkpoint", arguments[LossGradientJob.checkpoint] != nil),
      ("at", arguments[GradientVerb.point] != nil),
      ("backend", arguments.origin(of: ModelOptions.backend) != .defaultValue),
    ] where isGiven {
      throw Failure(
        .misuse, "--\(name) says how a gradient is made here, but --evidence holds one",
        help: "leave it out; the evidence file says it itself")
    }
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
    let source = try session.read(path)
    let encoding = Zoo.model(named: arguments[GradientVerb.file])?.leadingCircuit?.encoding
    do {
      return try GradientEvidence(
        reading: try JSONReader(parsing: source.bytes), circuit: circuit,
        observables: program.model?.observables ?? [], encoding: program.model == nil ? nil : encoding)
    } catch {
      throw Failure(error, file: source.displayName)
    }
  }

  // MARK: From data

  private static func evidence(of job: LossGradientJob, in session: Session) async throws -> GradientEvidence {
    let model = job.model.model
    guard let layer = model.leadingCircuit, let loss = loss(of: model, job),
      job.model.trained.count == job.weights.count
    else {
      throw Failure(
        .unsupported, "the model \(model.name) is no circuit with a squared error or a dense head and cross-entropy",
        help: "attack one such as complex-2, simple-entangled-2 or zz-efficient-2")
    }
    let circuitWeights = layer.weights.count
    var gradient: Gradient
    var noise = GradientEvidence.Noise.exact
    if let shots = job.shots {
      let measured = try LossGradient(job.model, loss: job.loss, rule: .parameterShift)
      gradient = try await measured.measured(
        job.examples, weights: job.weights, by: GradientMeasurement(on: job.backend, shots: shots),
        stream: RandomStream(seed: session.seed ?? 0))
      noise = GradientEvidence.Noise(.shots(perEvaluation: shots, rule: .parameterShift))
    } else {
      gradient = try job.model.lossGradient(job.examples, loss: job.loss, weights: job.weights)
    }
    var evidence = GradientEvidence(
      layer: layer, loss: loss, batchSize: job.examples.rowCount,
      labels: labels(of: job, width: layer.observables.count),
      rounds: [
        GradientEvidence.Round(
          weights: Array(job.weights[..<circuitWeights]), components: Array(gradient.values.indices),
          values: gradient.values, noise: noise)
      ], inputRanges: ranges(of: job, layer))
    evidence.backend = job.backend.name
    return evidence
  }

  private static func loss(of model: Model, _ job: LossGradientJob) -> OutcomeLoss? {
    let loss = job.loss ?? model.loss
    if model.layers.count == 1, loss == .meanSquaredError { return .squaredError }
    guard model.layers.count == 2, case .dense(let dense) = model.layers[1], dense.hasBias, loss == .crossEntropy else {
      return nil
    }
    let weights = Array(job.weights.suffix((dense.inputCount + 1) * dense.outputCount))
    let split = dense.inputCount * dense.outputCount
    return DenseHead(
      weights: RealMatrix(
        rowCount: dense.outputCount, columnCount: dense.inputCount, elements: Array(weights[..<split])),
      bias: Array(weights[split...])
    ).map { .crossEntropy($0) }
  }

  private static func labels(of job: LossGradientJob, width: Int) -> [[Double]] {
    switch job.examples.labels {
    case .targets(let values): values.map { [$0] }
    case .classes(let places, let names):
      places.map { place in
        if job.model.outputCount == 1 { return [place == 0 ? -1 : 1] }
        return names.indices.map { $0 == place ? 1 : 0 }
      }
    }
  }

  /// [0, pi], or more where the attacked rows reach further: the attacker knows how data are scaled.
  private static func ranges(of job: LossGradientJob, _ layer: CircuitLayer) -> [ClosedRange<Double>] {
    let width = job.examples.featureCount
    let least = job.examples.features.min() ?? 0
    let greatest = job.examples.features.max() ?? 0
    let range = least >= 0 && greatest <= .pi ? 0...Double.pi : -max(Double.pi, -least)...max(Double.pi, greatest)
    return (0..<width).map { _ in range }
  }
}
