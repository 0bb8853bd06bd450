import Circuits
import Devices
import Execution
import Numerics
import ReferenceSimulation
import Testing
import Transpilation

@Suite struct LayoutTests {
  static func chain(_ count: Int) throws -> Circuit {
    var circuit = Build.circuit(count, bits: count)
    try circuit.add("h", [], 0)
    for qubit in 1..<count { try circuit.add("cx", [], qubit - 1, qubit) }
    for qubit in 0..<count { circuit.measure(qubit, into: qubit) }
    return circuit
  }

  @Test("A chain goes to the line that works best, and not to the first one")
  func bestLine() throws {
    var device = Machines.device(qubits: 8, Machines.line(8), one: ["rz", "sx", "x"], two: ["cx"])
    for index in device.gates.indices where device.gates[index].gate == .cx {
      let isBad = device.gates[index].qubits.contains { $0 < 4 }
      device.gates[index].error = isBad ? 0.2 : 0.001
    }
    let compiled = try Transpiler(device: device).compile(Self.chain(4))
    #expect(compiled.initialLayout.compactMap(\.self).sorted() == [4, 5, 6, 7])
    #expect(compiled.swapCount == 0)
    #expect(compiled.twoQubitGates == 3)
  }

  @Test("Readout and relaxation decide where the gates are equal")
  func readoutAndRelaxation() throws {
    var device = Machines.device(qubits: 9, Machines.line(9), one: ["rz", "sx", "x"], two: ["cz"])
    for index in device.gates.indices { device.gates[index].error = 0.001 }
    for qubit in 0..<9 {
      device.qubits[qubit].t1InSeconds = qubit < 3 ? 1e-6 : 1e-4
      device.qubits[qubit].t2InSeconds = qubit < 3 ? 1e-6 : 1e-4
      device.qubits[qubit].readout?.probabilityOfZeroGivenOne = 3 <= qubit && qubit < 6 ? 0.3 : 0.01
    }
    let compiled = try Transpiler(device: device).compile(Self.chain(3))
    #expect(compiled.initialLayout.compactMap(\.self).sorted() == [6, 7, 8])
  }

  @Test("Stars, rings and grids are found in a lattice", arguments: 0..<4)
  func subgraphs(shape: Int) throws {
    let couplings = [
      [(0, 1), (0, 2), (0, 3)], [(0, 1), (1, 2), (2, 3), (3, 0)], Machines.grid(2, 3), Machines.line(9),
    ]
    var circuit = Build.circuit(9)
    for (first, second) in couplings[shape].shuffled() { try circuit.add("rzz", [.constant(0.4)], first, second) }
    let device = Machines.device(qubits: 16, Machines.grid(4, 4), one: ["rz", "sx"], two: ["cz"])
    let compiled = try Transpiler(device: device).compile(circuit)
    #expect(compiled.swapCount == 0)
    #expect(compiled.twoQubitGates == 2 * couplings[shape].count)
    #expect(try Judge.distance(compiled, circuit) < 1e-9)
  }

  @Test("Broken qubits and gates are never used, and the circuit still fits around them", arguments: 0..<12)
  func broken(seed: Int) throws {
    let (count, couplings) = Machines.heavyHex(rows: 3, columns: 5)
    var device = Machines.device(
      qubits: count, couplings, one: ["rz", "sx", "x"], two: ["ecr"], isDirected: true, seed: UInt64(seed))
    var stream = RandomStream(seed: UInt64(seed)).substream("broken")
    for index in device.gates.indices where stream.uniform() < (device.gates[index].qubits.count == 2 ? 0.1 : 0.03) {
      device.gates[index].error = 1
    }
    let circuit = Circuit.random(5, gates: 10, stream: &stream)
    let compiled = try Transpiler(device: device).compile(circuit)
    #expect(Judge.foreign(compiled, on: device) == [])
    if compiled.compact.places.count <= 12 { #expect(try Judge.distance(compiled, circuit) < 1e-8) }
  }

  @Test("Interactions of all with all are routed on a line, and cost no more than they have to", arguments: 3...6)
  func routing(count: Int) throws {
    var circuit = Build.circuit(count)
    for first in 0..<count {
      try circuit.add("h", [], first)
      for second in first + 1..<max(count, first + 1) {
        try circuit.add("cp", [.constant(1 / Double(second + 1))], first, second)
      }
    }
    let device = Machines.device(qubits: 7, Machines.line(7), one: ["rz", "sx", "x"], two: ["cx"], isDirected: true)
    let compiled = try Transpiler(device: device).compile(circuit)
    #expect(Judge.foreign(compiled, on: device) == [])
    #expect(try Judge.distance(compiled, circuit) < 1e-8)
    #expect(compiled.swapCount <= count * (count - 1) / 2)
  }

  @Test("A program's own swaps cost nothing")
  func elision() throws {
    var circuit = Build.circuit(3)
    try circuit.add("ry", [.constant(0.3)], 0)
    try circuit.add("swap", [], 0, 2)
    try circuit.add("cx", [], 2, 1)
    try circuit.add("swap", [], 1, 2)
    let device = Machines.device(qubits: 3, Machines.line(3), one: ["rz", "sx", "x"], two: ["cx"])
    let compiled = try Transpiler(device: device).compile(circuit)
    #expect(compiled.twoQubitGates == 1)
    #expect(try Judge.distance(compiled, circuit) < 1e-9)
  }

  @Test("A circuit that names the device's qubits stays where it is")
  func physical() throws {
    var circuit = Circuit(qubits: .physical(count: 4))
    try circuit.add("h", [], 1)
    try circuit.add("cx", [], 2, 1)
    let device = Machines.device(qubits: 6, Machines.line(6), one: ["rz", "sx", "x"], two: ["cz"])
    let compiled = try Transpiler(device: device).compile(circuit)
    #expect(compiled.initialLayout == [nil, 1, 2, nil])
    #expect(try Judge.distance(compiled, circuit) < 1e-9)
    try circuit.add("cx", [], 1, 3)
    #expect(throws: TranspilationError.notCoupled(first: 1, second: 3, device: "test")) {
      try Transpiler(device: device).compile(circuit)
    }
  }

  @Test("What cannot be done is refused with what to do about it")
  func refusals() throws {
    let line = Machines.device("line", qubits: 3, Machines.line(3), one: ["rz", "sx", "x"], two: ["cx"])
    #expect(throws: TranspilationError.tooManyQubits(count: 4, working: 3, device: "line")) {
      try Transpiler(device: line).compile(Self.chain(4))
    }
    var halves = line
    for index in halves.gates.indices where halves.gates[index].qubits.sorted() == [1, 2] {
      halves.gates[index].error = 1
    }
    #expect(throws: TranspilationError.tooManyQubits(count: 3, working: 2, device: "line")) {
      try Transpiler(device: halves).compile(Self.chain(3))
    }
    let poor = Machines.device("poor", qubits: 3, Machines.line(3), one: ["rz", "x"], two: ["cx"])
    #expect(throws: TranspilationError.notUniversal(device: "poor", gates: ["cx", "rz", "x"])) {
      try Transpiler(device: poor).compile(Self.chain(2))
    }
    var infinite = Build.circuit(1)
    try infinite.add("rx", [.constant(.infinity)], 0)
    #expect(throws: TranspilationError.angleNotFinite(gate: "rx", value: .infinity)) {
      try Transpiler(device: line).compile(infinite)
    }
    let opaque = GateDeclaration(name: "box", angleNames: [], qubitNames: ["a"], body: nil)
    var unknown = Circuit(qubits: .registers([Register(name: "q", start: 0, count: 1)]), declarations: [opaque])
    unknown.append(Gate(.declared(0)), qubits: [0])
    #expect(throws: TranspilationError.circuit(.noBody(gate: "box"))) {
      try Transpiler(device: line).compile(unknown)
    }
    for error in [TranspilationError.tooManyQubits(count: 4, working: 3, device: "line"), .computedAngle(gate: "rx")] {
      #expect(!error.message.isEmpty && !error.help.isEmpty)
    }
  }
}
