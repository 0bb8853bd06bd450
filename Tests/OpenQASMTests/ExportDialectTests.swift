import Circuits
import Numerics
import OpenQASM
import Testing

@Suite("Dialects of exports") struct ExportDialectTests {
  private let samples = ExportSamples.self

  private func text(_ circuit: Circuit, _ dialect: Dialect) throws -> String {
    try Exporter(dialect: dialect).string(of: circuit)
  }

  // MARK: OpenQASM 2

  @Test("OpenQASM 2 has its own registers and arrows")
  func version2() throws {
    #expect(
      try text(samples.bell(), .openQASM2) == """
        OPENQASM 2.0;
        include "qelib1.inc";

        creg c[2];
        qreg q[2];

        h q[0];
        cx q[0], q[1];
        measure q -> c;

        """)
  }

  @Test("OpenQASM 2 declares what the paper's library lacks, and drops global phases")
  func version2Declarations() throws {
    var circuit = samples.circuit(qubits: 2)
    circuit.append(try samples.gate("gphase"), angles: [.constant(0.5)], qubits: [])
    circuit.append(try samples.gate("swap"), qubits: [0, 1])
    circuit.append(try samples.gate("p"), angles: [.constant(1e-7)], qubits: [0])
    circuit.append(try samples.gate("cp"), angles: [.constant(.pi)], qubits: [0, 1])
    circuit.append(try samples.gate("U"), angles: [.constant(1), .constant(2), .constant(3)], qubits: [0])
    #expect(
      try text(circuit, .openQASM2) == """
        OPENQASM 2.0;
        include "qelib1.inc";

        gate swap a, b {
          cx a, b;
          cx b, a;
          cx a, b;
        }

        qreg q[2];

        swap q[0], q[1];
        u1(1.0e-07) q[0];
        cu1(pi) q[0], q[1];
        U(1, 2, 3) q[0];

        """)
  }

  @Test("OpenQASM 2 keeps the circuit's gates where it can say them, and writes out the others")
  func version2OwnGates() throws {
    var circuit = samples.circuit(qubits: 2)
    var arena = ExpressionArena()
    let angle = arena.parameter(0)
    let power = arena.combine(.power, arena.apply(.log, to: angle), .constant(2))
    let arcsine = arena.apply(.arcsin, to: angle)
    let body = { (angle: Angle, controls: [Bool], gate: Gate) in
      GateBody(
        expressions: arena,
        steps: [GateBody.Step(gate, angles: [angle], qubits: controls.isEmpty ? [0] : [0, 1])])
    }
    circuit.declarations = [
      GateDeclaration(
        name: "modified", angleNames: ["t"], qubitNames: ["a", "b"],
        body: body(angle, [true], try samples.gate("rz", controls: [true]))),
      GateDeclaration(
        name: "kept", angleNames: ["t"], qubitNames: ["a"], body: body(power, [], try samples.gate("rz"))),
      GateDeclaration(
        name: "inverse", angleNames: ["t"], qubitNames: ["a"], body: body(arcsine, [], try samples.gate("rz"))),
    ]
    circuit.append(Gate(.declared(0)), angles: [.constant(1)], qubits: [0, 1])
    circuit.append(Gate(.declared(1)), angles: [.constant(1)], qubits: [0])
    circuit.append(Gate(.declared(2)), angles: [.constant(0.25)], qubits: [0])
    circuit.append(Gate(.declared(1), powers: [-1]), angles: [.constant(2)], qubits: [1])
    let version2 = try text(circuit, .openQASM2)
    #expect(
      version2 == """
        OPENQASM 2.0;
        include "qelib1.inc";

        gate kept(t) a {
          rz(ln(t)^2) a;
        }

        qreg q[2];

        crz(1) q[0], q[1];
        kept(1) q[0];
        rz(0.25268025514207865) q[0];
        rz(-0.4804530139182014) q[1];

        """)
  }

  @Test("OpenQASM 2 keeps opaque gates, sizes scalars, and gives physical qubits a register")
  func version2Registers() throws {
    var circuit = Circuit(
      qubits: .physical(count: 3),
      bitRegisters: [Register(name: "q", start: 0, count: 1, isScalar: true, isOutput: true)])
    circuit.declarations = [GateDeclaration(name: "magic", angleNames: ["t"], qubitNames: ["a"], body: nil)]
    circuit.append(Gate(.declared(0)), angles: [.constant(1)], qubits: [2])
    circuit.reset(1)
    circuit.barrier([0, 1, 2])
    circuit.measure(2, into: 0)
    #expect(
      try text(circuit, .openQASM2) == """
        OPENQASM 2.0;
        include "qelib1.inc";

        opaque magic(t) a;

        creg q[1];
        qreg q_[3];

        magic(1) q_[2];
        reset q_[1];
        barrier q_;
        measure q_[2] -> q[0];

        """)
  }

  // MARK: Clouds

  @Test("IBM gets physical qubits, five gates and no phase")
  func ibm() throws {
    var circuit = try samples.bell()
    circuit.append(try samples.gate("gphase"), angles: [.constant(0.5)], qubits: [])
    circuit.delay(Duration(100, .nanoseconds), [0])
    circuit.reset(1)
    circuit.remarks = [Remark(.annotation, text: "shotglass.layout 1,0", operation: 0)]
    #expect(
      try text(circuit, .ibm) == """
        OPENQASM 3.0;
        include "stdgates.inc";

        bit[2] c;

        rz(pi/2) $0;
        sx $0;
        rz(pi/2) $0;
        rz(pi/2) $1;
        sx $1;
        rz(pi/2) $1;
        cz $0, $1;
        rz(pi/2) $1;
        sx $1;
        rz(pi/2) $1;
        c[0] = measure $0;
        c[1] = measure $1;
        delay[100ns] $0;
        reset $1;

        """)
  }

  @Test("Braket gets its own names, no include, and symbols")
  func braket() throws {
    var circuit = samples.circuit(qubits: 3, bits: 1, parameters: [Parameter(name: "x_0", kind: .angle(width: 16))])
    var arena = ExpressionArena()
    let doubled = arena.combine(.multiply, .constant(2), arena.parameter(0))
    circuit.expressions = arena
    for (name, qubits) in [("sx", [0]), ("sdg", [1]), ("cx", [0, 1]), ("ccx", [0, 1, 2]), ("iswap", [2, 0])] {
      circuit.append(try samples.gate(name), qubits: qubits)
    }
    circuit.append(try samples.gate("p"), angles: [doubled], qubits: [0])
    circuit.append(try samples.gate("rzz"), angles: [.constant(0.5)], qubits: [0, 1])
    circuit.append(try samples.gate("gphase"), angles: [.constant(0.5)], qubits: [])
    circuit.append(try samples.gate("s", powers: [-1]), qubits: [2])
    circuit.measure(2, into: 0)
    #expect(
      try text(circuit, .braket) == """
        OPENQASM 3.0;

        input float x_0;

        bit[1] c;
        qubit[3] q;

        v q[0];
        si q[1];
        cnot q[0], q[1];
        ccnot q[0], q[1], q[2];
        iswap q[2], q[0];
        phaseshift(2*x_0) q[0];
        zz(0.5) q[0], q[1];
        si q[2];
        c[0] = measure q[2];

        """)
  }

  @Test("Braket reports one bit register, so several become one")
  func braketRegisters() throws {
    var circuit = Circuit(
      qubits: .registers([Register(name: "b", start: 0, count: 1, isScalar: true)]),
      bitRegisters: [Register(name: "c", start: 0, count: 2), Register(name: "d", start: 2, count: 1, isScalar: true)])
    circuit.measure(0, into: 1)
    circuit.measure(0, into: 2)
    #expect(
      try text(circuit, .braket) == """
        OPENQASM 3.0;

        bit[3] b_;
        qubit[1] b;

        b_[1] = measure b[0];
        b_[2] = measure b[0];

        """)
  }

  @Test("Braket keeps verbatim boxes of native gates on physical qubits")
  func braketVerbatim() throws {
    var circuit = Circuit(qubits: .physical(count: 2), bitRegisters: [Register(name: "b", start: 0, count: 1)])
    circuit.remarks = [
      Remark(.pragma, text: "other tool", operation: 0), Remark(.pragma, text: "braket verbatim", operation: 0),
    ]
    circuit.startBox(nil)
    circuit.append(try samples.gate("prx"), angles: [.constant(.pi / 2), .constant(0)], qubits: [0])
    circuit.append(try samples.gate("cz"), qubits: [0, 1])
    circuit.endBox()
    circuit.measure(0, into: 0)
    #expect(
      try text(circuit, .braket) == """
        OPENQASM 3.0;

        bit[1] b;

        #pragma braket verbatim
        box {
          prx(pi/2, 0) $0;
          cz $0, $1;
        }
        b[0] = measure $0;

        """)
  }

  @Test("IonQ gets plain gates in registers, and no barriers")
  func ionq() throws {
    var circuit = Circuit(qubits: .physical(count: 2), bitRegisters: [Register(name: "c", start: 0, count: 2)])
    circuit.append(try samples.gate("p"), angles: [.constant(0.5)], qubits: [0])
    circuit.append(try samples.gate("x", controls: [false]), qubits: [0, 1])
    circuit.barrier([0, 1])
    circuit.measure(0, into: 0)
    circuit.reset(0)
    circuit.measure(1, into: 1)
    #expect(
      try text(circuit, .ionq) == """
        OPENQASM 3.0;
        include "stdgates.inc";

        bit[2] c;
        qubit[2] q;

        rz(0.5) q[0];
        x q[0];
        cx q[0], q[1];
        x q[0];
        c[0] = measure q[0];
        reset q[0];
        c[1] = measure q[1];

        """)
  }

  // MARK: What they refuse

  @Test(
    "Operations that a dialect cannot say are refused with their place",
    arguments: [
      (Dialect.openQASM2, "delay"), (.openQASM2, "box"), (.openQASM2, "loose"), (.openQASM2, "symbol"), (.ibm, "box"),
      (.ibm, "loose"), (.ibm, "symbol"), (.ionq, "delay"), (.ionq, "box"), (.ionq, "loose"), (.ionq, "symbol"),
      (.braket, "delay"), (.braket, "box"), (.braket, "long box"), (.braket, "verbatim on registers"),
      (.braket, "mixed"),
    ])
  func refusals(dialect: Dialect, what: String) throws {
    var circuit = samples.circuit(qubits: 1, bits: 1, parameters: [Parameter(name: "x_0")])
    circuit.reset(0)
    switch what {
    case "delay": circuit.delay(Duration(1, .nanoseconds), [0])
    case "loose": circuit.measure(0, into: nil)
    case "mixed":
      circuit.measure(0, into: nil)
      circuit.measure(0, into: 0)
    case "symbol":
      var arena = ExpressionArena()
      let angle = arena.parameter(0)
      circuit.expressions = arena
      circuit.append(try samples.gate("rx"), angles: [angle], qubits: [0])
    default:
      circuit.startBox(what == "long box" ? Duration(1, .seconds) : nil)
      circuit.endBox()
      if what != "box" { circuit.remarks = [Remark(.pragma, text: "braket verbatim", operation: 1)] }
    }
    let error = try samples.refusal(of: circuit, dialect: dialect)
    #expect(error.code.severity == .unsupported && error.operation == 1 && error.help != nil)
    #expect(error.code.name == (what == "symbol" ? "Q805" : "Q806"))
  }

  @Test("An input that no gate uses stops nobody", arguments: [Dialect.openQASM2, .ibm, .ionq])
  func unusedInput(dialect: Dialect) throws {
    let circuit = samples.circuit(qubits: 1, parameters: [Parameter(name: "x_0")])
    #expect(!(try text(circuit, dialect).contains("x_0")))
  }

  @Test("A calculation that fails inside a gate is refused at its call", arguments: [Dialect.openQASM2, .ibm, .ionq])
  func impossibleAngle(dialect: Dialect) throws {
    var circuit = samples.circuit(qubits: 1)
    var arena = ExpressionArena()
    let root = arena.apply(.sqrt, to: arena.parameter(0))
    circuit.declarations = [
      GateDeclaration(
        name: "rooted", angleNames: ["t"], qubitNames: ["a"],
        body: GateBody(
          expressions: arena,
          steps: [GateBody.Step(try samples.gate("rx", powers: [-1]), angles: [root], qubits: [0])]))
    ]
    circuit.reset(0)
    circuit.append(Gate(.declared(0)), angles: [.constant(-1)], qubits: [0])
    let error = try samples.refusal(of: circuit, dialect: dialect)
    #expect(error.code.name == "Q804" && error.operation == 1)
  }

  @Test("An opaque gate cannot be written with a device's gates", arguments: [Dialect.ibm, .braket, .ionq])
  func opaque(dialect: Dialect) throws {
    var circuit = samples.circuit(qubits: 1)
    circuit.declarations = [GateDeclaration(name: "magic", angleNames: [], qubitNames: ["a"], body: nil)]
    circuit.reset(0)
    circuit.append(Gate(.declared(0)), qubits: [0])
    let error = try samples.refusal(of: circuit, dialect: dialect)
    #expect(error.code.name == "Q807" && error.operation == 1)
  }

  // MARK: What they do

  @Test(
    "Every dialect's text prepares the state that the circuit prepares",
    arguments: [Dialect.openQASM3, .openQASM2, .ibm, .ionq], UInt64(0)..<6)
  func meaning(dialect: Dialect, seed: UInt64) throws {
    var random = RandomCircuits(seed: 1000 + seed, contents: .unitary, qubitCounts: 3...5, lengths: 3...12)
    for _ in 0..<3 {
      let circuit = random.next()
      let state = try SmallSimulation.state(of: circuit)
      guard state.allSatisfy({ $0.real.isFinite && $0.imaginary.isFinite }) else { continue }
      let text = try text(circuit, dialect)
      let read = try #require(Loader.load(SourceText(path: "-", text: text)).circuit, "\(text)")
      let fidelity = SmallSimulation.fidelity(state, try SmallSimulation.state(of: read))
      #expect(abs(fidelity - 1) < 1e-9, "\(text)")
    }
  }
}
