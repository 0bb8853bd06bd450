package import Gradients
package import Numerics

extension GradientEvidence {
  /// The same as a client shares it who defends it so; each round draws noise of its own, and all have one rotation.
  package func defended(by defence: GradientDefence, _ stream: RandomStream) -> GradientEvidence {
    var result = self
    for place in result.rounds.indices {
      result.rounds[place].values = defence.applied(to: rounds[place].values, round: place, stream)
      result.rounds[place].defence = defence
    }
    return result
  }

  /// The share of outcomes that clients replaced by random ones in the circuits.
  func depolarizedShare() throws(InversionError) -> Double {
    let shares = Set(rounds.map(\.defence.depolarizedShare))
    guard shares.count == 1, let share = shares.first else {
      throw .unsupported(
        "rounds of different depolarization are not attacked together", help: "give each by itself")
    }
    return share
  }

  /// Whether all that is known of some round's values is their signs.
  var hasSignsAlone: Bool { rounds.contains { $0.defence.steps.last == .signs } }
  var isRotated: Bool { rounds.contains { $0.defence.steps.last == .rotation } }

  /// The evidence with what can be told at a glance: values that were pruned in sight are left out, and are in
  /// `pruned`; a clipped gradient of unknown labels is one of other labels.
  func asSeen() throws(InversionError) -> (kept: GradientEvidence, pruned: GradientEvidence?) {
    var (kept, pruned) = (self, self)
    for place in rounds.indices {
      let round = rounds[place]
      guard let step = round.visiblePruning else {
        pruned.rounds[place] = round.selecting([])
        continue
      }
      let zeros = round.values.indices.filter { round.values[$0] == 0 }
      kept.rounds[place] = round.selecting(round.values.indices.filter { round.values[$0] != 0 })
      kept.rounds[place].defence = round.defence.removing(step)
      pruned.rounds[place] = round.selecting(zeros)
    }
    for place in rounds.indices { pruned.rounds[place].defence = .none }
    if labels == nil, loss.hasLinearLabels { try kept.absorbScales() }
    return (kept, pruned.values.isEmpty || labels == nil ? nil : pruned)
  }

  /// Labels that are fitted take a factor of the whole gradient upon themselves.
  private mutating func absorbScales() throws(InversionError) {
    for place in rounds.indices {
      let defence = rounds[place].defence
      if rounds.count == 1, case .clipping? = defence.steps.last {
        guard !rounds[place].hasErrors else {
          throw .unsupported(
            "the labels are unknown, and errors were clipped with the gradient by an unknown factor",
            help: "say the labels")
        }
        rounds[place].defence = defence.removing(defence.steps.count - 1)
      }
      for step in rounds[place].defence.valueSteps {
        switch step {
        case .depolarization, .gaussian, .quantization: break
        case .clipping, .pruning, .randomizedQuantization, .signs, .rotation:
          throw .unsupported(
            "the labels are unknown, and so is what the defence \(step) made of the gradient", help: "say the labels")
        }
      }
    }
  }
}

extension GradientEvidence.Round {
  /// Whether its values are not exact, in a way that the attacker can put in numbers.
  package var hasErrors: Bool { noise != .exact || defence.addsErrors }

  /// The pruning whose zeros are zeros still; nil where there is none, or where noise hides them.
  fileprivate var visiblePruning: Int? {
    guard let place = defence.steps.lastIndex(where: { if case .pruning = $0 { true } else { false } }) else {
      return nil
    }
    func isClipping(_ step: GradientDefence.Step) -> Bool { if case .clipping = step { true } else { false } }
    // What was clipped first was clipped by what is pruned, too.
    let isVisible =
      defence.steps[(place + 1)...].allSatisfy(isClipping) && !defence.steps[..<place].contains(where: isClipping)
    return isVisible ? place : nil
  }

  /// Some of the values.
  fileprivate func selecting(_ places: [Int]) -> GradientEvidence.Round {
    var result = self
    result.components = places.map { components[$0] }
    result.values = places.map { values[$0] }
    if case .reported(let covariance) = noise.measurement {
      result.noise.measurement = .reported(covariance.restricted(to: places))
    }
    return result
  }
}
