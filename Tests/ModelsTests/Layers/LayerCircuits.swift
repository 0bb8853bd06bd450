import Circuits
import Models
import Numerics
import Testing

/// Circuits and models for the tests of layers and training.
enum LayerCircuits {
  static func gate(_ name: String) throws -> Gate { Gate(.standard(try #require(StandardGate(name)))) }

  static func observable(_ text: String) throws -> Observable { try ObservableText(text).resolved(qubitCount: 8) }

  /// Angle encoding of a feature a qubit, then layers of ry, rz and a chain of cx.
  static func layer(_ qubits: Int, depth: Int, observables: [String], name: String = "theta") throws -> CircuitLayer {
    var circuit = Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: qubits)]),
      parameters: (0..<qubits).map { Parameter(name: "x_\($0)", role: .input) }
        + (0..<2 * qubits * depth).map { Parameter(name: "\(name)_\($0)", role: .weight) })
    for qubit in 0..<qubits {
      circuit.append(try gate("ry"), angles: [circuit.expressions.parameter(qubit)], qubits: [qubit])
    }
    var next = qubits
    for _ in 0..<depth {
      for qubit in 0..<qubits {
        for name in ["ry", "rz"] {
          circuit.append(try gate(name), angles: [circuit.expressions.parameter(next)], qubits: [qubit])
          next += 1
        }
      }
      for qubit in 0..<qubits - 1 { circuit.append(try gate("cx"), qubits: [qubit, qubit + 1]) }
    }
    return CircuitLayer(circuit, observables: try observables.map { try observable($0) })
  }

  static func model(
    _ layers: [Layer], features: Int, loss: Loss = .meanSquaredError, name: String = "test"
  ) -> Model {
    Model(name: name, summary: "a test", origin: "a test", featureCount: features, layers: layers, loss: loss)
  }
}
