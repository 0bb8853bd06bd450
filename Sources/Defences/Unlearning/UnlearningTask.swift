package import Models
internal import Numerics

/// A trained model, the rows that it was trained on, and which of these it is to forget.
package struct UnlearningTask: Sendable {
  /// How circuits are evaluated while something is unlearnt: exactly, or from shots on a machine.
  package let model: CompiledModel
  /// How circuits were evaluated when it was trained, and are again where oracles and further models are trained.
  package let trainedOn: CompiledModel
  /// All rows that the model was trained on.
  package let training: Examples
  package let split: ForgetSplit
  /// Of the trained model.
  package let weights: [Double]
  /// How it was trained, and how an oracle is trained again without the rows.
  package let options: TrainingOptions
  /// Draws all that methods draw; that of the training, unless repetitions change it.
  package var seed: UInt64
  /// Shots of each circuit, which costs count; nil where circuits are computed.
  package let shots: Int?

  package init(
    _ model: CompiledModel, training: Examples, split: ForgetSplit, weights: [Double], options: TrainingOptions,
    trainedOn: CompiledModel? = nil, shots: Int? = nil
  ) throws(DefenceError) {
    let loss = options.loss ?? model.model.loss
    do throws(ModelError) { try model.check(training, loss: loss) } catch { throw .model(error) }
    guard weights.count == model.weightCount else {
      throw .model(.wrongCount(of: "weights", expected: model.weightCount, found: weights.count))
    }
    let rows = split.forgotten + split.retained
    guard !split.forgotten.isEmpty, !split.retained.isEmpty, Set(rows).count == rows.count,
      rows.allSatisfy({ (0..<training.rowCount).contains($0) })
    else {
      throw .misuse(
        "the forgotten and the retained rows are no two parts of \(training.rowCount) training rows",
        help: "name each row once, at least one to forget and one to retain")
    }
    self.model = model
    self.trainedOn = trainedOn ?? model
    self.training = training
    self.split = split
    self.weights = weights
    self.options = options
    self.shots = shots
    seed = options.seed
  }

  package var loss: Loss { options.loss ?? model.model.loss }
  package var forgotten: Examples { get throws(ModelError) { try training.selecting(split.forgotten) } }
  package var retained: Examples { get throws(ModelError) { try training.selecting(split.retained) } }

  /// The weights that its training began with.
  package var initialWeights: [Double] { model.initialWeights(RandomStream(seed: options.seed).substream("weights")) }

  /// The loss of a model that gives all outputs alike, as mean over the forgotten rows: ln K of K classes and the cross
  /// entropy.
  package func uninformedLoss() throws(ModelError) -> Double {
    let forgotten = try forgotten
    let outputs = Array(repeating: 0.0, count: forgotten.rowCount * model.outputCount)
    let values = loss.values(outputs, forgotten.labels)
    return values.reduce(0, +) / Double(values.count)
  }

  /// Where an ascent ends: where it is told, or at the uninformed loss.
  func bound(_ largestLoss: Double?) throws(ModelError) -> Double {
    if let largestLoss { return largestLoss }
    return try uninformedLoss()
  }

  /// Trains on from some weights; `seed` tells one training of a method from another.
  func trained(
    _ objective: Objective?, on examples: Examples? = nil, from weights: [Double]? = nil, _ descent: Descent,
    number: Int = 0
  ) throws(ModelError) -> TrainingState {
    let trainer = try trainer(objective, on: examples, descent, number: number)
    var state = try trainer.start(weights: weights ?? self.weights)
    try trainer.train(&state)
    return state
  }

  /// What goes on from a state that another objective left.
  func trainer(
    _ objective: Objective?, on examples: Examples? = nil, _ descent: Descent, number: Int = 0
  ) throws(ModelError) -> Trainer {
    var draws = RandomStream(seed: seed).substream("unlearning").substream(number)
    var options = TrainingOptions(
      optimiser: .descent(descent.rule), loss: loss, batchSize: descent.batchSize, epochCount: descent.epochs,
      seed: draws.next())
    options.batchLimit = descent.batchLimit
    return try Trainer(model, on: examples ?? training, options: options, objective: objective)
  }

  /// Does work of the floor below, whose errors are passed on.
  static func passing<Result>(_ body: () throws(ModelError) -> Result) throws(DefenceError) -> Result {
    do throws(ModelError) { return try body() } catch { throw .model(error) }
  }
}

extension Examples {
  /// Some of the rows, in this order.
  package func selecting(_ rows: [Int]) throws(ModelError) -> Examples {
    try Examples(
      features: rows.flatMap { features[$0 * featureCount..<($0 + 1) * featureCount] },
      labels: labels.selecting(rows: rows))
  }
}
