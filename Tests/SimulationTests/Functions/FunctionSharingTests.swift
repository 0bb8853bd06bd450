import Circuits
import Numerics
import Simulation
import Testing

@Suite struct FunctionSharingTests {
  /// Turns about Z and Y by the same two angles on all qubits and on neighbours, again and again: of every angle there
  /// is one, whatever the layer.
  private func repeated(_ qubits: Int, layers: Int = 3) throws -> Circuit {
    var circuit = FunctionCircuits.empty(qubits, parameters: 3)
    let parameters = (0..<3).map { circuit.expressions.parameter($0) }
    let product = circuit.expressions.combine(.multiply, parameters[0], parameters[1])
    let sum = circuit.expressions.combine(.add, parameters[1], .constant(0.5))
    for layer in 0..<layers {
      for qubit in 0..<qubits {
        circuit.append(try FunctionCircuits.gate("h"), qubits: [qubit])
        circuit.append(try FunctionCircuits.gate("rz"), angles: [product], qubits: [qubit])
        circuit.append(
          try FunctionCircuits.gate("ry"), angles: [(qubit + layer).isMultiple(of: 2) ? sum : parameters[2]],
          qubits: [qubit])
      }
      for qubit in 1..<max(qubits, 1) {
        circuit.append(try FunctionCircuits.gate("rzz"), angles: [product], qubits: [qubit - 1, qubit])
        circuit.append(try FunctionCircuits.gate("cx"), qubits: [qubit, qubit - 1])
      }
    }
    return circuit
  }

  @Test("Angles that stand in a circuit more than once have the derivatives of all places", arguments: 1...5)
  func derivatives(qubits: Int) throws {
    var stream = RandomStream(seed: 61).substream(qubits)
    // The oracle takes differences of gradients, which want a function that does not turn too fast.
    let circuit = try repeated(qubits, layers: 2)
    let observable = try FunctionCircuits.randomObservable(qubits, stream: &stream)
    let point = FunctionCircuits.points(1, circuit, stream: &stream)
    let derivatives = try CircuitFunction(circuit, observables: [observable])
      .derivatives(rows: [0, 1, 2], columns: [1])
    let found = try derivatives.mixedDerivatives(at: point)
    let dense = DenseDerivatives(circuit, [observable])
    for (slope, expected) in zip(found.gradients, try dense.gradients(at: point)[0]) {
      #expect(abs(slope - expected) < 1e-10 * max(1, abs(expected)))
    }
    for (second, expected) in zip(found.mixed, try dense.secondDerivatives(at: point, by: 1)[0]) {
      #expect(abs(second - expected) < 1e-9 * max(1, abs(expected)))
    }
    #expect(try derivatives.gradients(at: point).gradients == found.gradients)
  }

  @Test("A point alone gets the bits that it gets in a batch", arguments: 1...6, InstructionLevel.allCases)
  func batches(qubits: Int, level: InstructionLevel) throws {
    guard level <= .best else { return }
    var stream = RandomStream(seed: 67).substream(qubits)
    let circuit = try repeated(qubits)
    let observable = try FunctionCircuits.randomObservable(qubits, stream: &stream)
    let points = FunctionCircuits.points(17, circuit, stream: &stream)
    for precision in [CircuitFunction.Precision.single, .double] {
      let derivatives = try CircuitFunction(circuit, observables: [observable], precision: precision, level: level)
        .derivatives(rows: [0, 1, 2])
      let together = try derivatives.gradients(at: points)
      for place in 0..<17 {
        let alone = try derivatives.gradients(at: Array(points[3 * place..<3 * place + 3]))
        #expect(alone.values == [together.values[place]])
        #expect(alone.gradients == Array(together.gradients[3 * place..<3 * place + 3]))
      }
    }
  }
}
