internal import Numerics

extension MembershipEvidence {
  /// The logits of references for each example's class. Exact references are drawn as many shots as a measured target
  /// had, unless its shots are accounted for in another way.
  func referenceLogits(_ shotNoise: LikelihoodRatioAttack.ShotNoise, seed: UInt64) -> ReferenceValues {
    let classes = (0..<count).map { label($0) }
    let root = RandomStream(seed: seed).substream("membership").substream("reference shots")
    return ReferenceValues(self) { reference, row in
      let outputs = references[reference].outputs
      guard shotNoise == .matched, let drawn = drawn(outputs, row, root.substream(reference).substream(row)) else {
        return logit(outputs, row, label: classes[row])
      }
      return logit(drawn, 0, label: classes[row])
    }
  }

  /// What a model of these exact outcomes would have answered with the target's shots; nil where nothing is to be
  /// drawn, or where outcomes are not known.
  private func drawn(_ outputs: ModelOutputs, _ row: Int, _ stream: RandomStream) -> ModelOutputs? {
    guard let shots = targetShots(row), shots > 0 else { return nil }
    var stream = stream
    switch outputs {
    case .probabilities(let rows) where head == nil:
      return .counts([stream.multinomial(shots, weights: rows[row])])
    case .outcomes(let rows): return .counts([stream.multinomial(shots, weights: rows[row])])
    case .expectations(let rows, nil):
      // Each observable with its own shots: how they go together is not known.
      let means = rows[row].map { mean in
        2 * Double(stream.binomial(shots, probability: (1 + mean) / 2)) / Double(shots) - 1
      }
      return .expectations([means], shots: shots)
    case .labels, .probabilities, .counts, .jobs, .expectations: return nil
    }
  }

  /// Shots of all queries of an example of the target; nil of exact answers.
  func targetShots(_ row: Int) -> Int? {
    if let counts = target.summedCounts(row: row) { return counts.reduce(0, +) }
    if case .expectations(_, let shots) = target { return shots }
    return nil
  }

  /// What the target's shots add to the variance of exact references' logits: the mean over those of one kind. Nought
  /// where references were measured themselves; where their outcomes are not known, at the target's own answer.
  func addedVariance(_ row: Int, label: Int, ofMembers isMember: Bool) -> Double {
    guard let shots = targetShots(row) else { return 0 }
    let chosen = references.filter { $0.member[row] == isMember }.map(\.outputs)
    guard chosen.allSatisfy({ $0.budget.shots == nil }), !chosen.isEmpty else { return 0 }
    return chosen.reduce(0.0) { sum, outputs in
      if head != nil, case .probabilities = outputs { return sum + logitVariance(target, row, label: label) }
      return sum + logitVariance(ofExact: outputs, row, label: label, shots: shots)
    } / Double(chosen.count)
  }
}
