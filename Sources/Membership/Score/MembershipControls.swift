package import Numerics

/// Truths that are none: what an attack finds against them is chance, or a fault of the pipeline.
extension MembershipScore.Trial {
  /// Bits in random order: the area must be 1/2 within its error.
  package func shuffled(_ stream: RandomStream) -> MembershipScore.Trial {
    var (stream, bits) = (stream, truth)
    for place in stride(from: bits.count - 1, to: 0, by: -1) {
      bits.swapAt(place, Int(stream.uniform() * Double(place + 1)))
    }
    return MembershipScore.Trial(scores: scores, truth: bits)
  }

  /// Members and others exchanged: the area must be 1 less the true one.
  package var swapped: MembershipScore.Trial { MembershipScore.Trial(scores: scores, truth: truth.map { !$0 }) }
}
