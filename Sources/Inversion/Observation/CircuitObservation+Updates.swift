internal import Models
internal import Numerics

extension CircuitObservation {
  /// What steps of plain descent make of the weights, and how that depends on the inputs: with the gradient g at a
  /// step's weights w, their change T by the inputs becomes T - rate (dg/dx + dg/dw T).
  func updates(
    of candidates: [[Double]], _ round: GradientEvidence.Round, _ steps: LocalSteps, wantsJacobian: Bool
  ) throws(InversionError) -> [RowSums.Combined] {
    let (weights, unknowns) = (layer.weights.count, unknownInputs)
    let labels = labels?.flatMap(\.self) ?? []
    var current = candidates.map { _ in round.weights }
    var changes = candidates.map { _ in Array(repeating: 0.0, count: wantsJacobian ? weights * unknowns : 0) }
    for _ in 0..<steps.count {
      let found = try sums(of: candidates, at: current, wantsJacobian: wantsJacobian)
      for place in candidates.indices {
        let step = found[place].combined(loss, labels: labels, wantsJacobian: wantsJacobian, wantsLabels: false)
        if wantsJacobian { Self.carry(&changes[place], through: step, rate: steps.rate, weights, unknowns) }
        for weight in 0..<weights { current[place][weight] -= steps.rate * step.values[weight] }
      }
    }
    return candidates.indices.map { place in
      RowSums.Combined(
        values: round.components.map { current[place][$0] - round.weights[$0] },
        jacobian: wantsJacobian
          ? round.components.flatMap { changes[place][$0 * unknowns..<($0 + 1) * unknowns] } : [],
        byLabels: [])
    }
  }

  /// The steps that lead to an update, each before it is taken.
  func path(
    of candidate: [Double], labels: [Double], _ round: GradientEvidence.Round, _ steps: LocalSteps
  ) throws(InversionError) -> [ShotCovariance.Step] {
    let size = layer.weights.count
    var weights = round.weights
    var path: [ShotCovariance.Step] = []
    for _ in 0..<steps.count {
      let step = try sums(of: [candidate], at: [weights], wantsJacobian: true)[0].combined(
        loss, labels: labels, wantsJacobian: true, wantsLabels: false)
      let curvature = RealMatrix(rowCount: size, columnCount: size, elements: step.byWeights)
      path.append(ShotCovariance.Step(weights: weights, curvature: curvature))
      for place in 0..<size { weights[place] -= steps.rate * step.values[place] }
    }
    return path
  }

  private static func carry(
    _ change: inout [Double], through step: RowSums.Combined, rate: Double, _ weights: Int, _ unknowns: Int
  ) {
    var next = change
    for weight in 0..<weights {
      for unknown in 0..<unknowns {
        var sum = step.jacobian[weight * unknowns + unknown]
        for other in 0..<weights {
          sum += step.byWeights[weight * weights + other] * change[other * unknowns + unknown]
        }
        next[weight * unknowns + unknown] -= rate * sum
      }
    }
    change = next
  }

  /// The derivatives of every candidate's rows, each candidate at weights of its own.
  private func sums(
    of candidates: [[Double]], at weights: [[Double]], wantsJacobian: Bool
  ) throws(InversionError) -> [RowSums] {
    let rows = weights.flatMap { own in (0..<batchSize).map { _ in own } }
    return try sums(
      of: candidates, at: .own(rows), components: Array(layer.weights.indices), factor: 1, wantsJacobian: wantsJacobian)
  }
}
