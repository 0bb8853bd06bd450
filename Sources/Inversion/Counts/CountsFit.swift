#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// Where the likelihood of one row's counts is greatest, near some inputs.
struct CountsFit {
  var inputs: [Double]
  /// Twice the logarithm of how much likelier the counts' own frequencies are.
  var deviance: Double
  /// Fisher's.
  var information: RealMatrix
  /// What every outcome is expected to come.
  var expected: [Double]
  var hasSettled = false

  private static let mostSteps = 60
  /// In standard errors, squared.
  private static let settled = 1e-8
  /// Rarer outcomes count as so rare.
  private static let leastProbability = 1e-12

  /// By Fisher's scoring.
  init(
    near start: [Double], _ counts: [Double], _ observation: CountsObservation, longestSteps: [Double]
  ) throws(InversionError) {
    var damping = 1e-4
    var (current, score) = try Self.look(at: start, counts, observation)
    for _ in 0..<Self.mostSteps {
      guard let step = Self.step(current.information, score, damping: damping, longestSteps) else { break }
      let promised = zip(step, score).reduce(0) { $0 + $1.0 * $1.1 }
      if promised < Self.settled, damping <= 1e-3 {
        current.hasSettled = true
        break
      }
      let next = try Self.look(at: zip(current.inputs, step).map { $0 + $1 }, counts, observation)
      if next.fit.deviance <= current.deviance + 1e-12 * current.deviance.magnitude {
        (current, score) = next
        damping = max(damping / 10, 1e-12)
      } else {
        damping *= 10
        if damping > 1e8 { break }
      }
    }
    self = current
  }

  private init(inputs: [Double], deviance: Double, information: RealMatrix, expected: [Double]) {
    (self.inputs, self.deviance, self.information, self.expected) = (inputs, deviance, information, expected)
  }

  static func deviance(
    at inputs: [Double], _ counts: [Double], _ observation: CountsObservation
  ) throws(InversionError) -> Double {
    let found = try observation.model.outcomes(at: inputs, wantsSlopes: false)
    return deviance(counts, observation.expected(found.probabilities))
  }

  private static func deviance(_ counts: [Double], _ expected: [Double]) -> Double {
    var sum = 0.0
    for (count, mean) in zip(counts, expected) where count > 0 {
      sum += count * log(count / max(mean, leastProbability))
    }
    return 2 * sum
  }

  private static func look(
    at inputs: [Double], _ counts: [Double], _ observation: CountsObservation
  ) throws(InversionError) -> (fit: CountsFit, score: [Double]) {
    let found = try observation.model.outcomes(at: inputs, wantsSlopes: true)
    let expected = observation.expected(found.probabilities)
    let count = inputs.count
    var (information, score) = (RealMatrix(rowCount: count, columnCount: count), Array(repeating: 0.0, count: count))
    for place in counts.indices where found.probabilities[place] > leastProbability {
      let probability = found.probabilities[place]
      let shots = expected[place] / probability
      for row in 0..<count {
        let slope = found.slopes[row][place]
        score[row] += counts[place] * slope / probability
        for column in 0...row {
          information[row, column] += shots * slope * found.slopes[column][place] / probability
        }
      }
    }
    for row in 0..<count {
      for column in 0..<row { information[column, row] = information[row, column] }
    }
    return (
      CountsFit(inputs: inputs, deviance: deviance(counts, expected), information: information, expected: expected),
      score
    )
  }

  private static func step(
    _ information: RealMatrix, _ score: [Double], damping: Double, _ longestSteps: [Double]
  ) -> [Double]? {
    var damped = information
    let greatest = score.indices.reduce(0) { max($0, information[$1, $1]) }
    guard greatest > 0, greatest.isFinite else { return nil }
    for place in score.indices { damped[place, place] += damping * information[place, place] + 1e-13 * greatest }
    guard let factor = CholeskyFactor(damped) else { return nil }
    let step = factor.solve(score)
    let excess = step.enumerated().reduce(1) {
      max($0, $1.element.magnitude / (0.5 * longestSteps[$1.offset % longestSteps.count]))
    }
    return step.map { $0 / excess }
  }
}

extension CountsObservation {
  func expected(_ probabilities: [Double]) -> [Double] {
    probabilities.enumerated().map { Double(shots[$0.offset >> outcomeBits]) * $0.element }
  }
}
