import Catalogue
import Circuits
import CloudBackends
import Devices
import Execution
import Numerics
import Simulation
import Testing

/// What every backend owes, run on one of each kind.
@Suite struct BackendContractTests {
  private static let simulated = [
    "ideal", "noisy-ibm_manila", "noisy-ibm_sherbrooke", "noisy-trapped_ion", "noisy-square_lattice",
  ]
  /// One of each provider.
  private static let remote = ["emulated-ibm_sherbrooke", "emulated-square_lattice", "emulated-trapped_ion"]
  static let names = simulated + remote
  private static let catalogue = BackendCatalogue(devices: DeviceLibrary(workingFolder: "/nowhere", home: nil))

  private static func backend(_ name: String, threads: Int = 1) throws -> any Backend {
    var settings = catalogue.settings
    settings.threadCount = threads
    let clouds = CloudFactory(environment: [:], journalFolder: nil)
    return try BackendCatalogue(devices: catalogue.devices, settings: settings, clouds: clouds).backend(named: name)
  }

  /// A chain of entangled qubits, an angle that is a parameter, two registers.
  private static func program(qubits: Int) -> Program {
    var circuit = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: qubits)]),
      bitRegisters: [Register(name: "a", start: 0, count: 1), Register(name: "b", start: 1, count: qubits - 1)],
      parameters: [Parameter(name: "x")])
    let angle = circuit.expressions.parameter(0)
    circuit.append(Gate(.x), qubits: [0])
    for qubit in 1..<qubits { circuit.append(Gate(.cx), qubits: [qubit - 1, qubit]) }
    if let rotation = StandardGate("ry") { circuit.append(Gate(rotation), angles: [angle], qubits: [qubits - 1]) }
    for qubit in 0..<qubits { circuit.measure(qubit, into: qubit) }
    return Program(circuit)
  }

  private static func batch(shots: [Int], seed: UInt64 = 3) -> Batch {
    let entries = shots.enumerated().map { index, shots in
      Batch.Entry(program(qubits: 3 + index % 2), parameters: [0.4], shots: shots)
    }
    return Batch(entries, stream: RandomStream(seed: seed))
  }

  @Test("A backend answers to its name", arguments: names)
  func name(_ name: String) throws {
    #expect(try Self.backend(name).name == name)
  }

  @Test("Every entry gets a sample of its shots, with the keys of its own registers", arguments: names)
  func samples(_ name: String) async throws {
    let samples = try await Self.backend(name).run(Self.batch(shots: [4000, 0, 1000]))
    #expect(samples.map(\.counts.shots) == [4000, 0, 1000])
    let counts = samples[0].counts
    #expect(counts.layout.registers.map(\.name) == ["a", "b"])
    // x, then cx along the chain: all ones, but the last qubit turned by 0.4. Devices err in a few percent.
    let expected = 0.9605
    let share = Double(counts["11 1"]) / 4000
    let allowance = 5 * (expected * (1 - expected) / 4000).squareRoot() + (name == "ideal" ? 0 : 0.4)
    #expect(abs(share - expected) < allowance, "\(share)")
  }

  @Test("The same seed gives the same outcomes, on one thread and on three; another seed others", arguments: names)
  func seeds(_ name: String) async throws {
    let batch = Self.batch(shots: [500, 500])
    let first = try await Self.backend(name).run(batch)
    #expect(try await Self.backend(name, threads: 3).run(batch) == first)
    #expect(try await Self.backend(name).run(Self.batch(shots: [500, 500], seed: 4)) != first)
  }

  @Test("Memory has an outcome for every shot, which add up to the counts; elsewhere it is refused", arguments: names)
  func memory(_ name: String) async throws {
    var batch = Self.batch(shots: [300])
    batch.keepsMemory = true
    guard !Self.remote.contains(name) else {
      let asked = batch
      let error = await #expect(throws: BackendError.self) { try await Self.backend(name).run(asked) }
      #expect(error?.help == "leave --memory out" && error?.remoteFailure?.kind == .unsupported)
      return
    }
    let sample = try #require(try await Self.backend(name).run(batch).first)
    let memory = try #require(sample.memory)
    var occurrences = Array(repeating: 0, count: sample.counts.count)
    for place in memory { occurrences[place] += 1 }
    #expect(occurrences == sample.counts.occurrences)
  }

  @Test("A deadline that has passed ends a long simulation with an error", arguments: simulated)
  func deadline(_ name: String) async throws {
    var batch = Self.batch(shots: [1_000_000])
    batch.deadline = .now - .seconds(1)
    await #expect(throws: BackendError.self) { try await Self.backend(name).run(batch) }
  }

  @Test("A program with a measurement in the middle and a decision runs; elsewhere it is refused", arguments: names)
  func feedForward(_ name: String) async throws {
    var circuit = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: 2)]),
      bitRegisters: [Register(name: "c", start: 0, count: 2)])
    circuit.append(Gate(.x), qubits: [0])
    circuit.measure(0, into: 0)
    circuit.append(Gate(.x), qubits: [1])
    circuit.measure(1, into: 1)
    let bit = Slot.global(0)
    let program = Program(
      circuit: circuit,
      code: [
        .operations(0..<2), .readBit(bit, 0), .branch(bit, otherwise: 4), .operations(2..<3), .operations(3..<4), .end,
      ], globalCount: 1)
    guard !Self.remote.contains(name) else {
      let batch = Batch([.init(program, shots: 1)], stream: RandomStream(seed: 1))
      let error = await #expect(throws: BackendError.self) { try await Self.backend(name).run(batch) }
      #expect(error?.message.contains("depends on what it measures") == true)
      return
    }
    let sample = try await Self.backend(name).run(
      Batch([.init(program, shots: 2000)], stream: RandomStream(seed: 1)))[0]
    #expect(sample.counts["11"] > (name == "ideal" ? 1999 : 1500))
  }

  @Test("A program on the device's own qubits runs with the noise of its gates, under whatever name they come")
  func compiledPrograms() async throws {
    let backend = try Self.backend("noisy-ibm_sherbrooke")
    let pair = try #require(backend.device.gates.first { $0.gate.name == "ecr" && !$0.isBroken })
    let row = pair.gate
    // ecr with another global phase, as other toolchains write its body.
    var body = try #require(row.body)
    body.steps.append(GateBody.Step(Gate(.gphase), angles: [.constant(0.7)], qubits: []))
    var counts: [Counts] = []
    for isDeclared in [false, true] {
      var circuit = Circuit(
        qubits: .physical(count: backend.device.qubits.count),
        bitRegisters: [Register(name: "c", start: 0, count: 2)],
        declarations: [GateDeclaration(name: "ecr_", angleNames: [], qubitNames: ["a", "b"], body: body)])
      for _ in 0..<40 { circuit.append(isDeclared ? Gate(.declared(0)) : Gate(row), qubits: pair.qubits) }
      for (bit, qubit) in pair.qubits.enumerated() { circuit.measure(qubit, into: bit) }
      let batch = Batch([.init(Program(circuit), shots: 20000)], stream: RandomStream(seed: 5))
      counts += try await backend.run(batch).map(\.counts)
    }
    #expect(counts[0] == counts[1])
    #expect(counts[0]["00"] < 19500)
  }

  @Test("A gate between qubits of the device that are not coupled is refused with both")
  func uncoupled() async throws {
    let backend = try Self.backend("noisy-ibm_manila")
    var circuit = Circuit(qubits: .physical(count: 5))
    circuit.append(Gate(.cx), qubits: [0, 3])
    let batch = Batch([.init(Program(circuit), shots: 1)], stream: RandomStream(seed: 5))
    let error = await #expect(throws: BackendError.self) { try await backend.run(batch) }
    #expect(error?.message == "qubits 0 and 3 interact, and ibm_manila has no working coupling for them")
  }
}
