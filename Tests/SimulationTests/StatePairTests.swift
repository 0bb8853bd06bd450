import Circuits
import Execution
import Numerics
import ReferenceSimulation
import Simulation
import Testing

/// Gates that follow each other on two qubits, which the fast simulator may multiply out, against the plain one.
@Suite struct StatePairTests {
  private let reference = ReferenceSimulator()
  private let simulator = StateSimulator()
  private static let rows = ["x", "h", "rz", "ry", "u3", "cx", "cx", "cz", "cp", "ch", "swap", "rxx", "gphase"]

  @Test("Runs of gates on the same pairs give the plain simulator's amplitudes")
  func runs() throws {
    var stream = RandomStream(seed: 21)
    for round in 0..<100 {
      let qubits = 3 + round % 4
      var circuit = StateCircuits.empty(qubits)
      for _ in 0..<12 {
        let pair = Array((0..<qubits).shuffled(using: &stream).prefix(2))
        for step in try steps(1 + round % 9, on: pair, &stream) {
          circuit.append(step.gate, angles: step.angles, qubits: step.qubits)
        }
      }
      try check(circuit, "round \(round)")
    }
  }

  @Test("Turns of a qubit between which everything cancels, in registers and in rows, give its amplitudes")
  func cancelling() throws {
    let turn = try #require(StandardGate("ry"))
    let hadamard = try #require(StandardGate("h"))
    for qubits in [2, 5, 9] {
      for qubit in 0..<qubits {
        var circuit = StateCircuits.empty(qubits)
        for place in 0..<qubits {
          circuit.append(Gate(turn), angles: [.constant(0.3 + Double(place))], qubits: [place])
        }
        for round in 0..<3 {
          circuit.append(Gate(hadamard), qubits: [qubit])
          let other = (qubit + 1 + round % (qubits - 1)) % qubits
          for _ in 0..<2 { circuit.append(Gate(.cx), qubits: [qubit, other]) }
        }
        circuit.append(Gate(hadamard), qubits: [qubit])
        try check(circuit, "\(qubits) qubits, qubit \(qubit)")
      }
    }
  }

  @Test("Declared gates on one and two qubits, nested, under controls and powers, give its amplitudes too")
  func declared() throws {
    var stream = RandomStream(seed: 22)
    for round in 0..<60 {
      var circuit = StateCircuits.empty(5)
      for place in 0..<4 {
        let pair = place == 0 ? [0] : [0, 1]
        var body = GateBody(steps: try steps(1 + Int(stream.next() % 12), on: pair, &stream))
        if place > 1 {
          let inner = Gate(.declared(place - 1), powers: round % 2 == 0 ? [-1] : [])
          body.steps.append(GateBody.Step(inner, qubits: [1, 0]))
        }
        circuit.declarations.append(
          GateDeclaration(
            name: "declared_\(place)", angleNames: [], qubitNames: pair.map { "q\($0)" }, body: body))
      }
      for _ in 0..<12 {
        let place = Int(stream.next() % 4)
        let controls = (0..<Int(stream.next() % 3)).map { _ in stream.next() % 2 == 0 }
        let gate = Gate(.declared(place), powers: [[], [-1], [2]][Int(stream.next() % 3)], controls: controls)
        let qubits = (0..<5).shuffled(using: &stream).prefix(controls.count + (place == 0 ? 1 : 2))
        circuit.append(gate, qubits: Array(qubits))
      }
      try check(circuit, "round \(round)")
    }
  }

  private func check(_ circuit: Circuit, _ comment: Comment) throws {
    let expected = try reference.amplitudes(of: circuit)
    #expect(StateCircuits.distance(try simulator.amplitudes(of: circuit), expected) < 1e-12, comment)
  }

  private func steps(_ count: Int, on qubits: [Int], _ stream: inout RandomStream) throws -> [GateBody.Step] {
    try (0..<count).compactMap { _ in
      let row = try #require(StandardGate(Self.rows[Int(stream.next() % UInt64(Self.rows.count))]))
      guard row.definition.qubitCount <= qubits.count else { return nil }
      return GateBody.Step(
        Gate(.standard(row)), angles: row.definition.angleNames.map { _ in .constant(stream.uniform() * 6 - 3) },
        qubits: Array(qubits.shuffled(using: &stream).prefix(row.definition.qubitCount)))
    }
  }
}
