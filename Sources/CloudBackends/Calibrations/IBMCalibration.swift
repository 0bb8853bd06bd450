internal import Circuits
internal import Devices
internal import Execution
internal import Formats
internal import Networking

/// What IBM publishes of a machine: its configuration, and the properties that were last measured.
struct IBMCalibration {
  let configuration: JSONReader
  let properties: JSONReader

  private static let mostQubits = 4096
  /// IBM tells no price by machine: the one without a plan, the highest of all, is what a job costs at most.
  private static let listPrice = Device.Price(
    currency: "USD", perSecond: 1.60, date: "2026-05-01",
    source: "IBM's public price of a second without a plan, the highest; write your plan's own with its date")

  func device(named name: String) throws(FormatError) -> Device {
    var keys = try configuration.object()
    let count = try keys.required("n_qubits").integer(in: 1...Self.mostQubits)
    var measured = try properties.object()
    let lines = try measured.required("qubits").array()
    guard lines.count == count else {
      throw measured.reader.error("has figures of \(lines.count) qubits, and the machine has \(count)")
    }
    var qubits: [Device.Qubit] = []
    var broken: Set<Int> = []
    for (place, line) in lines.enumerated() {
      let figures = try Self.figures(line.array())
      if figures["operational"] == 0 { broken.insert(place) }
      qubits.append(Self.qubit(figures))
    }
    let gates = try gates(measured.required("gates"), qubitCount: count, broken: broken)
    guard !gates.isEmpty else { throw measured.reader.error("has no gate that is known here") }
    var device = Device(name: name, source: "IBM Quantum Platform, backends/\(name)", qubits: qubits, gates: gates)
    device.date = PublishedFigure.day(try measured.present("last_update_date")?.string())
    device.kind = .superconducting
    // In nanoseconds.
    device.tickInSeconds = PublishedFigure.positive(try keys.present("dt")?.double().seconds)
    device.maximumShots = try keys.present("max_shots")?.integer(in: 1...Int.max)
    device.price = Self.listPrice
    return device
  }

  /// By their names.
  private static func figures(_ readers: [JSONReader]) throws(FormatError) -> [String: Double] {
    var figures: [String: Double] = [:]
    for reader in readers {
      var figure = try reader.object()
      let name = try figure.required("name").string()
      if let value = try PublishedFigure.read(&figure) { figures[name] = value }
    }
    return figures
  }

  private static func qubit(_ figures: [String: Double]) -> Device.Qubit {
    var qubit = Device.Qubit(
      t1InSeconds: PublishedFigure.positive(figures["T1"]), t2InSeconds: PublishedFigure.positive(figures["T2"]),
      frequencyInHertz: PublishedFigure.positive(figures["frequency"]))
    let either = PublishedFigure.probability(figures["readout_error"])
    guard let zero = PublishedFigure.probability(figures["prob_meas1_prep0"]) ?? either,
      let one = PublishedFigure.probability(figures["prob_meas0_prep1"]) ?? either
    else { return qubit }
    qubit.readout = Device.Readout(
      probabilityOfOneGivenZero: zero, probabilityOfZeroGivenOne: one,
      durationInSeconds: figures["readout_length"].flatMap { $0 >= 0 ? $0 : nil })
    return qubit
  }

  /// The gates that the table knows; measuring, resets and control flow stand among them too.
  private func gates(
    _ reader: JSONReader, qubitCount: Int, broken: Set<Int>
  ) throws(FormatError) -> [Device.NativeGate] {
    var gates: [Device.NativeGate] = []
    for element in try reader.array() {
      var keys = try element.object()
      guard let gate = Self.gate(try keys.required("gate").string()) else { continue }
      var places: [Int] = []
      for qubit in try keys.required("qubits").array() { places.append(try qubit.integer(in: 0...qubitCount - 1)) }
      guard places.count == gate.definition.qubitCount, Set(places).count == places.count else {
        throw element.error("the gate \(gate.name) acts on \(gate.definition.qubitCount) qubits")
      }
      let figures = try Self.figures(keys.present("parameters")?.array() ?? [])
      gates.append(
        Device.NativeGate(
          gate, on: places,
          error: broken.isDisjoint(with: places) ? PublishedFigure.gateError(figures["gate_error"]) : 1,
          durationInSeconds: figures["gate_length"].flatMap { $0 >= 0 ? $0 : nil }))
    }
    return gates
  }

  /// The row of what Qiskit calls a gate. Not rzz: the service takes it from 0 to pi/2 only, so nothing is compiled to
  /// it.
  private static func gate(_ name: String) -> StandardGate? {
    switch name {
    case "rzz": nil
    case "u": StandardGate("U")
    case "r": StandardGate("prx")
    default: StandardGate(name)
    }
  }
}

extension Double {
  fileprivate var seconds: Double { self / 1e9 }
}

extension IBMProvider {
  func machines() async throws(RemoteFailure) -> [String] {
    let response = try await get("/backends", doing: "did not list its machines")
    return try client.read(response, "the list of machines") { (object) throws(FormatError) in
      var names: [String] = []
      for element in try object.required("devices").array() {
        var machine = try element.object()
        let isSimulator = try machine.present("is_simulator")?.bool() ?? false
        if !isSimulator { names.append(try machine.required("name").string()) }
      }
      return names
    }
  }

  func calibration(named name: String) async throws(RemoteFailure) -> Device {
    let path = "/backends/\(PercentEncoding.encode(device.name))"
    let configuration = try await get("\(path)/configuration", doing: "did not describe the machine")
    let properties = try await get("\(path)/properties", doing: "did not give the machine's calibration")
    do {
      return try IBMCalibration(
        configuration: JSONReader(parsing: configuration.body), properties: JSONReader(parsing: properties.body)
      ).device(named: name)
    } catch { throw .calibration(.ibm, error) }
  }
}
