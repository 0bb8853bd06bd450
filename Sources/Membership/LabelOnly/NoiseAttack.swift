package import Numerics

/// How often a model still decides for the label when normal noise is added to the input: members lie deeper within
/// their class. Choquette-Choo et al., "Label-only membership inference attacks", arXiv:2007.14321.
package struct NoiseAttack: LabelOnlyAttack {
  /// Of the noise of each input.
  package var deviation: Double
  package var copies: Int

  package init(deviation: Double, copies: Int = 100) { (self.deviation, self.copies) = (deviation, copies) }

  package var name: String { "label-noise" }
  package var citation: String { "Choquette-Choo et al., arXiv:2007.14321: the share of noisy copies with the label" }
  package var assumptions: String { "Members keep their class under more noise; the noise is of the inputs' scale." }
  package var queries: Int { copies + 1 }

  package func find(
    _ inputs: [[Double]], labels: [Int], ask query: LabelQuery, stream: RandomStream
  ) async throws(MembershipError) -> MembershipFinding {
    try checkExamples(inputs, labels)
    guard deviation > 0, deviation.isFinite, (1...1_000_000).contains(copies) else {
      throw .evidence("noise of \(deviation), \(copies) times, tells nothing", help: "give a positive deviation")
    }
    // The example itself counts as one copy more.
    var hits = try await decisions(query, inputs).enumerated().map { $1 == labels[$0] ? 1 : 0 }
    for copy in 0..<copies {
      let noisy = inputs.enumerated().map { row, input in
        var own = stream.substream(copy).substream(row)
        return input.map { $0 + deviation * own.normalNumber() }
      }
      for (row, decision) in try await decisions(query, noisy).enumerated() where decision == labels[row] {
        hits[row] += 1
      }
    }
    return MembershipFinding(
      attack: name, scores: hits.map { Double($0) / Double(copies + 1) },
      message: "\(queries) decisions about each example")
  }
}

extension RandomStream {
  /// With a standard normal distribution.
  mutating func normalNumber() -> Double { NormalDistribution.quantile(uniform() + 0x1p-54) }
}
