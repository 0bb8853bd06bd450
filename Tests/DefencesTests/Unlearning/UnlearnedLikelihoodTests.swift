import Defences
import Membership
import Models
import Numerics
import Testing

@Suite struct UnlearnedLikelihoodTests {
  /// A net that learns random labels by heart, asked to forget eight of its 20 rows.
  private static func task() throws -> UnlearningTask {
    var draws = RandomStream(seed: 3)
    let features = (0..<80).map { _ in 4 * draws.uniform() - 2 }
    let labels = (0..<20).map { _ in draws.uniform() < 0.5 ? 0 : 1 }
    let model = try CompiledModel(
      Model(
        name: "net", summary: "a test", origin: "a test", featureCount: 4,
        layers: [.dense(DenseLayer(4, 24)), .activation(.hyperbolicTangent), .dense(DenseLayer(24, 2))],
        loss: .crossEntropy))
    let options = TrainingOptions(
      optimiser: .descent(.adam(rate: 0.05)), batchSize: nil, epochCount: 60, seed: 2)
    let split = ForgetSplit(forgotten: Array(0..<8), retained: Array(8..<20))
    return try UnlearningTask(
      model, training: Examples(features: features, labels: .classes(labels, names: ["a", "b"])), split: split,
      weights: model.initialWeights(RandomStream(seed: 2)), options: options)
  }

  @Test("What was learnt by heart is told before it is forgotten, and not after training anew")
  func heart() throws {
    let task = try Self.task()
    let likelihood = UnlearnedLikelihood(modelCount: 8, threadCount: 2)
    let models = try likelihood.trained(task)
    let before = try likelihood.score(nil, on: models, of: task)
    #expect(before.auc > 0.9)
    let oracle = try likelihood.score(Retraining(), on: models, of: task)
    // Of 64 rows half were learnt once; the deviation of an area from 32 and 32 scores is 0.073.
    #expect((oracle.auc - 0.5).magnitude < 5 * 0.073)
    #expect(oracle.auc < before.auc - 0.1)
    // 8 models of 12 + 4 rows, 60 epochs.
    #expect(likelihood.work(for: task) == UnlearningWork(gradients: 8 * 16 * 60))
  }

  @Test("The score does not depend on the number of threads, and too few models are refused")
  func threads() throws {
    let task = try Self.task()
    let scores = try [1, 3].map { threads in
      let likelihood = UnlearnedLikelihood(modelCount: 6, threadCount: threads)
      return try likelihood.score(FineTuning(), on: likelihood.trained(task), of: task)
    }
    #expect(scores[0].auc == scores[1].auc && scores[0].aucInterval == scores[1].aucInterval)
    #expect(throws: DefenceError.self) { try UnlearnedLikelihood(modelCount: 5).trained(task) }
  }
}
