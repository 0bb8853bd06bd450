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
    var object = try reader.object()
    guard try object.required("schema").integer() == 1 else { throw reader.error("this version reads schema 1") }
    let lossReader = object.present("loss")
    let parts: NetworkParts
    do {
      let loss = try lossReader.map { (reader) throws(FormatError) in try reader.choice(of: Loss.self) }
      parts = try Self.parts(of: model, loss: loss ?? model.loss)
    } catch let error as InversionError {
      throw (lossReader ?? reader).error(error.message, help: "use \"loss\": \"mse\" or \"cross-entropy\"")
    } catch let error as FormatError { throw error } catch {
      throw reader.error("\(error)")
    }
    batchSize = try object.optional("batchSize")?.integer(in: 1...Self.mostRows) ?? 1
    let found = object.present("labels")
    let range = object.present("inputRange")
    backend = try object.present("backend")?.string() ?? "ideal"
    let readings = try RoundReading.all(&object)
    try object.noOtherKeys()
    let network = parts.network
    (self.network, layer, loss) = (network, parts.layer, parts.loss)
    rounds = try readings.map { (reading) throws(FormatError) in
      try reading.refuse(unknown: network.weightNames, in: "the model \(model.name)")
      let round = try reading.round(weights: network.weightNames)
      let trained = Set(network.trained)
      if let frozen = round.components.first(where: { !trained.contains($0) }) {
        throw reading.reader.error(
          "\(quotedText(network.weightNames[frozen])) is not trained, so that no client shares its derivative")
      }
      return round
    }
    let outputs = network.outputCount
    let isSquared = loss == .squaredError
    let rowCount = batchSize
    labels = try found.map { (reader) throws(FormatError) in
      try Self.networkLabels(reader, isSquared: isSquared, outputs, batchSize: rowCount)
    }
    inputRanges = try Self.ranges(range, count: network.featureCount)
    guard batchSize * network.featureCount <= Self.mostUnknowns else {
      throw reader.error(
        "\(batchSize) rows of \(network.featureCount) inputs are more than \(Self.mostUnknowns) unknowns")
    }
  }

  /// A number for each row of one output, a list for each of several; or a class each.
  private static func networkLabels(
    _ reader: JSONReader, isSquared: Bool, _ outputs: Int, batchSize: Int
  ) throws(FormatError) -> [[Double]] {
    let entries = try reader.array()
    guard entries.count == batchSize else {
      throw reader.error("there must be \(batchSize) labels, one a row, not \(entries.count)")
    }
    return try entries.map { (entry) throws(FormatError) in
      guard isSquared else {
        let label = try entry.integer(in: 0...outputs - 1)
        return (0..<outputs).map { $0 == label ? 1 : 0 }
      }
      guard outputs > 1 else { return [try entry.double()] }
      let numbers = try entry.doubles()
      guard numbers.count == outputs else {
        throw entry.error("must hold \(outputs) numbers, one for each output, not \(numbers.count)")
      }
      return numbers
    }
  }
}
