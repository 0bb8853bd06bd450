package import Execution
package import Gradients
internal import Numerics

/// What a client's gradient looks like behind a defence that the attacker knows: its average at each candidate, and the
/// errors that it adds.
package struct DefendedObservation: Observation {
  private let base: any Observation
  /// The values that were pruned away in sight of the attacker; nil where there are none.
  private let pruned: (any Observation)?
  private let rounds: [Round]
  private let target: [Double]
  /// Of the stand-in for signs.
  var signWidth = 1.0

  private struct Round {
    let range: Range<Int>
    let prunedCount: Int
    let steps: [GradientDefence.Step]
    let seen: [Double]
  }

  /// What the evidence leads the attacker to expect, behind whatever defences it has. Values that were pruned in sight
  /// are left out of it already; `pruned` are those.
  package static func of(
    _ evidence: GradientEvidence, pruned: GradientEvidence? = nil, labels: [[Double]]? = nil,
    on backend: (any ExactBackend)?, threadCount: Int = 1
  ) throws(InversionError) -> any Observation {
    let base = try evidence.observation(labels: labels, on: backend, threadCount: threadCount)
    guard pruned != nil || evidence.rounds.contains(where: { !$0.defence.valueSteps.isEmpty }) else { return base }
    let other = try pruned?.observation(labels: labels, on: backend, threadCount: threadCount)
    return DefendedObservation(base, pruned: other, evidence, prunedCounts: pruned?.rounds.map(\.values.count))
  }

  private init(
    _ base: any Observation, pruned: (any Observation)?, _ evidence: GradientEvidence, prunedCounts: [Int]?
  ) {
    self.base = base
    self.pruned = pruned
    target = evidence.values
    var start = 0
    rounds = evidence.rounds.enumerated().map { place, round in
      defer { start += round.values.count }
      return Round(
        range: start..<start + round.values.count, prunedCount: prunedCounts?[place] ?? 0,
        steps: round.defence.valueSteps, seen: round.values)
    }
  }

  package var inputCount: Int { base.inputCount }
  package var batchSize: Int { base.batchSize }
  package var equationCount: Int { base.equationCount }
  package var unknownLabelCount: Int { base.unknownLabelCount }
  package var preferredBatch: Int { base.preferredBatch }
  package var threadCount: Int { base.threadCount }
  package var relativeRounding: Double { base.relativeRounding }

  /// The responses of a round's steps, one after the other, at clean values.
  private func responses(of round: Round, at values: [Double]) -> [DefenceResponse] {
    var responses: [DefenceResponse] = []
    for (place, step) in round.steps.enumerated() {
      let current = responses.last?.values ?? values
      if step == .signs {
        responses += DefenceResponse.softSigns(current, width: signWidth)
      } else {
        responses.append(
          step.response(at: current, seen: place == round.steps.count - 1 ? round.seen : nil))
      }
    }
    return responses
  }

  package func predictions(
    of candidates: [[Double]], target: [Double], metric: ResidualMetric?, wantsJacobian: Bool
  ) throws(InversionError) -> [Prediction] {
    var predictions = try base.predictions(
      of: candidates, target: target, metric: metric, wantsJacobian: wantsJacobian)
    for place in predictions.indices {
      for round in rounds {
        for response in responses(of: round, at: Array(predictions[place].values[round.range])) {
          predictions[place].values.replaceSubrange(round.range, with: response.values)
          response.change.apply(to: &predictions[place].jacobian, rows: round.range)
          response.change.apply(to: &predictions[place].byLabels, rows: round.range)
        }
      }
    }
    return predictions
  }

  /// To first order in the errors that were there before.
  package func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance {
    var covariance = try base.covariance(of: candidate, labels: labels)
    let values = try cleanValues(of: candidate)
    for round in rounds {
      for response in responses(of: round, at: Array(values[round.range])) {
        response.change.apply(to: &covariance, range: round.range)
        for (place, variance) in zip(round.range, response.variances) {
          covariance.add(variance: variance, to: place)
        }
      }
    }
    return covariance
  }

  private func cleanValues(of candidate: [Double]) throws(InversionError) -> [Double] {
    try base.predictions(of: [candidate], target: target, metric: nil, wantsJacobian: false)[0].values
  }

  /// Whether a client with these rows could have shared what was seen: a gradient that was clipped was longer before,
  /// and what was pruned was smaller than what was kept.
  package func admits(_ candidate: [Double], labels: [Double]) throws(InversionError) -> Bool {
    let values = try cleanValues(of: candidate)
    let covariance = try self.covariance(of: candidate, labels: labels)
    let left = try pruned?.predictions(
      of: [candidate], target: (pruned.map { Array(repeating: 0, count: $0.equationCount) }) ?? [], metric: nil,
      wantsJacobian: false)[0].values
    var start = 0
    for round in rounds {
      let own = Array(values[round.range])
      let deviation = round.range.reduce(0) { max($0, covariance.variance(of: $1)) }.squareRoot()
      let slack = 5 * deviation + 1e-6 * own.length
      if case .clipping(let norm) = round.steps.last, round.seen.length >= norm * (1 - 1e-9),
        round.steps.count == 1, own.length < norm - slack
      {
        return false
      }
      let least = own.reduce(Double.infinity) { min($0, $1.magnitude) }
      let most = left?[start..<start + round.prunedCount].reduce(0) { max($0, $1.magnitude) } ?? 0
      if most > least + slack { return false }
      start += round.prunedCount
    }
    return true
  }
}
