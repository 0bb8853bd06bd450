import Foundation
import Numerics
import Testing

@testable import Membership

@Suite struct LikelihoodRatioAttackTests {
  /// Random answers of two classes, by a target and by references, half of them trained on each example.
  private static func evidence(
    _ count: Int, references: Int, seed: UInt64, target: ModelOutputs? = nil
  ) throws -> MembershipEvidence {
    var numbers = NormalNumbers(seed: seed)
    func answers() -> ModelOutputs {
      .probabilities(
        (0..<count).map { _ in
          let p = 1 / (1 + exp(-numbers.next()))
          return [p, 1 - p]
        })
    }
    let labels = (0..<count).map { $0 % 2 }
    let own = target ?? answers()
    let models = (0..<references).map { index in
      ReferenceModel(member: (0..<count).map { ($0 + index) % 2 == 0 }, outputs: answers())
    }
    return try MembershipEvidence(labels: labels, target: own, references: models)
  }

  private static func logarithmOfDensity(_ x: Double, _ mean: Double, _ deviation: Double) -> Double {
    -0.5 * pow((x - mean) / deviation, 2) - Foundation.log(deviation * (2 * Double.pi).squareRoot())
  }

  @Test("online scores are differences of normal densities around the medians")
  func onlineScoresDifferences() throws {
    let evidence = try Self.evidence(9, references: 11, seed: 4)
    for spread in [SpreadRule.perExample, .pooled] {
      let finding = try LikelihoodRatioAttack(.online, spread: spread).find(evidence)
      var residuals: [Bool: [[Double]]] = [true: [], false: []]
      var medians: [Bool: [Double]] = [true: [], false: []]
      for row in 0..<9 {
        for kind in [true, false] {
          let logits = evidence.references.filter { $0.member[row] == kind }.map { reference -> Double in
            guard case .probabilities(let rows) = reference.outputs else { return .nan }
            return Foundation.log(rows[row][row % 2] / (1 - rows[row][row % 2]))
          }.sorted()
          let middle = (logits[(logits.count - 1) / 2] + logits[logits.count / 2]) / 2
          medians[kind]?.append(middle)
          residuals[kind]?.append(logits.map { $0 - middle })
        }
      }
      func deviation(_ kind: Bool, _ row: Int) -> Double {
        let all = residuals[kind] ?? []
        let chosen = spread == .pooled ? all.flatMap(\.self) : all[row]
        return (chosen.reduce(0) { $0 + $1 * $1 } / Double(chosen.count)).squareRoot()
      }
      for row in 0..<9 {
        let logit = evidence.logit(evidence.target, row, label: row % 2)
        let expected =
          Self.logarithmOfDensity(logit, medians[true]?[row] ?? .nan, deviation(true, row))
          - Self.logarithmOfDensity(logit, medians[false]?[row] ?? .nan, deviation(false, row))
        #expect(abs(finding.scores[row] - expected) < 1e-9)
      }
      #expect(finding.isCalibrated)
    }
  }

  @Test("offline scores rise with the logit and are tails of the others' distribution")
  func offlineScoresRise() throws {
    let evidence = try Self.evidence(6, references: 8, seed: 5)
    let finding = try LikelihoodRatioAttack(.offline).find(evidence)
    let fits = try #require(NormalFits(evidence.referenceLogits(.matched, seed: 0).outside, spread: .perExample))
    for row in 0..<6 {
      let z =
        (evidence.logit(evidence.target, row, label: row % 2) - fits.centres[row]) / fits.variances[row].squareRoot()
      #expect(abs(exp(-finding.scores[row]) - NormalDistribution.survival(z)) < 1e-12)
    }
    #expect(!finding.isCalibrated)
  }

  @Test("the tail's logarithm is smooth where the tail underflows")
  func tailLogarithm() {
    for x in [24.9, 25.1, 30] {
      #expect(abs(NormalDistribution.logarithmOfSurvival(x) - Foundation.log(erfc(x / 2.0.squareRoot()) / 2)) < 1e-7)
    }
    #expect(NormalDistribution.logarithmOfSurvival(1e6) < -4e11)
    #expect(NormalDistribution.logarithmOfSurvival(-8) < 0)
  }

  @Test("very many shots give the scores of exact answers")
  func veryManyShots() throws {
    let exact = try Self.evidence(5, references: 10, seed: 6)
    guard case .probabilities(let rows) = exact.target else { return }
    let shots = 1 << 49
    let counts = rows.map { row in
      let first = Int((row[0] * Double(shots)).rounded())
      return [first, shots - first]
    }
    let measured = try Self.evidence(5, references: 10, seed: 6, target: .counts(counts))
    // The same references: those of the first evidence, behind the target's own numbers.
    let evidence = try MembershipEvidence(
      labels: measured.labels, target: measured.target, references: exact.references)
    let expected = try LikelihoodRatioAttack().find(exact).scores
    for noise in [LikelihoodRatioAttack.ShotNoise.matched, .deltaMethod] {
      let found = try LikelihoodRatioAttack(shotNoise: noise).find(evidence).scores
      for (left, right) in zip(found, expected) { #expect(abs(left - right) < 1e-5 * max(1, abs(right))) }
    }
  }

  @Test("what is missing is said")
  func missingSaid() throws {
    let none = try MembershipEvidence(labels: [0], target: .counts([[3, 1]]))
    #expect(throws: MembershipError.self) { try LikelihoodRatioAttack().find(none) }
    let one = ReferenceModel(member: [true], outputs: .probabilities([[0.5, 0.5]]))
    let inside = try MembershipEvidence(labels: [0], target: .counts([[3, 1]]), references: [one, one])
    do throws(MembershipError) {
      _ = try LikelihoodRatioAttack().find(inside)
      Issue.record("accepted")
    } catch {
      #expect(
        error.message
          == "lira needs references of each example: at least 2 with and 2 without it; example 0 has 2 and 0")
    }
    let labels = try MembershipEvidence(labels: [0], target: .labels([1]))
    #expect(throws: MembershipError.self) { try LikelihoodRatioAttack().find(labels) }
  }

  @Test("the shots of a head's logit vary as its slopes say")
  func headVariance() throws {
    let head = try #require(ClassHead(weights: [[1, -0.5, 0.3], [0.2, 0.9, -1]], bias: [0.1, -0.2]))
    let shares = [0.5, 0.3, 0.2]
    let shots = 400
    var stream = RandomStream(seed: 8)
    var logits = RunningMean()
    for _ in 0..<4000 {
      let counts = stream.multinomial(shots, weights: shares)
      logits.add(head.logit(counts.map { Double($0) / Double(shots) }, label: 1))
    }
    let counts = shares.map { Int($0 * Double(shots)) }
    let evidence = try MembershipEvidence(labels: [1], target: .counts([counts]), head: head)
    let variance = evidence.logitVariance(evidence.target, 0, label: 1)
    // The variance of 4000 numbers is known to 2.2 %; five times that.
    #expect(abs(variance / logits.variance - 1) < 0.12)
  }
}
