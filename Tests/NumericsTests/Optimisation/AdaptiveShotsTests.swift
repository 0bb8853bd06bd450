import Foundation
import Numerics
import Testing

@Suite struct AdaptiveShotsTests {
  private func shots(_ rule: AdaptiveShots.Rule, range: ClosedRange<Int> = 2...100_000) -> AdaptiveShots {
    AdaptiveShots(rule, rate: 0.1, lipschitz: 2, shotRange: range)
  }

  @Test("iCANS asks for the shots of its formula, none above those of the best gain")
  func individual() {
    var allocation = shots(.individual)
    let decision = allocation.next(gradient: [0.5, 0.1, 0.02], variances: [0.8, 0.9, 1])
    // 2 L a / (2 - L a) = 2/9; the first means are the numbers themselves.
    let wished = [(0.25, 0.8), (0.01, 0.9), (0.0004, 1)].map { (2.0 / 9 * $0.1 / ($0.0 + 1e-6)).rounded(.up) }
    #expect(wished == [1, 20, 555])
    let gains = zip([0.25, 0.01, 0.0004], zip([0.8, 0.9, 1], wished.map { max(2, $0) })).map { square, other in
      ((0.1 - 0.01) * square - 0.01 * other.0 / other.1) / other.1
    }
    for (found, expected) in zip(decision.gainsPerShot, gains) { #expect(abs(found - expected) < 1e-15) }
    #expect(decision.shots == [2, 2, 2])
    #expect(gains.firstIndex(of: gains.max() ?? 0) == 0)
  }

  @Test("gCANS shares shots in proportion to standard deviations")
  func global() {
    var allocation = shots(.global)
    let decision = allocation.next(gradient: [0.03, 0.04], variances: [0.25, 1])
    // 2/9 sigma_i (0.5 + 1) / 0.0025
    #expect(decision.shots == [67, 134])
    let gain = (0.09 * 0.0025 - 0.01 * (0.25 / 67 + 1.0 / 134)) / 201
    #expect(abs(decision.gainsPerShot[0] - gain) < 1e-15)
  }

  @Test("Means of earlier gradients and variances count, corrected for their start")
  func memory() {
    var allocation = shots(.global)
    _ = allocation.next(gradient: [0.2], variances: [1])
    let decision = allocation.next(gradient: [0.1], variances: [0.5])
    let scale = 0.01 / (1 - 0.99 * 0.99)
    let slope = scale * (0.99 * 0.2 + 0.1)
    let variance = scale * (0.99 * 1 + 0.5)
    let expected = 2.0 / 9 * variance / (slope * slope + 1e-6 * 0.99)
    #expect(decision.shots == [Int(expected.rounded(.up))])
    #expect(allocation.log.map(\.shots) == [[6], decision.shots])
  }

  @Test("Every number leads to shots in the range", arguments: AdaptiveShots.Rule.allCases)
  func odd(rule: AdaptiveShots.Rule) throws {
    var allocation = shots(rule, range: 10...1000)
    for gradient in [0, 1e-300, .nan, .infinity, 1e300] {
      let decision = allocation.next(gradient: [gradient, 1], variances: [1, -1])
      #expect(decision.shots.allSatisfy { (10...1000).contains($0) })
    }
    var tooFast = AdaptiveShots(rule, rate: 5, lipschitz: 1, shotRange: 0...0)
    #expect(tooFast.next(gradient: [1], variances: [1]).shots == [1])
  }

  @Test("Goes on from a checkpoint with the same shots", arguments: AdaptiveShots.Rule.allCases)
  func checkpoint(rule: AdaptiveShots.Rule) throws {
    var allocation = shots(rule)
    _ = allocation.next(gradient: [0.2, -0.1], variances: [1, 0.3])
    var back = try restored(allocation)
    #expect(back.fits(2) && !back.fits(3))
    #expect(
      back.next(gradient: [0.1, 0.1], variances: [1, 1]) == allocation.next(gradient: [0.1, 0.1], variances: [1, 1]))
    #expect(back == allocation)
  }
}
