internal import Circuits
internal import Devices
internal import Formats

extension IonQProtocol {
  private static let mostShots = 1_000_000
  private static let mostQubits = 64

  /// The kinds of jobs.
  enum Kind: String, CaseIterable {
    case circuit = "ionq.circuit.v1"
    case circuits = "ionq.multi-circuit.v1"
    case text = "ionq.qasm3.v1"
  }

  func order(body: [UInt8], account: String, in service: ServiceState) throws -> JobOrder {
    var object = try JSONReader(parsing: body).object()
    let kind = try object.optional("type")?.choice(of: Kind.self) ?? .circuit
    let backend = try object.required("backend")
    let target = try backend.string()
    let isSimulator = target == Self.simulator
    guard isSimulator || target == Self.machineName(service) else {
      throw backend.error(
        "there is no such backend here; there are \"\(Self.simulator)\" and \"\(Self.machineName(service))\"")
    }
    try Self.checkNoise(&object, isSimulator: isSimulator)
    let most = service.settings.hasRealLimits ? Self.mostShots : ServiceLimits.shots
    let shots = try object.present("shots")?.integer(in: 1...most) ?? 100
    let isDry = try object.present("dry_run")?.bool() ?? false
    var items = try Self.items(kind, object.required("input"), shots: shots)
    guard items.count <= ServiceLimits.circuits, items.count * shots <= ServiceLimits.shots else {
      throw object.reader.error("the emulator runs at most \(ServiceLimits.shots) shots of a job")
    }
    for place in items.indices { items[place].wantsProbabilities = isSimulator || isDry }
    var order = JobOrder(
      account: account, target: target, isIdeal: isSimulator || service.machine.isIdeal, items: items, body: body,
      document: JSON(object.reader.node), seconds: service.settings.hasRealLimits ? 3 : 0.05,
      price: isSimulator || isDry ? 0 : Self.price(circuits: items.count, shots: items.count * shots, in: service))
    order.hasChildren = kind == .circuits
    if let name = try object.present("name")?.string() { order.tags = [name] }
    return order
  }

  /// The simulator is exact; a machine's noise is its own.
  private static func checkNoise(_ object: inout JSONObjectReader, isSimulator: Bool) throws(FormatError) {
    guard let noise = object.present("noise") else { return }
    var fields = try noise.object()
    guard isSimulator else { throw noise.error("only the simulator takes a noise model") }
    guard let model = fields.present("model"), try model.string() != "ideal" else { return }
    throw model.error("the emulator's simulator has no noise", help: "use the backend qpu.NAME of a noisy device")
  }

  // MARK: Circuits

  private static func items(_ kind: Kind, _ input: JSONReader, shots: Int) throws(FormatError) -> [JobItem] {
    var object = try input.object()
    let qubits = try object.present("qubits")?.integer(in: 1...mostQubits)
    switch kind {
    case .text:
      return [JobItem(source: .text(try object.required("data").string(), .ionq), shots: shots)]
    case .circuit:
      let gateset = try object.present("gateset")?.string() ?? "qis"
      let circuit = try circuit(object.required("circuit"), qubits: qubits, gateset: gateset)
      return [JobItem(source: .circuit(circuit), shots: shots)]
    case .circuits:
      let gateset = try object.present("gateset")?.string() ?? "qis"
      let circuits = object.optional("circuits")
      let parts = try circuits?.array() ?? []
      guard !parts.isEmpty else { throw input.error("there are no circuits") }
      return try parts.map { (part) throws(FormatError) in
        var fields = try part.object()
        let own = try fields.present("qubits")?.integer(in: 1...mostQubits) ?? qubits
        let set = try fields.present("gateset")?.string() ?? gateset
        return JobItem(
          source: .circuit(try circuit(fields.required("circuit"), qubits: own, gateset: set)), shots: shots)
      }
    }
  }

  /// A list of gates, with all qubits measured at the end, qubit i into bit i.
  private static func circuit(_ list: JSONReader, qubits: Int?, gateset: String) throws(FormatError) -> Circuit {
    guard gateset == "qis" || gateset == "native" else { throw list.error("the gateset is \"qis\" or \"native\"") }
    let calls = try list.array().map { (gate) throws(FormatError) in
      try IonQGateCall(gate, isNative: gateset == "native", qubits: qubits ?? mostQubits)
    }
    let count = qubits ?? (calls.flatMap(\.qubits).max() ?? 0) + 1
    var circuit = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: count)]),
      bitRegisters: [Register(name: "c", start: 0, count: count)])
    for call in calls { circuit.append(call.gate, angles: call.angles.map { .constant($0) }, qubits: call.qubits) }
    for qubit in 0..<count { circuit.measure(qubit, into: qubit) }
    return circuit
  }
}

/// One entry of a list of gates.
struct IonQGateCall {
  let gate: Gate
  /// In radians.
  let angles: [Double]
  /// Controls first.
  let qubits: [Int]

  private static let turn = 2 * Double.pi

  init(_ entry: JSONReader, isNative: Bool, qubits limit: Int) throws(FormatError) {
    var object = try entry.object()
    let name = try object.required("gate").string()
    var controls = try Self.qubits("control", &object, limit: limit)
    var targets = try Self.qubits("target", &object, limit: limit)
    var base = name
    if name == "cnot" {
      base = "x"
      // The control may stand before the target.
      if controls.isEmpty, targets.count == 2 { (controls, targets) = ([targets[0]], [targets[1]]) }
    }
    // A z by an angle is a phase.
    let rotation = object.present("rotation")
    let row =
      base == "z" && rotation != nil ? StandardGate.p : StandardGate(base, in: .ionq)
    guard let row, ["gpi", "gpi2", "ms"].contains(base) == isNative || base == "zz" else {
      throw entry.error("the gate \"\(name)\" is not in the set \"\(isNative ? "native" : "qis")\"")
    }
    guard targets.count == row.definition.qubitCount else {
      throw entry.error("the gate \"\(name)\" acts on \(row.definition.qubitCount) targets, not \(targets.count)")
    }
    let qubits = controls + targets
    guard Set(qubits).count == qubits.count else { throw entry.error("a qubit stands twice") }
    self.qubits = qubits
    angles = try Self.angles(of: row, base, isNative: isNative, rotation, &object, entry)
    gate = Gate(row).controlled(by: Array(repeating: true, count: controls.count))
  }

  private static func qubits(
    _ word: String, _ object: inout JSONObjectReader, limit: Int
  ) throws(FormatError) -> [Int] {
    if let one = object.present(word) { return [try one.integer(in: 0...(limit - 1))] }
    return try object.present(word + "s")?.array()
      .map { (qubit) throws(FormatError) in try qubit.integer(in: 0...(limit - 1)) } ?? []
  }

  /// Radians of the common gates, turns of the native ones.
  private static func angles(
    of row: StandardGate, _ name: String, isNative: Bool, _ rotation: JSONReader?, _ object: inout JSONObjectReader,
    _ entry: JSONReader
  ) throws(FormatError) -> [Double] {
    let angles: [Double]
    if !isNative {
      if row.definition.angleNames.isEmpty {
        angles = []
      } else if let rotation {
        angles = [try rotation.double()]
      } else {
        angles = [try object.required("rotation").double()]
      }
    } else if name == "ms" {
      let phases = try object.required("phases").doubles()
      guard phases.count == 2 else { throw entry.error("\"ms\" has two phases") }
      let angle = try object.present("angle")?.double() ?? 0.25
      angles = (phases + [angle]).map { $0 * turn }
    } else if name == "zz" {
      angles = [try (object.present("angle")?.double() ?? 0.25) * turn]
    } else {
      angles = [try object.required("phase").double() * turn]
    }
    guard angles.count == row.definition.angleNames.count, angles.allSatisfy(\.isFinite) else {
      throw entry.error("the gate \"\(name)\" needs \(row.definition.angleNames.count) finite angles")
    }
    return angles
  }
}
