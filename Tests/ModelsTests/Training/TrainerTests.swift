import Models
import Numerics
import Testing

@Suite struct TrainerTests {
  static let choices: [(name: String, choice: OptimiserChoice)] = [
    ("adam", .descent(.adam(rate: 0.1))), ("nesterov", .descent(.nesterov(rate: 0.05))),
    ("natural", .natural(NaturalGradient(rate: 0.1, regularisation: 0.01))),
    ("spsa", .perturbation(SPSA.Gains(step: 0.2, perturbation: 0.1))), ("lbfgs", .quasiNewton),
    ("cobyla", .simplex(radius: 0.5, finalRadius: 1e-3)),
  ]

  /// 0.7 cos x from a single qubit that can represent it.
  static func cosine(
    _ choice: OptimiserChoice, epochs: Int, rows: Int = 20, batch: Int? = 8, patience: Int? = nil, seed: UInt64 = 1
  ) throws -> Trainer {
    let xs = (0..<rows).map { Double($0) / Double(rows) * 3.1 }
    let model = try CompiledModel(
      LayerCircuits.model([.circuit(try LayerCircuits.layer(1, depth: 2, observables: ["Z0"]))], features: 1))
    let labels = Labels.targets(
      xs.map { 0.7 * (1 - $0 * $0 / 2 + $0 * $0 * $0 * $0 / 24 - $0 * $0 * $0 * $0 * $0 * $0 / 720) })
    let examples = try Examples(features: xs, labels: labels)
    return try Trainer(
      model, on: examples, validation: patience == nil ? nil : examples,
      options: TrainingOptions(
        optimiser: choice, batchSize: batch, epochCount: epochs, patience: patience, seed: seed))
  }

  @Test("Every optimiser brings the loss down", arguments: choices.map { $0.name })
  func learns(name: String) throws {
    let choice = try #require(Self.choices.first { $0.name == name }).choice
    let trainer = try Self.cosine(choice, epochs: 40)
    var state = try trainer.start()
    let before = try trainer.evaluate(trainer.examples, weights: state.weights).loss
    try trainer.train(&state)
    let after = try trainer.evaluate(trainer.examples, weights: state.result).loss
    #expect(after < 0.15 * before)
    #expect(state.end != nil)
    #expect(state.curve.map(\.epoch) == Array(1...state.epoch))
  }

  @Test(
    "A training that goes through a checkpoint at any batch gives the bits of one that does not",
    arguments: choices.map { $0.name })
  func resumes(name: String) throws {
    let choice = try #require(Self.choices.first { $0.name == name }).choice
    let trainer = try Self.cosine(choice, epochs: 6, patience: 50)
    var whole = try trainer.start()
    try trainer.train(&whole)
    var state = try trainer.start()
    var pauses = 0
    while state.end == nil, pauses < 100 {
      pauses += 1
      var batches = 0
      try trainer.train(
        &state,
        isCancelled: {
          batches += 1
          return batches > 2
        })
      let text = try Checkpoint(trainer, state, splitHash: 7).text()
      let checkpoint = try Checkpoint(parsing: Array(text.utf8))
      #expect(try checkpoint.text() == text)
      state = try trainer.resume(checkpoint)
    }
    #expect(pauses > 2)
    #expect(state.weights.map(\.bitPattern) == whole.weights.map(\.bitPattern))
    #expect(state == whole)
  }

  @Test("Models trained together have the bits of models trained alone", arguments: [1, 2, 3])
  func together(threads: Int) throws {
    let trainers = try (0..<5).map { try Self.cosine(.descent(.adam(rate: 0.05)), epochs: 3, seed: UInt64($0)) }
    var states = try trainers.map { try $0.start() }
    try Trainer.trainTogether(trainers, &states, threadCount: threads)
    for (trainer, state) in zip(trainers, states) {
      var alone = try trainer.start()
      try trainer.train(&alone)
      #expect(state == alone)
    }
    #expect(Set(states.map(\.weights)).count == 5)
  }

  @Test("Training stops when the validation loss has not become better for so long, and keeps the best weights")
  func patience() throws {
    let trainer = try Self.cosine(.descent(.plain(rate: 1.9)), epochs: 200, patience: 3)
    var state = try trainer.start()
    try trainer.train(&state)
    let best = try #require(state.best)
    #expect(state.end == .patience)
    #expect(state.epoch == best.epoch + 3)
    #expect(best.loss == state.curve.compactMap(\.validationLoss).min())
    #expect(state.result == best.weights)
    #expect(
      state.curve[best.epoch - 1].validationScore
        == (try trainer.evaluate(trainer.examples, weights: best.weights)).metrics.score)
  }

  @Test("Each epoch takes every row once, in an order of its own")
  func epochs() throws {
    let trainer = try Self.cosine(.descent(.plain(rate: 0)), epochs: 2, batch: 3)
    var state = try trainer.start()
    try trainer.train(&state)
    // Without steps every epoch's loss is that of all rows, in different orders of summation.
    let loss = try trainer.evaluate(trainer.examples, weights: state.weights).loss
    #expect(state.curve.allSatisfy { abs($0.loss - loss) < 1e-14 })
    #expect(state.evaluations == 14)
    #expect(state.weights == (try trainer.start().weights))
  }

  @Test("Frozen weights stay as they are, whatever the optimiser", arguments: choices.map { $0.name })
  func frozen(name: String) throws {
    let choice = try #require(Self.choices.first { $0.name == name }).choice
    let model = try CompiledModel(
      LayerCircuits.model(
        [
          .frozen(.circuit(try LayerCircuits.layer(2, depth: 1, observables: ["Z0", "Z1"]))), .dense(DenseLayer(2, 1)),
        ], features: 2))
    let examples = try Examples(features: [0.1, 0.9, 0.4, -0.4, 1, 2], labels: .targets([1, 0, -1]))
    let trainer = try Trainer(
      model, on: examples, options: TrainingOptions(optimiser: choice, batchSize: 2, epochCount: 4))
    let start = try trainer.start()
    var state = start
    try trainer.train(&state)
    #expect(state.weights.prefix(4) == start.weights.prefix(4))
    #expect(state.weights.suffix(3) != start.weights.suffix(3))
  }

  @Test("Shots are drawn from the seed, and values are enough for SPSA")
  func shots() throws {
    let exact = try Self.cosine(.perturbation(SPSA.Gains(step: 0.3, perturbation: 0.2)), epochs: 20, batch: nil)
    let model = try CompiledModel(
      exact.model.model, options: .init(source: GradientSource.measured(on: LossGradientTests.machine(), shots: 200)))
    let trainer = try Trainer(model, on: exact.examples, options: exact.options)
    let states = try (0..<2).map { _ in
      var state = try trainer.start()
      try trainer.train(&state)
      return state
    }
    #expect(states[0] == states[1])
    var state = try exact.start()
    #expect(state.weights == (try trainer.start().weights))
    try exact.train(&state)
    #expect(state != states[0])
    let before = try exact.evaluate(exact.examples, weights: try exact.start().weights).loss
    #expect(try exact.evaluate(exact.examples, weights: states[0].weights).loss < 0.5 * before)
  }

  @Test("Data and settings that do not fit are refused")
  func refusals() throws {
    let trainer = try Self.cosine(.quasiNewton, epochs: 1)
    let model = trainer.model
    #expect(throws: ModelError.self) { try Examples(features: [], labels: .targets([])) }
    #expect(throws: ModelError.self) { try Examples(features: [1, 2, 3], labels: .targets([1, 2])) }
    #expect(throws: ModelError.self) { try Examples(features: [1], labels: .classes([2], names: ["a", "b"])) }
    let wide = try Examples(features: [1, 2], labels: .targets([1]))
    #expect(throws: ModelError.self) { try Trainer(model, on: wide, options: TrainingOptions()) }
    for options in [
      TrainingOptions(batchSize: 0), TrainingOptions(epochCount: -1), TrainingOptions(patience: 2),
      TrainingOptions(loss: .crossEntropy),
    ] {
      #expect(throws: ModelError.self) { try Trainer(model, on: trainer.examples, options: options) }
    }
    #expect(throws: ModelError.self) { try trainer.start(weights: [1]) }
    let still = try Self.cosine(.simplex(radius: -1, finalRadius: 1), epochs: 3)
    var ended = try still.start()
    try still.train(&ended)
    #expect(ended.end == .converged && ended.curve.isEmpty)
    let large = try Self.cosine(.descent(.plain(rate: 1e308)), epochs: 9)
    var state = try large.start()
    #expect(throws: ModelError.self) { try large.train(&state) }
  }
}
