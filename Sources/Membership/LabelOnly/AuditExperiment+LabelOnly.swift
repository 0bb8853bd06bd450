internal import Models
package import Numerics

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension AuditExperiment {
  /// What an attack that asks for decisions found of a target, after ever more of them.
  package func ask(
    _ attack: any LabelOnlyAttack, weights: [Double], source: DecidingModel.Source?, stream: RandomStream
  ) async throws(MembershipError) -> [LabelOnlyStep] {
    let model = DecidingModel(weights, of: self, source: source, stream: stream.substream("decisions"))
    return try await attack.steps(
      auditedInputs, labels: auditedLabels, ask: model.query, stream: stream.substream("inputs"))
  }

  /// Circuits that it takes to ask one target.
  package func circuitCount(of attack: any LabelOnlyAttack) -> Int {
    (measurement?.circuits.count ?? 0) * split.auditedRows.count * attack.queries
  }

  /// The attack of a name with a budget of decisions about each row, fitted to the rows' scale and to references; nil of one that judges answers.
  ///
  /// Noise is as strong as tells the members of some references best, on decisions without shot noise: an attacker who
  /// trains references knows their members (Choquette-Choo et al., arXiv:2007.14321, section 4.3).
  package func labelOnlyAttack(
    _ name: MembershipAttackName, queries: Int, stream: RandomStream
  ) async throws(MembershipError) -> (any LabelOnlyAttack)? {
    guard name.asksForLabels else { return nil }
    guard (1...Self.mostQueries).contains(queries) else {
      throw .evidence("\(queries) decisions cannot be asked for", help: "ask from 1 to \(Self.mostQueries) times")
    }
    let scale = inputScale
    guard name == .labelNoise else {
      return BoundaryAttack(radius: 2 * scale * Double(max(model.featureCount, 1)).squareRoot(), queries: queries)
    }
    return NoiseAttack(deviation: scale * (try await noise(queries, scale, stream)), queries: queries)
  }

  package static let mostQueries = 100_000

  /// Of the noise, in deviations of the features.
  private static let noises = [0.05, 0.1, 0.2, 0.4]
  private static let usualNoise = 0.2
  /// References that the noise is chosen by, and the most decisions about each row that this takes.
  private static let tuned = (references: 4, queries: 33)

  private func noise(_ queries: Int, _ scale: Double, _ stream: RandomStream) async throws(MembershipError) -> Double {
    // Which of the audited rows are members says nothing where references have rows of their own.
    guard split.design.referenceRows == .audited, queries > 1 else { return Self.usualNoise }
    var best = (noise: Self.usualNoise, area: -1.0)
    for noise in Self.noises {
      let attack = NoiseAttack(deviation: noise * scale, queries: min(queries, Self.tuned.queries))
      var trials: [MembershipScore.Trial] = []
      for (number, weights) in referenceWeights.prefix(Self.tuned.references).enumerated() {
        let steps = try await ask(attack, weights: weights, source: nil, stream: stream.substream(number))
        trials.append(MembershipScore.Trial(attack.finding(after: steps), truth: split.references[number]))
      }
      let area = trials.compactMap { AreaUnderCurve(positives: $0.members, negatives: $0.others)?.value }
        .reduce(0, +)
      if area > best.area { best = (noise, area) }
    }
    return best.noise
  }

  // MARK: Inputs

  private var auditedInputs: [[Double]] {
    let width = rows.featureCount
    return split.auditedRows.indices.map { Array(rows.features[$0 * width..<($0 + 1) * width]) }
  }

  private var auditedLabels: [Int] { Array(classes.prefix(split.auditedRows.count)) }

  /// The root of the features' mean variance over the audited rows; 1 where all rows are alike.
  private var inputScale: Double {
    let inputs = auditedInputs
    var sum = 0.0
    for feature in 0..<rows.featureCount {
      let values = inputs.map { $0[feature] }
      let mean = values.reduce(0, +) / Double(values.count)
      sum += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    }
    let scale = (sum / Double(max(rows.featureCount, 1))).squareRoot()
    return scale > 0 && scale.isFinite ? scale : 1
  }

  // MARK: Decisions

  /// The classes that a model decides for, of inputs one after another.
  func decisions(
    _ inputs: [Double], weights: [Double], source: DecidingModel.Source?, stream: RandomStream
  ) async throws(MembershipError) -> [Int] {
    let shares: [[Double]]
    if let source, let measurement {
      let samples = try await samples(inputs, [weights], source.shots, measurement, on: source.backend, stream)[0]
      shares = try probabilities(samples, weights, measurement)
    } else {
      do { shares = try Self.probabilities(inputs, model, weights, measurement, machine) } catch { throw .model(error) }
    }
    return shares.map { row in row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 } }
  }
}
