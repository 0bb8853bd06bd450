import Foundation
import Numerics
import Testing

@Suite struct OperatingCurveTests {
  @Test("A curve goes from nothing to everything, a point for each score")
  func curveGoesNothing() throws {
    let curve = try #require(OperatingCurve(positives: [3, 2, 2], negatives: [2, 1]))
    #expect(curve.points.map(\.threshold) == [.infinity, 3, 2, 1])
    #expect(curve.points.map(\.truePositives) == [0, 1, 3, 3])
    #expect(curve.points.map(\.falsePositives) == [0, 0, 1, 2])
    #expect(curve.advantage == 0.5)
    #expect(OperatingCurve(positives: [.nan], negatives: [1]) == nil)
    #expect(OperatingCurve(positives: [], negatives: [1]) == nil)
  }

  @Test("rounding of the level takes no negative case away")
  func roundingLevelTakes() throws {
    let negatives = (0..<1000).map(Double.init)
    for level in [0.001, 0.003, 0.007, 0.01, 0.029, 0.07, 0.1, 0.3] {
      let curve = try #require(OperatingCurve(positives: [2000], negatives: negatives))
      #expect(curve.point(atFalsePositiveRate: level).falsePositives == Int((level * 1000).rounded()))
    }
  }

  @Test("the interval is the mixture of beta distributions that drawing gives")
  func intervalMixtureBeta() throws {
    var stream = RandomStream(seed: 3)
    let negatives = (0..<60).map { _ in stream.uniform() }
    let positives = (0..<50).map { _ in stream.uniform().squareRoot() }
    let curve = try #require(OperatingCurve(positives: positives, negatives: negatives))
    let rate = try #require(TruePositiveRate(curve, level: 0.1))
    // Drawn: the negative cases above, the place between them, and the beta distribution by its quantile.
    let sorted = negatives.sorted(by: >)
    let above = [0] + sorted.map { negative in positives.count { $0 > negative } } + [50]
    let drawn = (0..<4000).map { _ -> Double in
      let place = stream.binomial(60, probability: 0.1)
      // The highest of so many uniform numbers below the level, and the spacing beyond it.
      let below = place == 0 ? 0.1 : 0.1 * (1 - pow(stream.uniform(), 1 / Double(place)))
      let beyond = -log(1 - stream.uniform()) / 60
      let hits = Double(above[place]) + below / (below + beyond) * Double(above[place + 1] - above[place])
      return BetaDistribution(hits + 0.25, 50.25 - hits).quantile(stream.uniform())
    }.sorted()
    let interval = rate.interval()
    // The share of draws below either end is 2.5 % to within five deviations of 4000 draws.
    #expect(abs(Double(drawn.count { $0 < interval.lowerBound }) / 4000 - 0.025) < 0.0125)
    #expect(abs(Double(drawn.count { $0 > interval.upperBound }) / 4000 - 0.025) < 0.0125)
  }

  @Test("binomial probabilities are those of the formula, and add up")
  func binomialProbabilitiesThose() {
    let binomial = BinomialDistribution(trials: 7, probability: 0.3)
    let choices = [1.0, 7, 21, 35, 35, 21, 7, 1]
    var total = 0.0
    for successes in 0...7 {
      let expected = choices[successes] * pow(0.3, Double(successes)) * pow(0.7, Double(7 - successes))
      #expect(abs(binomial.probability(of: successes) / expected - 1) < 1e-13)
      #expect(abs(binomial.survival(atLeast: successes) - (1 - total)) < 1e-13)
      total += expected
      #expect(abs(binomial.cumulative(atMost: successes) - total) < 1e-13)
    }
    #expect(BinomialDistribution(trials: 3, probability: 0).probability(of: 0) == 1)
    #expect(BinomialDistribution(trials: 3, probability: 1).survival(atLeast: 3) == 1)
    #expect(BinomialDistribution(trials: 0, probability: 0.5).probability(of: 0) == 1)
  }
}
