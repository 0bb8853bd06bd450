#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// A setting whose every distribution is known, on which attacks on counts are compared.
///
/// Two classes; all labels are 0. Example i has a logit c_i of its own, normal; training on it adds a gap |g_i|, the
/// magnitude of a normal number; each model adds a normal number of its own. The target answers with shots, the
/// references exactly. Half of the examples are members of the target; each has as many references with it as without.
package struct SyntheticMembership: Hashable, Sendable {
  package var examples = 20_000
  package var referencesOfEachKind = 32
  /// Of logits without the example.
  package var centre = 2.0
  package var centreDeviation = 1.45
  /// Of what training on an example adds, before its magnitude is taken.
  package var gap = 0.6
  package var gapDeviation = 0.5
  /// Of models trained on the same data.
  package var modelDeviation = 0.35

  package init() {}

  /// One draw of all models, before shots.
  package struct World: Sendable {
    package let truth: [Bool]
    package let references: [ReferenceModel]
    /// The probability of class 0 that the target has for each example.
    let probabilities: [Double]
    let stream: RandomStream

    /// What the attacker holds after so many shots an example; nil for exact answers. Shots of different numbers are
    /// drawn apart.
    package func evidence(shots: Int?) throws(MembershipError) -> MembershipEvidence {
      guard let shots else {
        return try evidence(.probabilities(probabilities.map { [$0, 1 - $0] }))
      }
      guard (1...ModelOutputs.mostShots).contains(shots) else {
        throw .evidence("\(shots) shots cannot be drawn", help: "give from 1 to \(ModelOutputs.mostShots)")
      }
      var stream = stream.substream("shots").substream(shots)
      return try evidence(
        .counts(
          probabilities.map { probability in
            let hits = stream.binomial(shots, probability: probability)
            return [hits, shots - hits]
          }))
    }

    private func evidence(_ target: ModelOutputs) throws(MembershipError) -> MembershipEvidence {
      try MembershipEvidence(labels: probabilities.map { _ in 0 }, target: target, references: references)
    }
  }

  package func world(seed: UInt64) -> World {
    let root = RandomStream(seed: seed).substream("synthetic membership")
    var stream = root.substream("examples")
    var truth: [Bool] = []
    var probabilities: [Double] = []
    let modelCount = 2 * referencesOfEachKind
    var answers = Array(repeating: [[Double]](), count: modelCount)
    for row in 0..<examples {
      let own = centre + centreDeviation * stream.normalNumber()
      let added = (gap + gapDeviation * stream.normalNumber()).magnitude
      let isMember = stream.next() & 1 == 0
      func probability(_ isMember: Bool) -> Double {
        1 / (1 + exp(-(own + (isMember ? added : 0) + modelDeviation * stream.normalNumber())))
      }
      truth.append(isMember)
      probabilities.append(probability(isMember))
      for model in 0..<modelCount {
        let p = probability((model + row).isMultiple(of: 2))
        answers[model].append([p, 1 - p])
      }
    }
    let references = answers.enumerated().map { model, rows in
      ReferenceModel(
        member: (0..<examples).map { (model + $0).isMultiple(of: 2) }, outputs: .probabilities(rows))
    }
    return World(truth: truth, references: references, probabilities: probabilities, stream: root)
  }
}
