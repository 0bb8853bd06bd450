import Execution
import Circuits
import Numerics
import ReferenceSimulation
import Testing

@Suite struct StateTests {
  private let simulator = ReferenceSimulator()
  private let half = 0.5.squareRoot()

  @Test("A Bell pair has two amplitudes")
  func bell() throws {
    var circuit = Build.circuit(2)
    try circuit.add("h", [], 0)
    try circuit.add("cx", [], 0, 1)
    let expected = [Complex(half), .zero, .zero, Complex(half)]
    #expect(distance(try simulator.amplitudes(of: circuit), expected) < 1e-15)
  }

  @Test("Qubit 0 is the least significant bit of an index", arguments: 0..<3)
  func bitOrder(qubit: Int) throws {
    var circuit = Build.circuit(3)
    try circuit.add("x", [], qubit)
    let amplitudes = try simulator.amplitudes(of: circuit)
    #expect(amplitudes[1 << qubit] == .one)
    #expect(amplitudes.filter { $0 != .zero }.count == 1)
  }

  @Test("Rotations give the amplitudes that their definitions say")
  func rotations() throws {
    var circuit = Build.circuit(2)
    try circuit.add("rx", [0.7], 0)
    try circuit.add("ry", [1.1], 1)
    let (c, s) = (Complex(0.9393727128473789), Complex(0, -0.34289780745545134))
    let (d, t) = (Complex(0.8525245220595057), Complex(0.5226872289306592))
    #expect(distance(try simulator.amplitudes(of: circuit), [c * d, s * d, c * t, s * t]) < 1e-15)
  }

  @Test("The global phase is kept")
  func globalPhase() throws {
    var circuit = Build.circuit(1)
    circuit.append(try Build.gate("gphase"), angles: [.constant(0.4)], qubits: [])
    circuit.append(try Build.gate("gphase", controls: [false]), angles: [.constant(0.5)], qubits: [0])
    #expect(distance(try simulator.amplitudes(of: circuit), [.phase(0.9), .zero]) < 1e-15)
  }

  @Test(
    "Controls act at their polarities", arguments: [(0b000, 0b000), (0b001, 0b101), (0b011, 0b011), (0b010, 0b010)])
  func polarities(start: Int, end: Int) throws {
    var circuit = Build.circuit(3)
    for qubit in 0..<3 where BitOrder.bit(qubit, of: start) { try circuit.add("h", [], qubit) }
    for qubit in 0..<3 where BitOrder.bit(qubit, of: start) { try circuit.add("h", [], qubit) }
    for qubit in 0..<3 where BitOrder.bit(qubit, of: start) { try circuit.add("x", [], qubit) }
    circuit.append(try Build.gate("x", controls: [true, false]), qubits: [0, 1, 2])
    let amplitudes = try simulator.amplitudes(of: circuit)
    #expect((amplitudes[end].magnitude - 1).magnitude < 1e-14)
  }

  @Test("Random circuits over all rows agree with products of whole matrices", arguments: 0..<12)
  func randomCircuits(seed: UInt64) throws {
    var stream = RandomStream(seed: seed)
    let circuit = Circuit.random(5, gates: 25, stream: &stream)
    let amplitudes = try simulator.amplitudes(of: circuit)
    #expect(distance(amplitudes, try stateByMatrices(circuit)) < 1e-11)
    #expect((amplitudes.reduce(0) { $0 + $1.squaredMagnitude } - 1).magnitude < 1e-12)
  }

  @Test("Every row of the table agrees with whole matrices", arguments: StandardGate.all)
  func rows(row: StandardGate) throws {
    var circuit = Build.circuit(max(row.definition.qubitCount, 1))
    for qubit in 0..<circuit.qubitCount { try circuit.add("u3", [0.3 + Double(qubit), 1.2, -0.4], qubit) }
    circuit.append(
      Gate(row), angles: row.definition.angleNames.indices.map { .constant(0.37 + Double($0)) },
      qubits: (0..<row.definition.qubitCount).reversed())
    #expect(distance(try simulator.amplitudes(of: circuit), try stateByMatrices(circuit)) < 1e-13)
  }

  private func declared() throws -> Circuit {
    var expressions = ExpressionArena()
    let angle = expressions.parameter(0)
    let double = expressions.combine(.multiply, .constant(2), angle)
    let inner = GateDeclaration(
      name: "inner", angleNames: ["a"], qubitNames: ["q"],
      body: GateBody(
        expressions: expressions,
        steps: [.init(try Build.gate("rx"), angles: [angle], qubits: [0]), .init(try Build.gate("t"), qubits: [0])]))
    let outer = GateDeclaration(
      name: "outer", angleNames: ["a"], qubitNames: ["q", "r"],
      body: GateBody(
        expressions: expressions,
        steps: [
          .init(Gate(.declared(0)), angles: [double], qubits: [1]),
          .init(try Build.gate("cx"), qubits: [1, 0]),
          .init(Gate(.declared(0), powers: [-1], controls: [false]), angles: [angle], qubits: [0, 1]),
        ]))
    var circuit = Build.circuit(3)
    circuit.declarations = [inner, outer]
    try circuit.add("h", [], 0)
    try circuit.add("h", [], 1)
    try circuit.add("u3", [0.4, 0.9, 0.2], 2)
    return circuit
  }

  @Test(
    "Declared gates act as their bodies, under all modifiers", arguments: [[], [-1], [2], [-3], [0.5]] as [[Double]])
  func declaredGates(powers: [Double]) throws {
    var circuit = try declared()
    circuit.append(
      Gate(.declared(1), powers: powers, controls: [true]), angles: [.constant(0.8)], qubits: [2, 0, 1])
    #expect(distance(try simulator.amplitudes(of: circuit), try stateByMatrices(circuit)) < 1e-12)
  }

  @Test("A declared gate too large for a matrix runs by its steps, also backwards")
  func largeDeclaredGate() throws {
    let steps = try (0..<12).map { GateBody.Step(try Build.gate("rx"), angles: [.constant(0.1)], qubits: [$0]) }
    var circuit = Build.circuit(12)
    circuit.declarations = [
      GateDeclaration(
        name: "big", angleNames: [], qubitNames: steps.indices.map { "q\($0)" }, body: GateBody(steps: steps))
    ]
    for powers in [[3], [-1], [-2]] as [[Double]] {
      circuit.append(Gate(.declared(0), powers: powers), qubits: Array(0..<12))
    }
    let amplitudes = try simulator.amplitudes(of: circuit)
    #expect((amplitudes[0] - .one).magnitude < 1e-12)
  }

  @Test("Opaque gates are refused by name")
  func opaque() throws {
    var circuit = Build.circuit(1)
    circuit.declarations = [GateDeclaration(name: "magic", angleNames: [], qubitNames: ["q"], body: nil)]
    circuit.append(Gate(.declared(0)), qubits: [0])
    #expect(throws: SimulationError.circuit(.noBody(gate: "magic"))) { try simulator.amplitudes(of: circuit) }
  }

  @Test("Angles are taken at the parameters' values")
  func parameters() throws {
    var circuit = Build.circuit(1, parameters: ["x"])
    let x = circuit.expressions.parameter(0)
    let angle = circuit.expressions.combine(.divide, .constant(1), x)
    circuit.append(try Build.gate("rx"), angles: [angle], qubits: [0])
    let amplitudes = try simulator.amplitudes(of: circuit, parameters: [0.5])
    #expect(distance(amplitudes, [Complex(0.5403023058681398), Complex(0, -0.8414709848078965)]) < 1e-15)
    #expect(throws: SimulationError.program(.notFinite(.infinity), at: .operation(0))) {
      try simulator.amplitudes(of: circuit, parameters: [0])
    }
    #expect(throws: SimulationError.circuit(.wrongValueCount(expected: 1, found: 0))) {
      try simulator.amplitudes(of: circuit)
    }
  }

  @Test("Final measurements are skipped; what follows one is refused")
  func measurements() throws {
    var circuit = Build.circuit(2, bits: 2)
    try circuit.add("h", [], 0)
    circuit.measureAll()
    #expect(distance(try simulator.amplitudes(of: circuit), [Complex(half), Complex(half), .zero, .zero]) < 1e-15)
    try circuit.add("x", [], 1)
    #expect(throws: SimulationError.measuredTooEarly(qubit: 1)) { try simulator.amplitudes(of: circuit) }
  }

  @Test("A reset is taken at the start and refused after gates")
  func resets() throws {
    var circuit = Build.circuit(1)
    circuit.reset(0)
    try circuit.add("x", [], 0)
    #expect(try simulator.amplitudes(of: circuit) == [.zero, .one])
    circuit.reset(0)
    #expect(throws: SimulationError.resetInBetween(qubit: 0)) { try simulator.amplitudes(of: circuit) }
  }

  @Test("Idle qubits cost nothing")
  func idle() throws {
    var circuit = Circuit(qubits: .physical(count: 156))
    try circuit.add("h", [], 100)
    try circuit.add("cx", [], 100, 155)
    let state = try simulator.state(of: circuit)
    #expect(state.held == [100, 155])
    #expect(state.amplitudes.count == 4)
    #expect((state.expectation(of: PauliString(7, .z)) - 1).magnitude < 1e-15)
    #expect(state.expectation(of: PauliString(7, .x)) == 0)
  }

  @Test("Too many qubits are refused with the memory that they need")
  func tooMany() throws {
    var circuit = Build.circuit(40)
    for qubit in 0..<40 { try circuit.add("h", [], qubit) }
    let error = #expect(throws: SimulationError.self) { try simulator.amplitudes(of: circuit) }
    #expect(error?.message.hasPrefix("40 qubits need 32 TiB of memory; the limit is 26 qubits, and ") == true)
    #expect(throws: SimulationError.self) { try simulator.state(of: circuit) }
  }

  @Test("A gate that gets a qubit twice is refused")
  func repeated() throws {
    var circuit = Build.circuit(2)
    try circuit.add("cx", [], 1, 1)
    #expect(throws: SimulationError.repeatedQubit(gate: "cx", qubit: 1)) { try simulator.amplitudes(of: circuit) }
    var other = Build.circuit(1)
    try other.add("x", [], 5)
    #expect(throws: SimulationError.noSuchQubit(5, count: 1)) { try simulator.amplitudes(of: other) }
  }

  @Test("A deadline in the past ends a long circuit")
  func deadline() throws {
    var circuit = Build.circuit(2)
    for _ in 0..<5000 { try circuit.add("h", [], 0) }
    let late = ReferenceSimulator(deadline: ContinuousClock.now)
    #expect(throws: SimulationError.timeLimit(shotsDone: 0)) { try late.amplitudes(of: circuit) }
  }

  @Test(
    "Expectations are exact",
    arguments: [
      ("Z0*Z1", 1), ("X0*X1", 1), ("Y0*Y1", -1), ("Z0", 0), ("0.5*Z0*Z1 + 2*X0*X1 - 1", 1.5), ("Z2", 1), ("X2", 0),
      ("mean(Z)", 1.0 / 3), ("Y2*Z0", 0), ("3", 3),
    ] as [(String, Double)])
  func expectations(text: String, value: Double) throws {
    var circuit = Build.circuit(3, bits: 3)
    try circuit.add("h", [], 0)
    try circuit.add("cx", [], 0, 1)
    circuit.measureAll()
    let observable = try ObservableText(text).resolved(qubitCount: 3)
    #expect((try simulator.expectation(of: observable, in: circuit) - value).magnitude < 1e-14)
  }

  @Test("Expectations agree with products of matrices on random states", arguments: 0..<4)
  func randomExpectations(seed: UInt64) throws {
    var stream = RandomStream(seed: 100 + seed)
    let circuit = Circuit.random(4, gates: 20, stream: &stream)
    let observable = try ObservableText("0.3*X0*Y2 + Y1 - 0.7*Z0*X1*Y3 + Z2").resolved(qubitCount: 4)
    var expected = 0.0
    let state = try stateByMatrices(circuit)
    for term in observable.terms {
      var changed = circuit
      for (qubit, pauli) in term.string.factors { try changed.add(pauli.letter.lowercased(), [], qubit) }
      let overlap = zip(state, try stateByMatrices(changed)).reduce(Complex.zero) { $0 + $1.0.conjugate * $1.1 }
      expected += term.coefficient * overlap.real
    }
    #expect((try simulator.expectation(of: observable, in: circuit) - expected).magnitude < 1e-11)
  }

  @Test("An observable on a qubit that the circuit lacks is refused")
  func missingQubit() throws {
    let observable = try ObservableText("Z4").resolved(qubitCount: 5)
    #expect(throws: SimulationError.noSuchQubit(4, count: 2)) {
      try simulator.expectation(of: observable, in: Build.circuit(2))
    }
  }
}
