import Circuits
import Models
import Testing

@Suite struct PeerCircuitTests {
  private static let features = (0..<7).map { 0.4 + 0.3 * Double($0) }

  private static let encodings: [(name: String, encoding: Encoding, features: [Double])] =
    EntanglementPattern.allCases.map {
      ("zz \($0.rawValue)", .zzFeatureMap(repetitions: 3, entanglement: $0), Array(features.prefix(4)))
    } + [
      (
        "paulis",
        .pauliFeatureMap(strings: [[.x], [.y], [.y, .z], [.z, .y, .x]], repetitions: 2, scale: 1.5),
        Array(features.prefix(3))
      ),
      (
        "paulis sca",
        .pauliFeatureMap(
          strings: [[.z], [.y, .x, .z]], repetitions: 3, entanglement: .shiftedCircularAlternating),
        Array(features.prefix(4))
      ),
      ("z", .zFeatureMap(), Array(features.prefix(3))),
      ("iqp", .iqp(repetitions: 2), Array(features.prefix(3))),
      ("angle", .angle(), Array(features.prefix(3))),
      ("amplitude", .amplitude, features.enumerated().map { $0 * ($0 + 1) / 2 % 2 == 0 ? $1 : -$1 }),
    ]

  @Test("encodings give the states of Qiskit's and PennyLane's own", arguments: encodings.indices)
  func encodesAsPeers(_ place: Int) throws {
    let (name, encoding, features) = Self.encodings[place]
    let peer = try #require(PeerStates().states[name])
    let state = try EncodedStates.state(encoding, at: features)
    #expect(state.count == peer.state.count)
    #expect(EncodedStates.distance(state, peer.state) < 1e-10, "\(name)")
  }

  private static let blocks: [(name: String, ansatz: Ansatz, qubits: Int)] =
    EntanglementPattern.allCases.map { ("efficient \($0.rawValue)", .efficientSU2(entanglement: $0), 4) } + [
      ("efficient defaults", .efficientSU2(), 3),
      ("real amplitudes", .realAmplitudes(), 3),
      ("strong 1", .stronglyEntangling(layers: 1), 3),
      ("strong 3", .stronglyEntangling(layers: 3), 3),
      ("ring", .rotationRing(layers: 1), 3),
    ]

  @Test("ansatz families have the weights of Qiskit's and PennyLane's, in their order", arguments: blocks.indices)
  func trainsAsPeers(_ place: Int) throws {
    let (name, ansatz, qubits) = Self.blocks[place]
    try expectPeer(name, ansatz, qubits: qubits)
  }

  @Test("a two-local circuit has weights for its entanglers too, where Qiskit has them")
  func trainsEntanglers() throws {
    let rows = try ["rx", "rz", "crx"].map { try #require(StandardGate($0)) }
    let ansatz = Ansatz.twoLocal(
      rotations: Array(rows.prefix(2)), entangler: rows[2], repetitions: 2, entanglement: .circular)
    try expectPeer("two local", ansatz, qubits: 3)
  }

  private func expectPeer(_ name: String, _ ansatz: Ansatz, qubits: Int) throws {
    let peer = try #require(PeerStates().states[name])
    #expect(ansatz.weightCount(qubits: qubits) == peer.weights)
    var builder = CircuitBuilder(qubits: qubits, featureCount: 0)
    ansatz.append(to: &builder)
    let weights = (0..<peer.weights).map { 0.2 + 0.1 * Double($0) }
    let state = try EncodedStates.state(of: builder.circuit, at: weights)
    #expect(EncodedStates.distance(state, peer.state) < 1e-10, "\(name)")
  }
}
