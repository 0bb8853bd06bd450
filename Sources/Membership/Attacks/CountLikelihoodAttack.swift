internal import Numerics

/// Ours: the exact probability of the counts themselves, under what the references say of models with and without the
/// example.
///
/// A model's probabilities are logit-normal around those of the references; the multinomial likelihood of the counts
/// is integrated over them, and the score is the difference of both logarithms. Where queries of the same example
/// drift, the likelihood is Dirichlet-multinomial with the correlation that the queries show. Nothing is smoothed and
/// no variance is approximated, which tells where there are few shots.
package struct CountLikelihoodAttack: MembershipAttack {
  /// More outcomes than this have Dirichlet distributions: logits of all of them have too many covariances.
  static let mostOutcomes = 16

  package init() {}

  package var name: String { "counts" }
  package var citation: String {
    "Shotglass: ln of the integral of Multinomial(counts; p) over p logit-normal as references with the example, less "
      + "the same without it; after Carlini et al., arXiv:2112.03570"
  }
  package var assumptions: String {
    "References are trained as the target was, on the same distribution and the same machine; their logits are normal."
  }

  package func find(_ evidence: MembershipEvidence) throws(MembershipError) -> MembershipFinding {
    guard let jobs = evidence.jobsOfOutcomes else {
      throw .unsupported(
        "\(name) needs how often each outcome came, and the target shows \(evidence.threatModel.rawValue)",
        help: "use --attack lira, or rmia")
    }
    try evidence.requireReferences(inside: 1, outside: 1, for: name)
    guard let inside = evidence.outcomes(ofMembers: true), let outside = evidence.outcomes(ofMembers: false) else {
      throw .unsupported(
        "\(name) needs what references answer before the head, and they have probabilities of classes alone",
        help: "give references' \"probabilities\" a column an outcome, or use --attack lira-pooled-delta")
    }
    let drift = CountDrift(jobs)
    let seen = drift.flatMap { $0.isSeen ? $0.correlation : nil } ?? 0
    let likelihoods = jobs.map { CountLikelihood(jobs: $0, drift: seen) }
    let scores = try scores(likelihoods, inside, outside)
    return MembershipFinding(attack: name, scores: scores, isCalibrated: true, message: message(drift))
  }

  private func scores(
    _ counts: [CountLikelihood], _ inside: ReferenceOutcomes, _ outside: ReferenceOutcomes
  ) throws(MembershipError) -> [Double] {
    if inside.width > Self.mostOutcomes {
      guard let inner = DirichletFits(inside.probabilities), let outer = DirichletFits(outside.probabilities) else {
        throw noSpread
      }
      return counts.enumerated().map { row, counts in
        counts.logarithm(shapes: inner.shapes(row)) - counts.logarithm(shapes: outer.shapes(row))
      }
    }
    guard let inner = LogitNormalFits(inside.probabilities, shotVariance: inside.shotVariance),
      let outer = LogitNormalFits(outside.probabilities, shotVariance: outside.shotVariance)
    else { throw noSpread }
    return try counts.enumerated().map { (row, counts) throws(MembershipError) in
      guard let left = inner.distribution(row)?.logarithm(of: counts),
        let right = outer.distribution(row)?.logarithm(of: counts), (left - right).isFinite
      else {
        throw .unsupported(
          "the likelihood of example \(row) cannot be integrated", help: "use --attack lira-pooled-delta")
      }
      return left - right
    }
  }

  private var noSpread: MembershipError {
    .unsupported(
      "all references of a kind answer alike, so that no spread can be fitted",
      help: "give at least two different references of each kind, or use --attack rmia")
  }

  private func message(_ drift: CountDrift?) -> String {
    guard let drift else { return "shots are taken as independent: one query an example shows no drift" }
    let p = "p = \(drift.pValue.formattedShort)"
    return drift.isSeen
      ? "queries drift: outcomes of one query go together with \(drift.correlation.formattedShort) (\(p))"
      : "queries show no drift (\(p))"
  }
}

extension Double {
  /// Three digits, for messages.
  var formattedShort: String {
    guard isFinite, self != 0 else { return "\(self)" }
    var scale = 1.0
    while magnitude * scale < 100, scale < 1e12 { scale *= 10 }
    return magnitude < 1e-9 ? "below 1e-9" : "\((self * scale).rounded() / scale)"
  }
}
