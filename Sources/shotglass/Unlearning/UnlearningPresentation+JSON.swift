import Defences
import Formats
import Membership
import Models
import Numerics

extension UnlearningPresentation {
  var json: [String: JSON] {
    let split = job.task.split
    return [
      "model": .string(job.task.model.model.name), "data": .string(job.data.name),
      "preparation": .string(job.preparation.description),
      "forgotten": .integer(split.forgotten.count), "retained": .integer(split.retained.count),
      "test": .integer(evaluator.parts.test.rowCount), "testLikeForgotten": .integer(evaluator.parts.alike.count),
      "before": .object(
        json(evaluator.original).merging(["likelihood": before.map(json) ?? .null]) { own, _ in own }),
      "oracle": .object(
        json(evaluator.oracleReading).merging(["relearning": json(evaluator.oracleRelearning)]) { own, _ in own }),
      "methods": .array(rows.map { .object(json($0)) }),
    ]
  }

  private func json(_ row: Row) -> [String: JSON] {
    let evaluation = row.evaluation
    let own: [String: JSON] = [
      "method": .string(evaluation.method), "sees": .string(evaluation.needs.text), "cost": json(evaluation.cost),
      "gap": .number(evaluation.gap), "distanceOnForgotten": json(evaluation.onForgotten),
      "distanceOnTest": json(evaluation.onTest), "likelihood": evaluation.likelihood.map(json) ?? .null,
      "relearning": evaluation.relearning.map(json) ?? .null,
      "notes": .array(evaluation.result.notes.map { .string($0) }), "spread": row.spread.map(json) ?? .null,
    ]
    return json(evaluation.reading).merging(own) { reading, _ in reading }
  }

  private func json(_ time: RelearnTime) -> JSON {
    ["epochs": JSON(time.epochs), "limit": .integer(time.limit)]
  }

  private func json(_ cost: UnlearningCost) -> JSON {
    [
      "gradients": .integer(cost.work.gradients), "outputs": .integer(cost.work.values),
      "secondDerivatives": .integer(cost.work.curvatures), "circuits": .integer(cost.circuits),
      "shots": JSON(cost.shots),
    ]
  }

  private func json(_ reading: UnlearningReading) -> [String: JSON] {
    [
      "accuracy": [
        "forgotten": json(reading.forgotten), "retained": json(reading.retained), "test": json(reading.test),
        "testLikeForgotten": json(reading.alike), "otherTest": reading.others.map(json) ?? .null,
      ],
      "forgottenLoss": .number(reading.forgottenLoss), "againstAlike": json(reading.againstAlike),
      "againstAllTest": json(reading.againstAll),
      "published": [
        "compatible": .number(reading.published.compatible), "frozen": json(reading.published.frozen),
        "adapted": json(reading.published.adapted),
      ],
    ]
  }

  private func json(_ shares: MemberShares) -> JSON {
    [
      "forgotten": .number(shares.forgotten), "retained": .number(shares.retained), "test": .number(shares.test),
      "testLikeForgotten": JSON(shares.alike),
    ]
  }

  private func json(_ share: Proportion) -> JSON {
    let interval = share.wilsonInterval()
    return [
      "value": .number(share.value), "rows": .integer(share.trials),
      "interval": [.number(interval.lowerBound), .number(interval.upperBound)],
    ]
  }

  private func json(_ score: MembershipScore) -> JSON {
    [
      "auc": .number(score.auc), "aucInterval": json(score.aucInterval),
      "truePositiveRateAt": .object(
        Dictionary(uniqueKeysWithValues: score.rates.map { ("\($0.falsePositiveRate)", .number($0.value)) })),
      "truePositiveRateIntervals": .object(
        Dictionary(uniqueKeysWithValues: score.rates.map { ("\($0.falsePositiveRate)", json($0.interval)) })),
      "smallestResolvableFalsePositiveRate": .number(score.smallestResolvableFalsePositiveRate),
    ]
  }

  private func json(_ interval: ClosedRange<Double>?) -> JSON {
    interval.map { [.number($0.lowerBound), .number($0.upperBound)] } ?? .null
  }

  private func json(_ distance: OracleDistance) -> JSON {
    [
      "softmax": .number(distance.activation), "kullbackLeibler": .number(distance.divergence),
      "jensenShannon": .number(distance.symmetricDivergence), "agreement": .number(distance.agreement),
      "weights": JSON(distance.weights),
      "states": distance.states.map { states in
        [
          "fidelity": .number(states.fidelity), "traceDistance": .number(states.trace),
          "totalVariation": .number(states.totalVariation),
        ]
      } ?? .null,
    ]
  }

  private func json(_ spread: UnlearningSpread) -> JSON {
    func json(_ mean: RunningMean) -> JSON {
      ["mean": .number(mean.mean), "standardDeviation": .number(mean.variance.squareRoot())]
    }
    return [
      "repeats": .integer(spread.gap.count), "forgotten": json(spread.forgotten), "retained": json(spread.retained),
      "test": json(spread.test), "gap": json(spread.gap),
    ]
  }
}
