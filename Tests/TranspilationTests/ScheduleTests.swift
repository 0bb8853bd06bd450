import Circuits
import Devices
import Execution
import Numerics
import ReferenceSimulation
import Testing
import Transpilation

@Suite struct ScheduleTests {
  static let device = Machines.device(
    qubits: 7, Machines.grid(1, 7), one: ["rz", "sx", "x"], two: ["cz"], seed: 3)

  @Test("Every qubit is busy from its first gate to its last, and nothing overlaps", arguments: 0..<10)
  func noGaps(seed: Int) throws {
    var stream = RandomStream(seed: UInt64(seed)).substream("schedule")
    var circuit = Build.circuit(4, bits: 4)
    for _ in 0..<20 {
      let pair = Array((0..<4).shuffled(using: &stream).prefix(2))
      try circuit.add("rx", [.constant(stream.uniform() * 6)], pair[0])
      try circuit.add("cz", [], pair[0], pair[1])
      if stream.next() % 7 == 0 { circuit.barrier([0, 1, 2, 3]) }
    }
    for qubit in 0..<4 { circuit.measure(qubit, into: qubit) }
    let compiled = try Transpiler(device: Self.device).compile(circuit)
    // Counted back from the end, the qubits of every gate come to it at one time: all waiting is written.
    var starts: [Int: Double] = [:]
    var meetings = 0
    for index in compiled.circuit.operations.indices.reversed() {
      let operation = compiled.circuit.operations[index]
      if operation.kind == .barrier { continue }
      let operands = compiled.circuit.operands(of: index).map { Int($0) }
      let qubits = operation.kind == .measure ? [operands[0]] : operands
      let known = qubits.compactMap { starts[$0] }
      if known.count == 2 {
        meetings += 1
        #expect((known[0] - known[1]).magnitude < 1e-12)
      }
      let start = (known.max() ?? 0) + Self.duration(of: index, in: compiled.circuit, qubits)
      for qubit in qubits { starts[qubit] = start }
    }
    #expect(meetings > 10)
    #expect(((starts.values.max() ?? 0) - compiled.durationInSeconds).magnitude < 1e-12)
  }

  static func duration(of index: Int, in circuit: Circuit, _ qubits: [Int]) -> Double {
    let operation = circuit.operations[index]
    switch operation.kind {
    case .gate:
      guard case .standard(let row) = circuit.gates[Int(operation.index)].target else { return 0 }
      return device.gates.first { $0.gate == row && $0.qubits == qubits }?.durationInSeconds ?? 0
    case .measure: return device.qubits[qubits[0]].readout?.durationInSeconds ?? 0
    case .delay: return circuit.duration(at: operation.index)?.inSeconds ?? 0
    default: return 0
    }
  }

  @Test("Gates come as late as they can: a qubit that starts late does not wait before it")
  func asLateAsPossible() throws {
    var circuit = Build.circuit(2)
    for _ in 0..<3 {
      try circuit.add("sx", [], 0)
      circuit.barrier([0])
    }
    try circuit.add("sx", [], 1)
    try circuit.add("cz", [], 0, 1)
    var transpiler = Transpiler(device: Self.device)
    let compiled = try transpiler.compile(circuit)
    #expect(compiled.circuit.operations.allSatisfy { $0.kind != .delay })
    #expect((compiled.durationInSeconds - (3 * 35e-9 + 300e-9)).magnitude < 1e-15)
    circuit = Build.circuit(2)
    try circuit.add("cz", [], 0, 1)
    for _ in 0..<3 {
      try circuit.add("sx", [], 0)
      circuit.barrier([0])
    }
    try circuit.add("cz", [], 0, 1)
    let waiting = try transpiler.compile(circuit)
    let delays = waiting.circuit.operations.filter { $0.kind == .delay }
    #expect(delays.count == 1)
    let duration = try #require(waiting.circuit.duration(at: delays[0].index)?.inSeconds)
    #expect((duration - 3 * 35e-9).magnitude < 1e-15)
    transpiler.writesDelays = false
    let silent = try transpiler.compile(circuit)
    #expect(silent.circuit.operations.allSatisfy { $0.kind != .delay })
    #expect(silent.estimatedSuccess == waiting.estimatedSuccess)
  }

  @Test("The estimate is the product of what every gate, measurement and wait leaves")
  func estimate() throws {
    var device = Machines.device(qubits: 2, Machines.line(2), one: ["rz", "sx", "x"], two: ["cz"])
    for index in device.gates.indices {
      device.gates[index].error = ["rz": 0, "sx": 0.001, "x": 0.002, "cz": 0.01][device.gates[index].gate.name]
    }
    for qubit in 0..<2 {
      device.qubits[qubit].readout = Device.Readout(
        probabilityOfOneGivenZero: 0.02, probabilityOfZeroGivenOne: 0.04, durationInSeconds: 1e-6)
    }
    var circuit = Build.circuit(2, bits: 2)
    try circuit.add("x", [], 0)
    try circuit.add("cz", [], 0, 1)
    for qubit in 0..<2 { circuit.measure(qubit, into: qubit) }
    let compiled = try Transpiler(device: device).compile(circuit)
    #expect((compiled.estimatedSuccess - 0.998 * 0.99 * 0.97 * 0.97).magnitude < 1e-12)
    #expect(compiled.depth == 3)
  }
}
