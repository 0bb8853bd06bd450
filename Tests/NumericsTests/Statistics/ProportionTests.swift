import Foundation
import Numerics
import Testing

@Suite struct ProportionTests {
  struct Results: Decodable {
    struct Result: Decodable {
      let successes: Int
      let trials: Int
      let confidence: Double
      let clopperPearson: [Double]
      let wilson: [Double]
    }
    let proportions: [Result]
  }

  @Test("Intervals are SciPy's")
  func intervals() throws {
    let results = try GoldenNumbers.read(Results.self, from: "statistics.json").proportions
    #expect(results.count == 21)
    for result in results {
      let proportion = Proportion(successes: result.successes, trials: result.trials)
      let exact = proportion.clopperPearsonInterval(confidence: result.confidence)
      let wilson = proportion.wilsonInterval(confidence: result.confidence)
      for (found, expected) in zip([exact.lowerBound, exact.upperBound], result.clopperPearson) {
        #expect(abs(found - expected) < 1e-12 * max(expected, 1e-2), "\(result)")
      }
      for (found, expected) in zip([wilson.lowerBound, wilson.upperBound], result.wilson) {
        #expect(abs(found - expected) < 1e-12, "\(result)")
      }
    }
  }

  /// The probability that an interval from `trials` trials holds the true probability of success.
  private func coverage(_ probability: Double, trials: Int, of intervals: [ClosedRange<Double>]) -> Double {
    var sum = 0.0
    for (successes, interval) in intervals.enumerated() where interval.contains(probability) {
      let (hits, all) = (Double(successes), Double(trials))
      let ways: Double = lgamma(all + 1) - lgamma(hits + 1) - lgamma(all - hits + 1)
      sum += exp(ways + hits * log(probability) + (all - hits) * log1p(-probability))
    }
    return sum
  }

  @Test("The exact interval holds at least as often as it says, Wilson's about as often", arguments: [10, 60])
  func coverage(trials: Int) {
    let all = (0...trials).map { Proportion(successes: $0, trials: trials) }
    let exact = all.map { $0.clopperPearsonInterval(confidence: 0.9) }
    let wilson = all.map { $0.wilsonInterval(confidence: 0.9) }
    let probabilities: [Double] = Array(stride(from: 0.02, to: 1, by: 0.007))
    let exactCoverage = probabilities.map { coverage($0, trials: trials, of: exact) }
    #expect(exactCoverage.allSatisfy { $0 >= 0.9 })
    let wilsonCoverage = probabilities.map { coverage($0, trials: trials, of: wilson) }
    let mean = wilsonCoverage.reduce(0, +) / Double(probabilities.count)
    #expect(abs(mean - 0.9) < 0.015)
  }

  @Test("Intervals of proportions drawn hold the probability as often as they say")
  func nominal() {
    let coverages = Coverage.several(seed: 47) { stream in
      let proportion = Proportion(successes: stream.binomial(1000, probability: 0.3), trials: 1000)
      return [proportion.wilsonInterval(), proportion.clopperPearsonInterval()].map { $0.contains(0.3) }
    }
    coverages[0].expectNominal("Wilson")
    coverages[1].expectNominal("Clopper-Pearson")
  }

  @Test("Any confidence gives an interval that holds the proportion", arguments: [-1, 0, 1, 2, .nan] as [Double])
  func odd(confidence: Double) {
    for successes in [0, 3, 7] {
      let proportion = Proportion(successes: successes, trials: 7)
      #expect(proportion.clopperPearsonInterval(confidence: confidence).contains(proportion.value))
      #expect(proportion.wilsonInterval(confidence: confidence).contains(proportion.value))
    }
  }
}
