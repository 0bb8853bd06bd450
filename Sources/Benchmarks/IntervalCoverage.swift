internal import Formats
internal import Membership
internal import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How often the intervals of `MembershipScore`, and the bounds of audits, hold a truth that is known: scores of members
/// and others are normal, a shift apart. A line of JSON a setting.
struct IntervalCoverage {
  private let options: MembershipOptions

  init(_ options: MembershipOptions) { self.options = options }

  private struct Setting: Sendable {
    let members: Int
    let others: Int
    let shift: Double
    /// How much the shift of each of several models differs; nil of one model.
    var models: (count: Int, deviation: Double)?
  }

  private static let settings: [Setting] =
    [(200, 200), (500, 500), (1000, 1000), (1000, 200)].flatMap { members, others in
      [0, 0.3, 1, 2.5].map { Setting(members: members, others: others, shift: $0) }
    }
    + [(5, 0.0), (5, 0.3), (10, 0.0), (10, 0.3), (20, 0.3)].map { count, deviation in
      Setting(members: 200, others: 200, shift: 1, models: (count, deviation))
    }

  /// Which of the area, the rates at 10, 1 and .1 %, and the bound of epsilon were held.
  private typealias Held = [Bool]

  func run() async throws {
    for (place, setting) in Self.settings.enumerated() {
      let options = options
      let replicates = setting.models == nil ? options.replicates : max(1, options.replicates / 4)
      let held = try await withThrowingTaskGroup(of: [Held].self) { group in
        for part in 0..<8 {
          group.addTask {
            try stride(from: part, to: replicates, by: 8).map {
              try Self.held(setting, RandomStream(seed: options.seed).substream(place).substream($0))
            }
          }
        }
        return try await group.reduce(into: [Held]()) { $0 += $1 }
      }
      print(try line(setting, held).text())
    }
    for line in try audits() { print(try line.text()) }
  }

  private static func held(_ setting: Setting, _ stream: RandomStream) throws -> Held {
    var stream = stream
    func trial(_ shift: Double) -> MembershipScore.Trial {
      let count = setting.members + setting.others
      let scores = (0..<count).map { normal(&stream) + ($0 < setting.members ? shift : 0) }
      return MembershipScore.Trial(scores: scores, truth: (0..<count).map { $0 < setting.members })
    }
    let models = setting.models ?? (1, 0)
    let trials = (0..<models.count).map { _ in trial(setting.shift + models.deviation * normal(&stream)) }
    let score = try MembershipScore(trials, resamples: 500, stream: stream.substream("score"))
    var held = [score.aucInterval?.contains(area(setting.shift, models.deviation)) ?? false]
    for rate in score.rates {
      held.append(rate.interval?.contains(Self.rate(rate.falsePositiveRate, setting.shift, models.deviation)) ?? false)
    }
    if models.count == 1 {
      let bound = EpsilonBound(
        members: trials[0].members, others: trials[0].others, stream: stream.substream("epsilon"))
      held.append(bound.map { $0.value <= largest($0, setting.shift) } ?? false)
    }
    return held
  }

  private static func normal(_ stream: inout RandomStream) -> Double {
    NormalDistribution.quantile(stream.uniform() + 0x1p-54)
  }

  /// The area of two normal distributions, the mean over models whose shift is normal.
  private static func area(_ shift: Double, _ deviation: Double) -> Double {
    NormalDistribution.cumulative(shift / (2 + deviation * deviation).squareRoot())
  }

  private static func rate(_ level: Double, _ shift: Double, _ deviation: Double) -> Double {
    let threshold = -NormalDistribution.quantile(level)
    return NormalDistribution.cumulative((shift - threshold) / (1 + deviation * deviation).squareRoot())
  }

  /// What the bound's own threshold tells of the two distributions.
  private static func largest(_ bound: EpsilonBound, _ shift: Double) -> Double {
    let above = (
      NormalDistribution.survival(bound.threshold - shift), NormalDistribution.survival(bound.threshold)
    )
    let (hit, error) =
      bound.direction == .above
      ? above : (NormalDistribution.cumulative(bound.threshold), NormalDistribution.cumulative(bound.threshold - shift))
    return max(0, log(hit / error))
  }

  private func line(_ setting: Setting, _ held: [Held]) -> JSON {
    let names = ["area", "tpr@0.1", "tpr@0.01", "tpr@0.001", "epsilon"]
    var members: [String: JSON] = [
      "members": .integer(setting.members), "others": .integer(setting.others), "shift": .number(setting.shift),
      "replicates": .integer(held.count),
    ]
    if let models = setting.models {
      members["models"] = .integer(models.count)
      members["modelDeviation"] = .number(models.deviation)
    }
    for (place, name) in names.enumerated() where place < held.first?.count ?? 0 {
      members[name] = .number(Double(held.count { $0[place] }) / Double(held.count))
    }
    return .object(members)
  }

  /// One-run audits of randomised response, whose epsilon is known: each bit is told truly with e^eps / (1 + e^eps).
  private func audits() throws -> [JSON] {
    [0, 0.5, 1, 3].map { epsilon in
      let share = 1 / (1 + exp(-epsilon))
      var below = 0
      var sum = 0.0
      for replicate in 0..<options.replicates {
        var stream = RandomStream(seed: options.seed).substream("audit").substream(replicate)
        let truth = (0..<400).map { _ in stream.next() & 1 == 0 }
        // Small random parts break ties.
        let scores = truth.map { bit in
          ((stream.uniform() < share) == bit ? 1 : 0) + 1e-3 * stream.uniform()
        }
        guard let audit = OneRunAudit(scores: scores, truth: truth) else { continue }
        sum += audit.epsilon
        if audit.epsilon <= epsilon { below += 1 }
      }
      let count = Double(options.replicates)
      return [
        "audit": "one run, 400 canaries", "epsilon": .number(epsilon), "replicates": .integer(options.replicates),
        "held": .number(Double(below) / count), "meanBound": .number(sum / count),
      ]
    }
  }
}
