import Execution
import Foundation
@testable import Inversion
import Models
import Numerics
import Testing

@Suite struct GradientFormTests {
  private func points(_ count: Int, seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed).substream("points")
    return (0..<count).map { _ in .pi * stream.uniform() }
  }

  /// So few states that a form has a vector for each.
  private func whole() throws -> (CircuitLayer, EngineSource, weights: [Double], direction: [Double]) {
    let evidence = try Instance("zz-efficient-3", seed: 7).evidence
    let source = try EngineSource(evidence.layer, takesSteps: false, threadCount: 1)
    return (
      evidence.layer, source, evidence.rounds[0].weights, evidence.layer.weights.indices.map { cos(3 * Double($0)) }
    )
  }

  @Test("with all vectors, the forms along and against a direction differ by the gradient along it")
  func difference() throws {
    let (layer, source, weights, direction) = try whole()
    let pair = try #require(
      try GradientForm.pair(of: layer, source.gradients, at: weights, along: direction) { value, _ in value })
    let inputs = points(3 * 50, seed: 1)
    let exact = try source.derivatives(at: inputs, weights: .shared(weights), wantsMixed: false).gradients
    let (along, against) = (try pair.along.values(at: inputs), try pair.against.values(at: inputs))
    let width = layer.weights.count + 3
    for row in 0..<50 {
      let wanted = direction.enumerated().reduce(0) { $0 + $1.element * exact[row * width + $1.offset] }
      #expect((along[row] - against[row] - wanted).magnitude < 1e-10)
      #expect(along[row] >= 0 && against[row] >= 0)
    }
    #expect(along.contains { $0 > 0.1 } && against.contains { $0 > 0.1 })
  }

  @Test("great eigenvalues count for more than they are, by their square over what is usual")
  func emphasis() throws {
    let (layer, source, weights, direction) = try whole()
    func along(_ weigh: (_ value: Double, _ usual: Double) -> Double) throws -> [Double] {
      let pair = try #require(
        try GradientForm.pair(of: layer, source.gradients, at: weights, along: direction, weighing: weigh))
      return try pair.along.values(at: points(3 * 50, seed: 1))
    }
    let used = try #require(try source.forms(at: weights, along: direction)).along.values(at: points(3 * 50, seed: 1))
    let plain = try along { value, _ in value }
    let squares = try along { value, usual in value * value / usual }
    for (used, parts) in zip(used, zip(plain, squares)) { #expect((used - parts.0 - parts.1).magnitude < 1e-10) }
    #expect(zip(plain, squares).contains { $1 > $0 } && zip(plain, squares).contains { $1 < $0 })
  }

  @Test("where inputs are encoded again between weights, or circuits are wide, there are none")
  func none() throws {
    for name in ["re-uploading-8-2", "complex-10"] {
      let model = try #require(Zoo.model(named: name)?.leadingCircuit)
      let source = try EngineSource(model, takesSteps: false, threadCount: 1)
      let ones = model.weights.map { _ in 1.0 }
      #expect(try source.forms(at: ones, along: ones) == nil)
    }
  }

  @Test("what random points tell of the side of the label is right", arguments: 0..<12)
  func sides(seed: Int) throws {
    let instance = try Instance("zz-efficient-4", seed: UInt64(seed))
    let evidence = instance.evidence
    let observation = try CircuitObservation(evidence, on: nil)
    let target = evidence.values
    let forms = try observation.forms(along: target, target: target, seenAt: points(4 * 2000, seed: 3))
    #expect((forms.reduce(0) { $0 + $1.share } - 1).magnitude < 1e-12 && forms.allSatisfy { $0.share > 0 })
    #expect(forms.count == 1 || (forms.count == 2 && forms[0].share >= forms[1].share))
    let source = try EngineSource(evidence.layer, takesSteps: false, threadCount: 1)
    let pair = try #require(try source.forms(at: evidence.rounds[0].weights, along: target))
    let mean = try source.derivatives(
      at: instance.truth, weights: .shared(evidence.rounds[0].weights), wantsMixed: false
    ).means[0]
    let rises = mean > (evidence.labels?[0][0] ?? 0)
    let wanted = try (rises ? pair.along : pair.against).values(at: instance.truth)
    let found = try forms.map { try $0.form.values(at: instance.truth)[0] }
    #expect(found.contains { ($0 - wanted[0]).magnitude < 1e-9 })
  }

  @Test("several rows, several rounds and unknown labels have none")
  func unsupported() throws {
    let rows = try Instance("zz-efficient-3", batch: 2, seed: 1)
    let hidden = try Instance("zz-efficient-3", seed: 1, knowsLabels: false)
    var rounds = try Instance("zz-efficient-3", seed: 1)
    try rounds.addRound(seed: 2)
    for evidence in [rows.evidence, hidden.evidence, rounds.evidence] {
      let forms = try CircuitObservation(evidence, on: nil).forms(
        along: evidence.values, target: evidence.values, seenAt: points(30 * evidence.batchSize, seed: 1))
      #expect(forms.isEmpty)
    }
  }

  @Test("a view finds the points where its form is greatest, and how it rises there")
  func view() throws {
    let instance = try Instance("zz-efficient-4", seed: 3)
    let evidence = instance.evidence
    let observation = try CircuitObservation(evidence, on: nil)
    let field = points(4 * 500, seed: 5)
    let form = try #require(
      try observation.forms(along: evidence.values, target: evidence.values, seenAt: field).first
    ).form
    let overlaps = try observation.overlaps(at: field, target: evidence.values).map(\.product)
    let view = try StartView(form, at: field, overlaps: overlaps)
    let best = try view.best(20, of: field)
    let values = try form.values(at: field)
    let order = values.indices.sorted { values[$0] > values[$1] }
    #expect(best == order.prefix(20).flatMap { field[4 * $0..<4 * $0 + 4] })
    let slopes = try view.slopes(at: best)
    for point in 0..<20 {
      for input in 0..<4 {
        let costs = try [1e-5, -1e-5].map { move in
          var moved = Array(best[4 * point..<4 * point + 4])
          moved[input] += move
          return try view.slopes(at: moved).costs[0]
        }
        // Half of the cost falls so fast.
        #expect(((costs[1] - costs[0]) / 4e-5 - slopes.falls[4 * point + input]).magnitude < 1e-7)
      }
    }
  }
}
