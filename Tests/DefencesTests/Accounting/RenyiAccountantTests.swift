import Defences
import Foundation
import Models
import Numerics
import Testing

@Suite("Renyi accountant") struct RenyiAccountantTests {
  @Test("epsilons are those of dp-accounting, or better where more orders are", arguments: GoldenEpsilon.all)
  func golden(row: GoldenEpsilon) throws {
    let bound = try RenyiAccountant(row.history).epsilon(at: row.delta)
    #expect(bound.epsilon <= row.renyi + 5e-5 && bound.epsilon > 0.999 * row.renyi)
    #expect(bound.accountant == .rdp && bound.delta == row.delta)
  }

  @Test("divergences are the greater of both directions' integrals")
  func integrals() throws {
    var stream = RandomStream(seed: 31)
    for index in 0..<20 {
      let pair = DensityPair(rate: 0.001 + 0.9 * stream.uniform(), noise: 0.8 + 2 * stream.uniform())
      let order = index % 2 == 0 ? Double(2 + index / 2) : 1.05 + 8 * stream.uniform()
      let forward = pair.integral(upTo: order + 1) { with, without in
        without > 0 ? without * pow(with / without, order) : 0
      }
      let backward = pair.integral(upTo: order + 1) { with, without in
        with > 0 ? with * pow(without / with, order) : 0
      }
      let expected = log(max(forward, backward)) / (order - 1)
      let found = try RenyiAccountant(.gaussian(rate: pair.rate, noise: pair.noise)).divergence(order: order)
      #expect(abs(found / expected - 1) < 1e-8, "\(pair), order \(order): \(found), not \(expected)")
    }
  }

  @Test("all rows in every step, no rows and no steps have closed forms")
  func closedForms() throws {
    let all = try RenyiAccountant(.gaussian(rate: 1, noise: 2, steps: 3))
    for order in [1.01, 2, 7.5, 400] { #expect(abs(all.divergence(order: order) - 3 * order / 8) < 1e-12 * order) }
    let plain = try RenyiAccountant(MechanismHistory([MechanismStep(.gaussian(noiseMultiplier: 2), count: 3)]))
    #expect(plain.divergence(order: 9) == all.divergence(order: 9))
    for history in [.gaussian(rate: 0, noise: 1), .gaussian(rate: 0.5, noise: 1, steps: 0), MechanismHistory()] {
      #expect(try RenyiAccountant(history).epsilon(at: 1e-9).epsilon == 0)
    }
  }

  @Test("divergences add up over steps and mechanisms")
  func composition() throws {
    let first = MechanismStep(.subsampledGaussian(rate: 0.1, noiseMultiplier: 1), count: 4)
    let second = MechanismStep(.subsampledGaussian(rate: 0.3, noiseMultiplier: 3), count: 5)
    let both = try RenyiAccountant(MechanismHistory([first, second]))
    let parts = try [first, second].map { try RenyiAccountant(MechanismHistory([$0])).divergence(order: 6) }
    #expect(abs(both.divergence(order: 6) - parts[0] - parts[1]) < 1e-14)
  }

  @Test("where the best order is at an edge there are more orders")
  func edges() throws {
    let usual = (1..<100).map { 1 + Double($0) / 10 } + (12...63).map(Double.init)
    // Almost no noise, and almost nothing but noise.
    for noise in [0.005, 300.0] {
      let accountant = try RenyiAccountant(.gaussian(rate: 1, noise: noise))
      let free = try accountant.epsilon(at: 1e-6)
      #expect(free.epsilon < (try accountant.epsilon(at: 1e-6, orders: usual)).epsilon)
      let order = try #require(free.order)
      #expect(order < 1.1 || order > 63)
      // For all rows in every step the best order has a closed form, but for terms of its logarithm.
      let best = 1 + noise * (2 * log(1e6)).squareRoot()
      #expect(order - 1 < 2 * (best - 1) && order - 1 > (best - 1) / 2)
    }
  }

  @Test("epsilon of the delta of an epsilon is at most that epsilon, and both have no sign")
  func inverse() throws {
    let accountant = try RenyiAccountant(.gaussian(rate: 0.02, noise: 1, steps: 200))
    for epsilon in [0.2, 1, 4] {
      let delta = accountant.delta(at: epsilon)
      #expect(delta > 0 && delta < 1)
      #expect(try abs(accountant.epsilon(at: delta).epsilon - epsilon) < 1e-9)
    }
    #expect(try accountant.epsilon(at: 0.9).epsilon == 0)
  }

  @Test("fractional orders lie between whole ones, and grow", arguments: [0.0001, 0.01, 0.4, 0.99])
  func monotonic(rate: Double) throws {
    for noise in [0.3, 1, 20, 1000] {
      let accountant = try RenyiAccountant(.gaussian(rate: rate, noise: noise))
      let values = [1.1, 1.5, 2, 2.5, 3, 5.9, 6, 10.9, 11].map { accountant.divergence(order: $0) }
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 * (1 + 1e-9) }, "\(noise): \(values)")
      #expect(values.allSatisfy { $0 >= 0 && $0.isFinite })
    }
  }

  @Test("numbers that make no sense are refused with what to give")
  func refusals() throws {
    for (rate, noise) in [(-0.1, 1.0), (1.1, 1), (.nan, 1), (0.5, 0), (0.5, -1), (0.5, .nan), (0.5, .infinity)] {
      #expect(throws: DefenceError.self) { try RenyiAccountant(.gaussian(rate: rate, noise: noise)) }
    }
    let accountant = try RenyiAccountant(.gaussian(rate: 0.5, noise: 1))
    for delta in [0, -1, 1, .nan, .infinity] {
      let error = try #require(throws: DefenceError.self) { try accountant.epsilon(at: delta) }
      #expect(error.help.contains("1e-5"))
    }
    for order in [1, 0.5, .nan, .infinity, 1e9] {
      #expect(throws: DefenceError.self) { try accountant.epsilon(at: 1e-5, orders: [2, order]) }
    }
  }

  @Test("extremes are finite numbers or infinite, never traps")
  func extremes() throws {
    for (rate, noise, steps, delta) in [
      (1e-300, 1e-6, Int.max, 1e-300), (1, 1e-6, .max, 1e-18), (0.5, 1e9, 1, 1e-18), (1 - 1e-16, 0.5, 10, 0.5),
    ] {
      let epsilon = try RenyiAccountant(.gaussian(rate: rate, noise: noise, steps: steps)).epsilon(at: delta).epsilon
      #expect(epsilon >= 0)
    }
  }
}
