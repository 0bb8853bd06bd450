package import Models
package import Numerics

/// How much rows say about each weight: the diagonal of an information matrix.
package struct FisherInformation: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The mean of squared derivatives of the loss by the rows' own labels; with batches larger than 1 of the batches'
    /// mean derivatives, as published code has it, which is smaller.
    case empirical(batchSize: Int)
    /// The mean of sum_c p_c (d ln p_c)^2 over the model's own probabilities of classes.
    case expected
    /// Of circuits' weights the diagonal of the quantum Fisher information of their final states, 4 Re(<di|dj> - <di|
    /// ><|dj>): no measurement says more. Of other weights the expected one.
    case quantum
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// One number a trained weight.
  package func diagonal(
    of model: CompiledModel, _ examples: Examples, loss: Loss, weights: [Double], stream: RandomStream
  ) throws(ModelError) -> [Double] {
    switch kind {
    case .empirical(let size):
      return try empirical(model, examples, loss, weights, batchSize: max(size, 1), stream)
    case .expected: return try expected(model, examples, weights, stream)
    case .quantum:
      var diagonal = try expected(model, examples, weights, stream)
      let metric = try model.metric(examples.features, weights: weights)
      let angles = Self.angles(of: model)
      let count = model.trained.count
      for (place, weight) in model.trained.enumerated() where angles.contains(weight) {
        diagonal[place] = 4 * metric[place * count + place]
      }
      return diagonal
    }
  }

  /// What that takes.
  func work(rows: Int, outputCount: Int) -> UnlearningWork {
    if case .quantum = kind { return UnlearningWork(values: rows, gradients: rows) }
    return UnlearningWork(gradients: rows)
  }

  /// Places of the weights that are angles of circuits.
  static func angles(of model: CompiledModel) -> Set<Int> {
    Set(
      model.blocks.flatMap { block -> [Int] in
        if case .angles = block.initial { Array(block.places) } else { [] }
      })
  }

  private func empirical(
    _ model: CompiledModel, _ examples: Examples, _ loss: Loss, _ weights: [Double], batchSize: Int,
    _ stream: RandomStream
  ) throws(ModelError) -> [Double] {
    var sum = Array(repeating: 0.0, count: model.trained.count)
    var batches = 0
    for start in stride(from: 0, to: examples.rowCount, by: batchSize) {
      let part = try examples.selecting(Array(start..<min(start + batchSize, examples.rowCount)))
      let evaluation = try model.forward(part.features, weights: weights, stream: stream.substream(start))
      let found = loss.evaluate(evaluation.outputs, part.labels, rows: 0..<part.rowCount)
      let gradient = try model.backward(evaluation, cotangents: found.cotangents).weights
      for (place, weight) in model.trained.enumerated() { sum[place] += gradient[weight] * gradient[weight] }
      batches += 1
    }
    return sum.map { $0 / Double(batches) }
  }

  /// The derivatives of ln p_c come from one way forward and a way back a class. One output is taken as the mean of a
  /// normal distribution with the variance 1 / 2, whose loss is the square.
  private func expected(
    _ model: CompiledModel, _ examples: Examples, _ weights: [Double], _ stream: RandomStream
  ) throws(ModelError) -> [Double] {
    var sum = Array(repeating: 0.0, count: model.trained.count)
    let width = examples.featureCount
    for row in 0..<examples.rowCount {
      let features = Array(examples.features[row * width..<(row + 1) * width])
      let evaluation = try model.forward(features, weights: weights, stream: stream.substream(row))
      let outputs = evaluation.outputs
      let isSingle = outputs.count == 1
      let shares = isSingle ? [2.0] : Probabilities.softmax(outputs, width: outputs.count)
      for (label, share) in shares.enumerated() {
        let slopes = isSingle ? [1.0] : shares.indices.map { ($0 == label ? 1 : 0) - shares[$0] }
        let gradient = try model.backward(evaluation, cotangents: slopes).weights
        for (place, weight) in model.trained.enumerated() { sum[place] += share * gradient[weight] * gradient[weight] }
      }
    }
    return sum.map { $0 / Double(examples.rowCount) }
  }
}
