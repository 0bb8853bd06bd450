#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// LiRA: the target's logit under normal distributions fitted to those of references with and without the example.
///
/// Carlini et al., "Membership inference attacks from first principles", arXiv:2112.03570, equation 4 (online) and
/// section VI.B (offline, one-sided).
package struct LikelihoodRatioAttack: MembershipAttack {
  package enum Mode: Hashable, Sendable {
    /// References with and without each example.
    case online
    /// References without it alone.
    case offline
  }

  /// What exact references do about the shots of a target.
  package enum ShotNoise: Hashable, Sendable {
    /// They are drawn as many shots as the target had.
    case matched
    /// The variance of the target's shots is added to theirs.
    case deltaMethod
  }

  package var mode: Mode
  package var spread: SpreadRule
  package var shotNoise: ShotNoise
  package var seed: UInt64

  package init(
    _ mode: Mode = .online, spread: SpreadRule = .perExample, shotNoise: ShotNoise = .matched, seed: UInt64 = 0
  ) {
    (self.mode, self.spread, self.shotNoise, self.seed) = (mode, spread, shotNoise, seed)
  }

  package var name: String {
    var name = "lira"
    if mode == .offline { name += "-offline" }
    if spread == .pooled { name += "-pooled" }
    if shotNoise == .deltaMethod { name += "-delta" }
    return name
  }

  package var citation: String {
    switch mode {
    case .online:
      "Carlini et al., arXiv:2112.03570: ln N(logit; median in, spread in) - ln N(logit; median out, spread out)"
    case .offline: "Carlini et al., arXiv:2112.03570: -ln Pr[Z > logit], Z normal as references without the example"
    }
  }

  package var assumptions: String {
    "References are trained as the target was, on the same distribution; their logits are normal."
  }

  package func find(_ evidence: MembershipEvidence) throws(MembershipError) -> MembershipFinding {
    try evidence.requireProbabilities(for: name)
    let fewest = spread == .perExample ? 2 : 1
    try evidence.requireReferences(inside: mode == .online ? fewest : 0, outside: fewest, for: name)
    let references = evidence.referenceLogits(shotNoise, seed: seed)
    let outside = try fits(references.outside, "without")
    let inside = mode == .online ? try fits(references.inside, "with") : nil
    let scores = (0..<evidence.count).map { row in
      let label = evidence.label(row)
      let logit = evidence.logit(evidence.target, row, label: label)
      return score(logit, row, inside, outside) { reference in
        shotNoise == .deltaMethod ? evidence.addedVariance(row, label: label, ofMembers: reference) : 0
      }
    }
    if let wrong = scores.firstIndex(where: { !$0.isFinite }) {
      throw .unsupported(
        "the score of example \(wrong) is too large for a number: its references hardly differ",
        help: "use --attack rmia, or a head with smaller weights")
    }
    return MembershipFinding(
      attack: name, scores: scores, isCalibrated: mode == .online, message: message(evidence))
  }

  private func fits(_ values: [[Double]], _ kind: String) throws(MembershipError) -> NormalFits {
    guard let fits = NormalFits(values, spread: spread) else {
      throw .unsupported(
        "all references \(kind) an example answer alike, so that no spread can be fitted",
        help: "give at least two different references of each kind, or use --attack rmia")
    }
    return fits
  }

  private func score(
    _ logit: Double, _ row: Int, _ inside: NormalFits?, _ outside: NormalFits, _ added: (Bool) -> Double
  ) -> Double {
    let outer = (logit - outside.centres[row], outside.variances[row] + added(false))
    guard let inside else {
      return -NormalDistribution.logarithmOfSurvival(outer.0 / outer.1.squareRoot())
    }
    let inner = (logit - inside.centres[row], inside.variances[row] + added(true))
    return 0.5 * (outer.0 * outer.0 / outer.1 - inner.0 * inner.0 / inner.1 + log(outer.1) - log(inner.1))
  }

  private func message(_ evidence: MembershipEvidence) -> String {
    guard evidence.target.budget.shots != nil else { return "fitted to exact answers of references" }
    let exact = evidence.references.allSatisfy { $0.outputs.budget.shots == nil }
    guard exact else { return "fitted to measured references: they need as many shots as the target" }
    return shotNoise == .matched
      ? "exact references were drawn the target's shots" : "the variance of the target's shots was added"
  }
}

extension NormalDistribution {
  /// The logarithm of the probability of more than x, however small.
  static func logarithmOfSurvival(_ x: Double) -> Double {
    if x < -5 { return log1p(-cumulative(x)) }
    guard x > 25 else { return log(survival(x)) }
    // Abramowitz and Stegun 26.2.12.
    let square = 1 / (x * x)
    return -x * x / 2 - log(x) - 0.5 * log(2 * Double.pi) + log1p(square * (-1 + square * (3 - 15 * square)))
  }
}
