import Defences
import Models
import Numerics
import Testing

@Suite struct ShardedTrainingTests {
  @Test("One shard of one slice is a plain training")
  func plain() throws {
    let task = try UnlearningBench.task()
    let ensemble = try ShardedTraining(shards: 1, slices: 1).trained(task)
    var options = task.options
    var draws = RandomStream(seed: task.seed).substream("shard/0/0")
    options.seed = draws.next()
    let trainer = try Trainer(task.model, on: task.training, options: options)
    var state = try trainer.start(
      weights: task.model.initialWeights(RandomStream(seed: task.seed).substream("shard/0")))
    try trainer.train(&state)
    #expect(ensemble.model.members == [state.weights])
  }

  @Test("Shards without a forgotten row keep their bits, and slices before it are not learnt again")
  func untouched() throws {
    let method = ShardedTraining(shards: 3, slices: 2)
    let whole = try UnlearningBench.task()
    let ensemble = try method.trained(whole)
    let row = try #require(ensemble.slices[1][1].first)
    let task = try UnlearningBench.task(forgetting: [row])
    let (after, count) = try method.forgetting(task, from: ensemble)
    #expect(count == 1)
    #expect(after.checkpoints[0] == ensemble.checkpoints[0])
    #expect(after.checkpoints[2] == ensemble.checkpoints[2])
    #expect(Array(after.checkpoints[1].prefix(2)) == Array(ensemble.checkpoints[1].prefix(2)))
    #expect(after.checkpoints[1].last != ensemble.checkpoints[1].last)
    #expect(!after.slices.joined().joined().contains(row))
    // The second slice alone is learnt again, on all 12 rows of the shard but one, (2 * 25 + 2) / 3 times.
    #expect(method.work(for: task) == UnlearningWork(gradients: 17 * 11))
  }

  @Test("What is forgotten so is what was never learnt: the shard is trained on what is left, bit for bit")
  func exact() throws {
    let method = ShardedTraining(shards: 2, slices: 1)
    let ensemble = try method.trained(UnlearningBench.task())
    let row = try #require(ensemble.slices[0][0].first)
    let task = try UnlearningBench.task(forgetting: [row])
    let (after, _) = try method.forgetting(task, from: ensemble)
    var options = task.options
    var draws = RandomStream(seed: task.seed).substream("shard/0/0")
    options.seed = draws.next()
    let left = ensemble.slices[0][0].filter { $0 != row }.sorted()
    let trainer = try Trainer(task.model, on: task.training.selecting(left), options: options)
    var state = try trainer.start(
      weights: task.model.initialWeights(RandomStream(seed: task.seed).substream("shard/0")))
    try trainer.train(&state)
    #expect(after.checkpoints[0].last == state.weights)
  }

  @Test("The mean of the members' probabilities decides")
  func votes() throws {
    let task = try UnlearningBench.task()
    let ensemble = try ShardedTraining(shards: 2, slices: 1).trained(task).model
    let stream = RandomStream(seed: 1)
    let together = try ensemble.outputs(of: task.model, task.training.features, stream: stream)
    let alone = try ensemble.members.map { member in
      try task.model.outputs(task.training.features, weights: member)
    }
    for row in 0..<36 {
      let losses = (0..<3).map { label in
        alone.map { outputs in
          Loss.crossEntropy.values(Array(outputs[3 * row..<3 * row + 3]), .classes([label], names: ["a", "b", "c"]))[0]
        }
      }
      for label in 0..<3 {
        let own = Loss.crossEntropy.values(
          Array(together[3 * row..<3 * row + 3]), .classes([label], names: ["a", "b", "c"]))[0]
        // -ln of a mean lies between the members' own, and at or below their mean.
        #expect(own <= (losses[label][0] + losses[label][1]) / 2 + 1e-12)
        #expect(own >= min(losses[label][0], losses[label][1]) - 1e-12)
      }
    }
  }
}
