package import Numerics

/// How often a model still decides for the label when normal noise is added to the input: members lie deeper within
/// their class. Choquette-Choo et al., "Label-only membership inference attacks", arXiv:2007.14321.
package struct NoiseAttack: LabelOnlyAttack {
  /// Of the noise of each input.
  package var deviation: Double
  package var copies: Int

  package init(deviation: Double, copies: Int = 100) { (self.deviation, self.copies) = (deviation, copies) }

  /// With so many decisions about each example, itself among them.
  package init(deviation: Double, queries: Int) { self.init(deviation: deviation, copies: queries - 1) }

  package var name: String { "label-noise" }
  package var citation: String { "Choquette-Choo et al., arXiv:2007.14321: the share of noisy copies with the label" }
  package var assumptions: String { "Members keep their class under more noise; the noise is of the inputs' scale." }
  package var queries: Int { copies + 1 }
  package var note: String { "noise of \(rounded(deviation)) in each feature" }

  package func steps(
    _ inputs: [[Double]], labels: [Int], ask query: LabelQuery, stream: RandomStream
  ) async throws(MembershipError) -> [LabelOnlyStep] {
    try checkExamples(inputs, labels)
    guard deviation > 0, deviation.isFinite, (0...1_000_000).contains(copies) else {
      throw .evidence("noise of \(deviation), \(copies) times, tells nothing", help: "give a positive deviation")
    }
    // The example itself counts as one copy more.
    var hits = try await decisions(query, inputs).enumerated().map { $1 == labels[$0] ? 1 : 0 }
    var steps = [LabelOnlyStep(queries: 1, scores: hits.map(Double.init))]
    for copy in 0..<copies {
      let noisy = inputs.enumerated().map { row, input in
        var own = stream.substream(copy).substream(row)
        return input.map { $0 + deviation * own.normalNumber() }
      }
      for (row, decision) in try await decisions(query, noisy).enumerated() where decision == labels[row] {
        hits[row] += 1
      }
      steps.append(LabelOnlyStep(queries: copy + 2, scores: hits.map { Double($0) / Double(copy + 2) }))
    }
    return steps
  }
}

extension RandomStream {
  /// With a standard normal distribution.
  mutating func normalNumber() -> Double { NormalDistribution.quantile(uniform() + 0x1p-54) }
}
