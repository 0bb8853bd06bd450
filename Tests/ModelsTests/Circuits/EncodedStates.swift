import Circuits
import Execution
import Foundation
import Formats
import Models
import Numerics
import Simulation
import Testing

/// States of circuits, for the tests of this folder.
enum EncodedStates {
  /// The amplitudes at values of all parameters.
  static func state(of circuit: Circuit, at values: [Double]) throws -> [Complex] {
    try CircuitFunction(circuit, observables: []).amplitudes(at: values)
  }

  /// A circuit that is an encoding, and what its weights are set to.
  static func state(_ encoding: Encoding, at features: [Double]) throws -> [Complex] {
    let layer = CircuitLayer(encoding, featureCount: features.count, [], readOut: .eachZ)
    return try state(of: layer.circuit, at: features + layer.weights.indices.map { 0.3 + 0.5 * Double($0) })
  }

  /// How far two states are apart, at the phase at which they are nearest.
  static func distance(_ left: [Complex], _ right: [Complex]) -> Double {
    var overlap = Complex.zero
    for (first, second) in zip(left, right) { overlap = overlap + first.conjugate * second }
    let phase = Complex.phase(-overlap.argument)
    return zip(left, right).map { ($0 - phase * $1).magnitude }.max() ?? 0
  }

  /// A Pauli string times a state.
  static func product(_ string: PauliString, _ state: [Complex]) -> [Complex] {
    string.factors.reduce(state) { state, factor in
      state.indices.map { index in
        let isSet = BitOrder.bit(factor.qubit, of: index)
        let other = state[index ^ 1 << factor.qubit]
        return switch factor.pauli {
        case .x: other
        case .y: isSet ? Complex.i * other : -Complex.i * other
        case .z: isSet ? -state[index] : state[index]
        }
      }
    }
  }
}

/// What Qiskit and PennyLane say of circuits: Resources/circuits.py makes the file, and says how.
struct PeerStates {
  let states: [String: (weights: Int, state: [Complex])]

  init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Resources/circuits.json")
    var object = try JSONReader(parsing: Array(Data(contentsOf: file))).object()
    states = try Dictionary(
      uniqueKeysWithValues: object.all().map { name, value in
        var peer = try value.object()
        let real = try peer.required("real").doubles()
        let imaginary = try peer.required("imaginary").doubles()
        return (name, (try peer.required("weights").integer(), zip(real, imaginary).map { Complex($0, $1) }))
      })
  }
}
