import Circuits
import Execution
import Numerics
import ReferenceSimulation
import Simulation
import Testing

/// The fast simulator of circuits and programs against the plain one.
@Suite struct StateSimulatorTests {
  private let reference = ReferenceSimulator()
  private let simulator = StateSimulator()

  @Test("Every row of the gate table, under controls and powers, gives the plain simulator's amplitudes")
  func rows() throws {
    var stream = RandomStream(seed: 7)
    for row in StandardGate.all {
      for (controls, powers) in [([], []), ([true], []), ([false, true], []), ([], [-1]), ([], [0.5]), ([true], [3])]
        as [([Bool], [Double])]
      {
        let count = row.definition.qubitCount + controls.count
        let qubits = max(count, 3)
        var circuit = StateCircuits.random(qubits, gates: 8, stream: &stream)
        circuit.append(
          Gate(.standard(row), powers: powers, controls: controls),
          angles: row.definition.angleNames.map { _ in .constant(stream.uniform() * 6 - 3) },
          qubits: Array((0..<qubits).shuffled(using: &stream).prefix(count)))
        let found = try simulator.amplitudes(of: circuit)
        let distance = StateCircuits.distance(found, try reference.amplitudes(of: circuit))
        #expect(distance < 1e-12, "\(row.name) \(controls) \(powers)")
      }
    }
  }

  @Test("200 random circuits give the plain simulator's amplitudes, in double and single precision")
  func randomCircuits() throws {
    var stream = RandomStream(seed: 8)
    var single = simulator
    single.precision = .single
    for round in 0..<200 {
      let qubits = 2 + round % 7
      let circuit = StateCircuits.random(qubits, gates: 10 + round % 40, stream: &stream)
      let expected = try reference.amplitudes(of: circuit)
      #expect(StateCircuits.distance(try simulator.amplitudes(of: circuit), expected) < 1e-12, "round \(round)")
      #expect(StateCircuits.distance(try single.amplitudes(of: circuit), expected) < 1e-5, "round \(round)")
    }
  }

  @Test("Forced levels and threads agree", arguments: StateCircuits.levels)
  func levels(level: InstructionLevel) throws {
    var stream = RandomStream(seed: 9)
    let circuit = StateCircuits.random(12, gates: 60, stream: &stream)
    let expected = try reference.amplitudes(of: circuit)
    var forced = simulator
    forced.level = level
    let one = try forced.amplitudes(of: circuit)
    #expect(StateCircuits.distance(one, expected) < 1e-12)
    forced.threadCount = 3
    #expect(try forced.amplitudes(of: circuit) == one)
  }

  @Test("Means of observables are the plain simulator's")
  func means() throws {
    var stream = RandomStream(seed: 10)
    let observable = Observable([
      (0.5, PauliString(0, .z)), (-1.5, PauliString(3, .x)), (0.25, PauliString(4, .y)), (2, PauliString()),
    ])
    for _ in 0..<20 {
      let circuit = StateCircuits.random(5, gates: 20, stream: &stream)
      let expected = try reference.expectation(of: observable, in: circuit)
      #expect((try simulator.expectation(of: observable, in: circuit) - expected).magnitude < 1e-12)
    }
    #expect(throws: SimulationError.noSuchQubit(4, count: 3)) {
      try simulator.expectation(of: observable, in: StateCircuits.empty(3))
    }
  }

  @Test("Shots measured at the end follow the probabilities", arguments: 0..<3)
  func terminal(seed: UInt64) throws {
    var random = RandomStream(seed: 40 + seed)
    var circuit = StateCircuits.random(5, gates: 20, stream: &random)
    let probabilities = try reference.amplitudes(of: circuit).map(\.squaredMagnitude)
    circuit.bitRegisters = [
      Register(name: "a", start: 0, count: 3), Register(name: "b", start: 3, count: 2),
    ]
    for qubit in 0..<5 { circuit.measure(qubit, into: 4 - qubit) }
    let shots = 50_000
    let sample = try simulator.sample(
      Program(circuit), shots: shots, stream: RandomStream(seed: seed), keepsMemory: true)
    #expect(sample.counts.shots == shots)
    #expect(sample.memory?.count == shots)
    for index in 0..<32 {
      let bits = (0..<5).map { index >> (4 - $0) & 1 == 1 }
      let count = sample.counts[BitOrder.key(registerSizes: [3, 2]) { bits[$0] }]
      let mean = probabilities[index] * Double(shots)
      #expect((Double(count) - mean).magnitude <= 5 * (mean * (1 - probabilities[index])).squareRoot() + 1e-9)
    }
    let again = try simulator.sample(
      Program(circuit), shots: shots, stream: RandomStream(seed: seed), keepsMemory: true)
    #expect(sample == again)
  }

  @Test(
    "Measurements on the way, resets and gates after them give the plain simulator's distribution", arguments: 0..<12)
  func dynamic(seed: UInt64) throws {
    var random = RandomStream(seed: 60 + seed)
    var circuit = StateCircuits.empty(4, bits: 4)
    for part in 0..<4 {
      let gates = StateCircuits.random(4, gates: 6, stream: &random)
      for index in gates.operations.indices {
        circuit.append(
          gates.gates[Int(gates.operations[index].index)], angles: Array(gates.angles(of: index)),
          qubits: gates.operands(of: index).map { Int($0) })
      }
      circuit.measure(Int(random.next() % 4), into: part)
      if part == 1 { circuit.reset(Int(random.next() % 4)) }
    }
    let shots = 20_000
    let found = try simulator.sample(Program(circuit), shots: shots, stream: RandomStream(seed: seed)).counts
    let expected = try reference.sample(Program(circuit), shots: shots, stream: RandomStream(seed: 900 + seed)).counts
    for index in 0..<16 {
      let key = String((0..<4).reversed().map { index >> $0 & 1 == 1 ? "1" : "0" })
      let (first, second) = (Double(found[key]), Double(expected[key]))
      #expect((first - second).magnitude <= 5 * (first + second).squareRoot() + 1e-9, "\(key): \(first) \(second)")
    }
  }

  @Test("Large states with measurements on the way agree with the plain simulator")
  func largeDynamic() throws {
    var circuit = StateCircuits.empty(13, bits: 13)
    for qubit in 0..<13 { try StateCircuits.add("ry", [0.4 + 0.1 * Double(qubit)], [qubit], to: &circuit) }
    for qubit in 1..<13 { try StateCircuits.add("cx", [], [qubit - 1, qubit], to: &circuit) }
    circuit.measure(5, into: 5)
    try StateCircuits.add("h", [], [5], to: &circuit)
    try StateCircuits.add("cx", [], [5, 11], to: &circuit)
    circuit.measure(11, into: 11)
    circuit.measure(5, into: 4)
    let shots = 4_000
    let found = try simulator.sample(Program(circuit), shots: shots, stream: RandomStream(seed: 2)).counts
    let expected = try reference.sample(Program(circuit), shots: shots, stream: RandomStream(seed: 3)).counts
    for index in 0..<expected.count {
      let (first, second) = (Double(found[expected.key(at: index)]), Double(expected.occurrences[index]))
      #expect((first - second).magnitude <= 5 * (first + second).squareRoot() + 1e-9)
    }
  }

  @Test("Sixty qubits of which few are in use at a time run")
  func sixtyQubits() throws {
    var circuit = StateCircuits.empty(60, bits: 60)
    for first in stride(from: 0, to: 60, by: 10) {
      for qubit in first..<first + 10 { try StateCircuits.add("h", [], [qubit], to: &circuit) }
      for qubit in first..<first + 10 { circuit.measure(qubit, into: qubit) }
    }
    let counts = try simulator.sample(Program(circuit), shots: 50, stream: RandomStream(seed: 1)).counts
    #expect(counts.shots == 50)
    #expect(counts.count == 50)
  }

  @Test("A register of a billion qubits costs only what is used of it")
  func hugeRegister() throws {
    var circuit = StateCircuits.empty(1_000_000_000)
    try StateCircuits.add("x", [], [999_999_999], to: &circuit)
    let state = try simulator.state(of: circuit)
    #expect((state.expectation(of: PauliString(999_999_999, .z)) + 1).magnitude < 1e-15)
    #expect(throws: SimulationError.self) { try simulator.amplitudes(of: circuit) }
    #expect(try simulator.sample(Program(circuit), shots: 3, stream: RandomStream(seed: 1)).counts[""] == 3)
  }

  @Test("More qubits than memory holds are refused before any work")
  func tooManyQubits() throws {
    var circuit = StateCircuits.empty(45, bits: 45)
    for qubit in 0..<45 { try StateCircuits.add("h", [], [qubit], to: &circuit) }
    for qubit in 0..<45 { circuit.measure(qubit, into: qubit) }
    #expect(throws: SimulationError.self) { try simulator.state(of: circuit) }
    do {
      _ = try simulator.sample(Program(circuit), shots: 1, stream: RandomStream(seed: 1))
      Issue.record("there was memory for 45 qubits")
    } catch {
      guard case .tooManyQubits(45, _, 0x1p49, _) = error else {
        Issue.record("another error: \(error)")
        return
      }
    }
  }

  @Test("The deadline ends long programs and long work on large states")
  func deadline() throws {
    var loop = StateCircuits.empty(1, bits: 1)
    loop.measure(0, into: 0)
    let program = Program(circuit: loop, code: [.operations(0..<1), .jump(to: 0)])
    let limited = StateSimulator(deadline: .now + .milliseconds(50))
    #expect(throws: SimulationError.timeLimit(shotsDone: 0)) {
      try limited.sample(program, shots: 5, stream: RandomStream(seed: 1))
    }
    var stream = RandomStream(seed: 1)
    var long = StateCircuits.empty(18)
    for _ in 0..<2_000 {
      for qubit in 0..<18 { try StateCircuits.add("rx", [stream.uniform()], [qubit], to: &long) }
      for qubit in 1..<18 { try StateCircuits.add("cz", [], [qubit - 1, qubit], to: &long) }
    }
    let clock = ContinuousClock()
    let passed = clock.measure {
      #expect(throws: SimulationError.timeLimit(shotsDone: 0)) {
        try StateSimulator(deadline: .now + .milliseconds(100)).state(of: long)
      }
    }
    #expect(passed < .seconds(5))
  }

  @Test("What has no one final state is refused")
  func noFinalState() throws {
    var circuit = StateCircuits.empty(1, bits: 1)
    try StateCircuits.add("h", [], [0], to: &circuit)
    circuit.measure(0, into: 0)
    try StateCircuits.add("h", [], [0], to: &circuit)
    #expect(throws: SimulationError.measuredTooEarly(qubit: 0)) { try simulator.state(of: circuit) }
    var reset = StateCircuits.empty(1)
    try StateCircuits.add("h", [], [0], to: &reset)
    reset.reset(0)
    #expect(throws: SimulationError.resetInBetween(qubit: 0)) { try simulator.state(of: reset) }
  }
}
