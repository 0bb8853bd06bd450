internal import Formats
internal import Membership
internal import Numerics

/// Attacks on counts compared on `SyntheticMembership`, over independent draws of all models: a line of JSON a number of
/// shots, with each attack's rates, and the ratios to the counts' likelihood paired by draw.
struct SyntheticComparison {
  private let options: MembershipOptions
  private static let attacks: [MembershipAttackName] = [.counts, .pooledDelta, .pooled, .online, .confidence]
  private static let levels = [0.01, 0.001]

  init(_ options: MembershipOptions) { self.options = options }

  /// [shots][attack][area, then rates].
  private typealias Measured = [[[Double]]]

  func run() async throws {
    let options = options
    let replicates = try await withThrowingTaskGroup(of: (Int, Measured).self) { group in
      for replicate in 0..<options.replicates {
        group.addTask { (replicate, try Self.measured(replicate, options)) }
      }
      return try await group.reduce(into: [(Int, Measured)]()) { $0.append($1) }
    }.sorted { $0.0 < $1.0 }.map(\.1)
    for (place, shots) in options.shots.enumerated() {
      print(try line(shots, replicates.map { $0[place] }).text())
    }
  }

  private static func measured(_ replicate: Int, _ options: MembershipOptions) throws -> Measured {
    var setting = SyntheticMembership()
    setting.examples = options.examples
    let world = setting.world(seed: options.seed &+ UInt64(replicate))
    return try options.shots.map { shots in
      let evidence = try world.evidence(shots: shots)
      return try attacks.map { name in
        let finding = try name.attack(seed: UInt64(replicate)).find(evidence)
        let trial = MembershipScore.Trial(finding, truth: world.truth)
        guard let area = AreaUnderCurve(positives: trial.members, negatives: trial.others),
          let curve = OperatingCurve(positives: trial.members, negatives: trial.others)
        else { throw BenchmarkError("a draw without members or without others") }
        return [area.value]
          + levels.map { curve.truePositiveRate(curve.point(atFalsePositiveRate: $0)) }
      }
    }
  }

  private func line(_ shots: Int, _ replicates: [[[Double]]]) -> JSON {
    var attacks: [String: JSON] = [:]
    for (place, name) in Self.attacks.enumerated() {
      let own = replicates.map { $0[place] }
      var members: [String: JSON] = ["auc": Self.mean(own.map { $0[0] })]
      for (level, rate) in Self.levels.enumerated() {
        members["tpr@\(rate)"] = Self.mean(own.map { $0[level + 1] })
        members["times@\(rate)"] = ratio(
          replicates.map { $0[0][level + 1] }, own.map { $0[level + 1] }, seed: UInt64(shots))
      }
      attacks[name.rawValue] = .object(members)
    }
    return ["shots": .integer(shots), "replicates": .integer(replicates.count), "attacks": .object(attacks)]
  }

  private static func mean(_ values: [Double]) -> JSON {
    let mean = RunningMean(values)
    return [.number(mean.mean), ends(mean.interval())]
  }

  private static func ends(_ interval: ClosedRange<Double>?) -> JSON {
    interval.map { [.number($0.lowerBound), .number($0.upperBound)] } ?? .null
  }

  /// How many times the first mean is the second, from drawing draws again.
  private func ratio(_ first: [Double], _ second: [Double], seed: UInt64) -> JSON {
    func ratio(_ places: [Int]) -> Double {
      places.reduce(0) { $0 + first[$1] } / places.reduce(0) { $0 + second[$1] }
    }
    let bootstrap = Bootstrap(
      observations: first.count, stream: RandomStream(seed: seed), statistic: { ratio($0) })
    guard bootstrap.estimate.isFinite else { return .null }
    return [.number(bootstrap.estimate), Self.ends(bootstrap.expandedInterval())]
  }
}
