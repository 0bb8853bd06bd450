internal import Circuits
package import Execution
package import Gradients
package import Numerics

/// How circuits measure the gradient of a model's loss over labelled rows, by the weights that training changes, and by
/// the rows' features where the model tracks its inputs.
///
/// The model is one circuit with layers in front of it and behind it, which are computed. Each row's circuits are
/// measured by themselves; the layers behind make of the means' noise that of the loss, and those in front carry the
/// noise of derivatives by the circuit's inputs to their weights.
package struct LossGradient: Sendable {
  package let model: CompiledModel
  package let loss: Loss
  package let scheme: GradientScheme
  let circuit: CircuitStep
  private let front: LayerChain
  private let behind: LayerChain
  /// Places of the trained weights behind the circuit.
  private let further: [Int]

  package init(_ model: CompiledModel, loss: Loss? = nil, rule: GradientRule) throws(ModelError) {
    self.model = model
    self.loss = loss ?? model.model.loss
    let parts = try SingleCircuit(
      of: model, for: "a measured gradient",
      help: "other models have exact gradients, and other optimisers than icans and gcans")
    let step = parts.circuit
    (circuit, front, behind) = (step, parts.front, parts.behind)
    let end = step.weights.places.upperBound
    further = model.trained.filter { $0 >= end }
    do throws(GradientError) {
      scheme = try GradientScheme(
        step.layer.circuit, observables: step.layer.observables, withRespectTo: step.rows, rule: rule)
    } catch {
      throw .gradient(layer: step.name, error)
    }
  }

  /// What is measured of one row, and what its measurements mean.
  package struct Row: Sendable {
    package let plan: GradientPlan
    let place: Int
    let memories: [LayerMemory]
  }

  /// A plan for each row of some examples; the stream decides directions of simultaneous perturbation.
  package func rows(
    of examples: Examples, weights: [Double], stream: RandomStream
  ) throws(ModelError) -> [Row] {
    try model.check(examples, loss: loss)
    let width = examples.featureCount
    var rows: [Row] = []
    for place in 0..<examples.rowCount {
      let features = Array(examples.features[place * width..<(place + 1) * width])
      let pass = try model.pass(features, weights, keeps: true, stream)
      let (inputs, memories) = try front.forward(features, pass)
      do throws(GradientError) {
        let point = circuit.fullPoints(inputs, pass)[0]
        let plan = try GradientPlan(scheme, at: point, stream: stream.substream(place))
        rows.append(Row(plan: plan, place: place, memories: memories))
      } catch {
        throw .gradient(layer: circuit.name, error)
      }
    }
    return rows
  }

  /// The gradient that the rows' estimates make, and its covariance.
  package func combine(
    _ rows: [Row], _ estimates: [[MeansEstimate]], kind: CovarianceKind, labels: Labels, weights: [Double]
  ) throws(ModelError) -> Gradient {
    let names = model.gradientNames(rowCount: rows.count)
    var result = Gradient(
      names: names, values: RowArithmetic.zeros(names.count), covariance: Covariance(zerosOf: names.count), value: 0)
    for (row, estimates) in zip(rows, estimates) {
      let found = try row.plan.gradient(of: estimates, kind: kind) { (means) throws(ModelError) in
        try lossAtMeans(means, of: row.place, labels, weights: weights, share: 1 / Double(rows.count))
      }
      try add(found, of: row, weights: weights, to: &result)
    }
    return result
  }

  /// One row's part of the loss as a function of the circuit's means.
  private func lossAtMeans(
    _ means: [Double], of row: Int, _ labels: Labels, weights: [Double], share: Double
  ) throws(ModelError) -> LossAtMeans {
    let pass = LayerPass(weights: weights, rowCount: 1, keeps: true, stream: RandomStream(seed: 0))
    let (outputs, memories) = try behind.forward(means, pass)
    let loss = loss.evaluate(outputs, labels, rows: CollectionOfOne(row))
    var gradient = RowArithmetic.zeros(model.weightCount)
    var byMeans = try behind.backward(loss.cotangents, memories, pass, gradient: &gradient)
    if byMeans.isEmpty { byMeans = RowArithmetic.zeros(means.count) }
    return LossAtMeans(
      value: share * loss.value, byMeans: byMeans.map { share * $0 },
      byFurtherWeights: further.map { share * gradient[$0] })
  }

  /// Adds one row's gradient by the circuit's parameters and the weights behind it to that by all trained weights, and
  /// by its own features.
  private func add(
    _ found: Gradient, of row: Row, weights: [Double], to sum: inout Gradient
  ) throws(ModelError) {
    let pass = LayerPass(weights: weights, rowCount: 1, keeps: true, stream: RandomStream(seed: 0))
    let inputs = circuit.trainedCount..<scheme.rows.count
    func carried(_ vector: [Double]) throws(ModelError) -> [Double] {
      var full = RowArithmetic.zeros(model.weightCount)
      for place in 0..<inputs.lowerBound { full[circuit.weights.start + place] = vector[place] }
      for (place, weight) in further.enumerated() { full[weight] = vector[inputs.upperBound + place] }
      var features: [Double] = []
      if !inputs.isEmpty { features = try front.backward(Array(vector[inputs]), row.memories, pass, gradient: &full) }
      var result = model.trained.map { full[$0] } + RowArithmetic.zeros(sum.names.count - model.trained.count)
      guard model.options.tracksInputs else { return result }
      let start = model.trained.count + row.place * model.featureCount
      for (place, feature) in features.enumerated() { result[start + place] = feature }
      return result
    }
    for (place, value) in try carried(found.values).enumerated() { sum.values[place] += value }
    sum.value += found.value
    sum.valueVariance += found.valueVariance
    var vectors = found.covariance.vectors
    var diagonal = found.covariance.diagonal
    for input in inputs {
      var vector = RowArithmetic.zeros(diagonal.count)
      vector[input] = diagonal[input].squareRoot()
      diagonal[input] = 0
      vectors.append(vector)
    }
    for vector in vectors {
      sum.covariance.add(try carried(vector).enumerated().map { (index: $0.offset, value: $0.element) })
    }
    for (place, variance) in try carried(diagonal).enumerated() { sum.covariance.add(variance: variance, to: place) }
  }
}

extension LossGradient {
  /// The gradient as shots on a backend estimate it, or exactly where no shots are asked for.
  package func measured(
    _ examples: Examples, weights: [Double], by measurement: GradientMeasurement, stream: RandomStream
  ) async throws(ModelError) -> Gradient {
    let rows = try rows(of: examples, weights: weights, stream: stream)
    let outcomes: [GradientMeasurement.Outcome]
    do {
      outcomes = try await measurement.outcomes(of: rows.map(\.plan), stream: stream)
    } catch {
      throw .gradient(layer: circuit.name, error)
    }
    var result = try combine(
      rows, outcomes.map(\.measured), kind: .estimated, labels: examples.labels, weights: weights)
    let predicted = outcomes.compactMap(\.predicted)
    if predicted.count == rows.count {
      let exact = try combine(rows, predicted, kind: .predicted, labels: examples.labels, weights: weights)
      (result.covariance, result.valueVariance) = (exact.covariance, exact.valueVariance)
    }
    let shots = outcomes.compactMap(\.shots)
    result.shots = shots.isEmpty ? nil : shots.reduce(0, +)
    result.circuits = outcomes.reduce(0) { $0 + $1.circuits }
    return result
  }
}
