import Defences
import Foundation
import Gradients
import Models
import Numerics
import Testing

@Suite("Privacy loss accountant") struct LossAccountantTests {
  private func bound(_ history: MechanismHistory, _ delta: Double) throws -> PrivacyBound {
    try LossAccountant(history, accuracy: .coarse).epsilon(at: delta)
  }

  @Test("dp-accounting's epsilons are between its ends, and Renyi's above", arguments: GoldenEpsilon.all)
  func golden(row: GoldenEpsilon) throws {
    let bound = try bound(row.history, row.delta)
    let lower = try #require(bound.lowerEpsilon)
    #expect(lower < row.loss + 5e-5 && row.loss < bound.epsilon + 5e-5)
    #expect(bound.epsilon - lower < 0.1 * row.loss && bound.epsilon <= row.renyi && bound.note == nil)
  }

  @Test(
    "the Gaussian mechanism's exact delta lies between its ends, also where delta is tiny",
    arguments: [1e-2, 1e-5, 1e-10, 1e-18, 1e-25])
  func analytic(delta: Double) throws {
    for (noise, steps) in [(1.0, 1), (4, 10), (30, 400)] {
      let bound = try bound(.gaussian(rate: 1, noise: noise, steps: steps), delta)
      let separation = Double(steps).squareRoot() / noise
      let lower = try #require(bound.lowerEpsilon)
      #expect(AnalyticGaussian.delta(separation: separation, epsilon: bound.epsilon) <= delta)
      #expect(AnalyticGaussian.delta(separation: separation, epsilon: lower) >= delta || lower == 0)
      #expect(bound.epsilon - lower < 0.03 * bound.epsilon && bound.note == nil)
    }
  }

  @Test("one subsampled step has the delta of its densities, in the worse direction")
  func oneStep() throws {
    for (rate, noise, delta) in [(0.3, 1.0, 1e-4), (0.02, 0.7, 1e-3), (0.9, 2, 1e-2)] {
      let bound = try bound(.gaussian(rate: rate, noise: noise), delta)
      let pair = DensityPair(rate: rate, noise: noise)
      func exact(_ epsilon: Double) -> Double {
        let factor = exp(epsilon)
        return max(
          pair.integral { max(0, $0 - factor * $1) }, pair.integral { max(0, $1 - factor * $0) })
      }
      #expect(exact(bound.epsilon) <= delta * 1.001)
      #expect(exact(try #require(bound.lowerEpsilon)) >= delta * 0.999)
    }
  }

  @Test("two different steps have the delta of their product")
  func twoSteps() throws {
    let pairs = [DensityPair(rate: 0.4, noise: 1.2), DensityPair(rate: 0.8, noise: 2.5)]
    let history = MechanismHistory(
      pairs.map { MechanismStep(.subsampledGaussian(rate: $0.rate, noiseMultiplier: $0.noise)) })
    let bound = try bound(history, 0.01)
    func exact(_ epsilon: Double, _ value: (Double, Double) -> Double) -> Double {
      let factor = exp(epsilon)
      let points = pairs.map { pair in
        (0..<180).map { index in
          let x = -5 * pair.noise + (1 + 10 * pair.noise) * Double(index) / 180
          let width = (1 + 10 * pair.noise) / 180
          return (pair.with(x) * width, pair.without(x) * width)
        }
      }
      var (removal, addition) = (0.0, 0.0)
      for first in points[0] {
        for second in points[1] {
          let (with, without) = (first.0 * second.0, first.1 * second.1)
          removal += max(0, with - factor * without)
          addition += max(0, without - factor * with)
        }
      }
      return value(removal, addition)
    }
    #expect(exact(bound.epsilon, max) <= 0.01 * 1.001)
    #expect(exact(try #require(bound.lowerEpsilon), max) >= 0.01 * 0.999)
  }

  @Test("Gaussian steps of different noise are one step of the noise that has their sum")
  func heterogeneous() throws {
    let history = MechanismHistory([
      MechanismStep(.gaussian(noiseMultiplier: 3), count: 2),
      MechanismStep(.subsampledGaussian(rate: 1, noiseMultiplier: 5), count: 7),
    ])
    let separation = (2.0 / 9 + 7.0 / 25).squareRoot()
    let bound = try bound(history, 1e-6)
    #expect(AnalyticGaussian.delta(separation: separation, epsilon: bound.epsilon) <= 1e-6)
    #expect(AnalyticGaussian.delta(separation: separation, epsilon: try #require(bound.lowerEpsilon)) >= 1e-6)
  }

  @Test("it is never above Renyi's bound, and says so where it is that")
  func belowRenyi() throws {
    var stream = RandomStream(seed: 41)
    for _ in 0..<6 {
      let history = MechanismHistory.gaussian(
        rate: pow(10, -3 * stream.uniform()), noise: 0.6 + 4 * stream.uniform(),
        steps: 1 + Int(200 * stream.uniform()))
      let delta = pow(10, -2 - 8 * stream.uniform())
      let (own, renyi) = (try bound(history, delta), try RenyiAccountant(history).epsilon(at: delta))
      #expect(own.epsilon <= renyi.epsilon)
      #expect((own.accountant == .rdp) == (own.note != nil))
      if own.accountant == .rdp { #expect(own.epsilon == renyi.epsilon) }
    }
  }

  @Test("rounding at random is composed without any pair of numbers having a greater delta")
  func quantization() throws {
    let own = RandomizedQuantization(limit: 1, levelCount: 5, keeping: 0.4)
    let history = MechanismHistory([MechanismStep(.randomizedQuantization(own), count: 3)])
    var accuracy = LossAccountant.Accuracy.coarse
    accuracy.share = 0.001
    let bound = try LossAccountant(history, accuracy: accuracy).epsilon(at: 0.02)
    #expect(bound.accountant == .prv, "\(bound.note ?? "")")
    var greatest = (upper: 0.0, lower: 0.0)
    let lower = try #require(bound.lowerEpsilon)
    for (x, y) in [(1.0, -1.0), (-1, 1), (1, 0), (0.2, -0.7), (0, -1), (1, -0.5)] {
      let (first, second) = (own.probabilities(of: x), own.probabilities(of: y))
      func delta(_ epsilon: Double) -> Double {
        var sum = 0.0
        for place in 0..<125 {
          let digits = [place % 5, place / 5 % 5, place / 25]
          let (p, q) = (digits.reduce(1) { $0 * first[$1] }, digits.reduce(1) { $0 * second[$1] })
          sum += max(0, p - exp(epsilon) * q)
        }
        return sum
      }
      greatest = (max(greatest.upper, delta(bound.epsilon)), max(greatest.lower, delta(lower * 0.98)))
    }
    #expect(greatest.upper <= 0.02 && greatest.lower > 0.02)
  }

  @Test("where losses cannot be composed Renyi's bound stands, with the reason")
  func fallbacks() throws {
    let histories: [MechanismHistory] = [
      .gaussian(rate: 0.5, noise: 0.005), .gaussian(rate: 0.01, noise: 1, steps: .max),
      .gaussian(rate: 1, noise: 0.02, steps: 100),
      MechanismHistory([
        MechanismStep(.randomizedQuantization(RandomizedQuantization(limit: 1, keeping: 1, margin: 0)))
      ]),
    ]
    for history in histories {
      let (own, renyi) = (try bound(history, 1e-5), try RenyiAccountant(history).epsilon(at: 1e-5))
      #expect(own.epsilon == renyi.epsilon && own.accountant == .rdp && own.note?.isEmpty == false)
    }
  }

  @Test("extremes of delta and of the wanted error end in a bound")
  func extremes() throws {
    let history = MechanismHistory.gaussian(rate: 0.01, noise: 1, steps: 100)
    let renyi = try RenyiAccountant(history)
    for delta in [1e-300, 1e-18, 0.4, 0.999] {
      #expect(try bound(history, delta).epsilon <= renyi.epsilon(at: delta).epsilon)
    }
    for (share, points) in [(1e-12, 1 << 12), (1e9, 1 << 12), (0, 1 << 12), (0.01, 0), (0.01, 3)] {
      var accuracy = LossAccountant.Accuracy()
      (accuracy.share, accuracy.mostPoints) = (share, points)
      let epsilon = try LossAccountant(history, accuracy: accuracy).epsilon(at: 1e-5).epsilon
      let most = try renyi.epsilon(at: 1e-5).epsilon
      #expect(epsilon > 0.3 && epsilon <= most)
    }
    #expect(try bound(.gaussian(rate: 0, noise: 1), 1e-5).epsilon == 0)
    #expect(try bound(MechanismHistory(), 1e-5).epsilon == 0)
    #expect(throws: DefenceError.self) { try bound(history, 0) }
  }
}
