import Circuits
import Numerics
import Testing

/// Circuits for the tests of circuit functions.
enum FunctionCircuits {
  static func empty(_ qubits: Int, parameters: Int) -> Circuit {
    Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: qubits)]),
      bitRegisters: [Register(name: "c", start: 0, count: qubits)],
      parameters: (0..<parameters).map { Parameter(name: "p\($0)") })
  }

  static func gate(_ name: String, controls: [Bool] = [], powers: [Double] = []) throws -> Gate {
    Gate(.standard(try #require(StandardGate(name))), powers: powers, controls: controls)
  }

  /// A feature map whose angles are products of inputs, and layers of rotations: parameters are the inputs, then the
  /// weights.
  static func classifier(_ n: Int, layers: Int = 3) throws -> Circuit {
    var circuit = empty(n, parameters: n + 2 * n * (layers + 1))
    for _ in 0..<2 {
      for qubit in 0..<n { circuit.append(try gate("h"), qubits: [qubit]) }
      for qubit in 0..<n {
        let angle = circuit.expressions.combine(.multiply, .constant(2), circuit.expressions.parameter(qubit))
        circuit.append(try gate("p"), angles: [angle], qubits: [qubit])
      }
      for (i, j) in (0..<n).flatMap({ i in (0..<i).map { ($0, i) } }) {
        let first = circuit.expressions.combine(.subtract, .constant(.pi), circuit.expressions.parameter(i))
        let second = circuit.expressions.combine(.subtract, .constant(.pi), circuit.expressions.parameter(j))
        let double = circuit.expressions.combine(.multiply, .constant(2), first)
        circuit.append(try gate("cx"), qubits: [i, j])
        circuit.append(try gate("p"), angles: [circuit.expressions.combine(.multiply, double, second)], qubits: [j])
        circuit.append(try gate("cx"), qubits: [i, j])
      }
    }
    for layer in 0...layers {
      let start = n + 2 * n * layer
      for (offset, name) in ["ry", "rz"].enumerated() {
        for qubit in 0..<n {
          let angle = circuit.expressions.parameter(start + offset * n + qubit)
          circuit.append(try gate(name), angles: [angle], qubits: [qubit])
        }
      }
      guard layer < layers else { continue }
      for qubit in 0..<n - 1 { circuit.append(try gate("cx"), qubits: [qubit, qubit + 1]) }
    }
    return circuit
  }

  /// A random circuit over all rows, with controls, powers, shared parameters and angles that are not linear in them.
  static func random(_ qubits: Int, gates: Int, parameters: Int, stream: inout RandomStream) -> Circuit {
    var circuit = empty(qubits, parameters: parameters)
    let rows = StandardGate.all
    while circuit.operations.count < gates {
      let row = rows[Int(stream.next() % UInt64(rows.count))]
      let controls = (0..<Int(stream.next() % 3)).map { _ in stream.next() % 2 == 0 }
      let powers = [[], [], [], [-1], [2], [0.5], [2, -0.3]][Int(stream.next() % 7)]
      let count = row.definition.qubitCount + controls.count
      guard count <= qubits else { continue }
      let isFractional = powers.contains { $0 != $0.rounded() }
      let angles = row.definition.angleNames.map { _ -> Angle in
        if isFractional || stream.next() % 4 == 0 { return .constant(stream.uniform() * 6 - 3) }
        return angle(in: &circuit, &stream)
      }
      circuit.append(
        Gate(.standard(row), powers: powers, controls: controls), angles: angles,
        qubits: Array((0..<qubits).shuffled(using: &stream).prefix(count)))
    }
    return circuit
  }

  private static func angle(in circuit: inout Circuit, _ stream: inout RandomStream) -> Angle {
    let count = UInt64(circuit.parameters.count)
    let x = circuit.expressions.parameter(Int(stream.next() % count))
    let y = circuit.expressions.parameter(Int(stream.next() % count))
    switch stream.next() % 9 {
    case 0: return circuit.expressions.combine(.multiply, .constant(stream.uniform() * 4 - 2), x)
    case 1: return circuit.expressions.combine(.multiply, x, y)
    case 2: return circuit.expressions.apply(.sin, to: circuit.expressions.combine(.add, x, y))
    case 3: return circuit.expressions.combine(.power, x, .constant(2))
    case 4:
      let base = circuit.expressions.combine(.add, .constant(2), circuit.expressions.combine(.multiply, x, x))
      return circuit.expressions.combine(.divide, y, base)
    case 5: return circuit.expressions.apply(.arctan, to: circuit.expressions.negate(x))
    case 6:
      let positive = circuit.expressions.apply(.exp, to: circuit.expressions.combine(.multiply, .constant(0.3), x))
      return circuit.expressions.combine(.power, positive, y)
    default: return x
    }
  }

  static func randomObservable(_ qubits: Int, stream: inout RandomStream) throws -> Observable {
    let terms = (0..<1 + Int(stream.next() % 4)).map { _ in
      var text: [String] = []
      for qubit in 0..<qubits {
        let choice = Int(stream.next() % 4)
        if choice > 0 { text.append("\(["X", "Y", "Z"][choice - 1])\(qubit)") }
      }
      return "\(stream.uniform() * 2 - 1)" + (text.isEmpty ? "" : "*") + text.joined(separator: "*")
    }
    let text = terms.joined(separator: " + ").replacing("+ -", with: "- ")
    return try observable(text)
  }

  static func observable(_ text: String) throws -> Observable { try ObservableText(text).resolved(qubitCount: 16) }

  static func points(_ count: Int, _ circuit: Circuit, stream: inout RandomStream) -> [Double] {
    (0..<count * circuit.parameters.count).map { _ in stream.uniform() * 4 - 2 }
  }
}
