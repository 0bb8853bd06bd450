import Circuits
import Models
import Numerics
import OpenQASM
import Simulation
import Testing

@Suite struct AnsatzTests {
  @Test("the groups of a pattern are Qiskit's")
  func groups() {
    typealias Pattern = EntanglementPattern
    #expect(Pattern.linear.groups(of: 2, amongQubits: 3) == [[0, 1], [1, 2]])
    #expect(Pattern.reverseLinear.groups(of: 2, amongQubits: 3) == [[1, 2], [0, 1]])
    #expect(Pattern.circular.groups(of: 2, amongQubits: 3) == [[2, 0], [0, 1], [1, 2]])
    #expect(Pattern.circular.groups(of: 2, amongQubits: 2) == [[0, 1]])
    #expect(Pattern.circular.groups(of: 3, amongQubits: 4) == [[2, 3, 0], [3, 0, 1], [0, 1, 2], [1, 2, 3]])
    #expect(Pattern.full.groups(of: 2, amongQubits: 3) == [[0, 1], [0, 2], [1, 2]])
    #expect(Pattern.pairwise.groups(of: 2, amongQubits: 4) == [[0, 1], [2, 3], [1, 2]])
    #expect(
      Pattern.shiftedCircularAlternating.groups(of: 2, amongQubits: 3, repetition: 1) == [[2, 1], [0, 2], [1, 0]])
    for pattern in Pattern.allCases {
      #expect(pattern.groups(of: 3, amongQubits: 2).isEmpty)
      #expect(pattern.groups(of: 1, amongQubits: 2).map { $0[0] }.sorted() == [0, 1])
    }
  }

  @Test(
    "each family has the weights that its paper or library counts",
    arguments: [
      (Ansatz.efficientSU2(repetitions: 1), 2, 8), (.efficientSU2(repetitions: 4), 2, 20), (.efficientSU2(), 4, 32),
      (.realAmplitudes(), 4, 16), (.hardwareEfficient(layers: 4), 6, 48), (.stronglyEntangling(layers: 2), 3, 18),
      (.rotationRing(layers: 10), 8, 240), (.convolutional, 8, 63), (.pauliRotations(layers: 2), 5, 8),
      (.reservoir(layers: 3, seed: 1), 4, 0),
    ])
  func countsWeights(_ ansatz: Ansatz, _ qubits: Int, _ count: Int) {
    #expect(ansatz.weightCount(qubits: qubits) == count)
  }

  @Test("every family is built on any number of qubits, none among them", arguments: 0...5)
  func buildsAnywhere(_ qubits: Int) throws {
    let families: [Ansatz] = [
      .efficientSU2(), .realAmplitudes(entanglement: .shiftedCircularAlternating), .hardwareEfficient(layers: 2),
      .stronglyEntangling(layers: 3), .rotationRing(layers: 2), .convolutional, .pauliRotations(layers: 2),
      .reservoir(layers: 2, seed: 3),
    ]
    for ansatz in families {
      var builder = CircuitBuilder(qubits: qubits, featureCount: 0)
      ansatz.append(to: &builder)
      guard qubits > 0 else { continue }
      let state = try EncodedStates.state(
        of: builder.circuit, at: (0..<builder.weightCount).map { 0.1 * Double($0 + 1) })
      #expect(abs(state.reduce(0) { $0 + $1.squaredMagnitude } - 1) < 1e-12)
    }
  }

  @Test("a convolutional network reads its last qubit, to which every qubit is pooled")
  func pools() throws {
    var builder = CircuitBuilder(qubits: 8, featureCount: 8)
    Encoding.angle(axis: .y).append(builder.features, to: &builder)
    Ansatz.convolutional.append(to: &builder)
    let observables = ReadOut.last(.z).observables(qubits: 8)
    let function = try CircuitFunction(builder.circuit, observables: observables)
    let point: [Double] = (0..<71).map { 0.3 + 0.27 * Double($0) }
    let gradient = try function.gradients(at: point, withRespectTo: Array(0..<8))
    #expect(gradient.gradients.allSatisfy { abs($0) > 1e-6 })
  }

  @Test("a reservoir is the same for a seed, and another one for another")
  func isFixed() throws {
    func state(_ seed: UInt64) throws -> [Complex] {
      var builder = CircuitBuilder(qubits: 3, featureCount: 0)
      Ansatz.reservoir(layers: 2, seed: seed).append(to: &builder)
      return try EncodedStates.state(of: builder.circuit, at: [])
    }
    #expect(try state(1) == state(1))
    #expect(try EncodedStates.distance(state(1), state(2)) > 0.01)
  }

  @Test("an inverse undoes what it is given")
  func inverts() throws {
    var builder = CircuitBuilder(qubits: 3, featureCount: 5)
    let features = builder.features
    for encoding in [Encoding.amplitude, .iqp(repetitions: 1)] {
      encoding.append(encoding == .amplitude ? features : Array(features.prefix(3)), to: &builder)
    }
    builder.appendInverse { builder in
      for encoding in [Encoding.amplitude, .iqp(repetitions: 1)] {
        encoding.append(encoding == .amplitude ? features : Array(features.prefix(3)), to: &builder)
      }
    }
    let state = try EncodedStates.state(of: builder.circuit, at: [1, -2, 0.5, 0.3, -0.7])
    #expect(abs(state[0].magnitude - 1) < 1e-12)
  }

  @Test("products of shifted features are written as they stand")
  func writesProducts() throws {
    let layer = CircuitLayer(.zzFeatureMap(repetitions: 1), featureCount: 2, [], readOut: .eachZ)
    let text = try Exporter().string(of: layer.circuit)
    #expect(text.contains("input float[64] x_0;"))
    #expect(text.contains("p(2*(pi - x_0)*(pi - x_1)) q[1];"))
  }

  @Test("the names of rows that builders use are in the gate table")
  func namesRows() {
    for name in ["h", "rx", "ry", "rz", "u3", "cz", "rxx", "rzz", "rzx", "x", "p", "cx"] {
      #expect(StandardGate(name) != nil, "\(name)")
    }
  }
}
