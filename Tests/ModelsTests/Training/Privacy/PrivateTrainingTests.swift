import Execution
import Formats
import Gradients
import Models
import Numerics
import Testing

@Suite("Private training") struct PrivateTrainingTests {
  static func trainer(
    clip: Double = 1, noise: Double = 1, choice: OptimiserChoice = .descent(.plain(rate: 0.1)), epochs: Int = 3,
    batch: Int? = 5, threads: Int = 1, source: GradientSource.Maker? = nil
  ) throws -> Trainer {
    let plain = try TrainerTests.cosine(choice, epochs: epochs, batch: batch)
    let model = try CompiledModel(plain.model.model, options: .init(threadCount: threads, source: source))
    var options = plain.options
    options.privacy = GradientPrivacy(clippingNorm: clip, noiseMultiplier: noise)
    return try Trainer(model, on: plain.examples, options: options)
  }

  static func trained(_ trainer: Trainer) throws -> TrainingState {
    var state = try trainer.start()
    try trainer.train(&state)
    return state
  }

  @Test("without noise, without clipping and with all rows it is plain training")
  func plain() throws {
    for choice in [OptimiserChoice.descent(.plain(rate: 0.1)), .descent(.adam(rate: 0.1))] {
      let mine = try Self.trained(Self.trainer(clip: 1e6, noise: 0, choice: choice, epochs: 5, batch: nil))
      let plain = try Self.trained(TrainerTests.cosine(choice, epochs: 5, batch: nil))
      for (mine, theirs) in zip(mine.weights, plain.weights) { #expect(abs(mine - theirs) < 1e-12) }
      for (mine, theirs) in zip(mine.curve, plain.curve) { #expect(abs(mine.loss - theirs.loss) < 1e-12) }
    }
  }

  @Test("each row moves a step by at most its clipped gradient over the expected batch size")
  func clipping() throws {
    let trainer = try Self.trainer(clip: 0.01, noise: 0, choice: .descent(.plain(rate: 1)), epochs: 1, batch: nil)
    let before = try trainer.start()
    let state = try Self.trained(trainer)
    let evaluation = try trainer.model.forward(trainer.examples.features, weights: before.weights)
    let cotangents = trainer.loss.evaluate(
      evaluation.outputs, trainer.examples.labels, rows: 0..<20, share: 1
    ).cotangents
    let gradients = try trainer.model.rowGradients(evaluation, cotangents: cotangents)
    let width = before.weights.count
    var expected = before.weights
    for row in 0..<20 {
      let own = gradients[row * width..<(row + 1) * width]
      let length = own.reduce(0) { $0 + $1 * $1 }.squareRoot()
      for (place, number) in own.enumerated() { expected[place] -= number * min(1, 0.01 / length) / 20 }
    }
    for (mine, theirs) in zip(state.weights, expected) { #expect(abs(mine - theirs) < 1e-15) }
  }

  @Test("the noise has the deviation that it says, over the expected batch size, also in steps without rows")
  func noise() throws {
    // Gradients are cut to nothing beside the noise; a batch of one row of 20 is empty in 36 % of the steps.
    let trainer = try Self.trainer(clip: 1e-6, noise: 3e6, choice: .descent(.plain(rate: 1)), epochs: 60, batch: 1)
    var state = try trainer.start()
    var (squares, count) = (0.0, 0)
    while state.end == nil {
      let before = state.weights
      var steps = 0
      try trainer.train(
        &state,
        isCancelled: {
          steps += 1
          return steps > 1
        })
      for (after, before) in zip(state.weights, before) {
        squares += (after - before) * (after - before) / 9
        count += 1
      }
    }
    #expect(count == 60 * 20 * state.weights.count)
    // Chi squared: a mean of 1 with the variance 2 / count.
    #expect(abs(squares / Double(count) - 1) < 5 * (2 / Double(count)).squareRoot())
    #expect(
      state.history
        == MechanismHistory([MechanismStep(.subsampledGaussian(rate: 0.05, noiseMultiplier: 3e6), count: 1200)]))
  }

  @Test("rows are drawn with the rate, independently of each other")
  func drawing() throws {
    // Without noise a step without rows leaves plain descent's weights as they are.
    let trainer = try Self.trainer(noise: 0, epochs: 50, batch: 1)
    var (state, empty, steps) = (try trainer.start(), 0, 0)
    while state.end == nil {
      let before = state.weights
      var calls = 0
      try trainer.train(
        &state,
        isCancelled: {
          calls += 1
          return calls > 1
        })
      steps += 1
      if before == state.weights { empty += 1 }
    }
    let expected = 0.3584859224085422  // 0.95^20
    let deviation = (expected * (1 - expected) / Double(steps)).squareRoot()
    #expect(abs(Double(empty) / Double(steps) - expected) < 5 * deviation, "\(empty) of \(steps)")
  }

  @Test("threads do not matter, and gradients from shots are clipped as they are estimated")
  func threadsAndShots() throws {
    #expect(
      try Self.trained(Self.trainer(threads: 1)).weights == (try Self.trained(Self.trainer(threads: 3)).weights))
    let machine = try LossGradientTests.machine("ideal")
    let trainer = try Self.trainer(
      clip: 0.02, noise: 0, choice: .descent(.plain(rate: 1)), epochs: 1, batch: nil,
      source: GradientSource.measured(on: machine, shots: 2))
    let (before, after) = (try trainer.start().weights, try Self.trained(trainer).weights)
    let length = zip(before, after).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    #expect(length > 0 && length <= 0.02 * (1 + 1e-12))
  }

  @Test("a training that goes through a checkpoint gives the same bits and the same history")
  func resumes() throws {
    let trainer = try Self.trainer(choice: .descent(.adam(rate: 0.1)))
    let whole = try Self.trained(trainer)
    var state = try trainer.start()
    var batches = 0
    try trainer.train(
      &state,
      isCancelled: {
        batches += 1
        return batches > 6
      })
    let checkpoint = try Checkpoint(parsing: Array(try Checkpoint(trainer, state).text().utf8))
    #expect(checkpoint.privacy == trainer.options.privacy && checkpoint.state == state)
    #expect(checkpoint.state.history.steps.map(\.count) == [6])
    state = try trainer.resume(checkpoint)
    try trainer.train(&state)
    #expect(state == whole)
    #expect(whole.history.steps.map(\.count) == [12])
  }

  @Test("other privacy settings than the checkpoint's are refused")
  func changedSettings() throws {
    let trainer = try Self.trainer()
    let checkpoint = Checkpoint(trainer, try Self.trained(trainer))
    let plain = try TrainerTests.cosine(.descent(.plain(rate: 0.1)), epochs: 3, batch: 5)
    let others = [
      try Self.trainer(noise: 2), try Self.trainer(clip: 0.5), try Self.trainer(batch: 4), plain,
    ]
    for other in others {
      let error = try #require(throws: ModelError.self) { try other.resume(checkpoint) }
      #expect(error.message.contains("checkpoint"), "\(error.message)")
    }
    let unprotected = Checkpoint(plain, try Self.trained(plain))
    #expect(throws: ModelError.self) { try trainer.resume(unprotected) }
  }

  @Test(
    "optimisers that see rows without noise are refused, and so is patience",
    arguments: TrainerTests.choices.filter { !["adam", "nesterov"].contains($0.name) }.map(\.name))
  func refusals(name: String) throws {
    let choice = try #require(TrainerTests.choices.first { $0.name == name }).choice
    let error = try #require(throws: ModelError.self) { try Self.trainer(choice: choice) }
    #expect(error.help.contains("sgd"))
    #expect(throws: ModelError.self) { try Self.trainer(clip: 0) }
    #expect(throws: ModelError.self) { try Self.trainer(noise: -1) }
    #expect(throws: ModelError.self) { try Self.trainer(noise: .nan) }
    let patient = try TrainerTests.cosine(.descent(.plain(rate: 0.1)), epochs: 3, patience: 2)
    var options = patient.options
    options.privacy = GradientPrivacy(clippingNorm: 1, noiseMultiplier: 1)
    #expect(throws: ModelError.self) {
      try Trainer(patient.model, on: patient.examples, validation: patient.validation, options: options)
    }
  }

  @Test("the same mechanism is counted once, however it was used, and counts do not overflow")
  func history() {
    let mechanism = PrivacyMechanism.gaussian(noiseMultiplier: 1)
    var history = MechanismHistory([MechanismStep(mechanism, count: 2), MechanismStep(mechanism, count: -3)])
    history.append(.gaussian(noiseMultiplier: 2))
    history.append(mechanism, count: .max)
    #expect(history.steps.map(\.count) == [.max, 1])
  }
}
