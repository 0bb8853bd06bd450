import OpenQASM
import Testing

@Suite struct VersionTests {
  private func parser(_ text: String) -> Parser {
    var parser = Parser(source: SourceText(path: "test.qasm", text: text), file: 0)
    while parser.nextStatement() != nil {}
    return parser
  }

  @Test(
    "the first statement decides the version",
    arguments: [
      ("", 3, 0), ("x q;", 3, 0), ("OPENQASM 3;", 3, 0), ("OPENQASM 3.0;", 3, 0), ("OPENQASM 3.1;", 3, 1),
      ("// comment\n\n OPENQASM\n2.0 ;", 2, 0), ("/* c */ OPENQASM 3.1 ;", 3, 1),
    ])
  func version(_ text: String, _ major: Int, _ minor: Int) {
    let parser = parser(text)
    #expect(parser.version == LanguageVersion(major: major, minor: minor))
    #expect(parser.diagnostics.isEmpty)
  }

  @Test("the tree keeps the version as it is written")
  func versionText() {
    #expect(parser("OPENQASM 3;").tree.version == "3")
    #expect(parser("OPENQASM 3.1;").tree.version == "3.1")
    #expect(parser("x q;").tree.version == nil)
  }

  @Test(
    "other versions are refused",
    arguments: [
      "OPENQASM 2;", "OPENQASM 2.1;", "OPENQASM 1.0;", "OPENQASM 4;", "OPENQASM 3.x;", "OPENQASM three;", "OPENQASM;",
      "OPENQASM", "OPENQASM 3.0.0;", "OPENQASM \"3.0\";", "OPENQASM 99999999999999999999.0;",
    ])
  func refused(_ text: String) {
    #expect(codes(of: text + "\nqubit[2] q;").first == "Q109")
  }

  @Test("the file after a version that is refused is read all the same")
  func afterRefusedVersion() {
    #expect(codes(of: "OPENQASM 4.0;\nqubit q[2];\n") == ["Q109", "Q111"])
    #expect(codes(of: "OPENQASM 2;\nqreg q[2];\nqubit[2] r;") == ["Q109", "Q123"])
    #expect(codes(of: "OPENQASM 3.0 x q;\ny q z;") == ["Q101", "Q101"])
  }

  @Test("a version behind another statement is refused, in either language")
  func misplaced() {
    #expect(codes(of: "x q; OPENQASM 3.0;") == ["Q108"])
    #expect(codes(of: "OPENQASM 2.0; OPENQASM 2.0;") == ["Q108"])
    #expect(codes(of: "{ OPENQASM 3.0; }") == ["Q108"])
  }

  @Test("an included file is read in the version of what includes it")
  func included() {
    #expect(diagnostics(of: "gate for a { U(0,0,0) a; }", version: .version2).isEmpty)
    #expect(codes(of: "gate for a { U(0,0,0) a; }") == ["Q105"])
  }
}
