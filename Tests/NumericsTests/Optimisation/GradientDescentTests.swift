import Foundation
import Numerics
import Testing

@Suite struct GradientDescentTests {
  private static let rules: [GradientDescent.Rule] = [
    .plain(rate: 0.1), .nesterov(rate: 0.05, momentum: 0.9), .adam(rate: 0.1),
    .adam(rate: 0.02, beta1: 0.5, epsilon: 0.1),
  ]

  /// Steps down a bowl with waves in it.
  private func stepped(_ descent: inout GradientDescent, _ weights: inout [Double], times: Int) {
    for _ in 0..<times {
      let gradient = weights.map { 2 * $0 + cos(3 * $0) }
      descent.step(&weights, gradient: gradient)
    }
  }

  // Optax 0.2.8, in double precision: 25 times
  // `change, state = rule.update(2 * w + jnp.cos(3 * w), state); w = optax.apply_updates(w, change)` from
  // (0.7, -1.3, 0.05), with sgd(0.1), sgd(0.05, 0.9, nesterov=True), adam(0.1) and adam(0.02, 0.5, eps=0.1).
  private static let ends = [
    [-0.3049411791854206, -0.30495266992146747, -0.3049518112796149],
    [-0.30402465515872523, -0.31714304221623996, -0.30065106466474845],
    [-0.22299433300151678, -0.08755779089074875, -0.3494019276316813],
    [0.2104372815452688, -0.8378998375176288, -0.2683814494546725],
  ]

  @Test("Goes where Optax's rules go, which are PyTorch's", arguments: zip(rules, ends))
  func peers(rule: GradientDescent.Rule, end: [Double]) {
    var descent = GradientDescent(rule, count: 3)
    var weights = [0.7, -1.3, 0.05]
    stepped(&descent, &weights, times: 25)
    for (found, expected) in zip(weights, end) { #expect(abs(found - expected) < 1e-13) }
  }

  @Test("Momentum is a ball that rolls on: a constant slope moves it further each time")
  func momentum() {
    var descent = GradientDescent(.momentum(rate: 0.1, momentum: 0.5), count: 1)
    var weights = [0.0]
    for expected in [-0.2, -0.5, -0.85, -1.225] {
      descent.step(&weights, gradient: [2])
      #expect(abs(weights[0] - expected) < 1e-15)
    }
    #expect(descent.fits(1) && !descent.fits(2))
  }

  @Test("Nesterov's weights are where PennyLane takes its gradients")
  func lookahead() {
    func slope(_ x: Double) -> Double { 2 * x + cos(3 * x) }
    var descent = GradientDescent(.nesterov(rate: 0.05, momentum: 0.8), count: 1)
    var weights = [0.7]
    var (place, accumulated) = (0.7, 0.0)
    for _ in 0..<20 {
      #expect(abs(weights[0] - (place - 0.8 * accumulated)) < 1e-14)
      accumulated = 0.8 * accumulated + 0.05 * slope(place - 0.8 * accumulated)
      place -= accumulated
      descent.step(&weights, gradient: weights.map(slope))
    }
  }

  @Test("Adam's first step is its rate along each sign, and zero slopes stay")
  func firstStep() {
    var descent = GradientDescent(.adam(rate: 0.3), count: 3)
    var weights = [1.0, 1, 1]
    descent.step(&weights, gradient: [5, -0.01, 0])
    for (found, expected) in zip(weights, [0.7, 1.3, 1]) { #expect(abs(found - expected) < 1e-6) }
  }

  @Test("Models stepped as one array go where each goes alone", arguments: rules)
  func together(rule: GradientDescent.Rule) {
    var whole = GradientDescent(rule, count: 4)
    var all = [0.7, -1.3, 0.05, 2]
    stepped(&whole, &all, times: 10)
    for part in [0..<1, 1..<4] {
      var descent = GradientDescent(rule, count: part.count)
      var weights = Array([0.7, -1.3, 0.05, 2][part])
      stepped(&descent, &weights, times: 10)
      #expect(weights == Array(all[part]))
    }
  }

  @Test("Goes on from a checkpoint with the same bits", arguments: rules)
  func checkpoint(rule: GradientDescent.Rule) throws {
    var descent = GradientDescent(rule, count: 3)
    var weights = [0.7, -1.3, 0.05]
    stepped(&descent, &weights, times: 7)
    var (back, weightsBack) = (try restored(descent), try restored(weights))
    #expect(back.fits(3))
    #expect(try rule == .plain(rate: 0.1) || !shortened(descent).fits(3))
    stepped(&descent, &weights, times: 20)
    stepped(&back, &weightsBack, times: 20)
    #expect(back == descent)
    #expect(weightsBack == weights)
  }
}
