package import Membership
package import Models
package import Numerics

/// What is seen of one model: how well it does on which rows, and how well members are told by it.
package struct UnlearningReading: Hashable, Sendable {
  package let retained: Proportion
  package let forgotten: Proportion
  package let test: Proportion
  /// Of test rows like the forgotten ones, and of the others; nil where there are none.
  package let alike: Proportion
  package let others: Proportion?
  /// The loss' mean over the forgotten rows.
  package let forgottenLoss: Double
  /// Forgotten rows told from test rows like them by their logit: a half where nothing is remembered.
  package let againstAlike: MembershipScore
  /// And from all test rows, as published: far below a half where a forgotten class is merely answered badly, whoever
  /// answers. Not a measure of forgetting.
  package let againstAll: MembershipScore
  /// The published attack on this model's answers.
  package let published: PublishedRates
}

/// How a method has done.
package struct UnlearningEvaluation: Sendable {
  package let method: String
  package let summary: String
  package let needs: DataNeeds
  package let cost: UnlearningCost
  package let result: UnlearnedModel
  package let reading: UnlearningReading
  /// To the oracle, on the forgotten rows and on the test rows.
  package let onForgotten: OracleDistance
  package let onTest: OracleDistance
  /// The mean of |UA - UA'|, |RA - RA'|, |TA - TA'| and |MIA - MIA'|, with the oracle's primed, and MIA the share of
  /// forgotten rows that the published attack takes for members when it has adapted.
  package let gap: Double
  /// Nil of several models.
  package let relearning: RelearnTime?
  /// Nil where no further models are trained.
  package let likelihood: MembershipScore?
}

/// Evaluates methods of unlearning on one task, beside the oracle.
package struct UnlearningEvaluator: Sendable {
  package let task: UnlearningTask
  package let parts: UnlearningParts
  package let original: UnlearningReading
  package let oracle: UnlearnedModel
  package let oracleReading: UnlearningReading
  /// How soon the oracle learns what it never saw.
  package let oracleRelearning: RelearnTime
  /// Nil where no further models are trained.
  package let likelihood: UnlearnedLikelihood?
  private let models: UnlearnedLikelihood.Models?
  /// What answers the attacker: as circuits are evaluated then.
  private let reader: CompiledModel
  private let attack: PublishedAttack
  private let counts: CircuitCounts
  private let relearnLimit: Int

  /// An oracle and further models that were trained before are not trained again.
  package init(
    _ task: UnlearningTask, test: Examples, reader: CompiledModel? = nil, oracle: UnlearnedModel? = nil,
    likelihood: UnlearnedLikelihood? = nil, models: UnlearnedLikelihood.Models? = nil, relearnLimit: Int = 50,
    attackEpochs: Int = PublishedAttack.usualEpochs
  ) throws(DefenceError) {
    let reader = reader ?? task.model
    self.task = task
    self.reader = reader
    self.likelihood = likelihood
    self.relearnLimit = relearnLimit
    parts = try UnlearningParts(task, test: test)
    self.models = if let models { models } else { try likelihood?.trained(task) }
    counts = try UnlearningTask.passing { () throws(ModelError) in try task.model.circuitCounts() }
    let trained = UnlearnedModel(task.weights)
    attack = try PublishedAttack(on: trained, task, parts, reader: reader, epochs: attackEpochs)
    let retrained = if let oracle { oracle } else { try Retraining().unlearn(task) }
    self.oracle = retrained
    original = try Self.reading(trained, task, parts, attack, reader)
    oracleReading = try Self.reading(retrained, task, parts, attack, reader)
    let before = original.forgotten.value
    oracleRelearning = try UnlearningTask.passing { () throws(ModelError) in
      try RelearnTime(retrained.weights ?? task.weights, task, originalAccuracy: before, limit: relearnLimit)
    }
  }

  /// What a method would take, its oracle's readings not counted.
  package func cost(of method: any UnlearningMethod) -> UnlearningCost {
    UnlearningCost(method.work(for: task), counts, shots: task.shots)
  }

  package func evaluate(_ method: any UnlearningMethod) throws(DefenceError) -> UnlearningEvaluation {
    let result = try method.unlearn(task)
    let reading = try Self.reading(result, task, parts, attack, reader)
    let (parts, oracle, task, limit) = (parts, oracle, task, relearnLimit)
    let before = original.forgotten.value
    let distances = try UnlearningTask.passing { () throws(ModelError) in
      (
        try OracleDistance(result, oracle: oracle, of: task.trainedOn, parts.forgotten),
        try OracleDistance(result, oracle: oracle, of: task.trainedOn, parts.test)
      )
    }
    let relearning = try UnlearningTask.passing { () throws(ModelError) in
      try result.weights.map { (weights) throws(ModelError) in
        try RelearnTime(weights, task, originalAccuracy: before, limit: limit)
      }
    }
    return UnlearningEvaluation(
      method: method.name, summary: method.summary, needs: method.needs, cost: cost(of: method), result: result,
      reading: reading, onForgotten: distances.0, onTest: distances.1, gap: Self.gap(reading, oracleReading),
      relearning: relearning, likelihood: try likelihoodScore(method))
  }

  /// How well forgotten rows are told by likelihood ratios after a method, or with nil before any.
  package func likelihoodScore(_ method: (any UnlearningMethod)?) throws(DefenceError) -> MembershipScore? {
    guard let likelihood, let models else { return nil }
    return try likelihood.score(method, on: models, of: task, reader: reader)
  }

  package static func gap(_ reading: UnlearningReading, _ oracle: UnlearningReading) -> Double {
    let pairs = [
      (reading.forgotten.value, oracle.forgotten.value), (reading.retained.value, oracle.retained.value),
      (reading.test.value, oracle.test.value),
      (reading.published.adapted.forgotten, oracle.published.adapted.forgotten),
    ]
    return pairs.reduce(0) { $0 + ($1.0 - $1.1).magnitude } / Double(pairs.count)
  }

  private static func reading(
    _ model: UnlearnedModel, _ task: UnlearningTask, _ parts: UnlearningParts, _ attack: PublishedAttack,
    _ reader: CompiledModel
  ) throws(DefenceError) -> UnlearningReading {
    let stream = RandomStream(seed: task.seed).substream("evaluation")
    func answers(_ examples: Examples, _ name: String) throws(DefenceError) -> ModelAnswers {
      try UnlearningTask.passing { () throws(ModelError) in
        try ModelAnswers(model, of: reader, examples, loss: task.loss, stream: stream.substream(name))
      }
    }
    let retained = try answers(parts.retained, "retained")
    let forgotten = try answers(parts.forgotten, "forgotten")
    let test = try answers(parts.test, "test")
    guard let ofRetained = retained.accuracy(), let ofForgotten = forgotten.accuracy(), let ofTest = test.accuracy(),
      let ofAlike = test.accuracy(parts.alike)
    else { throw .misuse("a part has no rows", help: "keep rows of every part") }
    return UnlearningReading(
      retained: ofRetained, forgotten: ofForgotten, test: ofTest, alike: ofAlike, others: test.accuracy(parts.others),
      forgottenLoss: forgotten.losses.reduce(0, +) / Double(forgotten.losses.count),
      againstAlike: try score(forgotten.logits, parts.alike.map { test.logits[$0] }),
      againstAll: try score(forgotten.logits, test.logits),
      published: try attack.rates(retained: retained, forgotten: forgotten, test: test, alike: parts.alike))
  }

  private static func score(_ members: [Double], _ others: [Double]) throws(DefenceError) -> MembershipScore {
    do throws(MembershipError) {
      let truth = members.map { _ in true } + others.map { _ in false }
      return try MembershipScore([MembershipScore.Trial(scores: members + others, truth: truth)])
    } catch {
      throw .misuse(error.message, help: error.help)
    }
  }
}

/// How a method's results scatter where its gradients come from other shots, and all that it draws from other seeds.
package struct UnlearningSpread: Hashable, Sendable {
  package var forgotten = RunningMean()
  package var retained = RunningMean()
  package var test = RunningMean()
  package var gap = RunningMean()

  package init() {}
}

extension UnlearningEvaluator {
  /// Does it again and again from the same trained model; the first time as `evaluate` does it.
  package func spread(of method: any UnlearningMethod, repeats: Int) throws(DefenceError) -> UnlearningSpread {
    var spread = UnlearningSpread()
    var draws = RandomStream(seed: task.seed).substream("repeats")
    for number in 0..<repeats {
      var own = task
      let seed = draws.next()
      if number > 0 { own.seed = seed }
      let reading = try Self.reading(method.unlearn(own), own, parts, attack, reader)
      spread.forgotten.add(reading.forgotten.value)
      spread.retained.add(reading.retained.value)
      spread.test.add(reading.test.value)
      spread.gap.add(Self.gap(reading, oracleReading))
    }
    return spread
  }
}
