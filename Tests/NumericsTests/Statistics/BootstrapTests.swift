import Numerics
import Testing

@Suite struct BootstrapTests {
  private let values = [1.2, 0.3, 2.9, 1.7, 0.8, 4.4, 1.1, 0.2, 2.2, 1.9, 0.5, 3.1]

  private func mean(_ places: [Int]) -> Double { places.reduce(0) { $0 + values[$1] } / Double(places.count) }

  @Test("Replicates of a mean have its standard error, and intervals are the same from the same stream")
  func meanOfValues() throws {
    let bootstrap = Bootstrap(observations: 12, resamples: 2000, stream: RandomStream(seed: 2), statistic: mean)
    #expect(bootstrap.estimate == mean(Array(0..<12)))
    let spread = RunningMean(bootstrap.replicates)
    let expected = RunningMean(values).standardError * (11.0 / 12).squareRoot()
    #expect(abs(spread.variance.squareRoot() - expected) < 5 * expected / 4000.0.squareRoot())
    let again = Bootstrap(observations: 12, resamples: 2000, stream: RandomStream(seed: 2), statistic: mean)
    #expect(again.percentileInterval() == bootstrap.percentileInterval())
  }

  // scipy.stats.bootstrap((values,), numpy.mean, n_resamples=1_000_000, method=..., rng=1), SciPy 1.17.1: the ends have
  // a noise of about 0.02 from 2,000 resamples.
  @Test("Intervals are SciPy's within the noise of resampling")
  func peers() throws {
    let bootstrap = Bootstrap(observations: 12, resamples: 2000, stream: RandomStream(seed: 3), statistic: mean)
    let percentile = try #require(bootstrap.percentileInterval())
    let corrected = try #require(bootstrap.correctedInterval(statistic: mean))
    for (found, expected) in [
      (percentile.lowerBound, 1.0333), (percentile.upperBound, 2.4167), (corrected.lowerBound, 1.0917),
      (corrected.upperBound, 2.5083),
    ] as [(Double, Double)] {
      #expect(abs(found - expected) < 0.1)
    }
  }

  @Test("What cannot be resampled has no interval")
  func none() {
    let nothing = Bootstrap(observations: 0, stream: RandomStream(seed: 1)) { _ in .nan }
    #expect(nothing.percentileInterval() == nil && nothing.correctedInterval { _ in .nan } == nil)
    let undefined = Bootstrap(observations: 3, resamples: 10, stream: RandomStream(seed: 1)) { _ in .nan }
    #expect(undefined.percentileInterval() == nil && undefined.correctedInterval { _ in .nan } == nil)
    let constant = Bootstrap(observations: 3, resamples: 10, stream: RandomStream(seed: 1)) { _ in 2 }
    #expect(constant.percentileInterval() == 2...2)
    #expect(constant.correctedInterval { _ in 2 } == nil)
  }

  @Test("The percentile interval of a mean holds about as often as it says")
  func coverage() {
    let stream = RandomStream(seed: 12)
    let rounds = 60
    let held = (0..<rounds).count { round in
      var draws = stream.substream("values").substream(round)
      let sample = (0..<20).map { _ in draws.uniform() }
      let bootstrap = Bootstrap(observations: 20, resamples: 200, stream: stream.substream(round)) { places in
        places.reduce(0) { $0 + sample[$1] } / 20
      }
      return bootstrap.percentileInterval(confidence: 0.8)?.contains(0.5) ?? false
    }
    // Small samples cost it about two hundredths.
    #expect(abs(Double(held) / Double(rounds) - 0.78) < 5 * (0.17 / Double(rounds)).squareRoot())
  }

  @Test("The expanded interval is the percentile one's of a confidence raised for few units")
  func expanded() throws {
    let bootstrap = Bootstrap(observations: 12, resamples: 500, stream: RandomStream(seed: 2), statistic: mean)
    // scipy.stats.norm.cdf(math.sqrt(12 / 11) * scipy.stats.t.ppf(0.025, 11)), SciPy 1.17.1.
    let tail = 0.010756614916552474
    let found = try #require(bootstrap.expandedInterval())
    let expected = try #require(bootstrap.percentileInterval(confidence: 1 - 2 * tail))
    #expect(abs(found.lowerBound - expected.lowerBound) < 1e-12)
    #expect(abs(found.upperBound - expected.upperBound) < 1e-12)
    for observations in [-1, 0, 1] {
      let few = Bootstrap(observations: observations, resamples: 20, stream: RandomStream(seed: 2), statistic: mean)
      #expect(few.expandedInterval() == nil && few.units == max(0, observations))
    }
    #expect(bootstrap.expandedInterval(confidence: .nan) == nil && bootstrap.expandedInterval(confidence: 3) == nil)
  }

  @Test("Replicates may be made in any way, as by drawing the shots of counts again")
  func shots() throws {
    let (shots, ones) = (1000, 300)
    let bootstrap = Bootstrap(estimate: 0.3, units: shots, resamples: 500, stream: RandomStream(seed: 9)) { stream in
      Double(stream.binomial(shots, probability: Double(ones) / Double(shots))) / Double(shots)
    }
    #expect(bootstrap.estimate == 0.3 && bootstrap.replicates.count == 500)
    let deviation = RunningMean(bootstrap.replicates).variance.squareRoot()
    #expect(abs(deviation - 0.00021.squareRoot()) < 5 * 0.00021.squareRoot() / 1000.0.squareRoot())
    let undefined = Bootstrap(estimate: 0, units: 3, resamples: 10, stream: RandomStream(seed: 9)) { _ in .nan }
    #expect(undefined.replicates.isEmpty && undefined.expandedInterval() == nil)
  }

  @Test("Intervals of a mean hold it as often as they say, the expanded one of few numbers too")
  func nominal() {
    let (many, few) = Coverage.isFull ? (80, 8) : (20, 8)
    func intervals(_ count: Int, _ stream: inout RandomStream) -> [ClosedRange<Double>?] {
      let values = stream.normals(count)
      func mean(_ places: [Int]) -> Double { places.reduce(0) { $0 + values[$1] } / Double(places.count) }
      let bootstrap = Bootstrap(
        observations: count, resamples: Coverage.resamples(99), stream: stream, statistic: mean)
      return [
        bootstrap.percentileInterval(), bootstrap.correctedInterval(statistic: mean), bootstrap.expandedInterval(),
      ]
    }
    let ofMany = Coverage.several(seed: 48, repetitions: 200) { intervals(many, &$0).map { $0?.contains(0) ?? false } }
    ofMany[0].expectNominal("bootstrap, percentiles")
    ofMany[1].expectNominal("bootstrap, BCa")
    ofMany[2].expectNominal("bootstrap, expanded")
    let ofFew = Coverage.several(seed: 49, repetitions: 200) { intervals(few, &$0).map { $0?.contains(0) ?? false } }
    ofFew[2].expectNominal("bootstrap of 8, expanded")
    if Coverage.isFull { ofFew[0].expectTooFew("bootstrap of 8, percentiles") }
  }
}
