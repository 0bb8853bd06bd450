import Circuits
import Numerics
import Testing

@Suite struct GateExpansionTests {
  /// A random state after all gates of a circuit at some parameter values: different unitary matrices take it to
  /// different states.
  static func state(after circuit: Circuit, at values: [Double] = []) throws -> [Complex] {
    var stream = RandomStream(seed: 3).substream("state")
    var state = (0..<1 << circuit.qubitCount).map { _ in Complex(stream.uniform() - 0.5, stream.uniform() - 0.5) }
    let steps = circuit.expressions.values(at: values)
    var known: [SquareMatrix?] = Array(repeating: nil, count: circuit.gates.count)
    for index in circuit.operations.indices where circuit.operations[index].kind == .gate {
      let place = Int(circuit.operations[index].index)
      let angles = circuit.angles(of: index).map { circuit.expressions.value(of: $0, values: steps) }
      let matrix = try known[place] ?? circuit.matrix(of: circuit.gates[place], angles: angles)
      if angles.isEmpty { known[place] = matrix }
      apply(matrix, to: &state, at: circuit.operands(of: index).map { Int($0) })
    }
    return state
  }

  static func apply(_ matrix: SquareMatrix, to state: inout [Complex], at positions: [Int]) {
    let offsets = (0..<matrix.size).map { index in
      positions.indices.reduce(0) { $0 | ((index >> $1) & 1) << positions[$1] }
    }
    let (size, mask, old) = (matrix.size, offsets[matrix.size - 1], state)
    for base in 0..<state.count where base & mask == 0 {
      for row in 0..<size {
        var sum = Complex.zero
        for column in 0..<size { sum += matrix.elements[row * size + column] * old[base | offsets[column]] }
        state[base | offsets[row]] = sum
      }
    }
  }

  static func distance(_ left: [Complex], _ right: [Complex]) -> Double {
    zip(left, right).map { ($0 - $1).magnitude }.max() ?? 0
  }

  static func register(_ count: Int) -> QubitSpace {
    .registers([Register(name: "q", start: 0, count: count)])
  }

  /// The distance of two states after the global phase that brings their largest amplitudes together.
  static func distanceUpToPhase(_ left: [Complex], _ right: [Complex]) -> Double {
    let place = left.indices.max { left[$0].squaredMagnitude < left[$1].squaredMagnitude } ?? 0
    let factor = Complex.phase(left[place].argument - right[place].argument)
    return distance(left, right.map { factor * $0 })
  }

  static let presets: [(name: String, allowed: Set<StandardGate>)] = [
    ("stdgates", .stdgates), ("qelib1", .qelib1), ("qelib1Qiskit", .qelib1Qiskit), ("braket", .braket),
    ("ionq", .ionq), ("ionqNative", .ionqNative), ("ibm", .ibm), ("ibmFractional", .ibmFractional),
    ("U and cx", Set(rows: "U", "cx", "gphase")), ("IQM", Set(rows: "prx", "cz")),
    ("OQC", Set(rows: "ecr", "rz", "sx", "x")), ("AQT", Set(rows: "rz", "prx", "rxx")),
    ("rz, ry, ms", Set(rows: "rz", "ry", "ms", "gphase")), ("p, rx, cp", Set(rows: "p", "rx", "cp", "gphase")),
    ("u1, u3, cu1", Set(rows: "u1", "u3", "cu1")), ("u, cx", Set(rows: "u", "cx", "gphase")),
  ]

  @Test("Every row, alone and under two controls, is written with every preset", arguments: StandardGate.all)
  func rows(row: StandardGate) throws {
    for controls in [[], [true, false]] where controls.isEmpty || row.definition.qubitCount <= 2 {
      let gate = Gate(.standard(row), controls: controls)
      let count = row.definition.qubitCount + controls.count
      var circuit = Circuit(qubits: Self.register(count))
      let angles = GatesTableTests.angles(of: row)
      circuit.append(gate, angles: angles.map { .constant($0) }, qubits: Array(0..<count))
      let before = try Self.state(after: circuit)
      for (name, allowed) in Self.presets {
        let expanded = try GateExpansion(allowed: allowed).expand(circuit)
        #expect(GateExpansion(allowed: allowed).accepts(expanded))
        let after = try Self.state(after: expanded)
        let keepsPhase = StandardGate("gphase").map(allowed.contains) ?? false
        let distance = keepsPhase ? Self.distance(before, after) : Self.distanceUpToPhase(before, after)
        #expect(distance < 1e-10, "\(row.name) under \(controls.count) controls with \(name)")
      }
    }
  }

  @Test("The ways to write cx for each entangler are cx", arguments: ["cz", "ecr", "rzz", "rxx", "ms", "cp", "cu1"])
  func entanglers(name: String) throws {
    let cx = try #require(StandardGate("cx"))
    var circuit = Circuit(qubits: Self.register(2))
    circuit.append(Gate(cx), qubits: [0, 1])
    let allowed = Set(rows: "U", "gphase", name)
    let expanded = try GateExpansion(allowed: allowed).expand(circuit)
    #expect(try Self.distance(Self.state(after: circuit), Self.state(after: expanded)) < 1e-14)
  }

  @Test("x and p under many controls are right and grow slowly", arguments: 1...7)
  func manyControls(count: Int) throws {
    let allowed = Set(rows: "h", "p", "cx", "cp", "t", "tdg", "ccx", "gphase")
    for (name, angles) in [("x", []), ("p", [Angle.constant(0.7)])] {
      let row = try #require(StandardGate(name))
      let gate = Gate(.standard(row), controls: Array(repeating: true, count: count))
      var circuit = Circuit(qubits: Self.register(count + 1))
      circuit.append(gate, angles: angles, qubits: Array(0...count))
      let expanded = try GateExpansion(allowed: allowed).expand(circuit)
      #expect(expanded.operations.count <= 60 + 20 * count * count)
      #expect(try Self.distance(Self.state(after: circuit), Self.state(after: expanded)) < 1e-12)
    }
  }

  @Test("The number of steps grows with the square of the number of controls")
  func veryManyControls() throws {
    let allowed = Set(rows: "h", "p", "cx", "cp", "t", "tdg", "ccx")
    let x = try #require(StandardGate("x"))
    var wide = Circuit(qubits: Self.register(61))
    wide.append(Gate(.standard(x), controls: Array(repeating: true, count: 60)), qubits: Array(0...60))
    #expect(try GateExpansion(allowed: allowed).expand(wide).operations.count < 60_000)
  }
}

// MARK: The rest of a circuit

extension GateExpansionTests {
  @Test("What is no gate stays, and remarks keep their places")
  func others() throws {
    let (swap, h) = (Gate(try #require(StandardGate("swap"))), Gate(try #require(StandardGate("h"))))
    let body = GateBody(steps: [GateBody.Step(h, qubits: [1])])
    var circuit = Circuit(
      qubits: Self.register(2), bitRegisters: [Register(name: "c", start: 0, count: 2)],
      declarations: [GateDeclaration(name: "own", angleNames: [], qubitNames: ["a", "b"], body: body)])
    circuit.startBox(Duration(3, .nanoseconds))
    circuit.append(swap, qubits: [0, 1])
    circuit.endBox()
    circuit.delay(Duration(7, .deviceTicks), [1])
    circuit.append(Gate(.declared(0)), qubits: [0, 1])
    circuit.reset(0)
    circuit.barrier([1, 0])
    circuit.measure(0, into: 1)
    circuit.measure(1, into: nil)
    circuit.remarks = [
      Remark(.annotation, text: "last", operation: 9), Remark(.pragma, text: "first", operation: 1),
      Remark(.annotation, text: "reset", operation: 5),
    ]
    let expanded = try GateExpansion(allowed: Set(rows: "cx", "h")).expand(circuit)

    let cx = Gate(try #require(StandardGate("cx")))
    var expected = Circuit(qubits: circuit.qubits, bitRegisters: circuit.bitRegisters)
    expected.startBox(Duration(3, .nanoseconds))
    for qubits in [[0, 1], [1, 0], [0, 1]] { expected.append(cx, qubits: qubits) }
    expected.endBox()
    expected.delay(Duration(7, .deviceTicks), [1])
    expected.append(h, qubits: [1])
    expected.reset(0)
    expected.barrier([1, 0])
    expected.measure(0, into: 1)
    expected.measure(1, into: nil)
    expected.remarks = [
      Remark(.pragma, text: "first", operation: 1), Remark(.annotation, text: "reset", operation: 7),
      Remark(.annotation, text: "last", operation: 11),
    ]
    #expect(expanded == expected)
  }

  @Test("Symbolic angles stay symbolic")
  func symbolic() throws {
    var circuit = Circuit(qubits: Self.register(2), parameters: [Parameter(name: "x")])
    let angle = circuit.expressions.parameter(0)
    circuit.append(Gate(try #require(StandardGate("rzz"))), angles: [angle], qubits: [0, 1])
    let expanded = try GateExpansion(allowed: .stdgates).expand(circuit)
    #expect(expanded.operations.count == 3)
    #expect(expanded.angles == [angle])
  }

  @Test("What cannot be rewritten is refused")
  func refusals() throws {
    let rx = try #require(StandardGate("rx"))
    var symbolic = Circuit(qubits: Self.register(2), parameters: [Parameter(name: "x")])
    let angle = symbolic.expressions.parameter(0)
    symbolic.append(Gate(.standard(rx), powers: [0.5]), angles: [angle], qubits: [0])
    #expect(throws: CircuitError.symbolicPower(gate: "rx", exponent: 0.5)) {
      try GateExpansion(allowed: .stdgates).expand(symbolic)
    }
    var plain = Circuit(qubits: Self.register(2))
    plain.append(Gate(rx), angles: [.constant(1)], qubits: [0])
    #expect(throws: CircuitError.notExpressible(gate: "rz", allowed: ["cx", "h"])) {
      try GateExpansion(allowed: Set(rows: "cx", "h")).expand(plain)
    }
    var endless = Circuit(qubits: Self.register(1))
    endless.append(Gate(.standard(rx), powers: [1e300]), angles: [.constant(1)], qubits: [0])
    #expect(throws: CircuitError.tooManySteps(limit: 1000)) {
      try GateExpansion(allowed: .stdgates, stepLimit: 1000).expand(endless)
    }
    var wrong = Circuit(qubits: Self.register(1))
    wrong.append(Gate(.standard(rx), controls: [true]), angles: [.constant(1)], qubits: [0])
    #expect(throws: CircuitError.wrongOperandCount(gate: "rx", expected: 2, found: 1)) {
      try GateExpansion(allowed: .stdgates).expand(wrong)
    }
  }

  @Test("Declarations that double and do nothing end in an error, not in a long wait")
  func doubling() {
    var circuit = Circuit(qubits: Self.register(1))
    circuit.declarations = (0..<60).map { level in
      let inner = GateBody.Step(Gate(.declared(level - 1)), qubits: [0])
      return GateDeclaration(
        name: "g\(level)", angleNames: [], qubitNames: ["q"],
        body: GateBody(steps: level == 0 ? [] : [inner, inner]))
    }
    circuit.append(Gate(.declared(59)), qubits: [0])
    #expect(throws: CircuitError.tooManySteps(limit: 10_000)) {
      try GateExpansion(allowed: .stdgates, stepLimit: 10_000).expand(circuit)
    }
  }
}

// MARK: Random gates

/// Circuits of one random gate: a row, or a declared gate of random steps, under random modifiers.
struct RandomGates {
  var stream: RandomStream
  let symbolic: Bool

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &stream)]
  }

  mutating func angle(_ arena: inout ExpressionArena, parameters: Int) -> Angle {
    let constant = Angle.constant(6 * stream.uniform() - 3)
    guard symbolic, parameters > 0, stream.uniform() < 0.7 else { return constant }
    let parameter = arena.parameter(Int.random(in: 0..<parameters, using: &stream))
    return switch Int.random(in: 0..<4, using: &stream) {
    case 0: parameter
    case 1: arena.combine(.multiply, constant, parameter)
    case 2: arena.negate(arena.combine(.subtract, constant, parameter))
    default: arena.apply(.sin, to: arena.combine(.multiply, parameter, parameter))
    }
  }

  /// A gate on at most three qubits without its controls, and how many qubits it has with them.
  mutating func gate(in declarations: [GateDeclaration], maximum: Int) -> (gate: Gate, operands: Int, angles: Int) {
    let rows = StandardGate.all.filter { $0.definition.qubitCount <= min(3, maximum) }
    var gate = Gate(pick(rows))
    var (operands, angles) = (0, 0)
    if case .standard(let row) = gate.target {
      (operands, angles) = (row.definition.qubitCount, row.definition.angleNames.count)
    }
    let fitting = declarations.indices.filter { declarations[$0].qubitNames.count <= maximum }
    if !fitting.isEmpty, stream.uniform() < 0.4 {
      let place = pick(fitting)
      gate.target = .declared(place)
      (operands, angles) = (declarations[place].qubitNames.count, declarations[place].angleNames.count)
    }
    for _ in 0..<pick([0, 0, 1, 1, 2]) {
      gate.powers.append(pick(symbolic ? [-1, 2, 0, -3, 1] : [-1, 2, 3, -2, 0, 0.5, -0.25, 1.5, 1.0 / 3]))
    }
    for _ in 0..<min(pick([0, 1, 1, 2, 3]), maximum - operands) { gate.controls.append(pick([true, false])) }
    return (gate, operands + gate.controls.count, angles)
  }

  mutating func declaration(in declarations: [GateDeclaration], number: Int) -> GateDeclaration {
    let qubits = pick([1, 2, 3])
    let angles = pick([0, 1, 2])
    var body = GateBody()
    for _ in 0..<pick([1, 2, 3]) {
      let (gate, operands, angleCount) = gate(in: declarations, maximum: qubits)
      let stepAngles = (0..<angleCount).map { _ in angle(&body.expressions, parameters: angles) }
      body.steps.append(
        GateBody.Step(gate, angles: stepAngles, qubits: Array((0..<qubits).shuffled(using: &stream).prefix(operands))))
    }
    return GateDeclaration(
      name: "g\(number)", angleNames: (0..<angles).map { "a\($0)" }, qubitNames: (0..<qubits).map { "q\($0)" },
      body: body)
  }

  mutating func circuit() -> Circuit {
    var circuit = Circuit(
      qubits: GateExpansionTests.register(5), parameters: [Parameter(name: "a"), Parameter(name: "b")])
    for number in 0..<3 { circuit.declarations.append(declaration(in: circuit.declarations, number: number)) }
    let (gate, operands, angleCount) = gate(in: circuit.declarations, maximum: 5)
    let angles = (0..<angleCount).map { _ in angle(&circuit.expressions, parameters: 2) }
    circuit.append(gate, angles: angles, qubits: Array((0..<5).shuffled(using: &stream).prefix(operands)))
    return circuit
  }
}

extension GateExpansionTests {
  @Test(
    "Random modified gates keep their matrix, global phase included",
    arguments: [false, true], [Set<StandardGate>.stdgates, Set(rows: "U", "cx", "gphase")])
  func random(symbolic: Bool, allowed: Set<StandardGate>) throws {
    var expandedCount = 0
    for number in 0..<80 {
      var random = RandomGates(
        stream: RandomStream(seed: 77).substream("gates/\(symbolic)/\(number)"), symbolic: symbolic)
      let circuit = random.circuit()
      let gate = circuit.gates[0]
      let expanded = try GateExpansion(allowed: allowed).expand(circuit)
      expandedCount += expanded.operations.count
      #expect(GateExpansion(allowed: allowed).accepts(expanded))
      #expect(expanded.parameters == circuit.parameters)
      let values = [0.37, -1.91]
      let before = try Self.state(after: circuit, at: values)
      let after = try Self.state(after: expanded, at: values)
      #expect(Self.distance(before, after) < 1e-10, "\(number): \(circuit.name(of: gate)) \(gate)")
    }
    #expect(expandedCount > 80)
  }
}
