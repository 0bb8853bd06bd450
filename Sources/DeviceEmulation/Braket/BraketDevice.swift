internal import Circuits
internal import Devices
internal import Formats

/// A device as Braket shows it: the simulator that is always there, or the machine behind the service.
struct BraketDevice {
  let arn: String
  let name: String
  /// The calibration; nil for the simulator.
  let device: Device?
  /// Where it is offered; nil for everywhere.
  let regions: [String]?

  static func all(of machine: EmulatedDevice) -> [BraketDevice] {
    let simulator = BraketDevice(
      arn: "arn:aws:braket:::device/quantum-simulator/amazon/sv1", name: "SV1", device: nil, regions: nil)
    guard !machine.isIdeal else { return [simulator] }
    return [
      simulator,
      BraketDevice(
        arn: "arn:aws:braket:us-east-1::device/qpu/shotglass/\(machine.name)", name: machine.name,
        device: machine.device, regions: ["us-east-1"]),
    ]
  }

  private var type: JSON { device == nil ? "SIMULATOR" : "QPU" }
  private var provider: JSON { device == nil ? "Amazon Braket" : "Shotglass" }

  func price(shots: Int) -> Double { device?.price?.cost(circuits: 1, shots: shots) ?? 0 }

  /// As lists show it.
  var summary: [String: JSON] {
    [
      "deviceArn": .string(arn), "deviceName": .string(name), "providerName": provider, "deviceType": type,
      "deviceStatus": "ONLINE",
    ]
  }

  func document(queueLength: Int) -> JSON {
    var document = summary
    document["deviceCapabilities"] = .string((try? capabilities.text()) ?? "{}")
    document["deviceQueueInfo"] = [
      ["queue": "QUANTUM_TASKS_QUEUE", "queueSize": .string("\(queueLength)"), "queuePriority": "Normal"],
      ["queue": "QUANTUM_TASKS_QUEUE", "queueSize": "0", "queuePriority": "Priority"],
      ["queue": "JOBS_QUEUE", "queueSize": "0"],
    ]
    return .object(document)
  }

  // MARK: Capabilities

  private static func header(_ name: String) -> JSON { ["name": .string("braket.\(name)"), "version": "1"] }

  private var capabilities: JSON {
    var document: [String: JSON] = [
      "service": service, "action": ["braket.ir.openqasm.program": action], "deviceParameters": [:],
    ]
    guard let device else {
      document["braketSchemaHeader"] = Self.header(
        "device_schema.simulators.gate_model_simulator_device_capabilities")
      document["paradigm"] = [
        "braketSchemaHeader": Self.header("device_schema.simulators.gate_model_simulator_paradigm_properties"),
        "qubitCount": .integer(EmulatedDevice.idealQubitCount),
      ]
      return .object(document)
    }
    // The client reads a machine's capabilities only under the name of one that it knows.
    document["braketSchemaHeader"] = Self.header("device_schema.iqm.iqm_device_capabilities")
    document["paradigm"] = [
      "braketSchemaHeader": Self.header("device_schema.gate_model_qpu_paradigm_properties"),
      "qubitCount": .integer(device.qubits.count),
      "nativeGateSet": .array(device.nativeGates.map { .string(Self.name(of: $0)) }),
      "connectivity": [
        "fullyConnected": .bool(device.isAllToAll), "connectivityGraph": .object(neighbours(in: device)),
      ],
    ]
    if let standardized = standardized(device) { document["standardized"] = standardized }
    return .object(document)
  }

  private static func name(of gate: StandardGate) -> String { gate.definition.braketName ?? gate.name }

  private func neighbours(in device: Device) -> [String: JSON] {
    var graph: [String: JSON] = [:]
    for qubit in device.qubits.indices {
      let others = device.neighbours(of: qubit)
      if !others.isEmpty { graph["\(qubit)"] = .array(others.map { .string("\($0)") }) }
    }
    return graph
  }

  private var service: JSON {
    let price = device?.price
    return [
      "braketSchemaHeader": Self.header("device_schema.device_service_properties"),
      "executionWindows": [
        ["executionDay": "Everyday", "windowStartHour": "00:00", "windowEndHour": "23:59:59"]
      ],
      "shotsRange": [1, .integer(device?.maximumShots ?? 100_000)],
      "deviceCost": [
        "price": .number(device == nil ? 0.075 : price?.perShot ?? 0), "unit": device == nil ? "minute" : "shot",
      ],
      "deviceDocumentation": .null, "deviceLocation": "this machine",
      "updatedAt": .string("\(device?.date ?? "2025-01-01")T00:00:00"),
    ]
  }

  private var action: JSON {
    let operations = StandardGate.all.compactMap(\.definition.braketName).sorted().map { JSON.string($0) }
    return [
      "version": ["1"], "actionType": "braket.ir.openqasm.program", "supportedOperations": .array(operations),
      "supportedModifiers": [
        ["name": "ctrl"], ["name": "negctrl"], ["name": "inv"],
        ["name": "pow", "exponent_types": ["int", "float"]],
      ],
      "supportedPragmas": .array(device == nil ? [] : ["verbatim"]),
      "forbiddenPragmas": ["braket_unitary_matrix", "braket_result_type_state_vector"],
      "maximumQubitArrays": .null, "maximumClassicalArrays": 1, "requiresAllQubitsMeasurement": false,
      "supportPhysicalQubits": .bool(device != nil), "requiresContiguousQubitIndices": .bool(device == nil),
      "disabledQubitRewiringSupported": .bool(device != nil), "supportedResultTypes": [],
      "supportPartialVerbatimBox": false, "supportsUnassignedMeasurements": true,
    ]
  }

  // MARK: Calibration

  /// The figures in Braket's form for all machines; nil where the times of the qubits were not published.
  private func standardized(_ device: Device) -> JSON? {
    var qubits: [String: JSON] = [:]
    for (index, qubit) in device.qubits.enumerated() {
      guard let t1 = qubit.t1InSeconds, let t2 = qubit.t2InSeconds else { return nil }
      var fidelities = [fidelity("RANDOMIZED_BENCHMARKING", error: device.singleQubitError(of: index))]
      fidelities.append(fidelity("READOUT", error: qubit.readout?.error))
      qubits["\(index)"] = [
        "T1": ["value": .number(t1), "standardError": .null, "unit": "S"],
        "T2": ["value": .number(t2), "standardError": .null, "unit": "S"],
        "oneQubitFidelity": .array(fidelities.compactMap(\.self)),
      ]
    }
    var pairs: [String: JSON] = [:]
    for coupling in device.couplings {
      guard case .object(var figures)? = fidelity("RANDOMIZED_BENCHMARKING", error: coupling.gate.error) else {
        continue
      }
      figures["gateName"] = .string(Self.name(of: coupling.gate.gate).uppercased())
      pairs["\(coupling.low)-\(coupling.high)"] = ["twoQubitGateFidelity": [.object(figures)]]
    }
    return [
      "braketSchemaHeader": Self.header("device_schema.standardized_gate_model_qpu_device_properties"),
      "oneQubitProperties": .object(qubits), "twoQubitProperties": .object(pairs),
    ]
  }

  private func fidelity(_ kind: String, error: Double?) -> JSON? {
    error.map {
      [
        "fidelity": .number(min(1, max(0, 1 - $0))), "standardError": .null,
        "fidelityType": ["name": .string(kind), "description": .null],
      ]
    }
  }
}
