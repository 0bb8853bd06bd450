internal import Circuits
internal import Devices
internal import Execution
internal import Formats
internal import Networking

/// What Braket publishes of a machine: its capabilities, a text of JSON within the device's description.
struct BraketCalibration {
  let capabilities: JSONReader
  /// The machine's ARN.
  let machine: String

  /// Larger machines are refused: an answer must not decide how much memory it takes.
  private static let mostQubits = 4096
  private static let mostPairs = 1 << 16

  /// Braket's price of a task on any quantum machine; the price of a shot is the machine's own.
  private static let pricePerTask = 0.30

  init(_ text: String, of machine: String) throws(FormatError) {
    capabilities = try JSONReader(parsing: Array(text.utf8))
    self.machine = machine
  }

  func device(named name: String) throws(FormatError) -> Device {
    var keys = try capabilities.object()
    var paradigm = try keys.required("paradigm").object()
    guard let names = try paradigm.present("nativeGateSet")?.array() else {
      throw capabilities.error("names no gates of its own: a simulator has no calibration")
    }
    var standardized = try keys.present("standardized")?.object()
    let ones = try standardized?.present("oneQubitProperties")?.object()
    let pairs = try standardized?.present("twoQubitProperties")?.object()
    var connectivity = try paradigm.required("connectivity").object()
    var graph = try connectivity.present("connectivityGraph")?.object()
    let edges = try Self.edges(&graph)
    let labels = try Self.labels(
      count: paradigm.required("qubitCount").integer(in: 1...Self.mostQubits), edges: edges, measured: ones)
    let isWhole = try connectivity.present("fullyConnected")?.bool() ?? false
    let pairCount = isWhole ? labels.count * (labels.count - 1) / 2 : edges.count
    let count = (labels.last ?? 0) + 1
    guard count <= Self.mostQubits, pairCount <= Self.mostPairs else {
      throw capabilities.error("has \(count) qubits and \(pairCount) pairs of them, too many to be read")
    }
    var gates: [StandardGate] = []
    for name in names { if let gate = Self.gate(try name.string()) { gates.append(gate) } }
    let figures = try Self.figures(labels, ones)
    var device = Device(
      name: name, source: "Amazon Braket, \(machine)\(Self.remark(labels))", qubits: figures.map(\.qubit),
      gates: Self.single(gates, figures)
        + (try Self.double(gates, isWhole ? Self.all(labels) : Self.distinct(edges), pairs)))
    try addService(keys.present("service"), to: &device)
    return device
  }

  // MARK: Qubits

  /// Qubits have the numbers that the machine calls them by, which may begin anywhere and leave some out; what is left
  /// out is broken.
  private static func remark(_ labels: [Int]) -> String {
    labels == Array(labels.indices) ? "" : "; its qubits are \(labels.map { "\($0)" }.joined(separator: " "))"
  }

  private static func label(_ text: String) -> Int? { Int(text).flatMap { (0...100_000).contains($0) ? $0 : nil } }

  private static func edges(_ graph: inout JSONObjectReader?) throws(FormatError) -> [(Int, Int)] {
    var edges: [(Int, Int)] = []
    for (key, value) in graph?.all() ?? [] {
      guard let first = label(key) else { throw value.error("the qubit \(quotedText(key)) is no number") }
      for other in try value.array() {
        guard let second = label(try other.string()), second != first else {
          throw other.error("is no other qubit's number")
        }
        edges.append((first, second))
      }
    }
    return edges
  }

  private static func labels(
    count: Int, edges: [(Int, Int)], measured: JSONObjectReader?
  ) throws(FormatError) -> [Int] {
    var found = Set(edges.flatMap { [$0.0, $0.1] })
    if var measured { found.formUnion(measured.all().compactMap { label($0.key) }) }
    return found.isEmpty ? Array(0..<count) : found.sorted()
  }

  private struct Figures {
    var qubit = Device.Qubit()
    /// Of the qubit's own gates.
    var error: Double?
    /// Whether the machine has such a qubit.
    var exists = true
  }

  private static func figures(_ labels: [Int], _ measured: JSONObjectReader?) throws(FormatError) -> [Figures] {
    var figures: [Figures] = []
    let known = Set(labels)
    for label in 0...(labels.last ?? 0) {
      var found = Figures()
      found.exists = known.contains(label)
      if found.exists, var measured, var keys = try measured.present("\(label)")?.object() {
        found.qubit.t1InSeconds = try time(keys.present("T1"))
        found.qubit.t2InSeconds = try time(keys.present("T2"))
        let fidelities = try Self.fidelities(keys.present("oneQubitFidelity"))
        found.error = fidelities["RANDOMIZED_BENCHMARKING"] ?? fidelities["SIMULTANEOUS_RANDOMIZED_BENCHMARKING"]
        if let error = fidelities["READOUT"] {
          found.qubit.readout = Device.Readout(probabilityOfOneGivenZero: error, probabilityOfZeroGivenOne: error)
        }
      }
      figures.append(found)
    }
    return figures
  }

  private static func time(_ reader: JSONReader?) throws(FormatError) -> Double? {
    guard var figure = try reader?.object() else { return nil }
    return PublishedFigure.positive(try PublishedFigure.read(&figure))
  }

  /// Errors, by the way in which they were measured.
  private static func fidelities(_ reader: JSONReader?) throws(FormatError) -> [String: Double] {
    var errors: [String: Double] = [:]
    for element in try reader?.array() ?? [] {
      var keys = try element.object()
      var kind = try keys.required("fidelityType").object()
      let name = try kind.required("name").string()
      let fidelity = PublishedFigure.probability(try keys.required("fidelity").double())
      if let fidelity { errors[name] = 1 - fidelity }
    }
    return errors
  }

  // MARK: Gates

  private static func gate(_ name: String) -> StandardGate? {
    let name = name.lowercased()
    return StandardGate.all.first { $0.definition.braketName == name } ?? StandardGate(name)
  }

  private static func single(_ gates: [StandardGate], _ figures: [Figures]) -> [Device.NativeGate] {
    gates.filter { $0.definition.qubitCount == 1 }.flatMap { gate in
      figures.indices.map { qubit in
        let error = gate.name == "rz" ? 0 : figures[qubit].error
        return Device.NativeGate(gate, on: [qubit], error: figures[qubit].exists ? error : 1)
      }
    }
  }

  private static func all(_ labels: [Int]) -> [(Int, Int)] {
    labels.flatMap { first in labels.filter { $0 > first }.map { (first, $0) } }
  }

  private static func distinct(_ edges: [(Int, Int)]) -> [(Int, Int)] {
    var seen: Set<[Int]> = []
    return edges.filter { seen.insert([min($0.0, $0.1), max($0.0, $0.1)]).inserted }
  }

  /// Each pair has its gates both ways round.
  private static func double(
    _ gates: [StandardGate], _ pairs: [(Int, Int)], _ measured: JSONObjectReader?
  ) throws(FormatError) -> [Device.NativeGate] {
    var found: [Device.NativeGate] = []
    for (first, second) in pairs {
      let errors = try pairErrors(first, second, measured)
      for gate in gates where gate.definition.qubitCount == 2 {
        let error = errors[gate]
        found.append(Device.NativeGate(gate, on: [first, second], error: error))
        found.append(Device.NativeGate(gate, on: [second, first], error: error))
      }
    }
    return found
  }

  private static func pairErrors(
    _ first: Int, _ second: Int, _ measured: JSONObjectReader?
  ) throws(FormatError) -> [StandardGate: Double] {
    guard var measured, let reader = measured.present("\(first)-\(second)") ?? measured.present("\(second)-\(first)")
    else { return [:] }
    var keys = try reader.object()
    var errors: [StandardGate: Double] = [:]
    for element in try keys.present("twoQubitGateFidelity")?.array() ?? [] {
      var figure = try element.object()
      let gate = gate(try figure.required("gateName").string())
      let fidelity = PublishedFigure.probability(try figure.required("fidelity").double())
      if let gate, let fidelity { errors[gate] = 1 - fidelity }
    }
    return errors
  }

  // MARK: Service

  private func addService(_ reader: JSONReader?, to device: inout Device) throws(FormatError) {
    guard var service = try reader?.object() else { return }
    device.date = PublishedFigure.day(try service.present("updatedAt")?.string())
    let shots = try service.present("shotsRange")?.array()
    device.maximumShots = try shots?.last?.integer(in: 1...Int.max)
    guard var cost = try service.present("deviceCost")?.object(), let day = device.date,
      try cost.required("unit").string().lowercased() == "shot"
    else { return }
    let perShot = try cost.required("price").double()
    guard perShot >= 0 else { return }
    device.price = Device.Price(
      currency: "USD", perTask: perShot > 0 ? Self.pricePerTask : 0, perShot: perShot, date: day,
      source: "a shot: deviceCost of \(machine); a task: the public price list")
  }
}

extension BraketProvider {
  func calibration(named name: String) async throws(RemoteFailure) -> Device {
    let request = HTTPRequest(.get, "/device/\(PercentEncoding.encode(machine))")
    let response = try client.accepted(
      await aws.answer(request, to: client.endpoint, signer), doing: "did not describe the machine")
    let text = try client.read(response, "the machine") { (object) throws(FormatError) in
      try object.required("deviceCapabilities").string()
    }
    do { return try BraketCalibration(text, of: machine).device(named: name) } catch {
      throw .calibration(.braket, error)
    }
  }
}
