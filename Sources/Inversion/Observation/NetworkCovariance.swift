internal import Execution
internal import Gradients
internal import Models
internal import Numerics

/// The covariance that shots of a model's one circuit give the gradient by all of its weights, at any candidate.
struct NetworkCovariance: Sendable {
  private let model: CompiledModel
  private let rounds: [GradientEvidence.Round]
  private let batchSize: Int
  /// For each rule that a round was measured by.
  private let measured: [GradientRule: (loss: LossGradient, distributions: SchemeDistributions)]

  /// Nil where all values are exact.
  init?(
    _ model: CompiledModel, _ evidence: GradientEvidence, on backend: (any ExactBackend)?
  ) throws(InversionError) {
    guard !evidence.isExact else { return nil }
    self.model = model
    (rounds, batchSize) = (evidence.rounds, evidence.batchSize)
    var measured: [GradientRule: (loss: LossGradient, distributions: SchemeDistributions)] = [:]
    for case .shots(_, let rule) in evidence.rounds.map(\.noise.measurement) where measured[rule] == nil {
      guard model.hasCircuits else {
        throw .evidence(
          "the model \(model.model.name) has no circuit, so that nothing of its gradient comes from shots",
          help: "leave out shotsPerEvaluation")
      }
      guard evidence.loss != .squaredError || model.outputCount == 1 else {
        throw .unsupported(
          "shots behind squared errors of several outputs are not attacked in this version",
          help: "give the covariance of the values, or a model of one output")
      }
      guard let backend else {
        throw .unsupported("nobody says what the shots were drawn from", help: "give the covariance of the values")
      }
      let loss: LossGradient
      do {
        loss = try LossGradient(
          model, loss: evidence.loss == .squaredError ? .meanSquaredError : .crossEntropy, rule: rule)
      } catch { throw .model(error) }
      do throws(GradientError) {
        guard let found = try SchemeDistributions(of: loss.scheme, on: backend) else {
          throw .notPredictable(backend: backend.name)
        }
        measured[rule] = (loss, found)
      } catch { throw .gradient(error) }
    }
    self.measured = measured
  }

  func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance {
    try Covariance(of: rounds) { (round, shots, rule) throws(InversionError) in
      var factor = 1.0
      if case .update(let steps) = round.message { factor = steps.rate }
      let all = try gradient(rule, at: round.weights, candidate, labels, shots: shots)
      let places = Dictionary(model.trained.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      var result = Covariance(zerosOf: round.components.count)
      result.add(all.selecting(round.components.compactMap { places[$0] }).covariance, weight: factor * factor)
      return result
    }
  }

  private func gradient(
    _ rule: GradientRule, at weights: [Double], _ candidate: [Double], _ labels: [Double], shots: Int
  ) throws(InversionError) -> Gradient {
    guard let (loss, distributions) = measured[rule] else {
      return Gradient(names: [], values: [], covariance: Covariance(zerosOf: 0), value: 0)
    }
    do throws(ModelError) {
      let examples = try Examples(features: candidate, labels: self.labels(labels))
      let rows = try loss.rows(of: examples, weights: weights, stream: RandomStream(seed: 0))
      var moments: [[MeansEstimate]] = []
      for row in rows {
        do throws(GradientError) {
          moments.append(try distributions.moments(of: row.plan, shots: row.plan.evaluations.map { _ in shots }))
        } catch { throw .gradient(layer: model.model.name, error) }
      }
      return try loss.combine(rows, moments, kind: .predicted, labels: examples.labels, weights: weights)
    } catch { throw .model(error) }
  }

  /// Numbers of labels as the model's loss takes them: a class where there are several outputs.
  private func labels(_ numbers: [Double]) -> Labels {
    let width = model.outputCount
    guard width > 1 else { return .targets(numbers) }
    let classes = (0..<batchSize).map { row in
      (0..<width).max { numbers[row * width + $0] < numbers[row * width + $1] } ?? 0
    }
    return .classes(classes, names: (0..<width).map { "\($0)" })
  }
}
