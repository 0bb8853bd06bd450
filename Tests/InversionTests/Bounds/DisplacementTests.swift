import Foundation
import Inversion
import Models
import Numerics
import Testing

@Suite("The bound of Hammersley, Chapman and Robbins") struct DisplacementTests {
  @Test("of a straight line is that of Cramer and Rao")
  func straight() throws {
    let line = CurveObservation(value: { 3 * $0 }, slope: { _ in 3 }, deviation: 0.2)
    let information = GradientInformation(line, labels: [])
    let bound = try information.hammersleyChapmanRobbins(at: [1.0], ranges: [0...Double.pi])
    #expect((bound.meanSquaredError - 0.04 / 9).magnitude < 1e-12)
    #expect(bound.kind == .hammersleyChapmanRobbins && bound.binding == .unbiasedEstimators)
  }

  @Test("of a curve is near its supremum over all displacements, and not above", arguments: [0.05, 0.3, 1])
  func curve(deviation: Double) throws {
    let observation = CurveObservation(
      value: { 2 * $0 - 0.45 * $0 * $0 }, slope: { 2 - 0.9 * $0 }, deviation: deviation)
    let information = GradientInformation(observation, labels: [])
    let at = 1.3
    let local = try information.cramerRao(at: [at]).meanSquaredError
    var supremum = local
    for step in 0...20_000 {
      let other = .pi * Double(step) / 20_000
      let change = observation.value(other) - observation.value(at)
      guard other != at else { continue }
      supremum = max(
        supremum, (other - at) * (other - at) / (exp(change * change / deviation / deviation) - 1))
    }
    let bound = try information.hammersleyChapmanRobbins(at: [at], ranges: [0...Double.pi]).meanSquaredError
    #expect(bound <= supremum * (1 + 1e-6) && bound >= local)
    #expect(bound > 0.9 * supremum, "\(bound) of \(supremum)")
  }

  @Test("sees another solution, which leaves no finite error")
  func otherSolution() throws {
    let sine = CurveObservation(value: { sin($0) }, slope: { cos($0) }, deviation: 1e-4)
    let information = GradientInformation(sine, labels: [])
    let blind = try information.hammersleyChapmanRobbins(at: [1], ranges: [0...1.5])
    #expect(blind.meanSquaredError < 1e-7)
    let other = [Double.pi - 1]
    let bound = try information.hammersleyChapmanRobbins(at: [1], ranges: [0...Double.pi], solutions: [other])
    #expect(bound.meanSquaredError > 1e6)
  }

  @Test("is never below that of Cramer and Rao, and tends to it with the shots")
  func gradients() throws {
    for (model, seed) in [("simple-entangled-2", 0), ("simple-entangled-2", 1), ("complex-3", 2)] as [(String, UInt64)]
    {
      let instance = try Instance(model, seed: seed)
      let labels = try #require(instance.evidence.labels)
      for knowsLabels in [true, false] {
        var ratios: [Double] = []
        for shots in [100, 10_000, 1_000_000_000_000] {
          var evidence = instance.measured(shots: shots)
          if !knowsLabels { evidence.labels = nil }
          let information = try GradientInformation(evidence, labels: labels, on: Machines.ideal)
          let local = try information.cramerRao(at: instance.truth)
          let bound = try information.hammersleyChapmanRobbins(at: instance.truth, ranges: evidence.inputRanges)
          #expect(zip(bound.variances, local.variances).allSatisfy { $0 >= $1 })
          ratios.append(bound.meanSquaredError / local.meanSquaredError)
        }
        #expect((ratios[2] - 1).magnitude < 1e-4, "\(ratios)")
      }
    }
  }
}
