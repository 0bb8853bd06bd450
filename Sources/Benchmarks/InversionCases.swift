internal import Devices
internal import Execution
internal import Inversion
internal import Models
internal import Numerics
internal import Simulation

/// Attacks on the gradient of a model of the gallery at the rows `features`, with the labels `labels`.
struct InversionCases {
  private let arguments: RaceArguments
  private let threads: Int
  private let model: CompiledModel
  private let weights: [Double]
  private let rows: [[Double]]
  private let shots: Int?
  private let backend: LocalBackend
  private static let widest = 16

  init(_ arguments: RaceArguments) throws {
    self.arguments = arguments
    threads = try arguments.integer("threads")
    let name = try arguments.text("model")
    guard let model = Zoo.model(named: name) else { throw BenchmarkError("no model '\(name)'") }
    self.model = try CompiledModel(model)
    weights = try arguments.numbers("weights")
    rows = try arguments.rows("features")
    let shots = try arguments.integer("shots")
    self.shots = shots > 0 ? shots : nil
    backend = LocalBackend(
      name: "ideal",
      device: Device(
        name: "ideal", source: "no noise", qubits: (0..<Self.widest).map { _ in Device.Qubit() },
        gates: []))
  }

  /// What one client shares: exact, or from shots that are drawn anew for each number.
  private func evidence(_ repetition: Int) async throws -> GradientEvidence {
    let examples = try Examples(
      features: rows.flatMap { $0 }, labels: .targets(try arguments.numbers("labels")))
    let stream = RandomStream(seed: UInt64(try arguments.integer("seed"))).substream(repetition)
    var evidence = try await GradientEvidence.sharing(
      model, examples, weights: weights, on: backend, shots: shots, stream: stream)
    if try arguments.integer("hidesLabels") == 1 { evidence.labels = nil }
    let range = try arguments.numbers("range")
    evidence.inputRanges = evidence.inputRanges.map { _ in range[0]...range[1] }
    return evidence
  }

  /// Least squares against so many draws of the evidence. Of each: the mean squared error (-1 where nothing is
  /// recovered), whether it is certified, and whether the 99 % ellipsoid holds the truth (-1 where there is none);
  /// whether it ended in a wrong basin; starts used and converged, different solutions, candidates evaluated; the error
  /// of the solution nearest to the truth.
  func leastSquares() async throws -> () throws -> [Double] {
    var drawn: [GradientEvidence] = []
    for repetition in 0..<(try arguments.integer("repetitions")) { drawn.append(try await evidence(repetition)) }
    let starts = try arguments.integer("starts")
    let settings = AttackSettings(
      starts: starts > 0 ? starts : nil, seed: UInt64(try arguments.integer("seed")), threadCount: threads,
      backend: backend)
    let labels = try arguments.numbers("labels").map { [$0] }
    return { [drawn] in
      try drawn.flatMap { evidence in
        try summary(of: LeastSquaresAttack(settings).find(evidence), evidence, labels: labels)
      }
    }
  }

  private func summary(
    of finding: InversionFinding, _ evidence: GradientEvidence, labels: [[Double]]
  ) throws -> [Double] {
    let score = try InversionScore(finding, truth: rows, evidence: evidence)
    let reached = try InversionScore.chiSquared(reachedFrom: rows, labels: labels, evidence: evidence, on: backend)
    return [
      score.meanSquaredError ?? -1, finding.isCertified ? 1 : 0,
      score.containment.map { $0.isWithin(0.99) ? 1 : 0 } ?? -1,
      reached.map { score.isInWrongBasin(finding, chiSquaredFromTruth: $0) ? 1 : 0 } ?? 0,
      Double(finding.starts), Double(finding.startsConverged), Double(finding.solutions.count),
      Double(finding.evaluations), try nearest(of: finding, evidence) ?? -1,
    ]
  }

  private func nearest(of finding: InversionFinding, _ evidence: GradientEvidence) throws -> Double? {
    try finding.solutions.compactMap { solution in
      var finding = finding
      finding.recovered = solution
      return try InversionScore(finding, truth: rows, evidence: evidence).meanSquaredError
    }.min()
  }

  /// The Cramer-Rao limit of the mean squared error with these shots, and the rank and the unknowns of the evidence.
  func limit() async throws -> () throws -> [Double] {
    let evidence = try await evidence(0)
    let labels = try arguments.numbers("labels").map { [$0] }
    return { [self] in
      let identifiability = try Identifiability(of: evidence, in: InputDomain(of: evidence))
      let sizes = [Double(identifiability.rank), Double(identifiability.unknowns)]
      guard !evidence.isExact else { return [0] + sizes }
      let information = try GradientInformation(evidence, labels: labels, on: backend, threadCount: threads)
      let bound = try information.cramerRao(at: rows.flatMap { $0 }).meanSquaredError
      return [bound.isFinite ? bound : 1e300] + sizes
    }
  }

  /// Least squares from the points `starts` to each one's end, at most `iterations` steps: the mean squared errors.
  /// Descents that hardly get lower are given up as the attack does (`givesUp` 1), or followed to their ends (0).
  func descents() async throws -> () throws -> [Double] {
    let evidence = try await evidence(0)
    let (starts, iterations) = (try arguments.rows("starts"), try arguments.integer("iterations"))
    let givesUp = try arguments.integer("givesUp") == 1
    return { [self] in
      // Tables belong to the time.
      let observation = try evidence.observation(on: nil, threadCount: threads)
      var search = LeastSquaresSearch(observation, target: evidence.values)
      search.mostIterations = iterations
      search.patience = givesUp ? LeastSquaresSearch.usualPatience : nil
      return try search.descents(from: starts).map { try error(of: $0.inputs, evidence) }
    }
  }

  /// How alike the evidence and the gradients at the points `starts` are: the cosines' magnitudes.
  func overlaps() async throws -> () throws -> [Double] {
    let evidence = try await evidence(0)
    let observation = try evidence.observation(on: nil, threadCount: threads)
    let starts = try arguments.rows("starts")
    let square = evidence.values.reduce(0) { $0 + $1 * $1 }
    return {
      try observation.overlaps(at: starts.flatMap(\.self), target: evidence.values).map {
        $0.product.magnitude / ($0.square * square).squareRoot()
      }
    }
  }

  /// The published attack from the points `starts`. Of each: the iteration after which its mean squared error was first
  /// at most `goal` (-1: never), where the descent is left; the error at its end; the gradients that it took. Slopes
  /// are in closed form with `closed` 1.
  func published() async throws -> () throws -> [Double] {
    let evidence = try await evidence(0)
    let observation = try evidence.observation(on: nil, threadCount: threads)
    var attack = try publishedAttack()
    if try arguments.integer("closed") == 1 { attack.bands = LossBand.all(of: evidence) }
    let (starts, goal) = (try arguments.rows("starts"), try arguments.numbers("goal")[0])
    let stops = try arguments.integer("stops") == 1
    return { [self] in
      var iterations = starts.map { _ in 0 }
      var arrivals = starts.map { _ in -1.0 }
      let traces = try attack.descents(on: observation, target: evidence.values, from: starts) { start, inputs in
        iterations[start] += 1
        let isThere = ((try? error(of: inputs, evidence)) ?? .infinity) <= goal
        if isThere, arrivals[start] < 0 { arrivals[start] = Double(iterations[start]) }
        return isThere && stops
      }
      return try zip(traces, arrivals).flatMap { trace, arrival in
        [arrival, try error(of: trace.inputs, evidence), Double(trace.evaluations)]
      }
    }
  }

  private func publishedAttack() throws -> NumericalAttack {
    var attack = NumericalAttack()
    guard let filter = NumericalAttack.Filter(rawValue: try arguments.text("filter")) else {
      throw BenchmarkError("no filter '\(try arguments.text("filter"))'")
    }
    attack.filter = filter
    attack.window = try arguments.integer("window")
    attack.iterations = try arguments.integer("iterations")
    let numbers = try arguments.numbers("descent")
    (attack.step, attack.rate, attack.threshold) = (numbers[0], numbers[1], numbers[2])
    return attack
  }

  private func error(of inputs: [Double], _ evidence: GradientEvidence) throws -> Double {
    var finding = InversionFinding(attack: "", labels: evidence.labels ?? [])
    finding.recovered = evidence.rows(of: inputs)
    return try InversionScore(finding, truth: rows, evidence: evidence).meanSquaredError ?? .infinity
  }
}
