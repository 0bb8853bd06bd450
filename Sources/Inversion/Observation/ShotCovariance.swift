internal import Circuits
internal import Execution
internal import Gradients
internal import Models
internal import Numerics

/// The covariance that a client's way of measuring gives the values, at any candidate, from the exact distributions of
/// the circuits that the client would have run.
struct ShotCovariance: Sendable {
  private let layer: CircuitLayer
  private var loss: OutcomeLoss
  private var rounds: [GradientEvidence.Round]
  private let batchSize: Int
  /// For each rule that a round was measured by.
  private let readings: [GradientRule: SchemeReadings]

  /// Nil where all values are exact.
  init?(_ evidence: GradientEvidence, on machine: TabulatedMachine?) throws(InversionError) {
    guard !evidence.isExact else { return nil }
    (layer, loss) = (evidence.layer, evidence.loss)
    (rounds, batchSize) = (evidence.rounds, evidence.batchSize)
    var readings: [GradientRule: SchemeReadings] = [:]
    for case .shots(_, let rule) in evidence.rounds.map(\.noise.measurement) where readings[rule] == nil {
      guard let machine else {
        throw .unsupported("nobody says what the shots were drawn from", help: "give the covariance of the values")
      }
      readings[rule] = try machine.readings(of: layer, rule)
    }
    self.readings = readings
  }

  /// Goes over to other weights, all else alike.
  mutating func take(_ evidence: GradientEvidence) { (loss, rounds) = (evidence.loss, evidence.rounds) }

  /// The observation knows the steps of updates.
  func covariance(
    of candidate: [Double], labels: [Double], through observation: CircuitObservation
  ) throws(InversionError) -> Covariance {
    try Covariance(of: rounds) { (round, shots, rule) throws(InversionError) in
      guard let readings = readings[rule] else { return Covariance(zerosOf: round.components.count) }
      if case .update(let steps) = round.message, steps.count > 1 {
        let path = try observation.path(of: candidate, labels: labels, round, steps)
        return try carried(along: path, steps, readings, candidate, labels, shots: shots)
          .restricted(to: round.components)
      }
      var factor = 1.0
      if case .update(let steps) = round.message { factor = steps.rate }
      return try gradient(
        readings, at: round.weights, try readings.table(at: round.weights), candidate, labels, shots: shots,
        share: factor / Double(batchSize)
      ).selecting(round.components).covariance
    }
  }

  /// A step of descent as it is without noise.
  struct Step {
    var weights: [Double]
    /// The gradient's derivatives by the weights.
    var curvature: RealMatrix
  }

  /// Of the weights after all steps: each step adds the errors of its own gradient, and carries on those before it as
  /// the gradient changes with the weights, to first order.
  private func carried(
    along path: [Step], _ steps: LocalSteps, _ readings: SchemeReadings, _ candidate: [Double],
    _ labels: [Double], shots: Int
  ) throws(InversionError) -> Covariance {
    let size = layer.weights.count
    var sum = RealMatrix(rowCount: size, columnCount: size)
    for step in path {
      var carry = RealMatrix.identity(size)
      for place in carry.elements.indices { carry.elements[place] -= steps.rate * step.curvature.elements[place] }
      let own = try gradient(
        readings, at: step.weights, nil, candidate, labels, shots: shots, share: steps.rate / Double(batchSize))
      sum = carry * sum * carry.transposed
      for (place, value) in own.covariance.matrix.enumerated() { sum.elements[place] += value }
    }
    var result = Covariance(zerosOf: size)
    result.add(matrix: sum.elements)
    return result
  }

  /// The sum of the rows' gradients with its covariance, by the circuit's weights and those behind it.
  private func gradient(
    _ readings: SchemeReadings, at weights: [Double], _ table: DistributionTable?, _ candidate: [Double],
    _ labels: [Double], shots: Int, share: Double
  ) throws(InversionError) -> Gradient {
    let width = loss.labelWidth(meanCount: layer.observables.count)
    let inputs = layer.inputs.count
    var sum: Gradient?
    do throws(GradientError) {
      for row in 0..<batchSize {
        let own = candidate[row * inputs..<(row + 1) * inputs]
        let plan = try GradientPlan(readings.scheme, at: layer.point(weights, own), stream: RandomStream(seed: 0))
        let moments =
          if let table {
            table.outcomes(at: own).map { plan.measurement.moments(of: $0, shots: shots) }
          } else { try readings.distributions.moments(of: plan, shots: plan.evaluations.map { _ in shots }) }
        let label = labels[row * width..<(row + 1) * width]
        let found = plan.gradient(of: moments, kind: .predicted) { means in
          let slopes = loss.slopes(means: means[...], label: label)
          return LossAtMeans(
            value: 0, byMeans: slopes.slopes.map { share * $0 },
            byFurtherWeights: slopes.further.map { share * $0 })
        }
        guard var total = sum else {
          sum = found
          continue
        }
        for place in total.values.indices { total.values[place] += found.values[place] }
        total.covariance.add(found.covariance)
        sum = total
      }
    } catch { throw .gradient(error) }
    return sum ?? Gradient(names: [], values: [], covariance: Covariance(zerosOf: 0), value: 0)
  }
}
