import Formats
import Models
import Numerics
import Testing

@Suite struct CheckpointTests {
  static func text() throws -> String {
    let trainer = try TrainerTests.cosine(.descent(.adam(rate: 0.1)), epochs: 2, patience: 9)
    var state = try trainer.start(weights: [-0.0, 0.1, 1e-300, .leastNonzeroMagnitude])
    try trainer.train(&state)
    return try Checkpoint(trainer, state, preparationHash: .max).text()
  }

  @Test("A checkpoint reads back as it was")
  func roundTrip() throws {
    let text = try Self.text()
    let checkpoint = try Checkpoint(parsing: Array(text.utf8))
    #expect(checkpoint.model == "test")
    #expect(checkpoint.preparationHash == .max && checkpoint.splitHash == nil)
    #expect(checkpoint.state.curve.count == 2 && checkpoint.state.end == .epochs)
    #expect(try checkpoint.text() == text)
  }

  @Test("Weights that were never trained keep their bits")
  func exactNumbers() throws {
    let trainer = try TrainerTests.cosine(.quasiNewton, epochs: 2)
    let state = try trainer.start(weights: [-0.0, 0.1, 1e-300, .leastNonzeroMagnitude])
    let text = try Checkpoint(trainer, state).text()
    let weights = try Checkpoint(parsing: Array(text.utf8)).state.weights
    #expect(weights.map(\.bitPattern) == state.weights.map(\.bitPattern))
  }

  @Test("A text that was changed in any place is refused or reads as the same")
  func changed() throws {
    let text = Array(try Self.text().utf8)
    let original = try Checkpoint(parsing: text)
    var stream = RandomStream(seed: 12)
    for _ in 0..<300 {
      var changed = text
      let place = Int(stream.uniform() * Double(text.count))
      changed[place] = UInt8(32 + stream.uniform() * 95)
      if let read = try? Checkpoint(parsing: changed) { #expect(read == original) }
    }
    #expect(throws: FormatError.self) { try Checkpoint(parsing: Array(text.prefix(text.count / 2))) }
  }

  @Test("A checkpoint of another model, seed or optimiser is not taken up")
  func otherModel() throws {
    let trainer = try TrainerTests.cosine(.quasiNewton, epochs: 2)
    let checkpoint = Checkpoint(trainer, try trainer.start())
    #expect(try trainer.resume(checkpoint) == (try trainer.start()))
    let other = try CompiledModel(LayerCircuits.model([.dense(DenseLayer(1, 1))], features: 1))
    #expect(throws: ModelError.self) { try checkpoint.check(against: other) }
    for trainer in [
      try TrainerTests.cosine(.quasiNewton, epochs: 2, seed: 8),
      try TrainerTests.cosine(.descent(.adam(rate: 1)), epochs: 2),
    ] {
      #expect(throws: ModelError.self) { try trainer.resume(checkpoint) }
    }
  }

  @Test("An optimiser's memory for other weights is refused, though the checksum is right")
  func otherOptimiser() throws {
    let trainer = try TrainerTests.cosine(.descent(.adam(rate: 0.1)), epochs: 2)
    let small = try Trainer(
      CompiledModel(LayerCircuits.model([.dense(DenseLayer(1, 1))], features: 1)), on: trainer.examples,
      options: trainer.options)
    func members(_ checkpoint: Checkpoint) throws -> [String: JSON] {
      guard case .object(let members) = JSON(try JSONNode(parsing: checkpoint.text())) else { return [:] }
      return members
    }
    var forged = try members(Checkpoint(trainer, try trainer.start()))
    forged["optimiser"] = try members(Checkpoint(small, try small.start()))["optimiser"]
    forged["checksum"] = nil
    var hash = StableHash()
    for byte in try JSON.object(forged).bytes() { hash.combine(byte) }
    forged["checksum"] = .unsigned(hash.value)
    let checkpoint = try Checkpoint(parsing: try JSON.object(forged).bytes())
    #expect(throws: ModelError.self) { try trainer.resume(checkpoint) }
  }
}
