package import Numerics

extension CompiledModel {
  /// The exact second derivatives of a loss's mean over rows by the weights that training changes; of a model that
  /// `tracksCurvature`.
  package func hessian(of examples: Examples, loss: Loss? = nil, weights: [Double]) throws(ModelError) -> RealMatrix {
    let count = trained.count
    var moving = TangentRow(zeros: weightCount, directionCount: count)
    for (direction, place) in trained.enumerated() { moving[place, slope: direction] = 1 }
    let gradient = try meanGradient(examples, loss ?? model.loss, weights, moving)
    return RealMatrix(
      rowCount: count, columnCount: count, elements: trained.flatMap { Array(gradient.slopes(of: $0)) })
  }

  /// Those second derivatives times a vector with a number for each trained weight.
  package func hessianProduct(
    of examples: Examples, loss: Loss? = nil, weights: [Double], with vector: [Double]
  ) throws(ModelError) -> [Double] {
    guard vector.count == trained.count else {
      throw .wrongCount(of: "numbers of a direction", expected: trained.count, found: vector.count)
    }
    var moving = TangentRow(zeros: weightCount, directionCount: 1)
    for (place, number) in zip(trained, vector) { moving[place, slope: 0] = number }
    let gradient = try meanGradient(examples, loss ?? model.loss, weights, moving)
    return trained.map { gradient[$0, slope: 0] }
  }

  /// The gradient by all weights with its slopes, forward over reverse, row by row.
  private func meanGradient(
    _ examples: Examples, _ loss: Loss, _ weights: [Double], _ moving: TangentRow
  ) throws(ModelError) -> TangentRow {
    try check(examples, loss: loss)
    var sum = TangentRow(zeros: weightCount, directionCount: moving.directionCount)
    for row in 0..<examples.rowCount {
      let features = examples.features[row * featureCount..<(row + 1) * featureCount]
      var pass = try pass(Array(features), weights, keeps: true, RandomStream(seed: 0))
      pass.moving = moving
      var inputs = TangentRow(zeros: featureCount, directionCount: moving.directionCount)
      for (place, feature) in features.enumerated() { inputs[place] = feature }
      let (outputs, memories) = try chain.forward(inputs, pass)
      let cotangents = loss.cotangents(of: outputs, examples.labels, row: row)
      _ = try chain.backward(cotangents, memories, pass, gradient: &sum)
    }
    var mean = TangentRow(zeros: weightCount, directionCount: moving.directionCount)
    for place in 0..<weightCount { mean.add(1 / Double(examples.rowCount), sum, place, to: place) }
    if let value = mean.elements.firstNotFinite { throw .notFinite(layer: "the second derivative", value: value) }
    return mean
  }
}
