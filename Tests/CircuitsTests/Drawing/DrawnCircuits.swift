import Circuits
import Testing

/// The circuits of the golden drawings.
enum DrawnCircuit: String, CaseIterable, Sendable {
  case ghz, fourier, teleportation, controls, features, layers, wide, device, timing, phases, declared, empty

  func circuit() throws -> Circuit {
    switch self {
    case .ghz: try Self.ghz(4)
    case .fourier: try Self.fourier()
    case .teleportation: try Self.teleportation()
    case .controls: try Self.controls()
    case .features: try Self.features()
    case .layers: try Self.layers()
    case .wide: try Self.random(qubits: 12, gates: 60)
    case .device: try Self.device()
    case .timing: try Self.timing()
    case .phases: try Self.phases()
    case .declared: try Self.declared()
    case .empty: Self.circuit(2, bits: 1)
    }
  }

  static func circuit(_ qubits: Int, bits: Int = 0) -> Circuit {
    Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: qubits)]),
      bitRegisters: bits > 0 ? [Register(name: "c", start: 0, count: bits)] : [])
  }

  static func gate(_ name: String, controls: [Bool] = [], powers: [Double] = []) throws -> Gate {
    Gate(.standard(try #require(StandardGate(name))), powers: powers, controls: controls)
  }

  static func ghz(_ count: Int) throws -> Circuit {
    var circuit = circuit(count, bits: count)
    circuit.append(try gate("h"), qubits: [0])
    for qubit in 1..<count { circuit.append(try gate("cx"), qubits: [qubit - 1, qubit]) }
    circuit.barrier(Array(0..<count))
    for qubit in 0..<count { circuit.measure(qubit, into: qubit) }
    return circuit
  }

  private static func fourier() throws -> Circuit {
    var circuit = circuit(4)
    for target in (0..<4).reversed() {
      circuit.append(try gate("h"), qubits: [target])
      for control in (0..<target).reversed() {
        let angle = Angle.constant(.pi / Double(1 << (target - control)))
        circuit.append(try gate("cp"), angles: [angle], qubits: [control, target])
      }
    }
    circuit.append(try gate("swap"), qubits: [0, 3])
    circuit.append(try gate("swap"), qubits: [1, 2])
    return circuit
  }

  private static func teleportation() throws -> Circuit {
    var circuit = Circuit(
      qubits: .registers([
        Register(name: "message", start: 0, count: 1, isScalar: true), Register(name: "pair", start: 1, count: 2),
      ]),
      bitRegisters: [
        Register(name: "m", start: 0, count: 2), Register(name: "out", start: 2, count: 1, isScalar: true),
      ])
    circuit.append(
      try gate("u3"), angles: [.constant(0.1 + 0.2), .constant(1.0471975511), .constant(-.pi / 4)], qubits: [0])
    circuit.append(try gate("h"), qubits: [1])
    circuit.append(try gate("cx"), qubits: [1, 2])
    circuit.barrier([0, 1, 2])
    circuit.append(try gate("cx"), qubits: [0, 1])
    circuit.append(try gate("h"), qubits: [0])
    circuit.measure(0, into: 0)
    circuit.measure(1, into: 1)
    circuit.reset(0)
    circuit.append(try gate("x"), qubits: [0])
    circuit.append(try gate("sdg"), qubits: [2])
    circuit.measure(2, into: 2)
    return circuit
  }

  private static func controls() throws -> Circuit {
    var circuit = circuit(5)
    circuit.append(try gate("x", controls: [true, false, true]), qubits: [0, 2, 4, 1])
    circuit.append(try gate("rzz", controls: [false]), angles: [.constant(.pi / 3)], qubits: [1, 0, 3])
    circuit.append(try gate("swap", controls: [true, false]), qubits: [0, 4, 1, 3])
    circuit.append(try gate("rxx"), angles: [.constant(0.25)], qubits: [3, 0])
    circuit.append(try gate("h", powers: [-1, 0.5]), qubits: [2])
    circuit.append(try gate("cz"), qubits: [4, 2])
    circuit.append(try gate("z", controls: [false]), qubits: [0, 1])
    circuit.append(try gate("ccz"), qubits: [0, 1, 2])
    circuit.append(try gate("c4x"), qubits: [0, 1, 2, 3, 4])
    circuit.append(try gate("rccx"), qubits: [4, 1, 2])
    return circuit
  }

  private static func features() throws -> Circuit {
    var circuit = circuit(3)
    circuit.parameters = (0..<3).map { Parameter(name: "x_\($0)") }
    let inputs = (0..<3).map { circuit.expressions.parameter($0) }
    for qubit in 0..<3 {
      let angle = circuit.expressions.combine(.multiply, .constant(2), inputs[qubit])
      circuit.append(try gate("h"), qubits: [qubit])
      circuit.append(try gate("rz"), angles: [angle], qubits: [qubit])
    }
    for qubit in 0..<2 {
      let first = circuit.expressions.combine(.subtract, .constant(.pi), inputs[qubit])
      let second = circuit.expressions.combine(.subtract, .constant(.pi), inputs[qubit + 1])
      let product = circuit.expressions.combine(.multiply, first, second)
      let angle = circuit.expressions.combine(.multiply, .constant(2), product)
      circuit.append(try gate("cx"), qubits: [qubit, qubit + 1])
      circuit.append(try gate("p"), angles: [angle], qubits: [qubit + 1])
      circuit.append(try gate("cx"), qubits: [qubit, qubit + 1])
    }
    return circuit
  }

  private static func layers() throws -> Circuit {
    var circuit = circuit(3)
    for (qubit, angle) in [0, 0.1, -123.456789].enumerated() {
      circuit.append(try gate("rx"), angles: [.constant(angle)], qubits: [qubit])
    }
    for qubit in 0..<3 { circuit.append(try gate("sxdg"), qubits: [qubit]) }
    return circuit
  }

  static func random(qubits: Int, gates: Int) throws -> Circuit {
    var circuit = circuit(qubits)
    var random = SplitMix(state: 5)
    for _ in 0..<gates {
      let qubit = Int(random.next() % UInt64(qubits))
      let name = ["h", "t", "x", "cx", "cx", "cx"][Int(random.next() % 6)]
      let other = (qubit + 1 + Int(random.next() % 3)) % qubits
      circuit.append(try gate(name), qubits: name == "cx" ? [qubit, other] : [qubit])
    }
    return circuit
  }

  private static func device() throws -> Circuit {
    var circuit = Circuit(
      qubits: .physical(count: 156), bitRegisters: [Register(name: "meas", start: 0, count: 156)])
    circuit.append(try gate("ecr"), qubits: [100, 101])
    circuit.measure(100, into: 155)
    circuit.measure(101, into: 7)
    circuit.measure(3, into: nil)
    return circuit
  }

  private static func timing() throws -> Circuit {
    var circuit = circuit(3)
    circuit.delay(Duration(100, .nanoseconds), [0, 2])
    circuit.startBox(Duration(200, .deviceTicks))
    circuit.append(try gate("sx"), qubits: [0])
    circuit.append(try gate("t"), qubits: [1])
    circuit.endBox()
    circuit.barrier([0, 2])
    circuit.append(try gate("y"), qubits: [1])
    circuit.reset(2)
    circuit.startBox(nil)
    circuit.endBox()
    return circuit
  }

  private static func phases() throws -> Circuit {
    var circuit = circuit(2)
    circuit.append(try gate("gphase"), angles: [.constant(.pi / 4)], qubits: [])
    circuit.append(try gate("gphase", powers: [2]), angles: [.constant(0.5)], qubits: [])
    circuit.append(try gate("gphase", controls: [true, false]), angles: [.constant(.pi)], qubits: [0, 1])
    return circuit
  }

  private static func declared() throws -> Circuit {
    let name = "a_gate_with_a_name_that_is_much_too_long_for_any_line_of_a_terminal"
    var circuit = Circuit(
      qubits: .registers([
        Register(name: "信号", start: 0, count: 2), Register(name: "a_register_with_a_long_name", start: 2, count: 1),
      ]),
      parameters: [Parameter(name: "θ")],
      declarations: [
        GateDeclaration(name: name, angleNames: ["a"], qubitNames: ["q", "r"], body: nil),
        GateDeclaration(name: "block", angleNames: ["a"], qubitNames: ["q"], body: nil),
      ])
    let angle = circuit.expressions.parameter(0)
    circuit.append(Gate(.declared(0)), angles: [angle], qubits: [1, 0])
    circuit.append(Gate(.declared(1), powers: [-1], controls: [false]), angles: [angle], qubits: [0, 2])
    return circuit
  }
}
