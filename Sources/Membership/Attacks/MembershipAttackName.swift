/// The attacks on evidence as the command line names them, the weakest first.
package enum MembershipAttackName: String, CaseIterable, Hashable, Sendable {
  case gap, loss, confidence, entropy
  case modifiedEntropy = "modified-entropy"
  case robustOffline = "rmia-offline"
  case robust = "rmia"
  case offline = "lira-offline"
  case offlinePooled = "lira-offline-pooled"
  case offlineDelta = "lira-offline-delta"
  case offlinePooledDelta = "lira-offline-pooled-delta"
  case online = "lira"
  case pooled = "lira-pooled"
  case delta = "lira-delta"
  case pooledDelta = "lira-pooled-delta"
  case counts
  /// These ask about inputs of their own, and only what the model decides.
  case labelNoise = "label-noise"
  case labelBoundary = "label-boundary"

  /// The seed is of shots that exact references are drawn.
  package func attack(seed: UInt64 = 0) -> any MembershipAttack {
    func lira(
      _ mode: LikelihoodRatioAttack.Mode, _ spread: SpreadRule, _ noise: LikelihoodRatioAttack.ShotNoise
    ) -> LikelihoodRatioAttack {
      LikelihoodRatioAttack(mode, spread: spread, shotNoise: noise, seed: seed)
    }
    switch self {
    case .gap: return ThresholdAttack(.gap)
    case .loss: return ThresholdAttack(.loss)
    case .confidence: return ThresholdAttack(.confidence)
    case .entropy: return ThresholdAttack(.entropy)
    case .modifiedEntropy: return ThresholdAttack(.modifiedEntropy)
    case .robustOffline: return RobustAttack(isOffline: true)
    case .robust: return RobustAttack()
    case .offline: return lira(.offline, .perExample, .matched)
    case .offlinePooled: return lira(.offline, .pooled, .matched)
    case .offlineDelta: return lira(.offline, .perExample, .deltaMethod)
    case .offlinePooledDelta: return lira(.offline, .pooled, .deltaMethod)
    case .online: return lira(.online, .perExample, .matched)
    case .pooled: return lira(.online, .pooled, .matched)
    case .delta: return lira(.online, .perExample, .deltaMethod)
    case .pooledDelta: return lira(.online, .pooled, .deltaMethod)
    case .counts: return CountLikelihoodAttack()
    case .labelNoise: return QueryingAttack(NoiseAttack(deviation: 1))
    case .labelBoundary: return QueryingAttack(BoundaryAttack(radius: 1))
    }
  }

  /// Whether it has to ask the model about inputs of its own: evidence on the examples alone is not enough.
  package var asksForLabels: Bool { self == .labelNoise || self == .labelBoundary }

  /// From so many references of a kind on, an example's own spread is better known than that of all together.
  private static let enoughForOwnSpread = 32

  /// The strongest attack that the evidence allows: the counts' likelihood where outcomes were counted and references
  /// show theirs, LiRA where there are references enough, RMIA with one, and else the loss. Spreads are those of all
  /// examples together unless references are many.
  package static func strongest(for evidence: MembershipEvidence) -> MembershipAttackName {
    guard evidence.threatModel != .labelOnly else { return .gap }
    guard !evidence.references.isEmpty else { return .loss }
    let inside = (0..<evidence.count).map { row in evidence.references.count { $0.member[row] } }
    let fewestInside = inside.min() ?? 0
    let fewestOutside = evidence.references.count - (inside.max() ?? 0)
    let isMeasured = evidence.budget.shots != nil
    if fewestInside >= 2, fewestOutside >= 2 {
      if evidence.jobsOfOutcomes != nil, evidence.showsOutcomesOfReferences { return .counts }
      if min(fewestInside, fewestOutside) >= enoughForOwnSpread { return isMeasured ? .delta : .online }
      return isMeasured ? .pooledDelta : .pooled
    }
    let areOutside = (inside.max() ?? 0) == 0
    guard areOutside, fewestOutside >= 2 else { return areOutside ? .robustOffline : .robust }
    if fewestOutside >= enoughForOwnSpread { return isMeasured ? .offlineDelta : .offline }
    return isMeasured ? .offlinePooledDelta : .offlinePooled
  }
}
