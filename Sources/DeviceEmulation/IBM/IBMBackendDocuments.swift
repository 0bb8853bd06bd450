internal import Circuits
internal import Devices
internal import Formats

/// What IBM publishes of a backend: its configuration and its calibration.
struct IBMBackendDocuments {
  let machine: EmulatedDevice
  private var device: Device { machine.device }

  init(machine: EmulatedDevice) { self.machine = machine }

  static let mostShots = 100_000
  static let mostCircuits = 300

  private var version: JSON { "1.0.0" }

  /// The day of the calibration, as a moment.
  private var day: JSON { .string("\(device.date ?? "2025-01-01")T00:00:00+00:00") }

  private var shots: Int { device.maximumShots ?? Self.mostShots }

  var configuration: JSON {
    let pairs = Set(device.gates.filter { $0.qubits.count == 2 }.map(\.qubits))
      .sorted { $0.lexicographicallyPrecedes($1) }
    let names = device.nativeGates.map { JSON.string(Self.name(of: $0)) }
    var document: [String: JSON] = [
      "backend_name": .string(machine.name), "backend_version": version, "n_qubits": .integer(device.qubits.count),
      "basis_gates": .array(names), "coupling_map": .array(pairs.map { .array($0.map { .integer($0) }) }),
      "gates": .array(device.nativeGates.map(gate)), "local": false, "simulator": false, "conditional": true,
      "open_pulse": false, "memory": true, "max_shots": .integer(shots), "max_experiments": .integer(Self.mostCircuits),
      "online_date": day, "description": .string(device.summary ?? device.source), "n_registers": 1,
      "credits_required": false, "dynamic_reprate_enabled": true, "default_rep_delay": 250,
      "rep_delay_range": [0, 500], "supported_features": ["qasm3"],
      "supported_instructions": .array(
        names + ["measure", "delay", "reset", "barrier", "if_else", "for_loop", "switch_case", "while_loop"]),
      "processor_type": ["family": "Emulated", "revision": "1"],
    ]
    // In nanoseconds.
    if let tick = device.tickInSeconds { document["dt"] = .number(tick * 1e9) }
    return .object(document)
  }

  /// What Qiskit calls a gate.
  static func name(of gate: StandardGate) -> String {
    switch gate.name {
    case "U": "u"
    case "prx": "r"
    case let name: name
    }
  }

  private func gate(_ gate: StandardGate) -> JSON {
    let places = device.gates.filter { $0.gate == gate }.map { JSON.array($0.qubits.map { .integer($0) }) }
    return [
      "name": .string(Self.name(of: gate)), "parameters": .array(gate.definition.angleNames.map { .string($0) }),
      "qasm_def": "", "coupling_map": .array(places),
    ]
  }

  var properties: JSON {
    [
      "backend_name": .string(machine.name), "backend_version": version, "last_update_date": day, "general": [],
      "general_qlists": [], "qubits": .array(device.qubits.map { .array(figures(of: $0)) }),
      "gates": .array(device.gates.map(figures)),
    ]
  }

  private func figure(_ name: String, _ unit: String, _ value: Double?) -> JSON? {
    value.map { ["name": .string(name), "unit": .string(unit), "value": .number($0), "date": day] }
  }

  private func figures(of qubit: Device.Qubit) -> [JSON] {
    [
      figure("T1", "us", qubit.t1InSeconds.map { $0 * 1e6 }), figure("T2", "us", qubit.t2InSeconds.map { $0 * 1e6 }),
      figure("frequency", "GHz", qubit.frequencyInHertz.map { $0 / 1e9 }),
      // Qiskit reads this one of every qubit.
      figure("readout_error", "", qubit.readout?.error ?? 0),
      figure("prob_meas0_prep1", "", qubit.readout?.probabilityOfZeroGivenOne),
      figure("prob_meas1_prep0", "", qubit.readout?.probabilityOfOneGivenZero),
      figure("readout_length", "ns", qubit.readout?.durationInSeconds.map { $0 * 1e9 }),
    ].compactMap(\.self)
  }

  private func figures(of gate: Device.NativeGate) -> JSON {
    let name = Self.name(of: gate.gate)
    let parameters = [
      figure("gate_error", "", gate.error), figure("gate_length", "ns", gate.durationInSeconds.map { $0 * 1e9 }),
    ]
    return [
      "gate": .string(name), "name": .string(name + gate.qubits.map { "\($0)" }.joined(separator: "_")),
      "qubits": .array(gate.qubits.map { .integer($0) }), "parameters": .array(parameters.compactMap(\.self)),
    ]
  }
}
