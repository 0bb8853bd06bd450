#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Attacks that need no reference: one number of the target's answer, to be compared with one threshold.
package struct ThresholdAttack: MembershipAttack {
  package enum Signal: String, CaseIterable, Hashable, Sendable {
    /// Whether the model is right.
    case gap
    case loss
    /// The probability of the class that the model decides for.
    case confidence
    case entropy
    case modifiedEntropy = "modified-entropy"
  }

  package let signal: Signal

  package init(_ signal: Signal) { self.signal = signal }

  package var name: String { signal.rawValue }

  package var citation: String {
    switch signal {
    case .gap: "Yeom et al., arXiv:1709.01604: member if the decided class is the label"
    case .loss: "Yeom et al., arXiv:1709.01604: ln p of the label"
    case .confidence: "Salem et al., arXiv:1806.01246: the greatest probability"
    case .entropy: "Shokri et al., arXiv:1610.05820; Song and Mittal, arXiv:2003.10595: sum of p ln p"
    case .modifiedEntropy:
      "Song and Mittal, arXiv:2003.10595, equation 8: (1 - p_y) ln p_y + sum of p_c ln(1 - p_c), c not y"
    }
  }

  package var assumptions: String {
    signal == .gap
      ? "The model is right more often about members."
      : "One threshold suits all examples; it is not that of another number of shots."
  }

  package func find(_ evidence: MembershipEvidence) throws(MembershipError) -> MembershipFinding {
    if signal != .gap { try evidence.requireProbabilities(for: name) }
    if signal == .gap || signal == .modifiedEntropy, evidence.labels == nil {
      throw .unsupported(
        "\(name) compares with labels, and the evidence has none",
        help: evidence.threatModel == .labelOnly
          ? "add \"labels\": decisions alone tell nothing" : "add \"labels\", or use --attack confidence")
    }
    let scores = (0..<evidence.count).map { score($0, evidence) }
    return MembershipFinding(attack: name, scores: scores, message: message(evidence))
  }

  private func score(_ row: Int, _ evidence: MembershipEvidence) -> Double {
    let probabilities = evidence.classProbabilities(evidence.target, row)
    switch signal {
    case .gap: return evidence.predictedClass(evidence.target, row) == evidence.labels?[row] ? 1 : 0
    case .loss:
      let logit = evidence.logit(evidence.target, row, label: evidence.label(row))
      // ln p, precise where p is near 1.
      return logit > 0 ? -log1p(exp(-logit)) : logit - log1p(exp(logit))
    case .confidence: return probabilities.max() ?? 0
    case .entropy: return probabilities.reduce(0) { $0 + $1 * log($1 + MembershipEvidence.tiny) }
    case .modifiedEntropy:
      let label = evidence.label(row)
      return probabilities.enumerated().reduce(0) { sum, pair in
        let p = pair.element
        return pair.offset == label
          ? sum + (1 - p) * log(p + MembershipEvidence.tiny)
          : sum + p * log(max(0, 1 - p) + MembershipEvidence.tiny)
      }
    }
  }

  private func message(_ evidence: MembershipEvidence) -> String {
    signal == .loss && evidence.labels == nil
      ? "no labels: the decided class stands in for them" : "no reference is used: scores are not calibrated"
  }
}
