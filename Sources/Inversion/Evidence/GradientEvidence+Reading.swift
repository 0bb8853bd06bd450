package import Circuits
package import Formats
internal import Gradients
package import Models
internal import Numerics

extension GradientEvidence {
  /// Rows that are sought together, and the inputs of all of them, at most.
  static let mostRows = 512
  static let mostUnknowns = 512

  /// Reads an evidence file about a circuit: the parameters that it gives values are the weights, the others the inputs
  /// that are sought. Read out are the observables that it names, or those of the model.
  package init(
    reading reader: JSONReader, circuit: Circuit, observables usual: [Observable], encoding: Encoding? = nil
  ) throws(FormatError) {
    var object = try reader.object()
    guard try object.required("schema").integer() == 1 else { throw reader.error("this version reads schema 1") }
    let head = try object.present("head").map { (head) throws(FormatError) in
      try HeadReading(head, qubitCount: circuit.qubitCount)
    }
    var observables = head?.observables ?? usual
    if let text = object.present("observable") {
      guard head == nil else {
        throw text.error("the head names what is read out already", help: "leave out \"observable\"")
      }
      observables = [try HeadReading.observable(text, qubitCount: circuit.qubitCount)]
    }
    guard !observables.isEmpty else {
      throw reader.error("nothing says what is measured", help: "add \"observable\": \"Z0\"")
    }
    loss = try Self.loss(object.optional("loss"), head, reader)
    guard head != nil || observables.count == 1 else {
      throw reader.error(
        "\(observables.count) numbers are read out, and the loss is of one", help: "add \"observable\": \"Z0\"")
    }
    batchSize = try object.optional("batchSize")?.integer(in: 1...Self.mostRows) ?? 1
    let found = object.present("labels")
    let range = object.present("inputRange")
    backend = try object.present("backend")?.string() ?? "ideal"
    let readings = try RoundReading.all(&object)
    try object.noOtherKeys()
    layer = try Self.layer(circuit, observables, readings, encoding)
    let names = layer.weights.map { [circuit = layer.circuit] in circuit.parameters[$0].name }
    var further: [String] = []
    if case .crossEntropy(let head) = loss { further = HeadReading.names(of: head) }
    rounds = try readings.map { [further] (round) throws(FormatError) in
      try round.round(weights: names, further: further)
    }
    labels = try Self.labels(found, loss, batchSize: batchSize)
    inputRanges = try Self.ranges(range, count: layer.inputs.count)
    guard batchSize * layer.inputs.count <= Self.mostUnknowns else {
      throw reader.error(
        "\(batchSize) rows of \(layer.inputs.count) inputs are more than \(Self.mostUnknowns) unknowns")
    }
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
    _ reader: JSONReader?, _ loss: OutcomeLoss, batchSize: Int
  ) throws(FormatError) -> [[Double]]? {
    guard let reader else { return loss == .expectation ? (0..<batchSize).map { _ in [] } : nil }
    if case .expectation = loss {
      throw reader.error("the loss expectation has no labels", help: "leave \"labels\" out")
    }
    let entries = try reader.array()
    guard entries.count == batchSize else {
      throw reader.error("there must be \(batchSize) labels, one a row, not \(entries.count)")
    }
    guard case .crossEntropy(let head) = loss else {
      return try entries.map { (entry) throws(FormatError) in [try entry.double()] }
    }
    return try entries.map { (entry) throws(FormatError) in
      let label = try entry.integer(in: 0...head.bias.count - 1)
      return head.bias.indices.map { $0 == label ? 1 : 0 }
    }
  }

  static func ranges(_ reader: JSONReader?, count: Int) throws(FormatError) -> [ClosedRange<Double>] {
    guard let reader else { return (0..<count).map { _ in 0...Double.pi } }
    let entries = try reader.array()
    if let first = entries.first, (try? first.array()) != nil {
      guard entries.count == count else {
        throw reader.error("there must be one range for all inputs, or \(count), one each, not \(entries.count)")
      }
      return try entries.map { (entry) throws(FormatError) in try range(entry) }
    }
    let all = try range(reader)
    return (0..<count).map { _ in all }
  }

  private static func range(_ reader: JSONReader) throws(FormatError) -> ClosedRange<Double> {
    let ends = try reader.doubles()
    guard ends.count == 2, ends[0] < ends[1], (ends[1] - ends[0]).isFinite else {
      throw reader.error("must be a pair [least, greatest], such as [0, 3.14]")
    }
    return ends[0]...ends[1]
  }
}
