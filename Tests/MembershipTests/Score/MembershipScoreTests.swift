import Foundation
import Numerics
import Testing

@testable import Membership

@Suite struct MembershipScoreTests {
  private static func trial(_ count: Int, _ others: Int, shift: Double, seed: UInt64) -> MembershipScore.Trial {
    var numbers = NormalNumbers(seed: seed)
    let scores = numbers.several(count, mean: shift) + numbers.several(others)
    return MembershipScore.Trial(scores: scores, truth: scores.indices.map { $0 < count })
  }

  @Test("the area is the share of pairs in the right order, found by comparing every pair")
  func areaSharePairs() throws {
    var trial = Self.trial(40, 30, shift: 0.5, seed: 1)
    // Ties count one half.
    trial = MembershipScore.Trial(scores: trial.scores.map { ($0 * 4).rounded() }, truth: trial.truth)
    var wins = 0.0
    for member in trial.members {
      for other in trial.others { wins += member > other ? 1 : member == other ? 0.5 : 0 }
    }
    let score = try MembershipScore([trial])
    #expect(abs(score.auc - wins / Double(trial.members.count * trial.others.count)) < 1e-12)
  }

  @Test("A rate is that of the best threshold that few enough others exceed")
  func rateBestThreshold() throws {
    let trial = Self.trial(150, 120, shift: 1, seed: 2)
    let score = try MembershipScore([trial])
    for rate in score.rates {
      let best = (trial.scores + [.infinity]).map { threshold in
        let falsePositives = trial.others.count { $0 >= threshold }
        let hits = Double(trial.members.count { $0 >= threshold }) / 150
        return Double(falsePositives) <= rate.falsePositiveRate * 120 + 1e-9 ? hits : 0
      }.max()
      #expect(rate.value == best)
    }
    #expect(score.smallestResolvableFalsePositiveRate == 1.0 / 120)
  }

  @Test("swapped bits turn the area around")
  func swappedBitsTurn() throws {
    let trial = Self.trial(30, 50, shift: 0.7, seed: 3)
    let swapped = MembershipScore.Trial(scores: trial.scores, truth: trial.truth.map { !$0 })
    #expect(abs(try MembershipScore([trial]).auc + MembershipScore([swapped]).auc - 1) < 1e-12)
  }

  @Test("scores that separate members altogether still have an interval")
  func scoresSeparateMembers() throws {
    let trial = MembershipScore.Trial(scores: [3, 4, 5, 0, 1], truth: [true, true, true, false, false])
    let score = try MembershipScore([trial])
    #expect(score.auc == 1)
    let interval = try #require(score.aucInterval)
    #expect(interval.upperBound == 1 && interval.lowerBound < 0.5)
  }

  @Test("several models give the mean of their rates, and a wider interval where they differ")
  func severalModelsGive() throws {
    let alike = (0..<6).map { Self.trial(60, 60, shift: 1, seed: 10 + $0) }
    let unlike = (0..<6).map { Self.trial(60, 60, shift: Double($0) / 2.5, seed: 20 + $0) }
    let (narrow, wide) = (try MembershipScore(alike, resamples: 80), try MembershipScore(unlike, resamples: 80))
    let mean = try alike.map { try MembershipScore([$0]).auc }.reduce(0, +) / 6
    #expect(abs(narrow.auc - mean) < 1e-12)
    for (place, rate) in narrow.rates.enumerated() {
      let own = try alike.map { try MembershipScore([$0]).rates[place].value }.reduce(0, +) / 6
      // The rate at the level itself is near that of the threshold that few enough exceed.
      #expect(abs(rate.value - own) < 0.12)
      // One in a thousand is less than one of 60.
      #expect((rate.interval == nil) == (rate.falsePositiveRate < 1.0 / 60))
    }
    let (first, second) = (try #require(narrow.aucInterval), try #require(wide.aucInterval))
    #expect(second.upperBound - second.lowerBound > 2 * (first.upperBound - first.lowerBound))
    #expect(first.contains(narrow.auc))
    let both = try #require(try MembershipScore(alike, resamples: 80, drawsExamples: true).aucInterval)
    #expect(both.upperBound - both.lowerBound > first.upperBound - first.lowerBound)
  }

  @Test("A truth that does not fit, or of members alone, is refused")
  func truthDoesNot() {
    let finding = MembershipFinding(attack: "loss", scores: [1, 2])
    #expect(throws: MembershipError.self) { try MembershipScore(finding, truth: [true]) }
    #expect(throws: MembershipError.self) { try MembershipScore(finding, truth: [true, true]) }
    #expect(throws: MembershipError.self) {
      try MembershipScore(MembershipFinding(attack: "loss", scores: [.nan, 1]), truth: [true, false])
    }
    #expect(throws: MembershipError.self) { try MembershipScore([]) }
  }
}
