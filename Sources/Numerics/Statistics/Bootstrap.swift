/// Intervals from drawing the observations again, with repetition: Efron and Tibshirani, "An introduction to the
/// bootstrap" (1993), chapters 13 and 14.
package struct Bootstrap: Sendable {
  /// The statistic of each resample, in ascending order; what is no number is left out.
  package let replicates: [Double]
  /// The statistic of the observations as they are.
  package let estimate: Double
  /// How many independent units are drawn: observations, or the groups of a nested sample's outermost level.
  package let units: Int
  /// What is drawn one by one; 0 of a nested sample.
  private let observations: Int

  /// Draws resamples; the statistic is given the places of the observations drawn, with repetitions. An observation
  /// may stand for a group, such as one model with all its rows.
  package init(
    observations: Int, resamples: Int = 2000, stream: RandomStream, statistic: ([Int]) -> Double
  ) {
    var stream = stream
    var places = Array(0..<max(0, observations))
    self.observations = places.count
    units = places.count
    estimate = statistic(places)
    var found: [Double] = []
    for _ in 0..<max(0, resamples) where observations > 0 {
      for place in places.indices { places[place] = Int(stream.uniform() * Double(observations)) }
      let value = statistic(places)
      if !value.isNaN { found.append(value) }
    }
    replicates = found.sorted()
  }

  /// Draws groups, and within them, as the sample says; the statistic is given each sample drawn.
  package init(
    of sample: NestedSample, resamples: Int = 2000, stream: RandomStream, statistic: (NestedSample) -> Double
  ) {
    self.init(estimate: statistic(sample), units: sample.units, resamples: resamples, stream: stream) { stream in
      statistic(sample.drawn(from: &stream))
    }
  }

  /// Makes replicates in any way, such as from a model or by drawing the shots of counts again.
  package init(
    estimate: Double, units: Int, resamples: Int = 2000, stream: RandomStream,
    replicate: (inout RandomStream) -> Double
  ) {
    var stream = stream
    self.estimate = estimate
    self.units = units
    observations = 0
    replicates = (0..<max(0, resamples)).map { _ in replicate(&stream) }.filter { !$0.isNaN }.sorted()
  }

  /// From the replicates' own quantiles; nil where there are none.
  package func percentileInterval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    interval((1 - confidence) / 2, (1 + confidence) / 2)
  }

  /// From quantiles moved outwards for few units: the tail beyond (n / (n - 1))^(1/2) times Student's quantile of n - 1
  /// degrees of freedom, as Hesterberg, Am. Stat. 69 (2015) 371, expands them. Nil of fewer than two units.
  package func expandedInterval(confidence: Double = 0.95) -> ClosedRange<Double>? {
    let student = StudentDistribution(degreesOfFreedom: Double(units - 1)).quantile((1 - confidence) / 2)
    let tail = NormalDistribution.cumulative((Double(units) / Double(units - 1)).squareRoot() * student)
    return interval(tail, 1 - tail)
  }

  /// From quantiles moved for bias and skewness (BCa), for which the same statistic is computed without each
  /// observation in turn; nil where there are no replicates, where leaving one out never matters, or of a nested
  /// sample.
  package func correctedInterval(confidence: Double = 0.95, statistic: ([Int]) -> Double) -> ClosedRange<Double>? {
    let all = 0..<observations
    let leftOut = all.map { left in statistic(all.filter { $0 != left }) }
    let below = replicates.reduce(0.0) { $0 + ($1 < estimate ? 1 : $1 == estimate ? 0.5 : 0) }
    let bias = NormalDistribution.quantile(below / Double(replicates.count))
    let mean = leftOut.reduce(0, +) / Double(leftOut.count)
    let squares = leftOut.reduce(0) { $0 + (mean - $1) * (mean - $1) }
    let cubes = leftOut.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    func moved(_ probability: Double) -> Double {
      let shifted = bias + NormalDistribution.quantile(probability)
      return NormalDistribution.cumulative(bias + shifted / (1 - acceleration * shifted))
    }
    return interval(moved((1 - confidence) / 2), moved((1 + confidence) / 2))
  }

  private func interval(_ lower: Double, _ upper: Double) -> ClosedRange<Double>? {
    guard let low = quantile(lower), let high = quantile(upper), low <= high else { return nil }
    return low...high
  }

  /// The replicates' quantile, straight between neighbours as NumPy's.
  private func quantile(_ probability: Double) -> Double? {
    guard !replicates.isEmpty, (0...1).contains(probability) else { return nil }
    let place = probability * Double(replicates.count - 1)
    let lower = Int(place)
    let upper = min(lower + 1, replicates.count - 1)
    return replicates[lower] + (place - Double(lower)) * (replicates[upper] - replicates[lower])
  }
}
