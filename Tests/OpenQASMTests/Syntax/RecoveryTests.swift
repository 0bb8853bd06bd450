import OpenQASM
import Testing

@Suite struct RecoveryTests {
  @Test("all problems of a file are found in one pass")
  func severalProblems() {
    let program = """
      OPENQASM 3.0;
      qubit q[4];
      if c == 1 { x q; }
      rz(1.0 q[0];
      int[8] n = 5 +;
      let a = q[0:2;
      x q[0];
      include stdgates.inc;
      measure q -> bit c;
      }
      """
    #expect(codes(of: program) == ["Q111", "Q112", "Q100", "Q104", "Q102", "Q117", "Q105", "Q103"])
  }

  @Test("a semicolon missing at the end of a line costs nothing else")
  func missingSemicolon() {
    let tree = TreeText.of("qubit q\nx q\n{ y q }\nmeasure q -> c\nz q")
    #expect(
      tree == """
        (qubitDeclaration q)
        (gateCall x q)
        (scope (gateCall y q))
        (measureStatement (measureExpression q) c)
        (gateCall z q)
        ! Q101
        ! Q101
        ! Q101
        ! Q101
        ! Q101
        """)
  }

  @Test("a missing semicolon is reported behind the last word")
  func placeOfSemicolon() throws {
    let problem = try #require(diagnostics(of: "measure q -> c\n\nx q;").first)
    #expect(problem.message == "expected ';' after the measurement")
    #expect(problem.range == SourceRange(file: 0, start: 14, end: 14))
  }

  @Test("a problem inside a block leaves the rest of the block")
  func insideBlocks() {
    let tree = TreeText.of("def f(qubit q) { x q; y q q; if (true { } z q; }\nx q;")
    #expect(
      tree == """
        (defStatement f (parameterList (parameter q (qubitType))) \
        (scope (gateCall x q) (malformed) (malformed) (gateCall z q)))
        (gateCall x q)
        ! Q101
        ! Q102
        """)
  }

  @Test("the block of a malformed header is skipped with it, its else too")
  func malformedHeaders() {
    #expect(codes(of: "if true { x q; } else { y q; } z q;") == ["Q112"])
    #expect(codes(of: "while (i < ) { x q; { } } z q;") == ["Q104"])
    #expect(codes(of: "for (int i = 0; i < 3; i += 1) { x q; } z q;") == ["Q106"])
    #expect(codes(of: "gate g { x q; } z q;") == ["Q105"])
    #expect(codes(of: "switch (i) { x q; y q; } z q;") == ["Q120"])
  }

  @Test("a line that begins a statement ends a malformed one")
  func nextLine() {
    #expect(
      TreeText.of("int[8] x = (1 +\nqubit q;\nx q;") == "(malformed)\n(qubitDeclaration q)\n(gateCall x q)\n! Q104")
  }

  @Test("the line behind an unclosed string is read again")
  func lineBehindString() {
    #expect(TreeText.of("bit b = \"01;\nx q;") == "(malformed)\n(gateCall x q)\n! Q004")
    #expect(codes(of: "include \"a.inc;\nx 1;") == ["Q004", "Q100"])
  }

  @Test("a block that is never closed is reported once")
  func unclosedBlocks() {
    #expect(codes(of: "def f() { if (true) { while (true) { x q;") == ["Q102"])
    #expect(codes(of: "cal { {") == ["Q102"])
    #expect(codes(of: "switch (i) { case 1 {") == ["Q102"])
  }

  @Test("each closing brace too many is reported")
  func strayBraces() {
    #expect(codes(of: "} x q; } }") == ["Q103", "Q103", "Q103"])
  }

  @Test("values in braces do not confuse the braces around them")
  func bracesOfValues() {
    #expect(codes(of: "{ x = a[{0, }1]; } y q;") == ["Q100"])
    #expect(codes(of: "{ array[int, 2] a = {1 2}; z q; } y q;") == ["Q100"])
    #expect(codes(of: "x = a[{}]; y q;") == ["Q104"])
  }

  @Test("after a hundred problems the rest is not read")
  func tooManyProblems() {
    let problems = diagnostics(of: String(repeating: "x 1;\n", count: 1000))
    #expect(problems.count == 101)
    #expect(problems.last?.code.name == "Q191")
    #expect(diagnostics(of: String(repeating: "€ ", count: 100_000)).last?.code.name == "Q191")
  }

  @Test("a problem is reported at one place once")
  func oncePerPlace() {
    for program in ["x \"a\tb\" q;", "rz(007) ;", "@\n", "include \"\";", "x 3y z;"] {
      let places = diagnostics(of: program).map(\.range.start)
      #expect(Set(places).count == places.count, "\(program)")
    }
  }

  @Test(
    "help says what to type",
    arguments: [
      ("qubit q[4];", "write qubit[4] q;"),
      ("bit[2] c; if c == 1 { }", "the condition stands in parentheses: if (c == 1)"),
      ("if (c = 1) { }", "two values are compared with =="),
      ("whlie (true) { }", "did you mean 'while'?"),
      ("include stdgates.inc;", "write include \"stdgates.inc\";"),
      ("for i in [0:3] { }", "write for int i in ..."),
      ("complex[32] z;", "write complex[float[64]]"),
      ("ctrl @x q, r;", "put a blank behind the '@'"),
      ("opaque g(a) q;", "declare a calibrated gate with defcal, or begin the file with OPENQASM 2.0;"),
      ("OPENQASM 2.0; qubit[2] q;", "write qreg q[2]; or begin the file with OPENQASM 3.0;"),
      ("OPENQASM 2.0; qreg Q[2];", "write q"),
      ("x “a”;", "use straight quotes: \" or '"),
      ("b = a − 1;", "use the minus of the keyboard: -"),
      ("# comment", "comments begin with //"),
      ("a = 2 * measure q;", "store its outcome first: bit b = measure q; then use b"),
      ("bool[2] b;", "for several truth values use bit[n]"),
      ("def f() -> void { }", "a subroutine that returns nothing has no '->'"),
      ("int gate;", "choose another name, such as gate_1"),
    ])
  func help(_ program: String, _ help: String) throws {
    #expect(diagnostics(of: program).first?.help == help)
  }

  @Test("every code is documented, and reported under one name")
  func codesAreDocumented() {
    let codes = DiagnosticCode.syntaxCodes
    #expect(Set(codes.map(\.name)).count == codes.count)
    #expect(codes.map(\.name) == codes.map(\.name).sorted())
    for code in codes {
      #expect(code.explanation.hasSuffix(".") || code.explanation.hasSuffix(";"), "\(code.name)")
      #expect(!code.title.isEmpty && !code.title.hasSuffix("."), "\(code.name)")
      #expect(!code.explanation.contains("\n") && !code.explanation.contains("  "), "\(code.name)")
    }
  }
}
