import Circuits
import Execution
import Numerics
import ReferenceSimulation
import Testing

@Suite struct SamplingTests {
  private let simulator = ReferenceSimulator()
  private let stream = RandomStream(seed: 11)

  private func sample(_ circuit: Circuit, shots: Int, seed: UInt64 = 11, memory: Bool = false) throws -> Sample {
    try simulator.sample(Program(circuit), shots: shots, stream: RandomStream(seed: seed), keepsMemory: memory)
  }

  private func expect(_ counts: Counts, _ probabilities: [String: Double], shots: Int) {
    #expect(counts.shots == shots)
    for (key, probability) in probabilities {
      #expect(isWithinFiveSigma(counts[key], of: probability, shots: shots), "\(key): \(counts[key])")
    }
    #expect(probabilities.keys.reduce(0) { $0 + counts[$1] } == shots)
  }

  @Test("A GHZ state of twelve qubits gives all zeros or all ones")
  func ghz() throws {
    var circuit = Build.circuit(12, bits: 12)
    try circuit.add("h", [], 0)
    for qubit in 1..<12 { try circuit.add("cx", [], qubit - 1, qubit) }
    circuit.measureAll()
    let zeros = String(repeating: "0", count: 12)
    let ones = String(repeating: "1", count: 12)
    expect(try sample(circuit, shots: 100_000).counts, [zeros: 0.5, ones: 0.5], shots: 100_000)
  }

  @Test("Samples of a random state follow its probabilities", arguments: 0..<3)
  func randomState(seed: UInt64) throws {
    var random = RandomStream(seed: 40 + seed)
    var circuit = Circuit.random(4, gates: 20, stream: &random)
    let amplitudes = try simulator.amplitudes(of: circuit)
    circuit.bitRegisters = [Register(name: "c", start: 0, count: 4)]
    circuit.measureAll()
    let keys = (0..<16).map { index in
      String((0..<4).reversed().map { BitOrder.bit($0, of: index) ? "1" : "0" })
    }
    let probabilities = Dictionary(uniqueKeysWithValues: zip(keys, amplitudes.map(\.squaredMagnitude)))
    expect(try sample(circuit, shots: 50_000, seed: seed).counts, probabilities, shots: 50_000)
  }

  @Test("A measurement in the middle splits the shots like a deferred one")
  func deferred() throws {
    var early = Build.circuit(3, bits: 3)
    try early.add("ry", [1.0], 0)
    early.measure(0, into: 0)
    try early.add("cx", [], 0, 1)
    try early.add("rx", [0.6], 1)
    early.measure(1, into: 1)
    try early.add("cry", [0.9], 1, 2)
    early.measure(2, into: 2)
    var late = Build.circuit(3)
    try late.add("ry", [1.0], 0)
    try late.add("cx", [], 0, 1)
    // The rotation commutes with the measurement of qubit 0.
    try late.add("rx", [0.6], 1)
    try late.add("cry", [0.9], 1, 2)
    let probabilities = try simulator.amplitudes(of: late).map(\.squaredMagnitude)
    let keys = (0..<8).map { index in String((0..<3).reversed().map { BitOrder.bit($0, of: index) ? "1" : "0" }) }
    expect(
      try sample(early, shots: 40_000).counts, Dictionary(uniqueKeysWithValues: zip(keys, probabilities)), shots: 40_000
    )
  }

  @Test("A measured qubit gives the same outcome again")
  func repeated() throws {
    var circuit = Build.circuit(1, bits: 2)
    try circuit.add("h", [], 0)
    circuit.measure(0, into: 0)
    circuit.measure(0, into: 1)
    expect(try sample(circuit, shots: 10_000).counts, ["00": 0.5, "11": 0.5], shots: 10_000)
  }

  @Test("A reset leaves 0 and the rest as the outcome has it")
  func reset() throws {
    var circuit = Build.circuit(2, bits: 2)
    try circuit.add("ry", [1.2], 0)
    try circuit.add("cx", [], 0, 1)
    circuit.reset(0)
    circuit.measureAll()
    let one = 0.3188211227616632
    expect(try sample(circuit, shots: 30_000).counts, ["00": 1 - one, "10": one], shots: 30_000)
  }

  @Test("Measure, reset, and use again: independent coins from one qubit")
  func coins() throws {
    var circuit = Build.circuit(1, bits: 3)
    for bit in 0..<3 {
      try circuit.add("ry", [0.8 + 0.4 * Double(bit)], 0)
      circuit.measure(0, into: bit)
      circuit.reset(0)
    }
    let ones = (0..<3).map { bit in
      let sine = [0.3894183423086505, 0.5646424733950354, 0.7173560908995228][bit]
      return sine * sine
    }
    let probabilities = (0..<8).map { outcome in
      (
        String((0..<3).reversed().map { BitOrder.bit($0, of: outcome) ? "1" : "0" }),
        (0..<3).reduce(1) { $0 * (BitOrder.bit($1, of: outcome) ? ones[$1] : 1 - ones[$1]) }
      )
    }
    expect(try sample(circuit, shots: 50_000).counts, Dictionary(uniqueKeysWithValues: probabilities), shots: 50_000)
  }

  @Test("A circuit without bits counts shots under an empty key")
  func noBits() throws {
    var circuit = Build.circuit(1)
    try circuit.add("h", [], 0)
    let counts = try sample(circuit, shots: 9).counts
    #expect(counts[""] == 9)
    #expect(counts.count == 1)
  }

  @Test("A measurement into no bit only disturbs")
  func discarded() throws {
    var circuit = Build.circuit(1, bits: 1)
    try circuit.add("h", [], 0)
    circuit.measure(0, into: nil)
    try circuit.add("h", [], 0)
    circuit.measure(0, into: 0)
    expect(try sample(circuit, shots: 10_000).counts, ["0": 0.5, "1": 0.5], shots: 10_000)
  }

  @Test("The same seed gives the same shots, another seed others")
  func seeds() throws {
    var circuit = Build.circuit(6, bits: 6)
    for qubit in 0..<6 { try circuit.add("h", [], qubit) }
    circuit.measureAll()
    let first = try sample(circuit, shots: 500, seed: 1, memory: true)
    #expect(try sample(circuit, shots: 500, seed: 1, memory: true) == first)
    #expect(try sample(circuit, shots: 500, seed: 1).counts == first.counts)
    #expect(try sample(circuit, shots: 500, seed: 2).counts != first.counts)
  }

  @Test("The memory holds as many of each outcome as the counts, in no order")
  func memory() throws {
    var circuit = Build.circuit(2, bits: 2)
    try circuit.add("h", [], 0)
    circuit.measureAll()
    let sample = try sample(circuit, shots: 1000, memory: true)
    let memory = try #require(sample.memory)
    #expect(memory.count == 1000)
    #expect((0..<sample.counts.count).map { place in memory.count { $0 == place } } == sample.counts.occurrences)
    let changes = zip(memory, memory.dropFirst()).count { $0 != $1 }
    #expect((400...600).contains(changes))
  }

  @Test("A hundred and fifty-six bits of a device's outcomes are counted")
  func wide() throws {
    var circuit = Circuit(
      qubits: .physical(count: 156), bitRegisters: [Register(name: "meas", start: 0, count: 156)])
    try circuit.add("h", [], 0)
    try circuit.add("x", [], 100)
    try circuit.add("cx", [], 0, 155)
    circuit.measureAll()
    let counts = try sample(circuit, shots: 2000).counts
    #expect(counts.count == 2)
    func key(_ ones: Set<Int>) -> String { String((0..<156).reversed().map { ones.contains($0) ? "1" : "0" }) }
    expect(counts, [key([100]): 0.5, key([0, 100, 155]): 0.5], shots: 2000)
  }

  @Test("More qubits than the limit run if they are not in use at the same time")
  func reuse() throws {
    var small = ReferenceSimulator()
    small.qubitLimit = 2
    var circuit = Build.circuit(6, bits: 6)
    for qubit in 0..<6 {
      try circuit.add("h", [], qubit)
      circuit.measure(qubit, into: qubit)
    }
    #expect(try small.sample(Program(circuit), shots: 100, stream: stream).counts.shots == 100)
    var together = Build.circuit(3, bits: 1)
    for qubit in 0..<3 { try together.add("h", [], qubit) }
    let error = #expect(throws: SimulationError.self) {
      try small.sample(Program(together), shots: 100, stream: stream)
    }
    #expect(error?.message.hasPrefix("3 qubits need 256 bytes of memory; the limit is 2 qubits") == true)
  }

  @Test("No shots are no outcomes")
  func noShots() throws {
    var circuit = Build.circuit(1, bits: 1)
    circuit.measureAll()
    #expect(try sample(circuit, shots: 0).counts.count == 0)
    try circuit.add("h", [], 0)
    #expect(try sample(circuit, shots: -3).counts.shots == 0)
  }

  @Test("The time limit says how many shots were done")
  func timeLimit() throws {
    var circuit = Build.circuit(1, bits: 1)
    try circuit.add("h", [], 0)
    circuit.measureAll()
    for _ in 0..<3000 { try circuit.add("t", [], 0) }
    let late = ReferenceSimulator(deadline: ContinuousClock.now)
    #expect(throws: SimulationError.timeLimit(shotsDone: 0)) {
      try late.sample(Program(circuit), shots: 10, stream: stream)
    }
  }

  // MARK: Programs

  /// Flips a second qubit at every try, so that its outcome is 1 after an odd number of tries.
  @Test("A loop that repeats until success branches as often as it needs")
  func repeatUntilSuccess() throws {
    var circuit = Build.circuit(2, bits: 2)
    try circuit.add("h", [], 0)
    circuit.measure(0, into: 0)
    try circuit.add("x", [], 1)
    circuit.measure(1, into: 1)
    let program = Program(
      circuit: circuit,
      code: [
        .operations(0..<2), .operations(2..<3), .readBits(.global(0), 0..<1), .branch(.global(0), otherwise: 0),
        .operations(3..<4), .end,
      ], globalCount: 1)
    let counts = try simulator.sample(program, shots: 10_000, stream: stream).counts
    let odd = 2.0 / 3
    expect(counts, ["11": odd, "01": 1 - odd], shots: 10_000)
  }

  @Test("Teleportation with corrections by outcomes brings the state over")
  func teleportation() throws {
    var circuit = Build.circuit(3, bits: 3)
    try circuit.add("ry", [1.3], 0)
    try circuit.add("h", [], 1)
    try circuit.add("cx", [], 1, 2)
    try circuit.add("cx", [], 0, 1)
    try circuit.add("h", [], 0)
    circuit.measure(0, into: 0)
    circuit.measure(1, into: 1)
    try circuit.add("x", [], 2)
    try circuit.add("z", [], 2)
    try circuit.add("ry", [-1.3], 2)
    circuit.measure(2, into: 2)
    let program = Program(
      circuit: circuit,
      code: [
        .operations(0..<7), .readBits(.global(0), 1..<2), .branch(.global(0), otherwise: 4), .operations(7..<8),
        .readBits(.global(0), 0..<1), .branch(.global(0), otherwise: 7), .operations(8..<9), .operations(9..<11), .end,
      ], globalCount: 1)
    let counts = try simulator.sample(program, shots: 8000, stream: stream).counts
    expect(counts, ["000": 0.25, "001": 0.25, "010": 0.25, "011": 0.25], shots: 8000)
  }

  @Test("A fault of the program ends the run")
  func fault() {
    let program = Program(
      circuit: Build.circuit(1),
      code: [
        .load(.global(0), .integer(1, width: 32)), .load(.global(1), .integer(0, width: 32)),
        .binary(.global(0), .divide, .global(0), .global(1)), .end,
      ], globalCount: 2)
    #expect(throws: SimulationError.program(.divisionByZero, at: .instruction(2))) {
      try simulator.sample(program, shots: 1, stream: stream)
    }
  }
}
