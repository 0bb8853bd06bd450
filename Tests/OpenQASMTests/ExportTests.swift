import Circuits
import OpenQASM
import Testing

/// Helpers and small circuits that the export suites share.
enum ExportSamples {
  static func gate(_ name: String, powers: [Double] = [], controls: [Bool] = []) throws -> Gate {
    Gate(.standard(try #require(StandardGate(name))), powers: powers, controls: controls)
  }

  static func circuit(qubits: Int, bits: Int = 0, parameters: [Parameter] = []) -> Circuit {
    Circuit(
      qubits: .registers([Register(name: "q", start: 0, count: qubits)]),
      bitRegisters: bits > 0 ? [Register(name: "c", start: 0, count: bits)] : [], parameters: parameters)
  }

  static func bell() throws -> Circuit {
    var circuit = circuit(qubits: 2, bits: 2)
    circuit.append(try gate("h"), qubits: [0])
    circuit.append(try gate("cx"), qubits: [0, 1])
    circuit.measure(0, into: 0)
    circuit.measure(1, into: 1)
    return circuit
  }

  /// What follows the declarations in the canonical text.
  static func statements(of circuit: Circuit, dialect: Dialect = .openQASM3) throws -> [String] {
    let lines = try Exporter(dialect: dialect).string(of: circuit).split(separator: "\n").map(String.init)
    let isDeclaration = { (line: String) in
      ["OPENQASM", "include", "input", "output", "bit", "qubit", "creg", "qreg"].contains { line.hasPrefix($0) }
    }
    return Array(lines.drop(while: isDeclaration))
  }

  static func refusal(of circuit: Circuit, dialect: Dialect = .openQASM3) throws -> ExportError {
    try #require(throws: ExportError.self) { try Exporter(dialect: dialect).text(of: circuit) }
  }
}

@Suite struct ExportTests {
  private let samples = ExportSamples.self

  @Test("A Bell pair is seven short lines")
  func bell() throws {
    #expect(
      try Exporter().string(of: samples.bell()) == """
        OPENQASM 3.0;
        include "stdgates.inc";

        bit[2] c;
        qubit[2] q;

        h q[0];
        cx q[0], q[1];
        c = measure q;

        """)
  }

  @Test("An empty circuit is its header")
  func empty() throws {
    #expect(
      try Exporter().string(of: Circuit(qubits: .registers([]))) == "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n")
  }

  @Test("Scalars have no index, outputs say so")
  func registers() throws {
    var circuit = Circuit(
      qubits: .registers([
        Register(name: "a", start: 0, count: 1, isScalar: true), Register(name: "b", start: 1, count: 1),
      ]),
      bitRegisters: [
        Register(name: "flag", start: 0, count: 1, isScalar: true, isOutput: true),
        Register(name: "word", start: 1, count: 3, isOutput: true), Register(name: "rest", start: 4, count: 1),
      ])
    circuit.measure(0, into: 0)
    circuit.measure(1, into: 2)
    circuit.measure(1, into: 4)
    #expect(
      try Exporter().string(of: circuit) == """
        OPENQASM 3.0;
        include "stdgates.inc";

        output bit flag;
        output bit[3] word;
        bit[1] rest;
        qubit a;
        qubit[1] b;

        flag = measure a;
        word[1] = measure b[0];
        rest = measure b;

        """)
  }

  @Test(
    "Inputs keep their type and width",
    arguments: [
      (Parameter.Kind.float(width: 64), "input float[64] v;"), (.float(width: nil), "input float v;"),
      (.angle(width: 16), "input angle[16] v;"), (.angle(width: nil), "input angle v;"),
      (.integer(width: 32), "input int[32] v;"), (.unsigned(width: nil), "input uint v;"),
    ])
  func inputs(kind: Parameter.Kind, line: String) throws {
    let circuit = samples.circuit(qubits: 1, parameters: [Parameter(name: "v", kind: kind)])
    #expect(try Exporter().string(of: circuit).contains("\n\(line)\n"))
  }

  @Test("Modifiers stand outermost first, and equal controls together")
  func modifiers() throws {
    var circuit = samples.circuit(qubits: 5)
    circuit.append(try samples.gate("x", controls: [true, true, false]), qubits: [0, 1, 2, 3])
    circuit.append(try samples.gate("x", controls: [false, true, false, false]), qubits: [0, 1, 2, 3, 4])
    circuit.append(try samples.gate("s", powers: [-1]), qubits: [0])
    circuit.append(try samples.gate("x", powers: [0.5]), qubits: [0])
    circuit.append(try samples.gate("t", powers: [2, 0.25], controls: [true]), qubits: [0, 1])
    #expect(
      try samples.statements(of: circuit) == [
        "ctrl(2) @ negctrl @ x q[0], q[1], q[2], q[3];",
        "negctrl @ ctrl @ negctrl(2) @ x q[0], q[1], q[2], q[3], q[4];", "inv @ s q[0];", "pow(0.5) @ x q[0];",
        "ctrl @ pow(0.25) @ pow(2) @ t q[0], q[1];",
      ])
  }

  @Test("A global phase has no qubits")
  func globalPhase() throws {
    var circuit = samples.circuit(qubits: 1)
    circuit.append(try samples.gate("gphase"), angles: [.constant(0.3)], qubits: [])
    #expect(try samples.statements(of: circuit) == ["gphase(0.3);"])
  }

  // MARK: Measurement, reset, barrier, delay, box

  @Test("Only a whole register read in order into one of the same size is one statement")
  func measurements() throws {
    var circuit = Circuit(
      qubits: .registers([Register(name: "a", start: 0, count: 2), Register(name: "b", start: 2, count: 3)]),
      bitRegisters: [Register(name: "c", start: 0, count: 2), Register(name: "d", start: 2, count: 3)])
    for (qubit, bit) in [(0, 0), (1, 1), (1, 0), (0, 1), (2, 2), (3, 3), (0, 2), (1, 3)] {
      circuit.measure(qubit, into: bit)
    }
    for offset in 0..<3 { circuit.measure(2 + offset, into: 2 + offset) }
    circuit.measure(4, into: nil)
    #expect(
      try samples.statements(of: circuit) == [
        "c = measure a;", "c[0] = measure a[1];", "c[1] = measure a[0];", "d[0] = measure b[0];",
        "d[1] = measure b[1];", "d[0] = measure a[0];", "d[1] = measure a[1];", "d = measure b;", "measure b[2];",
      ])
  }

  @Test("A remark between two measurements keeps them apart")
  func remarkBetweenMeasurements() throws {
    var circuit = try samples.bell()
    circuit.remarks = [Remark(.pragma, text: "here", operation: 3)]
    #expect(
      try samples.statements(of: circuit).suffix(3) == ["c[0] = measure q[0];", "pragma here", "c[1] = measure q[1];"])
  }

  @Test("Barriers name whole registers, delays carry their unit")
  func barriersAndDelays() throws {
    var circuit = Circuit(
      qubits: .registers([
        Register(name: "a", start: 0, count: 2), Register(name: "b", start: 2, count: 1, isScalar: true),
      ]))
    circuit.barrier([0, 1, 2])
    circuit.barrier([1, 0])
    circuit.barrier([2, 0, 1])
    circuit.barrier([0, 2])
    circuit.reset(1)
    circuit.delay(Duration(100, .nanoseconds), [0, 1])
    circuit.delay(Duration(1.5, .microseconds), [2])
    circuit.delay(Duration(160, .deviceTicks), [0])
    circuit.delay(Duration(1e-7, .seconds), [1])
    #expect(
      try samples.statements(of: circuit) == [
        "barrier a, b;", "barrier a[1], a[0];", "barrier b, a;", "barrier a[0], b;", "reset a[1];",
        "delay[100ns] a;", "delay[1.5us] b;", "delay[160dt] a[0];", "delay[1e-07s] a[1];",
      ])
  }

  @Test("What stands in a box is indented")
  func boxes() throws {
    var circuit = samples.circuit(qubits: 1)
    circuit.startBox(Duration(100, .nanoseconds))
    circuit.append(try samples.gate("h"), qubits: [0])
    circuit.startBox(nil)
    circuit.reset(0)
    circuit.endBox()
    circuit.endBox()
    circuit.append(try samples.gate("h"), qubits: [0])
    #expect(
      try samples.statements(of: circuit) == [
        "box[100ns] {", "  h q[0];", "  box {", "    reset q[0];", "  }", "}", "h q[0];",
      ])
  }

  @Test("Pragmas and annotations stay where they were")
  func remarks() throws {
    var circuit = try samples.bell()
    circuit.remarks = [
      Remark(.pragma, text: "first", operation: 0), Remark(.annotation, text: "layout 1,0", operation: 1),
      Remark(.annotation, text: "again", operation: 1), Remark(.pragma, text: "last", operation: 4),
    ]
    #expect(
      try samples.statements(of: circuit) == [
        "pragma first", "h q[0];", "@layout 1,0", "@again", "cx q[0], q[1];", "c = measure q;", "pragma last",
      ])
  }

  @Test("Physical qubits are not declared")
  func physicalQubits() throws {
    var circuit = Circuit(qubits: .physical(count: 4), bitRegisters: [Register(name: "c", start: 0, count: 1)])
    circuit.append(try samples.gate("cz"), qubits: [3, 0])
    circuit.barrier([0, 1, 2, 3])
    circuit.measure(3, into: 0)
    #expect(
      try Exporter().string(of: circuit) == """
        OPENQASM 3.0;
        include "stdgates.inc";

        bit[1] c;

        cz $3, $0;
        barrier $0, $1, $2, $3;
        c[0] = measure $3;

        """)
  }

  // MARK: Angles

  @Test("Expressions have no more parentheses than they need")
  func expressions() throws {
    var circuit = samples.circuit(
      qubits: 1, parameters: [Parameter(name: "x_0"), Parameter(name: "x_1")])
    var arena = ExpressionArena()
    let (first, second) = (arena.parameter(0), arena.parameter(1))
    let product = arena.combine(
      .multiply, arena.combine(.subtract, .constant(.pi), first), arena.combine(.subtract, .constant(.pi), second))
    let power = arena.combine(.power, arena.combine(.power, first, .constant(2)), second)
    let quotient = arena.combine(.divide, arena.negate(first), arena.apply(.sin, to: second))
    circuit.expressions = arena
    for angle in [product, power, quotient] { circuit.append(try samples.gate("rx"), angles: [angle], qubits: [0]) }
    #expect(
      try samples.statements(of: circuit) == [
        "rx((pi - x_0)*(pi - x_1)) q[0];", "rx((x_0**2)**x_1) q[0];", "rx(-x_0/sin(x_1)) q[0];",
      ])
  }

  @Test("An integer input becomes a float before anything is done with it")
  func integerInputs() throws {
    var circuit = samples.circuit(qubits: 1, parameters: [Parameter(name: "k", kind: .integer(width: 8))])
    var arena = ExpressionArena()
    let plain = arena.parameter(0)
    let half = arena.combine(.divide, plain, .constant(2))
    circuit.expressions = arena
    for angle in [plain, half] { circuit.append(try samples.gate("rx"), angles: [angle], qubits: [0]) }
    #expect(try samples.statements(of: circuit) == ["rx(k) q[0];", "rx(float(k)/2) q[0];"])
    #expect(try reread(circuit) == circuit)
  }

  @Test(
    "Every number comes back with the same bits",
    arguments: [
      0.0, -0.0, 1, -1, .pi, -Double.pi / 2, 3 * Double.pi / 8, 0.1, -0.30000000000000004, 1e-7, .leastNonzeroMagnitude,
      -2.2250738585072014e-308,
      1e300, -1.7976931348623157e308, 9_007_199_254_740_994, 1e15, 1e16, 123_456_789_012_345_680, .pi.nextUp,
      2.5e-8, 1.0 / 3,
    ] as [Double])
  func numbers(value: Double) throws {
    var circuit = samples.circuit(qubits: 1)
    circuit.append(try samples.gate("rx"), angles: [.constant(value)], qubits: [0])
    let read = try #require(try reread(circuit).angles.first?.constantValue)
    #expect(read.bitPattern == value.bitPattern)
  }

  private func reread(_ circuit: Circuit) throws -> Circuit {
    let text = try Exporter().string(of: circuit)
    return try #require(Loader.load(SourceText(path: "-", text: text)).circuit)
  }
}
