import Foundation
import Numerics
import Testing

@Suite("How well binomial distributions can be told apart") struct BinomialDistanceTests {
  @Test(
    "Total variation agrees with a table computed elsewhere",
    arguments: [
      (0.8, 0.75, 16, 0.193), (0.8, 0.75, 64, 0.370), (0.8, 0.75, 256, 0.663), (0.8, 0.75, 1024, 0.945),
      (0.8, 0.75, 4096, 0.9999), (0.95, 0.9, 16, 0.296), (0.95, 0.9, 64, 0.564), (0.95, 0.9, 256, 0.878),
      (0.95, 0.9, 1024, 0.998),
    ])
  func table(p: Double, q: Double, shots: Int, expected: Double) {
    #expect((BinomialDistance.totalVariation(p, q, shots: shots) - expected).magnitude < 6e-4)
    #expect(BinomialDistance.totalVariation(p, q, shots: shots) == BinomialDistance.totalVariation(q, p, shots: shots))
  }

  @Test("It is half the sum of the differences of all probabilities")
  func sums() {
    var stream = RandomStream(seed: 4)
    for _ in 0..<200 {
      let (p, q) = (stream.uniform(), stream.uniform())
      let shots = 1 + Int(stream.uniform() * 60)
      let sum = (0...shots).reduce(0.0) { sum, count in
        let logarithm: Double =
          lgamma(Double(shots) + 1) - lgamma(Double(count) + 1) - lgamma(Double(shots - count) + 1)
        let ways = exp(logarithm)
        func mass(_ p: Double) -> Double { ways * pow(p, Double(count)) * pow(1 - p, Double(shots - count)) }
        return sum + (mass(p) - mass(q)).magnitude / 2
      }
      #expect((BinomialDistance.totalVariation(p, q, shots: shots) - sum).magnitude < 1e-9)
    }
  }

  @Test("At the ends, of equal distributions and of no shots it is what it must be")
  func ends() {
    #expect(BinomialDistance.totalVariation(0, 1, shots: 3) == 1)
    #expect((BinomialDistance.totalVariation(0, 0.25, shots: 2) - (1 - 0.5625)).magnitude < 1e-15)
    #expect((BinomialDistance.totalVariation(1, 0.5, shots: 3) - 0.875).magnitude < 1e-15)
    #expect(BinomialDistance.totalVariation(0.3, 0.3, shots: 100) == 0)
    #expect(BinomialDistance.totalVariation(0.3, 0.6, shots: 0) == 0)
  }
}
