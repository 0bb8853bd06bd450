package import Circuits
package import Formats
internal import Gradients
package import Models
internal import Numerics

extension GradientEvidence {
  /// Reads an evidence file about a circuit: the parameters that it gives values are the weights, the others the inputs
  /// that are sought. Read out are the observables that it names, or those of the model.
  package init(
    reading reader: JSONReader, circuit: Circuit, observables usual: [Observable], encoding: Encoding? = nil
  ) throws(FormatError) {
    var object = try MessageReading.object(reader)
    let head = try object.present("head").map { (head) throws(FormatError) in
      try HeadReading(head, qubitCount: circuit.qubitCount)
    }
    let observables = try Self.observables(object.present("observable"), head, usual, circuit, reader)
    let loss = try Self.loss(object.optional("loss"), head, reader)
    guard head != nil || observables.count == 1 else {
      throw reader.error(
        "\(observables.count) numbers are read out, and the loss is of one", help: "add \"observable\": \"Z0\"")
    }
    let message = try MessageReading(&object)
    let layer = try Self.layer(circuit, observables, message.rounds, encoding)
    let names = layer.weights.map { layer.circuit.parameters[$0].name }
    var further: [String] = []
    if case .crossEntropy(let head) = loss { further = HeadReading.names(of: head) }
    self.init(
      layer: layer, loss: loss, batchSize: message.batchSize, labels: try Self.labels(message, loss),
      rounds: try message.rounds.map { (round) throws(FormatError) in
        try round.round(
          weights: names, further: further, inputs: layer.inputs.map { layer.circuit.parameters[$0].name })
      }, inputRanges: try message.ranges(count: layer.inputs.count))
    backend = message.backend
  }

  private static func observables(
    _ reader: JSONReader?, _ head: HeadReading?, _ usual: [Observable], _ circuit: Circuit, _ whole: JSONReader
  ) throws(FormatError) -> [Observable] {
    var observables = head?.observables ?? usual
    if let reader {
      guard head == nil else {
        throw reader.error("the head names what is read out already", help: "leave out \"observable\"")
      }
      observables = [try HeadReading.observable(reader, qubitCount: circuit.qubitCount)]
    }
    guard !observables.isEmpty else {
      throw whole.error("nothing says what is measured", help: "add \"observable\": \"Z0\"")
    }
    return observables
  }

  private enum LossName: String, CaseIterable {
    case squares = "mse"
    case expectation
    case crossEntropy = "cross-entropy"
  }

  private static func loss(
    _ reader: JSONReader?, _ head: HeadReading?, _ whole: JSONReader
  ) throws(FormatError) -> OutcomeLoss {
    let name = try reader?.choice(of: LossName.self) ?? .squares
    switch name {
    case .squares, .expectation:
      if let head {
        throw head.reader.error(
          "the loss \(name.rawValue) has no head", help: "use \"loss\": \"cross-entropy\", or leave the head out")
      }
      return name == .squares ? .squaredError : .expectation
    case .crossEntropy:
      guard let head else {
        throw (reader ?? whole).error(
          "cross-entropy needs a head from means to classes",
          help: "add \"head\": {\"observables\": [\"Z0\"], \"weights\": [[1], [-1]], \"bias\": [0, 0]}")
      }
      return .crossEntropy(head.head)
    }
  }

  /// The circuit with its parameters' roles.
  private static func layer(
    _ circuit: Circuit, _ observables: [Observable], _ readings: [RoundReading], _ encoding: Encoding?
  ) throws(FormatError) -> CircuitLayer {
    var circuit = circuit
    let names = Set(readings.flatMap { $0.weights.map(\.name) })
    for place in circuit.parameters.indices {
      circuit.parameters[place].role = names.contains(circuit.parameters[place].name) ? .weight : .input
    }
    let layer = CircuitLayer(circuit, observables: observables, encoding: encoding)
    for round in readings { try round.refuse(unknown: circuit.parameters.map(\.name), in: "the circuit") }
    guard !layer.inputs.isEmpty, let first = readings.first else {
      throw readings[0].reader.error(
        "every parameter of the circuit has a value: no input is left to seek",
        help: "leave the inputs out of \"weights\"")
    }
    guard !layer.weights.isEmpty else {
      throw first.reader.error(
        "no parameter of the circuit is a weight", help: "give the weights' values in \"weights\"")
    }
    return layer
  }

  private static func labels(
    _ message: MessageReading, _ loss: OutcomeLoss
  ) throws(FormatError) -> [[Double]]? {
    switch loss {
    case .expectation:
      if let labels = message.labels {
        throw labels.error("the loss expectation has no labels", help: "leave \"labels\" out")
      }
      return (0..<message.batchSize).map { _ in [] }
    case .squaredError:
      return try message.labels { (entry) throws(FormatError) in [try entry.double()] }
    case .crossEntropy(let head):
      return try message.labels { (entry) throws(FormatError) in
        try MessageReading.oneOf(head.bias.count, entry)
      }
    }
  }
}
