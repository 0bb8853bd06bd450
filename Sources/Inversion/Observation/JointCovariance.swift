internal import Gradients
internal import Numerics

extension Covariance {
  /// Of the values of all rounds, which are independent of each other, with what was added to them on purpose; what
  /// shots make of a round's values, `measured` says.
  init(
    of rounds: [GradientEvidence.Round],
    measured: (GradientEvidence.Round, _ shots: Int, GradientRule) throws(InversionError) -> Covariance
  ) throws(InversionError) {
    self.init(zerosOf: rounds.reduce(0) { $0 + $1.components.count })
    var start = 0
    for round in rounds {
      let own: Covariance? =
        switch round.noise.measurement {
        case .exact: nil
        case .reported(let reported): reported
        case .shots(let shots, let rule): try measured(round, shots, rule)
        }
      let added = round.noise.addedDeviation * round.noise.addedDeviation
      for place in round.components.indices {
        add(variance: (own?.diagonal[place] ?? 0) + added, to: start + place)
      }
      for vector in own?.vectors ?? [] {
        add(vector.enumerated().map { (index: start + $0.offset, value: $0.element) })
      }
      start += round.components.count
    }
  }
}
