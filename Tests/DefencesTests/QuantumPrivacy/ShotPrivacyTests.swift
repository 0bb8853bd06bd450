import Defences
import Foundation
import Numerics
import Testing

@Suite("Privacy of shots") struct ShotPrivacyTests {
  /// By summing all terms in Python's doubles, and bisection.
  @Test(
    "epsilons are those of all terms",
    arguments: [
      (0.8, 0.75, 16, 2.1416948732654104), (0.8, 0.75, 64, 4.642291163647559), (0.8, 0.75, 256, 10.198952661536964),
      (0.8, 0.75, 1024, 24.247672774695882), (0.6, 0.55, 16, 1.4999738802511091),
      (0.6, 0.55, 64, 3.4358204799780827), (0.6, 0.55, 256, 7.802564735297884),
      (0.6, 0.55, 1024, 18.578873912536526),
    ])
  func golden(first: Double, second: Double, shots: Int, expected: Double) throws {
    let (one, other) = (
      try ShotPrivacy(first, second, shotCount: shots), try ShotPrivacy(second, first, shotCount: shots)
    )
    #expect(abs(try one.epsilon(at: 1e-5) - expected) < 1e-9)
    #expect(abs(try other.epsilon(at: 1e-5) - expected) < 1e-9)
    #expect(try one.epsilon(at: 1e-5) <= one.renyiEpsilon(at: 1e-5))
    #expect(try one.renyiEpsilon(at: 1e-5) <= one.pureEpsilon)
  }

  @Test("delta is the sum over all counts, in the worse order")
  func bruteForce() throws {
    var stream = RandomStream(seed: 81)
    for _ in 0..<30 {
      let (p, q, shots) = (stream.uniform(), stream.uniform(), 1 + Int(12 * stream.uniform()))
      let epsilon = 2 * stream.uniform()
      func row(_ probability: Double) -> [Double] {
        var row = [1.0]
        for _ in 0..<shots {
          row = (0...row.count).map { count in
            (count < row.count ? row[count] * (1 - probability) : 0)
              + (count > 0 ? row[count - 1] * probability : 0)
          }
        }
        return row
      }
      let (first, second) = (row(p), row(q))
      let forward = zip(first, second).reduce(0) { $0 + max(0, $1.0 - exp(epsilon) * $1.1) }
      let backward = zip(first, second).reduce(0) { $0 + max(0, $1.1 - exp(epsilon) * $1.0) }
      let found = try ShotPrivacy(p, q, shotCount: shots).delta(at: epsilon)
      #expect(abs(found - max(forward, backward)) < 1e-13)
    }
  }

  @Test("a million shots have the delta of their normal approximation, without any overflow")
  func manyShots() throws {
    let shots = 1_000_000
    let privacy = try ShotPrivacy(0.5, 0.501, shotCount: shots)
    let separation = 0.001 * Double(shots).squareRoot() / 0.5
    for epsilon in [0.5, 2, 5] {
      let expected = AnalyticGaussian.delta(separation: separation, epsilon: epsilon)
      #expect(abs(privacy.delta(at: epsilon) / expected - 1) < 0.01)
    }
    #expect(try ShotPrivacy(0.3, 0.7, shotCount: shots).epsilon(at: 1e-18) > 1e5)
  }

  @Test("an outcome that never happens under one input only tells them apart")
  func certain() throws {
    let privacy = try ShotPrivacy(0.1, 0, shotCount: 5)
    #expect(privacy.pureEpsilon == .infinity)
    #expect(abs(privacy.delta(at: 50) - (1 - pow(0.9, 5))) < 1e-15)
    #expect(try privacy.epsilon(at: 1e-3) == .infinity && privacy.renyiEpsilon(at: 1e-3) == .infinity)
    let sure = try ShotPrivacy(1, 0.9, shotCount: 5)
    #expect(abs(sure.delta(at: 0.1) - (1 - pow(0.9, 5))) < 1e-15)
    let same = try ShotPrivacy(0.3, 0.3, shotCount: 7)
    #expect(same.pureEpsilon == 0 && same.delta(at: 0) == 0)
    #expect(try same.epsilon(at: 1e-9) == 0)
    #expect(try ShotPrivacy(0, 0, shotCount: 7).renyiEpsilon(at: 1e-9) == 0)
  }

  @Test("the guarantee holds for every pair between the floors")
  func guarantee() throws {
    var stream = RandomStream(seed: 82)
    for shots in [1, 20] {
      let bound = try ShotPrivacy.guarantee(floor: 0.1, difference: 0.2, shotCount: shots, delta: 1e-4)
      for _ in 0..<40 {
        let p = 0.1 + 0.8 * stream.uniform()
        let q = min(max(p + 0.4 * stream.uniform() - 0.2, 0.1), 0.9)
        #expect(try ShotPrivacy(p, q, shotCount: shots).epsilon(at: 1e-4) <= bound)
      }
    }
    #expect(try ShotPrivacy.guarantee(floor: 0, difference: 0.2, shotCount: 9, delta: 1e-4) == .infinity)
    #expect(try ShotPrivacy.guarantee(floor: 0.5, difference: 0.2, shotCount: 9, delta: 1e-4) == 0)
  }

  @Test("numbers that make no sense are refused")
  func refusals() throws {
    for (p, q, shots) in [(-0.1, 0.5, 1), (0.5, 1.1, 1), (.nan, 0.5, 1), (0.5, 0.4, 0), (0.5, 0.4, .max)] {
      #expect(throws: DefenceError.self) { try ShotPrivacy(p, q, shotCount: shots) }
    }
    for delta in [0, 1, .nan] {
      #expect(throws: DefenceError.self) { try ShotPrivacy(0.5, 0.4, shotCount: 3).epsilon(at: delta) }
    }
    #expect(throws: DefenceError.self) {
      try ShotPrivacy.guarantee(floor: 0.6, difference: 0.2, shotCount: 9, delta: 1e-4)
    }
  }
}
