import Models
import Numerics
import Testing

@testable import Defences

/// The published code's defects, one by one: what would have to be so if they were here.
@Suite struct PublishedAttackTests {
  private static func attack(
    _ task: UnlearningTask, _ parts: UnlearningParts
  ) throws -> (attack: PublishedAttack, answers: (UnlearnedModel) throws -> [ModelAnswers]) {
    let attack = try PublishedAttack(on: UnlearnedModel(task.weights), task, parts, reader: task.model, epochs: 5)
    return (
      attack,
      { model in
        try [parts.retained, parts.forgotten, parts.test].map { examples in
          try ModelAnswers(model, of: task.model, examples, loss: task.loss, stream: RandomStream(seed: 1))
        }
      }
    )
  }

  private static func rates(
    _ attack: PublishedAttack, _ answers: [ModelAnswers], _ parts: UnlearningParts
  ) throws -> PublishedRates {
    try attack.rates(retained: answers[0], forgotten: answers[1], test: answers[2], alike: parts.alike)
  }

  @Test("Its features are the probabilities, their greatest, whether that is right, and the cross entropy")
  func features() throws {
    let task = try UnlearningBench.task()
    let parts = try UnlearningParts(task, test: UnlearningBench.clouds(seed: 9))
    let answers = try Self.attack(task, parts).answers(UnlearnedModel(task.weights))[2]
    let losses = Loss.crossEntropy.values(
      try task.model.outputs(parts.test.features, weights: task.weights), parts.test.labels)
    for (row, features) in PublishedAttack.features(answers).enumerated() {
      #expect(features.count == 6)
      #expect((features[0] + features[1] + features[2] - 1).magnitude < 1e-12)
      #expect(features[3] == features[..<3].max())
      #expect((features[4] == 1) == (features[row % 3] == features[3]))
      #expect((features[5] - losses[row]).magnitude < 1e-9)
    }
  }

  @Test("It tells members where there is a difference, and nobody where there is none")
  func network() throws {
    var draws = RandomStream(seed: 2)
    func rows(_ count: Int, from start: Double) -> [[Double]] {
      (0..<count).map { _ in [start + draws.uniform(), draws.uniform()] }
    }
    let network = try PublishedNetwork(members: rows(20, from: 0), others: rows(60, from: 1.5), epochs: 30, seed: 1)
    #expect(try network.share(of: rows(30, from: 0)) == 1)
    #expect(try network.share(of: rows(30, from: 1.5)) == 0)
    #expect(try network.share(of: []) == 0)
    // Few members count as much as many others: alike rows are not all taken for others.
    let even = try PublishedNetwork(members: rows(20, from: 0), others: rows(100, from: 0), epochs: 5, seed: 1)
    #expect(try even.share(of: rows(100, from: 0)) > 0.02)
  }

  @Test("Rates come with false positives, on rows that it was not trained on: defects a, b and c")
  func leakage() throws {
    let task = try UnlearningBench.task()
    let test = try UnlearningBench.clouds(seed: 9)
    let parts = try UnlearningParts(task, test: test)
    let (attack, answer) = try Self.attack(task, parts)
    let answers = try answer(UnlearnedModel(task.weights))
    let rates = try Self.rates(attack, answers, parts)
    let falsePositives = try #require(rates.adapted.alike)
    #expect((0...1).contains(rates.adapted.test) && (0...1).contains(falsePositives))
    // However a model answers the forgotten rows that are asked about, the attack has learnt the same of it.
    let width = task.training.featureCount
    var features = parts.forgotten.features
    for row in stride(from: 1, to: parts.forgotten.rowCount, by: 2) { features[row * width] += 1 }
    let moved = try ModelAnswers(
      UnlearnedModel(task.weights), of: task.model, Examples(features: features, labels: parts.forgotten.labels),
      loss: task.loss, stream: RandomStream(seed: 1))
    let other = try Self.rates(attack, [answers[0], moved, answers[2]], parts)
    #expect(other.adapted.retained == rates.adapted.retained && other.adapted.test == rates.adapted.test)
    #expect(other.frozen.retained == rates.frozen.retained)
    #expect(other.frozen.test == rates.frozen.test)
  }

  @Test("The rows that are forgotten are those that are attacked: defect d")
  func sameRows() throws {
    let task = try UnlearningBench.task()
    let parts = try UnlearningParts(task, test: UnlearningBench.clouds(seed: 9))
    let rows: [[Double]] = task.split.forgotten.map { row in Array(task.training.features[2 * row..<2 * row + 2]) }
    #expect(parts.forgotten.features == rows.flatMap { $0 })
    #expect(parts.forgotten.labels == .classes(Array(repeating: 2, count: 12), names: ["a", "b", "c"]))
    // The draw of another repetition changes neither.
    var again = task
    again.seed = 77
    #expect(
      try UnlearningParts(again, test: UnlearningBench.clouds(seed: 9)).forgotten.features == parts.forgotten.features)
  }

  @Test("An unseen class is compared with itself, and the attack adapts to what it judges: defects e and f")
  func adapts() throws {
    let task = try UnlearningBench.task()
    let parts = try UnlearningParts(task, test: UnlearningBench.clouds(seed: 9))
    #expect(parts.alike == (0..<36).filter { $0 % 3 == 2 })
    #expect(parts.others.count == 24)
    let (attack, answer) = try Self.attack(task, parts)
    // A model that has turned its classes round tells members by other numbers.
    var weights = task.weights
    weights.swapAt(10, 12)
    weights = weights.enumerated().map { $0.offset < 4 ? $0.element + 1 : $0.element }
    let rates = try Self.rates(attack, answer(UnlearnedModel(weights)), parts)
    let fresh = try PublishedAttack(on: UnlearnedModel(weights), task, parts, reader: task.model, epochs: 5)
    let answers = try answer(UnlearnedModel(weights))
    let own = try Self.rates(fresh, answers, parts)
    // Adapted is what an attack is that was trained on this model from the start.
    #expect(rates.adapted == own.adapted)
  }
}
