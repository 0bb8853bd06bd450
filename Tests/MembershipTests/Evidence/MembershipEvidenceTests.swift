import Testing

@testable import Membership

@Suite struct MembershipEvidenceTests {
  private static func refusal(
    labels: [Int]? = nil, target: ModelOutputs, references: [ReferenceModel] = [], population: Population? = nil,
    head: ClassHead? = nil
  ) -> String? {
    do throws(MembershipError) {
      _ = try MembershipEvidence(
        labels: labels, target: target, references: references, population: population, head: head)
      return nil
    } catch { return error.message }
  }

  @Test("answers that no model gives are refused with their place")
  func answersNoModel() {
    #expect(Self.refusal(target: .counts([])) == "there is no example")
    #expect(Self.refusal(target: .counts([[1, 2], [3]])) == "target.counts has rows of 2 and of 1 columns")
    #expect(Self.refusal(target: .counts([[1, -2]])) == "target.counts[0]: -2 is no count")
    #expect(Self.refusal(target: .counts([[0, 0]])) == "target.counts[0]: there is no shot")
    #expect(Self.refusal(target: .counts([[.max, .max]]))?.hasPrefix("target.counts[0]: there are more than") == true)
    #expect(Self.refusal(target: .jobs([[]])) == "target.jobs[0]: there is no job")
    #expect(Self.refusal(target: .counts([[1]])) == "target.counts has rows of 1 columns, not of at least 2")
    #expect(Self.refusal(target: .probabilities([[.nan, 1]])) == "target.probabilities[0]: nan is no probability")
    #expect(
      Self.refusal(target: .probabilities([[0.5, 0.6]]))
        == "target.probabilities[0]: the probabilities sum to 1.1, not to 1")
    #expect(
      Self.refusal(target: .expectations([[1.5]], shots: nil))
        == "target.expectations[0]: 1.5 is no mean of an observable")
    #expect(Self.refusal(target: .expectations([[1]], shots: 0)) != nil)
    #expect(Self.refusal(target: .labels([-1])) == "target.predictions[0] is -1, which is no class")
    #expect(Self.refusal(target: .labels([.max])) != nil)
  }

  @Test("parts that speak of other examples or classes are refused")
  func partsSpeakOther() {
    let target = ModelOutputs.counts([[1, 2], [3, 4]])
    #expect(Self.refusal(labels: [0], target: target) == "labels has 1 labels for 2 examples")
    #expect(Self.refusal(labels: [0, 2], target: target) == "labels[1] is 2, and there are 2 classes")
    let short = ReferenceModel(member: [true], outputs: .probabilities([[0.5, 0.5]]))
    #expect(Self.refusal(target: target, references: [short])?.hasPrefix("references[0] speaks of 1 members") == true)
    let wide = ReferenceModel(
      member: [true, false], outputs: .probabilities([[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]]))
    #expect(Self.refusal(target: target, references: [wide]) == "references[0] has rows of 3 columns, not of 2")
    let population = Population(labels: [0], target: target, references: [])
    #expect(Self.refusal(target: target, population: population) != nil)
    let head = ClassHead(weights: [[1, 0, 0], [0, 1, 1]])
    #expect(Self.refusal(target: target, head: head) == "target has rows of 2 columns, not of 3")
    #expect(ClassHead(weights: [[1, .nan], [0, 1]]) == nil)
    #expect(ClassHead(weights: [[1, 2]]) == nil)
  }

  @Test("counts of the largest size are read without overflow")
  func countsLargestSize() throws {
    let evidence = try MembershipEvidence(
      labels: [0], target: .jobs([[[1 << 48, 1 << 48], [1 << 48, 0]]]), references: [])
    #expect(evidence.target.summedCounts(row: 0) == [1 << 49, 1 << 48])
    #expect(evidence.budget == QueryBudget(queries: 2, shots: 1 << 49))
    #expect(QueryBudget(queries: .max, shots: 2).totalShots == nil)
  }

  @Test("A threat model shows what it grants")
  func threatModelShows() {
    #expect(ModelOutputs.labels([0]).threatModel == .labelOnly)
    #expect(ModelOutputs.jobs([[[1, 0]]]).threatModel == .rawCounts)
    #expect(ModelOutputs.outcomes([[1, 0]]).threatModel == .probabilities)
    #expect(ModelOutputs.expectations([[1]], shots: 5).threatModel == .expectations)
  }
}
