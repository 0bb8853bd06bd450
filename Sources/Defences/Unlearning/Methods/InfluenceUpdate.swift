internal import Models
internal import Numerics

/// One Newton step to where training without the forgotten rows would end: w += (H_R + lambda)^-1 sum_U g / |R|, with the
/// exact second derivatives H_R of the loss' mean over R.
///
/// (Koh and Liang, arXiv:1703.04730, equation 1, of a group; Guo and others, arXiv:1911.03030, equation 3.) Exact where
/// the loss is quadratic and training has ended at its least value.
package struct InfluenceUpdate: UnlearningMethod {
  /// Lambda. Made larger, tenfold each time, until the damped matrix is positive definite.
  package var damping: Double
  /// Models with more trained weights are solved by conjugate gradients, from products with H_R.
  package var largestMatrix: Int
  package var largestIterations: Int

  package init(damping: Double = 1e-2, largestMatrix: Int = 512, largestIterations: Int = 20) {
    self.damping = damping
    self.largestMatrix = largestMatrix
    self.largestIterations = largestIterations
  }

  package var name: String { "influence" }
  package var summary: String { "one Newton step by the exact second derivatives of R" }
  package var needs: DataNeeds { [.forgotten, .retained] }

  package func check(_ task: UnlearningTask) throws(DefenceError) {
    guard task.model.options.source == nil else {
      throw .unsupported(
        "second derivatives of circuits are not taken from shots or noise in this version",
        help: "use --backend ideal without --shots, or another method")
    }
  }

  package func work(for task: UnlearningTask) -> UnlearningWork {
    let retained = task.split.retained.count
    return UnlearningWork(gradients: task.split.forgotten.count, curvatures: retained)
  }

  package func unlearn(_ task: UnlearningTask) throws(DefenceError) -> UnlearnedModel {
    try check(task)
    return try UnlearningTask.passing { () throws(ModelError) in
      var options = task.model.options
      options.tracksCurvature = true
      let model = try CompiledModel(task.model.model, options: options)
      let (forgotten, retained) = (try task.forgotten, try task.retained)
      let evaluation = try model.forward(forgotten.features, weights: task.weights)
      let loss = task.loss.evaluate(evaluation.outputs, forgotten.labels, rows: 0..<forgotten.rowCount)
      let gradient = try model.backward(evaluation, cotangents: loss.cotangents).weights
      let share = Double(forgotten.rowCount) / Double(retained.rowCount)
      let right = model.trained.map { gradient[$0] * share }
      let solution = try self.solution(model, retained, task, right)
      guard let solution else {
        throw .training(reason: "the second derivatives make no step", help: "train the model further, or damp more")
      }
      var weights = task.weights
      for (place, weight) in model.trained.enumerated() { weights[weight] += solution.step[place] }
      return UnlearnedModel(weights, notes: ["damping \(FisherScrubbing.short(solution.damping))"])
    }
  }

  private func solution(
    _ model: CompiledModel, _ retained: Examples, _ task: UnlearningTask, _ right: [Double]
  ) throws(ModelError) -> (step: [Double], damping: Double)? {
    guard model.trained.count > largestMatrix else {
      let hessian = try model.hessian(of: retained, loss: task.loss, weights: task.weights)
      return forEachDamping { damping in
        CholeskyFactor(hessian, addingToDiagonal: damping)?.solve(right)
      }
    }
    return try forEachDamping { (damping) throws(ModelError) in
      try ConjugateGradients.solve(right, iterations: largestIterations) { (vector) throws(ModelError) in
        let product = try model.hessianProduct(
          of: retained, loss: task.loss, weights: task.weights, with: vector)
        return zip(product, vector).map { $0 + damping * $1 }
      }
    }
  }

  /// More is no damping but another method.
  private static let largestDamping = 1e6

  private func forEachDamping<Failure: Error>(
    _ solve: (Double) throws(Failure) -> [Double]?
  ) throws(Failure) -> (step: [Double], damping: Double)? {
    var damping = max(damping, 0)
    while damping <= Self.largestDamping {
      if let step = try solve(damping), step.allSatisfy(\.isFinite) { return (step, damping) }
      damping = max(damping * 10, 1e-6)
    }
    return nil
  }
}
