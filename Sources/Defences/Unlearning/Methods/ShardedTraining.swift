package import Models
internal import Numerics

/// SISA: rows are dealt to shards, each with a model of its own that learns them slice by slice; a row is forgotten by
/// training its shard again from the slice where it came in.
///
/// (Bourtoule and others, arXiv:1912.03817, sections IV.A and V.) The mean of the models' probabilities decides. It must
/// be trained so from the beginning: a model that is one cannot be made to forget in this way.
package struct ShardedTraining: UnlearningMethod {
  package var shardCount: Int
  package var sliceCount: Int

  package init(shards: Int = 4, slices: Int = 3) {
    shardCount = max(shards, 1)
    sliceCount = max(slices, 1)
  }

  package var name: String { "sisa" }
  package var summary: String {
    "\(shardCount) models on shards of \(sliceCount) slices, of which few are trained again"
  }
  package var needs: DataNeeds { .retained }

  /// The models of all shards, with what each was before and after every slice.
  package struct Ensemble: Hashable, Sendable {
    /// [shard][slice][row]
    package internal(set) var slices: [[[Int]]]
    /// [shard][slice]: weights before the slice, and last those of the end.
    package internal(set) var checkpoints: [[[Double]]]

    package var model: UnlearnedModel { UnlearnedModel(members: checkpoints.compactMap(\.last)) }
  }

  /// What the deletion alone takes.
  package func work(for task: UnlearningTask) -> UnlearningWork {
    let gone = Set(task.split.forgotten)
    return slices(of: task).reduce(UnlearningWork()) { sum, shard in
      guard let first = shard.firstIndex(where: { $0.contains(where: gone.contains) }) else { return sum }
      return (first..<shard.count).reduce(sum) { sum, slice in
        let rows = shard[...slice].joined().count { !gone.contains($0) }
        return sum + UnlearningWork(gradients: saturated(rows, *, epochs(task)))
      }
    }
  }

  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    try UnlearningTask.passing { () throws(ModelError) in
      let (model, count) = try forgetting(task, from: trained(task))
      var result = model.model
      result.notes = ["\(count) of \(shardCount) shards trained again"]
      return result
    }
  }

  /// The ensemble that has learnt all rows.
  package func trained(_ task: UnlearningTask) throws(ModelError) -> Ensemble {
    let slices = slices(of: task)
    var ensemble = Ensemble(slices: slices, checkpoints: [])
    for shard in slices.indices {
      let start = task.model.initialWeights(RandomStream(seed: task.seed).substream("shard/\(shard)"))
      ensemble.checkpoints.append(try training(slices[shard], from: 0, [start], task, shard))
    }
    return ensemble
  }

  /// The ensemble without the forgotten rows, and how many shards it took: the others stay as they are, bit for bit.
  package func forgetting(
    _ task: UnlearningTask, from ensemble: Ensemble
  ) throws(ModelError) -> (ensemble: Ensemble, shards: Int) {
    var result = ensemble
    let gone = Set(task.split.forgotten)
    var count = 0
    for shard in ensemble.slices.indices {
      guard let first = ensemble.slices[shard].firstIndex(where: { $0.contains(where: gone.contains) }) else {
        continue
      }
      count += 1
      result.slices[shard] = ensemble.slices[shard].map { $0.filter { !gone.contains($0) } }
      let kept = Array(ensemble.checkpoints[shard][...first])
      result.checkpoints[shard] = try training(result.slices[shard], from: first, kept, task, shard)
    }
    return (result, count)
  }

  /// A slice's epochs: as many in all as one training of all rows takes, each slice with those before it.
  private func epochs(_ task: UnlearningTask) -> Int {
    max(1, (2 * task.options.epochCount + sliceCount) / (sliceCount + 1))
  }

  /// Rows by shard and slice, dealt by the seed.
  private func slices(of task: UnlearningTask) -> [[[Int]]] {
    var draws = RandomStream(seed: task.seed).substream("shards")
    var rows = Array(0..<task.training.rowCount)
    for place in stride(from: rows.count - 1, to: 0, by: -1) {
      rows.swapAt(place, min(Int(draws.uniform() * Double(place + 1)), place))
    }
    var result = Array(repeating: Array(repeating: [Int](), count: sliceCount), count: shardCount)
    for (turn, row) in rows.enumerated() {
      result[turn % shardCount][turn / shardCount % sliceCount].append(row)
    }
    return result
  }

  /// Goes through the slices from one on; returns all checkpoints.
  private func training(
    _ slices: [[Int]], from first: Int, _ checkpoints: [[Double]], _ task: UnlearningTask, _ shard: Int
  ) throws(ModelError) -> [[Double]] {
    var checkpoints = checkpoints
    for slice in first..<slices.count {
      let rows = slices[...slice].flatMap(\.self).sorted()
      guard let start = checkpoints.last, !rows.isEmpty else {
        if let last = checkpoints.last { checkpoints.append(last) }
        continue
      }
      var options = task.options
      (options.epochCount, options.patience) = (epochs(task), nil)
      var draws = RandomStream(seed: task.seed).substream("shard/\(shard)/\(slice)")
      options.seed = draws.next()
      let trainer = try Trainer(task.model, on: task.training.selecting(rows), options: options)
      var state = try trainer.start(weights: start)
      try trainer.train(&state)
      checkpoints.append(state.result)
    }
    return checkpoints
  }
}
