import Circuits
import OpenQASM
import Testing

@Suite("Gate declarations in exports") struct ExportDeclarationTests {
  private let samples = ExportSamples.self

  private func declaration(_ name: String, on qubits: [String], _ steps: [GateBody.Step]) -> GateDeclaration {
    GateDeclaration(name: name, angleNames: [], qubitNames: qubits, body: GateBody(steps: steps))
  }

  @Test("Gates that stdgates.inc lacks are declared, each after those that it uses")
  func rows() throws {
    var circuit = samples.circuit(qubits: 2)
    circuit.append(try samples.gate("csx"), qubits: [0, 1])
    circuit.append(try samples.gate("h"), qubits: [0])
    circuit.append(try samples.gate("rzz", controls: []), angles: [.constant(0.5)], qubits: [1, 0])
    let text = try Exporter().string(of: circuit)
    #expect(
      text == """
        OPENQASM 3.0;
        include "stdgates.inc";

        gate cs a, b {
          t a;
          cx a, b;
          tdg b;
          cx a, b;
          t b;
        }
        gate csx a, b {
          h b;
          cs a, b;
          h b;
        }
        gate rzz(theta) a, b {
          cx a, b;
          rz(theta) b;
          cx a, b;
        }

        qubit[2] q;

        csx q[0], q[1];
        h q[0];
        rzz(0.5) q[1], q[0];

        """)
    #expect(Loader.load(SourceText(path: "-", text: text)).circuit == circuit)
  }

  @Test("The circuit's own gates follow in their order, used or not")
  func ownGates() throws {
    var circuit = samples.circuit(qubits: 2)
    var arena = ExpressionArena()
    let half = arena.combine(.divide, arena.parameter(0), .constant(2))
    circuit.declarations = [
      declaration("nothing", on: ["a"], []),
      GateDeclaration(
        name: "turn", angleNames: ["theta"], qubitNames: ["c", "t"],
        body: GateBody(
          expressions: arena,
          steps: [
            GateBody.Step(try samples.gate("rx"), angles: [half], qubits: [1]),
            GateBody.Step(Gate(.declared(0)), qubits: [0]),
            GateBody.Step(try samples.gate("rx", powers: [-1], controls: [false]), angles: [half], qubits: [0, 1]),
          ])),
    ]
    circuit.append(Gate(.declared(1), controls: []), angles: [.constant(.pi / 4)], qubits: [1, 0])
    #expect(
      try Exporter().string(of: circuit) == """
        OPENQASM 3.0;
        include "stdgates.inc";

        gate nothing a {
        }
        gate turn(theta) c, t {
          rx(theta/2) t;
          nothing c;
          negctrl @ inv @ rx(theta/2) c, t;
        }

        qubit[2] q;

        turn(pi/4) q[1], q[0];

        """)
  }

  // MARK: Phases that readers disagree on

  @Test("A controlled U is written as cu, between x gates where its last control is negative")
  func controlledU() throws {
    var circuit = samples.circuit(qubits: 3)
    let angles: [Angle] = [.constant(0.5), .constant(.pi), .constant(2)]
    circuit.append(try samples.gate("U"), angles: angles, qubits: [0])
    circuit.append(try samples.gate("U", controls: [true]), angles: angles, qubits: [0, 1])
    circuit.append(try samples.gate("U", powers: [-1], controls: [false, true]), angles: angles, qubits: [0, 1, 2])
    circuit.append(try samples.gate("U", controls: [true, false]), angles: angles, qubits: [0, 1, 2])
    #expect(
      try samples.statements(of: circuit) == [
        "U(0.5, pi, 2) q[0];", "cu(0.5, pi, 2, 0.25) q[0], q[1];",
        "negctrl @ inv @ cu(0.5, pi, 2, 0.25) q[0], q[1], q[2];", "x q[1];",
        "ctrl @ cu(0.5, pi, 2, 0.25) q[0], q[1], q[2];", "x q[1];",
      ])
  }

  @Test("A symbolic angle of a controlled U is halved as an expression")
  func symbolicControlledU() throws {
    var circuit = samples.circuit(qubits: 2, parameters: [Parameter(name: "v")])
    var arena = ExpressionArena()
    let symbol = arena.parameter(0)
    circuit.expressions = arena
    circuit.append(
      try samples.gate("U", controls: [true]), angles: [symbol, .constant(0), .constant(0)], qubits: [0, 1])
    #expect(try samples.statements(of: circuit) == ["cu(v, 0, 0, v/2) q[0], q[1];"])
  }

  @Test("A controlled global phase is a p")
  func controlledPhase() throws {
    var circuit = samples.circuit(qubits: 2)
    circuit.append(try samples.gate("gphase", controls: [true]), angles: [.constant(0.5)], qubits: [0])
    circuit.append(try samples.gate("gphase", controls: [true, true]), angles: [.constant(0.5)], qubits: [1, 0])
    #expect(try samples.statements(of: circuit) == ["p(0.5) q[0];", "ctrl @ p(0.5) q[1], q[0];"])
  }

  @Test("A controlled gate with a phase inside is written as its controlled steps, remarks stay in place")
  func controlledDeclaration() throws {
    var circuit = samples.circuit(qubits: 2)
    circuit.declarations = [
      declaration(
        "phased", on: ["a"],
        [
          GateBody.Step(try samples.gate("gphase"), angles: [.constant(0.25)], qubits: []),
          GateBody.Step(try samples.gate("h"), qubits: [0]),
        ])
    ]
    circuit.append(Gate(.declared(0)), qubits: [0])
    circuit.append(Gate(.declared(0), controls: [true]), qubits: [1, 0])
    circuit.reset(0)
    circuit.remarks = [Remark(.pragma, text: "here", operation: 2)]
    #expect(
      try samples.statements(of: circuit).suffix(5) == [
        "phased q[0];", "p(0.25) q[1];", "ctrl @ h q[1], q[0];", "pragma here", "reset q[0];",
      ])
  }

  @Test("A controlled U in a gate's body is rewritten there")
  func controlledUInside() throws {
    var circuit = samples.circuit(qubits: 2)
    circuit.declarations = [
      declaration(
        "inner", on: ["a", "b"],
        [
          GateBody.Step(
            try samples.gate("U", controls: [true]), angles: [.constant(1), .constant(0), .constant(0)],
            qubits: [0, 1])
        ])
    ]
    #expect(try Exporter().string(of: circuit).contains("  cu(1, 0, 0, 0.5) a, b;\n"))
  }

  @Test("A fractional power of a controlled gate with a phase inside is refused with its operation")
  func fractionalControlledDeclaration() throws {
    var circuit = samples.circuit(qubits: 2)
    circuit.declarations = [
      declaration(
        "phased", on: ["a"],
        [
          GateBody.Step(try samples.gate("gphase"), angles: [.constant(0.25)], qubits: []),
          GateBody.Step(try samples.gate("h"), qubits: [0]),
        ])
    ]
    circuit.reset(0)
    circuit.append(Gate(.declared(0), powers: [0.5], controls: [true]), qubits: [1, 0])
    let error = try samples.refusal(of: circuit)
    #expect(error.code.name == "Q807" && error.operation == 1 && error.message.contains("`phased`"))
  }
}
