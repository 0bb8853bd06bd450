internal import Execution
package import Gradients
internal import Numerics

/// What a rotation that the server does not know leaves of gradients: the products of all pairs of rounds, of each with
/// itself too. Any gradients with the same products can be rotated into what was shared, so there is nothing else.
package struct RotationInvariants: Observation {
  private let base: any Observation
  private let roundCount: Int
  private let width: Int
  private let hasErrors: Bool
  private let target: [Double]

  /// The base expects the gradients before they are rotated; all rounds have as many values.
  init(_ base: any Observation, of evidence: GradientEvidence) {
    self.base = base
    roundCount = evidence.rounds.count
    width = evidence.rounds.first?.values.count ?? 0
    hasErrors = !evidence.isExact
    target = evidence.values
  }

  package var inputCount: Int { base.inputCount }
  package var batchSize: Int { base.batchSize }
  package var equationCount: Int { Self.count(roundCount: roundCount) }
  package var unknownLabelCount: Int { 0 }
  package var preferredBatch: Int { base.preferredBatch }
  package var threadCount: Int { base.threadCount }
  package var relativeRounding: Double { base.relativeRounding }

  static func count(roundCount: Int) -> Int { roundCount * (roundCount + 1) / 2 }

  /// The pairs of rounds.
  private static func pairs(_ count: Int) -> [(first: Int, second: Int)] {
    (0..<count).flatMap { first in (first..<count).map { (first, $0) } }
  }

  /// The products of rounds' values, all of which are equally many.
  static func products(of values: [Double], roundCount: Int) -> [Double] {
    let width = values.count / max(1, roundCount)
    return pairs(roundCount).map { pair in
      (0..<width).reduce(0) { $0 + values[pair.first * width + $1] * values[pair.second * width + $1] }
    }
  }

  /// How the products change with the values, a row for each product.
  private func change(at values: [Double]) -> RealMatrix {
    var result = RealMatrix(rowCount: equationCount, columnCount: values.count)
    for (row, pair) in Self.pairs(roundCount).enumerated() {
      for place in 0..<width {
        result[row, pair.first * width + place] += values[pair.second * width + place]
        result[row, pair.second * width + place] += values[pair.first * width + place]
      }
    }
    return result
  }

  package func predictions(
    of candidates: [[Double]], target: [Double], metric: ResidualMetric?, wantsJacobian: Bool
  ) throws(InversionError) -> [Prediction] {
    let found = try base.predictions(
      of: candidates, target: self.target, metric: nil, wantsJacobian: wantsJacobian)
    var result: [Prediction] = []
    for (candidate, clean) in zip(candidates, found) {
      var values = Self.products(of: clean.values, roundCount: roundCount)
      if hasErrors {
        // A square of what has errors is larger on average by their variance.
        let covariance = try base.covariance(of: candidate, labels: clean.labels)
        for (place, pair) in Self.pairs(roundCount).enumerated() where pair.first == pair.second {
          let range = pair.first * width..<(pair.first + 1) * width
          values[place] += range.reduce(0) { $0 + covariance.variance(of: $1) }
        }
      }
      result.append(
        Prediction(
          values: values,
          jacobian: wantsJacobian
            ? change(at: clean.values) * clean.jacobian : RealMatrix(rowCount: values.count, columnCount: 0),
          labels: clean.labels, byLabels: RealMatrix(rowCount: values.count, columnCount: 0)))
    }
    return result
  }

  package func covariance(of candidate: [Double], labels: [Double]) throws(InversionError) -> Covariance {
    let errors = try base.covariance(of: candidate, labels: labels)
    let clean = try base.predictions(of: [candidate], target: target, metric: nil, wantsJacobian: false)[0]
    let change = change(at: clean.values)
    let matrix = RealMatrix(rowCount: errors.count, columnCount: errors.count, elements: errors.matrix)
    var result = Covariance(zerosOf: equationCount)
    result.add(matrix: (change * matrix * change.transposed).elements)
    return result
  }
}
