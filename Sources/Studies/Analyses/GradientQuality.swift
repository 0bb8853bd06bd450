internal import Circuits
internal import Execution
package import Formats
internal import Gradients
internal import Models
package import Numerics

/// How far a gradient from shots lies from the exact one, and how far theory says it must.
package struct GradientQuality: Analysis {
  package static let kind = "gradient-quality"
  package static let batchCount = 2
  package static let algorithm = 2
  package static let title = "Gradient quality against shots"
  package static let axes: [Axis] = [.seed, .backend, .shots, .batchSize, .defence]
  package static let citations = [Citation.schuld2019, Citation.mitarai2018]
  package static let method = """
    The gradient of the model's loss over a batch is measured again and again, each circuit with the stated number of \
    shots, and compared with the exact gradient of the ideal model. The error is the root of the mean squared distance. \
    Beside it stands what no processing of the same shots can avoid: the trace of the covariance that the exact outcome \
    distributions give, and the bias that the machine's noise leaves at any number of shots.
    """

  enum Rule: String, CaseIterable, Sendable {
    case parameterShift = "parameter-shift"
    case centralDifference = "central-difference"
  }

  private let rule: Rule
  private let step: Double
  private let repetitions: Int

  /// Circuits of one cell, which go to a backend together.
  private static let mostCircuits = 4_000_000

  package init(reading object: inout JSONObjectReader) throws(FormatError) {
    rule = try object.optional("rule")?.choice(of: Rule.self) ?? .parameterShift
    repetitions = try object.optional("repetitions")?.integer(in: 2...100_000) ?? 16
    let step = object.optional("step")
    self.step = try step?.double() ?? 0.3
    if let step, !(1e-6...3.2).contains(self.step) {
      throw step.error("must be from 1e-6 to 3.2, not \(self.step)")
    }
    if let step, rule == .parameterShift {
      throw step.error(
        "the rule parameter-shift has no step", help: "leave it out, or use rule: \"central-difference\"")
    }
  }

  package var parameters: [String: JSON] {
    [
      "rule": .string(rule.rawValue), "repetitions": .integer(repetitions),
    ].merging(rule == .centralDifference ? ["step": .number(step)] : [:]) { $1 }
  }

  private var gradientRule: GradientRule {
    switch rule {
    case .parameterShift: .parameterShift
    case .centralDifference: .centralDifference(step: step)
    }
  }

  private func gradient(of subject: Workbench.Subject) throws(StudyError) -> LossGradient {
    do { return try LossGradient(subject.model, rule: gradientRule) } catch { throw StudyError(wrapping: error) }
  }

  /// Defences are what gradient inversion is about.
  package func isPossible(at point: GridPoint) -> Bool { (point.name(.defence) ?? "none") == "none" }

  package func spending(at point: GridPoint, on bench: Workbench) throws(StudyError) -> Spending {
    let subject = try bench.subject(for: Self.kind)
    let scheme = try gradient(of: subject).scheme
    let evaluations: Int
    do {
      let parameters = scheme.circuit.parameters.count
      let start = Array(repeating: 0.0, count: min(parameters, scheme.parameterCount))
      evaluations = try scheme.evaluations(at: start, stream: RandomStream(seed: 0)).count
    } catch { throw StudyError(wrapping: error) }
    let circuits = evaluations * scheme.measurement.settings.count * (point.number(.batchSize) ?? 1) * repetitions
    guard circuits <= Self.mostCircuits else {
      throw StudyError(
        .misuse,
        "a cell of \"gradient-quality\" takes \(circuits) circuits, and at most \(Self.mostCircuits) are held at once",
        help: "ask for fewer repetitions, smaller batches or a model with fewer weights")
    }
    return Spending(
      of: circuits, shots: point.number(.shots) ?? 0, circuit: scheme.circuit,
      isNoisy: point.name(.backend) != Workbench.ideal)
  }

  package func measure(
    at point: GridPoint, on bench: Workbench, stream: RandomStream
  ) async throws(StudyError) -> Finding {
    let subject = try bench.subject(for: Self.kind)
    let found = try bench.found(point.name(.backend) ?? "")
    let number = point.number(.seed) ?? 0
    let weights = try await subject.weights.weights(of: number)
    let batch = try subject.batch(
      of: point.number(.batchSize) ?? 1, model: number, seed: bench.study.seed)
    let recorder = bench.recorder(found, options: parameters)
    do {
      let gradient = try gradient(of: subject)
      let rows = try gradient.rows(of: batch, weights: weights, stream: stream)
      let measured = try await measured(
        gradient, rows, batch.labels, weights, on: recorder, shots: point.number(.shots) ?? 1, stream)
      let exact = try subject.model.lossGradient(batch, weights: weights)
      let limit = try await self.limit(gradient, rows, batch.labels, weights, on: recorder)
      var finding = Self.finding(measured, exact: exact, limit: limit)
      finding.acquisitions = recorder.acquisitions
      finding.shots = measured.estimates.reduce(0) { $0 + ($1.shots ?? 0) }
      return finding
    } catch {
      throw StudyError(wrapping: error)
    }
  }

  // MARK: Measuring

  private struct Measured {
    var estimates: [Gradient]
    /// From the exact distributions; nil where nobody knows them.
    var predicted: Covariance?
  }

  /// All repetitions in two batches, the first of which also predicts the covariance.
  private func measured(
    _ gradient: LossGradient, _ rows: [LossGradient.Row], _ labels: Labels, _ weights: [Double],
    on backend: RecordingBackend, shots: Int, _ stream: RandomStream
  ) async throws -> Measured {
    let plans = rows.map(\.plan)
    var measurement = GradientMeasurement(on: backend, shots: shots)
    measurement.covariance = backend.isExact ? .predicted : .estimated
    var outcomes = try await measurement.outcomes(of: plans, stream: stream.substream("first"))
    let expected = outcomes.compactMap(\.predicted)
    let predicted =
      expected.count == plans.count
      ? try gradient.combine(rows, expected, kind: .predicted, labels: labels, weights: weights).covariance : nil
    measurement.covariance = .estimated
    let further = (1..<repetitions).flatMap { _ in plans }
    outcomes += try await measurement.outcomes(of: further, stream: stream.substream("further"))
    let estimates = try (0..<repetitions).map { repetition in
      let own = outcomes[repetition * plans.count..<(repetition + 1) * plans.count]
      var found = try gradient.combine(
        rows, own.map(\.measured), kind: .estimated, labels: labels, weights: weights)
      found.shots = own.reduce(0) { $0 + ($1.shots ?? 0) }
      return found
    }
    return Measured(estimates: estimates, predicted: predicted)
  }

  /// What infinitely many shots would show; nil where nobody knows.
  private func limit(
    _ gradient: LossGradient, _ rows: [LossGradient.Row], _ labels: Labels, _ weights: [Double],
    on backend: RecordingBackend
  ) async throws -> [Double]? {
    guard backend.isExact else { return nil }
    let outcomes = try await GradientMeasurement(on: backend, shots: nil)
      .outcomes(of: rows.map(\.plan), stream: RandomStream(seed: 0))
    return try gradient.combine(
      rows, outcomes.map(\.measured), kind: .predicted, labels: labels, weights: weights
    ).values
  }

  private static func finding(_ measured: Measured, exact: Gradient, limit: [Double]?) -> Finding {
    var finding = Finding()
    let squares = measured.estimates.map { squaredDistance($0.values, exact.values) }
    let meanSquare = squares.reduce(0, +) / Double(squares.count)
    let norm = squaredDistance(exact.values, Array(repeating: 0, count: exact.values.count))
    finding.values["error"] = meanSquare.squareRoot()
    finding.repetitions["squaredError"] = squares
    if let interval = StudentEstimate(meanOf: squares)?.interval() {
      finding.intervals["error"] = max(0, interval.lowerBound).squareRoot()...interval.upperBound.squareRoot()
    }
    finding.values["gradientNorm"] = norm.squareRoot()
    finding.set("signalToNoise", meanSquare > 0 ? norm / meanSquare : nil)
    let cosines = measured.estimates.compactMap { cosine($0.values, exact.values) }
    finding.setMean("cosine", cosines)
    guard let limit, let predicted = measured.predicted else { return finding }
    let noise = exact.values.indices.reduce(0) { $0 + predicted.variance(of: $1) }
    let bias = squaredDistance(limit, exact.values)
    finding.values["bias"] = bias.squareRoot()
    finding.values["shotNoise"] = noise.squareRoot()
    finding.values["predictedError"] = (noise + bias).squareRoot()
    guard noise > 0 else { return finding }
    finding.values["predictedSignalToNoise"] = norm / noise
    // What the machine shows of the gradient may be less than the gradient.
    finding.values["shownSignalToNoise"] = squaredDistance(limit, Array(repeating: 0, count: limit.count)) / noise
    finding.setMean("errorOverPrediction", measured.estimates.map { squaredDistance($0.values, limit) / noise })
    let variances = measured.estimates.map { estimate in
      estimate.values.indices.reduce(0) { $0 + estimate.covariance.variance(of: $1) } / noise
    }
    finding.setMean("covarianceOverPrediction", variances)
    finding.repetitions["covarianceOverPrediction"] = variances
    return finding
  }

  private static func squaredDistance(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  private static func cosine(_ left: [Double], _ right: [Double]) -> Double? {
    let zero = Array(repeating: 0.0, count: left.count)
    let size = (squaredDistance(left, zero) * squaredDistance(right, zero)).squareRoot()
    return size > 0 ? zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } / size : nil
  }
}

extension GradientQuality {
  package static let figures = [
    FigurePlan(
      id: "gradient-error", title: "Error of the gradient",
      caption: "Root mean squared distance from the exact gradient, and the shot noise that the outcome distributions "
        + "alone explain. Where the lines part from the limit, the machine's noise biases the gradient.",
      x: .shots, y: "error", yTitle: "distance from the exact gradient", series: [.backend, .batchSize, .defence],
      bounds: [("predictedError", "theory: shot noise and bias")],
      repeated: FigurePlan.Repeated(name: "squaredError") { mean, _ in mean.squareRoot() }),
    FigurePlan(
      id: "gradient-signal", title: "Signal to noise",
      caption: "Squared length of the exact gradient over the mean squared error: above 1 a gradient tells more about "
        + "the data than about the shots.",
      x: .shots, y: "signalToNoise", yTitle: "signal to noise", series: [.backend, .batchSize, .defence],
      bounds: [("predictedSignalToNoise", "limit: shot noise alone")],
      repeated: FigurePlan.Repeated(name: "squaredError") { mean, record in
        let norm = record.values["gradientNorm"] ?? .nan
        return norm * norm / mean
      }),
    FigurePlan(
      id: "gradient-covariance", title: "Is the error bar honest?",
      caption: "The trace of the covariance that the counts show, over that which theory predicts: 1 is honest.",
      x: .shots, y: "covarianceOverPrediction", yTitle: "estimated over predicted variance",
      series: [.backend, .batchSize, .defence], isLogarithmicY: false),
  ]

  /// Shots at which the gradient is as long as its noise, which follow from any record: noise falls as 1 over shots.
  package static func statements(of records: [Record]) -> [Statement] {
    var shots: [String: [Double]] = [:]
    for record in records {
      guard let backend = record.point.name(.backend), let own = record.point.number(.shots),
        let ratio = record.values["shownSignalToNoise"], ratio > 0
      else { continue }
      shots[backend, default: []].append(Double(own) / ratio)
    }
    guard !shots.isEmpty else { return [] }
    let medians = shots.mapValues { $0.sorted()[$0.count / 2] }
    return [
      Statement(
        label: "Shots a circuit at which the gradient rises above its noise",
        value: ReportedNumber.list(medians),
        meaning: "Below it a shared gradient is mostly shot noise; ten times the shots make it ten times clearer. The "
          + "median over models and batches.")
    ]
  }
}
