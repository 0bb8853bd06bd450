#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import Numerics

/// The attack of arXiv:2509.06086: a network tells members by K + 3 features of each answer. It is granted the
/// membership of part of the target's own examples ("gray-box") and needs no reference.
package struct NetworkAttack: Sendable {
  package static let name = "network"
  package static let citation = "Su et al., arXiv:2509.06086, and its published code"
  package static let assumptions =
    "The attacker knows who of part of the examples was a member; the rest is from the same distribution."

  package var settings: FeatureNetwork.Settings
  package var seed: UInt64

  package init(settings: FeatureNetwork.Settings = FeatureNetwork.Settings(), seed: UInt64 = 0) {
    (self.settings, self.seed) = (settings, seed)
  }

  /// Probabilities of the classes, the greatest of them, whether the decided class is the label, and -ln p of the
  /// label.
  package static func features(_ evidence: MembershipEvidence) throws(MembershipError) -> [[Double]] {
    try evidence.requireProbabilities(for: name)
    guard let labels = evidence.labels else {
      throw .unsupported("\(name) compares with labels, and the evidence has none", help: "add \"labels\"")
    }
    return labels.enumerated().map { row, label in
      let probabilities = evidence.classProbabilities(evidence.target, row)
      let isRight = MembershipEvidence.largest(probabilities) == label
      return probabilities
        + [probabilities.max() ?? 0, isRight ? 1 : 0, -log(probabilities[label] + MembershipEvidence.tiny)]
    }
  }

  /// The published figure, with its faults: the share of the asked members that a network takes for members at one
  /// half, where it was trained on four fifths of all examples, those members among them. No false positive is counted.
  package func published(
    _ evidence: MembershipEvidence, truth: [Bool], asked: [Int]
  ) throws(MembershipError) -> Published {
    let features = try Self.features(evidence)
    try check(truth, evidence)
    guard !asked.isEmpty, asked.allSatisfy({ features.indices.contains($0) }) else {
      throw .evidence("no rows are asked about, or rows that are not there", help: "name rows of the evidence")
    }
    let order = shuffled(Array(features.indices), RandomStream(seed: seed).substream("published"))
    let trained = order.prefix(max(1, order.count * 4 / 5))
    let network = try FeatureNetwork(
      trained.map { features[$0] }, members: trained.map { truth[$0] }, settings: settings,
      stream: RandomStream(seed: seed).substream("network"))
    return Published(
      network: network, truePositiveRate: try Published.rate(network, asked.map { features[$0] }), asked: asked)
  }

  /// The published figure, and the network, which is applied again to a model after unlearning.
  package struct Published: Sendable {
    package let network: FeatureNetwork
    package let truePositiveRate: Double
    package let asked: [Int]

    /// The same network's figure on another model's answers.
    package func reapplied(to evidence: MembershipEvidence) throws(MembershipError) -> Double {
      let features = try NetworkAttack.features(evidence)
      guard asked.allSatisfy({ features.indices.contains($0) }) else {
        throw .evidence("the other model was asked about other rows", help: "ask it about the same examples")
      }
      return try Self.rate(network, asked.map { features[$0] })
    }

    static func rate(_ network: FeatureNetwork, _ features: [[Double]]) throws(MembershipError) -> Double {
      let found = try network.probabilities(features)
      return Double(found.count { $0 > 0.5 }) / Double(found.count)
    }
  }

  /// What the attack is worth: each example is scored by a network that was trained without it, of so many parts.
  package func crossFitted(
    _ evidence: MembershipEvidence, truth: [Bool], parts: Int = 5
  ) throws(MembershipError) -> MembershipFinding {
    let features = try Self.features(evidence)
    try check(truth, evidence)
    let stream = RandomStream(seed: seed).substream("cross-fitted")
    // Members and others are dealt out in turn, so that each part has both.
    let members = shuffled(features.indices.filter { truth[$0] }, stream.substream("members"))
    let others = shuffled(features.indices.filter { !truth[$0] }, stream.substream("others"))
    guard parts >= 2, members.count >= parts, others.count >= parts else {
      throw .evidence(
        "\(members.count) members and \(others.count) others do not make \(parts) parts of both",
        help: "give more examples, or fewer parts, at least two")
    }
    var scores = features.map { _ in 0.0 }
    for part in 0..<parts {
      let places = [members, others].map { $0.indices.filter { $0 % parts == part } }
      let judged = places[0].map { members[$0] } + places[1].map { others[$0] }
      let left = Set(judged)
      let trained = features.indices.filter { !left.contains($0) }
      let network = try FeatureNetwork(
        trained.map { features[$0] }, members: trained.map { truth[$0] }, settings: settings,
        stream: stream.substream(part))
      for (row, score) in zip(judged, try network.probabilities(judged.map { features[$0] })) { scores[row] = score }
    }
    return MembershipFinding(
      attack: Self.name, scores: scores, message: "each example was scored by a network that never saw it")
  }

  private func check(_ truth: [Bool], _ evidence: MembershipEvidence) throws(MembershipError) {
    guard truth.count == evidence.count else {
      throw .evidence(
        "the truth is of \(truth.count) examples, the evidence of \(evidence.count)",
        help: "give true or false for each example, in the same order")
    }
  }

  private func shuffled(_ rows: [Int], _ stream: RandomStream) -> [Int] {
    var (stream, rows) = (stream, rows)
    for place in stride(from: rows.count - 1, to: 0, by: -1) {
      rows.swapAt(place, Int(stream.uniform() * Double(place + 1)))
    }
    return rows
  }
}
