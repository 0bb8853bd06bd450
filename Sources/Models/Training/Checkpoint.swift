internal import FoundationEssentials
package import Formats
internal import Numerics

/// A training that was interrupted, or a trained model, as a file holds it. What is read back goes on with the same
/// bits; a text that was changed is refused.
package struct Checkpoint: Hashable, Sendable {
  package var model: String
  /// Of the names of the model's weights, in their order.
  package var weightHash: UInt64
  package var seed: UInt64
  package var state: TrainingState
  /// Of the fitted preparation and of the split that chose the rows; nil where there is none.
  package var preparationHash: UInt64?
  package var splitHash: UInt64?
  /// Of how circuits are measured; nil where they are computed.
  package var measurementHash: UInt64?
  /// How steps protected the rows; nil where they did not.
  package var privacy: GradientPrivacy?
  /// What else makes the training the one that it is; nil where the file is from before it was written down.
  package var settings: Settings?

  /// Settings of a training that leave no trace in its state.
  package struct Settings: Hashable, Sendable {
    package var loss: Loss
    /// Rows of a batch, no more than there are.
    package var batchSize: Int
    package var patience: Int?
  }

  package init(
    _ trainer: Trainer, _ state: TrainingState, preparationHash: UInt64? = nil, splitHash: UInt64? = nil,
    measurementHash: UInt64? = nil
  ) {
    model = trainer.model.model.name
    weightHash = trainer.model.weightHash
    seed = trainer.options.seed
    privacy = trainer.options.privacy
    settings = trainer.settings
    self.state = state
    self.preparationHash = preparationHash
    self.splitHash = splitHash
    self.measurementHash = measurementHash
  }

  /// Refuses a checkpoint of another model.
  package func check(against model: CompiledModel) throws(ModelError) {
    let counts = [state.weights.count, state.best?.weights.count ?? state.weights.count]
    guard weightHash == model.weightHash, counts.allSatisfy({ $0 == model.weightCount }) else {
      throw .training(
        reason: "the checkpoint is of the model \(self.model), whose weights are not those of \(model.model.name)",
        help: "name the model that the checkpoint was made with")
    }
    guard state.optimiser.fits(model.trained.count) else {
      throw .training(
        reason: "the checkpoint's optimiser does not belong to \(model.trained.count) weights",
        help: "the file is damaged: take an earlier one, or train anew")
    }
  }
}

extension CompiledModel {
  /// Changes with the names of the weights and their order.
  package var weightHash: UInt64 {
    var hash = StableHash()
    for name in weightNames {
      hash.combine(name)
      hash.combine(UInt8.max)
    }
    return hash.value
  }
}

extension Checkpoint {
  /// The canonical text; numbers read back as they were.
  package func text() throws(FormatError) -> String {
    var members = try members()
    members["checksum"] = .unsigned(try Self.checksum(members))
    return try JSON.object(members).text() + "\n"
  }

  /// Of the canonical text without the checksum itself.
  private static func checksum(_ members: [String: JSON]) throws(FormatError) -> UInt64 {
    var hash = StableHash()
    for byte in try JSON.object(members).bytes() { hash.combine(byte) }
    return hash.value
  }

  private func members() throws(FormatError) -> [String: JSON] {
    let curve = state.curve.map { record in
      JSON.array([
        .integer(record.epoch), .number(record.loss), JSON(record.validationLoss), JSON(record.validationScore),
      ])
    }
    let best = state.best.map { best -> JSON in
      ["epoch": .integer(best.epoch), "loss": .number(best.loss), "weights": .array(best.weights.map { .number($0) })]
    }
    var members: [String: JSON] = [
      "schema": 1, "model": .string(model), "weightHash": .unsigned(weightHash), "seed": .unsigned(seed),
      "weights": .array(state.weights.map { .number($0) }), "optimiser": try Self.json(of: state.optimiser),
      "epoch": .integer(state.epoch), "batch": .integer(state.batch), "lossSum": .number(state.lossSum),
      "evaluations": .integer(state.evaluations), "curve": .array(curve), "best": best ?? .null,
      "end": JSON(state.end?.rawValue), "preparationHash": preparationHash.map { .unsigned($0) } ?? .null,
      "splitHash": splitHash.map { .unsigned($0) } ?? .null,
      "measurementHash": measurementHash.map { .unsigned($0) } ?? .null,
    ]
    members["privacy"] = privacy?.json(state.history)
    members["settings"] = settings.map { settings in
      [
        "loss": .string(settings.loss.rawValue), "batchSize": .integer(settings.batchSize),
        "patience": JSON(settings.patience),
      ]
    }
    return members
  }

  package init(parsing bytes: [UInt8]) throws(FormatError) {
    let document = try JSONReader(parsing: bytes)
    var object = try document.object()
    _ = try object.required("schema").integer(in: 1...1)
    let checksum = try object.required("checksum")
    if case .object(var members) = JSON(document.node) {
      members["checksum"] = nil
      guard try checksum.unsigned() == Self.checksum(members) else {
        throw checksum.error("does not belong to this text", help: "checkpoints are not for editing: train again")
      }
    }
    model = try object.required("model").string()
    weightHash = try object.required("weightHash").unsigned()
    seed = try object.required("seed").unsigned()
    preparationHash = try Self.hash(object.required("preparationHash"))
    splitHash = try Self.hash(object.required("splitHash"))
    measurementHash = try Self.hash(object.required("measurementHash"))
    state = TrainingState(
      weights: try object.required("weights").doubles(), optimiser: try Self.optimiser(object.required("optimiser")))
    state.epoch = try object.required("epoch").integer(in: 0...1 << 40)
    state.batch = try object.required("batch").integer(in: 0...1 << 31)
    state.lossSum = try object.required("lossSum").double()
    state.evaluations = try object.required("evaluations").integer(in: 0...1 << 60)
    for reader in try object.required("curve").array() { state.curve.append(try Self.record(reader)) }
    state.best = try Self.best(object.required("best"))
    if let reader = object.optional("privacy") { (privacy, state.history) = try GradientPrivacy.read(reader) }
    settings = try object.optional("settings").map { (reader) throws(FormatError) in try Self.settings(reader) }
    let end = try object.required("end")
    if !end.isNull { state.end = try end.choice(of: TrainingEnd.self) }
    try object.noOtherKeys()
  }

  private static func hash(_ reader: JSONReader) throws(FormatError) -> UInt64? {
    reader.isNull ? nil : try reader.unsigned()
  }

  private static func record(_ reader: JSONReader) throws(FormatError) -> EpochRecord {
    let parts = try reader.array()
    guard parts.count == 4 else { throw reader.error("must hold 4 numbers: epoch, loss, validation loss and score") }
    return EpochRecord(
      epoch: try parts[0].integer(in: 1...1 << 40), loss: try parts[1].double(),
      validationLoss: parts[2].isNull ? nil : try parts[2].double(),
      validationScore: parts[3].isNull ? nil : try parts[3].double())
  }

  private static func best(_ reader: JSONReader) throws(FormatError) -> TrainingState.Best? {
    guard !reader.isNull else { return nil }
    var object = try reader.object()
    let best = TrainingState.Best(
      epoch: try object.required("epoch").integer(in: 1...1 << 40), loss: try object.required("loss").double(),
      weights: try object.required("weights").doubles())
    try object.noOtherKeys()
    return best
  }

  private static func settings(_ reader: JSONReader) throws(FormatError) -> Settings {
    var object = try reader.object()
    let patience = try object.required("patience")
    let settings = Settings(
      loss: try object.required("loss").choice(of: Loss.self),
      batchSize: try object.required("batchSize").integer(in: 1...1 << 40),
      patience: patience.isNull ? nil : try patience.integer(in: 1...1 << 40))
    try object.noOtherKeys()
    return settings
  }

  // MARK: The optimiser

  private static func json(of optimiser: Optimiser) throws(FormatError) -> JSON {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let data = try? encoder.encode(optimiser) else {
      throw FormatError("the optimiser's state cannot be written")
    }
    return JSON(try JSONNode(parsing: Array(data)))
  }

  private static func optimiser(_ reader: JSONReader) throws(FormatError) -> Optimiser {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let bytes = try JSON(reader.node).bytes()
    guard let optimiser = try? decoder.decode(Optimiser.self, from: Data(bytes)) else {
      throw reader.error("is no optimiser's state")
    }
    return optimiser
  }
}
