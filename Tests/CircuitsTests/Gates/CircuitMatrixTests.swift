import Circuits
import Numerics
import Testing

@Suite struct CircuitMatrixTests {
  private let empty = Circuit(qubits: .registers([]))

  private func gate(_ name: String, powers: [Double] = [], controls: [Bool] = []) throws -> Gate {
    Gate(.standard(try #require(StandardGate(name))), powers: powers, controls: controls)
  }

  private func matrix(_ name: String, _ angles: [Double] = [], powers: [Double] = [], controls: [Bool] = []) throws
    -> SquareMatrix
  {
    try empty.matrix(of: gate(name, powers: powers, controls: controls), angles: angles)
  }

  @Test("Roots of named gates are the named gates")
  func roots() throws {
    #expect(try matrix("z", powers: [0.5]).distance(to: matrix("s")) < 1e-14)
    #expect(try matrix("s", powers: [0.5]).distance(to: matrix("t")) < 1e-14)
    #expect(try matrix("x", powers: [0.5]).distance(to: matrix("sx")) < 1e-14)
    #expect(try matrix("x", powers: [0.5, -1]).distance(to: matrix("sxdg")) < 1e-14)
    #expect(try matrix("x", powers: [-1, 0.5]).distance(to: matrix("sx")) < 1e-14)
    #expect(try matrix("cx", powers: [0.5]).distance(to: matrix("csx")) < 1e-14)
    #expect(try matrix("rz", [0.4], powers: [0.25]).distance(to: matrix("rz", [0.1])) < 1e-14)
  }

  @Test("Powers apply one after the other, on principal branches")
  func powers() throws {
    // The square of z is the identity, whose root is the identity; the root of z squared is z.
    #expect(try matrix("z", powers: [2, 0.5]).distance(to: .identity(2)) < 1e-14)
    #expect(try matrix("z", powers: [0.5, 2]).distance(to: matrix("z")) < 1e-14)
    #expect(try matrix("x", powers: [3]).distance(to: matrix("x")) < 1e-14)
    #expect(try matrix("t", powers: [0]).distance(to: .identity(2)) == 0)
  }

  @Test("Controls of the rows and of modifiers agree")
  func controls() throws {
    for row in StandardGate.all {
      guard let form = row.definition.controlledForm else { continue }
      let angles = GatesTableTests.angles(of: row)
      let modified = try matrix(form.row, angles, controls: Array(repeating: true, count: form.controls))
      #expect(modified.distance(to: row.definition.matrix(angles)) < 1e-15, "\(row.name)")
    }
    #expect(try matrix("gphase", [0.3], controls: [true]).distance(to: matrix("p", [0.3])) < 1e-15)
    #expect(try matrix("p", [0.3], controls: [false]).distance(to: matrix("cphaseshift01", [0.3])) < 1e-15)
  }

  @Test("The text's CX is cx, though stdgates.inc as printed would make it another gate")
  func exchange() throws {
    #expect(StandardGate("CX", in: .stdgates) == StandardGate("cx"))
    let printed = try matrix("U", [.pi, 0, .pi], controls: [true])
    #expect(try printed.distance(to: matrix("cx")) > 0.5)
  }

  @Test("A declared gate is the product of its steps, at the declared angles")
  func declared() throws {
    var body = GateBody()
    let half = body.expressions.combine(.divide, body.expressions.parameter(0), .constant(2))
    body.steps = [
      GateBody.Step(try gate("ry"), angles: [half], qubits: [1]), GateBody.Step(try gate("cx"), qubits: [0, 1]),
      GateBody.Step(try gate("ry"), angles: [body.expressions.negate(half)], qubits: [1]),
      GateBody.Step(try gate("x", controls: [true]), qubits: [0, 1]),
    ]
    var circuit = empty
    circuit.declarations = [
      GateDeclaration(name: "mine", angleNames: ["a"], qubitNames: ["c", "t"], body: body),
      GateDeclaration(name: "opaque", angleNames: [], qubitNames: ["q"], body: nil),
    ]
    let product = try circuit.matrix(of: Gate(.declared(0)), angles: [0.7])
    #expect(try product.distance(to: matrix("cry", [0.7])) < 1e-15)
    let inverse = try circuit.matrix(of: Gate(.declared(0), powers: [-1]), angles: [0.7])
    #expect((inverse * product).distance(to: .identity(4)) < 1e-15)
    #expect(throws: CircuitError.noBody(gate: "opaque")) { try circuit.matrix(of: Gate(.declared(1)), angles: []) }
    #expect(throws: CircuitError.missingDeclaration("number 7")) {
      try circuit.matrix(of: Gate(.declared(7)), angles: [])
    }
  }

  @Test("What cannot be computed is refused")
  func refusals() throws {
    let wide = try gate("x", controls: Array(repeating: true, count: 10))
    #expect(throws: CircuitError.tooManyOperands(gate: "x", count: 11, limit: 10)) {
      try empty.matrix(of: wide, angles: [])
    }
    #expect(throws: CircuitError.wrongAngleCount(gate: "rx", expected: 1, found: 0)) { try matrix("rx") }
    #expect(throws: CircuitError.invalidPower(gate: "x", exponent: .infinity)) { try matrix("x", powers: [.infinity]) }
    var circuit = empty
    let own = GateBody(steps: [GateBody.Step(Gate(.declared(0)), qubits: [0])])
    circuit.declarations = [GateDeclaration(name: "own", angleNames: [], qubitNames: ["q"], body: own)]
    #expect(throws: CircuitError.nestedTooDeeply(gate: "own", limit: 500)) {
      try circuit.matrix(of: Gate(.declared(0)), angles: [])
    }
  }
}
