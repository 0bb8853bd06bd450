import Defences
import Formats
import Models
import Numerics

/// What `train` prints of one training.
struct TrainingReport {
  let model: String
  let data: DataSet
  let preparation: Preparation
  let state: TrainingState
  let training: (loss: Double, metrics: Metrics)
  let test: (loss: Double, metrics: Metrics)
  let trainingRows: Int
  let testRows: Int
  let privacy: TrainingPrivacy?

  var text: String {
    let curve = "\(state.epoch) epochs\(state.end.map { ", ended by \($0.rawValue)" } ?? "")"
    let rows = [
      ["", "rows", "loss"] + training.metrics.heads,
      ["training", "\(trainingRows)", TrainingJob.short(training.loss)] + training.metrics.cells,
      ["test", "\(testRows)", TrainingJob.short(test.loss)] + test.metrics.cells,
    ]
    return "\(model) on \(data.name), prepared by \(preparation.description)\n\(curve)\n\(frugality)"
      + TextTable(rows: rows).text + (privacy.map { "\n" + PrivacyPresentation(privacy: $0).text } ?? "")
  }

  /// How iCANS or gCANS spent its shots; nil for other optimisers.
  private var frugal: FrugalDescent? {
    if case .frugal(let optimiser) = state.optimiser { optimiser } else { nil }
  }

  private var frugality: String {
    guard let frugal, let first = frugal.shots.log.first, let last = frugal.shots.log.last else { return "" }
    let total = frugal.spent.reduce(0.0) { $0 + Double($1) }
    func range(_ decision: AdaptiveShots.Decision) -> String {
      "\(decision.shots.min() ?? 0) to \(decision.shots.max() ?? 0)"
    }
    return
      "\(Int(exactly: total) ?? .max) shots in \(frugal.spent.count) steps; a circuit took \(range(first)) after the first step, "
      + "\(range(last)) after the last\n"
  }

  var json: [String: JSON] {
    [
      "model": .string(model), "data": .string(data.name), "preparation": .string(preparation.description),
      "epochs": .integer(state.epoch), "end": state.end.map { .string($0.rawValue) } ?? .null,
      "shots": frugal.map { frugal in
        [
          "spent": .array(frugal.spent.map { .integer($0) }),
          "schedule": .array(frugal.shots.log.map { .array($0.shots.map { .integer($0) }) }),
        ]
      } ?? .null,
      "privacy": privacy.map { PrivacyPresentation(privacy: $0).json } ?? .null,
      "training": .object(json(training, rows: trainingRows)), "test": .object(json(test, rows: testRows)),
      "curve": .array(
        state.curve.map { record in
          [
            "epoch": .integer(record.epoch), "loss": .number(record.loss),
            "validationLoss": record.validationLoss.map { .number($0) } ?? .null,
            "validationScore": record.validationScore.map { .number($0) } ?? .null,
          ]
        }),
    ]
  }

  private func json(_ part: (loss: Double, metrics: Metrics), rows: Int) -> [String: JSON] {
    part.metrics.json.merging(["loss": .number(part.loss), "rows": .integer(rows)]) { own, _ in own }
  }
}

/// What `train --folds` prints.
struct CrossValidationReport {
  let model: String
  let data: DataSet
  let preparation: Preparation
  /// [repeat][fold]
  let scores: [[Double]]

  private var what: String {
    if case .classes = data.labels { "accuracy" } else { "R2" }
  }

  /// A repeat is one partition of all rows into folds; the interval is Student's over repeats, or over the folds of the
  /// only one.
  private var means: [Double] {
    scores.count > 1 ? scores.map { $0.reduce(0, +) / Double($0.count) } : scores.flatMap { $0 }
  }

  private var summary: RunningMean { RunningMean(means) }

  /// No accuracy is below 0, and neither it nor R2 is above 1.
  private var interval: ClosedRange<Double>? {
    summary.interval().map { interval in
      if case .classes = data.labels { return interval.clamped(to: 0...1) }
      return min(1, interval.lowerBound)...min(1, interval.upperBound)
    }
  }

  var text: String {
    let interval = interval.map {
      ", 95 % interval \(Self.short($0.lowerBound)) to \(Self.short($0.upperBound))"
    }
    let unit = scores.count > 1 ? "\(scores.count) repeats of \(scores[0].count) folds" : "\(means.count) folds"
    let each = means.map { Self.short($0) }.joined(separator: " ")
    return """
      \(model) on \(data.name), prepared by \(preparation.description)
      test \(what) \(Self.short(summary.mean))\(interval ?? ""), over \(unit): \(each)

      """
  }

  var json: [String: JSON] {
    [
      "model": .string(model), "data": .string(data.name), "preparation": .string(preparation.description),
      "metric": .string(what), "mean": .number(summary.mean),
      "interval": interval.map { [.number($0.lowerBound), .number($0.upperBound)] } ?? .null,
      "scores": .array(scores.map { .array($0.map { .number($0) }) }),
    ]
  }

  private static func short(_ number: Double) -> String { String(Double((number * 1e4).rounded()) / 1e4) }
}

extension Metrics {
  fileprivate var heads: [String] {
    switch self {
    case .classification: ["accuracy", "95 % interval", "balanced"]
    case .regression: ["R2", "mean squared error"]
    }
  }

  fileprivate var cells: [String] {
    switch self {
    case .classification(let metrics):
      let interval = metrics.accuracy.wilsonInterval()
      return [
        TrainingJob.short(metrics.accuracy.value),
        "\(TrainingJob.short(interval.lowerBound)) to \(TrainingJob.short(interval.upperBound))",
        TrainingJob.short(metrics.balancedAccuracy),
      ]
    case .regression(let metrics):
      return [metrics.determination.map { TrainingJob.short($0) } ?? "-", TrainingJob.short(metrics.meanSquaredError)]
    }
  }

  fileprivate var json: [String: JSON] {
    switch self {
    case .classification(let metrics):
      let interval = metrics.accuracy.wilsonInterval()
      return [
        "accuracy": .number(metrics.accuracy.value),
        "accuracyInterval": [.number(interval.lowerBound), .number(interval.upperBound)],
        "balancedAccuracy": .number(metrics.balancedAccuracy), "logLoss": metrics.logLoss.map { .number($0) } ?? .null,
        "confusion": .array(metrics.confusion.map { .array($0.map { .integer($0) }) }),
      ]
    case .regression(let metrics):
      return [
        "determination": metrics.determination.map { .number($0) } ?? .null,
        "meanSquaredError": .number(metrics.meanSquaredError),
      ]
    }
  }
}
