internal import Circuits
package import Formats
package import Models
internal import Numerics

extension GradientEvidence {
  /// A model as a whole, as evidence has it.
  struct NetworkParts {
    let network: CompiledModel
    let layer: CircuitLayer
    let loss: OutcomeLoss
  }

  static func parts(of model: Model, loss: Loss, threadCount: Int = 1) throws(InversionError) -> NetworkParts {
    var options = CompiledModel.Options(threadCount: threadCount)
    options.tracksTangents = true
    let network: CompiledModel
    do { network = try CompiledModel(model, options: options) } catch { throw .model(error) }
    guard let outcome = outcomeLoss(loss, outputCount: network.outputCount) else {
      throw .unsupported(
        "the loss \(loss.rawValue) of the model \(model.name), which has \(network.outputCount) "
          + "output\(network.outputCount == 1 ? "" : "s"), is not attacked",
        help: "take squared errors, --loss mse, or of several outputs --loss cross-entropy")
    }
    let features = model.featureNames.map { Parameter(name: $0) }
    let layer =
      model.leadingCircuit ?? CircuitLayer(Circuit(qubits: .registers([]), parameters: features), observables: [])
    return NetworkParts(network: network, layer: layer, loss: outcome)
  }

  /// A loss of the model's outputs; nil for those whose second derivatives are not known here.
  private static func outcomeLoss(_ loss: Loss, outputCount: Int) -> OutcomeLoss? {
    switch loss {
    case .meanSquaredError: .squaredError
    case .crossEntropy: outputCount < 2 ? nil : DenseHead.identity(outputCount).map { .crossEntropy($0) }
    case .binaryPerClass, .hinge: nil
    }
  }

  /// Whether sums of the values have no errors though the values have: shots blur the circuit's derivatives, and those
  /// by the weights before it are made of them, more values than there are errors.
  package var hasErrorlessDirections: Bool {
    guard let network else { return false }
    let front = network.blocks.prefix { !$0.layer.hasPrefix("circuit.") }
    guard front.contains(where: { $0.isTrained && !$0.names.isEmpty }) else { return false }
    return rounds.contains { round in
      if case .shots = round.noise.measurement { round.noise.addedDeviation == 0 } else { false }
    }
  }

  /// Reads an evidence file about a model with layers around its circuits, or without circuits: the weights are all of
  /// its, under their names; the loss is the model's own unless the file says another, of the model's outputs.
  package init(reading reader: JSONReader, model: Model) throws(FormatError) {
    var object = try MessageReading.object(reader)
    let parts = try Self.parts(of: model, reading: object.present("loss"), in: reader)
    let message = try MessageReading(&object)
    let network = parts.network
    self.init(
      layer: parts.layer, loss: parts.loss, batchSize: message.batchSize,
      labels: try Self.labels(message, isSquared: parts.loss == .squaredError, outputs: network.outputCount),
      rounds: try message.rounds.map { (reading) throws(FormatError) in try Self.round(reading, of: network) },
      inputRanges: try message.ranges(count: network.featureCount))
    self.network = network
    backend = message.backend
  }

  private static func parts(
    of model: Model, reading loss: JSONReader?, in whole: JSONReader
  ) throws(FormatError) -> NetworkParts {
    let named = try loss.map { (reader) throws(FormatError) in try reader.choice(of: Loss.self) }
    do throws(InversionError) { return try parts(of: model, loss: named ?? model.loss) } catch {
      throw (loss ?? whole).error(error.message, help: "use \"loss\": \"mse\" or \"cross-entropy\"")
    }
  }

  private static func round(_ reading: RoundReading, of network: CompiledModel) throws(FormatError) -> Round {
    try reading.refuse(unknown: network.weightNames, in: "the model \(network.model.name)")
    let round = try reading.round(weights: network.weightNames)
    let trained = Set(network.trained)
    if let frozen = round.components.first(where: { !trained.contains($0) }) {
      throw reading.reader.error(
        "\(quotedText(network.weightNames[frozen])) is not trained, so that no client shares its derivative")
    }
    return round
  }

  /// A number for each row of one output, a list for each of several; or a class each.
  private static func labels(
    _ message: MessageReading, isSquared: Bool, outputs: Int
  ) throws(FormatError) -> [[Double]]? {
    try message.labels { (entry) throws(FormatError) in
      guard isSquared else { return try MessageReading.oneOf(outputs, entry) }
      guard outputs > 1 else { return [try entry.double()] }
      let numbers = try entry.doubles()
      guard numbers.count == outputs else {
        throw entry.error("must hold \(outputs) numbers, one for each output, not \(numbers.count)")
      }
      return numbers
    }
  }
}
