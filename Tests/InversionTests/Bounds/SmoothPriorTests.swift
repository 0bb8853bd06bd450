import Foundation
import Inversion
import Models
import Numerics
import Testing

@Suite("Van Trees' bound") struct SmoothPriorTests {
  static func density(_ x: Double, _ range: ClosedRange<Double>) -> Double {
    let width = range.upperBound - range.lowerBound
    let angle = Double.pi * (x - (range.lowerBound + range.upperBound) / 2) / width
    return 2 / width * cos(angle) * cos(angle)
  }

  /// The integral of a function over a range, by midpoints.
  static func integral(_ range: ClosedRange<Double>, _ function: (Double) -> Double) -> Double {
    let count = 20_000
    let step = (range.upperBound - range.lowerBound) / Double(count)
    return (0..<count).reduce(0) { $0 + step * function(range.lowerBound + (Double($1) + 0.5) * step) }
  }

  @Test("The prior's information and variance are those of its density", arguments: [0...Double.pi, -1...0.5])
  func closedForms(range: ClosedRange<Double>) {
    let prior = SmoothPrior([range])
    let middle = (range.lowerBound + range.upperBound) / 2
    #expect((Self.integral(range) { Self.density($0, range) } - 1).magnitude < 1e-9)
    let variance = Self.integral(range) { Self.density($0, range) * ($0 - middle) * ($0 - middle) }
    #expect((prior.variances[0] / variance - 1).magnitude < 1e-8)
    let step = 1e-5
    let information = Self.integral(range) { x in
      let slope = (Self.density(x + step, range) - Self.density(x - step, range)) / (2 * step)
      let density = Self.density(x, range)
      return density > 1e-12 ? slope * slope / density : 0
    }
    #expect((prior.informations[0] / information - 1).magnitude < 1e-3)
    // Its information is more than that of a normal density of the same variance.
    #expect(1 / prior.informations[0] < prior.variances[0])
  }

  @Test("Its points have the prior's mean and variance")
  func points() {
    let range = 0...Double.pi
    let points = SmoothPrior([range, range]).points(4096, seed: 3)
    for place in 0..<2 {
      let values = points.map { $0[place] }
      let mean = values.reduce(0, +) / 4096
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4096
      #expect((mean - .pi / 2).magnitude < 1e-3)
      #expect((variance / SmoothPrior([range]).variances[0] - 1).magnitude < 1e-3)
    }
    #expect(points.joined().allSatisfy { range.contains($0) })
  }

  @Test("A straight line with normal noise: the bound is 1 / (F + I), and the best of all attacks is not below it")
  func bayes() throws {
    let range = 0...Double.pi
    let prior = SmoothPrior([range])
    for deviation in [0.02, 0.2, 1, 5] {
      let line = CurveObservation(value: { $0 }, slope: { _ in 1 }, deviation: deviation)
      let bound = try GradientInformation(line, labels: []).vanTrees(over: prior, pointCount: 16)
      let expected = 1 / (1 / (deviation * deviation) + prior.informations[0])
      #expect((bound.meanSquaredError / expected - 1).magnitude < 1e-10)
      #expect(bound.binding == .anyAttack && bound.place == .priorAverage)
      let best = Self.bayesError(deviation, range)
      #expect(best >= bound.meanSquaredError * (1 - 1e-6), "\(deviation): \(best) below \(bound.meanSquaredError)")
      let own = try #require(bound.priorVariance)
      #expect(best <= own * (1 + 1e-6) && bound.meanSquaredError <= own)
    }
  }

  /// The mean squared error of the posterior's mean, on average over the prior and the noise.
  static func bayesError(_ deviation: Double, _ range: ClosedRange<Double>) -> Double {
    let inputs = (0..<400).map { range.lowerBound + (Double($0) + 0.5) * .pi / 400 }
    let weights = inputs.map { density($0, range) * .pi / 400 }
    let (low, high) = (range.lowerBound - 7 * deviation, range.upperBound + 7 * deviation)
    let step = (high - low) / 800
    return (0..<800).reduce(0.0) { sum, place in
      let seen = low + (Double(place) + 0.5) * step
      var (mass, first, second) = (0.0, 0.0, 0.0)
      for (input, weight) in zip(inputs, weights) {
        let distance = (seen - input) / deviation
        let density: Double = exp(-distance * distance / 2) / (deviation * (2 * Double.pi).squareRoot())
        let share = weight * density
        mass += share
        first += share * input
        second += share * input * input
      }
      return mass > 0 ? sum + step * (second - first * first / mass) : sum
    }
  }

  @Test("Of gradients it is between nothing and the guess, and falls with the shots")
  func gradients() throws {
    let instance = try Instance("simple-entangled-2", seed: 5)
    let labels = try #require(instance.evidence.labels)
    let guess = instance.evidence.guessLevel
    #expect((guess - .pi * .pi / 12).magnitude < 1e-12)
    var last = Double.infinity
    for shots in [1, 100, 10_000, 1_000_000] {
      let evidence = instance.measured(shots: shots)
      let information = try GradientInformation(evidence, labels: labels, on: Machines.ideal, includesCovariance: true)
      let bound = try information.vanTrees(over: SmoothPrior(of: evidence), pointCount: 64)
      let own = try #require(bound.priorVariance)
      #expect(bound.meanSquaredError < last && bound.meanSquaredError > 0)
      #expect(bound.meanSquaredError <= own && own <= guess)
      last = bound.meanSquaredError
    }
  }

  @Test("Raw counts and states allow less error than the gradient, and unknown labels change nothing of it")
  func order() throws {
    let instance = try Instance("simple-entangled-2", seed: 6)
    var evidence = instance.measured(shots: 200)
    let labels = try #require(instance.evidence.labels)
    let prior = SmoothPrior(of: evidence)
    let known = try GradientInformation(evidence, labels: labels, on: Machines.ideal)
      .vanTrees(over: prior, pointCount: 32)
    let counts = try CountsInformation(evidence, on: Machines.ideal).vanTrees(over: prior, pointCount: 32)
    let states = try StateInformation(evidence).vanTrees(over: prior, pointCount: 32)
    #expect(counts.meanSquaredError <= known.meanSquaredError && states.meanSquaredError <= counts.meanSquaredError)
    evidence.labels = nil
    let hidden = try GradientInformation(evidence, labels: labels, on: Machines.ideal)
      .vanTrees(over: prior, pointCount: 32)
    #expect(hidden == known)
  }
}
