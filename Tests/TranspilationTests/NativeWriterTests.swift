import Circuits
import Devices
import Execution
import Numerics
import ReferenceSimulation
import Testing
import Transpilation

@Suite struct NativeWriterTests {
  static let cx = Machines.device(qubits: 3, Machines.line(3), one: ["rz", "sx", "x"], two: ["cx"])

  /// The rows of a compiled circuit, in order.
  static func rows(_ compiled: CompiledCircuit) -> [String] {
    let circuit = compiled.circuit
    return circuit.operations.filter { $0.kind == .gate }.map { circuit.name(of: circuit.gates[Int($0.index)]) }
  }

  static func rows(_ circuit: Circuit, on device: Device = cx) throws -> [String] {
    rows(try Transpiler(device: device).compile(circuit))
  }

  @Test("Gates on one qubit merge into at most two pulses between turns about Z")
  func merging() throws {
    var circuit = Build.circuit(1)
    for name in ["h", "t", "sx", "t", "h", "t", "sx"] { try circuit.add(name, [], 0) }
    #expect(try Self.rows(circuit) == ["rz", "sx", "rz", "sx", "rz"])
    circuit = Build.circuit(1)
    try circuit.add("h", [], 0)
    #expect(try Self.rows(circuit) == ["rz", "sx", "rz"])
    try circuit.add("h", [], 0)
    #expect(try Self.rows(circuit) == [])
    try circuit.add("y", [], 0)
    #expect(try Self.rows(circuit) == ["x", "rz"])
    try circuit.add("s", [], 0)
    #expect(try Self.rows(circuit) == ["x", "rz"])
    circuit.bitRegisters = [Register(name: "c", start: 0, count: 1)]
    circuit.measure(0, into: 0)
    #expect(try Self.rows(circuit) == ["x"])
  }

  @Test("Symbols merge too: turns add up across x, and those that cancel are gone")
  func symbols() throws {
    var circuit = Build.circuit(1, parameters: ["a", "b"])
    let (a, b) = (circuit.expressions.parameter(0), circuit.expressions.parameter(1))
    try circuit.add("rz", [a], 0)
    try circuit.add("x", [], 0)
    try circuit.add("p", [b], 0)
    try circuit.add("z", [], 0)
    #expect(try Self.rows(circuit) == ["x", "rz"])
    try circuit.add("x", [], 0)
    try circuit.add("rz", [circuit.expressions.negate(a)], 0)
    try circuit.add("p", [b], 0)
    #expect(try Self.rows(circuit) == ["rz"])
    var rotations = Build.circuit(1, parameters: ["a", "b"])
    for index in 0..<2 { try rotations.add("ry", [rotations.expressions.parameter(index)], 0) }
    #expect(try Self.rows(rotations) == ["sx", "rz", "sx", "rz"])
    for index in [1, 0] {
      let angle = rotations.expressions.parameter(index)
      try rotations.add("ry", [rotations.expressions.negate(angle)], 0)
    }
    #expect(try Self.rows(rotations) == [])
  }

  @Test("Two gates that undo each other are gone, also around turns that they let through")
  func cancelling() throws {
    var circuit = Build.circuit(2, parameters: ["a"])
    try circuit.add("cx", [], 0, 1)
    try circuit.add("rz", [circuit.expressions.parameter(0)], 0)
    try circuit.add("cx", [], 0, 1)
    #expect(try Self.rows(circuit) == ["rz"])
    circuit = Build.circuit(2)
    for name in ["cx", "swap", "cx", "swap"] { try circuit.add(name, [], 0, 1) }
    #expect(try Self.rows(circuit).filter { $0 == "cx" }.count == 2)
    for name in ["cx", "cz", "ch", "rzz"] {
      try circuit.add(name, name == "rzz" ? [.constant(0.2)] : [], 0, 1)
      try circuit.add("h", [], 1)
    }
    #expect(try Self.rows(circuit).filter { $0 == "cx" }.count <= 3)
  }

  @Test("A rotation that the device has stays one gate, whatever its angle")
  func rotations() throws {
    let devices = ["fractional", "ms", "zz", "rxx", "cp"].compactMap { name in
      Machines.all.first { $0.name == name }
    }
    for device in devices {
      for name in ["rzz", "rxx", "ryy", "rzx", "cp", "crx", "cry", "crz"] {
        var circuit = Build.circuit(2, parameters: ["a"])
        try circuit.add(name, [circuit.expressions.parameter(0)], 0, 1)
        let compiled = try Transpiler(device: device).compile(circuit)
        #expect(compiled.twoQubitGates == 1, "\(name) on \(device.name)")
        #expect(try Judge.distance(compiled, circuit, parameters: [0.7]) < 1e-9)
      }
    }
  }

  @Test("Symbols are bound before or after compiling to the same state", arguments: Machines.all.indices)
  func binding(machine: Int) throws {
    var stream = RandomStream(seed: 9).substream(machine)
    var circuit = Build.circuit(3, parameters: ["a", "b", "c"])
    let rows = ["rx", "ry", "rz", "p", "u3", "prx", "gpi2", "rzz", "cp", "crx", "xx_plus_yy", "cx", "h", "ecr", "rxx"]
    for _ in 0..<18 {
      let name = rows[Int(stream.next() % UInt64(rows.count))]
      let definition = try #require(StandardGate(name)).definition
      let angles = definition.angleNames.map { _ -> Angle in
        let symbol = circuit.expressions.parameter(Int(stream.next() % 3))
        let other = circuit.expressions.parameter(Int(stream.next() % 3))
        switch stream.next() % 4 {
        case 0: return .constant(stream.uniform() * 6 - 3)
        case 1: return circuit.expressions.combine(.multiply, .constant(stream.uniform()), symbol)
        case 2: return circuit.expressions.combine(.subtract, symbol, circuit.expressions.apply(.sin, to: other))
        default: return circuit.expressions.combine(.multiply, symbol, other)
        }
      }
      let qubits = Array((0..<3).shuffled(using: &stream).prefix(definition.qubitCount))
      circuit.append(Gate(.standard(try #require(StandardGate(name)))), angles: angles, qubits: qubits)
    }
    let values = [0.4, -1.3, 2.2]
    let transpiler = Transpiler(device: Machines.all[machine])
    #expect(try Judge.distance(transpiler.compile(circuit), circuit, parameters: values) < 1e-8)
    let bound = circuit.bound(to: values)
    #expect(try Judge.distance(transpiler.compile(bound), bound) < 1e-8)
  }

  @Test("Counts keep their registers, bits and feed through measurement and reset", arguments: Machines.all.indices)
  func counts(machine: Int) throws {
    var circuit = Build.circuit(3)
    circuit.bitRegisters = [Register(name: "a", start: 0, count: 2), Register(name: "b", start: 2, count: 2)]
    try circuit.add("ry", [.constant(1.1)], 0)
    try circuit.add("cx", [], 0, 2)
    circuit.measure(0, into: 3)
    try circuit.add("sx", [], 0)
    circuit.reset(2)
    try circuit.add("ry", [.constant(0.6)], 2)
    try circuit.add("cx", [], 2, 1)
    circuit.measure(1, into: 0)
    circuit.measure(2, into: 2)
    circuit.measure(0, into: 2)
    circuit.measure(2, into: nil)
    let compiled = try Transpiler(device: Machines.all[machine]).compile(circuit)
    #expect(compiled.circuit.bitRegisters == circuit.bitRegisters)
    let shots = 40_000
    let simulator = ReferenceSimulator()
    let wanted = try simulator.sample(Program(circuit), shots: shots, stream: RandomStream(seed: 1)).counts
    let found = try simulator.sample(
      Program(compiled.compact.circuit), shots: shots, stream: RandomStream(seed: 2)
    ).counts
    #expect(wanted.layout == found.layout)
    for key in Set((0..<wanted.count).map { wanted.key(at: $0) } + (0..<found.count).map { found.key(at: $0) }) {
      let mean = Double(wanted[key] + found[key]) / 2
      #expect(Double(wanted[key] - found[key]).magnitude <= 5 * (2 * mean).squareRoot() + 5, "\(key)")
    }
  }
}
