import Defences
import Foundation
import Gradients
import Models
import Numerics
import Testing

@Suite("Privacy of rounding at random") struct QuantizationPrivacyTests {
  @Test("probabilities are those of all choices of kept levels")
  func enumeration() {
    let own = RandomizedQuantization(limit: 1, levelCount: 6, keeping: 0.3, margin: 0.5)
    for value in [-1.0, -0.4, 0, 0.3, 0.95, 1] {
      var expected = Array(repeating: 0.0, count: 6)
      for choice in 0..<16 {
        let inner: [Int] = (1...4).filter { choice >> ($0 - 1) & 1 == 1 }
        let kept = [0] + inner + [5]
        let share = pow(0.3, Double(kept.count - 2)) * pow(0.7, Double(6 - kept.count))
        let low = kept.last { own.level($0) <= value } ?? 0
        let high = kept.first { $0 > low } ?? 5
        let up = (value - own.level(low)) / (own.level(high) - own.level(low))
        expected[low] += share * (1 - up)
        expected[high] += share * up
      }
      let found = own.probabilities(of: value)
      #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-14 })
      #expect(abs(found.reduce(0, +) - 1) < 1e-14)
    }
  }

  @Test("no two numbers within the limit are told apart better than it says")
  func worstPairs() throws {
    var stream = RandomStream(seed: 51)
    for (levels, keeping, margin) in [(8, 0.5, 1.0), (5, 0.2, 0.3), (16, 0.42, 1)] {
      let own = RandomizedQuantization(limit: 1, levelCount: levels, keeping: keeping, margin: margin)
      let privacy = try QuantizationPrivacy(own)
      let (epsilons, orders) = ([0, 0.5, 1.5, 3], [1.5, 2, 9])
      let (deltas, divergences) = (
        epsilons.map { privacy.delta(at: $0) }, orders.map { privacy.divergence(order: $0) }
      )
      for _ in 0..<60 {
        let (first, second) = (
          own.probabilities(of: 2 * stream.uniform() - 1), own.probabilities(of: 2 * stream.uniform() - 1)
        )
        for (epsilon, bound) in zip(epsilons, deltas) {
          let delta = zip(first, second).reduce(0) { $0 + max(0, $1.0 - exp(epsilon) * $1.1) }
          #expect(delta <= bound + 1e-14)
        }
        for (order, bound) in zip(orders, divergences) {
          let moment = zip(first, second).reduce(0) { $0 + pow($1.0, order) * pow($1.1, 1 - order) }
          #expect(log(moment) / (order - 1) <= bound + 1e-12)
        }
        for (p, q) in zip(first, second) { #expect(log(p / q) <= privacy.pureEpsilon + 1e-12) }
      }
      #expect(privacy.delta(at: privacy.pureEpsilon) < 1e-14)
    }
  }

  @Test("without random choices there is no privacy, and senseless settings are refused")
  func edges() throws {
    let rounding = try QuantizationPrivacy(RandomizedQuantization(limit: 1, keeping: 1))
    #expect(rounding.pureEpsilon == .infinity && rounding.divergence(order: 2) == .infinity)
    let history = MechanismHistory([
      MechanismStep(.randomizedQuantization(RandomizedQuantization(limit: 1, keeping: 1)))
    ])
    #expect(try RenyiAccountant(history).epsilon(at: 1e-5).epsilon == .infinity)
    for own in [
      RandomizedQuantization(limit: 0), RandomizedQuantization(limit: .nan),
      RandomizedQuantization(limit: 1, margin: -1), RandomizedQuantization(limit: 1, levelCount: 65),
    ] {
      #expect(throws: DefenceError.self) { try QuantizationPrivacy(own) }
    }
  }
}
