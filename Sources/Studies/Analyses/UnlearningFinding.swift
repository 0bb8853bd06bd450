internal import Defences
internal import Membership
internal import Numerics

/// What a cell of the analysis keeps of an evaluation.
struct UnlearningFinding {
  private let evaluation: UnlearningEvaluation
  private let evaluator: UnlearningEvaluator

  init(_ evaluation: UnlearningEvaluation, _ evaluator: UnlearningEvaluator) {
    self.evaluation = evaluation
    self.evaluator = evaluator
  }

  var finding: Finding {
    var finding = Finding()
    add(evaluator.original, "Before", to: &finding)
    add(evaluator.oracleReading, "Oracle", to: &finding)
    add(evaluation.reading, "", to: &finding)
    finding.intervals["auc"] = evaluation.reading.againstAlike.aucInterval
    if let rate = evaluation.reading.againstAlike.rates.first(where: { $0.falsePositiveRate == 0.1 }) {
      finding.intervals["truePositiveRate"] = rate.interval
    }
    finding.values["gap"] = evaluation.gap
    finding.values["gapBefore"] = UnlearningEvaluator.gap(evaluator.original, evaluator.oracleReading)
    finding.values["activationDistance"] = evaluation.onTest.activation
    finding.values["jensenShannon"] = evaluation.onTest.symmetricDivergence
    finding.values["agreement"] = evaluation.onTest.agreement
    finding.set("weightDistance", evaluation.onTest.weights)
    finding.set("stateFidelity", evaluation.onTest.states?.fidelity)
    finding.set("outcomeDistance", evaluation.onTest.states?.totalVariation)
    finding.set("likelihood", evaluation.likelihood?.auc)
    finding.intervals["likelihood"] = evaluation.likelihood?.aucInterval
    finding.set("relearnEpochs", evaluation.relearning.map { Double($0.epochs ?? $0.limit + 1) })
    let relearning = evaluator.oracleRelearning
    finding.values["relearnEpochsOracle"] = Double(relearning.epochs ?? relearning.limit + 1)
    finding.values["gradients"] = Double(evaluation.cost.work.gradients)
    finding.values["circuits"] = Double(evaluation.cost.circuits)
    return finding
  }

  private func add(_ reading: UnlearningReading, _ suffix: String, to finding: inout Finding) {
    let values: [String: Double?] = [
      "forgottenAccuracy": reading.forgotten.value, "retainedAccuracy": reading.retained.value,
      "testAccuracy": reading.test.value, "alikeAccuracy": reading.alike.value, "othersAccuracy": reading.others?.value,
      "success": reading.published.compatible, "cleanSuccess": reading.published.frozen.forgotten,
      "adaptedSuccess": reading.published.adapted.forgotten, "adaptedFalsePositives": reading.published.adapted.alike,
      "auc": reading.againstAlike.auc, "allTestAuc": reading.againstAll.auc,
      "truePositiveRate": reading.againstAlike.rates.first { $0.falsePositiveRate == 0.1 }?.value,
    ]
    for (name, value) in values { finding.set(name + suffix, value) }
  }
}
