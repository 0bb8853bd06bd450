import Circuits
import Devices
import Execution
import Numerics
import ReferenceSimulation
import Testing
import Transpilation

@Suite struct ShippedDevicesTests {
  static let names = DeviceLibrary(workingFolder: "/nonexistent", home: nil).entries.map(\.name)

  static func rotations(_ count: Int) throws -> Circuit {
    var circuit = Build.circuit(count, parameters: (0..<2 * count).map { "x\($0)" })
    for layer in 0..<2 {
      for qubit in 0..<count {
        try circuit.add("ry", [circuit.expressions.parameter(layer * count + qubit)], qubit)
      }
      for qubit in 1..<count { try circuit.add("cx", [], qubit - 1, qubit) }
    }
    return circuit
  }

  @Test("Every shipped device runs chains, rotations and random circuits with its own gates", arguments: names)
  func compiles(name: String) throws {
    let device = try DeviceLibrary(workingFolder: "/nonexistent", home: nil).device(named: name).device
    let transpiler = Transpiler(device: device)
    let rotations = try Self.rotations(5)
    let compiled = try transpiler.compile(rotations)
    #expect(Judge.foreign(compiled, on: device) == [])
    #expect(compiled.swapCount == 0)
    #expect(compiled.twoQubitGates == 8)
    let values = (0..<10).map { 0.3 * Double($0) - 1 }
    #expect(try Judge.distance(compiled, rotations, parameters: values) < 1e-9)
    var stream = RandomStream(seed: 11).substream(name)
    let random = Circuit.random(4, gates: 10, stream: &stream)
    let routed = try transpiler.compile(random)
    #expect(Judge.foreign(routed, on: device) == [])
    #expect(try Judge.distance(routed, random) < 1e-8)
  }

  @Test("What a device's noise model knows of is what the compiled circuit does", arguments: ["ibm_manila", "ibm_fez"])
  func noise(name: String) throws {
    let device = try DeviceLibrary(workingFolder: "/nonexistent", home: nil).device(named: name).device
    var circuit = try Self.rotations(4)
    circuit.bitRegisters = [Register(name: "c", start: 0, count: 4)]
    for qubit in 0..<4 { circuit.measure(qubit, into: qubit) }
    let compiled = try Transpiler(device: device).compile(circuit)
    let model = NoiseModel(device: device)
    var (noisy, idle) = (0, 0)
    for (index, operation) in compiled.circuit.operations.enumerated() {
      let qubits = compiled.circuit.operands(of: index).map { Int($0) }
      switch operation.kind {
      case .gate where !model.channels(after: compiled.circuit.gates[Int(operation.index)], on: qubits).isEmpty:
        noisy += 1
      case .delay:
        let duration = try #require(compiled.circuit.duration(at: operation.index))
        if model.channel(during: duration, on: qubits[0]) != nil { idle += 1 }
      default: break
      }
    }
    #expect(noisy >= compiled.twoQubitGates + 8)
    #expect(idle > 0)
    #expect(0.5 < compiled.estimatedSuccess && compiled.estimatedSuccess < 0.99)
  }
}
