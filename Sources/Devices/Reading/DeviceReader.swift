internal import Circuits
internal import Formats

extension Device {
  /// Reads a device's file; `backends/schema/device.schema.json` says what it holds.
  package init(reading bytes: [UInt8], file: String) throws(DeviceError) {
    do { self = try DeviceReader().read(try JSONReader(parsing: bytes)) } catch { throw DeviceError(error, in: file) }
  }
}

/// Reads a device from JSON.
struct DeviceReader {
  /// Larger machines are refused: their gates on all pairs would not fit.
  private static let largestQubitCount = 4096
  private static let largestGateCount = 1 << 18

  func read(_ reader: JSONReader) throws(FormatError) -> Device {
    var object = try reader.object()
    _ = try object.required("schema").integer(in: 1...1)
    let name = try object.required("name").deviceName()
    let source = try object.required("source").string()
    let qubits = try qubits(try object.required("qubits"))
    let gates = try gates(try object.required("gates"), qubitCount: qubits.count)
    var device = Device(name: name, source: source, qubits: qubits, gates: gates)
    device.summary = try object.optional("description")?.string()
    device.kind = try object.optional("kind")?.choice(of: Device.Kind.self)
    device.date = try object.optional("date")?.published?.day()
    device.tickInSeconds = try object.optional("tickInSeconds")?.published?.positive()
    device.maximumShots = try object.optional("maximumShots")?.published?.integer(in: 1...Int.max)
    if let price = object.optional("price")?.published { device.price = try self.price(price) }
    if let positions = object.optional("positions") { device.positions = try self.positions(positions, qubits.count) }
    if let noise = object.optional("noise") {
      var keys = try noise.object()
      device.noise = try NoiseReader(device: device).read(&keys)
      try keys.noOtherKeys()
    }
    try object.noOtherKeys()
    return device
  }

  // MARK: Qubits

  /// A list of qubits, or one for all with how many there are.
  private func qubits(_ reader: JSONReader) throws(FormatError) -> [Device.Qubit] {
    if case .object = reader.node.value {
      var object = try reader.object()
      let count = try object.required("count").integer(in: 1...Self.largestQubitCount)
      return Array(repeating: try qubit(&object), count: count)
    }
    let elements = try reader.array()
    guard (1...Self.largestQubitCount).contains(elements.count) else {
      throw reader.error("a device has 1 to \(Self.largestQubitCount) qubits, not \(elements.count)")
    }
    var qubits: [Device.Qubit] = []
    for element in elements {
      var object = try element.object()
      qubits.append(try qubit(&object))
    }
    return qubits
  }

  /// All are asked for first, so that none is taken for the mistyped name of a missing one.
  private static let qubitKeys = ["t1", "t2", "frequency", "readout", "resetError", "excitedPopulation"]

  private func qubit(_ object: inout JSONObjectReader) throws(FormatError) -> Device.Qubit {
    for key in Self.qubitKeys { _ = object.optional(key) }
    var qubit = Device.Qubit()
    qubit.t1InSeconds = try figure(&object, "t1", "relaxation time in seconds")
    qubit.t2InSeconds = try figure(&object, "t2", "coherence time in seconds")
    qubit.frequencyInHertz = try object.optional("frequency")?.published?.positive()
    if let readout = try required(&object, "readout", "confusion").published {
      qubit.readout = try self.readout(readout)
    }
    qubit.resetError = try object.optional("resetError")?.published?.probability()
    qubit.excitedPopulation = try object.optional("excitedPopulation")?.published?.probability()
    try object.noOtherKeys()
    return qubit
  }

  /// A time that has to be there; null says that it was not published.
  private func figure(
    _ object: inout JSONObjectReader, _ key: String, _ meaning: String
  ) throws(FormatError) -> Double? {
    try required(&object, key, meaning).published?.positive()
  }

  private func required(
    _ object: inout JSONObjectReader, _ key: String, _ meaning: String
  ) throws(FormatError) -> JSONReader {
    do { return try object.required(key) } catch {
      let holder = object.reader
      let way = holder.path.isEmpty ? key : "\(holder.path).\(key)"
      throw FormatError(
        "\(error.message) in \(JSON(holder.node).shown)", at: holder.node.position, path: way,
        help: error.help ?? "write its \(meaning), or \"\(key)\": null where it was not published")
    }
  }

  private func readout(_ reader: JSONReader) throws(FormatError) -> Device.Readout {
    var object = try reader.object()
    let readout = Device.Readout(
      probabilityOfOneGivenZero: try object.required("oneGivenZero").probability(),
      probabilityOfZeroGivenOne: try object.required("zeroGivenOne").probability(),
      durationInSeconds: try object.optional("duration")?.published?.duration())
    try object.noOtherKeys()
    return readout
  }

  // MARK: Gates

  /// Rows of name, qubits or "all", error, duration.
  private func gates(_ reader: JSONReader, qubitCount: Int) throws(FormatError) -> [Device.NativeGate] {
    var gates: [Device.NativeGate] = []
    var seen: [NoiseModel.GatePlace: String] = [:]
    for row in try reader.array() {
      let cells = try row.array()
      guard cells.count == 4 else {
        throw row.error("a gate is [name, qubits, error, duration], not \(cells.count) values")
      }
      let gate = try cells[0].gate()
      let error = try cells[2].published?.probability()
      let duration = try cells[3].published?.duration()
      let path = row.path
      for qubits in try places(of: gate, cells[1], qubitCount: qubitCount) {
        if let first = seen.updateValue(path, forKey: .init(gate, on: qubits)) {
          throw row.error("\"\(gate.name)\" on \(qubits) is given twice", help: "\(first) has it first")
        }
        gates.append(Device.NativeGate(gate, on: qubits, error: error, durationInSeconds: duration))
      }
      guard gates.count <= Self.largestGateCount else {
        throw row.error("these are more than \(Self.largestGateCount) gates", help: "leave out gates, or qubits")
      }
    }
    return gates
  }

  /// The qubits that a row names, or every ordered choice of them.
  private func places(
    of gate: StandardGate, _ reader: JSONReader, qubitCount: Int
  ) throws(FormatError) -> [[Int]] {
    let count = gate.definition.qubitCount
    if case .string(let word) = reader.node.value {
      guard word == "all" else {
        throw reader.error("must be a list of qubits or \"all\", not \(JSON.string(word).shown)")
      }
      guard let total = Self.choices(count, of: qubitCount), total <= Self.largestGateCount else {
        throw reader.error("\"\(gate.name)\" on all choices of \(count) qubits are too many gates")
      }
      return Self.orderedChoices(count, of: qubitCount)
    }
    let qubits = try reader.qubits(below: qubitCount)
    guard qubits.count == count else {
      throw reader.error("\"\(gate.name)\" acts on \(count) qubits, not \(qubits.count)")
    }
    return [qubits]
  }

  /// How many ordered choices there are; nil where that is beyond counting.
  private static func choices(_ count: Int, of total: Int) -> Int? {
    var product = 1
    for factor in stride(from: total, to: total - count, by: -1) {
      let (value, isTooLarge) = product.multipliedReportingOverflow(by: max(0, factor))
      guard !isTooLarge else { return nil }
      product = value
    }
    return product
  }

  private static func orderedChoices(_ count: Int, of total: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return orderedChoices(count - 1, of: total).flatMap { choice in
      (0..<total).filter { !choice.contains($0) }.map { choice + [$0] }
    }
  }

  // MARK: The rest

  private func price(_ reader: JSONReader) throws(FormatError) -> Device.Price {
    var object = try reader.object()
    let price = Device.Price(
      currency: try object.required("currency").string(),
      perTask: try object.optional("perTask")?.published?.duration(),
      perShot: try object.optional("perShot")?.published?.duration(),
      perSecond: try object.optional("perSecond")?.published?.duration(),
      date: try object.required("date").day(), source: try object.required("source").string())
    try object.noOtherKeys()
    return price
  }

  private func positions(_ reader: JSONReader, _ qubitCount: Int) throws(FormatError) -> [Device.GridPosition] {
    let elements = try reader.array()
    guard elements.count == qubitCount else {
      throw reader.error("must have a [column, row] for each of the \(qubitCount) qubits, not \(elements.count)")
    }
    let limit = 0...255
    var positions: [Device.GridPosition] = []
    for element in elements {
      let pair = try element.array()
      guard pair.count == 2 else { throw element.error("must be [column, row], not \(pair.count) values") }
      let position = Device.GridPosition(
        column: try pair[0].integer(in: limit), row: try pair[1].integer(in: limit))
      if let first = positions.firstIndex(of: position) {
        throw element.error("the qubit \(first) is there already")
      }
      positions.append(position)
    }
    return positions
  }
}

extension JSONReader {
  /// A name that can be a file's, without its ending.
  fileprivate func deviceName() throws(FormatError) -> String {
    let name = try string()
    guard DeviceLibrary.isName(name) else {
      throw error(
        "must be a name of letters, digits, '_', '-' and '.', not \(JSON.string(name).shown)",
        help: "such as \"ibm_fez\"")
    }
    return name
  }

  /// A day such as 2024-05-27.
  fileprivate func day() throws(FormatError) -> String {
    let text = try string()
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isDay =
      parts.map(\.count) == [4, 2, 2] && text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D }
      && (1...12).contains(Int(parts[1]) ?? 0) && (1...31).contains(Int(parts[2]) ?? 0)
    guard isDay else { throw error("must be a day such as \"2024-05-27\", not \(JSON.string(text).shown)") }
    return text
  }
}
