package import Gradients

extension CompiledModel {
  /// What a gradient over so many rows is by: the weights that training changes, then, where inputs are tracked, each
  /// row's features, such as `x_0[2]` in the third row.
  package func gradientNames(rowCount: Int) -> [String] {
    let weights = trained.map { weightNames[$0] }
    guard options.tracksInputs else { return weights }
    return weights + (0..<rowCount).flatMap { row in model.featureNames.map { "\($0)[\(row)]" } }
  }

  /// The exact gradient of a loss over rows by the weights that training changes, and by the rows' features where
  /// inputs are tracked, of any model.
  package func lossGradient(
    _ examples: Examples, loss: Loss? = nil, weights: [Double]
  ) throws(ModelError) -> Gradient {
    let loss = loss ?? model.loss
    try check(examples, loss: loss)
    let evaluation = try forward(examples.features, weights: weights)
    let found = loss.evaluate(evaluation.outputs, examples.labels, rows: 0..<examples.rowCount)
    let gradient = try backward(evaluation, cotangents: found.cotangents)
    let names = gradientNames(rowCount: examples.rowCount)
    return Gradient(
      names: names, values: trained.map { gradient.weights[$0] } + gradient.rows,
      covariance: Covariance(zerosOf: names.count), value: found.value)
  }

  /// Refuses rows with other features than the model's, or with labels that the loss cannot take.
  package func check(_ examples: Examples, loss: Loss) throws(ModelError) {
    try check(examples)
    try loss.check(outputCount: outputCount, labels: examples.labels)
  }

  /// Refuses rows with other features than the model's.
  func check(_ examples: Examples) throws(ModelError) {
    guard examples.featureCount == featureCount else {
      throw .wrongCount(of: "features a row", expected: featureCount, found: examples.featureCount)
    }
  }

  /// Weights after a step down a gradient by those that training changes.
  func stepping(_ weights: [Double], along gradient: [Double], by factor: Double) -> [Double] {
    var weights = weights
    for (place, slope) in zip(trained, gradient) { weights[place] += factor * slope }
    return weights
  }
}

/// Steps of plain descent on the same rows, as a client of federated averaging takes them before it sends what has
/// become of the weights.
package struct LocalSteps: Hashable, Sendable {
  package var count: Int
  package var rate: Double

  package init(count: Int, rate: Double) {
    self.count = count
    self.rate = rate
  }

  /// How far the weights have moved after all steps, as the values of a gradient, with its covariance.
  ///
  /// The noise d of the weights before a step becomes (1 - rate H) d - rate e after it, where H is the loss's second
  /// derivative there and e the noise of the step's gradient: to first order in d. `exact` computes the products with
  /// H, from differences of its gradients.
  package func update(
    _ exact: CompiledModel, _ examples: Examples, loss: Loss? = nil, weights start: [Double],
    gradient: (_ step: Int, _ weights: [Double]) async throws(ModelError) -> Gradient
  ) async throws(ModelError) -> Gradient {
    var weights = start
    var result: Gradient?
    for step in 0..<count {
      let found = try await gradient(step, weights)
      var sum = result ?? found
      if result == nil {
        sum.values = found.values.map { _ in 0 }
        sum.covariance = Covariance(zerosOf: found.values.count)
      } else {
        sum.covariance = try carried(sum.covariance, exact, examples, loss, weights)
        sum.shots = found.shots.map { (sum.shots ?? 0) + $0 }
        sum.circuits += found.circuits
      }
      for place in sum.values.indices { sum.values[place] -= rate * found.values[place] }
      sum.covariance.add(found.covariance, weight: rate * rate)
      weights = exact.stepping(weights, along: found.values, by: -rate)
      result = sum
    }
    guard let result else {
      throw .training(reason: "no step is taken", help: "ask for at least one local step")
    }
    return result
  }

  /// A covariance of the weights after a step without noise of its own.
  private func carried(
    _ covariance: Covariance, _ exact: CompiledModel, _ examples: Examples, _ loss: Loss?, _ weights: [Double]
  ) throws(ModelError) -> Covariance {
    var vectors = covariance.vectors
    for (place, variance) in covariance.diagonal.enumerated() where variance > 0 {
      var vector = RowArithmetic.zeros(covariance.count)
      vector[place] = variance.squareRoot()
      vectors.append(vector)
    }
    var result = Covariance(zerosOf: covariance.count)
    for vector in vectors {
      let length = vector.reduce(0) { max($0, $1.magnitude) }
      guard length > 0 else { continue }
      let reach = 1e-4 / length
      let ahead = try exact.lossGradient(
        examples, loss: loss, weights: exact.stepping(weights, along: vector, by: reach))
      let behind = try exact.lossGradient(
        examples, loss: loss, weights: exact.stepping(weights, along: vector, by: -reach))
      result.add(
        vector.indices.map { place in
          let product = (ahead.values[place] - behind.values[place]) / (2 * reach)
          return (index: place, value: vector[place] - rate * product)
        })
    }
    return result
  }
}
