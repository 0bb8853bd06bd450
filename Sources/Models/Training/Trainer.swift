internal import Numerics

/// Trains a model on rows.
///
/// The order of the rows in epoch E is drawn from the substream `shuffle/E` of the seed, what estimates circuits draws
/// from `shots`, and SPSA's directions from `optimiser`: nothing depends on when or with what else it is trained.
package struct Trainer: Sendable {
  package let model: CompiledModel
  package let examples: Examples
  package let validation: Examples?
  package let options: TrainingOptions
  package let loss: Loss
  /// The loss's mean over all rows unless it is another.
  package let objective: Objective
  /// Whether that is so: whole epochs then take the rows as they stand.
  private let takesAll: Bool
  let stream: RandomStream
  /// Rows of a batch, or that a private step draws on average.
  let batchSize: Int
  let rows: EncodedRows
  /// Nil unless the optimiser chooses how many shots are taken.
  private let measuredLoss: MeasuredLoss?

  /// Rows of a metric tensor.
  private static let largestMetric = 4096

  package init(
    _ model: CompiledModel, on examples: Examples, validation: Examples? = nil, options: TrainingOptions,
    objective: Objective? = nil
  ) throws(ModelError) {
    self.model = model
    self.examples = examples
    self.validation = validation
    self.options = options
    loss = options.loss ?? model.model.loss
    self.objective = objective ?? Objective(rowCount: examples.rowCount)
    takesAll = objective == nil
    stream = RandomStream(seed: options.seed)
    for part in [examples, validation].compactMap(\.self) {
      guard part.featureCount == model.featureCount else {
        throw .wrongCount(of: "features a row", expected: model.featureCount, found: part.featureCount)
      }
      try loss.check(outputCount: model.outputCount, labels: part.labels)
    }
    guard options.epochCount >= 0, (options.batchSize ?? 1) > 0, (options.batchLimit ?? 1) > 0,
      (options.patience ?? 1) > 0
    else {
      throw .training(
        reason: "epochs, batch size or patience are not positive", help: "a batch has at least one row")
    }
    guard options.patience == nil || validation != nil else {
      throw .training(reason: "patience needs validation rows", help: "set some rows aside, or train without patience")
    }
    try options.privacy?.check(options)
    guard options.privacy == nil || (objective == nil && options.batchLimit == nil) else {
      throw .training(
        reason: "private steps draw rows of one loss by themselves", help: "train without privacy, or on the loss alone"
      )
    }
    if case .natural = options.optimiser, model.trained.count > Self.largestMetric {
      throw .training(
        reason: "natural gradients of \(model.trained.count) weights need a matrix with the square of as many numbers",
        help: "take another optimiser; natural gradients go up to \(Self.largestMetric) weights")
    }
    try self.objective.check(
      rowCount: examples.rowCount, outputCount: model.outputCount, optimiser: options.optimiser)
    let asked = options.optimiser.takesAllRows ? examples.rowCount : options.batchSize ?? examples.rowCount
    batchSize = min(asked, examples.rowCount)
    rows = try EncodedRows(examples.features, for: model)
    measuredLoss = try Self.measuredLoss(of: model, loss, options.optimiser)
  }

  private static func measuredLoss(
    of model: CompiledModel, _ loss: Loss, _ optimiser: OptimiserChoice
  ) throws(ModelError) -> MeasuredLoss? {
    guard case .frugal = optimiser else { return nil }
    guard let machine = model.options.machine else {
      throw .training(
        reason: "the optimiser chooses the shots of circuits, but nothing measures them",
        help: "name a backend that simulates distributions")
    }
    return try MeasuredLoss(model, loss: loss, on: machine)
  }

  /// A training at its start, from given weights or from those that the substream `weights` of the seed draws.
  package func start(weights: [Double]? = nil) throws(ModelError) -> TrainingState {
    let weights = weights ?? model.initialWeights(stream.substream("weights"))
    guard weights.count == model.weightCount else {
      throw .wrongCount(of: "weights", expected: model.weightCount, found: weights.count)
    }
    guard !model.trained.isEmpty else {
      throw .training(reason: "the model has no weights to train", help: "choose a model that has some")
    }
    let optimiser = Optimiser(
      options.optimiser, start: trained(of: weights), stream: stream.substream("optimiser"))
    return TrainingState(weights: weights, optimiser: optimiser)
  }

  /// Goes on until training has ended, or until `isCancelled` says so between two batches. `progress` sees the state
  /// after each epoch.
  package func train(
    _ state: inout TrainingState, isCancelled: () -> Bool = { false }, progress: (TrainingState) -> Void = { _ in }
  ) throws(ModelError) {
    while state.end == nil {
      if let end = state.optimiser.end.map(TrainingEnd.init) ?? (state.epoch < options.epochCount ? nil : .epochs) {
        return state.end = end
      }
      let orders = orders(ofEpoch: state.epoch)
      while state.batch < batchCount, state.optimiser.end == nil, state.end == nil {
        if isCancelled() { return }
        if let privacy = options.privacy {
          try privateStep(&state, privacy)
        } else {
          try step(&state, parts: parts(orders, batch: state.batch))
        }
      }
      if state.end != .bound { try finishEpoch(&state) }
      progress(state)
    }
  }

  /// The loss and the metrics of examples at some weights.
  package func evaluate(_ examples: Examples, weights: [Double]) throws(ModelError) -> (loss: Double, metrics: Metrics)
  {
    let outputs = try model.outputs(examples.features, weights: weights, stream: stream.substream("evaluation"))
    let loss = loss.evaluate(outputs, examples.labels, rows: 0..<examples.rowCount).value
    return (loss, Metrics(outputs, examples.labels))
  }

  /// How many batches an epoch has.
  private var batchCount: Int {
    let count = objective.terms[objective.leading].rows.count
    return min((count - 1) / batchSize + 1, options.batchLimit ?? .max)
  }

  /// How many rows of the leading term an epoch sees.
  private var epochRowCount: Int {
    min(objective.terms[objective.leading].rows.count, batchCount * batchSize)
  }

  /// The rows of each of the objective's terms, in their order in an epoch.
  private func orders(ofEpoch epoch: Int) -> [[Int]] {
    objective.terms.enumerated().map { number, term in
      var order = term.rows
      guard options.shuffles, batchSize < order.count else { return order }
      var stream = stream.substream("shuffle/\(epoch)" + (number > 0 ? "/\(number)" : ""))
      for place in stride(from: order.count - 1, to: 0, by: -1) {
        order.swapAt(place, Int(stream.uniform() * Double(place + 1)))
      }
      return order
    }
  }

  /// A batch's rows of each term: terms shorter than the leading one begin anew when they are through.
  private func parts(_ orders: [[Int]], batch: Int) -> [ArraySlice<Int>] {
    let start = batch * batchSize
    return orders.enumerated().map { number, order in
      guard number != objective.leading else { return order[start..<min(start + batchSize, order.count)] }
      let size = min(batchSize, order.count)
      let first = batch % order.count * (size % order.count) % order.count
      return ArraySlice((0..<size).map { order[(first + $0) % order.count] })
    }
  }

  /// A batch's rows one after the other.
  private func batch(_ parts: [ArraySlice<Int>]) -> (rows: ArraySlice<Int>, encoded: EncodedRows) {
    let rows = parts.count == 1 ? parts[0] : ArraySlice(parts.joined())
    let isWhole = takesAll && rows.count == examples.rowCount
    return (rows, isWhole ? self.rows : self.rows.selecting(rows))
  }

  private func step(_ state: inout TrainingState, parts: [ArraySlice<Int>]) throws(ModelError) {
    let (rows, batch) = batch(parts)
    let all = state.weights
    var evaluations = state.evaluations
    var losses: [Double] = []
    func nextStream() -> RandomStream {
      defer { evaluations += 1 }
      return stream.substream("shots").substream(evaluations)
    }
    let answers = Optimiser.Answers(
      value: { (weights) throws(ModelError) in
        let outputs = try model.outputs(batch, weights: replacing(weights, in: all), stream: nextStream())
        let found = objective.evaluate(outputs, loss, examples.labels, parts)
        losses = found.losses
        return found.value
      },
      gradient: { (weights) throws(ModelError) in
        let evaluation = try model.forward(batch, weights: replacing(weights, in: all), stream: nextStream())
        let found = objective.evaluate(evaluation.outputs, loss, examples.labels, parts)
        losses = found.losses
        let gradient = try objective.gradient(found) { (cotangents) throws(ModelError) in
          try model.backward(evaluation, cotangents: cotangents).weights
        }
        return (found.value, trained(of: gradient))
      },
      metric: { (weights) throws(ModelError) in
        try model.metric(batch.features, weights: replacing(weights, in: all))
      },
      measured: { (weights, shots) throws(ModelError) in
        try measured(batch, Array(rows), replacing(weights, in: all), shots, nextStream())
      })
    var weights = trained(of: all)
    let value = try state.optimiser.step(&weights, answers)
    if let largest = objective.largestLoss, let first = losses.first, first >= largest { return state.end = .bound }
    try check(value, weights, inEpoch: state.epoch)
    state.weights = replacing(weights, in: all)
    state.evaluations = evaluations
    state.lossSum += value * Double(parts[objective.leading].count)
    state.batch += 1
  }

  func check(_ value: Double, _ weights: [Double], inEpoch epoch: Int) throws(ModelError) {
    guard value.isFinite, weights.firstNotFinite == nil else {
      throw .training(
        reason: "the loss is \(value) in epoch \(epoch + 1), and the weights leave all bounds",
        help: "take a smaller rate, or scale the features")
    }
  }

  private func measured(
    _ batch: EncodedRows, _ rows: [Int], _ weights: [Double], _ shots: [Int], _ stream: RandomStream
  ) throws(ModelError) -> FrugalDescent.Measurement {
    guard let measuredLoss else { throw .noDerivatives(layer: model.model.name) }
    let part = try Examples(features: batch.features, labels: examples.labels.selecting(rows: rows))
    return try measuredLoss.measure(part, weights: weights, shots: shots, stream: stream)
  }

  private func finishEpoch(_ state: inout TrainingState) throws(ModelError) {
    state.epoch += 1
    let validated = try validation.map { (part) throws(ModelError) in try evaluate(part, weights: state.weights) }
    state.curve.append(
      EpochRecord(
        epoch: state.epoch, loss: state.lossSum / Double(epochRowCount), validationLoss: validated?.loss,
        validationScore: validated?.metrics.score))
    (state.batch, state.lossSum) = (0, 0)
    if let loss = validated?.loss, loss < state.best?.loss ?? .infinity {
      state.best = TrainingState.Best(epoch: state.epoch, loss: loss, weights: state.weights)
    }
    if let end = state.optimiser.end {
      state.end = TrainingEnd(end)
    } else if let patience = options.patience, state.epoch - (state.best?.epoch ?? 0) >= patience {
      state.end = .patience
    } else if state.epoch >= options.epochCount {
      state.end = .epochs
    }
  }

  func trained(of weights: [Double]) -> [Double] {
    model.trained.count == weights.count ? weights : model.trained.map { weights[$0] }
  }

  func replacing(_ trained: [Double], in weights: [Double]) -> [Double] {
    guard model.trained.count < weights.count else { return trained }
    var result = weights
    for (place, weight) in zip(model.trained, trained) { result[place] = weight }
    return result
  }
}
