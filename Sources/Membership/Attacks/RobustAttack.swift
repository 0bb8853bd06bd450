#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// RMIA: how much likelier the target makes an example than other models do, compared with how much likelier it makes
/// examples of the population. It works with one or two references.
///
/// Zarifzadeh, Liu and Shokri, "Low-cost high-power membership inference attacks", arXiv:2312.03262, equations 2 to 4.
package struct RobustAttack: MembershipAttack {
  /// Whether references with the example are left out. Without any, p(x) is taken as ((1 + a) p_out + 1 - a) / 2; of
  /// an example that all references were trained on, as their mean.
  package var isOffline: Bool
  package var offset: Double
  /// By how much an example's ratio has to exceed that of one of the population.
  package var gamma: Double

  package init(isOffline: Bool = false, offset: Double = 0.3, gamma: Double = 1) {
    (self.isOffline, self.offset, self.gamma) = (isOffline, offset, gamma)
  }

  package var name: String { isOffline ? "rmia-offline" : "rmia" }
  package var citation: String {
    "Zarifzadeh et al., arXiv:2312.03262: the share of the population z with LR(x) / LR(z) > gamma, "
      + "LR = p_target / mean p"
  }
  package var assumptions: String {
    "References are trained as the target was; no model was trained on the population, which is as the examples are."
  }

  package func find(_ evidence: MembershipEvidence) throws(MembershipError) -> MembershipFinding {
    try evidence.requireProbabilities(for: name)
    try evidence.requireReferences(inside: 0, outside: isOffline ? 1 : 0, for: name)
    let references = ReferenceValues(evidence) { reference, row in
      evidence.probability(evidence.references[reference].outputs, row, label: evidence.label(row))
    }
    let ratios = (0..<evidence.count).map { row in
      let own = evidence.probability(evidence.target, row, label: evidence.label(row))
      let marginal = marginal(inside: references.inside[row], outside: references.outside[row])
      return log(own + MembershipEvidence.tiny) - log(marginal + MembershipEvidence.tiny)
    }
    guard let others = populationRatios(evidence), !others.isEmpty else {
      return MembershipFinding(
        attack: name, scores: ratios, message: "no population: scores are ln LR(x), in the same order")
    }
    let sorted = others.sorted()
    let scores = ratios.map { ratio in
      Double(Self.countBelow(ratio - log(gamma), in: sorted)) / Double(sorted.count)
    }
    return MembershipFinding(attack: name, scores: scores, message: "compared with \(sorted.count) of the population")
  }

  /// ln LR(z); nil without a population. No model was trained on it, so that all references are alike.
  private func populationRatios(_ evidence: MembershipEvidence) -> [Double]? {
    guard let population = evidence.population else { return nil }
    return (0..<population.target.count).map { row in
      let label = evidence.populationLabel(row)
      let own = evidence.probability(population.target, row, label: label)
      let mean = Self.mean(population.references.map { evidence.probability($0, row, label: label) })
      let marginal = isOffline ? approximated(mean) : mean
      return log(own + MembershipEvidence.tiny) - log(marginal + MembershipEvidence.tiny)
    }
  }

  private func marginal(inside: [Double], outside: [Double]) -> Double {
    if inside.isEmpty || isOffline { return approximated(Self.mean(outside)) }
    return outside.isEmpty ? Self.mean(inside) : (Self.mean(inside) + Self.mean(outside)) / 2
  }

  private func approximated(_ outside: Double) -> Double { ((1 + offset) * outside + 1 - offset) / 2 }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  /// How many sorted numbers are less.
  private static func countBelow(_ value: Double, in sorted: [Double]) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension MembershipEvidence {
  /// The probability of a class, counts smoothed as for its logit.
  func probability(_ outputs: ModelOutputs, _ row: Int, label: Int) -> Double {
    if let counts = labelCounts(outputs, row, label: label) {
      return (Double(counts.label) + 0.5) / (Double(counts.label) + Double(counts.others) + 1)
    }
    return classProbabilities(outputs, row)[label]
  }
}
