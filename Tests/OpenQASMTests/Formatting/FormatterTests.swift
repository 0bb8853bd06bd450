import OpenQASM
import Testing

@Suite struct FormatterTests {
  private func format(_ text: String) -> String? {
    Formatter.format(SourceText(path: "test.qasm", text: text)).text
  }

  @Test(
    "blanks stand where they belong",
    arguments: [
      ("cx   q [ 0 ] ,q[1] ;", "cx q[0], q[1];"),
      ("rz( - pi/2 )q;", "rz(-pi / 2) q;"),
      ("x=a*b+c**-d- -e;", "x = a * b + c**-d - -e;"),
      ("x=!a&&~ b||c==d;", "x = !a && ~b || c == d;"),
      ("a[ 0 : n-1 ]=b[ : : 2];", "a[0:n - 1] = b[::2];"),
      ("if(c==1)x q;", "if (c == 1) x q;"),
      ("ctrl(2)@ inv @ x q,r,s;", "ctrl(2) @ inv @ x q, r, s;"),
      ("measure q->c;", "measure q -> c;"),
      ("let a=b++c;", "let a = b ++ c;"),
      ("array[int[8],2]a={1,2};", "array[int[8], 2] a = {1, 2};"),
      ("x = int [ 8 ] ( y );", "x = int[8](y);"),
      ("delay [ 5 ns ] q;", "delay[5 ns] q;"),
      ("for int i in{1,2}{x q;}", "for int i in {1, 2} {\n  x q;\n}"),
      ("for int i in[0:2]x q;", "for int i in [0:2] x q;"),
      ("for int i in 5\ns q;", "for int i in 5\n  s q;"),
      ("return(a);", "return (a);"),
      ("x = f ( a ) [ 0 ];", "x = f(a)[0];"),
      (
        "def f(readonly array[int,#dim=2]a,qubit[2]q)->bit{return b;}",
        "def f(readonly array[int, #dim = 2] a, qubit[2] q) -> bit {\n  return b;\n}"
      ),
      ("OPENQASM  3.0 ;", "OPENQASM 3.0;"),
      ("#pragma  a  b   \nx q;", "#pragma  a  b\nx q;"),
    ])
  func spacing(_ source: String, _ expected: String) {
    #expect(format(source) == expected + "\n")
  }

  @Test("one statement a line, two blanks a level, else beside its brace")
  func blocks() {
    let source =
      "gate g q{x q;y q;}if(a){x q;}else if(b){y q;}\nelse{ }while(c){ {x q;} }switch(i){case 0,1{x q;}default{}}box[1ns]{x q;}"
    #expect(
      format(source) == """
        gate g q {
          x q;
          y q;
        }
        if (a) {
          x q;
        } else if (b) {
          y q;
        } else {}
        while (c) {
          {
            x q;
          }
        }
        switch (i) {
          case 0, 1 {
            x q;
          }
          default {}
        }
        box[1ns] {
          x q;
        }

        """)
  }

  @Test("empty lines are kept, one at most, and none at the edges of a block")
  func emptyLines() {
    let source = "\n\nx q;\n\n\n\ny q;\nz q;\n\n{\n\n\nx q;\n\n}\n\n\n"
    #expect(format(source) == "x q;\n\ny q;\nz q;\n\n{\n  x q;\n}\n")
  }

  @Test("comments stay where they are")
  func comments() {
    let source = """
      // first

      /* block
           of lines */
      x q; // behind x   
      // above y
      /* led */ y q; /* behind y */
      {  // behind the brace
      // in the block

      z q;
      // last in the block
      } // behind the block
      if (a) { } // before else
      else { /* empty */ }
      rz( // angle
      pi /* over */ / 2,
      ) q;
      // end
      """
    #expect(
      format(source) == """
        // first

        /* block
             of lines */
        x q; // behind x
        // above y
        /* led */ y q; /* behind y */
        { // behind the brace
          // in the block

          z q;
          // last in the block
        } // behind the block
        if (a) {} // before else
        else { /* empty */
        }
        rz( // angle
          pi /* over */ / 2) q;
        // end

        """)
  }

  @Test("calibrations, pragmas and annotations are kept as they are")
  func keptText() {
    let source =
      "cal {  play( x ) ;\n   y }\ndefcal  rz( angle a )  $0{ raw  { text } }\n{ @note  a  b\n x q; }\npragma p  1"
    #expect(
      format(source) == """
        cal {  play( x ) ;
           y }
        defcal rz(angle a) $0 { raw  { text } }
        {
          @note  a  b
          x q;
        }
        pragma p  1

        """)
  }

  @Test("OpenQASM 2 is laid out as such")
  func version2() {
    let source = "OPENQASM 2.0;include \"qelib1.inc\";qreg q[2];creg c[2];if(c==1)rz(2^-x*+pi)q[0];measure q->c;"
    #expect(
      format(source) == """
        OPENQASM 2.0;
        include "qelib1.inc";
        qreg q[2];
        creg c[2];
        if (c == 1) rz(2^-x * +pi) q[0];
        measure q -> c;

        """)
  }

  @Test("commas behind the last item are left out")
  func trailingCommas() {
    #expect(format("f(a, b,);\nx q, r,;\na[1,] = 2;") == "f(a, b);\nx q, r;\na[1] = 2;\n")
    #expect(format("gate g(a,) q, { }\nswitch (i) { case 1, { } }") == "gate g(a) q {}\nswitch (i) {\n  case 1 {}\n}\n")
    #expect(format("array[int, 2] a = {{1,}, {2, /* two */}, };") == "array[int, 2] a = {{1}, {2 /* two */ }};\n")
  }

  @Test("a program that does not parse has no layout, but its problems")
  func malformed() {
    let (text, problems) = Formatter.format(SourceText(path: "a", text: "x q\ny r;"))
    #expect(text == nil)
    #expect(problems.map(\.code.name) == ["Q101"])
  }

  @Test("files of nothing, of comments only, and with a byte order mark")
  func almostEmpty() {
    #expect(format("") == "")
    #expect(format(" \n\t\n") == "")
    #expect(format("// a") == "// a\n")
    #expect(format("\n\n/* a */\n\n\n// b\n\n") == "/* a */\n\n// b\n")
    #expect(format("\u{FEFF}x q;") == "x q;\n")
    #expect(format("x q;\r\n\r\ny q; // c\r\n") == "x q;\n\ny q; // c\n")
  }
}
