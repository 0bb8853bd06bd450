import Defences
import Formats
import Membership
import Models
import Numerics

/// What `unlearn` prints.
struct UnlearningPresentation {
  struct Row {
    let evaluation: UnlearningEvaluation
    /// Nil where it was done once.
    let spread: UnlearningSpread?
  }

  let job: UnlearningJob
  let evaluator: UnlearningEvaluator
  let rows: [Row]
  /// How well likelihood ratios tell forgotten rows before they are forgotten.
  let before: MembershipScore?

  /// `1,200 gradients of rows, 28,800 circuits, 1,843,200 shots`.
  static func text(_ cost: UnlearningCost) -> String {
    var parts = ["\(cost.work.gradients) gradients"]
    if cost.work.values > 0 { parts.append("\(cost.work.values) outputs") }
    if cost.work.curvatures > 0 { parts.append("\(cost.work.curvatures) second derivatives") }
    parts.append("\(cost.circuits) circuits on a machine")
    if let shots = cost.shots { parts.append("\(shots) shots") }
    return parts.joined(separator: ", ")
  }

  private var task: UnlearningTask { job.task }

  /// All models in the order of the tables: before, the oracle, and each method's.
  private var readings: [(name: String, reading: UnlearningReading, row: Row?)] {
    let hasOracle = rows.contains { $0.evaluation.method == "retrain" }
    return [("before", evaluator.original, nil)]
      + (hasOracle ? [] : [("oracle", evaluator.oracleReading, nil)])
      + rows.map { ($0.evaluation.method, $0.evaluation.reading, $0) }
  }

  // MARK: Text

  var text: String {
    let parts = [head, accuracies, membership, distances, costs, spreads, notes]
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var alikeName: String {
    guard let place = task.split.forgottenClass, place < task.training.labels.classNames.count else {
      return "test"
    }
    return "test of \(task.training.labels.classNames[place])"
  }

  private var head: String {
    "\(task.model.model.name) on \(job.data.name), prepared by \(job.preparation.description)\n"
      + "forgets U, \(task.split.forgotten.count) rows, and keeps R, \(task.split.retained.count) rows; "
      + "\(evaluator.parts.test.rowCount) test rows, \(evaluator.parts.alike.count) of them like U\n"
  }

  private var accuracies: String {
    let isClass = task.split.forgottenClass != nil
    let table = readings.map { name, reading, row in
      [name, Self.percent(reading.forgotten), Self.percent(reading.retained), Self.percent(reading.test)]
        + (isClass ? [Self.percent(reading.alike), reading.others.map(Self.percent) ?? "-"] : [])
        + [
          Self.short(reading.forgottenLoss),
          row.map { Self.short($0.evaluation.gap) } ?? (name == "oracle" ? "0.0" : Self.short(gapBefore)),
        ]
    }
    let heads =
      ["accuracy on", "U", "R", "test"] + (isClass ? [alikeName, "other test"] : []) + ["loss of U", "gap to oracle"]
    return TextTable(rows: [heads] + table).text
  }

  private var gapBefore: Double { UnlearningEvaluator.gap(evaluator.original, evaluator.oracleReading) }

  private var membership: String {
    let hasLikelihood = before != nil
    let table = readings.map { name, reading, row in
      let likelihood = row == nil ? (name == "before" ? before : nil) : row?.evaluation.likelihood
      return [
        name, Self.area(reading.againstAlike), Self.rate(reading.againstAlike), Self.short(reading.againstAll.auc),
        Self.percent(reading.published.compatible), Self.percent(reading.published.frozen.forgotten),
        Self.percent(reading.published.adapted.forgotten), reading.published.adapted.alike.map(Self.percent) ?? "-",
      ] + (hasLikelihood ? [likelihood.map(Self.area) ?? "-"] : [])
    }
    let heads =
      [
        "members told", "AUC of U vs \(alikeName)", "TPR at FPR 10 %", "vs all test", "published", "clean", "adapted",
        "its FPR",
      ] + (hasLikelihood ? ["U-LiRA AUC"] : [])
    return TextTable(rows: [heads] + table).text
  }

  private var distances: String {
    func epochs(_ time: RelearnTime) -> String { time.epochs.map { "\($0)" } ?? "> \(time.limit)" }
    let table = rows.map { row in
      let distance = row.evaluation.onTest
      return [
        row.evaluation.method, Self.short(row.evaluation.onForgotten.activation), Self.short(distance.activation),
        Self.short(distance.divergence), Self.short(distance.symmetricDivergence), Self.percent(distance.agreement),
        distance.weights.map(Self.short) ?? "-", distance.states.map { Self.short($0.fidelity) } ?? "-",
        distance.states.map { Self.short($0.totalVariation) } ?? "-",
        row.evaluation.relearning.map(epochs) ?? "-",
      ]
    }
    let heads = [
      "from the oracle", "softmax, U", "softmax, test", "KL", "JS", "agreement", "weights", "fidelity",
      "outcomes' TV", "epochs to relearn (oracle \(epochs(evaluator.oracleRelearning)))",
    ]
    return TextTable(rows: [heads] + table).text
  }

  private var costs: String {
    let table = rows.map { row in
      let cost = row.evaluation.cost
      return [
        row.evaluation.method, row.evaluation.needs.text, "\(cost.work.gradients)", "\(cost.circuits)",
        cost.shots.map { "\($0)" } ?? "-", row.evaluation.summary,
      ]
    }
    return TextTable(rows: [["costs", "sees", "gradients", "circuits", "shots", "what it does"]] + table).text
  }

  private var spreads: String {
    let found = rows.compactMap { row in row.spread.map { (row.evaluation.method, $0) } }
    guard !found.isEmpty else { return "" }
    func cell(_ mean: RunningMean) -> String {
      "\(Self.percent(mean.mean)) +- \(Self.percent(mean.variance.squareRoot()))"
    }
    let table = found.map { name, spread in
      [name, cell(spread.forgotten), cell(spread.retained), cell(spread.test), "\(spread.gap.count)"]
    }
    return TextTable(rows: [["scatter of", "U", "R", "test", "repeats"]] + table).text
  }

  private var notes: String {
    let said = rows.flatMap { row in row.evaluation.result.notes.map { "\(row.evaluation.method): \($0)" } }
    let artefact =
      task.split.forgottenClass == nil
      ? ""
      : "U against all test rows tells a class from the others, whatever was learnt: the oracle's "
        + "\(Self.short(evaluator.oracleReading.againstAll.auc)) is no sign of forgetting.\n"
    return said.map { $0 + "\n" }.joined() + artefact
  }

  private static func short(_ number: Double) -> String { String((number * 1e4).rounded() / 1e4) }
  private static func percent(_ share: Proportion) -> String { percent(share.value) }
  private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }

  private static func area(_ score: MembershipScore) -> String {
    let interval = score.aucInterval.map { " (\(short3($0.lowerBound)) to \(short3($0.upperBound)))" } ?? ""
    return short3(score.auc) + interval
  }

  private static func short3(_ number: Double) -> String { String((number * 1e3).rounded() / 1e3) }

  private static func rate(_ score: MembershipScore) -> String {
    score.rates.first { $0.falsePositiveRate == 0.1 }.map { percent($0.value) } ?? "-"
  }
}
