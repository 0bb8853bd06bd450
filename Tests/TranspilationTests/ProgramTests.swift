import Circuits
import Devices
import Execution
import Numerics
import ReferenceSimulation
import Testing
import Transpilation

@Suite struct ProgramTests {
  /// Entangles, measures, and goes on by the outcome: with constants, with a computed angle, and on computed qubits.
  static func program() throws -> Program {
    var circuit = Build.circuit(4)
    circuit.bitRegisters = [Register(name: "c", start: 0, count: 2), Register(name: "d", start: 2, count: 2)]
    try circuit.add("ry", [.constant(1.2)], 0)
    try circuit.add("cx", [], 0, 1)
    try circuit.add("cx", [], 0, 2)
    try circuit.add("cx", [], 2, 3)
    try circuit.add("crx", [.constant(0.8)], 1, 3)
    circuit.measure(0, into: 0)
    let head = circuit.operations.count
    try circuit.add("h", [], 1)
    try circuit.add("swap", [], 1, 2)
    try circuit.add("cz", [], 3, 1)
    let body = circuit.operations.count
    for qubit in 1..<4 { circuit.measure(qubit, into: qubit) }
    let ry = Gate(try #require(StandardGate("ry")))
    let general = Gate(try #require(StandardGate("u3")))
    let cp = Gate(try #require(StandardGate("cp")))
    let code: [Instruction] = [
      .operations(0..<head),
      .readBit(.global(0), 0),
      .branch(.global(0), otherwise: 10),
      .load(.global(1), .float(0.7)),
      .gate(ry, angles: [.global(1)], qubits: [.fixed(3)]),
      .gate(cp, angles: [.global(1)], qubits: [.fixed(3), .fixed(1)]),
      .gate(Gate(.cx), angles: [], qubits: [.fixed(1), .fixed(3)]),
      .load(.global(2), .qubits([1, 2])),
      .gate(general, angles: [.global(1), .global(1), .global(1)], qubits: [.register(.global(2))]),
      .jump(to: 11),
      .operations(head..<body),
      .operations(body..<circuit.operations.count),
      .end,
    ]
    return Program(circuit: circuit, code: code, globalCount: 3)
  }

  @Test("Programs with control flow give the same counts on every machine", arguments: Machines.all.indices)
  func counts(machine: Int) throws {
    let program = try Self.program()
    let compiled = try Transpiler(device: Machines.all[machine]).compile(program)
    let shots = 40_000
    let simulator = ReferenceSimulator()
    let wanted = try simulator.sample(program, shots: shots, stream: RandomStream(seed: 1)).counts
    let (compact, places) = compiled.compact
    #expect(places.count <= Machines.all[machine].qubits.count)
    for run in [compiled.program, compact] {
      let found = try simulator.sample(run, shots: shots, stream: RandomStream(seed: 2)).counts
      #expect(wanted.layout == found.layout)
      for key in Set((0..<wanted.count).map { wanted.key(at: $0) } + (0..<found.count).map { found.key(at: $0) }) {
        let mean = Double(wanted[key] + found[key]) / 2
        #expect(Double(wanted[key] - found[key]).magnitude <= 5 * (2 * mean).squareRoot() + 5, "\(key)")
      }
    }
    let allowed = Set(Machines.all[machine].gates.map(\.gate))
    #expect(GateExpansion(allowed: allowed).accepts(compiled.program.circuit))
  }

  @Test("What is only known while a program runs is refused by name")
  func refusals() throws {
    var circuit = Build.circuit(3)
    try circuit.add("h", [], 0)
    let transpiler = Transpiler(device: Machines.all[0])
    let operand = QubitOperand.single(.global(0))
    var code: [Instruction] = [
      .load(.global(0), .qubits([1])), .gate(Gate(.cx), angles: [], qubits: [.fixed(0), operand]), .end,
    ]
    #expect(throws: TranspilationError.computedQubits(what: "gate cx")) {
      try transpiler.compile(Program(circuit: circuit, code: code, globalCount: 2))
    }
    let crz = Gate(try #require(StandardGate("crz")))
    code = [.load(.global(1), .float(0.3)), .gate(crz, angles: [.global(1)], qubits: [.fixed(0), .fixed(2)]), .end]
    #expect(throws: TranspilationError.computedAngle(gate: "crz")) {
      try transpiler.compile(Program(circuit: circuit, code: code, globalCount: 2))
    }
  }
}
