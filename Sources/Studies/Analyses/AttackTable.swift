internal import Membership

/// The attacks on membership that studies know.
enum AttackTable {
  static let names = ["lira", "lira-pooled", "lira-delta", "lira-pooled-delta"]
  static let strongest = "lira-pooled-delta"
  static var limiting: any MembershipAttack { LikelihoodRatioAttack(.online, spread: .pooled) }

  static func attack(named name: String, _ evidence: MembershipEvidence, seed: UInt64) throws -> any MembershipAttack {
    LikelihoodRatioAttack(
      .online, spread: name.contains("pooled") ? .pooled : .perExample,
      shotNoise: name.contains("delta") ? .deltaMethod : .matched, seed: seed)
  }
}
