import Circuits
import Devices
import Execution
import Numerics
import ReferenceSimulation
import Simulation
import Testing

@Suite("The density matrix under noise")
struct NoiseDensityTests {
  @Test(
    "means and probabilities of random noisy circuits are those of dense sums over Kraus operators", arguments: 0..<24)
  func randomCircuits(_ seed: Int) throws {
    var stream = RandomStream(seed: 11).substream(seed)
    let qubits = 1 + seed % 4
    let model = Noisy.model(strength: seed % 3 == 0 ? 0.8 : 0.1, qubits: qubits, stream: &stream)
    var circuit = Noisy.random(qubits, gates: 12, bits: qubits, stream: &stream)
    circuit.delay(Duration(5, .microseconds), Array(0..<qubits))
    circuit.reset(Int(stream.next() % UInt64(qubits)))
    let truth = try DenseDensity(circuit, noise: model)
    let simulator = NoisySimulator()
    for string in Self.strings(qubits, stream: &stream) {
      let value = try simulator.expectation(of: Observable([(1.0, string)]), in: circuit, noise: model)
      #expect(abs(value - truth.mean(of: string)) < 1e-12)
    }
    let all = Observable(Self.strings(qubits, stream: &stream).map { (stream.uniform(), $0) })
    let expected = all.terms.reduce(0) { $0 + $1.coefficient * truth.mean(of: $1.string) }
    #expect(abs(try simulator.expectation(of: all, in: circuit, noise: model) - expected) < 1e-12)
    for qubit in 0..<qubits { circuit.measure(qubit, into: qubit) }
    let probabilities = try simulator.probabilities(of: circuit, noise: model)
    #expect(zip(probabilities, truth.probabilities).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  static func strings(_ qubits: Int, stream: inout RandomStream) -> [PauliString] {
    (0..<6).map { _ in
      Noisy.string(
        (0..<qubits).compactMap { qubit in
          let pauli = [nil, Pauli.x, .y, .z][Int(stream.next() % 4)]
          return pauli.map { (qubit, $0) }
        })
    }
  }

  @Test("without noise, means are those of the plain simulator", arguments: 0..<(Scale.isFull ? 200 : 80))
  func withoutNoise(_ seed: Int) throws {
    var stream = RandomStream(seed: 12).substream(seed)
    let qubits = 1 + seed % 5
    let circuit = Noisy.random(qubits, gates: 14, stream: &stream)
    for string in Self.strings(qubits, stream: &stream).prefix(2) {
      let observable = Observable([(1.0, string)])
      let value = try NoisySimulator().expectation(of: observable, in: circuit, noise: NoiseModel())
      let expected = try ReferenceSimulator().expectation(of: observable, in: circuit)
      #expect(abs(value - expected) < 1e-12)
    }
  }

  /// Every kind of channel, each with figures at the ends of its range too.
  static let channels: [NoiseChannel] = [
    .depolarizing(probability: 0.3, qubitCount: 1), .depolarizing(probability: 1.05, qubitCount: 2),
    .depolarizing(probability: 0.4, qubitCount: 3),
    .pauli([.init(PauliString(0, .x), probability: 0.2), .init(PauliString(0, .y), probability: 0.8)], qubitCount: 1),
    .pauli([.init(Noisy.product(.y, .x), probability: 0.3)], qubitCount: 2),
    .amplitudeDamping(gamma: 0.4, excitedPopulation: 0.3), .amplitudeDamping(gamma: 1, excitedPopulation: 0),
    .phaseDamping(lambda: 0.6), .phaseDamping(lambda: 1),
    .thermalRelaxation(t1InSeconds: 1, t2InSeconds: 0.4, durationInSeconds: 0.7, excitedPopulation: 0.1),
    .thermalRelaxation(t1InSeconds: 1, t2InSeconds: 2, durationInSeconds: 0.7, excitedPopulation: 0),
    .rotation(Noisy.product(.z, .z), angle: 0.8, qubitCount: 2), .rotation(PauliString(0, .y), angle: 3, qubitCount: 1),
    .reset(probabilityOfOne: 0.25), .reset(probabilityOfOne: 0),
  ]

  @Test("every channel does to all strings what its Kraus operators do", arguments: channels)
  func channel(_ channel: NoiseChannel) throws {
    var stream = RandomStream(seed: 13)
    var circuit = Noisy.random(3, gates: 8, stream: &stream)
    let count = channel.qubitCount
    let gate = try #require(StandardGate(["x", "cx", "ccx"][count - 1]))
    circuit.append(Gate(gate), qubits: Array([2, 0, 1].prefix(count)))
    circuit = try withTail(circuit)
    var model = NoiseModel()
    model.gateChannels[NoiseModel.GatePlace(gate, on: Array([2, 0, 1].prefix(count)))] = [
      PlacedChannel(channel, on: Array((0..<count).reversed()))
    ]
    let truth = try DenseDensity(circuit, noise: model)
    for string in Self.strings(3, stream: &stream) + Self.strings(3, stream: &stream) {
      let value = try NoisySimulator().expectation(of: Observable([(1.0, string)]), in: circuit, noise: model)
      #expect(abs(value - truth.mean(of: string)) < 1e-12)
    }
  }

  private func withTail(_ circuit: Circuit) throws -> Circuit {
    var result = circuit
    result.append(try Noisy.gate("ry"), angles: [.constant(0.4)], qubits: [1])
    return result
  }

  @Test("every row of the gate table acts as its matrix", arguments: StandardGate.all)
  func row(_ row: StandardGate) throws {
    let count = row.definition.qubitCount
    var stream = RandomStream(seed: 14)
    var circuit = Noisy.circuit(max(1, count))
    for qubit in 0..<count {
      circuit.append(try Noisy.gate("u"), angles: (0..<3).map { _ in .constant(3 * stream.uniform()) }, qubits: [qubit])
    }
    circuit.append(
      Gate(row), angles: row.definition.angleNames.map { _ in .constant(3 * stream.uniform()) },
      qubits: Array((0..<count).reversed()))
    for string in Self.strings(max(1, count), stream: &stream) {
      let observable = Observable([(1.0, string)])
      let value = try NoisySimulator().expectation(of: observable, in: circuit, noise: NoiseModel())
      #expect(abs(value - (try ReferenceSimulator().expectation(of: observable, in: circuit))) < 1e-12)
    }
  }

  @Test("levels of kernels and numbers of threads agree, as does the order of the program")
  func levelsAndThreads() throws {
    var stream = RandomStream(seed: 15)
    let model = Noisy.model(strength: 0.1, qubits: 6, stream: &stream)
    let circuit = Noisy.random(6, gates: 60, stream: &stream)
    let observable = Observable(Self.strings(6, stream: &stream).map { (stream.uniform(), $0) })
    let value = try NoisySimulator(threads: 1).expectation(of: observable, in: circuit, noise: model)
    #expect(try NoisySimulator(threads: 3).expectation(of: observable, in: circuit, noise: model) == value)
    for level in InstructionLevel.allCases where level <= .best {
      var simulator = NoisySimulator(level: level)
      let other = try simulator.expectation(of: observable, in: circuit, noise: model)
      #expect(abs(other - value) < 1e-12)
      simulator.reorders = false
      #expect(abs(try simulator.expectation(of: observable, in: circuit, noise: model) - value) < 1e-12)
    }
  }

  @Test("a state that does not fit, and a time that is over, are errors")
  func limits() throws {
    var circuit = Noisy.circuit(12)
    for qubit in 1..<12 { circuit.append(try Noisy.gate("cx"), qubits: [0, qubit]) }
    for qubit in 1..<12 { circuit.append(try Noisy.gate("cx"), qubits: [qubit, 0]) }
    let observable = Observable([(1.0, PauliString(0, .x))])
    #expect(throws: SimulationError.self) {
      try NoisySimulator(memoryLimit: 1 << 24).expectation(of: observable, in: circuit, noise: NoiseModel())
    }
    #expect(throws: SimulationError.timeLimit(shotsDone: 0)) {
      try NoisySimulator(deadline: .now).expectation(of: observable, in: circuit, noise: NoiseModel())
    }
    #expect(throws: SimulationError.noSuchQubit(12, count: 12)) {
      let beyond = Observable([(1.0, PauliString(12, .x))])
      return try NoisySimulator().expectation(of: beyond, in: circuit, noise: NoiseModel())
    }
  }
}
