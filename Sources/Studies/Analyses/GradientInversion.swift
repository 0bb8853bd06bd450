internal import Circuits
internal import Execution
package import Formats
internal import Gradients
internal import Inversion
internal import Models
package import Numerics

/// How well the rows behind a shared gradient can be rebuilt, against the shots that it was measured with.
package struct GradientInversion: Analysis {
  package static let kind = "gradient-inversion"
  package static let algorithm = 3
  package static let title = "Gradient inversion against shots"
  package static let axes: [Axis] = [.seed, .weights, .input, .backend, .shots, .batchSize, .attack, .defence]
  package static let idleHelp =
    "its batches are larger than its largestBatch, or it knows none of the attacks: change grid.batchSizes or grid.attacks"
  package static let citations = [
    Citation.numericalInversion2025, Citation.heredge2025, Citation.zhu2019, Citation.vanTrees1968,
  ]
  package static let method = """
    A client measures the gradient of the model's loss over a batch with the stated number of shots of each circuit, and \
    shares it. An attacker who knows the model, its weights and the labels, and the machine with its noise, rebuilds the \
    inputs; the error is the mean squared difference from the true ones, in the best order of rows and up to whole \
    periods of the encoding. Beside it stand the van Trees limits, which no attack beats on average over inputs of a \
    smooth prior: on the gradient, its errors taken as normal; on the raw counts behind it; and on any measurement of as \
    many states. They are left out for batches in which rows have the same label, as these may change places. The \
    Cramer-Rao limit is that of unbiased estimates at the same inputs; limits above the level of guessing are cut to it. \
    The shots at which half of the inputs are rebuilt are read off the medians; predicted, they are \
    those at which half would be if every error were its Cramer-Rao limit at the most shots, scaled to others, times \
    chi-square. Labels are taken as known, and so is how the client defends its gradients, if it does; beside \
    the attack on those stands one that takes them as they are, and what they are still worth to those who train with \
    them. Weights called malicious are chosen by a dishonest server, for so many shots without noise, so that the \
    standard error of one row by the Cramer-Rao limit is small on average. On a remote machine the provider needs no \
    attack: the inputs stand in the circuits that it runs.
    """

  let starts: Int?
  let priorPoints: Int
  /// Of training, after which the loss is taken; none for 0.
  private let trainingSteps: Int
  /// Larger batches of the grid are left out.
  private let largestBatch: Int?

  package init(reading object: inout JSONObjectReader) throws(FormatError) {
    starts = try object.present("starts")?.integer(in: 1...100_000)
    priorPoints = try object.optional("priorPoints")?.integer(in: 1...10_000) ?? 16
    trainingSteps = try object.optional("trainingSteps")?.integer(in: 0...10_000) ?? 0
    largestBatch = try object.present("largestBatch")?.integer(in: 1...1_000_000)
  }

  package var parameters: [String: JSON] {
    [
      "starts": starts.map { .integer($0) } ?? .null, "priorPoints": .integer(priorPoints),
      "trainingSteps": .integer(trainingSteps),
      "largestBatch": largestBatch.map { .integer($0) } ?? .null,
    ]
  }

  package func isPossible(at point: GridPoint) -> Bool {
    guard AttackChoice(rawValue: point.name(.attack) ?? "") != nil else { return false }
    guard let largestBatch else { return true }
    let decided = (try? ClientDefence(at: point).deciding(point)) ?? point
    return decided.number(.batchSize) ?? 1 <= largestBatch
  }

  package enum AttackChoice: String, CaseIterable, Sendable {
    case leastSquares = "least-squares"
    case snapshot
    case numerical
    case leakage = "dlg"
    case cosine
    case guess
  }

  package enum WeightsChoice: String, CaseIterable, Sendable {
    /// As the study trains them; drawn where it does not.
    case study
    case random
    case ones
    /// As a dishonest server chooses them.
    case malicious
  }

  package func spending(at point: GridPoint, on bench: Workbench) throws(StudyError) -> Spending {
    let subject = try bench.subject(for: Self.kind)
    let point = try ClientDefence(at: point).deciding(point)
    guard let layer = subject.model.model.layers.flatMap(\.circuits).first else {
      // A classical control measures nothing.
      var none = Spending()
      none.seconds = 0.01
      return none
    }
    if let size = point.number(.batchSize), size > subject.examples.rowCount {
      throw StudyError(
        .misuse, "a batch of \(size) rows needs more than the \(subject.examples.rowCount) there are",
        help: "ask for smaller batches, or for more rows in data")
    }
    let circuits: Int
    do {
      let scheme = try LossGradient(subject.model, rule: .parameterShift).scheme
      let start = Array(repeating: 0.0, count: scheme.parameterCount)
      let evaluations = try scheme.evaluations(at: start, stream: RandomStream(seed: 0)).count
      circuits = evaluations * scheme.measurement.settings.count * (point.number(.batchSize) ?? 1)
    } catch { throw StudyError(wrapping: error) }
    var spending = Spending(
      of: circuits, shots: point.number(.shots) ?? 0, circuit: layer.circuit,
      isNoisy: point.name(.backend) != Workbench.ideal)
    spending.seconds += seconds(at: point, layer, circuits: circuits)
    return spending
  }

  package func measure(
    at point: GridPoint, on bench: Workbench, stream: RandomStream
  ) async throws(StudyError) -> Finding {
    let subject = try bench.subject(for: Self.kind)
    let found = try bench.found(point.name(.backend) ?? "")
    let defence = try ClientDefence(at: point)
    let point = defence.deciding(point)
    let weights = try await weights(at: point, of: subject, point.number(.seed) ?? 0, bench)
    let batch = try subject.batch(
      of: point.number(.batchSize) ?? 1, model: 1_000_003 * (1 + (point.number(.input) ?? 0)), seed: bench.study.seed)
    let recorder = bench.recorder(found, options: parameters)
    try checkKnown(bench.machine(recorder.name), recorder.name, to: point.name(.attack) ?? "")
    do {
      // The same gradient for every attack and defence.
      var shared = point.without(.attack)
      shared.values[.defence] = .name("none")
      let draws = RandomStream(seed: bench.study.seed).substream("gradient").substream(shared.text)
      let client = try self.client(defence, found, recorder)
      let clean = try await GradientEvidence.sharing(
        subject.model, batch, weights: weights, on: client, shots: point.number(.shots), stream: draws)
      let machine = bench.machine(recorder.name)
      var seeds = stream.substream("attack")
      let settings = AttackSettings(starts: starts, seed: seeds.next(), backend: machine)
      let evidence = clean.defended(by: defence.gradient, draws)
      let rebuilt = try attack(point.name(.attack) ?? "", settings).find(evidence)
      var finding = try finding(
        rebuilt, clean.limited(by: defence.gradient), truth: batch.features, on: machine)
      if defence.gradient != .none, point.name(.attack) == AttackChoice.leastSquares.rawValue {
        try addUnaware(to: &finding, clean, shared: evidence.values, truth: batch.features, settings)
      }
      let exact = try subject.model.lossGradient(batch, weights: weights)
      addUtility(defence.utility(of: evidence.values, exact: exact.values, draws), to: &finding)
      if trainingSteps > 0, !found.isRemote {
        let plain = defence.gradient.depolarizedShare > 0 ? client : found.backend
        finding.values["trainedLoss"] = try await defence.loss(
          after: trainingSteps, of: subject.model, on: batch, from: weights, rate: bench.study.training?.rate ?? 0.05,
          by: GradientMeasurement(on: plain, shots: point.number(.shots)), draws.substream("training"))
      }
      finding.acquisitions = recorder.acquisitions
      finding.shots = try spending(at: point, on: bench).shots
      return finding
    } catch { throw StudyError(wrapping: error) }
  }

  /// Refuses attacks that must know how shots are drawn, where nobody does.
  private func checkKnown(
    _ machine: TabulatedMachine?, _ name: String, to attack: String
  ) throws(StudyError) {
    let needsMachine = [AttackChoice.leastSquares, .snapshot].map(\.rawValue)
    guard machine != nil || !needsMachine.contains(attack) else {
      throw StudyError(
        .unsupported, "nobody knows how the shots of \(name) are drawn, which the attack \(attack) needs",
        help: "use another attack, or the machine's twin")
    }
  }

  private func addUtility(
    _ utility: (cosine: Double?, relativeError: Double?), to finding: inout Finding
  ) {
    finding.set("cosine", utility.cosine)
    finding.set("misalignment", utility.cosine.map { 1 - $0 })
    finding.set("relativeError", utility.relativeError)
  }

  /// With what the client adds to its circuits.
  private func client(
    _ defence: ClientDefence, _ found: StudyResolver.FoundBackend, _ recorder: RecordingBackend
  ) throws(StudyError) -> any Backend {
    let share = defence.gradient.depolarizedShare
    guard share > 0 else { return recorder }
    guard recorder.isExact, !found.isRemote else {
      throw StudyError(
        .unsupported, "the defence depolarize is not done on \(recorder.name) in this version",
        help: "use the backend ideal or noisy-DEVICE")
    }
    return DepolarizingBackend(recorder, share: share)
  }

  /// What one finds who takes shared values for the gradient itself.
  private func addUnaware(
    to finding: inout Finding, _ clean: GradientEvidence, shared: [Double], truth: [Double], _ settings: AttackSettings
  ) throws {
    var naive = clean
    naive.rounds[0].values = shared
    let rebuilt = try LeastSquaresAttack(settings).find(naive)
    let score = try InversionScore(rebuilt, truth: naive.rows(of: truth), evidence: naive)
    finding.values["unawareError"] = score.meanSquaredError ?? naive.guessLevel
  }

  private func weights(
    at point: GridPoint, of subject: Workbench.Subject, _ number: Int, _ bench: Workbench
  ) async throws(StudyError) -> [Double] {
    switch WeightsChoice(rawValue: point.name(.weights) ?? "") {
    case .malicious:
      try await subject.weights.malicious(
        of: number, shots: point.number(.shots), on: bench.idealMachine)
    case .ones: Array(repeating: 1, count: subject.model.weightCount)
    case .random: subject.weights.initialWeights(of: number)
    case .study, nil: try await subject.weights.weights(of: number)
    }
  }

  private func attack(_ name: String, _ settings: AttackSettings) -> any InversionAttack {
    switch AttackChoice(rawValue: name) {
    case .leastSquares, nil: LeastSquaresAttack(settings)
    case .snapshot: SnapshotAttack(settings)
    case .numerical: NumericalAttack(settings)
    case .leakage: LeakageAttack(settings)
    case .cosine: CosineAttack(settings)
    case .guess: GuessAttack(settings)
    }
  }

  // MARK: Finding

  private func finding(
    _ rebuilt: InversionFinding, _ evidence: GradientEvidence, truth: [Double], on machine: TabulatedMachine?
  ) throws -> Finding {
    var finding = Finding()
    let guess = evidence.guessLevel
    let score = try InversionScore(rebuilt, truth: evidence.rows(of: truth), evidence: evidence)
    // An attack that finds nothing does no better than a guess.
    finding.values["error"] = score.meanSquaredError ?? guess
    finding.values["success"] = score.isSuccess ? 1 : 0
    finding.values["certified"] = rebuilt.isCertified ? 1 : 0
    finding.values["guess"] = guess
    finding.set("pValue", rebuilt.pValue)
    if let containment = score.containment {
      finding.values["within99"] = containment.isWithin(0.99) ? 1 : 0
    }
    guard let machine, !evidence.isExact, !evidence.hasErrorlessDirections, let labels = evidence.labels else {
      return finding
    }
    var information = try GradientInformation(evidence, labels: labels, on: machine)
    let unbiased = try information.cramerRao(at: truth).meanSquaredError
    finding.set("cramerRao", unbiased.isFinite ? unbiased : nil)
    finding.values["unbiased"] = min(unbiased, guess)
    finding.set("freedom", try Self.freedom(information.information(at: truth)))
    guard Set(labels).count == labels.count else { return finding }
    information.includesCovariance = true
    finding.set("vanTrees", try limit(on: information, evidence))
    guard evidence.network == nil else { return finding }
    finding.set("vanTreesCounts", try limit(on: CountsInformation(evidence, on: machine), evidence))
    finding.set("vanTreesStates", try limit(on: StateInformation(evidence), evidence))
    return finding
  }

  private func limit(on source: some InformationSource, _ evidence: GradientEvidence) throws -> Double {
    try source.vanTrees(over: SmoothPrior(of: evidence), pointCount: priorPoints).meanSquaredError
  }

  /// Of the chi-square whose mean and variance are those of the summed squares of errors with this information; nil
  /// where some direction is not known at all.
  private static func freedom(_ information: RealMatrix) -> Double? {
    guard let values = SymmetricEigensystem(information)?.values, let least = values.last, least > 0 else { return nil }
    let sum = values.reduce(0) { $0 + 1 / $1 }
    return sum * sum / values.reduce(0) { $0 + 1 / ($1 * $1) }
  }
}

extension GradientInversion {
  private static let lines: [Axis] = [.attack, .backend, .weights, .batchSize, .defence]

  package static let figures = [
    FigurePlan(
      id: "inversion-error", title: "Error of rebuilt inputs",
      caption:
        "Mean squared error of the inputs. No attack, however clever, is below the van Trees limits on average over "
        + "inputs of a smooth prior, whether it sees the gradient, the counts behind it or the states themselves; only a biased one is below the Cramer-Rao limit; guessing alone reaches the upper "
        + "line. Where the error leaves the limits, an attack was caught in wrong inputs.",
      x: .shots, y: "error", yTitle: "mean squared error", series: lines,
      bounds: [
        ("guess", "guessing"), ("unbiased", "Cramer-Rao (unbiased estimators, at these inputs)"),
        ("vanTrees", "van Trees, on the gradient (any attack)"),
        ("vanTreesCounts", "van Trees, on the raw counts"), ("vanTreesStates", "van Trees, on any measurement"),
      ], hasPanels: true),
    FigurePlan(
      id: "inversion-success", title: "How often inputs are rebuilt",
      caption:
        "The share of gradients whose inputs are found to a mean squared error of 0.005, as the published attack "
        + "counts success.",
      x: .shots, y: "success", yTitle: "share rebuilt", series: lines, isLogarithmicY: false, hasPanels: true,
      range: 0...1),
    FigurePlan(
      id: "inversion-defence", title: "What a defence costs and what it buys",
      caption:
        "Up is what it buys: the error of the inputs that an attack rebuilds which knows the defence. Right is what it "
        + "costs: how far the shared gradient points from the exact one. A line joins the strengths of one defence; one "
        + "that is worth more than another stands above it, or to its left.",
      x: .defence, y: "error", yTitle: "mean squared error of rebuilt inputs",
      series: [.attack, .backend, .weights, .batchSize, .shots], bounds: [("guess", "guessing")],
      measuredX: ("misalignment", "1 - cosine of the shared and the exact gradient")),
    FigurePlan(
      id: "inversion-defence-training", title: "What a defence does to training",
      caption:
        "The exact loss of the rows after the study's training steps with defended gradients, against the error of the "
        + "inputs that an attack rebuilds which knows the defence. Low and to the right is good. Batches of another size are "
        + "other rows, with a loss of their own.",
      x: .defence, y: "trainedLoss", yTitle: "loss after training",
      series: [.attack, .backend, .weights, .batchSize, .shots], isLogarithmicY: false,
      measuredX: ("error", "mean squared error of rebuilt inputs")),
  ]

  /// Shots at which half of the inputs are rebuilt to the published level, measured and predicted, by backend.
  package static func statements(of records: [Record]) -> [Statement] {
    let own = records.filter {
      $0.status == .done && ($0.point.name(.attack) ?? "least-squares") == "least-squares"
        && ($0.point.name(.defence) ?? "none") == "none"
    }
    var (measured, predicted): ([String: Double], [String: Double]) = ([:], [:])
    var most = 0
    for (backend, records) in Dictionary(grouping: own, by: { $0.point.name(.backend) ?? "" }) {
      let threshold = ShotThreshold(records: records, level: InversionScore.successLevel)
      guard let found = threshold.measured, let shots = threshold.mostShots else { continue }
      measured[backend] = found
      predicted[backend] = threshold.predicted(from: shots)
      most = max(most, shots)
    }
    guard !measured.isEmpty else { return [] }
    var statements = [
      Statement(
        label: "Shots a circuit at which inputs leak", value: ReportedNumber.list(measured),
        meaning:
          "With so many the strongest attack rebuilds half of the inputs to a mean squared error of 0.005. With fewer, a "
          + "shared gradient hides most of them; with more, it gives them away.")
    ]
    let ratios = measured.compactMap { backend, shots in predicted[backend].map { shots / $0 } }.sorted()
    guard let least = ratios.first, let greatest = ratios.last else { return statements }
    let range = Set([least, greatest].map(ReportedNumber.text)).sorted().joined(separator: " to ")
    statements.append(
      Statement(
        label: "The same, predicted without an attack", value: ReportedNumber.list(predicted),
        meaning:
          "From the Cramer-Rao limit at \(ReportedNumber.text(Double(most))) shots alone; measured are \(range) times as many."
      ))
    return statements
  }
}
