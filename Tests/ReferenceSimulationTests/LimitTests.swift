import Circuits
import Execution
import Numerics
import ReferenceSimulation
import Testing

/// What must end in an error, or in time, whatever a program holds.
@Suite struct LimitTests {
  private let simulator = ReferenceSimulator()

  /// Gates each of which applies the one before twice.
  private func doubling(levels: Int) throws -> Circuit {
    var circuit = Build.circuit(1)
    circuit.declarations = try (0..<levels).map { level in
      let inner = level == 0 ? try Build.gate("t") : Gate(.declared(level - 1))
      let step = GateBody.Step(inner, qubits: [0])
      return GateDeclaration(name: "g\(level)", angleNames: [], qubitNames: ["q"], body: GateBody(steps: [step, step]))
    }
    circuit.append(Gate(.declared(levels - 1)), qubits: [0])
    return circuit
  }

  @Test("Gates that double sixty times are stopped by the deadline")
  func doubling() throws {
    let limited = ReferenceSimulator(deadline: .now + .milliseconds(50))
    let circuit = try doubling(levels: 60)
    #expect(throws: SimulationError.timeLimit(shotsDone: 0)) { try limited.amplitudes(of: circuit) }
  }

  @Test("Gates within each other through a thousand levels are refused")
  func nesting() throws {
    let circuit = try doubling(levels: 1000)
    #expect(throws: SimulationError.circuit(.nestedTooDeeply(gate: "g499", limit: 500))) {
      try simulator.amplitudes(of: circuit)
    }
  }

  @Test("A register of a billion qubits costs only what is used of it")
  func hugeRegister() throws {
    var circuit = Build.circuit(1_000_000_000)
    try circuit.add("x", [], 999_999_999)
    let state = try simulator.state(of: circuit)
    #expect((state.expectation(of: PauliString(999_999_999, .z)) + 1).magnitude < 1e-15)
    #expect(throws: SimulationError.self) { try simulator.amplitudes(of: circuit) }
    #expect(try simulator.sample(Program(circuit), shots: 3, stream: RandomStream(seed: 1)).counts[""] == 3)
  }

  @Test("A program that loops on outcomes forever ends at the deadline")
  func endlessLoop() throws {
    var circuit = Build.circuit(1, bits: 1)
    circuit.measure(0, into: 0)
    let program = Program(circuit: circuit, code: [.operations(0..<1), .jump(to: 0)])
    let limited = ReferenceSimulator(deadline: .now + .milliseconds(50))
    #expect(throws: SimulationError.timeLimit(shotsDone: 0)) {
      try limited.sample(program, shots: 5, stream: RandomStream(seed: 1))
    }
  }

  @Test("A wrong number of angles or qubits is an error, not a trap")
  func wrongCounts() throws {
    var circuit = Build.circuit(3)
    circuit.append(try Build.gate("rx"), angles: [], qubits: [0])
    #expect(throws: SimulationError.circuit(.wrongAngleCount(gate: "rx", expected: 1, found: 0))) {
      try simulator.amplitudes(of: circuit)
    }
    var other = Build.circuit(3)
    other.append(try Build.gate("cx"), qubits: [0, 1, 2])
    #expect(throws: SimulationError.circuit(.wrongOperandCount(gate: "cx", expected: 2, found: 3))) {
      try simulator.amplitudes(of: other)
    }
    var third = Build.circuit(1)
    third.append(Gate(.declared(4)), qubits: [0])
    #expect(throws: SimulationError.circuit(.missingDeclaration("number 4"))) { try simulator.amplitudes(of: third) }
  }

  @Test("Messages say what to do")
  func messages() {
    let errors: [SimulationError] = [
      .angleNotFinite(gate: "rx", value: .nan), .noSuchQubit(4, count: 2), .timeLimit(shotsDone: 7),
      .tooManyQubits(count: 70, limit: 26, bytesNeeded: 0x1p75, bytesAvailable: 3 << 30),
      .program(.divisionByZero, at: .instruction(0)),
    ]
    #expect(
      errors.map(\.message) == [
        "gate rx has the angle nan at the given inputs", "there is no qubit 4 among 2",
        "the time limit was reached after 7 shots",
        "70 qubits need 32768 EiB of memory; the limit is 26 qubits, and 3 GiB are available on this machine",
        "the program divides by zero",
      ])
    #expect(errors.allSatisfy { !$0.help.isEmpty })
  }
}
