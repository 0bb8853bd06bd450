import Catalogue
import Circuits
import CloudBackends
import DeviceEmulation
import Devices
import Execution
import Formats
import Foundation
import Journals
import Numerics
import Simulation
import Synchronization
import Testing

/// Machines of providers, behind emulated services and real clients.
@Suite struct RemoteBackendTests {
  private static let devices = DeviceLibrary(workingFolder: "/nowhere", home: nil)

  private static func emulated(_ name: String) throws -> RemoteBackend {
    let clouds = CloudFactory(environment: [:], journalFolder: nil)
    let backend = try BackendCatalogue(devices: devices, clouds: clouds).backend(named: name)
    return try #require(backend as? RemoteBackend)
  }

  /// Rotations by inputs and by weights, entangled in between.
  private static func circuit() -> Circuit {
    var circuit = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: 3)]),
      bitRegisters: [Register(name: "c", start: 0, count: 3)],
      parameters: ["x_0", "x_1", "x_2", "theta_0"].map { Parameter(name: $0) })
    let angles = (0..<4).map { circuit.expressions.parameter($0) }
    for (qubit, name) in ["rx", "rz", "ry"].enumerated() {
      guard let row = StandardGate(name) else { continue }
      circuit.append(Gate(row), angles: [angles[qubit]], qubits: [qubit])
    }
    circuit.append(Gate(.cx), qubits: [0, 1])
    if let row = StandardGate("rz") { circuit.append(Gate(row), angles: [angles[3]], qubits: [1]) }
    circuit.append(Gate(.cx), qubits: [1, 2])
    for qubit in 0..<3 { circuit.measure(qubit, into: qubit) }
    return circuit
  }

  @Test(
    "What a provider gets has one form, whatever the inputs: their values stand in angles alone",
    arguments: ["emulated-ibm_fez", "emulated-square_lattice", "emulated-trapped_ion"])
  func structure(name: String) throws {
    let remote = try Self.emulated(name)
    let circuit = Self.circuit()
    let points: [[Double]] = [
      [0, 0, 0, 0], [.pi, .pi / 2, -.pi, 2 * .pi], [0.3, 1.7, -0.4, 1e-9], [-3, 0, .pi, 0.5],
    ]
    let entries = points.map { Batch.Entry(Program(circuit), parameters: $0, shots: 10) }
    let texts = try remote.line.texts(Batch(entries, stream: RandomStream(seed: 1)))
    #expect(texts.count == points.count && Set(texts).count == points.count)
    #expect(Set(texts.map { $0.replacing(/\([^()]*\)/, with: "()") }).count == 1)
  }

  @Test("All circuits go in one job where the provider takes so many, each with its own counts")
  func oneJob() async throws {
    let remote = try Self.emulated("emulated-ibm_fez")
    let circuit = Self.circuit()
    let entries = (0..<40).map { Batch.Entry(Program(circuit), parameters: [Double($0) / 40, 1, 2, 3], shots: 50) }
    let samples = try await remote.run(Batch(entries, stream: RandomStream(seed: 1)))
    #expect(samples.map(\.counts.shots) == Array(repeating: 50, count: 40))
    #expect(remote.jobs.count == 1 && remote.jobs[0].circuits == 40 && remote.jobs[0].shots == 2000)
    #expect(remote.jobs[0].bill == RemoteCost(0, "USD"))
  }

  /// A server of the test's own, whose log tells what was accepted, in a home that outlives processes.
  private final class Cloud {
    let folder: String
    private let server: EmulationServer
    private let logPath: String

    init() throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("clouds-\(UUID().uuidString)").path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      logPath = "\(folder)/log"
      server = try EmulationServer()
      var settings = EmulationSettings()
      settings.isImmediate = true
      let catalogue = BackendCatalogue(devices: RemoteBackendTests.devices)
      let machine = try EmulatedDevice(named: "trapped_ion") { (name) throws in try catalogue.backend(named: name) }
      server.start(
        try EmulatedService(.ionq, machine: machine, settings: settings, log: RequestLog(path: logPath))
      ) { _ in }
    }

    deinit {
      server.stop()
      try? FileManager.default.removeItem(atPath: folder)
    }

    var accepted: Int {
      ((try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "").components(separatedBy: "\"accepted\":true").count
        - 1
    }

    func backend(shots: Int? = nil, label: String? = nil) throws -> RemoteBackend {
      var clouds = CloudFactory(
        environment: ["IONQ_API_KEY": "FAKE", "SHOTGLASS_ENDPOINT_IONQ": server.url, "SHOTGLASS_TIME_SCALE": "1000"],
        journalFolder: "\(folder)/journal")
      clouds.limits = SpendLimits(shots: shots)
      clouds.label = label
      let catalogue = BackendCatalogue(devices: RemoteBackendTests.devices, clouds: clouds)
      return try #require(try catalogue.backend(named: "ionq:qpu.trapped_ion") as? RemoteBackend)
    }
  }

  private static func batch(_ count: Int, seed: UInt64 = 1) -> Batch {
    Batch(
      (0..<count).map { Batch.Entry(Program(circuit()), parameters: [Double($0), 1, 2, 3], shots: 20) },
      stream: RandomStream(seed: seed))
  }

  @Test("A command that is given again takes what it bought, by its seed; a program without a purpose is bought anew")
  func buysOnce() async throws {
    let cloud = try Cloud()
    let first = try await cloud.backend().run(Self.batch(3))
    #expect(cloud.accepted == 3)
    let again = try cloud.backend()
    #expect(try await again.line.quote(Self.purposeful(Self.batch(3))).knownJobs == 3)
    #expect(try await again.run(Self.batch(3)) == first && again.jobs.count == 3)
    #expect(cloud.accepted == 3)
    _ = try await cloud.backend().run(Self.batch(3, seed: 2))
    #expect(cloud.accepted == 6)
    var anew = try cloud.backend()
    anew.buysOnce = false
    for count in [9, 12] {
      _ = try await anew.run(Self.batch(3))
      #expect(cloud.accepted == count)
    }
  }

  /// As a command asks for it.
  private static func purposeful(_ batch: Batch) -> Batch {
    var batch = batch
    var stream = batch.stream
    batch.purpose = "seed \(stream.next())"
    return batch
  }

  @Test(
    "Consent is asked once, for all batches of a command, and what is above a limit is refused before anything is sent")
  func consent() async throws {
    let cloud = try Cloud()
    let asked = Mutex<[RemoteQuote]>([])
    var backend = try cloud.backend()
    backend.expectedBatches = 2
    backend.consent = { (quote) throws(RemoteFailure) in asked.withLock { $0.append(quote) } }
    for seed in 1...2 { _ = try await backend.run(Self.batch(2, seed: UInt64(seed))) }
    #expect(asked.withLock { $0 } == [RemoteQuote(jobs: 4, circuits: 4, shots: 80, cost: RemoteCost(0, "USD"))])
    // 80 are spent; of two batches of 40 more the first alone would be within 150.
    var limited = try cloud.backend(shots: 150)
    limited.expectedBatches = 2
    limited.consent = { _ in Issue.record("asked for what is refused") }
    let batch = Self.batch(2, seed: 3)
    let error = await #expect(throws: BackendError.self) { try await limited.run(batch) }
    #expect(error?.remoteFailure?.kind == .misuse && error?.message.contains("above the limit of 150") == true)
    #expect(cloud.accepted == 4)
    var refused = try cloud.backend()
    refused.consent = { (_) throws(RemoteFailure) in throw RemoteFailure(.declined, "no", help: "") }
    await #expect(throws: BackendError.remote(RemoteFailure(.declined, "no", help: ""))) {
      try await refused.run(batch)
    }
    #expect(cloud.accepted == 4)
  }

  @Test("A limit counts a work's own earlier jobs once: they are in the quote of the whole")
  func wholeQuotes() async throws {
    let cloud = try Cloud()
    _ = try await cloud.backend(label: "study").run(Self.batch(2))
    _ = try await cloud.backend(label: "other").run(Self.batch(1, seed: 9))
    let whole = RemoteQuote(jobs: nil, circuits: 4, shots: 80, cost: nil)
    #expect(throws: Never.self) { try cloud.backend(shots: 100, label: "study").line.admit(whole, true) }
    #expect(throws: RemoteFailure.self) { try cloud.backend(shots: 99, label: "study").line.admit(whole, true) }
    #expect(throws: RemoteFailure.self) { try cloud.backend(shots: 100, label: "study").line.admit(whole, false) }
  }
}
