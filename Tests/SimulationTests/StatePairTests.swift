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

  @Test("Layers of dense gates on pairs, real and complex, give the same in blocks", arguments: StateCircuits.levels)
  func layers(level: InstructionLevel) throws {
    var stream = RandomStream(seed: 24)
    for round in 0..<9 {
      let gates = (0..<60).map { place in
        let pair = Array((0..<11).shuffled(using: &stream).prefix(2))
        let isReal = round % 3 == 1 || round % 3 == 2 && place % 4 == 0
        return ControlledMatrix(matrix: unitary(isReal: isReal, &stream), targets: pair)
      }
      let turn = ControlledMatrix(matrix: [.one, .zero, .zero, .i], targets: [3], controls: [(5, true)])
      let all = gates[..<40] + [turn] + gates[40...]
      var double = try StateCircuits.anything(11, level: level, as: Double.self)
      var single = try StateCircuits.anything(11, level: level, as: Float.self)
      let expected = StateCircuits.plain(Array(all), qubits: 11, from: double.amplitudes)
      try double.apply(Array(all), blockBits: 8)
      try single.apply(Array(all), blockBits: 9)
      #expect(StateCircuits.distance(double.amplitudes, expected) < 1e-12, "round \(round)")
      #expect(StateCircuits.distance(single.amplitudes, expected) < 1e-5, "round \(round)")
    }
  }

  /// A random unitary matrix on two qubits, now and then a product or an exchange of basis states.
  private func unitary(isReal: Bool, _ stream: inout RandomStream) -> [Complex] {
    guard stream.next() % 8 != 0 else {
      return [3, 1, 0, 2].flatMap { one in (0..<4).map { $0 == one ? Complex.one : .zero } }
    }
    var rows: [[Complex]] = []
    while rows.count < 4 {
      var row = (0..<4).map { _ in Complex(stream.uniform() - 0.5, isReal ? 0 : stream.uniform() - 0.5) }
      for other in rows {
        let overlap = zip(other, row).reduce(Complex.zero) { $0 + $1.0.conjugate * $1.1 }
        row = zip(row, other).map { $0 - overlap * $1 }
      }
      let length = row.reduce(0) { $0 + $1.squaredMagnitude }.squareRoot()
      if length > 0.1 { rows.append(row.map { (1 / length) * $0 }) }
    }
    return rows.flatMap { $0 }
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
