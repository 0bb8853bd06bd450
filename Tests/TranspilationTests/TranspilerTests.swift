import Circuits
import Devices
import Execution
import Numerics
import ReferenceSimulation
import Testing
import Transpilation

@Suite struct TranspilerTests {
  /// 200 random circuits: each machine gets every eighteenth.
  @Test(
    "Random circuits over all rows and modifiers keep their state on every machine", arguments: Machines.all.indices)
  func randomCircuits(machine: Int) throws {
    let device = Machines.all[machine]
    let transpiler = Transpiler(device: device)
    for seed in stride(from: machine, to: Scale.isFull ? 200 : 72, by: Machines.all.count) {
      var stream = RandomStream(seed: UInt64(seed)).substream("circuits")
      let circuit = Circuit.random(2 + seed % 3, gates: 5 + seed % 9, stream: &stream)
      let compiled = try transpiler.compile(circuit)
      #expect(Judge.foreign(compiled, on: device) == [])
      #expect(try Judge.distance(compiled, circuit) < 1e-8, "\(device.name), circuit \(seed)")
    }
  }

  @Test("Every row of the table is written for every machine", arguments: Machines.all.indices)
  func rows(machine: Int) throws {
    let device = Machines.all[machine]
    let transpiler = Transpiler(device: device)
    for row in StandardGate.all where row.definition.qubitCount > 0 && row.definition.qubitCount <= device.qubits.count
    {
      let count = row.definition.qubitCount
      let names = row.definition.angleNames
      var circuit = Build.circuit(count, parameters: names)
      for qubit in 0..<count {
        try circuit.add("u3", [.constant(0.4 + Double(qubit)), .constant(0.3), .constant(1.1)], qubit)
      }
      let angles = names.indices.map { circuit.expressions.parameter($0) }
      circuit.append(Gate(row), angles: angles, qubits: Array((0..<count).reversed()))
      let values = names.indices.map { 0.9 - 2.3 * Double($0) }
      let symbolic = try transpiler.compile(circuit)
      #expect(Judge.foreign(symbolic, on: device) == [], "\(row.name)")
      #expect(symbolic.circuit.parameters == circuit.parameters)
      #expect(try Judge.distance(symbolic, circuit, parameters: values) < 1e-8, "\(row.name) on \(device.name)")
      guard !names.isEmpty else { continue }
      let bound = try transpiler.compile(circuit.bound(to: values))
      #expect(try Judge.distance(bound, circuit.bound(to: values)) < 1e-8, "\(row.name) on \(device.name)")
      #expect(bound.twoQubitGates <= symbolic.twoQubitGates)
    }
  }
}
