import Circuits
import Devices
import Formats
import Foundation
import Testing

@Suite struct DeviceLibraryTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  /// Without files: what is compiled in.
  private static let library = DeviceLibrary(workingFolder: "/nowhere", home: nil)
  static let names: [String] = library.entries.map(\.name)

  @Test("All devices of the repository are compiled in, byte for byte")
  func compiledIn() throws {
    let folder = Self.repository.appendingPathComponent("backends").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
    #expect(files.map { String($0.dropLast(5)) }.sorted() == Self.names)
    let schema = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/schema/device.schema.json"))
    let isSame = Array(schema) == DeviceLibrary.schema()
    #expect(isSame)
    for name in Self.names {
      let file = DeviceLibrary(workingFolder: Self.repository.path, home: nil)
      #expect(try file.device(named: name).device == Self.library.device(named: name).device)
    }
  }

  @Test("Every shipped device is read, and is as large as it should be", arguments: names)
  func reads(name: String) throws {
    let (device, origin) = try Self.library.device(named: name)
    let counts = [
      "ibm_aachen": 156, "ibm_fez": 156, "ibm_guadalupe": 16, "ibm_kolkata": 27, "ibm_manila": 5, "ibm_nairobi": 7,
      "ibm_sherbrooke": 127, "ibm_torino": 133, "ideal": 32, "square_lattice": 20, "trapped_ion": 25,
    ]
    #expect(origin == .compiledIn)
    #expect(device.qubits.count == counts[name])
    #expect(device.isAllToAll == ["ideal", "trapped_ion"].contains(name))
    #expect(device.summary != nil && device.kind != nil)
  }

  @Test("Coupled qubits are drawn side by side", arguments: names)
  func positions(name: String) throws {
    let device = try Self.library.device(named: name).device
    guard !device.isAllToAll else { return #expect(device.positions.isEmpty) }
    for coupling in device.couplings {
      let (low, high) = (device.positions[coupling.low], device.positions[coupling.high])
      #expect(abs(low.column - high.column) + abs(low.row - high.row) == 1, "\(coupling.low) \(coupling.high)")
    }
  }

  /// What a gate's noise takes away is what was published, or what relaxation alone takes.
  @Test(
    "The average infidelity of every gate's noise is the published error, or relaxation's where that is worse",
    arguments: names)
  func infidelity(name: String) throws {
    let device = try Self.library.device(named: name).device
    let model = NoiseModel(device: device)
    for gate in device.gates {
      let count = gate.qubits.count
      let channels = model.gateChannels[.init(gate.gate, on: gate.qubits)] ?? []
      var decays = Array(repeating: [1.0, 1, 1, 1], count: count)
      var strength = 0.0
      for placed in channels {
        if case .depolarizing(let probability, count) = placed.channel, placed.qubits == Array(0..<count) {
          strength = probability
        } else {
          let matrix = placed.channel.pauliTransferMatrix
          decays[placed.qubits[0]] = (0..<4).map { matrix[$0, $0] }
        }
      }
      let square = Double(1 << (2 * count))
      guard !gate.isBroken else {
        #expect(strength == square / (square - 1), "a broken gate: as strong as depolarizing can be")
        continue
      }
      let relaxed = decays.reduce(1) { $0 * $1.reduce(0, +) }
      let alone = PauliTransferMatrix.averageFidelity(trace: relaxed, qubitCount: count)
      let both = PauliTransferMatrix.averageFidelity(
        trace: 1 + (1 - strength) * (relaxed - 1), qubitCount: count)
      #expect(abs(1 - both - max(gate.error ?? 0, 1 - alone)) < 1e-12, "\(gate)")
    }
  }

  @Test("A device in the working folder comes before one in SHOTGLASS_HOME, and that before one compiled in")
  func order() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("devices-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, to place: String, source: String) throws {
      let backends = folder.appendingPathComponent("\(place)/backends")
      try FileManager.default.createDirectory(at: backends, withIntermediateDirectories: true)
      let text = """
        {"schema": 1, "name": "\(name)", "source": "\(source)", "qubits": {"count": 1, "t1": 1, "t2": 1, "readout": null},
        "gates": []}
        """
      try Data(text.utf8).write(to: backends.appendingPathComponent("\(name).json"))
    }
    try write("ibm_fez", to: "home", source: "home")
    try write("mine", to: "home", source: "home")
    try write("ibm_fez", to: "work", source: "work")
    let library = DeviceLibrary(
      workingFolder: folder.appendingPathComponent("work").path, home: folder.appendingPathComponent("home").path)
    #expect(try library.device(named: "ibm_fez").device.source == "work")
    #expect(try library.device(named: "mine").device.source == "home")
    #expect(library.origin(of: "mine")?.text == folder.appendingPathComponent("home/backends/mine.json").path)
    #expect(try library.device(named: "ibm_manila").origin == .compiledIn)
    #expect(library.entries.map(\.name) == (Self.names + ["mine"]).sorted())
    let error = try #require(throws: DeviceError.self) { try library.device(named: "ibm_fes") }
    #expect(error.message == "there is no device \"ibm_fes\"" && error.help == "did you mean 'ibm_fez'?")
    try write("other", to: "work", source: "x")
    let backends = folder.appendingPathComponent("work/backends")
    try FileManager.default.moveItem(
      at: backends.appendingPathComponent("other.json"), to: backends.appendingPathComponent("mine.json"))
    #expect(throws: DeviceError.self) { try library.device(named: "mine") }
  }

  @Test("No name leads out of the folders", arguments: ["../x", "/etc/passwd", "", ".", "..", "a\u{0}b", "é"])
  func refusesNames(name: String) {
    #expect(throws: DeviceError.self) { try Self.library.device(named: name) }
  }
}
