package import Circuits
package import Formats
package import Models

/// What an attacker holds to whom a client, or the machine that ran them, gives the outcomes of every circuit in place of
/// the gradient that is made of them: a stronger threat model. Each row has circuits of its own, so that a batch hides
/// none among others, and no label is in them.
package struct CountsEvidence: Sendable {
  /// One circuit that was run for a row, all qubits measured at its end.
  package struct Measured: Sendable {
    /// In the order of the circuit's weights, shifts added.
    package var weights: [Double]
    /// How often each basis state came, qubit 0 least significant.
    package var counts: [Int]

    package init(weights: [Double], counts: [Int]) {
      self.weights = weights
      self.counts = counts
    }

    package var shots: Int { counts.reduce(0, +) }
  }

  /// The circuit whose inputs are sought.
  package var layer: CircuitLayer
  package var rows: [[Measured]]
  package var inputRanges: [ClosedRange<Double>]
  /// Where the circuits ran.
  package var backend = "ideal"

  package init(layer: CircuitLayer, rows: [[Measured]], inputRanges: [ClosedRange<Double>]? = nil) {
    self.layer = layer
    self.rows = rows
    self.inputRanges = inputRanges ?? layer.inputs.map { _ in 0...Double.pi }
  }

  /// The same rows where nothing is shared about them.
  package var withoutCounts: GradientEvidence {
    var result = GradientEvidence(
      layer: layer, loss: .expectation, batchSize: rows.count, labels: rows.map { _ in [] }, rounds: [],
      inputRanges: inputRanges)
    result.backend = backend
    return result
  }
}

extension CountsEvidence {
  /// More qubits have more outcomes than are looked at.
  private static let mostQubits = 12
  private static let mostShots = 1_000_000_000

  /// Whether a file holds counts, and no gradient.
  package static func isHeld(by reader: JSONReader) -> Bool {
    guard var object = try? reader.object() else { return false }
    return object.present("counts") != nil
  }

  /// Reads a file about a circuit: the parameters that it gives values are the weights, the others the inputs that are
  /// sought.
  package init(reading reader: JSONReader, circuit: Circuit) throws(FormatError) {
    var object = try MessageReading.object(reader)
    for key in ["gradient", "update", "rounds", "labels", "loss", "observable", "head", "rule", "shotsPerEvaluation"] {
      guard let other = object.present(key) else { continue }
      throw other.error(
        "\(quotedText(key)) stands beside \"counts\"", help: "leave it out: counts are attacked as they are")
    }
    var weightsObject = try object.required("weights").object()
    let weights = try weightsObject.all().map { (entry) throws(FormatError) in (entry.key, try entry.value.double()) }
    let names = Set(weights.map(\.0))
    var circuit = circuit
    for place in circuit.parameters.indices {
      circuit.parameters[place].role = names.contains(circuit.parameters[place].name) ? .weight : .input
    }
    let layer = CircuitLayer(circuit, observables: [])
    let known = circuit.parameters.map(\.name)
    for (name, _) in weights where !known.contains(name) {
      throw reader.error(
        "the circuit has no parameter \(quotedText(name))",
        help: NearestMatch.find(name, among: known).map { "did you mean \"\($0)\"?" })
    }
    guard !layer.inputs.isEmpty else {
      throw reader.error(
        "every parameter of the circuit has a value: no input is left to seek",
        help: "leave the inputs out of \"weights\"")
    }
    guard circuit.qubitCount <= Self.mostQubits else {
      throw reader.error("counts of more than \(Self.mostQubits) qubits are not looked at")
    }
    let values = Dictionary(weights, uniquingKeysWith: { first, _ in first })
    let list = try object.required("counts")
    let rows = try list.array().map { (row) throws(FormatError) in
      try row.array().map { (entry) throws(FormatError) in try Self.measured(entry, layer, values) }
    }
    guard !rows.isEmpty, rows.allSatisfy({ !$0.isEmpty }) else {
      throw list.error("must have a list a row, with at least one circuit in each")
    }
    self.init(
      layer: layer, rows: rows,
      inputRanges: try MessageReading.ranges(object.present("inputRange"), count: layer.inputs.count))
    backend = try object.present("backend")?.string() ?? "ideal"
    try object.noOtherKeys()
  }

  private static func measured(
    _ reader: JSONReader, _ layer: CircuitLayer, _ weights: [String: Double]
  ) throws(FormatError) -> Measured {
    var object = try reader.object()
    var weights = weights
    if let shift = object.present("shift") {
      var shifts = try shift.object()
      for entry in shifts.all() {
        guard let value = weights[entry.key] else {
          throw entry.value.error(
            "\(quotedText(entry.key)) is no weight",
            help: NearestMatch.find(entry.key, among: weights.keys.sorted()).map { "did you mean \"\($0)\"?" })
        }
        weights[entry.key] = value + (try entry.value.double())
      }
    }
    let list = try object.required("counts")
    var counts = Array(repeating: 0, count: 1 << layer.circuit.qubitCount)
    var entries = try list.object()
    for entry in entries.all() {
      let bits = entry.key
      guard bits.count == layer.circuit.qubitCount, let state = Int(bits, radix: 2), !bits.hasPrefix("+") else {
        throw entry.value.error(
          "\(quotedText(bits)) is no outcome of \(layer.circuit.qubitCount) qubits",
          help:
            "write a bit a qubit, qubit 0 rightmost, such as \"\(String(repeating: "0", count: layer.circuit.qubitCount))\""
        )
      }
      counts[state] = try entry.value.integer(in: 0...mostShots)
    }
    try object.noOtherKeys()
    guard counts.contains(where: { $0 > 0 }) else { throw list.error("there is no shot in it") }
    return Measured(
      weights: layer.weights.map { weights[layer.circuit.parameters[$0].name] ?? 0 }, counts: counts)
  }
}
