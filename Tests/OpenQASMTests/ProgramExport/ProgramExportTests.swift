import Circuits
import OpenQASM
import Testing

/// What each dialect makes of programs that decide something while they run.
@Suite struct ProgramExportTests {
  private static func text(
    _ body: String, _ dialect: Dialect, version: String = "3.0", binding: InputBinding? = nil
  ) throws -> String {
    let library = version == "2.0" ? "qelib1" : "stdgates"
    let loaded = Programs.load("OPENQASM \(version);\ninclude \"\(library).inc\";\n" + body)
    #expect(loaded.program != nil, "\(loaded.diagnostics.map(\.message))")
    return String(decoding: try Exporter(dialect: dialect).text(of: loaded, binding: binding), as: UTF8.self)
  }

  /// The statements behind the declarations.
  private static func statements(_ text: String) -> String {
    let header = ["OPENQASM", "include", "bit", "qubit", "creg", "qreg"]
    let lines = text.split(separator: "\n").drop { line in header.contains { line.hasPrefix($0) } }
    return lines.joined(separator: "\n")
  }

  private static func refusal(_ body: String, _ dialect: Dialect) throws -> (message: String, marked: String) {
    let loaded = Programs.load("include \"stdgates.inc\";\n" + body)
    #expect(loaded.program != nil, "\(loaded.diagnostics.map(\.message))")
    let error = try #require(throws: ExportError.self) { try Exporter(dialect: dialect).text(of: loaded) }
    let range = try #require(error.range)
    #expect(error.help != nil)
    let bytes = loaded.files[range.file].bytes[range.start..<range.end]
    return (error.message, String(decoding: bytes, as: UTF8.self))
  }

  private static let feedback = """
    qubit[2] q;
    bit[2] c;
    h q[0];
    c[0] = measure q[0];
    if (c == 1) { x q[1]; z q[0]; }
    c[1] = measure q[1];
    """

  // MARK: OpenQASM 3

  @Test("OpenQASM 3 keeps the text, in its canonical layout")
  func canonical() throws {
    let text = try Self.text("qubit q;bit c;c=measure q;while(c){x q;c=measure q;}", .openQASM3)
    let expected = """
      OPENQASM 3.0;
      include "stdgates.inc";
      qubit q;
      bit c;
      c = measure q;
      while (c) {
        x q;
        c = measure q;
      }

      """
    #expect(text == expected)
  }

  @Test("Included files become part of the text, and libraries are included once")
  func includes() throws {
    let files = Includes { path in
      path == "own.inc"
        ? .success(Array("include \"stdgates.inc\"; gate g a { h a; } // end".utf8)) : .failure(.notFound)
    }
    let source = SourceText(
      path: "main.qasm",
      text: "include \"stdgates.inc\";\ninclude \"own.inc\";\nqubit q; bit c; c = measure q; if (c) g q;\n")
    let loaded = Loader.load(source, includes: files)
    let text = String(decoding: try Exporter().text(of: loaded), as: UTF8.self)
    #expect(text.split(separator: "include").count == 2)
    #expect(!text.contains("own.inc"))
    Programs.expectSame(loaded.program, Programs.load(text).program, "inlined", #_sourceLocation)
  }

  @Test("OpenQASM 2 becomes OpenQASM 3")
  func fromVersion2() throws {
    let text = try Self.text(
      "qreg q[2]; creg c[2]; measure q -> c; if(c==2) u1(pi/2) q[0]; if(c==1) measure q[0] -> c[1];", .openQASM3,
      version: "2.0")
    let expected = """
      c = measure q;
      if (c == 2) {
        u1(pi / 2) q[0];
      }
      if (c == 1) {
        c[1] = measure q[0];
      }
      """
    #expect(Self.statements(text) == expected)
  }

  @Test("Inputs with values become constants, but arrays and bits stay variables")
  func bindings() throws {
    let body = """
      input float turn;
      input int n;
      input bit[2] start;
      input array[int, 2] list;
      qubit[4] q;
      bit c;
      c = measure q[0];
      if (c) { rx(turn) q[n]; }
      """
    let binding = InputBinding(
      parameters: [0.5, 3],
      inputs: [
        .bits(BitString(2, width: 2)), .array([.integer(1, width: 64), .integer(-2, width: 64)]),
      ])
    let text = try Self.text(body, .openQASM3, binding: binding)
    #expect(text.contains("const float turn = 0.5;\nconst int n = 3;\nbit[2] start = \"10\";\n"))
    #expect(text.contains("array[int, 2] list = {1, -2};"))
    #expect(Programs.load(text).program?.inputs.isEmpty == true)
  }

  // MARK: OpenQASM 2

  @Test("OpenQASM 2 asks before each operation of a block")
  func version2() throws {
    let expected = """
      h q[0];
      measure q[0] -> c[0];
      if (c == 1) x q[1];
      if (c == 1) z q[0];
      measure q[1] -> c[1];
      """
    #expect(Self.statements(try Self.text(Self.feedback, .openQASM2)) == expected)
    let text = try Self.text(Self.feedback, .openQASM2)
    #expect(
      Self.statements(
        try Self.text(
          String(text.split(separator: "\n")[2...].joined(separator: "\n")), .openQASM2,
          version: "2.0")) == expected)
  }

  @Test("A condition that no value of its register meets is left out", arguments: [Dialect.openQASM2, .ibm, .braket])
  func impossibleConditions(dialect: Dialect) throws {
    let body = "qreg q[2]; creg c[1]; measure q[0] -> c[0]; if(c==2) x q[1]; if(c==1) z q[1];"
    let text = try Self.text(body, dialect, version: "2.0")
    #expect(text.split(separator: "if").count == 2)
  }

  @Test("A bit is a register of one for OpenQASM 2")
  func version2Bits() throws {
    let body = "qubit q; bit a; bit b; a = measure q; if (a) x q; if (!a) y q; if (b == \"1\") z q;"
    let lines = Self.statements(try Self.text(body, .openQASM2)).split(separator: "\n").dropFirst()
    #expect(lines == ["if (a == 1) x q[0];", "if (a == 0) y q[0];", "if (b == 1) z q[0];"])
  }

  @Test(
    "OpenQASM 2 refuses all other control at its place",
    arguments: [
      ("if (c[0]) x q[0];", "c[0]"), ("if (c == 1) x q[0]; else { y q[0]; }", "{ y q[0]; }"),
      ("while (c == 1) { c = measure q; }", "while (c == 1) { c = measure q; }"), ("int n = 1;", "int n = 1;"),
      ("if (c == 1) { c = measure q; x q; }", "if (c == 1) { c = measure q; x q; }"),
      ("if (c == 1) { barrier q; }", "barrier q;"), ("def f(qubit a) { x a; }", "def f(qubit a) { x a; }"),
      ("if (c == 1) { if (c == 2) x q; }", "if (c == 2) x q;"), ("c[0] = true;", "c[0] = true;"),
      ("{ const int c = 1; if (c == 1) x q[0]; }", "const int c = 1;"),
      ("{ let c = q; if (b == 1) x c[0]; }", "let c = q;"),
    ])
  func version2Refusals(statement: String, marked: String) throws {
    let body = "qubit[2] q; bit b; bit[2] c; c = measure q; if (c == 0) z q[1]; " + statement
    #expect(try Self.refusal(body, .openQASM2).marked == marked)
  }

  // MARK: IBM

  @Test("IBM's dialect has physical qubits and native gates under its conditions")
  func ibm() throws {
    let body = """
      const int size = 2;
      gate flip a { x a; }
      qubit[size] q;
      bit[2] c;
      let pair = q[0:1];
      c[0] = measure q[0];
      if (c[0] == 1 && !c[1]) flip pair[1]; else { c[1] = measure q[1]; }
      for int i in [0:2] { sx q[0]; }
      while (c == 2) { reset q; c = measure q; }
      switch (c) { case 0, 1 { x q[0]; } default { } }
      """
    let expected = """
      c[0] = measure $0;
      if (c[0] == 1 && !c[1]) {
        x $1;
      } else {
        c[1] = measure $1;
      }
      for int i in [0:2] {
        sx $0;
      }
      while (c == 2) {
        reset $0;
        reset $1;
        c[0] = measure $0;
        c[1] = measure $1;
      }
      switch (c) {
        case 0, 1 {
          x $0;
        }
        default {}
      }
      """
    #expect(Self.statements(try Self.text(body, .ibm)) == expected)
  }

  @Test(
    "IBM's dialect refuses what its service does not run, at its place",
    arguments: [
      ("for int i in [0:1] x q[i];", "x q[i];"), ("if (n == 1) x q[0];", "int n = 0;"),
      ("def f(qubit a) { x a; }", "int n = 0;"), ("while (c[0]) { break; }", "int n = 0;"),
      ("if (c[1] || 4 == c) x q[0];", "4"), ("if (c[0]) { const int c = 1; if (c == 1) x q[0]; }", "const int c = 1;"),
      ("if (c[0]) { let c = q; x c[0]; }", "let c = q;"),
    ])
  func ibmRefusals(statement: String, marked: String) throws {
    let number = marked.hasPrefix("int") ? "int n = 0; " : ""
    let body = "qubit[2] q; bit[2] c; c = measure q; if (c[0]) x q[0]; \(number)\(statement)"
    #expect(try Self.refusal(body, .ibm).marked == marked)
  }

  // MARK: Braket

  @Test("Braket's dialect has its own gates and one register of bits, each of them set")
  func braket() throws {
    let body = """
      gate turn(t) a { rz(t / 2) a; u2(t, 0) a; }
      qubit[2] q;
      bit[2] c;
      bit done;
      c[0] = measure q[0];
      if (c == 1 || !done) cx q[0], q[1];
      for int i in [0:1] { turn(pi * i) q[i]; c[i] = measure q[i]; }
      int n = 2 * c[1];
      done = measure q[1];
      """
    let text = try Self.text(body, .braket)
    let expected = """
      OPENQASM 3.0;
      bit[3] b = "000";
      qubit[2] q;
      b[0] = measure q[0];
      if (((b[0] == 1) && (b[1] == 0)) || !(b[2] == 1)) {
        cnot q[0], q[1];
      }
      for int i in [0:1] {
        rz((pi * i) / 2) q[i];
      """
    #expect(text.hasPrefix(expected))
    #expect(text.contains("b[i] = measure q[i];"))
    #expect(text.contains("int n = 2 * int(b[1]);"))
    #expect(text.contains("b[2] = measure q[1];"))
    #expect(!text.contains("gate ") && !text.contains("include"))
  }

  @Test("Bits that start with a value do so in Braket's one register, which counts from the left")
  func braketValues() throws {
    let one = try Self.text("qubit q; bit[3] c = \"001\"; c[1] = measure q;", .braket)
    #expect(one.contains("bit[3] c = \"100\";"))
    let both = try Self.text("qubit q; bit[2] c = \"01\"; bit[2] d = \"10\"; c[1] = measure q;", .braket)
    #expect(both.contains("bit[4] b = \"1001\";"))
  }

  @Test("A bound input keeps its type's meaning for Braket, and any whole number its digits")
  func boundInputs() throws {
    let body = """
      input uint n;
      qubit q;
      bit c;
      c = measure q;
      if (c) { if (n[0]) { x q; } }
      """
    let binding = InputBinding(parameters: [9_223_372_036_854_775_808], inputs: [])
    #expect(try Self.text(body, .openQASM3, binding: binding).contains("const uint n = 9223372036854775808;"))
    let loaded = Programs.load("include \"stdgates.inc\";\n" + body)
    #expect(throws: ExportError.self) { try Exporter(dialect: .braket).text(of: loaded, binding: binding) }
  }

  @Test(
    "Braket's dialect refuses what its simulator cannot read or reads as something else, at its place",
    arguments: [
      ("switch (n) { case 0 { x q[0]; } }", "switch (n) { case 0 { x q[0]; } }"), ("let a = c[0:1];", "c[0:1]"),
      ("for int i in [0:1] { if (c[0]) break; }", "break;"), ("end;", "end;"), ("n = n << 1;", "n << 1"),
      ("x q[n + int(c[0])];", "q[n + int(c[0])]"), ("angle[4] a = pi;", "angle[4]"), ("if (c) x q[0];", "c"),
      ("bit r = measure q[0];", "bit r = measure q[0];"), ("n = popcount(c);", "c"), ("if (n[0]) x q[0];", "n[0]"),
      ("delay[10ns] q[n];", "delay[10ns] q[n];"), ("if (c[0]) { int n = 2; }", "int n = 2;"),
      ("if (c[0]) { const int c = 1; if (c == 1) x q[0]; }", "const int c = 1;"),
      ("if (c[0]) { let r = q; x r[n]; let q = r; }", "let q = r;"), ("if (c[0]) { int q = 2; }", "int q = 2;"),
    ])
  func braketRefusals(statement: String, marked: String) throws {
    let body = "qubit[2] q; bit[2] c; int n = 0; c = measure q; if (c[0]) x q[0]; \(statement)"
    let start = statement.hasPrefix("bit r") ? "if (c[0]) { " : ""
    let end = statement.hasPrefix("bit r") ? " }" : ""
    let text = body.replacing(statement, with: start + statement + end)
    #expect(try Self.refusal(text, .braket).marked == marked)
  }

  @Test("An endless chain of operators is refused, or kept", arguments: [Dialect.openQASM3, .openQASM2, .ibm, .braket])
  func chains(dialect: Dialect) throws {
    let chain = Array(repeating: "n", count: 20_000).joined(separator: " + ")
    let body = "qubit q; bit c; int n = 1; c = measure q; if (c) x q; n = \(chain); if (n == 3) x q;"
    if dialect == .openQASM3 {
      #expect(try Self.text(body, dialect).contains(chain))
    } else {
      #expect(try Self.refusal(body, dialect).message.isEmpty == false)
    }
  }

  // MARK: IonQ

  @Test("IonQ's dialect refuses the first thing that the run decides")
  func ionq() throws {
    let refusal = try Self.refusal("qubit q; bit c; c = measure q; if (c) x q;", .ionq)
    #expect(refusal.marked == "c")
    #expect(refusal.message.contains("IonQ"))
  }
}
