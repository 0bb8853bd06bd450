import Circuits
import OpenQASM
import Testing

/// Loads a program; `header` puts the usual first lines before it.
private func load(_ text: String, header: Bool = true, includes: Includes = .none) -> LoadResult {
  let usual = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[3] q;\nbit[3] c;\n"
  return Loader.load(SourceText(path: "test.qasm", text: (header ? usual : "") + text), includes: includes)
}

private func codes(_ result: LoadResult) -> [String] { result.diagnostics.map(\.code.name) }

/// One word a step: the gate with its modifiers and angles, then the operands.
private func steps(_ result: LoadResult) throws -> [String] {
  let circuit = try #require(result.circuit, "\(result.diagnostics.map(\.message))")
  let values = circuit.expressions.values(at: Array(repeating: 0.5, count: circuit.parameters.count))
  return circuit.operations.indices.map { index in
    let operation = circuit.operations[index]
    let operands = circuit.operands(of: index).map { $0 == Operation.noBit ? "-" : String($0) }.joined(separator: " ")
    guard operation.kind == .gate else { return "\(operation.kind) \(operands)" }
    let gate = circuit.gates[Int(operation.index)]
    let name =
      switch gate.target {
      case .standard(let row): row.name
      case .declared(let place): circuit.declarations[place].name
      }
    let controls = gate.controls.map { $0 ? "+" : "-" }.joined()
    let powers = gate.powers.map { "^\($0)" }.joined()
    let angles = circuit.angles(of: index).map { "\(circuit.expressions.value(of: $0, values: values))" }
    return "\(controls)\(name)\(powers)\(angles.isEmpty ? "" : "(\(angles.joined(separator: ",")))") \(operands)"
      .trimmingSuffix(" ")
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}

@Suite("What circuits mean")
struct MeaningTests {
  @Test(
    "statements become steps",
    arguments: [
      ("h q[0];", ["h 0"]),
      ("h q;", ["h 0", "h 1", "h 2"]),
      ("cx q[0], q[-1];", ["cx 0 2"]),
      ("h q[0:1];", ["h 0", "h 1"]),
      ("h q[0:2:2];", ["h 0", "h 2"]),
      ("h q[{2, 0}];", ["h 2", "h 0"]),
      ("h q[2:-1:1];", ["h 2", "h 1"]),
      ("h q[2:-1:0];", ["h 2", "h 1", "h 0"]),
      ("qubit a; cx a, q;", ["cx 3 0", "cx 3 1", "cx 3 2"]),
      ("qubit[3] r; cx q, r;", ["cx 0 3", "cx 1 4", "cx 2 5"]),
      ("let a = q[0:1] ++ q[2]; h a[2]; x a;", ["h 2", "x 0", "x 1", "x 2"]),
      ("CX q[0], q[1];", ["cx 0 1"]),
      ("rz(pi / 2) q[0];", ["rz(\(Double.pi / 2)) 0"]),
      ("rz(-π) q[0];", ["rz(\(-Double.pi)) 0"]),
      ("rz(2 ** 3 ** 2 - 1) q[0];", ["rz(511.0) 0"]),
      ("rz(-2 ** 2) q[0];", ["rz(-4.0) 0"]),
      ("rz(cos(0) + sqrt(4.0)) q[0];", ["rz(3.0) 0"]),
      ("rz(7 % 4 + float(3)) q[0];", ["rz(6.0) 0"]),
      ("const int n = 2; const float a = pi / n; rz(a) q[n];", ["rz(\(Double.pi / 2)) 2"]),
      ("const angle[4] a = pi / 2 + 0.01; rz(a) q[0];", ["rz(\(Double.pi / 2)) 0"]),
      ("input float x_0; rz((pi - x_0) * 2) q[0];", ["rz(\((Double.pi - 0.5) * 2)) 0"]),
      ("input angle[8] a; rz(-a) q[0];", ["rz(-0.5) 0"]),
      ("ctrl @ x q[0], q[1];", ["+x 0 1"]),
      ("ctrl(2) @ negctrl @ inv @ s q[0], q[1], q[2], c0;", nil),
      ("negctrl @ ctrl @ pow(0.5) @ x q[0], q[1], q[2];", ["-+x^0.5 0 1 2"]),
      ("inv @ inv @ t q[0];", ["t 0"]),
      ("pow(2) @ pow(3) @ t q[0];", ["t^6.0 0"]),
      ("pow(0.5) @ pow(2) @ x q[0];", ["x^2.0^0.5 0"]),
      ("gphase(pi);", ["gphase(\(Double.pi))"]),
      ("ctrl @ gphase(0.25) q[1];", ["p(0.25) 1"]),
      ("negctrl @ gphase(0.25) q[1];", ["x 1", "p(0.25) 1", "x 1"]),
      ("ctrl @ U(0.5, 0.25, 0.125) q[0], q[1];", ["cu(0.5,0.25,0.125,0.25) 0 1"]),
      ("gate g a { U(1, 0, 0) a; } ctrl @ g q[0], q[1];", ["cu(1.0,0.0,0.0,0.5) 0 1"]),
      ("gate g(t) a, b { rx(t) a; cx a, b; } inv @ g(0.5) q[0], q[2];", ["g^-1.0(0.5) 0 2"]),
      ("gate g(t) a { rx(2 * t) a; } ctrl @ g(0.5) q[0], q[1];", ["+g(0.5) 0 1"]),
      ("measure q[0] -> c[1];", ["measure 0 1"]),
      ("c = measure q;", ["measure 0 0", "measure 1 1", "measure 2 2"]),
      ("bit b = measure q[2];", ["measure 2 3"]),
      ("measure q[1];", ["measure 1 -"]),
      ("c[0:1] = measure q[{2, 1}];", ["measure 2 0", "measure 1 1"]),
      ("reset q;", ["reset 0", "reset 1", "reset 2"]),
      ("barrier q[1], q;", ["barrier 1 0 2"]),
      ("barrier;", ["barrier 0 1 2"]),
      ("delay[100ns] q[0];", ["delay 0"]),
      ("box[1us] { h q[0]; }", ["boxStart ", "h 0", "boxEnd "]),
      ("@note keep me\nh q[0];\npragma vendor does\nnop q[0];", ["h 0"]),
      ("cal { anything { goes } } defcal x $0 { } defcalgrammar \"openpulse\";", []),
      ("{ h q[0]; { x q[1]; } }", ["h 0", "x 1"]),
    ] as [(String, [String]?)])
  func steps(_ text: String, expected: [String]?) throws {
    let result = load(text)
    guard let expected else {
      #expect(result.circuit == nil)
      return
    }
    let found = try OpenQASMTests.steps(result).map { $0.trimmingSuffix(" ") }
    #expect(found == expected.map { $0.trimmingSuffix(" ") })
  }

  @Test(
    "what is wrong has its code",
    arguments: [
      ("hh q[0];", "Q201"), ("h r[0];", "Q201"), ("rz(a) q[0];", "Q201"), ("qubit q;", "Q202"),
      ("gate g a, a { }", "Q202"), ("qubit pi;", "Q203"), ("rz(1 << 0.5) q[0];", "Q301"), ("rz(100ns) q[0];", "Q301"),
      ("delay[3] q[0];", "Q301"), ("h q[0.5];", "Q301"), ("h q[99999999999999999999];", "Q302"),
      ("rz(9223372036854775807 + 1) q[0];", "Q302"), ("rz(1e999) q[0];", "Q302"), ("rz(1 / 0) q[0];", "Q303"),
      ("rz(5 % 0) q[0];", "Q303"), ("rz(sqrt(-1.0)) q[0];", "Q304"), ("rz(1.0 / 0.0) q[0];", "Q304"),
      ("input float a; const float b = a;", "Q305"), ("input float b; gate g a { rz(b) a; }", "Q305"),
      ("qubit[0] a;", "Q306"), ("qubit[-1] a;", "Q306"), ("h q[0:0:2];", "Q306"), ("ctrl(0) @ x q[0], q[1];", "Q306"),
      ("rz(1 / 2) q[0];", "Q307"), ("rz q[0];", "Q401"), ("rz(1, 2) q[0];", "Q401"), ("h(1) q[0];", "Q401"),
      ("cx q[0];", "Q402"), ("ctrl @ x q[0];", "Q402"), ("h c[0];", "Q403"), ("measure q[0] -> q[1];", "Q403"),
      ("qubit a; h a[0];", "Q403"), ("h q[0][1];", "Q403"), ("gate g a { h q[0]; }", "Q403"), ("h q[3];", "Q404"),
      ("h q[-4];", "Q404"), ("cx q[1], q[1];", "Q405"), ("cx q, q;", "Q405"), ("qubit[2] r; cx q, r;", "Q406"),
      ("measure q -> c[0:1];", "Q406"), ("input float a; pow(0.5) @ rx(a) q[0];", "Q407"), ("h $0;", "Q408"),
      ("gate g a { measure a; }", "Q409"), ("break;", "Q409"), ("gate g a { qubit b; }", "Q409"),
      ("include \"absent.inc\";", "Q501"), ("include \"/etc/passwd\";", "Q502"), ("include \"../x.inc\";", "Q502"),
      ("qubit[1000000000000] big;", "Q601"), ("bit[1000000000000] big;", "Q601"),
      ("extern f(int) -> int; int i = f(1);", "Q701"),
    ])
  func problems(_ text: String, code: String) {
    let result = load(text)
    #expect(codes(result) == [code])
    #expect((result.program == nil) == (code != "Q307"))
  }

  @Test("every problem of a file is found in one pass, in order")
  func allProblems() {
    let result = load("hh q[0];\ncx q[0];\nh q[7];\nrz(q) q[0];\nx q[0];")
    #expect(codes(result) == ["Q201", "Q402", "Q404", "Q301"])
  }

  @Test("the nearest name is offered")
  func nearest() {
    #expect(load("swp q[0], q[1];").diagnostics[0].help == "did you mean 'swap'?")
    #expect(load("h qq[0];").diagnostics[0].help == "did you mean 'q'?")
  }

  @Test("a gate without its include says which one declares it")
  func missingInclude() throws {
    let result = load("qubit q; h q;", header: false)
    #expect(codes(result) == ["Q201"])
    #expect(try #require(result.diagnostics[0].help).contains("include \"stdgates.inc\";"))
    #expect(try #require(load("cnot q[0], q[1];").diagnostics[0].help).contains("'cx'"))
  }

  @Test("OpenQASM 2 has its own names, real division and its library")
  func version2() throws {
    let text = """
      OPENQASM 2.0;
      include "qelib1.inc";
      qreg q[2];
      creg c[2];
      u1(1/2) q[0];
      CX q[0],q[1];
      u3(pi/2,2^3,ln(1)) q;
      cu3(1,2,3) q[0],q[1];
      rzz(0.5) q[0],q[1];
      measure q -> c;
      """
    let found = try OpenQASMTests.steps(load(text, header: false))
    #expect(found.prefix(2) == ["u1(0.5) 0", "cx 0 1"])
    #expect(found[2] == "u3(\(Double.pi / 2),8.0,0.0) 0")
    #expect(found.suffix(4) == ["cu3(1.0,2.0,3.0) 0 1", "rzz(0.5) 0 1", "measure 0 0", "measure 1 1"])
  }

  @Test("a program of version 2 may declare what its library has beyond the paper")
  func extras() throws {
    let text = """
      OPENQASM 2.0;
      include "qelib1.inc";
      gate rzz(t) a,b { cx a,b; u1(t) b; cx a,b; }
      qreg q[2];
      rzz(0.5) q[0],q[1];
      """
    let circuit = try #require(load(text, header: false).circuit)
    #expect(circuit.declarations.map(\.name) == ["rzz"])
  }

  @Test("a gate body equal to a row is that row")
  func rows() throws {
    let result = load("gate rzz(p0) a, b { cx a, b; rz(p0) b; cx a, b; } rzz(0.5) q[0], q[1];")
    let circuit = try #require(result.circuit)
    #expect(circuit.declarations.isEmpty)
    #expect(circuit.gates == [Gate(try #require(StandardGate("rzz")))])
  }

  @Test("physical qubits need no declaration")
  func physical() throws {
    let circuit = try #require(load("include \"stdgates.inc\"; cz $2, $5; measure $5;", header: false).circuit)
    #expect(circuit.qubits == .physical(count: 6))
  }

  @Test("remarks keep their place and their text")
  func remarks() throws {
    let circuit = try #require(load("h q[0];\n#pragma braket verbatim  \n@a.b rest\nbox { x q[0]; }").circuit)
    #expect(
      circuit.remarks == [
        Remark(.pragma, text: "braket verbatim", operation: 1), Remark(.annotation, text: "a.b rest", operation: 1),
      ])
  }

  @Test("operations know the statement they came from")
  func origins() throws {
    let result = load("h q;\ncx q[0], q[1];", header: false, includes: .none)
    #expect(result.origins.range(ofOperation: 0) == nil)
    let text = "include \"stdgates.inc\"; qubit[2] q;\nh q;\ncx q[0], q[1];"
    let found = try #require(load(text, header: false).origins.range(ofOperation: 2))
    #expect(String(text.utf8.dropFirst(found.start).prefix(found.end - found.start)) == "cx q[0], q[1];")
  }

  @Test("long sums of inputs are read without recursion, and have a limit")
  func longSums() throws {
    let sum = Array(repeating: "a", count: 5000).joined(separator: " + ")
    #expect(try OpenQASMTests.steps(load("input float a; rz(\(sum)) q[0];")) == ["rz(2500.0) 0"])
    let tooLong = Array(repeating: "a", count: 10_002).joined(separator: " + ")
    #expect(codes(load("input float a; rz(\(tooLong)) q[0];")) == ["Q603"])
  }
}

@Suite("Included files")
struct IncludesTests {
  private let files = Includes { path in
    switch path {
    case "a.inc": .success(Array("gate mine q { h q; }".utf8))
    case "loop.inc": .success(Array("include \"loop.inc\";".utf8))
    case "broken.inc": .success(Array("gate g q { h q; \n hh }".utf8))
    default:
      path.hasPrefix("deep") ? .success(Array("include \"deep\(path.utf8.count).inc\";".utf8)) : .failure(.notFound)
    }
  }

  @Test("an included file declares gates for the program")
  func declares() throws {
    let circuit = try #require(load("include \"a.inc\"; mine q[1];", includes: files).circuit)
    #expect(circuit.declarations.map(\.name) == ["mine"])
  }

  @Test("a file that includes itself is refused")
  func cycle() { #expect(codes(load("include \"loop.inc\";", includes: files)) == ["Q504"]) }

  @Test("a problem in an included file is reported there")
  func elsewhere() throws {
    let result = load("include \"broken.inc\";", includes: files)
    let problem = try #require(result.diagnostics.first)
    #expect(result.files[problem.range.file].path == "broken.inc")
  }

  @Test("a sum of thousands of whole inputs is computed without recursion")
  func longSums() throws {
    let sum = Array(repeating: "n", count: 9000).joined(separator: " + ")
    let result = load("input int n; output int m; m = \(sum);")
    let program = try #require(result.program)
    #expect(program.code.count > 9000)
  }
}
