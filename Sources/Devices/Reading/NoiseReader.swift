internal import Circuits
internal import Formats

/// Reads noise that is given by hand: an object of lists, each of which may be left out.
struct NoiseReader {
  /// The device that the noise is for: qubits and gates that it does not have are refused. Nil: for any circuit.
  let device: Device?

  /// Numbers of qubits in noise for any circuit end here.
  private static let largestQubitCount = 1 << 20

  private var qubitCount: Int { device?.qubits.count ?? Self.largestQubitCount }

  /// Takes the keys of a noise model from an object.
  func read(_ object: inout JSONObjectReader) throws(FormatError) -> NoiseModel {
    var model = NoiseModel()
    for row in try rows(&object, "gates") { try readGate(row, into: &model) }
    for row in try rows(&object, "idle") { try readIdle(row, into: &model) }
    for row in try rows(&object, "resets") { try readReset(row, into: &model) }
    for row in try rows(&object, "readout") { try readConfusion(row, into: &model) }
    if let tick = object.optional("tickInSeconds") { model.tickInSeconds = try tick.published?.positive() }
    return model
  }

  private func rows(_ object: inout JSONObjectReader, _ key: String) throws(FormatError) -> [JSONReader] {
    try object.optional(key)?.array() ?? []
  }

  private func readGate(_ reader: JSONReader, into model: inout NoiseModel) throws(FormatError) {
    var row = try reader.object()
    let gateReader = try row.required("gate")
    let gate = try gateReader.gate()
    let on = row.optional("on")
    let qubits: [Int]? = if let on { try self.qubits(of: gate, on) } else { nil }
    let place = NoiseModel.GatePlace(
      gate, on: qubits)
    let operandReader = row.optional("operands")
    let qubitReader = row.optional("qubits")
    if let device, on == nil, !device.nativeGates.contains(gate) {
      throw gateReader.error("the device has no gate \"\(gate.name)\"", help: listing(device))
    }
    let channel = try row.required("channel")
    try row.noOtherKeys()
    if let qubitReader {
      guard on != nil, operandReader == nil else {
        throw qubitReader.error("goes with \"on\" and without \"operands\"")
      }
      let qubits = try qubitReader.qubits(below: qubitCount)
      let placed = PlacedChannel(try ChannelReader(qubitCount: qubits.count).read(channel), on: qubits)
      return model.crosstalk[place, default: []].append(placed)
    }
    let count = gate.definition.qubitCount
    let operands = try operandReader?.qubits(below: count) ?? Array(0..<count)
    let placed = PlacedChannel(try ChannelReader(qubitCount: operands.count).read(channel), on: operands)
    model.gateChannels[place, default: []].append(placed)
  }

  /// The qubits that a gate stands on; of a device, such as have it.
  private func qubits(of gate: StandardGate, _ reader: JSONReader) throws(FormatError) -> [Int] {
    let qubits = try reader.qubits(below: qubitCount)
    let count = gate.definition.qubitCount
    guard qubits.count == count else {
      throw reader.error("\"\(gate.name)\" acts on \(count) qubits, not \(qubits.count)")
    }
    if let device, device.gate(gate, on: qubits) == nil {
      throw reader.error(
        "the device has no gate \"\(gate.name)\" on \(qubits)", help: "it has \"\(gate.name)\" where 'gates' says so")
    }
    return qubits
  }

  private func listing(_ device: Device) -> String {
    "its gates: \(device.nativeGates.map(\.name).joined(separator: ", "))"
  }

  private func readIdle(_ reader: JSONReader, into model: inout NoiseModel) throws(FormatError) {
    var row = try reader.object()
    let qubits = try row.required("on").qubits(below: qubitCount)
    let t1 = try row.required("t1").positive()
    let t2Reader = try row.required("t2")
    let t2 = try t2Reader.positive()
    guard t2 <= 2 * t1 else {
      throw t2Reader.error(
        "T2 is at most twice T1, but \(t2) is longer than 2 * \(t1)", help: "write \(2 * t1) at most")
    }
    let population = try row.optional("excitedPopulation")?.probability() ?? 0
    try row.noOtherKeys()
    for qubit in qubits {
      guard model.relaxation[qubit] == nil else { throw reader.error("the qubit \(qubit) idles in an earlier row too") }
      model.relaxation[qubit] = .init(t1InSeconds: t1, t2InSeconds: t2, excitedPopulation: population)
    }
  }

  private func readReset(_ reader: JSONReader, into model: inout NoiseModel) throws(FormatError) {
    var row = try reader.object()
    let qubits = try row.required("on").qubits(below: qubitCount)
    let channel = try ChannelReader(qubitCount: 1).read(try row.required("channel"))
    try row.noOtherKeys()
    for qubit in qubits {
      guard model.resetChannels.updateValue(channel, forKey: qubit) == nil else {
        throw reader.error("the qubit \(qubit) is reset in an earlier row too")
      }
    }
  }

  private func readConfusion(_ reader: JSONReader, into model: inout NoiseModel) throws(FormatError) {
    var row = try reader.object()
    let onReader = try row.required("on")
    let qubits = try onReader.qubits(below: qubitCount)
    guard (1...NoiseModel.Confusion.largestQubitCount).contains(qubits.count) else {
      throw onReader.error(
        "1 to \(NoiseModel.Confusion.largestQubitCount) qubits are read together, not \(qubits.count)")
    }
    if let twice = qubits.first(where: { qubit in model.readout.contains { $0.qubits.contains(qubit) } }) {
      throw onReader.error("the qubit \(twice) is read in an earlier row too")
    }
    let matrix = try row.required("probabilities")
    try row.noOtherKeys()
    let size = 1 << qubits.count
    let rows = try matrix.array()
    guard rows.count == size else { throw matrix.error("must have \(size) rows, not \(rows.count)") }
    var probabilities: [Double] = []
    for row in rows {
      let elements = try row.array()
      guard elements.count == size else { throw row.error("must have \(size) elements, not \(elements.count)") }
      for element in elements { probabilities.append(try element.probability()) }
    }
    for column in 0..<size {
      let sum = (0..<size).reduce(0) { $0 + probabilities[$1 * size + column] }
      guard abs(sum - 1) <= NoiseChannel.tolerance else {
        throw matrix.error(
          "column \(column) adds up to \(sum), not to 1",
          help: "a column holds the probabilities of what is read when its state is prepared")
      }
    }
    model.readout.append(.init(probabilities, on: qubits))
  }
}

extension NoiseModel {
  /// Reads a file of noise given by hand, for any circuit: `{"schema": 1, ...}` with the keys of a device's `noise`.
  package init(reading bytes: [UInt8], file: String) throws(DeviceError) {
    do {
      var object = try JSONReader(parsing: bytes).object()
      _ = try object.required("schema").integer(in: 1...1)
      self = try NoiseReader(device: nil).read(&object)
      try object.noOtherKeys()
    } catch {
      throw DeviceError(error, in: file)
    }
  }
}
